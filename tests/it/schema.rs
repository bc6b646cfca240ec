//! `schema`: what it tells an editor is what the reader takes, of every key, and no more.

use crate::run::Run;
use custmap::{
    diag::{Code, Diagnostic},
    input::{self, Format},
    render::schema,
    resolve::resolve,
};
use jsonschema::Validator;
use proptest::prelude::*;
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
    let names = [
        "examples/xyz.yaml",
        "examples/we-care.yaml",
        "examples/council.yaml",
    ];
    let texts =
        names.map(|name| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)));
    let texts = texts
        .into_iter()
        .map(Result::unwrap)
        .chain([EVERYTHING.to_owned()]);
    texts.map(|text| yaml(&text)).collect()
});

/// A YAML text as an editor's server reads it: only `true` and `false` are truth values in YAML 1.2.
fn yaml(text: &str) -> Value {
    let strict = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, strict).unwrap()
}

/// A map with every key once, in every way of writing it.
const EVERYTHING: &str = "
organisation: {id: o, name: O, kind: public, customers_called: citizens, currency: EUR, paid_by: p,
  sites: [head, 7], description: d}
departments:
  - {id: a, name: A, part_of: b, purpose: p, lead: x, site: head, tags: [t, 007], headcount: 3,
     serves: {to: c, satisfaction: {score: 5, scale: 10, n: 12, measured: 2026, source: s,
       description: d, url: u, notes: n}, description: d, url: u, notes: n},
     paid_by: {from: p, amount: 12.5, as: fee, description: d, url: u, notes: n},
     description: d, url: u, notes: n}
  - {name: B, headcount: '3', serves: [c, {to: x}, ~], paid_by: p}
people:
  - {id: x, name: X, department: a, role: r, tags: [], site: head, email: e, since: 2016-04, leaving: 2027-03-31,
     successor: y, serves: c, paid_by: [p], description: d, url: u, notes: n}
  - {name: y, since: 2016, serves: [], paid_by: ~}
groups:
  - {id: g, name: G, members: [a, x], where: {tag: t, site: [head], kind: department, role: r, leads: true},
     except: [y], size: 12, description: d, url: u, notes: n}
  - {name: H, where: {kind: [person, department], leads: ['false']}}
services:
  - {id: s, name: S, provided_by: a, serves: [{to: g, satisfaction: [{score: 1}, {n: 3}]}], paid_by: [],
     purpose: p, reviewed: 2026-05-31, status: planned, description: d, url: u, notes: n}
  - {name: T, provided_by: [a, organisation], serves: c, paid_by: [recipients]}
beneficiaries:
  - {id: c, name: C, kind: business, status: former, since: 2009, drivers: [d], pressures: [p], reaches: [k],
     won_by: {reason: need, note: n, date: 2009}, kept_by: k, lost_by: {reason: price, note: n, date: 2025},
     why_not_us: w, could_use: [s], relationship: {owner: x, backup: a, since: 2018}, buys_from: [X],
     reasons: [{claim: c, confidence: refuted, source: s, date: 2025-11, description: d, url: u, notes: n}],
     description: d, url: u, notes: n}
  - {name: K}
payers:
  - {id: p, name: P, kind: society, status: active, since: 2009, drivers: [], pressures: [], won_by: {reason: market},
     kept_by: k, lost_by: {reason: product}, relationship: {owner: x}, buys_from: [], reasons: [{}],
     description: d, url: u, notes: n}
checks: {satisfaction-unknown: off, small-sample: warning}
allow:
  - {finding: no-secondary-customer, of: a, because: b, description: d, url: u, notes: n}
";

/// What is wrong with the shape of a map: not with what it names, nor with ids that stand twice.
fn shape_problems(text: &str, format: Format) -> Vec<Diagnostic> {
    let read = input::read_text("map", text, format);
    let more = resolve(read.raw).err().unwrap_or_default();
    let problems = read.problems.into_iter().chain(more);
    let of_shape = |one: &Diagnostic| {
        // A score beside a scale is no matter of one value.
        let compared = one.message.contains("above its scale");
        let codes = [
            Code::UnknownKey,
            Code::WrongType,
            Code::MissingKey,
            Code::WrongWord,
            Code::WrongDate,
            Code::WrongNumber,
            Code::EmptySelector,
            Code::NoId,
            Code::Syntax,
        ];
        codes.contains(&one.code) && !compared
    };
    problems.filter(of_shape).collect()
}

/// The schema and the readers agree on a map.
fn agree(map: &Value, formats: &[Format]) -> Result<bool, TestCaseError> {
    let text = map.to_string();
    let accepted = VALIDATOR.is_valid(map);
    for format in formats {
        let problems = shape_problems(&text, *format);
        prop_assert_eq!(
            accepted,
            problems.is_empty(),
            "schema: {:#?}\nreader: {:#?}\n{}",
            VALIDATOR
                .iter_errors(map)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect::<Vec<_>>(),
            problems,
            text
        );
    }
    Ok(accepted)
}

/// What is put in the place of something, right here and wrong there.
fn values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(7),
        json!(7.5),
        json!(-1),
        json!(2024),
        json!(20240),
        json!(""),
        json!(" "),
        json!("x"),
        json!("12"),
        json!("1e3"),
        json!("-3"),
        json!("0.0"),
        json!(".5"),
        json!("2026-05"),
        json!("2026-13"),
        json!("2026-05-31"),
        json!("26"),
        json!("true"),
        json!("person"),
        json!("price"),
        json!("active"),
        json!("off"),
        json!("fee"),
        json!("company"),
        json!("small-sample"),
        json!([]),
        json!([null]),
        json!(["x"]),
        json!([""]),
        json!([["x"]]),
        json!([{}]),
        json!({}),
        json!({"name": "New"}),
        json!({"to": "x"}),
        json!({"from": "x"}),
        json!({"tag": []}),
        json!({"tag": [null], "site": "x"}),
        json!({"score": 3}),
        json!({"zzz": null}),
        json!([{"to": null}]),
    ]
}

