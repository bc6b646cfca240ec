//! The schema accepts what the readers accept in shape, and nothing else.

use super::{SOUND, VALIDATOR};
use custmap::{
    diag::{Code, Diagnostic},
    input::{self, MapFormat},
    resolve::resolve,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What is wrong with the shape of a map: not with what it names, nor with ids that two entries have.
fn shape_problems(text: &str, format: MapFormat) -> Vec<Diagnostic> {
    let read = input::read_text("map", text, format);
    let more = resolve(read.raw).err().unwrap_or_default();
    let problems = read.problems.into_iter().chain(more);
    let of_shape = |one: &Diagnostic| {
        // What two values say together is no matter of one value, nor what is beside a recipient of some kind.
        let together = [
            "above its scale",
            "below the lowest",
            "above the lowest score",
            "net promoter score",
            "who were asked",
            "more promoters",
            "has no meaning beside",
            "but no `serves`",
        ];
        let compared = together.iter().any(|part| one.message.contains(part));
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
fn agree(map: &Value, formats: &[MapFormat]) -> Result<bool, TestCaseError> {
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
/// only beneficiaries have count as left out in a payer where nothing is behind them.
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
        agree(&map, &[MapFormat::Json, MapFormat::Yaml])?;
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
            match agree(&map, &[MapFormat::Json]) {
                Ok(true) => accepted += 1,
                Ok(false) => refused += 1,
                Err(why) => panic!("{pointer} {change:?}: {why}"),
            }
        }
    }
    assert!(accepted > 2000 && refused > 2000, "{accepted} accepted, {refused} refused");
}
