//! The page in a browser: what its script and its style do. Without Chromium these tests say that they were skipped;
//! with `CUSTMAP_NEED_BROWSER=1` they fail.
#![cfg(unix)]

mod chromium;
pub use chromium::Chromium;
mod shown;

use crate::{commands::SMALL, report::HOSTILE, run::Run};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use shown::Shown;
use std::{fmt::Write as _, fs, path::Path};

/// Departments whose names have accents, and numbers that letters would sort wrongly.
const NAMES: &str = "\
organisation: {name: X}
departments:
  - {id: mueller, name: Müller, serves: [{to: ten, satisfaction: {score: 3}}, nine]}
  - {id: emile, name: Émile, part_of: mueller}
  - {id: 'a b', name: Ångström, serves: [hundred]}
beneficiaries:
  - {id: ten, name: Team 10, since: 2010}
  - {id: nine, name: Team 9}
  - {id: hundred, name: Team 100, since: 1999}
";

/// Anybody who types without accents finds names with them; several words all have to be there; Escape shows all
/// again. What is shown is counted, and read aloud.
#[test]
fn search() {
    let Some(mut page) = Shown::of(NAMES) else {
        return;
    };
    assert_eq!(page.rows("units"), "Müller, Émile, Ångström");
    page.find("units", "muller");
    assert_eq!(page.rows("units"), "Müller, Émile", "it is named as what Émile is part of");
    page.find("units", "ANGSTROM");
    assert_eq!(page.rows("units"), "Ångström");
    page.is("document.querySelector('#units output').textContent", "1 of 3 shown");
    page.holds("document.querySelector('#units output').ariaLive === 'polite'");
    page.find("units", "émile team");
    assert_eq!(page.rows("units"), "Émile");
    page.find("units", "nobody at all");
    assert_eq!(page.rows("units"), "");
    page.browser.press("Escape");
    assert_eq!(page.rows("units"), "Müller, Émile, Ångström");
    page.holds("document.getElementById('find-units').value === ''");
}

/// Money and scores are sorted by what they are worth, however they are written.
#[test]
fn sort_money() {
    let yaml = "organisation: {name: X, currency: GBP}\nbeneficiaries: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n\
        services: [{id: s, name: S, provided_by: organisation, serves: [a, b, c], \
        paid_by: [{from: a, amount: 8400000}, {from: b, amount: 260000}, {from: c, amount: 1200000000}]}]";
    let Some(mut page) = Shown::of(yaml) else {
        return;
    };
    page.sort("customers", 3);
    assert_eq!(page.rows("customers"), "B, A, C");
    page.sort("customers", 3);
    assert_eq!(page.rows("customers"), "C, A, B");
}

/// A click on a heading sorts, numbers as numbers; the next turns it round, the third puts everything as it was.
/// `aria-sort` says so, and empty cells stay last.
#[test]
fn sort() {
    let Some(mut page) = Shown::of(NAMES) else {
        return;
    };
    let before = page.rows("customers");
    let state =
        "[...document.querySelectorAll('#customers thead th')].map(it => it.ariaSort || '').join()";
    page.sort("customers", 1);
    assert_eq!(page.rows("customers"), "Team 9, Team 10, Team 100");
    page.is(state, "ascending,,,,,,");
    page.sort("customers", 1);
    assert_eq!(page.rows("customers"), "Team 100, Team 10, Team 9");
    page.is(state, "descending,,,,,,");
    page.sort("customers", 1);
    assert_eq!(page.rows("customers"), before);
    page.is(state, ",,,,,,");
    page.sort("customers", 2);
    let years = page.rows("customers");
    page.sort("customers", 2);
    assert_ne!(page.rows("customers"), years);
    page.is(state, ",descending,,,,,");
}

