//! The workbook of a map taken back: every list of the format, whatever somebody does to the rows.

use super::map;
use crate::{
    drafts::draft,
    run::{Ran, Run},
};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook as NewBook;
use serde_json::Value;
use std::{fs, path::Path, process::Command};

const MAP: &str = r#"# Everything that the format has.
organisation:
  name: XYZ   # for short
  kind: nonprofit
  sites: [plant, "head; office"]
  paid_by: [Donors]
departments:
  - {id: it, name: IT, headcount: 20, tags: [computer, net], site: plant, notes: "one\ntwo"}   # the best
  - {name: Sales, part_of: it, lead: ann, serves: [Buyers], paid_by: []}
  - {name: Empty, serves: []}
people:
  - {id: ann, name: Ann, department: Sales, leaving: 2027-03, email: ann@x.example, successor: bob}
  - {id: bob, name: " Bob ", role: "007"}
groups:
  - {id: users, name: Users, members: [it, Sales], except: [ann], size: 12}
  - {id: leaders, name: Leaders, where: {leads: true, site: [plant, office]}}
services:
  - id: desk
    name: Desk
    provided_by: it
    serves:
      # those first
      - {to: Sales, for: [shop], satisfaction: [{score: 7.29, n: 12, measured: 2025}, {score: 8, n: 10, measured: 2026}], agreed: {level: two days, reviewed: 2026-03}}
      - users   # all of them
      - {to: ann, for: []}
    paid_by: [{from: organisation, amount: 250000, as: budget}]
  - {id: shop, name: Shop, provided_by: [Sales, it], serves: {to: Buyers, satisfaction: {score: 40, metric: nps}}, paid_by: recipients}
  - {name: "=1+1", provided_by: organisation, status: planned}
customers:
  - name: Buyers
    since: 2009
    won_by: {reason: product, date: 2009}
    expects: ["delivery; soon", '"quoted"', "[]"]
    relationship: {owner: ann}
    reasons:
      - {claim: the price, confidence: supported, source: sales team, date: 2025-11}
      - claim: habit
  - {id: hotels, name: Hotels, kind: business, status: prospect, could_use: [shop], why_not_us: no delivery}
payers:
  - {name: Donors, notes: "2024"}
measurements:
  - {service: desk, of: users, score: 4.1, lowest: 1, scale: 5, n: 131, asked: 412, measured: 2026-05}
verdicts:
  - {unit: it, customer: buyers, verdict: confirmed, because: we asked, by: ann, date: 2026-09}
checks:
  satisfaction-unknown: off
allow:
  - {finding: no-secondary-customer, of: Sales, because: only outside}
"#;

/// The bytes of the workbook of a map.
#[track_caller]
fn book(map: &str) -> Vec<u8> {
    let run = Run::yaml(map).line("sheet org.yaml -o map.xlsx --confidential");
    run.ran().ends(0).left_bytes("map.xlsx")
}

/// A workbook with other cells: `change` gets the name and the rows of each sheet. A sheet without rows is left out.
fn changed(bytes: &[u8], change: impl Fn(&str, &mut Vec<Vec<String>>)) -> Vec<u8> {
    let mut book = custmap::import::Workbook::open(bytes.to_vec()).unwrap();
    let mut new = NewBook::new();
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let sheet = book.sheet(&name).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(sheet.text.as_bytes());
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(width, String::new());
        }
        change(&name, &mut rows);
        if rows.is_empty() {
            continue;
        }
        let out = new.add_worksheet().set_name(&name).unwrap();
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                out.write_string(row, column, cell).unwrap();
            }
        }
    }
    new.save_to_buffer().unwrap()
}

/// Sets a cell of the row that begins with some texts; a row of that number of texts is added if there is none.
fn set(rows: &mut Vec<Vec<String>>, begin: &[&str], heading: &str, text: &str) {
    let column = rows[0].iter().position(|known| known == heading).unwrap();
    let found = rows.iter().position(|row| begin.iter().zip(row).all(|(a, b)| a == b));
    let at = found.unwrap_or_else(|| {
        let mut row = vec![String::new(); rows[0].len()];
        row.iter_mut().zip(begin).for_each(|(cell, text)| (*text).clone_into(cell));
        rows.push(row);
        rows.len() - 1
    });
    text.clone_into(&mut rows[at][column]);
}

