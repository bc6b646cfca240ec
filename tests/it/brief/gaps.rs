//! Gaps: the brief, the page and `analyze` count the same ones, and no row loses any.

use super::{ids, ids_of, json_of, maps, text_of};
use crate::{
    drafts::draft,
    properties::cases,
    report::{Element, Html},
    run::Run,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A hospital in which a department with parts provides nothing.
const HOSPITAL: &str = "\
organisation: {name: Hospital, kind: public}
departments:
  - {id: medicine, name: Medicine}
  - {id: wards, name: Wards, part_of: medicine}
  - {id: clinics, name: Clinics, part_of: medicine}
  - {id: quality, name: Quality}
  - {id: audit, name: Audit, part_of: quality}
  - {id: standards, name: Standards, part_of: quality}
people: [{id: head, name: Head, department: quality}]
services:
  - {id: beds, name: Beds, provided_by: wards, serves: [patients, clinics], paid_by: []}
  - {id: eyes, name: Eyes, provided_by: clinics, serves: [patients, wards], paid_by: []}
beneficiaries: [{id: patients, name: Patients}]
";

/// The gaps of a row of the brief; `None` where there is no such row.
fn gaps_of(brief: &Value, id: Option<&str>) -> Option<u64> {
    let rows = brief["divisions"].as_array().unwrap();
    rows.iter().find(|row| row["id"].as_str() == id)?["gaps"].as_u64()
}

/// A gap of a department above the level is in the row of that department itself, which holds its persons too. At the
/// level of the department, and where it has no gap, there is no such row.
#[test]
fn gaps_above_the_level() {
    let deep = json_of(HOSPITAL, "--depth 2");
    assert_eq!(gaps_of(&deep, Some("quality")), Some(1));
    assert_eq!(deep["totals"]["gaps"], 1);
    let rows = deep["divisions"].as_array().unwrap();
    assert_eq!(rows.iter().find(|row| row["id"] == "quality").unwrap()["units"], 2);
    assert_eq!(gaps_of(&deep, Some("medicine")), None);
    text_of(HOSPITAL, "--depth 2").says("Quality itself");
    let top = json_of(HOSPITAL, "--depth 1");
    assert_eq!((gaps_of(&top, Some("quality")), &top["totals"]["gaps"]), (Some(1), &json!(1)));
    text_of(HOSPITAL, "--depth 1").says_no("itself");
}

/// The gaps of persons without a department are in the last row; those of a department are not.
#[test]
fn gaps_of_persons_without_a_department() {
    let map = "organisation: {name: Parish, kind: nonprofit}\ndepartments: [{id: choir, name: Choir, serves: [people]}]\n\
        people: [{id: verger, name: Verger}, {id: rector, name: Rector, serves: [bishop]}]\n\
        beneficiaries: [{id: people, name: People}]\npayers: [{id: bishop, name: Bishop}]\n";
    let brief = json_of(map, "");
    assert_eq!((gaps_of(&brief, None), &brief["totals"]["gaps"]), (Some(2), &json!(2)));
    assert_eq!(gaps_of(&brief, Some("choir")), Some(0));
    let none = map.replace("{id: verger, name: Verger}, ", "").replace("[bishop]", "[people]");
    assert_eq!(gaps_of(&json_of(&none, ""), None), Some(0));
}

/// Without departments the persons have a row each, and the step of one names the person.
#[test]
fn persons_only() {
    let map = "organisation: {name: Only people}\npeople: [{id: ann, name: Ann, serves: [buyers, ben]}, {id: ben, name: Ben, serves: [buyers, ann]}, {id: cid, name: Cid}]\n\
        beneficiaries: [{id: buyers, name: Buyers}]\n";
    let brief = json_of(map, "");
    assert_eq!(ids(&brief["divisions"], "id"), ["cid", "ann", "ben"]);
    assert_eq!((gaps_of(&brief, Some("cid")), gaps_of(&brief, Some("ann"))), (Some(1), Some(0)));
    assert!(
        ids(&brief["next"], "text").contains(&"Cid: write down what they do, and for whom."),
        "{}",
        brief["next"]
    );
    text_of(map, "").says("BY PERSON").says("PERSON").says("3 people serve 1 customer outside");
    text_of(HOSPITAL, "").says("BY DEPARTMENT").says_no("BY PERSON");
}

/// A warning that says nothing of a missing customer is a finding and no gap.
#[test]
fn another_warning_is_no_gap() {
    let map = HOSPITAL
        .replace(
            "serves: [patients, clinics]",
            "serves: [{to: patients, satisfaction: {score: 3, n: 99, measured: 2026-06}}, clinics]",
        )
        .replace(
            "people: [",
            "people: [{id: writer, name: Writer, department: clinics, serves: []}, ",
        );
    let only = |what: &str| {
        let line = format!("analyze org.yaml --today 2026-11-29 --format json --only {what}");
        let json = Run::yaml(&map).line(&line).fine().json();
        ids(&json["units"], "id").into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(only("gap"), ["writer", "quality"]);
    assert_eq!(only("finding"), ["wards", "writer", "quality"]);
    let order = Run::yaml(&map).line("analyze org.yaml --format json --sort gaps").fine().json();
    assert_eq!(ids(&order["units"], "id")[..2], ["writer", "quality"]);
}

/// Each gap as an export has it: its subject, and the units that have it.
fn gaps_in_export(export: &Value) -> Vec<(String, BTreeSet<String>)> {
    let gaps = [
        "unit-without-service",
        "no-secondary-customer",
        "no-primary-chain",
        "service-serves-nobody",
    ];
    let services: BTreeMap<&str, &Value> = export["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), &one["provided_by"]))
        .collect();
    let units: BTreeSet<&str> = ids(&export["units"], "id").into_iter().collect();
    let findings = export["findings"].as_array().unwrap().iter();
    let found = findings
        .filter(|one| gaps.contains(&one["code"].as_str().unwrap()) && one["severity"] != "note");
    let with = |one: &Value| {
        let subject = one["subject"].as_str().unwrap();
        let providers = services.get(subject).map(|all| ids_of(all));
        let all = providers.unwrap_or_else(|| vec![subject.to_owned()]);
        (subject.to_owned(), all.into_iter().filter(|id| units.contains(&**id)).collect())
    };
    found.map(with).collect()
}

/// The number of gaps on the tile of a page; `None` where the page has no tiles.
fn on_tile(page: &Html) -> Option<usize> {
    let tiles = page.all("li").map(Element::words);
    let tile = tiles.into_iter().find(|text| text.contains("units without a service, units"))?;
    Some(tile.split(' ').next().unwrap().parse().unwrap())
}

/// The brief, the page and `analyze` show the gaps that `export` and `check` report: each in a row, in the total, on the
/// tile and in the table.
fn gaps_agree(yaml: &str) {
    let run = |line: &str| Run::yaml(yaml).line(line).line("--today 2026-11-29").fine();
    let export = run("export org.yaml --format json").json();
    let gaps = gaps_in_export(&export);
    for depth in ["", "--depth 1", "--depth 2"] {
        let brief = run(&format!("brief org.yaml --format json {depth}")).json();
        assert_eq!(brief["totals"]["gaps"], gaps.len(), "{yaml}");
        let rows = brief["divisions"].as_array().unwrap();
        let sum: u64 = rows.iter().map(|row| row["gaps"].as_u64().unwrap()).sum();
        // The gap of a service of several departments is in several rows.
        let is_shared = gaps.iter().any(|(_, with)| with.len() > 1);
        let all = gaps.len() as u64;
        assert!(
            rows.is_empty() || sum == all || (is_shared && sum > all),
            "{sum} {gaps:?}\n{yaml}"
        );
    }
    let with: BTreeSet<&str> = gaps.iter().flat_map(|(_, with)| with).map(String::as_str).collect();
    let chosen = run("analyze org.yaml --only gap --format json").json();
    let chosen: BTreeSet<&str> = ids(&chosen["units"], "id").into_iter().collect();
    assert_eq!(chosen, with, "{yaml}");
    let page = Html::read(&run("report org.yaml").stdout);
    if let Some(tile) = on_tile(&page) {
        assert_eq!(tile, gaps.len(), "{yaml}");
    }
    let units = export["units"].as_array().unwrap();
    let unit = |id: &str| units.iter().find(|one| one["id"] == id).unwrap();
    let has_departments = units.iter().any(|one| one["kind"] == "department");
    let has_row = |id: &&String| {
        let unit = unit(id);
        unit["kind"] == "department" || !has_departments || !unit["part_of"].is_null()
    };
    let in_table: usize = gaps.iter().map(|(_, with)| with.iter().filter(has_row).count()).sum();
    let shown = page.elements.iter().filter(|it| it.is("class", "gap")).count();
    assert_eq!(shown, in_table, "{gaps:?}\n{yaml}");
}

/// All count the same gaps on the examples and on maps with every kind of gap.
#[test]
fn gaps_are_counted_in_one_way() {
    for map in maps() {
        gaps_agree(&map);
    }
    gaps_agree(HOSPITAL);
}

proptest! {
    #![proptest_config(cases(12))]

    /// So they do on random maps.
    #[test]
    fn gaps_of_random_maps(draft in draft()) {
        gaps_agree(&draft.yaml());
    }
}
