//! `diff`: what two maps differ in, and because of which line.

mod causes;
mod formats;
mod git;
mod properties;
mod review;
mod wrong;

use crate::run::{Ran, Run};
use serde_json::Value;

/// Two maps side by side, compared with these arguments.
pub fn compare(old: &str, new: &str, more: &str) -> Run {
    let run = Run::empty().file("old.yaml", old).file("new.yaml", new);
    run.line("diff old.yaml new.yaml --today 2026-11-21").line(more)
}

/// A bakery, to be changed.
pub const BAKERY: &str = "\
organisation: {name: Bakery, currency: GBP}
departments:
  - {id: baking, name: Baking}
  - {id: sales, name: Sales, lead: head}
  - {id: logistics, name: Logistics}
  - {id: it, name: IT}
  - {id: desk, name: Desk, part_of: it}
  - {id: archive, name: Archive}
  - {id: legal, name: Legal}
people:
  - {id: head, name: Head of Sales, department: sales}
  - {id: rep, name: Representative, department: sales, leaving: 2027, email: rep@example.org}
groups:
  - {id: board, name: Board, members: [sales, legal]}
services:
  - {id: bread, name: Bread, provided_by: baking, serves: {to: cafes, satisfaction: {score: 7.2, measured: 2025-12}}, paid_by: [{from: cafes, amount: 90000}]}
  - {id: selling, name: Selling, provided_by: sales, serves: [council, buyers]}
  - {id: erp, name: ERP, provided_by: it, serves: [sales]}
  - {id: delivery, name: Delivery, provided_by: logistics, serves: [buyers]}
beneficiaries:
  - {id: cafes, name: Cafes, kind: business, relationship: {owner: head}, reasons: [{claim: They come for the crust, confidence: assumed}]}
  - {id: council, name: Council, kind: government}
  - {id: buyers, name: Retail buyers}
  - {id: hotels, name: Hotels, kind: business, status: prospect}
";

/// The bakery, with some of its text replaced.
#[track_caller]
pub fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BAKERY.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "no {from:?} in the bakery");
        text.replace(from, to)
    })
}

/// The differences of a run that found some.
#[track_caller]
pub fn differences(ran: &Ran) -> Vec<Value> {
    let json = ran.json();
    assert_eq!(json["custmap"], 2);
    json["differences"].as_array().unwrap().clone()
}

/// The differences between the bakery and a changed one: fact, who, with whom, what became of it.
#[track_caller]
pub fn diffed(changes: &[(&str, &str)], more: &str) -> Vec<String> {
    let run = compare(BAKERY, &changed(changes), more);
    let ran = run.line("--format json").ran().ends(1);
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let tell = |one: &Value| {
        let keys = ["section", "change", "fact", "id", "other", "old", "new"];
        keys.map(|key| text(&one[key])).join(" ")
    };
    differences(&ran).iter().map(tell).collect()
}

/// The first difference in a fact of somebody.
#[track_caller]
pub fn find<'v>(all: &'v [Value], fact: &str, id: &str, other: &str) -> &'v Value {
    let found = all.iter().find(|one| {
        one["fact"] == fact && one["id"] == id && one["other"].as_str().unwrap_or("") == other
    });
    found.unwrap_or_else(|| panic!("no {fact} of {id} with {other} in {all:#?}"))
}
