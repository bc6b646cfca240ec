//! Which commands take `--within`, and what doesn't change by it: payers and findings.

use super::{TOWN, json, of};
use crate::run::Run;

/// Payers, a keeper and a backup who all are outside the division, so that they have no number in it.
const OUTSIDE: &str = "\
organisation: {name: Town, kind: public, currency: GBP}
departments:
  - {id: care, name: Care}
  - {id: it, name: IT, purpose: Computers}
  - {id: net, name: Net, part_of: it}
  - {id: parks, name: Parks, lead: zookeeper}
people:
  - {id: inker, name: Inker, department: it}
  - {id: yardman, name: Yardman, department: parks}
  - {id: zookeeper, name: Zookeeper, department: parks}
groups: [{id: users, name: Users, members: [net, care]}]
services:
  - {id: before, name: Before, provided_by: parks, serves: firms}
  - {id: desk, name: Desk, provided_by: it, serves: [users, care, firms], paid_by: [{from: parks, amount: 5}, {from: zookeeper, amount: 6}, {from: firms, amount: 7}]}
  - {id: lines, name: Lines, provided_by: net, serves: zookeeper, paid_by: []}
beneficiaries:
  - {id: firms, name: Firms, kind: business, relationship: {owner: zookeeper, backup: yardman}}
  - {id: banks, name: Banks, kind: business, status: prospect, could_use: [before]}
";

/// Every command that takes it, in every format.
const LINES: [&str; 8] = [
    "analyze org.yaml --all --people",
    "analyze org.yaml --summary",
    "list org.yaml",
    "why org.yaml it firms",
    "why org.yaml it care",
    "card org.yaml it",
    "card org.yaml firms",
    "card org.yaml banks",
];

/// analyze, list, why, card and export take it, by id and by name, in every format.
#[test]
fn every_listing_takes_it() {
    for line in LINES {
        for format in ["table", "plain", "csv", "markdown", "json"] {
            let run =
                Run::yaml(TOWN).line(&line.replace("firms", "residents").replace("banks", "kin"));
            run.args(["--format", format, "--within", "Shared Services"]).fine();
        }
    }
    for format in ["csv", "json"] {
        Run::yaml(TOWN)
            .args(["export", "org.yaml", "--format", format, "--within", "shared"])
            .fine();
    }
}

/// Units outside may pay for what a division does, own its relationships and lead it: no command fails because of that.
#[test]
fn units_outside_may_be_named_inside() {
    for line in LINES {
        for format in ["table", "plain", "csv", "markdown", "json"] {
            let run = Run::yaml(OUTSIDE).line(line);
            run.args(["--format", format, "--within", "it"]).fine();
        }
    }
    for format in ["csv", "json"] {
        Run::yaml(OUTSIDE)
            .args(["export", "org.yaml", "--format", format, "--within", "it"])
            .fine();
    }
}

/// Owners of relationships, payers and what a prospect could use are named as in the map.
#[test]
fn what_the_map_says_of_a_party_stays() {
    // Parks comes first, so that a number of the whole is somebody else's in the division.
    let parks = "  - {id: parks, name: Parks, lead: zookeeper}\n";
    let map =
        OUTSIDE.replace(parks, "").replace("departments:\n", &format!("departments:\n{parks}"));
    let whole = Run::yaml(&map).line("export org.yaml --format json").fine().json();
    let within = json(&map, "it");
    let party = |json: &serde_json::Value, id: &str| {
        let parties = json["parties"].as_array().unwrap().clone();
        parties.into_iter().find(|party| party["id"] == id).unwrap()
    };
    for key in ["relationship", "could_use", "pays", "reaches", "kind", "status"] {
        for id in ["firms", "banks"] {
            assert_eq!(party(&within, id)[key], party(&whole, id)[key], "{key} of {id}");
        }
    }
    let run = |line: &str| Run::yaml(&map).line(line).line("--within it --width 200").fine();
    run("card org.yaml it").says("Zookeeper (backup Yardman)");
    run("card org.yaml firms").says("Zookeeper (backup Yardman)");
    run("list org.yaml").says("Parks").says("Zookeeper");
}

