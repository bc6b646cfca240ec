//! What is down when a unit fails, and what is merely weakened.

use super::{downs, ids, impact, steps, table};

/// Who provides a service with somebody else leaves it weakened; with parts of their own only, down.
#[test]
fn a_co_provider_keeps_it_up() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: a1, name: A1, part_of: a}, {id: b, name: B}]
services:
  - {id: alone, name: Alone, provided_by: [a, a1], serves: guests}
  - {id: both, name: Both, provided_by: [a1, b], serves: guests}
  - {id: whole, name: Whole, provided_by: [a1, organisation], serves: guests}
beneficiaries: [{id: guests, name: Guests}]
";
    let json = impact(yaml, "a");
    assert_eq!(downs(&json), ["alone down", "both weakened", "whole weakened"]);
    assert_eq!(downs(&impact(yaml, "a1"))[0], "alone weakened", "A itself goes on");
    let text = table(yaml, "a");
    assert!(text.contains("Down: Alone. Weakened: Both, Whole."), "{text}");
}

/// A person weakens what their department itself provides, and what they lead with all who are part of it.
#[test]
fn a_person_weakens_what_they_work_for() {
    let yaml = "\
organisation: {name: X}
departments:
  - {id: a, name: A}
  - {id: a1, name: A1, part_of: a}
  - {id: b, name: B, lead: packer}
  - {id: b1, name: B1, part_of: b}
  - {id: c, name: C, lead: quilter}
people: [{id: packer, name: Packer, department: a}, {id: quilter, name: Quilter, department: b1}]
services:
  - {id: by-a, name: By A, provided_by: a, serves: guests}
  - {id: by-a1, name: By A1, provided_by: a1, serves: guests}
  - {id: by-b1, name: By B1, provided_by: b1, serves: guests}
  - {id: by-c, name: By C, provided_by: c, serves: others}
  - {id: own, name: Own, provided_by: packer, serves: guests}
beneficiaries: [{id: guests, name: Guests}, {id: others, name: Others}]
";
    let json = impact(yaml, "packer");
    let wanted = ["by-a weakened", "by-b1 weakened", "by-c weakened", "own down"];
    assert_eq!(downs(&json), wanted, "Quilter is part of B, and leads C");
    assert!(steps(&json, "services").iter().all(|step| step.ends_with(" 1")));
    assert_eq!(ids(&json, "parties"), ["guests", "others"]);
    assert_eq!(downs(&impact(yaml, "a")), ["by-a down", "by-a1 down", "own down"]);
}
