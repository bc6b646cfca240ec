//! The tables of the reference pages list what the program has, all of it and nothing else.

use super::{Copy, blocks, file, page, quoted, rows, runs, section, words};
use custmap::{diag::Code, input, input::MapFormat};
use serde_json::Value;
use std::{collections::BTreeSet, fs};

const DATA_FORMATS: &str = "docs/reference/data-formats.md";

/// The file format lists the keys that the reader takes in each place, all of them and no other.
#[test]
fn docs_list_every_key() {
    let text = page("docs/reference/file-format.md");
    let everywhere = ["id", "name", "description", "url", "notes"];
    for (place, map) in [
        ("organisation", "organisation: {zzz: 1}"),
        ("departments", "departments: [{zzz: 1}]"),
        ("people", "people: [{zzz: 1}]"),
        ("groups", "groups: [{zzz: 1}]"),
        ("where", "groups: [{where: {zzz: 1}}]"),
        ("services", "services: [{zzz: 1}]"),
        ("serves", "services: [{serves: [{zzz: 1}]}]"),
        ("satisfaction", "services: [{serves: [{satisfaction: {zzz: 1}}]}]"),
        ("paid_by", "services: [{paid_by: [{zzz: 1}]}]"),
        ("beneficiaries", "beneficiaries: [{zzz: 1}]"),
        ("relationship", "payers: [{relationship: {zzz: 1}}]"),
        ("won_by", "payers: [{won_by: {zzz: 1}}]"),
        ("reasons", "payers: [{reasons: [{zzz: 1}]}]"),
        ("allow", "allow: [{zzz: 1}]"),
    ] {
        let table = rows(section(&text, &format!("### `{place}`")));
        let mut documented: BTreeSet<&str> = table.iter().flat_map(|row| quoted(row[0])).collect();
        let known = known_keys(map);
        let mut known: BTreeSet<&str> = known.split(", ").collect();
        documented.retain(|key| !everywhere.contains(key));
        known.retain(|key| !everywhere.contains(key));
        assert_eq!(documented, known, "the page and the reader on `{place}`");
    }
}

/// The keys that the reader names where it meets the unknown key of a map.
fn known_keys(map: &str) -> String {
    let problems = input::read_text("map.yaml", map, MapFormat::Yaml).problems;
    let unknown = problems.iter().find(|one| one.code == Code::UnknownKey);
    let help = &unknown.expect("zzz is unknown").help;
    let keys = help.strip_prefix("known here: ").unwrap();
    keys.split(';').next().unwrap().to_owned()
}

/// The columns of the CSV are listed in their order.
#[test]
fn docs_list_every_column() {
    let text = page(DATA_FORMATS);
    let table = rows(section(&text, "## CSV"));
    let documented: Vec<&str> = table.iter().flat_map(|row| quoted(row[0])).collect();
    assert_eq!(documented, columns("export examples/xyz.yaml --format csv"));
    let table = rows(section(&text, "### A row for each unit"));
    let documented: Vec<&str> = table.iter().flat_map(|row| quoted(row[0])).collect();
    assert_eq!(documented, columns("export examples/xyz.yaml --format csv --wide"));
}

/// The headings of the CSV that a command prints.
fn columns(command: &str) -> Vec<String> {
    crate::run::csv(&Copy::new().printed(command)).swap_remove(0)
}

/// The pages list the sheets of a workbook, and the kinds of edges of a network.
#[test]
fn docs_list_every_sheet_and_edge() {
    let copy = Copy::new();
    copy.printed("export examples/xyz.yaml -o book.xlsx");
    let book: calamine::Xlsx<_> = calamine::open_workbook(copy.place().join("book.xlsx")).unwrap();
    let text = page(DATA_FORMATS);
    let table = rows(section(&text, "## A workbook"));
    let documented: Vec<&str> = table.iter().map(|row| row[0]).collect();
    assert_eq!(documented, calamine::Reader::sheet_names(&book));
    let mut seen = BTreeSet::new();
    for example in ["xyz", "we-care", "council"] {
        copy.printed(&format!("export examples/{example}.yaml --format nodes-edges -o net"));
        let edges = fs::read_to_string(copy.place().join("net/edges.csv")).unwrap();
        let edges = crate::run::csv(&edges);
        seen.extend(edges.into_iter().skip(1).map(|edge| edge[3].clone()));
    }
    let text = page("docs/reference/pictures-and-networks.md");
    let table = rows(section(&text, "## Nodes and edges"));
    let documented = table.iter().flat_map(|row| quoted(row[0]));
    assert_eq!(documented.map(str::to_owned).collect::<BTreeSet<_>>(), seen);
}

