//! One declaration of the keys of the file: what is read is what the schema says, what an import can fill, what the
//! model gives back, what an export writes and what a comparison compares.

use crate::{
    run::Run,
    schema::{EVERYTHING, yaml},
};
use custmap::{
    analysis::{DiffOptions, MapPair, Privacy, View, difference},
    graph::Graph,
    import::{List, keys as import_keys},
    input::{MapFormat, Record, read_text, shape},
    model::{
        Date, Organisation,
        keys::{self, FileKey},
    },
    resolve::resolve,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Keys that the model doesn't give back under their words, by the table, with the reason.
const NOT_IN_MODEL: &[(&str, &[&str], &str)] = &[
    ("departments", &["serves", "paid_by"], "they make a service, which has them"),
    ("people", &["serves", "paid_by"], "they make a service, which has them"),
    ("groups", &["members", "where", "except"], "they become the units that the group holds"),
    ("serves", &["description", "url", "notes"], "for people who open the file"),
    ("satisfaction", &["description", "url", "notes"], "for people who open the file"),
    ("paid_by", &["description", "url", "notes"], "for people who open the file"),
    ("reasons", &["description", "url", "notes"], "for people who open the file"),
    ("verdicts", &["description", "url", "notes"], "for people who open the file"),
];

/// Keys that a column can't fill, by the list, with the reason.
const NOT_IN_IMPORT: &[(&str, &[&str], &str)] = &[];

/// The record behind a key of another.
fn behind<'r>(record: &'r Record, word: &str) -> &'r Record {
    let key = record.keys.iter().find(|key| key.word == word);
    key.and_then(|key| key.shape.record()).unwrap_or_else(|| panic!("no record behind {word}"))
}

fn words(record: &Record) -> Vec<&'static str> {
    record.keys.iter().map(|key| key.word).collect()
}

fn table<T>(keys: &[FileKey<T>]) -> Vec<&'static str> {
    keys.iter().map(|key| key.word).collect()
}

/// The model gives back each key that the reader takes, under the same word and in the same order.
#[test]
fn the_model_gives_back_what_is_read() {
    let map = shape();
    let service = behind(&map, "services");
    let party = behind(&map, "beneficiaries");
    let relation = behind(service, "serves");
    let tables = [
        ("organisation", behind(&map, "organisation"), table(keys::ORGANISATION)),
        ("departments", behind(&map, "departments"), table(keys::DEPARTMENT)),
        ("people", behind(&map, "people"), table(keys::PERSON)),
        ("groups", behind(&map, "groups"), table(keys::GROUP)),
        ("services", service, table(keys::SERVICE)),
        ("serves", relation, keys::RELATIONSHIP.to_vec()),
        ("satisfaction", behind(relation, "satisfaction"), table(keys::SATISFACTION)),
        ("agreed", behind(relation, "agreed"), table(keys::AGREEMENT)),
        ("verdicts", behind(&map, "verdicts"), table(keys::VERDICT)),
        ("paid_by", behind(service, "paid_by"), table(keys::PAYMENT)),
        ("beneficiaries", party, table(keys::PARTY)),
        ("won_by", behind(party, "won_by"), table(keys::WON_OR_LOST)),
        ("lost_by", behind(party, "lost_by"), table(keys::WON_OR_LOST)),
        ("relationship", behind(party, "relationship"), table(keys::RELATIONSHIP_OWNER)),
        ("reasons", behind(party, "reasons"), table(keys::REASON)),
    ];
    for (name, record, given_back) in tables {
        let mut read = words(record);
        let excepted = NOT_IN_MODEL.iter().filter(|(table, ..)| *table == name);
        for (_, excepted, _) in excepted {
            assert!(excepted.iter().all(|word| read.contains(word)), "{name}: a stale exception");
            read.retain(|word| !excepted.contains(word));
        }
        assert_eq!(read, given_back, "{name}");
    }
}

/// A column can fill each key of each list, by its path, and no other.
#[test]
fn an_import_fills_what_is_read() {
    fn paths(prefix: &str, record: &Record, all: &mut BTreeSet<String>) {
        for key in record.keys.iter().filter(|key| Some(key.word) != record.short) {
            let path = format!("{prefix}{}", key.word);
            match key.shape.record() {
                Some(inner) => {
                    if inner.short.is_some() {
                        all.insert(path.clone());
                    }
                    paths(&format!("{path}."), inner, all);
                }
                None => {
                    all.insert(path);
                }
            }
        }
    }
    let map = shape();
    for list in List::ALL {
        let mut read = BTreeSet::new();
        paths("", behind(&map, list.key()), &mut read);
        for (_, excepted, _) in NOT_IN_IMPORT.iter().filter(|(of, ..)| *of == list.key()) {
            read.retain(|path| !excepted.contains(&path.as_str()));
        }
        let filled: BTreeSet<String> =
            import_keys::of(list).map(|(path, _)| path.to_owned()).collect();
        assert_eq!(read, filled, "{}", list.key());
    }
}

/// Every reference of the format can be looked up by an import, in the list that its key names.
#[test]
fn references_have_lists() {
    for list in List::ALL {
        for (path, kind) in import_keys::of(list) {
            let lists = match kind {
                import_keys::Kind::Refer(lists)
                | import_keys::Kind::Refers(lists)
                | import_keys::Kind::Items(_, lists) => lists,
                import_keys::Kind::One | import_keys::Kind::Many => continue,
            };
            assert!(!lists.is_empty(), "{} of {}", path, list.key());
        }
    }
    let owner = import_keys::kind(List::Beneficiaries, "relationship.owner");
    let wanted = [List::People, List::Departments];
    assert!(matches!(owner, Some(import_keys::Kind::Refer(lists)) if lists == wanted));
    assert_eq!(import_keys::kind(List::Payers, "reaches"), None, "only of beneficiaries");
}

