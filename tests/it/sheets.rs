//! `export -o FILE.xlsx`: a workbook, read back by another library than the one that wrote it.

mod layout;
mod limits;
mod wide;

use crate::{commands::SMALL, run::Run};
use calamine::{Data, Reader as _, Xlsx};
use std::{collections::BTreeMap, io::Cursor};

/// The last one is left out where a filter takes rows away.
const SHEETS: [&str; 6] = ["Units", "Customers", "Parties", "Services", "Findings", "Brief"];

/// Names that a spreadsheet would take for something else, among them ids that look like numbers.
const HOSTILE: &str = r#"
organisation: {name: "=HYPERLINK(\"x\")", currency: GBP}
departments:
  - {id: '007', name: '=1+1', serves: ['1e3', b], headcount: 12}
  - {id: '1e3', name: "two\nlines, \"quoted\"", part_of: '007', serves: [b]}
  - {id: c, name: '@SUM(A1)', purpose: "-2+3", serves: [b, everyone]}
  - {id: d, name: '2024-01-02', tags: [TRUE, '0.10'], serves: [c]}
  - {id: e, name: "bell \a, _x0041_ and é 部門 \uFFFE", serves: [d]}
beneficiaries:
  - {id: b, name: "+44 20", kind: business, since: 2009, notes: "'quoted"}
"#;

/// The bytes of the workbook of a map.
#[track_caller]
fn bytes(yaml: &str, more: &str) -> Vec<u8> {
    let run = Run::yaml(yaml).line("export org.yaml --today 2026-11-21 -o book.xlsx");
    run.line(more).fine().left_bytes("book.xlsx")
}

/// The sheets of a workbook, each cell with its type.
#[track_caller]
fn sheets(bytes: &[u8]) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    assert!(names == SHEETS || names == SHEETS[..5], "{names:?}");
    let formulas: Vec<_> = names.iter().map(|name| book.worksheet_formula(name).unwrap()).collect();
    assert!(formulas.iter().all(calamine::Range::is_empty));
    let sheets = book.worksheets().into_iter();
    let rows = sheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect()));
    rows.collect()
}

/// A cell as CSV has it: what is a number there must be one here.
fn cell(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        other => panic!("{other:?} is neither a text nor a number"),
    }
}

fn texts(rows: &[Vec<Data>]) -> Vec<Vec<String>> {
    let rows = rows.iter();
    rows.map(|row| row.iter().map(cell).collect()).collect()
}

/// The column of a heading.
#[track_caller]
fn column<'r>(rows: &'r [Vec<Data>], head: &str) -> Vec<&'r Data> {
    let at = rows[0].iter().position(|cell| cell == head);
    let at = at.unwrap_or_else(|| panic!("no column {head}"));
    rows[1..].iter().map(|row| &row[at]).collect()
}

/// The customers are the rows and columns of the CSV export, whatever the names are like.
#[test]
fn customers_are_the_csv() {
    for yaml in [SMALL, HOSTILE] {
        for more in ["", "--reach direct", "--rank secondary", "--people=without"] {
            let sheets = sheets(&bytes(yaml, more));
            let run = Run::yaml(yaml).line("export org.yaml --format csv");
            let csv = run.line(more).fine().csv();
            assert_eq!(texts(&sheets["Customers"]), csv, "{more}");
        }
    }
}

/// The units are those of `--wide`, counted but not listed, since a list may be longer than a cell.
#[test]
fn units_are_the_head_of_the_wide_csv() {
    for yaml in [SMALL, HOSTILE] {
        let units = texts(&sheets(&bytes(yaml, ""))["Units"]);
        let run = Run::yaml(yaml).line("export org.yaml --format csv --wide");
        let mut wide = run.fine().csv();
        let columns = units[0].len();
        assert_eq!(wide[0][columns], "direct_ids", "the lists come last");
        for row in &mut wide {
            row.truncate(columns);
        }
        assert_eq!(units, wide);
    }
}

/// Numbers are numbers, ids and texts are texts, even if they look otherwise.
#[test]
fn numbers_are_numbers_and_texts_are_texts() {
    let sheets = sheets(&bytes(HOSTILE, ""));
    let text = |text: &str| Data::String(text.to_owned());
    let units = &sheets["Units"];
    assert_eq!(column(units, "unit_id")[..2], [&text("007"), &text("1e3")]);
    assert_eq!(column(units, "headcount")[0], &Data::Float(12.0));
    assert_eq!(column(units, "purpose")[2], &text("-2+3"));
    assert_eq!(column(units, "tags")[3], &text("TRUE;0.10"));
    let parties = &sheets["Parties"];
    assert_eq!(column(parties, "party"), [&text("+44 20")]);
    assert_eq!(column(parties, "since"), [&text("2009")]);
    assert_eq!(column(parties, "notes"), [&text("'quoted")]);
}

