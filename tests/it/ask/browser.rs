//! The form in a browser: filled in, saved, taken into the map.
#![cfg(unix)]

use super::{ORG, page, take};
use crate::{browser::Chromium, run::Run};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// A form in a browser.
struct OpenForm {
    browser: Chromium,
    _folder: TempDir,
}

impl OpenForm {
    fn of(unit: &str) -> Option<Self> {
        let browser = Chromium::start()?;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().canonicalize().unwrap().join("form.html");
        fs::write(&file, page(ORG, &format!("--unit {unit}"))).unwrap();
        let mut form = Self { browser, _folder: folder };
        form.browser.open(&file, "");
        Some(form)
    }

    fn reload(&mut self) {
        self.js("window.isOld = true");
        self.browser.ask("Page.reload", &serde_json::json!({}));
        self.browser.until("window.isOld === undefined && document.readyState === 'complete'");
    }

    /// Clicks an answer of a question.
    fn choose(&mut self, about: &str, value: &str) {
        self.js(&format!(
            "document.querySelector('[data-question][data-about=\"{about}\"] input[value=\"{value}\"]').click()"
        ));
    }

    /// Fills in a field.
    fn fill(&mut self, selector: &str, value: &str) {
        self.js(&format!(
            "{{ const it = document.querySelector('{selector}'); it.value = {value:?}; \
             it.dispatchEvent(new Event('input', {{bubbles: true}})) }}"
        ));
    }

    fn js(&mut self, code: &str) -> Value {
        self.browser.js(code)
    }

    /// What the button saves.
    fn save(&mut self) -> String {
        self.js("document.querySelector('button[type=submit]').click()");
        let text = self.js("document.getElementById('text').value");
        text.as_str().unwrap().to_owned()
    }
}

/// What is filled in is saved, and what is saved changes the map: the whole way, with no word lost.
#[test]
fn from_the_form_into_the_map() {
    let Some(mut form) = OpenForm::of("books") else { return };
    form.choose("services/invoices/reviewed", "right");
    form.choose("services/reports/reviewed", "wrong");
    form.fill(
        "[data-about=\"services/reports/reviewed\"] [data-because]",
        "weekly \u{201c}now\u{201d}",
    );
    form.fill("select[data-about=\"services/reports/serves\"]", "it");
    form.choose("verdicts/books/shops", "no");
    form.fill("[data-about=\"verdicts/books/shops\"] [data-because]", "they never see them");
    form.fill("select[data-about=\"parties/banks/relationship/backup\"]", "sam");
    form.fill("textarea[data-about=\"parties/banks/kept_by\"]", "fees");
    form.choose("measurements/help/clerks", "7");
    assert_eq!(form.js("document.getElementById('count').textContent"), "6 of 12 answered");
    let text = form.save();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["custmap_answers"], 1);
    assert_eq!(json["unit"], "books");
    assert_eq!(json["by"], "bo", "the head, by id, unless somebody else writes a name");
    assert_eq!(json["answers"].as_array().unwrap().len(), 7);
    assert_eq!(form.browser.complaints(), [""; 0], "no request, nothing refused by the policy");
    assert_eq!(json["date"].as_str().unwrap().len(), "2026-11-29".len());
    let ran = take(ORG, &[&text], "--remarks").ends(0);
    let after = ran.left("org.yaml");
    let check = Run::yaml(&after).line("export org.yaml --format json").fine().json();
    let books = &check["units"][0];
    assert_eq!(books["rejected"][0]["id"], "shops");
    assert_eq!(books["rejected"][0]["because"], "they never see them");
    for line in [
        "relationship: {owner: bo, backup: sam}",
        "kept_by: fees",
        "serves: [sales, it]",
        "weekly \u{201c}now\u{201d} (Head of Bookkeeping",
        "score: 7",
    ] {
        assert!(after.contains(line), "{line} in {after}");
    }
}

/// A draft is there again after a reload; an answer can be taken back; what is hidden is not saved.
#[test]
fn drafts_and_second_thoughts() {
    let Some(mut form) = OpenForm::of("books") else { return };
    form.choose("measurements/help/clerks", "7");
    form.choose("services/reports/reviewed", "wrong");
    form.fill("[data-about=\"services/reports/reviewed\"] [data-because]", "weekly");
    form.fill("select[data-about=\"services/reports/serves\"]", "\u{0}other");
    form.fill("[data-other]:not([hidden])", "The shop floor");
    form.reload();
    let text = form.save();
    assert!(text.contains("\"weekly\"") && text.contains("\"The shop floor\""), "{text}");
    assert_eq!(form.js("localStorage.length"), 0, "what was saved is not shown to the next reader");
    form.choose("services/reports/reviewed", "right");
    let text = form.save();
    assert!(!text.contains("weekly") && !text.contains("The shop floor"), "{text}");
    let seven = "[data-about=\"measurements/help/clerks\"] input[value=\"7\"]";
    form.js(&format!("document.querySelector('{seven}').focus()"));
    form.browser.press("Delete");
    assert!(!form.save().contains("measurements/"));
}

/// Saved answers can be loaded again, and those of another unit can't.
#[test]
fn saved_answers_come_back() {
    let Some(mut form) = OpenForm::of("books") else { return };
    let load = |form: &mut OpenForm, text: &str| {
        form.js(&format!(
            "{{ const data = new DataTransfer(); data.items.add(new File([{text:?}], 'a.json')); \
             const load = document.getElementById('load'); load.files = data.files; \
             load.dispatchEvent(new Event('change')) }}"
        ));
    };
    let saved = super::saved(
        "books",
        "2026-11-20",
        &[
            super::answer("measurements/help/clerks", "3"),
            super::answer("parties/banks/kept_by", "fees"),
        ],
    );
    load(&mut form, &saved);
    form.browser.until("document.getElementById('count').textContent.startsWith('2 of')");
    assert!(form.save().contains("\"fees\""));
    load(&mut form, &saved.replace("\"books\"", "\"sales\""));
    form.browser.until("document.getElementById('count').textContent.startsWith('That file')");
}

/// On paper every line to write on is there, and the button is not.
#[test]
fn print() {
    let Some(mut form) = OpenForm::of("books") else { return };
    let remark = "document.querySelector('[data-because]').checkVisibility()";
    assert_eq!(form.js(remark), false);
    form.browser.ask("Emulation.setEmulatedMedia", &serde_json::json!({"media": "print"}));
    assert_eq!(form.js(remark), true);
    assert_eq!(form.js("document.querySelector('.bar').checkVisibility()"), false);
}
