//! Every list of every command holds the same data in every format: JSON is what the others are compared with, value
//! by value and with their types.

use crate::run::{Ran, Run};
use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Cursor,
    path::Path,
};

const EXAMPLES: [&str; 3] = ["examples/xyz.yaml", "examples/we-care.yaml", "examples/council.yaml"];

/// Commands whose answer is one list, with the name of that list, and whether a table has a row for each of its rows.
const LISTS: [(&str, &str, bool); 16] = [
    ("list MAP", "relationships", true),
    ("list MAP --rank primary", "relationships", true),
    ("customers MAP", "customers", true),
    ("customers MAP --new", "customers", true),
    ("customers MAP --longest", "customers", true),
    ("customers MAP --prospects", "customers", true),
    ("customers MAP --at-risk", "customers", true),
    ("customers MAP --unhappy", "relationships", true),
    ("customers MAP --unmeasured", "relationships", true),
    ("customers MAP --assumptions", "reasons", true),
    ("people MAP", "people", true),
    ("people MAP --support --confidential", "people", true),
    ("impact MAP --all", "failures", true),
    ("explain", "codes", true),
    ("check MAP", "findings", false),
    ("diff MAP examples/xyz.yaml", "differences", false),
];

/// Commands whose answer is several lists and values.
const ANSWERS: [&str; 9] = [
    "card examples/xyz.yaml it",
    "card examples/xyz.yaml head-of-it --confidential",
    "card examples/we-care.yaml donors",
    "card examples/we-care.yaml shelter-guests",
    "card examples/xyz.yaml accounting --questions",
    "impact examples/xyz.yaml it",
    "impact examples/we-care.yaml donors",
    "analyze examples/we-care.yaml --summary",
    "why examples/xyz.yaml it retail-buyers",
];

/// What CSV and workbooks call a value that JSON has under another key.
const HEADINGS: [(&str, &str); 12] = [
    ("service_id", "service"),
    ("customer_id", "to"),
    ("customer", "to_name"),
    ("service", "service_name"),
    ("unit_id", "id"),
    ("party_id", "id"),
    ("unit", "name"),
    ("party", "name"),
    ("unit_kind", "kind"),
    ("part_of_id", "part_of"),
    ("lead_id", "lead"),
    ("party_list", "list"),
];

/// The headings of values in a record, with the keys of the record and of the value.
const RECORDS: [(&str, &str, &str); 9] = [
    ("won_by", "won_by", "reason"),
    ("won_by_note", "won_by", "note"),
    ("won_by_date", "won_by", "date"),
    ("lost_by", "lost_by", "reason"),
    ("lost_by_note", "lost_by", "note"),
    ("lost_by_date", "lost_by", "date"),
    ("owner", "relationship", "owner"),
    ("backup", "relationship", "backup"),
    ("owner_since", "relationship", "since"),
];

#[track_caller]
fn run(line: &str, format: &str) -> Ran {
    let line = format!("{line} --format {format}");
    let today = ["check", "diff", "customers", "card", "analyze", "export"]
        .iter()
        .any(|command| line.starts_with(command));
    let run = Run::package().line(&line);
    let ran = if today { run.line("--today 2026-11-21").ran() } else { run.ran() };
    assert!(matches!(ran.code, 0 | 1), "{line}: {ran}");
    ran
}

/// The rows of each list in an answer, by its name; one object is a list of one row, and lists in it are lists too.
fn lists(answer: &Value) -> BTreeMap<String, Vec<Map<String, Value>>> {
    let mut lists = BTreeMap::new();
    for (name, value) in answer.as_object().unwrap() {
        if let Some(row) = value.as_object() {
            for (name, nested) in row.iter().filter(|(_, value)| is_list(value)) {
                lists.insert(name.clone(), objects(nested));
            }
            lists.insert(name.clone(), vec![row.clone()]);
        } else if is_list(value) {
            lists.insert(name.clone(), objects(value));
        }
    }
    lists
}