/// Parties and findings are those of JSON, in its order; a service is there with all that is known of it.
#[test]
fn parties_services_and_findings() {
    let sheets = sheets(&bytes(SMALL, ""));
    let json = Run::yaml(SMALL).line("export org.yaml --format json --today 2026-11-21");
    let json = json.fine().json();
    for (sheet, head, list, key) in
        [("Parties", "party_id", "parties", "id"), ("Findings", "message", "findings", "message")]
    {
        let stated = json[list].as_array().unwrap().iter();
        let stated: Vec<&str> = stated.map(|one| one[key].as_str().unwrap()).collect();
        let seen = column(&sheets[sheet], head).into_iter().map(cell);
        assert_eq!(seen.collect::<Vec<_>>(), stated);
    }
    let care = texts(&sheets["Services"]).into_iter().find(|row| row[0] == "care");
    assert_eq!(
        care.unwrap()[..11],
        ["care", "Care", "active", "head", "firms", "donors", "5000", "grant", "1", "0", ""]
    );
}

/// A service that is only planned is in the book, and says so; a filter takes services away with their units.
#[test]
fn services_of_each_status_and_of_the_units_asked_for() {
    let planned =
        SMALL.replace("{id: care, name: Care,", "{id: care, name: Care, status: planned,");
    let services = |more: &str| {
        let sheets = sheets(&bytes(&planned, more));
        texts(&sheets["Services"])[1..]
            .iter()
            .map(|row| format!("{} {}", row[0], row[2]))
            .collect::<Vec<_>>()
    };
    let all = ["shop active", "care planned", "it.serves active", "books.serves active"];
    assert_eq!(services(""), all);
    assert_eq!(services("--unit sales"), all[..2]);
    assert_eq!(services("--rank secondary"), all[2..]);
    assert_eq!(services("--customer users"), all[2..3]);
}

/// Who is leaving, who follows and their addresses are reported only with `--confidential`, at the end of the units.
#[test]
fn private_matters_stay_out() {
    let secret = ["leaving", "successor", "email", "2027-01", "head@"];
    let found = |more: &str| {
        let stated = format!("{:?}", sheets(&bytes(SMALL, more)));
        secret.map(|word| stated.contains(word))
    };
    assert_eq!(found(""), [false; 5]);
    assert_eq!(found("--confidential"), [true; 5]);
    let units = &sheets(&bytes(SMALL, "--confidential"))["Units"];
    let leaving = column(units, "leaving");
    assert_eq!(cell(leaving[2]), "2027-01");
}

/// With `--anonymous` no sheet has the name of a person.
#[test]
fn persons_may_be_anonymous() {
    let stated = format!("{:?}", sheets(&bytes(SMALL, "--anonymous")));
    assert!(stated.contains("Person "), "{stated}");
    for name in ["Head of Sales", "Clerk", "\"head\""] {
        assert!(!stated.contains(name), "{name} in {stated}");
    }
}

/// The last sheet is the brief: its divisions with their numbers, its sentences under their headings; of a division
/// that one's, and none beside some rows only.
#[test]
fn the_brief_is_a_sheet() {
    for more in ["", "--within sales"] {
        let sheet = &sheets(&bytes(SMALL, more))["Brief"];
        let run = Run::yaml(SMALL).line("brief org.yaml --today 2026-11-21 --format json");
        let json = run.line(more).fine().json();
        let rows = texts(sheet);
        let divisions: Vec<&Vec<String>> =
            rows.iter().filter(|row| row[0] == "By department").collect();
        let stated = json["divisions"].as_array().unwrap();
        assert_eq!(divisions.len(), stated.len(), "{more}");
        for (row, division) in divisions.iter().zip(stated) {
            for (column, key) in
                [(4, "relationships"), (5, "measured"), (8, "unhappy"), (9, "gaps")]
            {
                assert_eq!(row[column], division[key].to_string(), "{key}");
            }
        }
        let next: Vec<&str> =
            rows.iter().filter(|row| row[0] == "Next").map(|row| row[1].as_str()).collect();
        let stated: Vec<&str> = json["next"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["text"].as_str().unwrap())
            .collect();
        assert_eq!(next, stated, "{more}");
    }
    for more in ["--unit sales", "--reach direct", "--people=only"] {
        assert!(!sheets(&bytes(SMALL, more)).contains_key("Brief"), "{more}");
    }
}
