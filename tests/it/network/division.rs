//! The network of a division: who is inside, and who of the organisation is outside.

use super::{Read, read};
use crate::run::Run;
use std::{fs, path::Path};

/// A division that serves all, some of whom are its own, and is paid by colleagues.
const SHARED: &str = "\
organisation: {id: x, name: X}
departments:
  - {id: top, name: Top, serves: kids}
  - {id: mid, name: Mid, part_of: top}
  - {id: it, name: IT, part_of: mid, serves: [everyone, hr, mid], paid_by: [hr, pool, top]}
  - {id: web, name: Web, part_of: mid, serves: [kids]}
  - {id: hr, name: HR}
  - {id: pool, name: Pool}
people: [{id: p, name: P, department: hr}, {id: q, name: Q, department: web}]
groups: [{id: far, name: Far, members: [hr]}, {id: both, name: Both, members: [web, hr]}]
beneficiaries: [{id: kids, name: Kids, relationship: {owner: p, backup: q}}]
";

/// Who is inside and outside is two nodes, the one outside listed by its id; a payer elsewhere is a colleague.
#[test]
fn inside_and_outside() {
    let read = Read::of(SHARED, "--within mid");
    assert_eq!(read.ids("colleague"), ["everyone.outside", "hr", "top", "pool"]);
    assert_eq!(read.ids("department person"), ["mid", "it", "web", "q"]);
    let serves =
        ["it.serves everyone", "it.serves everyone.outside", "it.serves hr", "it.serves mid"];
    assert_eq!(read.edges("serves")[..4], serves);
    assert_eq!(read.edges("pays")[..3], ["hr it.serves", "pool it.serves", "top it.serves"]);
    assert_eq!(read.edges("part_of")[0], "mid x");
}

/// Groups that hold nobody of the division are no part of it; nor is an owner of a relationship from elsewhere.
#[test]
fn only_what_is_inside() {
    let read = Read::of(SHARED, "--within mid");
    assert_eq!(read.ids("group"), ["everyone", "both"]);
    assert_eq!(read.edges("member_of"), ["web both"]);
    assert!(read.edges("looks_after").is_empty());
    assert_eq!(read.edges("stands_in_for"), ["q kids"]);
    let whole = Read::of(SHARED, "");
    assert_eq!(whole.edges("looks_after"), ["p kids"]);
    assert!(whole.ids("colleague").is_empty());
}

/// A department around the division that is served is inside and outside, too, and the division is part of it.
#[test]
fn a_department_around_it() {
    let read = Read::of(&SHARED.replace("hr, mid]", "hr, top]"), "--within mid");
    assert!(read.ids("department").contains(&"top"));
    assert!(read.ids("colleague").contains(&"top.outside"));
    assert_eq!(read.edges("part_of").last().unwrap(), "mid top");
    assert!(read.edges("pays").contains(&"top.outside it.serves".to_owned()));
}

/// An id that looks like one outside is not taken twice.
#[test]
fn ids_stay_apart() {
    let yaml = SHARED.replace("id: both, name: Both", "id: everyone.outside, name: Both");
    let read = Read::of(&yaml, "--within mid");
    assert!(read.ids("group").contains(&"everyone.outside"));
    assert!(read.ids("colleague").contains(&"everyone.outside.outside"));
}

/// Each department of each example, as an organisation of its own and filtered: every edge has its ends.
#[test]
fn every_division_of_the_examples() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for example in ["xyz", "we-care", "council"] {
        let yaml = fs::read_to_string(examples.join(format!("{example}.yaml"))).unwrap();
        let whole = Read::of(&yaml, "");
        for department in whole.ids("department") {
            let run = Run::yaml(&yaml).args(["export", "org.yaml", "--within", department]);
            let division = read(run, "");
            assert!(division.nodes.len() > 1, "{department}");
            let run = Run::yaml(&yaml).args(["export", "org.yaml", "--unit", department]);
            assert!(read(run, "").ids("department").contains(&department));
        }
    }
}