/// An export has each key of a unit, a service and a party under its own word.
#[test]
fn an_export_has_what_is_read() {
    let map = EVERYTHING.replace("leaving: 2027-03-31", "leaving: 2099");
    let ran = Run::yaml(&map).line("export org.yaml --format json --confidential").ran();
    let facts: Value = serde_json::from_str(&ran.stdout).unwrap();
    let find = |list: &str, id: &str| {
        let mut all = facts[list].as_array().unwrap().iter();
        all.find(|thing| thing["id"] == id).unwrap_or_else(|| panic!("{list}: {id}")).clone()
    };
    let has = |name: &str, fact: &Value, words: Vec<&'static str>| {
        for word in words {
            // The kind of thing that a unit is part of is always a department.
            let key = if word == "department" { "part_of" } else { word };
            assert!(fact.get(key).is_some(), "{name}: {word}");
        }
    };
    has("organisation", &facts["organisation"], table(keys::ORGANISATION));
    has("departments", &find("units", "a"), table(keys::DEPARTMENT));
    has("people", &find("units", "x"), table(keys::PERSON));
    has("beneficiaries", &find("parties", "c"), table(keys::PARTY));
    let services = facts["services"].as_array().unwrap();
    has("services", &services[0], table(keys::SERVICE));
    let served = services.iter().flat_map(|service| service["serves"].as_array().unwrap());
    let served = served.max_by_key(|one| one["measurements"].as_array().map(Vec::len)).unwrap();
    has("relationships", served, keys::RELATIONSHIP.to_vec());
    has("satisfaction", &served["measurements"][0], table(keys::SATISFACTION));
}

/// Keys whose loss is no difference, with the reason: the end of the path, or the path.
const NOT_COMPARED: &[(&str, &str)] = &[
    ("/serves/description", "for people who open the file"),
    ("/serves/url", "for people who open the file"),
    ("/serves/notes", "for people who open the file"),
    ("/satisfaction/description", "for people who open the file"),
    ("/satisfaction/url", "for people who open the file"),
    ("/satisfaction/notes", "for people who open the file"),
    ("/paid_by/description", "for people who open the file"),
    ("/paid_by/url", "for people who open the file"),
    ("/paid_by/notes", "for people who open the file"),
    ("/reasons/0/description", "for people who open the file"),
    ("/reasons/0/url", "for people who open the file"),
    ("/reasons/0/notes", "for people who open the file"),
    ("/measurements/0/description", "for people who open the file"),
    ("/measurements/0/url", "for people who open the file"),
    ("/measurements/0/notes", "for people who open the file"),
    ("/verdicts/0/description", "for people who open the file"),
    ("/verdicts/0/url", "for people who open the file"),
    ("/verdicts/0/notes", "for people who open the file"),
    ("/allow/0/description", "for people who open the file"),
    ("/allow/0/url", "for people who open the file"),
    ("/allow/0/notes", "for people who open the file"),
    ("/satisfaction/scale", "10 is what holds without it"),
    ("/payers/0/status", "active is what holds without it"),
    ("/0/id", "the slug of the name is the same"),
    ("/organisation/id", "the slug of the name is the same"),
    ("/except", "compared by the units that the group holds"),
    ("/where", "compared by the units that the group holds"),
    ("/where/tag", "compared by the units that the group holds"),
    ("/where/site", "compared by the units that the group holds"),
    ("/where/kind", "compared by the units that the group holds"),
    ("/where/role", "compared by the units that the group holds"),
    ("/where/leads", "compared by the units that the group holds"),
];

/// The pointers to every value of a mapping, at any depth.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(pairs) => {
            for (key, inner) in pairs {
                let pointer = format!("{here}/{key}");
                pointers(inner, &pointer, all);
                all.push(pointer);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                pointers(inner, &format!("{here}/{at}"), all);
            }
        }
        _ => {}
    }
}

fn organisation(map: &Value) -> Option<Organisation> {
    let input = read_text("map.json", &map.to_string(), MapFormat::Json);
    let sound = input.problems.is_empty();
    resolve(input.raw).ok().filter(|_| sound)
}

fn differs(old: &Organisation, new: &Organisation) -> bool {
    let (old, new) = (Graph::build(old), Graph::build(new));
    let maps = MapPair::new(View::whole(&old), View::whole(&new));
    let today = Date::parse("2026-06-30").unwrap();
    let wish = DiffOptions { shows: &|_, _| true, today: &today, privacy: Privacy::Confidential };
    !difference(&maps, &wish).rows.is_empty()
}

/// Whatever a file says otherwise is a difference: each key of the map with every key is left out once.
#[test]
fn a_comparison_compares_what_is_read() {
    let map = yaml(EVERYTHING);
    let whole = organisation(&map).unwrap();
    let mut all = Vec::new();
    pointers(&map, "", &mut all);
    let (mut tried, mut same) = (0, Vec::new());
    for pointer in &all {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let mut without = map.clone();
        let removed = without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
        let nothing = match removed.unwrap() {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        // What is required, or what another line refers to, can't be left out.
        let Some(without) = organisation(&without).filter(|_| !nothing) else { continue };
        tried += 1;
        let excepted = NOT_COMPARED.iter().any(|(end, _)| pointer.ends_with(end));
        if !excepted && !differs(&whole, &without) {
            same.push(pointer);
        }
    }
    assert!(same.is_empty(), "{same:?}");
    assert!(tried > 90, "{tried}");
}
