//! Organisations that have little of something.

use super::{page, page_with};
use crate::{commands::SMALL, run::Run};

/// An organisation without anybody has a page that says so in each place.
#[test]
fn nobody_at_all() {
    let page = page("organisation: {name: Empty}");
    assert_eq!(page.one("h1").words(), "Empty");
    for section in ["flow", "matrix"] {
        assert!(page.id(section).text.contains("No service serves anybody yet."));
    }
    assert_eq!(page.all("svg").count(), 0);
    assert!(page.elements.iter().all(|it| !it.is("class", "card")));
}

/// Only persons: then they have the place of departments.
#[test]
fn only_people() {
    let page = page("organisation: {name: X}\npeople: [{id: p, name: Porter, serves: everyone}]");
    assert!(page.id("units").text.contains("Porter"));
    assert!(page.id("unit-p").is("class", "card"));
}

/// Nobody outside: the cards of units are there all the same.
#[test]
fn nobody_outside() {
    let page = page(
        "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: b}, {id: b, name: B}]",
    );
    assert!(page.id("unit-a").text.contains('B'));
    assert_eq!(page.inside("flow", "svg").count(), 1);
}

/// A division: its own parts have cards, those around it have none, and its name says where it is.
#[test]
fn a_division() {
    let page = page_with(SMALL, "--within sales");
    assert_eq!(page.one("h1").words(), "Sales within Abacus");
    let cards = page.all("section").filter(|it| it.is("class", "card"));
    let cards: Vec<&str> = cards.map(|it| it.attributes["id"].as_str()).collect();
    assert_eq!(cards[..3], ["unit-sales", "unit-web", "unit-head"]);
    assert!(!cards.contains(&"unit-it"));
    assert!(cards.contains(&"party-buyers"));
    let run = Run::yaml(SMALL).line("report org.yaml --within buyers");
    run.refused();
}

/// Two runs write the same bytes, into a file as to standard output.
#[test]
fn two_runs_write_the_same() {
    let run = || Run::yaml(super::HOSTILE).line("report org.yaml --today 2026-11-21");
    let first = run().fine().stdout;
    assert_eq!(first, run().fine().stdout);
    assert_eq!(first, run().line("-o map.html").fine().left("map.html"));
}
