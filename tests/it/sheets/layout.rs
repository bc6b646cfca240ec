//! What a workbook is besides its cells: tables, filters, frozen heads, widths, links, the same bytes each time.

use super::{HOSTILE, SHEETS, bytes, sheets, texts};
use crate::{commands::SMALL, run::Run};
use std::io::{Cursor, Read as _};

/// A part of the file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    parts.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The values of an attribute, in a text of XML.
fn attributes(xml: &str, name: &str) -> Vec<String> {
    let opening = format!(" {name}=\"");
    let rests = xml.split(&opening).skip(1);
    let values = rests.map(|rest| rest.split('"').next().unwrap().to_owned());
    values.collect()
}

/// Each sheet is a table of all its rows with a filter, and its head stays in sight.
#[test]
fn sheets_are_tables() {
    for yaml in [SMALL, HOSTILE] {
        let bytes = bytes(yaml, "");
        let sheets = sheets(&bytes);
        for (at, name) in SHEETS.iter().enumerate() {
            let table = part(&bytes, &format!("xl/tables/table{}.xml", at + 1));
            let rows = &sheets[*name];
            let last = format!("{}\"", rows.len());
            let range = attributes(&table, "ref")[0].clone() + "\"";
            assert!(range.starts_with("A1:") && range.ends_with(&last), "{name}: {range}");
            assert!(table.contains("<autoFilter "), "{name}");
            assert_eq!(attributes(&table, "name")[0], format!("{name}Table"));
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{}.xml", at + 1));
            assert!(sheet.contains(r#"<pane ySplit="1" "#), "{name}");
            assert!(sheet.contains(r#"state="frozen""#), "{name}");
        }
    }
}

/// Columns are as wide as what is in them, but never wider than a screen.
#[test]
fn columns_fit() {
    let long = SMALL.replace("Bookkeeping", &"Book".repeat(40));
    let long = bytes(&long, "");
    let sheet = part(&long, "xl/worksheets/sheet1.xml");
    let (columns, _) = sheet.split_once("</cols>").unwrap();
    // Columns of one width that are neighbours are one element.
    let mut widths: Vec<f64> = Vec::new();
    for column in columns.split("<col ").skip(1) {
        let column = format!(" {column}");
        let number = |name: &str| attributes(&column, name).remove(0);
        assert_eq!(number("min"), (widths.len() + 1).to_string());
        let last: usize = number("max").parse().unwrap();
        widths.resize(last, number("width").parse().unwrap());
    }
    let sheet = &sheets(&long)["Units"];
    assert_eq!(widths.len(), sheet[0].len(), "each column has one");
    assert!(widths.iter().all(|width| (6.0..62.0).contains(width)));
    let texts = texts(sheet);
    for (at, width) in widths.iter().enumerate() {
        let column = texts.iter().map(|row| row[at].chars().count());
        let longest = u32::try_from(column.max().unwrap().min(58)).unwrap();
        assert!(*width > f64::from(longest), "{}: {width}", texts[0][at]);
    }
}

/// From a unit to its first customer and back; a unit without customers has no link.
#[test]
fn units_and_customers_are_linked() {
    for yaml in [SMALL, HOSTILE] {
        let bytes = bytes(yaml, "--reach direct");
        let sheets = sheets(&bytes);
        let (units, customers) = (texts(&sheets["Units"]), texts(&sheets["Customers"]));
        let links = |at: usize| {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{at}.xml"));
            let links = sheet.split("<hyperlink ").skip(1);
            let ends = links.map(|link| {
                let link = format!(" {link}");
                let [from, to] = ["ref", "location"].map(|name| attributes(&link, name).remove(0));
                (row(&from), row(&to))
            });
            ends.collect::<Vec<_>>()
        };
        let (there, back) = (links(1), links(2));
        let turned: Vec<_> = back.iter().map(|(from, to)| (*to, *from)).collect();
        assert_eq!(there, turned, "each way back");
        for (unit, customer) in &there {
            assert_eq!(units[*unit][0], customers[*customer][0]);
            let before = &customers[*customer - 1][0];
            assert_ne!(before, &units[*unit][0], "the first of them");
        }
        let with: std::collections::BTreeSet<_> =
            customers[1..].iter().map(|row| &row[0]).collect();
        assert_eq!(there.len(), with.len());
        assert!(with.len() < units.len() - 1 || yaml == HOSTILE);
    }
}

/// The row, from 0, of a cell such as `Units!B12`.
fn row(cell: &str) -> usize {
    let digits = cell.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap();
    digits.parse::<usize>().unwrap() - 1
}

/// Two runs make the same file, which holds no time and no name of a program's user.
#[test]
fn two_runs_make_the_same_file() {
    assert_eq!(bytes(SMALL, ""), bytes(SMALL, ""));
    let about = part(&bytes(SMALL, ""), "docProps/core.xml");
    assert!(about.contains("2000-01-01T00:00:00Z"), "{about}");
    assert!(!about.contains("2026"), "{about}");
    assert!(about.contains("Abacus"), "{about}");
}

/// Standard output gets the same bytes as a file, where it is no terminal.
#[test]
fn standard_output_gets_the_same() {
    let run = Run::yaml(SMALL).line("export org.yaml --today 2026-11-21 --format xlsx");
    let output = run.command().output().unwrap();
    assert!(output.status.success());
    assert_eq!(output.stdout, bytes(SMALL, ""));
}

/// A map of nothing but its name has a workbook too: heads, and tables with an empty row; the brief says that it is
/// empty.
#[test]
fn an_empty_map_has_a_workbook() {
    let empty = sheets(&bytes("organisation: {name: X}", ""));
    for name in SHEETS {
        let rows = texts(&empty[name]);
        assert!(!rows[0].is_empty(), "{name} has a head");
        let cells = rows[1..].concat();
        if name == "Brief" {
            assert_eq!(cells[1], "Nothing is written down yet.");
            continue;
        }
        assert!(cells.iter().all(String::is_empty), "{name}: {cells:?}");
    }
}