/// The map after a workbook was taken back into it.
#[track_caller]
fn merged(map: &str, bytes: &[u8], line: &str) -> Ran {
    let run = Run::yaml(map).file("map.xlsx", bytes);
    run.line("import workbook map.xlsx --merge org.yaml --width 1000").line(line).ran().ends(0)
}

/// The facts of a map without their places.
#[track_caller]
fn facts(map: &str) -> Value {
    let run =
        Run::yaml(map).line("export org.yaml --format json --confidential --today 2026-10-01");
    let mut json = run.fine().json();
    let findings = json["findings"].as_array_mut().unwrap();
    for finding in &mut *findings {
        for key in ["file", "line", "column"] {
            finding.as_object_mut().unwrap().remove(key);
        }
    }
    findings.sort_by_key(ToString::to_string);
    json
}

/// Taken back, the workbook of a map makes a map with the same facts, and changes nothing in the map itself.
#[track_caller]
fn comes_back(map: &str, bytes: &[u8]) {
    let run = Run::empty().file("map.xlsx", bytes).line("import workbook map.xlsx --width 1000");
    let ran = run.ran().ends(0);
    assert!(!ran.stderr.contains("warning"), "{ran}\n{map}");
    assert_eq!(facts(&ran.stdout), facts(map), "{}\n{map}", ran.stdout);
    assert_eq!(merged(map, bytes, "").left("org.yaml"), map);
}

/// Map, sheet, map: the same facts of every list of the format, of every example, and of odd names.
#[test]
fn every_map_comes_back() {
    comes_back(MAP, &book(MAP));
    for name in [
        "examples/xyz.yaml",
        "examples/we-care.yaml",
        "examples/council.yaml",
        "tests/maps/hostile.yaml",
    ] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        comes_back(&text, &book(&text));
    }
}

