"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  root.classList.toggle("print-all", new URLSearchParams(location.search).get("print") === "all");

  // "Müller" is found by "muller".
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // The hash says what is shown: a card, or the overview at one of its parts.
  const name = document.title;
  const target = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };
  const turn = () => {
    const at = target();
    const card = at && at.closest(".card");
    for (const shown of document.querySelectorAll(".card.shown")) shown.classList.remove("shown");
    root.classList.toggle("on-card", Boolean(card));
    const heading = card && card.querySelector("h2");
    document.title = card ? `${heading.textContent} – ${name}` : name;
    if (card) card.classList.add("shown");
    label();
    if (!location.hash) return;
    const to = heading || at;
    if (to) {
      (card ? root : to).scrollIntoView();
      to.focus({ preventScroll: true });
    }
  };

  // On a narrow screen cells stand below one another, each with the heading of its column. That is written into
  // the cells only where it is shown: into the tables of the overview, or of the card.
  const narrow = matchMedia("screen and (max-width: 44rem)");
  const label = () => {
    if (!narrow.matches) return;
    const within = document.querySelector(".card.shown") || document.getElementById("overview");
    for (const table of within.querySelectorAll("table:not(.matrix, .divisions):not([data-labelled])")) {
      table.dataset.labelled = "";
      const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
      for (const row of table.tBodies[0].rows) {
        for (const cell of row.cells) if (cell.cellIndex > 0) cell.dataset.head = heads[cell.cellIndex];
      }
    }
  };

  const find = (box) => {
    const [input, output] = [box.querySelector("input"), box.querySelector("output")];
    const rows = [...document.querySelector(`#${box.parentElement.id} table`).tBodies[0].rows];
    let texts;
    const show = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      texts ??= rows.map((row) => fold(`${row.textContent} ${row.dataset.find || ""}`));
      let shown = 0;
      rows.forEach((row, at) => {
        const hit = words.every((word) => texts[at].includes(word));
        row.hidden = !hit;
        shown += hit;
      });
      output.textContent = `${shown} of ${rows.length} shown`;
    };
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.value = "";
        show();
      }
    });
    output.textContent = `${rows.length} of ${rows.length} shown`;
    box.hidden = false;
  };

  // A cell is sorted by the value that it states, else by its text.
  const key = (cell) => cell.dataset.sort ?? cell.textContent.trim();

  // A click sorts up, the next one down, the third as in the file.
  const sort = (table) => {
    const body = table.tBodies[0];
    const asIs = [...body.rows];
    const collator = new Intl.Collator(undefined, { numeric: true });
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
        for (const other of heads) other.removeAttribute("aria-sort");
        if (next !== "none") head.setAttribute("aria-sort", next);
        table.classList.toggle("sorted", next !== "none");
        const order = (a, b) => {
          const [one, other] = [key(a.cells[column]), key(b.cells[column])];
          if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
          return (next === "ascending" ? 1 : -1) * (Number(one) - Number(other) || collator.compare(one, other));
        };
        body.append(...(next === "none" ? asIs : [...asIs].sort(order)));
      });
    });
  };

  // Pointing at a name or a ribbon of the flow, or coming to it by keyboard, lights what belongs to it.
  const light = (flow) => {
    const parts = [...flow.querySelectorAll("[data-from], [data-to]")];
    const ribbons = parts.filter((part) => part.dataset.from && part.dataset.to);
    const show = (event) => {
      const at = event.target.closest("[data-from], [data-to]") || event.target.querySelector?.("[data-from], [data-to]");
      const is = (one, other, side) => one.dataset[side] === undefined || one.dataset[side] === other.dataset[side];
      const own = at && event.target !== flow ? ribbons.filter((one) => is(at, one, "from") && is(at, one, "to")) : [];
      flow.classList.toggle("lit", own.length > 0);
      for (const part of parts) {
        const on = own.some((one) => is(part, one, "from") && is(part, one, "to"));
        part.classList.toggle("on", ribbons.includes(part) ? own.includes(part) : on);
      }
    };
    const clear = () => flow.classList.remove("lit");
    flow.addEventListener("pointerover", show);
    flow.addEventListener("focusin", show);
    flow.addEventListener("pointerleave", clear);
    flow.addEventListener("focusout", clear);
  };

  // Of what may fail the one that is chosen is shown; without the script all are there, folded.
  const choose = (box) => {
    const select = box.querySelector("select");
    const all = [...box.parentElement.querySelectorAll(".failure")];
    const show = () => {
      for (const one of all) {
        one.hidden = one.id !== select.value;
        one.open = !one.hidden;
      }
    };
    select.addEventListener("change", show);
    box.hidden = false;
    show();
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".choose").forEach(choose);
    document.querySelectorAll(".flow").forEach(light);
    document.querySelectorAll(".find").forEach(find);
    document.querySelectorAll(".sortable").forEach(sort);
    addEventListener("hashchange", turn);
    narrow.addEventListener("change", label);
    turn();
  });
})();
