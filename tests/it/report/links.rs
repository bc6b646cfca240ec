//! Everything on the page that leads somewhere arrives.

use super::{Html, maps, page};
use std::collections::BTreeSet;

/// Each id is there once: an address leads to one place.
#[test]
fn ids_are_unique() {
    for (map, text) in maps() {
        let page = page(&text);
        let mut seen = BTreeSet::new();
        for id in page.values("id") {
            assert!(seen.insert(id), "{map}: {id} twice");
            assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{map}: {id:?}");
        }
    }
}

/// Every link, every label and every arrowhead has its target.
#[test]
fn everything_named_is_there() {
    for (map, text) in maps() {
        let page = page(&text);
        let ids: BTreeSet<&str> = page.values("id").collect();
        let links = page.values("href").filter_map(|it| it.strip_prefix('#'));
        let labels = page.values("aria-labelledby").chain(page.values("for"));
        let heads = page.values("marker-end");
        let heads = heads.map(|it| it.trim_start_matches("url(#").trim_end_matches(')'));
        for id in links.chain(labels).chain(heads) {
            assert!(ids.contains(id), "{map}: nothing has the id {id}");
        }
    }
}

/// An id that can't be in an address gives way to a number, behind `~`, that no id can be mistaken for.
#[test]
fn odd_ids_have_an_anchor_too() {
    let page = page(
        "organisation: {name: X}\n\
        departments:\n\
        - {id: 'a b', name: Blank, serves: '1'}\n\
        - {id: '1', name: One}\n\
        - {id: größe, name: Umlaut, serves: 'a b'}",
    );
    for (id, name) in [("unit~0", "Blank"), ("unit-1", "One"), ("unit~2", "Umlaut")] {
        assert!(page.id(id).is("class", "card"));
        let heading = page.inside(id, "h2").next().unwrap().words();
        assert!(heading.starts_with(name), "{heading}");
    }
}

/// A name in a table leads to its card, in the matrix and in the flow too.
#[test]
fn names_lead_to_their_cards() {
    let page = page(crate::commands::SMALL);
    let leads = |part, to: &str| page.inside(part, "a").any(|it| it.is("href", to));
    for part in ["flow", "matrix", "units", "services", "tree"] {
        assert!(leads(part, "#unit-it"), "{part}");
    }
    assert!(leads("customers", "#party-buyers"));
    assert!(leads("groups", "#group-users") || page.id("group-users").name == "tr");
    assert!(leads("unit-it", "#overview"));
    assert!(leads("party-firms", "#unit-head"), "who looks after it");
}

/// The way back: each card says what its unit is part of, outermost first; a long way is shortened.
#[test]
fn a_card_knows_the_way() {
    let mut yaml = "organisation: {name: X}\ndepartments:\n- {id: d0, name: D0}\n".to_owned();
    for at in 1..6 {
        let line = format!("- {{id: d{at}, name: D{at}, part_of: d{}}}\n", at - 1);
        yaml.push_str(&line);
    }
    let page = page(&yaml);
    let path = |page: &Html, id| page.inside(id, "p").next().unwrap().words();
    assert_eq!(path(&page, "unit-d0"), "Overview");
    assert_eq!(path(&page, "unit-d3"), "Overview › D0 › D1 › D2");
    assert_eq!(path(&page, "unit-d5"), "Overview › D0 › … › D4");
}
