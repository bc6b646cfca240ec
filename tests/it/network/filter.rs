//! The filters of a network.

use super::Read;
use crate::{commands::SMALL, run::Run};

/// One unit: with its parts, what they provide, whom that serves and who pays, under the organisation.
#[test]
fn one_unit_with_what_it_has_to_do_with() {
    let read = Read::of(SMALL, "--unit sales");
    let all: Vec<&str> = read.nodes.iter().map(|node| node[0].as_str()).collect();
    let expected = ["abacus", "sales", "web", "head", "shop", "care", "buyers", "firms", "donors"];
    assert_eq!(all, expected);
    assert_eq!(read.edges("part_of"), ["sales abacus", "web sales", "head sales"]);
    assert_eq!(read.edges("looks_after"), ["head firms"]);
}

/// A customer: the services that serve it, and anybody who has to do with these.
#[test]
fn one_customer() {
    let read = Read::of(SMALL, "--customer users");
    assert_eq!(read.edges("serves"), ["it.serves users"]);
    assert_eq!(read.ids("department person"), ["it"]);
    assert_eq!(read.edges("member_of"), ["it users"]);
    assert!(read.ids("beneficiary").is_empty());
}

/// One rank: only what serves it.
#[test]
fn one_rank() {
    let inside = Read::of(SMALL, "--rank secondary");
    assert_eq!(inside.edges("serves"), ["it.serves users", "books.serves sales"]);
    assert!(inside.ids("beneficiary payer").is_empty());
    let outside = Read::of(SMALL, "--rank primary");
    assert_eq!(outside.edges("serves"), ["shop buyers", "shop firms", "care firms"]);
    assert!(outside.ids("group").is_empty());
}

/// Without people, a department provides what its people provide, so that nothing served is lost.
#[test]
fn departments_stand_for_their_people() {
    let read = Read::of(SMALL, "--people=without");
    let provides = read.edges("provides");
    assert_eq!(provides, ["web shop", "sales care", "it it.serves", "books books.serves"]);
    assert!(read.ids("person").is_empty());
    let alone = "organisation: {id: x, name: X}\npeople: [{id: p, name: P, serves: everyone}]";
    let read = Read::of(alone, "--people=without");
    assert_eq!(read.edges("provides"), ["x p.serves"]);
}

/// People only: they are part of the organisation, and members one by one.
#[test]
fn people_only() {
    let read = Read::of(SMALL, "--people=only");
    assert_eq!(read.ids("department person"), ["head", "clerk"]);
    assert_eq!(read.edges("part_of"), ["head abacus", "clerk abacus"]);
    assert_eq!(read.edges("member_of"), ["head users"]);
    assert_eq!(read.edges("provides"), ["head care"]);
}

/// A service that is served keeps its providers, though they are not asked for.
#[test]
fn a_service_that_is_served_keeps_its_provider() {
    let yaml = "organisation: {name: X}\n\
        departments: [{id: a, name: A, serves: s}, {id: b, name: B}]\n\
        services: [{id: s, name: S, provided_by: b, serves: a}]";
    let read = Read::of(yaml, "--unit a");
    assert_eq!(read.edges("serves"), ["a.serves s"]);
    assert_eq!(read.edges("provides"), ["a a.serves", "b s"]);
}

/// How far something reaches is nothing that is written down: `--reach` is refused.
#[test]
fn reach_is_refused() {
    let run = Run::yaml(SMALL).line("export org.yaml --format nodes-edges -o net --reach through");
    let ran = run.refused().complains("leave out --reach");
    assert_eq!(ran.folder(), ["org.yaml"]);
}
