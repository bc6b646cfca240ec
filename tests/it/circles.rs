//! Whom units reach where chains lead round to everyone: such a circle is found before all others.

use crate::judge::{closure_agrees, sound};
use custmap::{
    graph::{Graph, Steps},
    input::Format,
};
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

/// Reading the rows from the last to the first finds one more of these departments each time, which isn't worth
/// it: the search finds the others, and all reach every guest.
#[test]
fn a_circle_is_whole_though_few_of_it_are_found_beforehand() {
    let organisation = sound(&row("everyone"), Format::Yaml);
    closure_agrees(&organisation);
    let counts = Graph::build(&organisation).closure(Steps::Any).counts();
    assert_eq!(counts, vec![100; 100]);
}

/// Without a step to everyone the same departments are in no circle: each reaches its guest and those before it.
#[test]
fn a_row_is_no_circle() {
    let organisation = sound(&row("d0"), Format::Yaml);
    closure_agrees(&organisation);
    let counts = Graph::build(&organisation).closure(Steps::Any).counts();
    assert_eq!(counts, (1..=100).collect::<Vec<u32>>());
}

/// A service that leads to everyone, but to which no unit leads, is not in the circle: nobody reaches its guest.
#[test]
fn what_leads_to_everyone_need_not_be_in_the_circle() {
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
    let organisation = sound(text, Format::Yaml);
    closure_agrees(&organisation);
    let counts = Graph::build(&organisation).closure(Steps::Any).counts();
    assert_eq!(counts, [2, 1]);
}
