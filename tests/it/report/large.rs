//! A large organisation: its page can still be sent by mail, and says what it leaves out.

use super::{Html, page};
use crate::run::Run;
use std::{collections::HashSet, fmt::Write as _};

/// Departments in a tree, each serving two others and somebody outside.
fn large(departments: usize) -> String {
    let mut yaml = "organisation: {name: Large}\ndepartments:\n".to_owned();
    for at in 0..departments {
        let up = at.checked_sub(1).map(|at| format!(", part_of: d{}", at / 8));
        let (one, other) = ((at * 7 + 3) % departments, (at * 13 + 5) % departments);
        let up = up.unwrap_or_default();
        writeln!(
            yaml,
            "  - {{id: d{at}, name: Department number {at}{up}, serves: [d{one}, d{other}, b{}]}}",
            at % 20
        )
        .unwrap();
    }
    yaml.push_str("beneficiaries:\n");
    for at in 0..20 {
        writeln!(yaml, "  - {{id: b{at}, name: Beneficiary {at}}}").unwrap();
    }
    yaml
}

/// 2,000 departments: under 10 MB, a card for each; few or none have a picture, and the page says so. Long lists
/// are counted.
#[test]
fn two_thousand_departments() {
    let text = Run::yaml(&large(2_000)).line("report org.yaml").fine().stdout;
    assert!(text.len() < 10_000_000, "{} bytes", text.len());
    assert_eq!(text.matches("<section class=\"card\"").count(), 2_020);
    let drawn = text.matches("class=\"picture layered\"").count();
    let said = format!("To keep this page small, {drawn} of 2000 departments");
    assert!(drawn < 2_000 && text.contains(&said), "{drawn} drawn");
    assert!(text.contains(" more rows</p>"));
    let failures = text.matches("class=\"failure\"").count();
    assert!(failures <= 120, "{failures} to choose from");
    // Each of the departments and of their services affects somebody outside.
    let left_out = format!("for {} more this page has no room.", 4_000 - failures);
    assert!(text.contains(&left_out), "not {left_out:?}");
}

/// 12,000 departments: still under 10 MB. Those highest in the tree have a card, and what is left out is counted.
#[test]
fn twelve_thousand_departments() {
    let text = Run::yaml(&large(12_000)).line("report org.yaml").fine().stdout;
    assert!(text.len() < 10_000_000, "{} bytes", text.len());
    let cards = text.matches("<section class=\"card\"").count();
    assert!((100..12_000).contains(&cards), "{cards} cards");
    assert!(text.contains(&format!("To keep this page small, {cards} of 12020 departments")));
    assert!(text.contains(" more, which this page has no room for."));
    // Whatever has no card is named without a link to one.
    let anchors: HashSet<&str> =
        text.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let mut links = text.split("href=\"#").skip(1).filter_map(|it| it.split('"').next());
    assert_eq!(links.find(|link| !anchors.contains(link)), None);
}

/// A few departments: every unit has its picture, and nothing is said about it.
#[test]
fn a_few_departments() {
    let page = page(&large(30));
    let pictures = page.all("svg").filter(|it| it.is("class", "layered"));
    assert_eq!(pictures.count(), 30);
    assert!(!page.id("failures").text.contains("no room"));
    assert!(!page.one("footer").text.contains("To keep this page small"));
}

/// The flow and the matrix have a bounded number of ends, and say how deep departments are distinguished.
#[test]
fn pictures_are_bounded() {
    let page = page(&large(120));
    let ends = |page: &Html| page.inside("flow", "g").filter(|it| it.is("class", "end")).count();
    assert!(ends(&page) <= 50, "{} ends", ends(&page));
    let listed = "Departments are shown down to level";
    assert!(page.id("flow").text.contains(listed));
    let rows = page.inside("matrix", "th").filter(|it| it.is("scope", "row"));
    assert!(rows.count() <= 30);
}
