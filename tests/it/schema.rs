//! `schema`: what it says to an editor is what the reader takes, of every key, and no more.

mod agree;

use crate::run::Run;
use custmap::{diag::Code, render::schema};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

/// The schema that the program writes.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let mut text = Vec::new();
    schema::write(&mut text).unwrap();
    serde_json::from_slice(&text).unwrap()
});
/// What it accepts.
static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&SCHEMA).unwrap());
/// Sound maps to change: the examples, and one with every key.
static SOUND: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let names = ["examples/xyz.yaml", "examples/we-care.yaml", "examples/council.yaml"];
    let texts =
        names.map(|name| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)));
    let texts = texts.into_iter().map(Result::unwrap).chain([EVERYTHING.to_owned()]);
    texts.map(|text| yaml(&text)).collect()
});

/// A YAML text as an editor's server reads it: only `true` and `false` are truth values in YAML 1.2.
pub fn yaml(text: &str) -> Value {
    let strict = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, strict).unwrap()
}

/// A map with every key once, in every way of writing it.
pub const EVERYTHING: &str = "
organisation: {id: o, name: O, kind: public, customers_called: citizens, currency: EUR, paid_by: p,
  sites: [head, 7], description: d}
departments:
  - {id: a, name: A, part_of: b, purpose: p, lead: x, site: head, tags: [t, 007], headcount: 3,
     serves: {to: c, satisfaction: {score: 5, lowest: 1, scale: 10, n: 12, asked: 40, spread: 1.5, measured: 2026,
       source: s, description: d, url: u, notes: n}, agreed: {level: l, target: t, reviewed: 2026-03, url: u},
       description: d, url: u, notes: n},
     paid_by: {from: p, amount: 12.5, as: fee, description: d, url: u, notes: n},
     description: d, url: u, notes: n}
  - {name: B, headcount: '3', serves: [c, {to: x}, ~], paid_by: p}
people:
  - {id: x, name: X, department: a, role: r, tags: [], site: head, email: e, since: 2016-04, leaving: 2027-03-31,
     successor: y, serves: c, paid_by: [p], description: d, url: u, notes: n}
  - {name: y, since: 2016, serves: [], paid_by: ~}
groups:
  - {id: g, name: G, members: [a, x], where: {tag: t, site: [head], kind: department, role: r, leads: true},
     except: [y], size: 12, expects: [e], obligation: o, reviewed: 2026-04, description: d, url: u, notes: n}
  - {name: H, where: {kind: [person, department], leads: ['false']}}
services:
  - {id: s, name: S, provided_by: a, serves: [{to: g, satisfaction: [{score: 1}, {n: 3}]}], paid_by: [],
     purpose: p, reviewed: 2026-05-31, status: planned, description: d, url: u, notes: n}
  - {name: T, provided_by: [a, organisation], serves: [c, {to: a, for: [s]}], paid_by: [recipients]}
  - {name: U, provided_by: a, serves: [{to: x, for: []}, {to: p, satisfaction: {score: -5, metric: nps, promoters: 3, detractors: 4, n: 9}}]}
beneficiaries:
  - {id: c, name: C, kind: business, status: former, since: 2009, expects: [e], obligation: o, reviewed: 2026-04,
     drivers: [d], pressures: [p], reaches: [k],
     won_by: {reason: need, note: n, date: 2009}, kept_by: k, lost_by: {reason: price, note: n, date: 2025},
     why_not_us: w, could_use: [s], relationship: {owner: x, backup: a, since: 2018}, buys_from: [X],
     reasons: [{claim: c, confidence: refuted, source: s, date: 2025-11, description: d, url: u, notes: n}],
     description: d, url: u, notes: n}
  - {name: K}
payers:
  - {id: p, name: P, kind: society, status: active, since: 2009, drivers: [], pressures: [], won_by: {reason: market},
     kept_by: k, lost_by: {reason: product}, relationship: {owner: x}, buys_from: [], reasons: [{}],
     description: d, url: u, notes: n}
measurements:
  - {service: T, of: c, score: 4.1, lowest: 1, scale: 5, n: 131, asked: 412, spread: 0.9, measured: 2026-05, source: s,
     description: d, url: u, notes: n}
verdicts:
  - {unit: b, customer: c, verdict: rejected, because: w, by: x, date: 2026-09, description: d, url: u, notes: n}
  - {unit: a, customer: K, verdict: confirmed, by: the board}
checks: {satisfaction-unknown: off, small-sample: warning}
allow:
  - {finding: no-secondary-customer, of: a, because: b, description: d, url: u, notes: n}
