//! How many customers units reach where chains lead round to everyone.

use crate::judge::{costs_agree, facts, sound};
use custmap::{input::MapFormat, model::Organisation};
use std::fmt::Write as _;

/// A row of departments, each of which serves the one before it and a guest of its own; what the first serves.
fn row(first_serves: &str) -> String {
    let mut text = String::from("organisation: {name: XYZ}\ndepartments:\n");
    let serves = |at: usize| match at {
        0 => first_serves.to_owned(),
        at => format!("d{}", at - 1),
    };
    for at in 0..100 {
        let serves = serves(at);
        writeln!(text, "  - {{id: d{at}, name: D{at}, serves: [{serves}, g{at}]}}").unwrap();
    }
    text.push_str("beneficiaries:\n");
    for at in 0..100 {
        writeln!(text, "  - {{id: g{at}, name: G{at}}}").unwrap();
    }
    text
}

/// How many customers each unit reaches by chains of its own, in tree order.
fn counts(organisation: &Organisation) -> Vec<usize> {
    let facts = facts(organisation);
    let units = organisation.units();
    let counts = units.map(|(_, unit)| {
        let rows = facts[&*unit.header.id].primary.iter();
        rows.filter(|row| row.steps.is_some()).count()
    });
    counts.collect()
}

/// The first department serves everyone, so each reaches every guest, in two lots of 64 parties at most.
#[test]
fn a_circle_reaches_everyone() {
    let organisation = sound(&row("everyone"), MapFormat::Yaml);
    costs_agree(&organisation);
    let counts = counts(&organisation);
    assert_eq!(counts, vec![100; 100]);
}

/// Without a step to everyone the same departments are in no circle: each reaches its guest and those before it.
#[test]
fn a_row_is_no_circle() {
    let organisation = sound(&row("d0"), MapFormat::Yaml);
    costs_agree(&organisation);
    let counts = counts(&organisation);
    assert_eq!(counts, (1..=100).collect::<Vec<usize>>());
}

/// A service that leads to everyone, but that no unit provides or uses: nobody reaches its guest.
#[test]
fn what_leads_to_everyone_need_not_be_reached() {
    let text = "
organisation: {name: XYZ}
departments:
  - {id: it, name: IT, serves: [everyone, staff]}
  - {id: sales, name: Sales, serves: buyers}
beneficiaries: [{id: buyers, name: Buyers}, {id: staff, name: Staff}, {id: public, name: Public}]
services:
  - {id: idea, name: Idea, provided_by: organisation, serves: [law]}
  - {id: law, name: Law, provided_by: organisation, serves: [everyone, public]}
";
    let organisation = sound(text, MapFormat::Yaml);
    costs_agree(&organisation);
    let counts = counts(&organisation);
    assert_eq!(counts, [2, 1]);
}