/// The keys of the JSON are listed, all of them and no other: they are promised for version 2.
#[test]
fn docs_list_every_json_key() {
    let exports = ["xyz", "we-care", "council"];
    let exports = exports.map(|map| format!("export examples/{map}.yaml"));
    // No example has a verdict, so none shows the reason of a rejected row, and none has an agreement.
    let values = "department person group organisation beneficiary payer direct shared within because \
        stated default assumed level target";
    compare_keys(0, &exports, values);
    let others = [
        "list examples/xyz.yaml",
        "why examples/xyz.yaml it \"Retail buyers\"",
        "check examples/xyz.yaml",
        "customers examples/xyz.yaml",
        "customers examples/council.yaml --unmeasured",
        "customers examples/xyz.yaml --assumptions",
        "people examples/xyz.yaml",
        "impact examples/xyz.yaml it",
        "impact examples/we-care.yaml donors",
        "impact examples/we-care.yaml \"Shelter guests\"",
        "impact examples/xyz.yaml --all",
        "explain no-primary-chain",
        "diff before.yaml after.yaml",
        "trend examples/xyz.yaml --no-git",
    ];
    compare_keys(
        1,
        &others.map(str::to_owned),
        "primary secondary funder high some low unit party gained lost changed customers relationships reasons",
    );
    for (who, key) in [("accounting", "unit"), ("\"Retail buyers\"", "party")] {
        let keys = keys_of(&format!("card examples/xyz.yaml {who}"));
        for key in ["custmap", key, "services", "findings"] {
            assert!(keys.contains(key), "a card holds {key}");
        }
    }
}