/// A spreadsheet program that opens and saves the workbook changes nothing. Skipped where none is installed.
#[test]
fn a_saved_workbook_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.xlsx"), book(MAP)).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let saved = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", "xlsx", "--outdir", "saved", "map.xlsx"])
        .current_dir(folder.path())
        .output();
    if let Ok(bytes) = saved.and_then(|_| fs::read(folder.path().join("saved/map.xlsx"))) {
        comes_back(MAP, &bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any map comes back as it was.
    #[test]
    fn random_maps_come_back(draft in draft()) {
        let map = draft.yaml();
        comes_back(&map, &book(&map));
    }
}

/// Changed cells, new rows of every list and emptied cells are taken over; comments stay.
#[test]
fn changes_of_every_list_are_taken_back() {
    let bytes = changed(&book(MAP), |name, rows| match name {
        "organisation" => set(rows, &["", "XYZ"], "currency", "GBP"),
        "departments" => {
            set(rows, &["it"], "headcount", "24");
            set(rows, &["it"], "tags", "net; new");
            set(rows, &["it"], "site", "");
            set(rows, &["", "Law"], "part_of", "it");
        }
        "relationships" => {
            set(rows, &["desk", "Desk", "users"], "agreed.level", "at once");
            set(rows, &["desk", "", "Sales"], "satisfaction.score", "9");
            set(rows, &["desk", "", "Sales"], "satisfaction.measured", "2026-06");
            set(rows, &["law", "", "everyone"], "to", "everyone");
        }
        "payments" => set(rows, &["desk", "Desk", "organisation"], "amount", "260000"),
        "reasons" => set(rows, &["buyers", "Buyers", "habit"], "confidence", "refuted"),
        "measurements" => set(rows, &["desk", "users"], "n", "132"),
        "verdicts" => set(rows, &["sales", "buyers"], "verdict", "confirmed"),
        "allow" => set(rows, &["no-secondary-customer", "it"], "because", "so"),
        "checks" => set(rows, &["small-sample"], "level", "error"),
        _ => {}
    });
    let ran = merged(MAP, &bytes, "");
    let left = ran.left("org.yaml");
    map(&left);
    for wanted in [
        "name: XYZ   # for short\n  currency: GBP\n",
        "headcount: 24, tags: [net, new], notes: \"one\\ntwo\"}   # the best",
        "  - id: law\n    name: Law\n    part_of: it\n    serves: [everyone]\n",
        "      # those first\n",
        "- {to: users, agreed: {level: at once}}   # all of them",
        "{score: 8, n: 10, measured: 2026}, {score: 9, measured: 2026-06}]",
        "amount: 260000",
        "- claim: habit\n        confidence: refuted\n",
        "n: 132",
        "  - unit: sales\n    customer: buyers\n    verdict: confirmed\n",
        "because: so\n",
        "  satisfaction-unknown: off\n  small-sample: error\n",
    ] {
        assert!(left.contains(wanted), "{wanted}\n{left}\n{ran}");
    }
    assert!(!left.contains("site: plant,"), "{left}");
    ran.complains("changed: ").complains("it: headcount").complains("it: site removed");
    let again = merged(&left, &bytes, "");
    assert!(!again.left("org.yaml").contains("law-2"), "{again}");
}

/// What is wrong in a row costs the cell or the row, which is named, and nothing else. With `--strict` nothing is
/// written.
#[test]
fn wrong_rows_are_left_out() {
    let bytes = changed(&book(MAP), |name, rows| match name {
        "departments" => {
            set(rows, &["it"], "headcount", "many");
            set(rows, &["it"], "purpose", "Useful");
            set(rows, &["empty"], "id", "other");
            set(rows, &["sales"], "name", "");
            let copy = rows[1].clone();
            rows.push(copy);
            rows[0][6] = "head count".to_owned();
        }
        "services" => {
            set(rows, &["", "Lost"], "purpose", "x");
            set(rows, &["shop"], "provided_by", "it; salse");
        }
        "relationships" => {
            set(rows, &["desk", "", "Nobody Ltd"], "to", "Nobody Ltd");
            set(rows, &["nothing", "", "it"], "to", "it");
        }
        "payments" => rows.clear(),
        _ => {}
    });
    let ran = merged(MAP, &bytes, "");
    let left = ran.left("org.yaml");
    let wanted = MAP.replace("- {id: it, name: IT,", "- {id: it, name: IT, purpose: Useful,");
    assert_eq!(left, wanted, "{ran}");
    for said in [
        "departments!H2",
        "an id can't be changed in a sheet: `other`",
        "`name` is required",
        "this row is about the same as row 2",
        "salse",
        "Nobody Ltd",
        "is called `nothing`",
        "provided_by",
    ] {
        assert!(ran.stderr.contains(said), "{said}\n{ran}");
    }
    let run = Run::yaml(MAP).file("map.xlsx", &bytes);
    let ran = run.line("import workbook map.xlsx --merge org.yaml --strict").refused();
    assert_eq!(ran.left("org.yaml"), MAP);
}

/// A row that is gone stays in the map; `--delete` deletes it, but nothing that something else still needs.
#[test]
fn what_is_gone_is_deleted_only_if_asked_for() {
    let bytes = changed(&book(MAP), |name, rows| match name {
        "departments" => rows.retain(|row| row[0] != "empty"),
        "relationships" => {
            rows.retain(|row| {
                row[2] != "users" && row[0] != "empty" && !row.contains(&"2025".to_owned())
            });
        }
        "measurements" | "allow" => rows.truncate(1),
        "reasons" => rows.retain(|row| row[2] != "the price"),
        _ => {}
    });
    let ran = merged(MAP, &bytes, "");
    assert_eq!(ran.left("org.yaml"), MAP);
    ran.complains("kept in the map (--delete deletes it): 7 rows: empty");
    let left = merged(MAP, &bytes, "--delete").left("org.yaml");
    map(&left);
    for gone in ["Empty", "users   #", "measured: 2025}", "measurements", "allow", "the price"] {
        assert!(!left.contains(gone), "{gone}\n{left}");
    }
    assert!(left.contains("# those first") && left.contains("measured: 2026}"), "{left}");
    let bytes = changed(&book(MAP), |name, rows| {
        if name == "people" {
            rows.retain(|row| row[0] != "ann");
        }
    });
    let ran = merged(MAP, &bytes, "--delete");
    assert_eq!(ran.left("org.yaml"), MAP);
    ran.complains("not deleted, since the map needs it: ann (needed by");
}

/// With `--delete` what something else needs stays, whole and with what it needs itself, and its needers are named;
/// everything else that is gone is deleted.
#[test]
fn what_is_needed_stays_and_the_rest_is_deleted() {
    let bytes = changed(&book(MAP), |name, rows| match name {
        "departments" => rows.retain(|row| row[0] != "empty"),
        "people" | "groups" => rows.truncate(1),
        "services" => rows.retain(|row| row[0] != "desk"),
        "relationships" => rows.retain(|row| row[0] != "desk"),
        "payments" => rows.retain(|row| row[0] != "desk"),
        "verdicts" => set(rows, &["it", "buyers"], "by", "somebody"),
        _ => {}
    });
    let ran = merged(MAP, &bytes, "--delete");
    let left = ran.left("org.yaml");
    map(&left);
    assert!(!left.contains("Empty"), "{left}");
    for kept in ["id: desk", "id: users", "amount: 250000"] {
        assert!(left.contains(kept), "{kept}\n{left}\n{ran}");
    }
    ran.complains("deleted: ").complains("desk (needed by measurements: service");
}

/// A row that somebody added without an id is known by its name when the workbook is taken back again, and so are the
/// rows about it.
#[test]
fn a_new_row_is_known_by_its_name_the_second_time() {
    let bytes = changed(&book(MAP), |name, rows| match name {
        "departments" => set(rows, &["", "Law"], "part_of", "it"),
        "services" => set(rows, &["", "Advice"], "provided_by", "Law"),
        "relationships" => set(rows, &["", "Advice", "it"], "to", "it"),
        _ => {}
    });
    let left = merged(MAP, &bytes, "").left("org.yaml");
    assert!(left.contains("id: advice"), "{left}");
    let again = merged(&left, &bytes, "");
    assert_eq!(again.left("org.yaml"), left, "{again}");
    assert!(!again.stderr.contains("required") && !again.stderr.contains("not used"), "{again}");
    let other = changed(&bytes, |name, rows| {
        if name == "departments" {
            set(rows, &["", "Law"], "headcount", "3");
        }
    });
    let more = merged(&left, &other, "");
    assert!(more.left("org.yaml").contains("headcount: 3"), "{more}");
    more.complains("changed: law: headcount");
}

/// A cell that was changed on both sides is left, or decided for the workbook by key; what only the sheet changed in the
/// same row is taken, and what only the map changed stays.
#[test]
fn conflicts_are_decided_by_key() {
    let bytes = changed(&book(MAP), |name, rows| {
        if name == "departments" {
            set(rows, &["it"], "headcount", "24");
            set(rows, &["it"], "notes", "three");
        }
    });
    let other = MAP.replace("headcount: 20", "headcount: 30").replace("computer, net", "computer");
    let ran = merged(&other, &bytes, "");
    let left = ran.left("org.yaml");
    assert!(left.contains("headcount: 30") && left.contains("notes: three"), "{left}");
    assert!(left.contains("tags: [computer]"), "{left}");
    let ran = ran.complains("departments!H2").complains("--overwrite headcount takes");
    let ran = ran.complains("headcount: `24` in the sheet, `30` in the map");
    assert!(!ran.stderr.contains("notes: `three`"), "{ran}");
    let left = merged(&other, &bytes, "--overwrite headcount").left("org.yaml");
    assert!(left.contains("headcount: 24") && left.contains("tags: [computer]"), "{left}");
    let elsewhere = MAP.replace("name: Hotels", "name: Hotels, since: 2020");
    let left = merged(&elsewhere, &bytes, "").left("org.yaml");
    assert!(left.contains("since: 2020") && left.contains("notes: three"), "{left}");
}

/// A row of which one cell was taken already is corrected further without any option, also in the cells that tell it from
/// others. A cell that says the same as the map is no conflict.
#[test]
fn a_row_is_corrected_bit_by_bit() {
    let first = changed(&book(MAP), |name, rows| match name {
        "departments" => set(rows, &["it"], "notes", "three"),
        "relationships" => set(rows, &["desk", "Desk", "Sales"], "satisfaction.n", "13"),
        "payments" => set(rows, &["desk"], "notes", "of the year"),
        _ => {}
    });
    let left = merged(MAP, &first, "").left("org.yaml");
    let second = changed(&first, |name, rows| match name {
        "departments" => set(rows, &["it"], "headcount", "24"),
        "relationships" => {
            set(rows, &["desk", "Desk", "Sales"], "satisfaction.measured", "2025-03");
        }
        "payments" => set(rows, &["desk"], "amount", "260000"),
        _ => {}
    });
    let ran = merged(&left, &second, "");
    let left = ran.left("org.yaml");
    assert!(!ran.stderr.contains("warning"), "{ran}");
    assert!(left.contains("headcount: 24") && left.contains("notes: three"), "{left}");
    assert!(left.contains("{score: 7.29, n: 13, measured: 2025-03}"), "{left}");
    assert!(left.contains("amount: 260000") && left.contains("notes: of the year"), "{left}");
    let ran = merged(&left, &second, "").complains("unchanged");
    assert_eq!(ran.left("org.yaml"), left);
}

/// References by name follow a name that changes, and an id that was made of it stays.
#[test]
fn references_follow_a_name() {
    let bytes = changed(&book(MAP), |name, rows| {
        if name == "departments" {
            set(rows, &["sales"], "name", "Shops and fairs");
        }
    });
    let left = merged(MAP, &bytes, "").left("org.yaml");
    map(&left);
    assert!(left.contains("{name: Shops and fairs, id: sales, part_of: it"), "{left}");
    assert!(left.contains("provided_by: [sales, it]") && left.contains("of: sales"), "{left}");
}

/// Anchors, the line breaks of Windows, a byte order mark and directories keep what they are.
#[test]
fn odd_files_are_changed_by_place() {
    let windows = format!("\u{feff}{}", MAP.replace('\n', "\r\n"));
    let edit = |name: &str, rows: &mut Vec<Vec<String>>| {
        if name == "departments" {
            set(rows, &["it"], "headcount", "24");
        }
    };
    let left = merged(&windows, &changed(&book(&windows), edit), "").left("org.yaml");
    assert_eq!(left, windows.replace("headcount: 20", "headcount: 24"));
    let shared = "organisation: {name: X}\ndepartments:\n  - &it {id: it, name: IT, headcount: 20}\n  - {name: B, headcount: &n 3}\n  - {name: C, headcount: *n}\n";
    let bytes = changed(&book(shared), |name, rows| {
        if name == "departments" {
            set(rows, &["it"], "headcount", "24");
            set(rows, &["c"], "headcount", "4");
            set(rows, &["c"], "purpose", "x");
        }
    });
    let ran = merged(shared, &bytes, "");
    assert_eq!(ran.left("org.yaml"), shared.replace("{name: C,", "{name: C, purpose: x,"));
    ran.complains("shared by an anchor");
    let run = Run::empty()
        .file("m/a.yaml", "organisation: {name: X}\ndepartments: [{id: it, name: IT}]\n");
    let run = run.file("m/b.yaml", "services:\n- {name: S, provided_by: it, serves: it} # s\n");
    let ran = run.line("sheet m -o map.xlsx").ran().ends(0);
    let bytes = changed(&ran.left_bytes("map.xlsx"), |name, rows| match name {
        "relationships" => set(rows, &["s", "S", "it"], "description", "d"),
        "departments" => set(rows, &["", "Law"], "name", "Law"),
        _ => {}
    });
    let run =
        Run::empty().file("m/a.yaml", ran.left("m/a.yaml")).file("m/b.yaml", ran.left("m/b.yaml"));
    let ran = run.file("map.xlsx", bytes).line("import workbook map.xlsx --merge m").ran().ends(0);
    assert!(ran.left("m/b.yaml").contains("serves: {to: it, description: d}} # s"), "{ran}");
    assert!(ran.left("m/imported.yaml").contains("- id: law\n    name: Law\n"), "{ran}");
    assert!(ran.left("m/a.yaml").ends_with("[{id: it, name: IT}]\n"));
}

/// What an anchor shares can't be changed: the notes name only what was changed, and where that is nothing the import ends
/// with 2.
#[test]
fn what_could_not_be_changed_is_not_called_changed() {
    let map = "organisation: {name: X}\ndepartments:\n  - {id: a, name: A, headcount: &n 3}\n  - {id: b, name: B, headcount: *n}\nservices:\n  \
        - {name: S, provided_by: a, serves: &r [{to: z, satisfaction: {score: 5, n: 40}}]}\n  - {name: T, provided_by: b, serves: *r}\n  \
        - {name: U, provided_by: b, serves: [{to: z, satisfaction: [{score: 6, measured: 2025}, {score: 7, measured: 2026}]}]}\n\
        beneficiaries: &l [{id: z, name: Z}]\ngroups: [{name: G, members: [a]}]\n";
    let edit = |name: &str, rows: &mut Vec<Vec<String>>| match name {
        "departments" => set(rows, &["b"], "headcount", "4"),
        "relationships" => set(rows, &["s", "S", "z"], "satisfaction.score", "6"),
        _ => {}
    };
    let bytes = changed(&book(map), edit);
    let run = Run::yaml(map).file("map.xlsx", &bytes);
    let ran = run.line("import workbook map.xlsx --merge org.yaml").ran().ends(2);
    assert_eq!(ran.left("org.yaml"), map);
    ran.complains("nothing was written").complains_not("changed: ");
    // What else is changed is written, and named alone.
    let bytes = changed(&book(map), |name, rows| {
        edit(name, rows);
        match name {
            "departments" => set(rows, &["b"], "purpose", "p"),
            "relationships" => set(rows, &["u", "U", "z"], "satisfaction.score", "9"),
            _ => {}
        }
    });
    let ran = merged(map, &bytes, "");
    let ran = ran
        .complains("note: changed: b: purpose, u, z, 2025 (relationships): satisfaction.score\n");
    assert_eq!(
        ran.left("org.yaml"),
        map.replace("name: B,", "name: B, purpose: p,").replace("score: 6", "score: 9")
    );
}

/// Of an edit that can't be made, each row that makes it is named, and none beside it; so is a row that can't be deleted.
#[test]
fn each_row_that_could_not_be_changed_is_named() {
    let map = "organisation: {name: X}\ndepartments: [{id: a, name: A}, {id: b, name: B}]\nservices:\n  \
        - {id: s, name: S, provided_by: a, serves: &r [b, {to: z, satisfaction: {score: 5, n: 40}}]}\n  \
        - {id: t, name: T, provided_by: a, serves: *r}\n  - {id: u, name: U, provided_by: b, serves: [z]}\n\
        beneficiaries: [{id: z, name: Z}]\n";
    let rows = |ran: &Ran| {
        let rest = ran.stderr.split("relationships!").skip(1);
        rest.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>())
            .collect::<Vec<_>>()
    };
    let bytes = changed(&book(map), |name, rows| {
        if name == "relationships" {
            set(rows, &["s", "S", "z"], "satisfaction.score", "6");
            set(rows, &["u", "U", "z"], "description", "d");
            set(rows, &["s", "", "a"], "to", "a");
        }
    });
    let ran = merged(map, &bytes, "");
    assert_eq!(rows(&ran), ["A3", "A7"], "{ran}");
    assert_eq!(
        ran.left("org.yaml"),
        map.replace("serves: [z]", "serves: [{to: z, description: d}]")
    );
    let bytes = changed(&book(map), |name, rows| {
        if name == "relationships" {
            rows.retain(|row| row[0] != "s" || row[2] != "z");
            rows.retain(|row| row[0] != "u");
        }
    });
    let ran = merged(map, &bytes, "--delete");
    assert_eq!(rows(&ran), ["A1"], "{ran}");
    ran.complains("can't be deleted: s, z (relationships): line")
        .complains("deleted: u, z (relationships)\n");
}