/// Whether a value is a list of rows. An empty list may be one, or a list of ids.
fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|all| all.iter().all(Value::is_object))
}

fn objects(value: &Value) -> Vec<Map<String, Value>> {
    value.as_array().unwrap().iter().map(|one| one.as_object().unwrap().clone()).collect()
}

/// A cell as a value of the type that JSON has.
#[track_caller]
fn same(value: &Value, cell: &str, place: &str) {
    let is_same = match value {
        Value::Null => cell.is_empty(),
        Value::Bool(flag) => cell == flag.to_string(),
        Value::Number(number) => {
            cell.parse::<f64>().is_ok_and(|cell| Some(cell) == number.as_f64())
        }
        Value::String(text) => cell == text,
        Value::Array(all) => cell == all.iter().map(text).collect::<Vec<_>>().join(";"),
        Value::Object(_) => cell == text(value),
    };
    assert!(is_same, "{place}: {value} is {cell:?}");
}

/// A value in one cell: of a record what is known, the first before the others.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(record) => {
            // The reader of JSON keeps no order.
            let order =
                ["claim", "confidence", "reason", "owner", "backup", "source", "note", "date"];
            let known =
                order.iter().filter_map(|key| record.get(*key)).filter(|one| !one.is_null());
            let known: Vec<String> = known.map(text).collect();
            match known.split_first() {
                Some((first, [])) => first.clone(),
                Some((first, more)) => format!("{first} ({})", more.join(", ")),
                None => String::new(),
            }
        }
        other => other.to_string(),
    }
}

/// The value of JSON that a heading of CSV stands for. Of a record the first value has the heading of the record, and
/// each other one its own.
fn found<'v>(row: &'v Map<String, Value>, heading: &str, heads: &[String]) -> Option<&'v Value> {
    if let Some((_, record, key)) = RECORDS.iter().find(|(name, ..)| *name == heading)
        && let Some(record) = row.get(*record)
    {
        return Some(record.get(key).unwrap_or(&Value::Null));
    }
    // A name beside an id has another key; alone the heading is that of JSON.
    let is_renamed = heading.contains('_') || heads.contains(&format!("{heading}_id"));
    let renamed = HEADINGS.iter().filter(|(name, _)| is_renamed && *name == heading);
    renamed.map(|(_, key)| *key).chain([heading]).find_map(|key| row.get(key))
}

/// Each cell is the value of its row, and each value that is no list of rows has a cell.
#[track_caller]
fn same_rows(rows: &[Map<String, Value>], heads: &[String], cells: &[Vec<String>], place: &str) {
    assert_eq!(rows.len(), cells.len(), "{place}");
    let mut seen = BTreeSet::new();
    for (row, cells) in rows.iter().zip(cells) {
        for (head, cell) in heads.iter().zip(cells) {
            if let Some(value) = found(row, head, heads) {
                same(value, cell, &format!("{place}, {head}"));
                seen.insert(head.clone());
            }
        }
        for (key, value) in row.iter().filter(|(_, value)| !is_list(value)) {
            let is_shown = heads.iter().any(|head| {
                found(row, head, heads).is_some_and(|found| {
                    std::ptr::eq(found, value)
                        || value.as_object().is_some_and(|record| {
                            record.values().any(|inner| std::ptr::eq(found, inner))
                        })
                })
            });
            let is_nothing = value.is_null();
            assert!(is_shown || is_nothing, "{place}: no cell for {key}");
        }
    }
    assert!(rows.is_empty() || !seen.is_empty(), "{place}: nothing was compared");
}

