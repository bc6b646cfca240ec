"use strict";
(() => {
  const form = document.getElementById("form");
  const by = document.getElementById("by");
  const all = (selector, around = form) => [...around.querySelectorAll(selector)];
  const OTHER = "\u0000other";
  document.documentElement.classList.add("js");

  // The names to choose from stand in the page once, and every list takes what it needs.
  const names = JSON.parse(document.getElementById("names").textContent);
  for (const select of all("select[data-lists]")) {
    const lists = select.dataset.lists.split(" ").filter((list) => names[list]);
    for (const list of lists) {
      const group = lists.length > 1 ? document.createElement("optgroup") : select;
      if (group !== select) {
        group.label = names[list].heading;
        select.append(group);
      }
      for (const [id, label] of names[list].names) group.append(new Option(label, id));
    }
    select.append(new Option(lists.length ? "somebody else \u2026" : "write the name \u2026", OTHER));
  }

  const otherOf = (select) => document.getElementById(select.id + "-other");
  const chosen = (question) => question.querySelector("input[type=radio]:checked");
  const valueOf = (field) => {
    const value = field.value === OTHER ? otherOf(field).value : field.value;
    return value.trim();
  };
  const isOpen = (element) => {
    const more = element.closest(".more");
    return !more || more.classList.contains("shown");
  };

  // What is filled in, a fact each.
  const answersOf = (question) => {
    const answers = [];
    const radio = chosen(question);
    if (radio && question.dataset.about !== undefined) {
      const answer = { about: question.dataset.about, was: question.dataset.was, answer: radio.value };
      const because = all("[data-because]", question).find(isOpen);
      if (because && because.value.trim()) answer.because = because.value.trim();
      answers.push(answer);
    }
    for (const field of all("[data-field]", question)) {
      if (isOpen(field) && valueOf(field)) {
        answers.push({ about: field.dataset.about, was: field.dataset.was, answer: valueOf(field) });
      }
    }
    return answers;
  };
  const questions = all("[data-question]");

  const show = () => {
    let answered = 0;
    for (const question of questions) {
      const radio = chosen(question);
      for (const more of all(".more", question)) {
        more.classList.toggle("shown", !!radio && more.dataset.for.split(" ").includes(radio.value));
      }
      for (const select of all("select[data-lists]", question)) otherOf(select).hidden = select.value !== OTHER;
      const done = answersOf(question).length > 0;
      question.classList.toggle("answered", done);
      answered += done;
    }
    document.getElementById("progress").value = answered;
    document.getElementById("count").textContent = `${answered} of ${questions.length} answered`;
  };

  // A draft survives a reload where the browser keeps one for this form: the next form of the same unit, with another
  // date or other facts, begins empty, and so does one that was left for a month.
  const DRAFT_DAYS = 30;
  const facts = all("[data-about]").map((at) => `${at.dataset.about} ${at.dataset.was}`);
  const print = [form.dataset.due, ...facts].join("\n");
  let hash = 0;
  for (let at = 0; at < print.length; at += 1) hash = (Math.imul(hash, 31) + print.charCodeAt(at)) | 0;
  const key = `custmap ${form.dataset.organisation} ${form.dataset.unit} ${hash}`;
  const controls = all("[data-field], [data-because], [data-other]").concat(by);
  const nameOf = (control) => {
    const at = control.closest("[data-question]");
    const about = control.dataset.about ?? at?.dataset.about ?? "";
    if (control.dataset.other) return `other ${document.getElementById(control.dataset.other).dataset.about}`;
    return control === by ? "by" : `${"because" in control.dataset ? "because" : "field"} ${about}`;
  };
  const draft = () => {
    const values = {};
    for (const control of controls) if (control.value) values[nameOf(control)] = control.value;
    for (const question of questions) {
      const radio = chosen(question);
      if (radio) values[`choice ${question.dataset.about}`] = radio.value;
    }
    return values;
  };
  const restore = (values) => {
    for (const control of controls) {
      const value = values[nameOf(control)];
      if (typeof value === "string") control.value = value;
    }
    for (const question of questions) {
      const value = values[`choice ${question.dataset.about}`];
      for (const radio of all("input[type=radio]", question)) radio.checked = radio.value === value;
    }
  };
  const remember = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: draft() }));
      return true;
    } catch {
      return false;
    }
  };
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && Date.now() - kept.at < DRAFT_DAYS * 86400000) restore(kept.values);
  } catch {
    // Without storage, or with something else in it, the form begins empty.
  }

  // What was chosen can be taken back: by a second click, or with Delete.
  let before = null;
  form.addEventListener("pointerdown", (event) => {
    before = event.target.type === "radio" && event.target.checked ? event.target : null;
  });
  form.addEventListener("click", (event) => {
    if (before && event.target === before) {
      before.checked = false;
      changed();
    }
    before = null;
  });
  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio") return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.target.checked = false;
      changed();
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.target.checked = true;
      changed();
    }
  });

  let unsaved = false;
  const changed = () => {
    show();
    unsaved = !remember();
  };
  form.addEventListener("input", changed);
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  const today = () => {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const file = () => ({
    custmap_answers: 1,
    organisation: form.dataset.organisation,
    unit: form.dataset.unit,
    by: by.value.trim() === by.dataset.name && by.dataset.id ? by.dataset.id : by.value.trim(),
    date: today(),
    answers: questions.flatMap(answersOf),
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const text = JSON.stringify(file(), null, 1) + "\n";
    const link = document.createElement("a");
    link.download = `answers-${form.dataset.unit.replace(/[^\p{L}\p{N}_.-]+/gu, "-")}.json`;
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    // Whoever opens the form next on this computer doesn't see these answers; the file can be loaded again.
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
    document.getElementById("file-name").textContent = link.download;
    document.getElementById("text").value = text;
    const saved = document.getElementById("saved");
    saved.hidden = false;
    saved.scrollIntoView();
    saved.focus();
  });
  document.getElementById("copy").addEventListener("click", async () => {
    const text = document.getElementById("text");
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy");
    }
    document.getElementById("copied").textContent = "Copied.";
  });

  // Answers that were saved before, on this computer or another.
  document.getElementById("load").addEventListener("change", async (event) => {
    const status = document.getElementById("count");
    try {
      const saved = JSON.parse(await event.target.files[0].text());
      if (saved.custmap_answers !== 1 || saved.unit !== form.dataset.unit) throw new Error();
      const values = { by: saved.by === by.dataset.id ? by.dataset.name : saved.by };
      for (const { about, answer, because } of saved.answers) {
        values[`choice ${about}`] = answer;
        values[`field ${about}`] = answer;
        if (because) values[`because ${about}`] = because;
      }
      restore(values);
      for (const select of all("select[data-lists]")) {
        const answer = values[`field ${select.dataset.about}`];
        if (answer && select.value !== answer) {
          select.value = OTHER;
          otherOf(select).value = answer;
        }
      }
      changed();
    } catch {
      status.textContent = "That file holds no answers to this form.";
    }
  });
  show();
})();