/// The commands that take `--within` take it for each department of the examples.
#[test]
fn docs_within() {
    let copy = Copy::new();
    let mut broken = Vec::new();
    for example in ["xyz", "we-care", "council"] {
        let map = format!("examples/{example}.yaml");
        let printed = copy.printed(&format!("export {map} --format json"));
        let facts: Value = serde_json::from_str(&printed).unwrap();
        let units = facts["units"].as_array().unwrap();
        let departments = units.iter().filter(|unit| unit["kind"] == "department");
        for id in departments.map(|unit| unit["id"].as_str().unwrap()) {
            for line in [
                format!("analyze {map} --within {id}"),
                format!("list {map} --within {id}"),
                format!("card {map} {id} --within {id}"),
                format!("export {map} --within {id} --format csv"),
                format!("export {map} --within {id} --format json"),
            ] {
                if !runs(&copy.run(&words(&line))) {
                    broken.push(line);
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Compares the keys named in a block about JSON with those that commands print, beside the values in it.
fn compare_keys(block: usize, commands: &[String], values: &str) {
    let text = page(DATA_FORMATS);
    let shape = blocks(section(&text, "## JSON"), "text")[block];
    let documented: BTreeSet<&str> = shape.split('"').skip(1).step_by(2).collect();
    let keys: BTreeSet<String> = commands.iter().flat_map(|line| keys_of(line)).collect();
    // What a finding holds is reported once, in the first block.
    let elsewhere = ["code", "severity", "subject", "message", "help", "column"];
    let lacks = |key: &&String| {
        let key = key.as_str();
        !documented.contains(key) && (block == 0 || !elsewhere.contains(&key))
    };
    let missing: Vec<&String> = keys.iter().filter(lacks).collect();
    assert!(missing.is_empty(), "{DATA_FORMATS} lacks {missing:?}");
    let there = |key: &str| keys.contains(key) || values.split(' ').any(|value| value == key);
    let gone: Vec<&&str> = documented.iter().filter(|key| !there(key)).collect();
    assert!(gone.is_empty(), "{DATA_FORMATS} promises more than there is: {gone:?}");
}

/// The keys of the JSON that a command prints.
fn keys_of(line: &str) -> BTreeSet<String> {
    let printed = Copy::new().printed(&format!("{line} --format json"));
    let mut keys = BTreeSet::new();
    gather_keys(&serde_json::from_str(&printed).unwrap(), &mut keys);
    keys
}

/// Every key of every object in a value.
fn gather_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather_keys(item, keys)),
        Value::Object(entries) => {
            for (key, inner) in entries {
                keys.insert(key.clone());
                gather_keys(inner, keys);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The architecture page gives a reason for each library that the program uses, and for no other.
#[test]
fn docs_list_every_library() {
    let text = page("docs/architecture.md");
    let libraries = section(&text, "## The libraries");
    let table = rows(libraries);
    let documented = table.iter().flat_map(|row| quoted(row[0]));
    let manifest = fs::read_to_string(file("Cargo.toml")).unwrap();
    let listed = |heading: &str| -> BTreeSet<String> {
        let (_, list) = manifest.split_once(heading).unwrap();
        let lines = list.lines().take_while(|line| !line.starts_with('['));
        let names = lines.filter_map(|line| line.split_once(" =").map(|(name, _)| name));
        names.map(str::to_owned).collect()
    };
    let mut needed = listed("\n[dependencies]\n");
    needed.extend(listed("\n[target.\"cfg(unix)\".dependencies]\n"));
    assert_eq!(documented.map(str::to_owned).collect::<BTreeSet<_>>(), needed);
    for name in listed("\n[dev-dependencies]\n") {
        let documented = libraries.contains(&format!("`{name}`"));
        assert!(documented, "docs/architecture.md lacks {name}");
    }
}

/// The table of options by command is true: each command takes exactly those options and values that it lists, and a
/// refused option says which commands take it.
#[test]
fn docs_list_every_option() {
    const OPTIONS: [&str; 6] = ["--unit", "--within", "--depth", "--only", "--sort", "--level"];
    const SORTS: [&str; 4] = ["gaps", "satisfaction", "money", "name"];
    let text = page("docs/reference/commands.md");
    let table = rows(section(&text, "## Choosing rows"));
    let table: Vec<_> = table.iter().filter(|row| row.len() == OPTIONS.len() + 1).collect();
    assert!(table.len() > 10, "{table:?}");
    let folder = Copy::new();
    for row in table {
        let command = quoted(row[0]).next().unwrap();
        let rest = match command {
            "register" => "--as catalogue",
            "diff" => "examples/council.yaml",
            "export" => "-o map.svg",
            "report" => "-o page.html",
            "card" | "impact" => "it",
            "why" => "it shared-services",
            _ => "",
        };
        let run = |option: &str| {
            folder.run(&words(&format!("{command} examples/council.yaml {rest} {option}")))
        };
        for (option, cell) in OPTIONS.into_iter().zip(&row[1..]) {
            let values: Vec<&str> = match option {
                "--unit" => vec!["it"],
                "--within" => vec!["shared-services"],
                "--depth" => vec!["1"],
                "--only" if command == "check" => vec!["customer-unhappy"],
                "--sort" => SORTS.to_vec(),
                _ => quoted(cell).chain(["gap"]).take(3).collect(),
            };
            for value in values {
                let is_listed = match option {
                    "--sort" => quoted(cell).any(|one| one == value),
                    _ => !cell.is_empty(),
                };
                let output = run(&format!("{option} {value}"));
                let said = String::from_utf8_lossy(&output.stderr);
                assert_eq!(runs(&output), is_listed, "{command} {option} {value}: {said}");
                if cell.is_empty() {
                    assert_eq!(output.status.code(), Some(2), "{command} {option}");
                    assert!(said.contains(&format!("'{option}' is an option of")), "{said}");
                }
            }
        }
    }
}