/// A text that is too long for a cell is named; a formula without a value changes nothing.
#[test]
fn what_no_cell_holds_is_named() {
    let long = format!(
        "organisation: {{name: X}}\npeople: [{{name: A, notes: {}}}]\n",
        "n".repeat(40_000)
    );
    let run = Run::yaml(&long).line("sheet org.yaml -o map.xlsx");
    run.refused().complains("people, row 2, notes: a text of 40000 characters");
    let map = "organisation: {name: X}\npeople: [{id: a, name: A, role: cook}]\n";
    let mut book = NewBook::new();
    let sheet = book.add_worksheet().set_name("people").unwrap();
    for (column, heading) in (0..).zip(["id", "name", "role"]) {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "a").unwrap().write(1, 1, "B").unwrap();
    sheet.write_formula(1, 2, rust_xlsxwriter::Formula::new("=X1").set_result("")).unwrap();
    let ran = merged(map, &book.save_to_buffer().unwrap(), "");
    assert!(ran.left("org.yaml").contains("{id: a, name: B"), "{ran}");
}

/// A formula that was saved without its result, as openpyxl does, keeps the value of the map and is named.
#[test]
fn a_formula_without_a_result_changes_nothing() {
    let map = "organisation: {name: X}\ndepartments: [{id: it, name: IT, headcount: 20}]\n";
    for result in ["<v></v>", "<v/>", ""] {
        let text = |at: &str, text: &str| {
            format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let head = [text("A1", "id"), text("B1", "name"), text("C1", "headcount")].concat();
        let row = [text("A2", "it"), text("B2", "Computers")].concat();
        let rows = format!(
            "<row r=\"1\">{head}</row><row r=\"2\">{row}<c r=\"C2\"><f>20+4</f>{result}</c></row>"
        );
        let bytes = super::workbook::workbook(&[("departments", &rows)]);
        let ran = merged(map, &bytes, "");
        assert_eq!(ran.left("org.yaml"), map.replace("name: IT", "name: Computers"), "{ran}");
        ran.complains("departments!")
            .complains("C2 is a formula without a result")
            .complains("open and save the workbook in a spreadsheet program");
        let run = Run::yaml(map).file("map.xlsx", &bytes);
        let ran = run.line("import workbook map.xlsx --merge org.yaml --strict").refused();
        assert_eq!(ran.left("org.yaml"), map);
    }
}

/// A workbook that somebody may have filled in is not written over.
#[test]
fn a_filled_in_workbook_stays() {
    let ran = Run::yaml(MAP).file("map.xlsx", "filled in").line("sheet org.yaml -o map.xlsx");
    let ran = ran.refused().complains("map.xlsx is there already; it may hold changes");
    assert_eq!(ran.left("map.xlsx"), "filled in");
}

/// `init` writes a workbook that becomes a map.
#[test]
fn a_first_map_may_be_a_workbook() {
    for kind in ["company", "nonprofit", "public"] {
        let run = Run::empty().line("init -o map.xlsx --kind").line(kind);
        let ran = run.ran().ends(0).complains("next: custmap import workbook map.xlsx");
        let run = Run::empty().file("map.xlsx", ran.left_bytes("map.xlsx"));
        let ran = run.line("import workbook map.xlsx -o org.yaml").ran().ends(0);
        assert!(map(&ran.left("org.yaml")).services.len() > 2);
    }
}

/// A cell that was wrong at a first try, and is corrected, is taken at the second.
#[test]
fn a_second_try_is_taken() {
    let first = changed(&book(MAP), |name, rows| {
        if name == "people" {
            set(rows, &["ann"], "role", "manager");
            set(rows, &["ann"], "since", "last year");
        }
    });
    let ran = merged(MAP, &first, "").complains("wrong-date");
    let left = ran.left("org.yaml");
    assert!(left.contains("role: manager") && !left.contains("since: last"), "{left}");
    let second = changed(&first, |name, rows| {
        if name == "people" {
            set(rows, &["ann"], "since", "2025");
        }
    });
    let ran = merged(&left, &second, "");
    assert!(
        ran.left("org.yaml").contains("since: 2025") && !ran.stderr.contains("warning"),
        "{ran}"
    );
}

/// A new measurement whose date can't be read is added once, and completed once the date is corrected.
#[test]
fn a_new_row_with_a_wrong_date_is_added_once() {
    let row = |date: &str| {
        changed(&book(MAP), |name, rows| {
            if name == "measurements" {
                set(rows, &["shop", "buyers"], "score", "6");
                set(rows, &["shop", "buyers"], "measured", date);
            }
        })
    };
    let wrong = row("soon");
    let left = merged(MAP, &wrong, "").complains("wrong-date").left("org.yaml");
    assert_eq!(left.matches("service: shop").count(), 1, "{left}");
    assert_eq!(merged(&left, &wrong, "").left("org.yaml"), left);
    let left = merged(&left, &row("2026-09"), "").left("org.yaml");
    assert_eq!(left.matches("service: shop").count(), 1, "{left}");
    assert!(left.contains("measured: 2026-09"), "{left}");
}
