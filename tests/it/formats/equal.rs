//! Every list of every command holds the same data in every format: JSON is what the others are compared with, value
//! by value and with their types.

use crate::run::{Ran, Run};
use calamine::{Data, Reader as _, Xlsx};
use custmap::{
    render::{
        self, Format,
        table::{Charset, Screen},
    },
    report::{self, Answer, Document, Limits},
};
use serde_json::{Map, Value};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Cursor,
    path::Path,
};

const EXAMPLES: [&str; 3] = ["examples/xyz.yaml", "examples/we-care.yaml", "examples/council.yaml"];

/// Commands whose answer is one list, with the name of that list, and whether a table has a row for each of its rows.
const LISTS: [(&str, &str, bool); 20] = [
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
    // Without it data leaves out a risk that screens show (SPEC 5).
    ("people MAP --confidential", "people", true),
    ("people MAP --support --confidential", "people", true),
    ("impact MAP --all", "failures", true),
    ("register MAP --as interested-parties", "interested_parties", true),
    ("register MAP --as sipoc", "sipoc", true),
    ("register MAP --as agreements", "agreements", true),
    ("register MAP --as catalogue", "catalogue", true),
    ("explain", "codes", true),
    ("check MAP", "findings", false),
    ("diff MAP examples/xyz.yaml", "differences", false),
];

/// Commands whose answer is several lists and values.
const ANSWERS: [&str; 8] = [
    "card examples/xyz.yaml it",
    "card examples/xyz.yaml head-of-it --confidential",
    "card examples/we-care.yaml donors",
    "card examples/we-care.yaml shelter-guests",
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

/// An answer that counts how often it is asked for its two forms.
#[derive(Default)]
struct CountedAnswer {
    documents: Cell<usize>,
    data: Cell<usize>,
}

impl Answer for CountedAnswer {
    fn document(&self, _: Limits) -> Document {
        self.documents.set(self.documents.get() + 1);
        Document::default()
    }

    fn data(&self) -> report::Data<'_> {
        self.data.set(self.data.get() + 1);
        report::Data::default()
    }
}

/// Each format makes only what it is written from, once: data formats no page, and those for readers no data.
#[test]
fn a_format_makes_one_form_of_the_answer_once() {
    let screen = Screen { width: 80, charset: Charset::Ascii };
    for format in Format::ALL {
        let answer = CountedAnswer::default();
        render::write(&answer, *format, screen, Limits::NONE, &mut Vec::new()).unwrap();
        let made = (answer.documents.get(), answer.data.get());
        let expected = match format {
            Format::Table | Format::Markdown | Format::Html => (1, 0),
            Format::Plain | Format::Csv | Format::Json => (0, 1),
        };
        assert_eq!(made, expected, "{format}");
    }
}

/// CSV and plain text have the values of JSON, and tables show those of plain text.
#[test]
fn every_list_is_the_same_in_every_format() {
    for example in EXAMPLES {
        let names = names_of(example);
        for (command, name, has_table) in LISTS {
            let line = command.replace("MAP", example);
            let json = run(&line, "json").json();
            let rows = objects(&json[name]);
            let csv = run(&line, "csv").csv();
            same_rows(&rows, &csv[0], &csv[1..], &line);
            let plain = table_of_plain(&run(&line, "plain").stdout);
            assert_eq!(plain.len(), rows.len(), "{line}: a line a row");
            for (row, cells) in rows.iter().zip(&plain) {
                same_plain(row, cells, &names, &line);
            }
            if has_table {
                let markdown = table_of_markdown(&run(&line, "markdown").stdout);
                assert_eq!(markdown.len(), plain.len(), "{line}: a row of a table a row");
                for (shown, cells) in markdown.iter().zip(&plain) {
                    assert_eq!(shown.len(), cells.len(), "{line}: {shown:?} is {cells:?}");
                    for (shown, cell) in shown.iter().zip(cells) {
                        assert!(is_shown(cell, shown), "{line}: {cell:?} is shown as {shown:?}");
                    }
                }
            }
        }
    }
}

/// What plain text writes of values that are not known.
const NOT_KNOWN: [&str; 10] = [
    "",
    "-",
    "not known",
    "not measured",
    "not stated",
    "nobody",
    "nobody stated",
    "none stated",
    "never",
    "payer not stated",
];

/// The name of each thing of a map, by its id.
fn names_of(example: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut open = vec![run(&format!("export {example}"), "json").json()];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(record) => {
                if let (Some(id), Some(name)) = (record.get("id"), record.get("name")) {
                    names.insert(text(id), text(name));
                }
                open.extend(record.into_iter().map(|(_, inner)| inner));
            }
            Value::Array(all) => open.extend(all),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    names
}