/// An address with a card shows that card alone, with the focus on its heading and its name in the title; Back
/// leads to the overview.
#[test]
fn cards_by_their_address() {
    let Some(mut page) = Shown::of(SMALL) else {
        return;
    };
    let cards = "[...document.querySelectorAll('.card')].filter(it => it.checkVisibility()).map(it => it.id).join()";
    let overview = "document.getElementById('overview').checkVisibility()";
    page.is(cards, "");
    page.holds(overview);
    page.browser.js("document.querySelector('#units a[href=\"#unit-it\"]').click()");
    page.browser.until("document.documentElement.classList.contains('on-card')");
    page.is(cards, "unit-it");
    page.holds(&format!("!{overview}"));
    page.holds("document.activeElement === document.querySelector('#unit-it h2')");
    page.holds("document.title.startsWith('IT') && document.title.endsWith('Abacus: who is whose customer')");
    page.holds("scrollY === 0");
    page.browser.js("history.back()");
    page.browser.until("!document.documentElement.classList.contains('on-card')");
    page.holds(overview);
    page.is("document.title", "Abacus: who is whose customer");
    page.at("#party-buyers");
    page.is(cards, "party-buyers");
    page.at("#findings");
    page.is(cards, "");
    page.holds(
        "Math.abs(document.getElementById('findings').getBoundingClientRect().top) < innerHeight",
    );
    for odd in ["#nothing", "#%", "#%E0%A4%A", "#\"]<b>"] {
        page.at(odd);
        page.holds(overview);
        assert_eq!(page.browser.complaints(), [""; 0], "{odd}");
    }
}

/// An id that can't be in an address has a card all the same.
#[test]
fn cards_of_odd_ids() {
    let Some(mut page) = Shown::of(NAMES) else {
        return;
    };
    page.browser.js("document.querySelector('#tree a[href=\"#unit~2\"]').click()");
    page.browser.until("document.documentElement.classList.contains('on-card')");
    page.holds("document.activeElement.textContent.startsWith('Ångström')");
    page.at("#unit~2");
    page.holds("document.getElementById('unit~2').checkVisibility()");
}

/// On paper the overview comes without lists and cards, and with `?print=all` with every card, every row and no search;
/// a card's page is that card alone.
#[test]
fn print() {
    let Some(mut page) = Shown::of(SMALL) else {
        return;
    };
    page.find("units", "nobody at all");
    page.browser.ask("Emulation.setEmulatedMedia", &serde_json::json!({"media": "print"}));
    let cards = "document.querySelectorAll('.card').length \
                 === [...document.querySelectorAll('.card')].filter(it => it.checkVisibility()).length";
    page.holds("![...document.querySelectorAll('.card')].some(it => it.checkVisibility())");
    page.holds("!document.getElementById('units').checkVisibility()");
    page.holds("document.getElementById('matrix').checkVisibility()");
    page.browser.js("document.documentElement.classList.add('print-all')");
    page.holds(cards);
    page.holds("!document.querySelector('.find').checkVisibility()");
    page.holds("!document.querySelector('.contents').checkVisibility()");
    assert_eq!(page.rows("units").split(", ").count(), 5, "what is hidden on the screen, too");
    page.at("#unit-it");
    page.is(
        "[...document.querySelectorAll('.card')].filter(it => it.checkVisibility()).map(it => it.id).join()",
        "unit-it",
    );
    page.holds("!document.getElementById('overview').checkVisibility()");
}

/// How many sheets of paper a page is, in inches.
fn sheets(browser: &mut Chromium, file: &Path, (width, height): (f64, f64)) -> usize {
    browser.open(file, "");
    let paper = serde_json::json!({"paperWidth": width, "paperHeight": height,
        "preferCSSPageSize": true, "printBackground": true});
    let printed = browser.ask("Page.printToPDF", &paper);
    let bytes = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page\n").count()
}

/// The brief of a council is one sheet, on A4 and on letter; the page of 300 units, with its overview, at most six.
#[test]
fn sheets_of_paper() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let council = fs::read_to_string("examples/council.yaml").unwrap();
    let brief = Run::yaml(&council).line("brief org.yaml -o brief.html --today 2026-11-21").fine();
    let page = Run::yaml(&departments(300)).line("report org.yaml -o page.html").fine();
    for paper in [(8.27, 11.69), (8.5, 11.0)] {
        let file = brief.place().canonicalize().unwrap().join("brief.html");
        assert_eq!(sheets(&mut browser, &file, paper), 1, "{paper:?}");
        let file = page.place().canonicalize().unwrap().join("page.html");
        let printed = sheets(&mut browser, &file, paper);
        assert!((3..=6).contains(&printed), "{printed} sheets of {paper:?}");
    }
}