/// A way to change a map.
#[derive(Clone, Debug)]
enum Change {
    /// Something else in its place.
    Replace(usize),
    /// Taken out.
    Remove,
    /// Under another key.
    Rename,
    /// As the one item of a list.
    Wrap,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => (0..values().len()).prop_map(Change::Replace),
        2 => Just(Change::Remove),
        1 => Just(Change::Rename),
        1 => Just(Change::Wrap),
    ]
}

/// The pointers to everything in a value, but for what null may not replace without a word: the keys that
/// only beneficiaries have count as left out in a payer where nothing stands behind them.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                all.push(format!("{here}/{at}"));
                pointers(item, &format!("{here}/{at}"), all);
            }
        }
        Value::Object(entries) => {
            for (key, inner) in entries {
                all.push(format!("{here}/{key}"));
                pointers(inner, &format!("{here}/{key}"), all);
            }
        }
        _ => {}
    }
}

/// Changes what a pointer points to.
fn apply(map: &mut Value, pointer: &str, change: &Change) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let Some(parent) = map.pointer_mut(parent) else {
        return;
    };
    if let Change::Replace(_) | Change::Wrap = change {
        let place = match parent {
            Value::Array(items) => &mut items[key.parse::<usize>().unwrap()],
            other => &mut other[key],
        };
        *place = match change {
            Change::Replace(with) => values()[*with].clone(),
            _ => json!([place.take()]),
        };
        return;
    }
    match parent {
        Value::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        Value::Object(entries) => {
            let value = entries.remove(key).unwrap();
            if let Change::Rename = change {
                entries.insert(format!("{key}s"), value);
            }
        }
        _ => unreachable!("only lists and mappings have parts"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is changed in a sound map, the schema accepts it where the reader does, and nowhere else:
    /// an editor neither warns of what is right nor keeps quiet about what is wrong.
    #[test]
    fn schema_and_reader_agree(
        base in 0..4_usize,
        picks in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..3),
    ) {
        let mut map = SOUND[base].clone();
        for (pick, change) in picks {
            let mut all = Vec::new();
            pointers(&map, "", &mut all);
            let pointer: &String = pick.get(&all);
            apply(&mut map, pointer, &change);
        }
        agree(&map, &[Format::Json, Format::Yaml])?;
    }
}

/// Each value in each place of the map with every key: what chance may leave out is tried here.
#[test]
fn schema_and_reader_agree_on_each_value_in_each_place() {
    let everything = &SOUND[3];
    let mut all = Vec::new();
    pointers(everything, "", &mut all);
    let (mut accepted, mut refused) = (0, 0);
    for pointer in &all {
        let with = (0..values().len()).map(Change::Replace);
        for change in with.chain([Change::Remove, Change::Rename, Change::Wrap]) {
            let mut map = everything.clone();
            apply(&mut map, pointer, &change);
            match agree(&map, &[Format::Json]) {
                Ok(true) => accepted += 1,
                Ok(false) => refused += 1,
                Err(why) => panic!("{pointer} {change:?}: {why}"),
            }
        }
    }
    assert!(
        accepted > 2000 && refused > 2000,
        "{accepted} accepted, {refused} refused"
    );
}

/// The map with every key has every key: the test above would otherwise pass over one.
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
    keys.remove("organization");
    let untried: Vec<&String> = keys
        .iter()
        .filter(|key| !EVERYTHING.contains(&format!("{key}:")))
        .collect();
    assert!(untried.is_empty(), "{untried:?}");
    assert!(keys.len() > 60, "{}", keys.len());
}

/// The examples are maps by the schema, and `organization` may be spelt so.
#[test]
fn sound_maps_are_accepted() {
    for map in SOUND.iter() {
        let errors: Vec<String> = VALIDATOR
            .iter_errors(map)
            .map(|error| error.to_string())
            .collect();
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
                let described = property["description"]
                    .as_str()
                    .is_some_and(|text| text.len() > 8);
                // What stands in `anyOf` only tells what must be there.
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
                    named
                        .iter()
                        .for_each(|(name, inner)| check(inner, name, bare));
                }
                Value::Object(_) => check(inner, &format!("{place}.{word}"), bare),
                Value::Array(all) => all
                    .iter()
                    .for_each(|inner| check(inner, &format!("{place}.{word}"), bare)),
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
fn words_and_numbers_are_told() {
    let department = &SCHEMA["properties"]["departments"]["items"]["properties"];
    assert_eq!(
        department["headcount"]["type"],
        json!(["integer", "string", "null"])
    );
    let party = &SCHEMA["properties"]["beneficiaries"]["items"]["properties"];
    assert_eq!(
        party["status"]["enum"],
        json!(["active", "prospect", "former", null])
    );
    let reasons = |key: &str| party[key]["properties"]["reason"]["enum"].to_string();
    assert!(reasons("lost_by").contains("price") && !reasons("won_by").contains("price"));
    let payer = &SCHEMA["properties"]["payers"]["items"]["properties"];
    assert_eq!(payer["reaches"], Value::Null, "a payer passes nothing on");
    let levels = &SCHEMA["properties"]["checks"]["properties"]["small-sample"];
    assert_eq!(
        levels["enum"],
        json!(["off", "note", "warning", "error", null])
    );
    assert!(
        levels["description"]
            .as_str()
            .unwrap()
            .contains("fewer than 30")
    );
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
    run.line("check map")
        .fine()
        .says("No errors and no findings.");
}
