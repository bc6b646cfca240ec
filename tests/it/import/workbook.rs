//! `import csv` of an .xlsx workbook. The workbooks are made here: a zip of the few parts that a reader asks for.

use super::{map, printed};
use crate::run::Run;
use std::fmt::Write as _;

/// A zip whose files are stored as they are.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut body, mut list) = (Vec::<u8>::new(), Vec::<u8>::new());
    for (name, text) in files {
        let size = u32::try_from(text.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let mut about = Vec::new();
        about.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        about.extend(checksum(text.as_bytes()).to_le_bytes());
        about.extend(size.iter().chain(&size).chain(&length).chain(&[0, 0]));
        let start = u32::try_from(body.len()).unwrap().to_le_bytes();
        body.extend(
            b"PK\x03\x04".iter().chain(&about).chain(name.as_bytes()).chain(text.as_bytes()),
        );
        list.extend(b"PK\x01\x02\x14\x00".iter().chain(&about).chain(&[0; 10]).chain(&start));
        list.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let size = u32::try_from(list.len()).unwrap().to_le_bytes();
    let start = u32::try_from(body.len()).unwrap().to_le_bytes();
    body.extend(list);
    body.extend(
        b"PK\x05\x06\0\0\0\0"
            .iter()
            .chain(&count)
            .chain(&count)
            .chain(&size)
            .chain(&start)
            .chain(&[0, 0]),
    );
    body
}

/// The CRC-32 that a zip holds of each file.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(!0, step)
}

/// A workbook with these sheets, each the XML of its rows.
pub(super) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let schemas = "http://schemas.openxmlformats.org";
    let spread = format!("{schemas}/spreadsheetml/2006/main");
    let relations = format!("{schemas}/officeDocument/2006/relationships");
    let (mut list, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let at = at + 1;
        write!(list, "<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"/>").unwrap();
        write!(
            links,
            "<Relationship Id=\"r{at}\" Type=\"{relations}/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        )
        .unwrap();
        let sheet =
            format!("<worksheet xmlns=\"{spread}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/s{at}.xml"), sheet));
    }
    write!(links, "<Relationship Id=\"rs\" Type=\"{relations}/styles\" Target=\"styles.xml\"/>")
        .unwrap();
    let book = format!(
        "<workbook xmlns=\"{spread}\" xmlns:r=\"{relations}\"><sheets>{list}</sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{schemas}/package/2006/relationships\">{links}</Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{spread}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let root = format!(
        "<Relationships xmlns=\"{schemas}/package/2006/relationships\">\
         <Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut files = vec![
        ("_rels/.rels", &*root),
        ("xl/workbook.xml", &*book),
        ("xl/_rels/workbook.xml.rels", &*links),
        ("xl/styles.xml", &*styles),
    ];
    files.extend(parts.iter().map(|(name, text)| (&**name, &**text)));
    zip(&files)
}

fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn staff() -> String {
    let head = ["A1", "B1", "C1", "D1"].into_iter().zip(["Name", "Since", "Role", "Notes"]);
    let head: String = head.map(|(place, text)| cell(place, text)).collect();
    let baker = format!(
        "{}<c r=\"B2\" s=\"1\"><v>45000</v></c><c r=\"C2\"><v>7</v></c>",
        cell("A2", "Baker, Ltd")
    );
    let cook = format!("{}{}", cell("A4", "Cook"), cell("D4", "=1+1"));
    format!("<row r=\"1\">{head}</row><row r=\"2\">{baker}</row><row r=\"4\">{cook}</row>")
}

/// Texts, numbers, dates, gaps and empty rows come out as they are shown; the first sheet is taken.
#[test]
fn a_sheet_becomes_a_map() {
    let book = workbook(&[("Staff", &staff()), ("Other", "")]);
    let run = Run::empty().file("t.xlsx", book);
    let ran = printed(run.line("import csv t.xlsx --as people"));
    assert_eq!(map(&ran.stdout).people.len(), 2);
    ran.says("name: Baker, Ltd\n    role: \"7\"\n    since: 2023-03-15\n")
        .says("name: Cook\n    notes: \"=1+1\"\n");
}

/// `--sheet` takes another; one that isn't there is reported with those that are; what is wrong is at its row.
#[test]
fn a_sheet_is_named() {
    let other =
        format!("<row r=\"1\">{}</row><row r=\"3\">{}</row>", cell("A1", "name"), cell("A3", "IT"));
    let book = workbook(&[("Staff", &staff()), ("Units", &other)]);
    let run = |line: &str| Run::empty().file("t.XLSX", &book).line("import csv t.XLSX").line(line);
    printed(run("--as departments --sheet Units")).says("name: IT");
    run("--as people --sheet Unit")
        .refused()
        .complains("no sheet `Unit`; its sheets: Staff, Units");
    run("--as people --strict --map leaving=Notes")
        .refused()
        .complains("t.XLSX: Staff!D4")
        .complains("wrong-date");
}

/// What only is called .xlsx, a broken one, and one cut off are refused by name.
#[test]
fn a_broken_workbook_is_refused() {
    let book = workbook(&[("Staff", &staff())]);
    let half = book[..book.len() / 2].to_vec();
    let holes = workbook(&[("Staff", "<row><c r=\"A1\"")]);
    for bytes in [b"\0\x01".to_vec(), half, Vec::new(), zip(&[]), holes] {
        let run = Run::empty().file("t.xlsx", bytes);
        run.line("import csv t.xlsx --as people").refused().complains("t.xlsx");
    }
}

/// A cell at the far end of the sheet is one cell, not a billion empty ones.
#[test]
fn a_far_cell_is_one_cell() {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"900000\">{}</row>",
        cell("A1", "name"),
        cell("A900000", "IT")
    );
    let run = Run::empty().file("t.xlsx", workbook(&[("S", &rows)]));
    printed(run.line("import csv t.xlsx --as departments")).says("name: IT").complains("1 row");
}

/// A cell where no sheet has one is refused: rows up to it would fill the memory.
#[test]
fn issue_a_cell_beyond_the_sheet() {
    for place in ["A1048577", "XFE1", "A99999999999", "ZZZZZZZZ2"] {
        let book = workbook(&[("Staff", &(staff() + "<row>" + &cell(place, "far") + "</row>"))]);
        let run = Run::empty().file("t.xlsx", book);
        let ran = run.line("import csv t.xlsx --as people").refused();
        ran.complains("is beyond row 1048576 or column XFD");
    }
    for place in ["A1048576", "XFD5"] {
        let book = workbook(&[("Staff", &(staff() + "<row>" + &cell(place, "") + "</row>"))]);
        let mut book = custmap::import::Workbook::open(book).unwrap();
        let sheet = book.sheet("Staff");
        assert!(sheet.is_ok(), "{place}: {sheet:?}");
    }
}