/// Departments in 18 directorates, each of which serves a customer, a colleague, or both.
fn departments(count: usize) -> String {
    let mut yaml = "organisation: {name: Borough}\ndepartments:\n".to_owned();
    for at in 0..count {
        let around = if at < 18 { String::new() } else { format!(", part_of: d{}", at % 18) };
        writeln!(yaml, "  - {{id: d{at}, name: Department of neighbourhoods {at}{around}}}")
            .unwrap();
    }
    yaml.push_str("services:\n");
    for at in 0..count {
        let score = 3 + at % 7;
        let to = if at % 3 == 0 { format!("c{}", at % 40) } else { format!("d{}", at * 7 % count) };
        let serves =
            format!("{{to: {to}, satisfaction: {{score: {score}, n: 90, measured: 2026-05}}}}");
        writeln!(yaml, "  - {{id: s{at}, name: Assessments and repairs {at}, provided_by: d{at}, serves: [{serves}]}}").unwrap();
    }
    yaml.push_str("beneficiaries:\n");
    for at in 0..40 {
        writeln!(yaml, "  - {{id: c{at}, name: Small businesses and shops {at}}}").unwrap();
    }
    yaml
}

/// Without JavaScript everything is there, and nothing that needs it.
#[test]
fn without_javascript() {
    let Some(mut page) = Shown::of(SMALL) else {
        return;
    };
    page.browser.ask("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true}));
    page.at("");
    page.holds("!document.documentElement.classList.contains('js')");
    page.holds("[...document.querySelectorAll('.card, section, tr, svg')].every(it => it.checkVisibility())");
    page.holds("[...document.querySelectorAll('.find')].every(it => !it.checkVisibility())");
    page.holds("document.querySelectorAll('thead button').length === 0");
}

/// Names that look like markup or like a script are text: nothing is run, asked for or complained about, on the
/// overview as on every card, and the policy is above it all.
#[test]
fn nothing_is_run_or_asked_for() {
    for yaml in [HOSTILE, SMALL] {
        let Some(mut page) = Shown::of(yaml) else {
            return;
        };
        page.browser.js(
            "[...document.querySelectorAll('.card')].forEach(it => { location.hash = it.id; })",
        );
        page.browser.until("document.documentElement.classList.contains('on-card')");
        page.holds("document.querySelectorAll('script').length === 1 && document.querySelectorAll('style').length === 1");
        page.holds(
            "document.querySelectorAll('img, iframe, object, form, base, plaintext').length === 0",
        );
        page.holds("[...document.querySelectorAll('a')].every(it => it.getAttribute('href').startsWith('#'))");
        page.holds("document.compatMode === 'CSS1Compat' && document.characterSet === 'UTF-8'");
        assert_eq!(page.browser.complaints(), [""; 0]);
    }
}

/// These tests would see a complaint, a request and a script that runs.
#[test]
fn complaints_are_seen() {
    let Some(mut page) = Shown::of(SMALL) else {
        return;
    };
    page.browser.js("console.log('aloud')");
    assert_eq!(page.browser.complaints().len(), 1);
    page.at("");
    page.browser.js(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://custmap.invalid/x\">')",
    );
    page.browser.until("[...document.images].every(it => it.complete)");
    let seen = page.browser.complaints();
    assert!(seen.iter().any(|it| it.contains("Content Security Policy")), "{seen:#?}");
}

/// A name that would turn the direction of what follows does not: the row after it reads as it is written.
#[test]
fn no_name_turns_the_writing() {
    let Some(mut page) = Shown::of(HOSTILE) else {
        return;
    };
    page.holds("!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML)");
    page.holds("document.getElementById('tree').innerText.includes('right \\ufffdto left\\ufffd')");
}
