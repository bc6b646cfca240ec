//! What a form asks, and what it leaves out.

use super::{ORG, page};
use crate::run::Run;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// The values of an attribute, in the order of the page.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The addresses of the facts that a form asks about.
fn asked(page: &str) -> Vec<String> {
    attributes(page, "data-about")
}

/// What a reader sees: the page without its head, scripts and elements.
fn seen(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap();
    let mut text = String::new();
    for part in body.split("<script").next().unwrap().split('<').skip(1) {
        text.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    text
}

/// Each kind of question is on the form of the unit that can answer it: what is written down, what follows, what
/// is missing, and who serves it.
#[test]
fn every_kind_of_question() {
    let page = page(ORG, "--unit books");
    assert_eq!(
        asked(&page),
        [
            "departments/books/purpose",
            "departments/books/purpose",
            "services/invoices/reviewed",
            "services/invoices/serves",
            "services/invoices/serves/not",
            "services/reports/reviewed",
            "services/reports/serves",
            "services/reports/serves/not",
            "parties/banks/reviewed",
            "parties/banks/relationship/owner",
            "verdicts/books/shops",
            "parties/banks/relationship/backup",
            "parties/banks/kept_by",
            "parties/banks/won_by/reason",
            "parties/banks/won_by/note",
            "parties/banks/drivers",
            "parties/banks/buys_from",
            "measurements/help/clerks",
            "measurements/mail/books",
        ]
    );
    let text = seen(&page);
    assert!(text.contains(
        "Shops, because you provide Reports to Sales, and Sales provides Offers to them."
    ));
    assert!(text.contains("Banks: Head of Bookkeeping owns the relationship."), "{text}");
    assert!(text.contains("Who is the backup of Head of Bookkeeping for Banks?"));
}

/// What the map knows is not asked, nor what a verdict or an `allow` has settled, nor what the unit does for itself.
#[test]
fn what_is_known_is_not_asked() {
    let has =
        |yaml: &str, line: &str, about: &str| asked(&page(yaml, line)).iter().any(|it| it == about);
    let settled = format!(
        "{ORG}verdicts: [{{unit: books, customer: shops, verdict: confirmed}}]\n\
         allow: [{{finding: little-known-customer, of: banks, because: by law}}]\n"
    );
    assert!(!has(&settled, "--unit books", "verdicts/books/shops"));
    assert!(!has(&settled, "--unit books", "parties/banks/kept_by"));
    assert!(has(&settled, "--unit books", "parties/banks/relationship/backup"));
    let known = ORG.replace("since: 2001", "since: 2001, kept_by: rates");
    assert!(!has(&known, "--unit books", "parties/banks/kept_by"));
    assert!(!has(ORG, "--unit it", "measurements/mail/everyone"), "its own mail");
    assert!(!has(ORG, "--unit sales", "verdicts/sales/shops"), "served directly");
    let parties = asked(&page(ORG, "--unit it"));
    assert!(parties.iter().all(|it| !it.contains("/banks/")), "{parties:?}");
}

/// A head answers for parts without a head of their own, and not for those that have one.
#[test]
fn parts_without_a_head() {
    let served = ORG.replace(
        "serves: [clerks]",
        "serves: [clerks]}\n  - {id: desks, name: Desks, provided_by: books, serves: [desk]",
    );
    let rates = |yaml: &str, unit: &str| {
        let page = page(yaml, &format!("--unit {unit}"));
        asked(&page).iter().any(|it| it == "measurements/desks/desk")
    };
    assert!(rates(&served, "it"));
    assert!(!rates(&served, "sales"));
    let led = served
        .replace("part_of: it}", "part_of: it, lead: dee}")
        .replace("groups:", "  - {id: dee, name: Head of the desk, department: desk}\ngroups:");
    assert!(rates(&led, "desk"));
    assert!(!rates(&led, "it"), "the desk has a head of its own");
}

/// Services never asked about come first, then those asked longest ago; `--at-most` cuts behind them.
#[test]
fn scores_never_asked_first() {
    let yaml = format!(
        "{ORG}measurements: [{{service: help, of: clerks, score: 5, measured: 2025-01}}, {{service: reports, of: sales, score: 5}}]\n"
    );
    let scores = |line: &str| {
        let all = asked(&page(&yaml, line)).into_iter();
        all.filter(|it| it.starts_with("measurements/")).collect::<Vec<_>>()
    };
    let all =
        ["measurements/mail/everyone", "measurements/reports/sales", "measurements/help/clerks"];
    assert_eq!(scores("--unit sales"), all);
    assert_eq!(scores("--unit sales --at-most 2"), all[..2]);
    assert_eq!(scores("--unit sales --at-most 0"), [""; 0]);
}

/// A reader sees names only: neither ids nor keys of the file.
#[test]
fn no_ids() {
    let yaml = ORG
        .replace("Keep the books", "Keep accounts")
        .replace("books", "u-71")
        .replace("invoices", "s-72")
        .replace("clerks", "g-73")
        .replace("shops", "b-74")
        .replace("reports", "s-75");
    let text = seen(&page(&yaml, "--unit u-71"));
    for id in ["u-71", "s-72", "g-73", "b-74", "s-75", "provided_by", "kept_by", "won_by"] {
        assert!(!text.contains(id), "{id} in {text}");
    }
}

/// Names are text in every place, and none ends the list of names that the script reads.
#[test]
fn hostile_names() {
    let evil = "</script><script>alert(1)</script><b>&\"'";
    let yaml = ORG
        .replace("name: Bookkeeping", &format!("name: '{}'", evil.replace('\'', "''")))
        .replace("name: Sales", "name: \"<!--\\\"<script>\"");
    let page = page(&yaml, "--unit books");
    assert!(!page.contains("<script>alert"));
    assert!(!page.contains("<!--"));
    assert_eq!(page.matches("</script>").count(), 2);
}

/// The policy names exactly the style and the script of the form: with another hash a browser would run neither.
#[test]
fn the_policy_knows_style_and_script() {
    let page = page(ORG, "--unit books");
    let between = |start: &str, end: &str| {
        page.split(start).nth(1).unwrap().split(end).next().unwrap().to_owned()
    };
    for (name, text) in
        [("style", between("<style>", "</style>")), ("script", between("<script>", "</script>"))]
    {
        let hash = BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
        assert!(page.contains(&format!("{name}-src 'sha256-{hash}'")), "{name}: sha256-{hash}");
    }
    assert!(page.contains("default-src 'none'"));
    let addresses = ["http://", "https://", "src=", "url("];
    assert!(addresses.iter().all(|it| !page.contains(it)), "it asks nobody for anything");
}

/// `--intro` and `--due` are at the top, as text.
#[test]
fn intro_and_due() {
    let run = Run::yaml(ORG).file("intro.txt", "Dear all,\r\n\r\n<i>thanks</i>\u{1b}[2J\n");
    let line = "ask org.yaml --unit it --intro intro.txt --due 2026-12-01 -o f.html";
    let page = run.line(line).ran().ends(0).left("f.html");
    let text = seen(&page);
    assert!(text.contains("Please send it back by 1 December 2026."));
    assert!(text.contains("Dear all,") && !page.contains("<i>") && !page.contains('\u{1b}'));
    Run::yaml(ORG).line("ask org.yaml --unit it --intro none.txt").refused().complains("none.txt");
    Run::yaml(ORG).line("ask org.yaml --unit it --due soon").refused().complains("2026-05-31");
}

/// `--each` writes a form for each department with a lead, under names that every system takes.
#[test]
fn each() {
    let yaml = ORG
        .replace("id: it,", "id: 'a/../B?',")
        .replace("part_of: it}", "part_of: 'a/../B?'}")
        .replace("department: it}", "department: 'a/../B?'}")
        .replace("provided_by: it,", "provided_by: 'a/../B?',");
    let ran = Run::yaml(&yaml).line("ask org.yaml --each -o forms").ran().ends(0);
    let mut names: Vec<_> = std::fs::read_dir(ran.place().join("forms"))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a-b.html", "books.html", "sales.html"]);
    assert_eq!(ran.folder(), ["forms", "org.yaml"]);
    assert!(ran.stderr.contains("3 forms") && ran.stderr.contains("1 department has no lead"));
    let nobody = "organisation: {name: X}\ndepartments: [{name: A}]";
    Run::yaml(nobody)
        .line("ask org.yaml --each -o forms")
        .refused()
        .complains("no department has a lead");
}

/// A form needs a unit of the map, and hides nobody.
#[test]
fn refused() {
    let nobody = Run::yaml(ORG).line("ask org.yaml -o f.html").refused();
    nobody.complains("--unit").complains("--each");
    Run::yaml(ORG).line("ask org.yaml --unit book -o f.html").refused().complains("books");
    Run::yaml(ORG).line("ask org.yaml --unit banks -o f.html").refused();
    Run::yaml(ORG)
        .line("ask org.yaml --unit it --anonymous -o f.html")
        .refused()
        .complains("--anonymous");
    Run::yaml(ORG).line("ask org.yaml --unit it -o f.txt").refused().complains(".html");
    Run::yaml(ORG)
        .line("ask org.yaml --unit it -o org.yaml --format html")
        .refused()
        .complains("the map itself");
    let text = Run::yaml(ORG).line("ask org.yaml --unit it").fine().stdout;
    assert!(text.starts_with("<!DOCTYPE html>"));
}

/// A form replaces neither its introduction nor the key of pseudonyms, which can't be made again.
#[test]
fn other_inputs_are_not_replaced() {
    let run = Run::yaml(ORG).file("intro.txt", "Dear heads,");
    let ran = run.line("ask org.yaml --unit books --intro intro.txt --format html -o intro.txt");
    let ran = ran.refused().complains("intro.txt");
    assert_eq!(ran.left("intro.txt"), "Dear heads,");
    let secret = "0123456789abcdef0123";
    let run = Run::yaml(ORG).file("key.txt", secret);
    let ran =
        run.line("list org.yaml --anonymous --pseudonym-key key.txt --format json -o key.txt");
    assert_eq!(ran.refused().left("key.txt"), secret);
}

/// A department without a head above is asked by nobody, which is said.
#[test]
fn nobody_answers_for_a_department_on_top() {
    let map = "organisation: {name: X}\ndepartments:\n  - {id: a, name: A, lead: p}\n  - {id: b, name: B, part_of: a}\n  \
               - {id: c, name: C}\npeople:\n  - {id: p, name: P, department: a}\n";
    let ran = Run::yaml(map).line("ask org.yaml --each -o forms").ran().ends(0);
    ran.complains("1 department has no lead: the head above answers")
        .complains("nobody is asked about");
}