fn table_of_plain(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The rows of all tables. In a row that begins with a blank cell blank cells repeat those above them.
fn table_of_markdown(text: &str) -> Vec<Vec<String>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut is_table = false;
    for line in text.lines() {
        let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else {
            is_table = false;
            continue;
        };
        if !is_table {
            tables.push(Vec::new());
        }
        is_table = true;
        let cells = cells.split(" | ").map(|cell| cell.trim().replace('\\', ""));
        tables.last_mut().unwrap().push(cells.collect());
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    // The heading and the rule below it are no rows.
    for row in tables.into_iter().flat_map(|table| table.into_iter().skip(2)) {
        let above = rows.last().cloned().unwrap_or_default();
        let repeats = row[0].is_empty();
        let fill = |(at, cell): (usize, String)| {
            if (repeats && cell.is_empty()) || cell == "as above" {
                above.get(at).cloned().unwrap_or_default()
            } else {
                cell
            }
        };
        rows.push(row.into_iter().enumerate().map(fill).collect());
    }
    rows
}

/// Each cell of plain text is a value of its row, a thing by its name.
#[track_caller]
fn same_plain(
    row: &Map<String, Value>,
    cells: &[String],
    names: &BTreeMap<String, String>,
    place: &str,
) {
    let parts = |text: &str| {
        let mut parts: Vec<String> =
            text.split([',', ';']).map(|it| it.trim().to_owned()).collect();
        parts.sort();
        parts
    };
    let mut values: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut has_unknown = false;
    for value in row.values() {
        let all: Vec<String> = match value {
            Value::Null => Vec::new(),
            Value::Number(number) => vec![number.as_f64().unwrap().to_string()],
            Value::Array(all) => all.iter().map(text).collect(),
            Value::Object(record) => record.values().filter(|it| !it.is_null()).map(text).collect(),
            Value::Bool(_) | Value::String(_) => vec![text(value)],
        };
        has_unknown |= all.is_empty();
        let called: Vec<String> =
            all.iter().map(|id| names.get(id).unwrap_or(id).clone()).collect();
        values.extend([parts(&all.join(", ")), parts(&called.join(", "))]);
    }
    // Readers see a place as one value, data has two.
    if let (Some(file), Some(line)) = (row.get("file"), row.get("line")) {
        values.insert(parts(&format!("{}:{line}", text(file))));
    }
    // Of a difference the change is a sign, and the fact a sentence made from several values.
    let is_made = |at: usize| row.contains_key("change") && matches!(at, 1 | 3);
    for (_, cell) in cells.iter().enumerate().filter(|(at, _)| !is_made(*at)) {
        let is_known = values.contains(&parts(cell));
        let is_unknown = has_unknown && NOT_KNOWN.contains(&&**cell);
        assert!(is_known || is_unknown, "{place}: {cell:?} is no value of {row:?}");
    }
}

/// Whether a cell of a table shows a value of plain text: a number in its own way, each of several names, and words
/// where nothing is known.
fn is_shown(cell: &str, shown: &str) -> bool {
    if NOT_KNOWN.contains(&cell) {
        // A cell may show a score besides, which is a value of another column.
        let is_without_number = !shown.contains(|c: char| c.is_ascii_digit());
        return is_without_number || ["not measured", " of 10"].iter().any(|it| shown.contains(it));
    }
    if let Ok(number) = cell.parse::<f64>() {
        return shown_number(shown)
            .is_some_and(|(found, precision)| (found - number).abs() <= precision * 0.500_001);
    }
    // A word of several parts is a code, which tables put into a sentence.
    let is_code = |part: &str| part.contains('_') && !part.contains(' ');
    cell.split([',', ';']).map(str::trim).all(|part| is_code(part) || shown.contains(part))
}

/// The first number that a table shows, and the worth of its last digit: `1.90 M GBP` is 1,900,000, exact to 10,000.
fn shown_number(shown: &str) -> Option<(f64, f64)> {
    let start = shown.find(|c: char| c.is_ascii_digit())?;
    let digits: String = shown[start..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let unit = match shown[start + digits.len()..].trim_start_matches('\u{a0}').chars().next() {
        Some('M') => 1e6,
        Some('b') => 1e9,
        _ => 1.0,
    };
    let number = digits.replace(',', "");
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let precision = unit / 10_f64.powi(i32::try_from(decimals).ok()?);
    Some((number.parse::<f64>().ok()? * unit, precision))
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
                // A name is beside an id that JSON has.
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
    let Some(value) = found(row, head, heads) else { return };
    if let (Value::Array(list), Data::Float(number), true) = (value, cell, is_list(value)) {
        // A table counts the rows of a list that JSON nests.
        assert_eq!(list.len().to_string(), number.to_string(), "{place}");
        return;
    }
    if is_list(value) {
        return;
    }
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