/// CSV has the values of JSON; plain text has as many lines; tables have as many rows, each with who it is about.
#[test]
fn every_list_is_the_same_in_every_format() {
    for example in EXAMPLES {
        for (command, name, has_table) in LISTS {
            let line = command.replace("MAP", example);
            let json = run(&line, "json").json();
            let rows = objects(&json[name]);
            let csv = run(&line, "csv").csv();
            same_rows(&rows, &csv[0], &csv[1..], &line);
            let plain = run(&line, "plain").stdout;
            assert_eq!(plain.lines().count(), rows.len(), "{line}: a line a row");
            if has_table {
                let markdown = run(&line, "markdown").stdout;
                let table = markdown.lines().filter(|line| line.starts_with("| "));
                // Each table has a heading and a rule below it; payers are a table of their own.
                let others = table.count() - rows.len();
                let expected: &[usize] = if rows.is_empty() { &[0] } else { &[2, 4] };
                assert!(expected.contains(&others), "{line}: {others}\n{markdown}");
            }
        }
    }
}

/// In CSV of several lists the rows of each list are those of JSON, behind its name.
#[test]
fn every_answer_is_the_same_in_every_format() {
    for line in ANSWERS {
        let json = run(line, "json").json();
        let csv = run(line, "csv").csv();
        let heads = &csv[0];
        if heads[0] != "list" {
            // Of an answer that is one list in formats of rows, CSV has only that.
            let mut all = lists(&json).into_values().filter(|rows| !rows.is_empty());
            same_rows(&all.next().expect("a list"), heads, &csv[1..], line);
            continue;
        }
        let mut of_list: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
        for row in &csv[1..] {
            of_list.entry(&row[0]).or_default().push(row[1..].to_vec());
        }
        for (name, rows) in lists(&json) {
            // The ways of `why` are lists of steps, and the reasons of a party are one cell.
            if name == "ways" || rows.is_empty() || heads[1..].contains(&name) {
                continue;
            }
            let cells = of_list.get(&*name).unwrap_or_else(|| panic!("{line}: no {name}"));
            same_rows(&rows, &heads[1..], cells, &format!("{line}, {name}"));
        }
        let answer = of_list.get("answer").map_or(&[][..], Vec::as_slice);
        for (head, cell) in answer.iter().flat_map(|row| heads[1..].iter().zip(row)) {
            let is_value = |value: &&Value| !value.is_object() && !is_list(value);
            if let Some(value) = json.get(head).filter(is_value) {
                same(value, cell, &format!("{line}, {head}"));
            }
        }
    }
}

/// The sheets of a workbook have the values of JSON, numbers as numbers.
#[test]
fn every_sheet_is_the_same_as_json() {
    for example in EXAMPLES {
        let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(example)).unwrap();
        let run =
            |more: &str| Run::yaml(&map).line("export org.yaml --today 2026-11-21").line(more);
        let json = run("--format json").fine().json();
        let bytes = run("-o book.xlsx").fine().left_bytes("book.xlsx");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        for (sheet, list) in [
            ("Units", "units"),
            ("Parties", "parties"),
            ("Services", "services"),
            ("Findings", "findings"),
        ] {
            let range = book.worksheet_range(sheet).unwrap();
            let mut rows = range.rows().map(<[Data]>::to_vec);
            let heads: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
            for (row, cells) in objects(&json[list]).iter().zip(rows) {
                // A name stands beside an id that JSON has.
                let is_name = |head: &String| heads.contains(&format!("{head}_id"));
                let shown = heads.iter().zip(&cells).filter(|(head, _)| !is_name(head));
                for (head, cell) in shown {
                    compare_cell(row, head, &heads, cell, &format!("{example}, {sheet}, {head}"));
                }
            }
        }
    }
}

/// A cell of a workbook with what JSON has under the same name; a number is compared as one.
#[track_caller]
fn compare_cell(row: &Map<String, Value>, head: &str, heads: &[String], cell: &Data, place: &str) {
    let Some(value) = found(row, head, heads).filter(|value| !is_list(value)) else { return };
    match cell {
        Data::Float(number) => assert_eq!(value.as_f64(), Some(*number), "{place}"),
        Data::Empty => same(value, "", place),
        Data::String(text) => {
            assert!(!value.is_number(), "{place}: {value} is a text");
            same(value, text, place);
        }
        other => panic!("{place}: {other:?}"),
    }
}
