//! `sheet` and `import workbook`: a map goes out as a workbook and comes back with the same facts; what was changed in
//! it is taken over, and what was changed on both sides is a conflict.

use super::{facts, map};
use crate::run::Run;
use rust_xlsxwriter::Workbook as NewBook;

const MAP: &str = "\
# Our map.
organisation: {name: XYZ, kind: nonprofit}
departments:
  - {id: it, name: IT, headcount: 20, tags: [computer, net]}   # the best
  - {name: Sales, part_of: it, lead: ann}
people:
  - {id: ann, name: Ann, department: Sales, leaving: 2027-03, email: ann@x.example}
groups:
  - {id: users, name: Users, members: [it, Sales], except: [ann]}
services:
  - id: desk
    name: Desk
    provided_by: it
    serves:
      - {to: Sales, for: [shop], satisfaction: [{score: 7.29, n: 12, measured: 2025}, {score: 8, n: 10, measured: 2026}], agreed: {level: two days}}
      - users
    paid_by: [{from: organisation, amount: 250000, as: budget}]
  - {id: shop, name: Shop, provided_by: [Sales, it], serves: [Buyers], paid_by: [Buyers]}
beneficiaries:
  - {name: Buyers, since: 2009, won_by: {reason: product, date: 2009}, expects: [delivery; soon], relationship: {owner: ann}}
payers:
  - {name: Donors}
";

/// The bytes of the workbook of a map.
#[track_caller]
fn book(map: &str, line: &str) -> Vec<u8> {
    let ran = Run::yaml(map).line("sheet org.yaml -o map.xlsx").line(line).ran().ends(0);
    ran.left_bytes("map.xlsx")
}

/// The workbook with other cells: sheet, cell, text.
fn changed(bytes: &[u8], changes: &[(&str, u32, &str, &str)]) -> Vec<u8> {
    let mut book = custmap::import::Workbook::open(bytes.to_vec()).unwrap();
    let mut new = NewBook::new();
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let sheet = book.sheet(&name).unwrap();
        let out = new.add_worksheet().set_name(&name).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(sheet.text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        for (row, cells) in (0_u32..).zip(&rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                let heading = rows[0].get(usize::from(column)).unwrap_or("");
                let change = changes
                    .iter()
                    .find(|(of, at, key, _)| *of == name && *at == row && *key == heading);
                let text = change.map_or(cell, |(.., text)| text);
                if !text.is_empty() {
                    out.write_string(row, column, text).unwrap();
                }
            }
        }
        for (of, at, key, text) in changes {
            if *of == name && *at as usize >= rows.len() {
                let column = rows[0].iter().position(|heading| heading == *key).unwrap();
                out.write_string(*at, u16::try_from(column).unwrap(), *text).unwrap();
            }
        }
    }
    new.save_to_buffer().unwrap()
}

/// Map, sheet, map: the same facts. What only some may know stays out, unless it is asked for.
#[test]
fn a_map_comes_back_with_the_same_facts() {
    let taken = |bytes: &[u8]| {
        let run =
            Run::empty().file("map.xlsx", bytes).line("import workbook map.xlsx --width 1000");
        let ran = run.ran().ends(0);
        map(&ran.stdout);
        ran.stdout
    };
    let all = taken(&book(MAP, "--confidential"));
    assert_eq!(facts(&all)["services"], facts(MAP)["services"], "{all}");
    assert_eq!(facts(&all)["units"], facts(MAP)["units"], "{all}");
    assert_eq!(facts(&all)["organisation"], facts(MAP)["organisation"], "{all}");
    assert_eq!(facts(&all)["parties"], facts(MAP)["parties"], "{all}");
    let some = taken(&book(MAP, ""));
    assert!(!some.contains("leaving:") && !some.contains("email:"), "{some}");
    Run::yaml(MAP).line("sheet org.yaml").refused().complains("-o map.xlsx");
}

/// Taken back unchanged a workbook changes nothing; a changed cell and a new row do, comments stay, and a row that is
/// gone is reported and kept. Confidential keys without a column stay too.
#[test]
fn changes_are_taken_back() {
    let merged = |bytes: &[u8], line: &str| {
        let run = Run::yaml(MAP).file("map.xlsx", bytes);
        run.line("import workbook map.xlsx --merge org.yaml --width 1000").line(line).ran().ends(0)
    };
    let plain = book(MAP, "");
    assert_eq!(merged(&plain, "").left("org.yaml"), MAP);
    let new = changed(
        &plain,
        &[
            ("departments", 1, "headcount", "24"),
            ("departments", 3, "name", "Law"),
            ("relationships", 4, "satisfaction.score", "9"),
            ("relationships", 4, "satisfaction.measured", "2026-05"),
        ],
    );
    let ran = merged(&new, "--dry-run");
    assert_eq!(ran.left("org.yaml"), MAP);
    ran.complains("nothing was written (--dry-run)").complains("it: headcount");
    let ran = merged(&new, "");
    let left = ran.left("org.yaml");
    assert!(left.contains("headcount: 24, tags: [computer, net]}   # the best"), "{left}");
    assert!(left.contains("name: Law") && left.contains("leaving: 2027-03"), "{left}");
    assert!(left.contains("score: 9"), "{left}");
    ran.complains("unchanged");
}

/// A row that was changed in the sheet and in the map is a conflict, shown with both sides; the map keeps its own.
#[test]
fn changes_on_both_sides_are_conflicts() {
    let sheet = changed(&book(MAP, ""), &[("departments", 1, "headcount", "24")]);
    let other = MAP.replace("headcount: 20", "headcount: 30");
    let run = Run::yaml(&other).file("map.xlsx", sheet);
    let ran = run.line("import workbook map.xlsx --merge org.yaml --width 1000").ran().ends(0);
    assert_eq!(ran.left("org.yaml"), other);
    ran.complains("map.xlsx: departments!H2")
        .complains("headcount: `24` in the sheet, `30` in the map");
}

/// What is no such workbook is refused; the workbook of `export` points to `sheet`.
#[test]
fn other_workbooks_are_refused() {
    let mut book = NewBook::new();
    book.add_worksheet().write(0, 0, "name").unwrap();
    let run =
        Run::empty().file("x.xlsx", book.save_to_buffer().unwrap()).line("import workbook x.xlsx");
    run.refused().complains("custmap sheet");
    let bytes = Run::yaml(MAP).line("export org.yaml -o x.xlsx").ran().ends(0).left_bytes("x.xlsx");
    let run = Run::empty()
        .file("x.xlsx", bytes)
        .line("import csv x.xlsx --as services --sheet Services --map name=service");
    run.ran().complains("custmap sheet writes one");
}