";

/// The map with every key has every key: the comparison with the reader would otherwise pass over one.
#[test]
fn every_key_is_tried() {
    fn gather(schema: &Value, keys: &mut BTreeSet<String>) {
        match schema {
            Value::Object(words) => {
                if let Some(Value::Object(properties)) = words.get("properties") {
                    keys.extend(properties.keys().cloned());
                }
                words.values().for_each(|inner| gather(inner, keys));
            }
            Value::Array(items) => items.iter().for_each(|item| gather(item, keys)),
            _ => {}
        }
    }
    let mut keys = BTreeSet::new();
    gather(&SCHEMA, &mut keys);
    for code in Code::findings() {
        keys.remove(code.word());
    }
    for alias in ["organization", "customers", "funders"] {
        keys.remove(alias);
    }
    let untried: Vec<&String> =
        keys.iter().filter(|key| !EVERYTHING.contains(&format!("{key}:"))).collect();
    assert!(untried.is_empty(), "{untried:?}");
    assert!(keys.len() > 60, "{}", keys.len());
}

/// The examples are maps by the schema, and `organization` may be spelt so.
#[test]
fn sound_maps_are_accepted() {
    for map in SOUND.iter() {
        let errors: Vec<String> =
            VALIDATOR.iter_errors(map).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    assert!(VALIDATOR.is_valid(&json!({"organization": {"name": "X"}})));
    assert!(VALIDATOR.is_valid(&json!(null)), "a file may be empty");
    assert!(!VALIDATOR.is_valid(&json!({"organization": {"nam": "X"}})));
}

/// Every key has a description: that is what an editor shows beside it.
#[test]
fn every_key_is_described() {
    fn check(schema: &Value, place: &str, bare: &mut Vec<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (key, property) in properties {
                let place = format!("{place}.{key}");
                let described = property["description"].as_str().is_some_and(|text| text.len() > 8);
                // What is in `anyOf` only says what must be there.
                if !described && !place.contains("anyOf") {
                    bare.push(place.clone());
                }
                check(property, &place, bare);
            }
        }
        for (word, inner) in schema.as_object().into_iter().flatten() {
            if word == "properties" {
                continue;
            }
            match inner {
                Value::Object(named) if word == "definitions" => {
                    named.iter().for_each(|(name, inner)| check(inner, name, bare));
                }
                Value::Object(_) => check(inner, &format!("{place}.{word}"), bare),
                Value::Array(all) => {
                    for inner in all {
                        check(inner, &format!("{place}.{word}"), bare);
                    }
                }
                _ => {}
            }
        }
    }
    let mut bare = Vec::new();
    check(&SCHEMA, "", &mut bare);
    assert!(bare.is_empty(), "{bare:#?}");
}

/// The words that a key may hold are offered, and a number where a number is meant.
#[test]
fn words_and_numbers_are_distinguished() {
    let department = &SCHEMA["properties"]["departments"]["items"]["properties"];
    assert_eq!(department["headcount"]["type"], json!(["integer", "string", "null"]));
    let party = &SCHEMA["properties"]["beneficiaries"]["items"]["properties"];
    assert_eq!(party["status"]["enum"], json!(["active", "prospect", "former", null]));
    let reasons = |key: &str| party[key]["properties"]["reason"]["enum"].to_string();
    assert!(reasons("lost_by").contains("price") && !reasons("won_by").contains("price"));
    let payer = &SCHEMA["properties"]["payers"]["items"]["properties"];
    assert_eq!(payer["reaches"], Value::Null, "a payer passes nothing on");
    let levels = &SCHEMA["properties"]["checks"]["properties"]["small-sample"];
    assert_eq!(levels["enum"], json!(["off", "note", "warning", "error", null]));
    assert!(levels["description"].as_str().unwrap().contains("fewer than 30"));
}

/// To standard output, or to a file that a folder of a map passes over: it is no part of the map.
#[test]
fn written_where_it_is_asked_for() {
    let printed = Run::empty().line("schema").fine();
    assert_eq!(printed.json(), *SCHEMA);
    let run = Run::empty().file("map/org.yaml", "organisation: {name: X}");
    let run = run.line("schema -o map/custmap.schema.json").fine();
    assert_eq!(run.left("map/custmap.schema.json"), printed.stdout);
    let run = Run::empty().file("map/org.yaml", "organisation: {name: X}");
    let run = run.file("map/custmap.schema.json", printed.stdout);
    run.line("check map").fine().says("No errors and no findings.");
}