/// Payers are those of the map: units outside keep paying, by their ids, with their amounts.
#[test]
fn payers_are_those_of_the_map() {
    let yaml = OUTSIDE
        .replace("relationship: {owner: zookeeper, backup: yardman}", "since: 2001")
        .replace(", could_use: [before]", "");
    let whole = Run::yaml(&yaml).line("export org.yaml --format json").fine().json();
    let within = json(&yaml, "it");
    let payers = |json: &serde_json::Value, id: &str| {
        let units = json["units"].as_array().unwrap().clone();
        units.into_iter().find(|unit| unit["id"] == id).unwrap()["payers"].clone()
    };
    for unit in ["it", "net", "inker"] {
        assert_eq!(payers(&within, unit), payers(&whole, unit), "{unit}");
    }
    let ids: Vec<_> =
        payers(&within, "it").as_array().unwrap().iter().map(|payer| payer["id"].clone()).collect();
    assert_eq!(ids, ["firms", "parks", "zookeeper"]);
    let analyze = Run::yaml(&yaml).line("analyze org.yaml --within it --width 200").fine();
    analyze.says("Parks: 5").says("Zookeeper: 6");
}

/// Where the payer is silent, the map's default holds: a department above pays as the organisation does.
#[test]
fn nobody_outside_pays_for_being_outside() {
    let yaml = "\
organisation: {name: Firm}
departments: [{id: u, name: U}, {id: a, name: A, part_of: u}, {id: side, name: Side}]
services: [{id: s, name: S, provided_by: a, serves: side}]
";
    let json = json(yaml, "u");
    let payers = &json["units"][1]["payers"];
    assert_eq!(payers[0]["id"], "firm", "Side is no party of the map that would pay in a company");
    assert_eq!(of(yaml, "u", "a"), ["p side department direct 1"]);
}

/// Findings are the same as of the whole, but only those about units and services of the division are shown.
#[test]
fn findings_are_those_of_the_division() {
    let whole =
        Run::yaml(TOWN).line("export org.yaml --format json --today 2026-11-22").fine().json();
    let whole = whole["findings"].as_array().unwrap();
    let division = json(TOWN, "shared");
    let found = division["findings"].as_array().unwrap();
    assert!(!found.is_empty() && found.iter().all(|one| whole.contains(one)), "{found:#?}");
    let ids = |list: &str| -> Vec<serde_json::Value> {
        division[list].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
    };
    let (units, parties) = (ids("units"), ids("parties"));
    let mut about_units = whole.iter().filter(|one| units.contains(&one["subject"]));
    assert!(about_units.all(|one| found.contains(one)), "{found:#?}");
    assert!(!found.iter().any(|one| parties.contains(&one["subject"])), "{found:#?}");
    assert!(whole.iter().any(|one| parties.contains(&one["subject"])), "{whole:#?}");
}

/// The findings of a division are those about its units and services.
#[test]
fn a_division_counts_its_own_findings() {
    let notes = |more: &str| {
        let measured = "{to: residents, satisfaction: {score: 8, n: 90, measured: 2026-05}}";
        let town = TOWN.replace(
            "provided_by: it, serves: residents",
            &format!("provided_by: it, serves: {measured}"),
        );
        let run = Run::yaml(&town).line("export org.yaml --format json");
        let json = run.line("--today 2026-11-22").line(more).fine().json();
        let findings = json["findings"].as_array().unwrap();
        findings.iter().filter(|one| one["severity"] == "note").count()
    };
    assert_eq!((notes(""), notes("--within shared")), (6, 2));
}

/// The customers outside of a division are those whom it reaches, colleagues beyond it among them.
#[test]
fn colleagues_outside_are_counted_as_customers() {
    let run = |more: &str| {
        let run = Run::yaml(TOWN).line("brief org.yaml --format json").line(more);
        run.fine().json()["totals"]["customers_outside"].as_u64().unwrap()
    };
    let rows = json(TOWN, "shared");
    let reached: std::collections::BTreeSet<&str> = rows["units"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|unit| unit["primary"].as_array().unwrap())
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!(run("--within shared"), reached.len() as u64);
}
