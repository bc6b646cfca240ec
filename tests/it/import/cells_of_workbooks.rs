//! What cells of workbooks show: percentages, dates, merged cells, hidden rows, formulas, errors; and every kind of
//! workbook that people have.

use super::{map, printed};
use crate::run::Run;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::{fs, process::Command};

/// A run of `import csv` on a workbook.
fn import(book: impl AsRef<[u8]>, line: &str) -> Run {
    Run::empty().file("t.xlsx", book).line("import csv t.xlsx --width 1000").line(line)
}

/// A sheet of services as an office has it: a sheet of explanations in front, a title, a header of two rows with merged
/// cells, merged departments, percentages, dates, a hidden row, an error, formulas and a total.
fn services() -> Workbook {
    let mut book = Workbook::new();
    let about = book.add_worksheet().set_name("Read me").unwrap();
    about.write(0, 0, "Please fill in the next sheet").unwrap();
    let sheet = book.add_worksheet().set_name("Services 2025").unwrap();
    let (plain, percent, date) = (
        Format::new(),
        Format::new().set_num_format("0%"),
        Format::new().set_num_format("dd.mm.yyyy"),
    );
    sheet.merge_range(0, 0, 0, 5, "Services, as of March", &plain).unwrap();
    for (column, name) in [(0, "Department"), (1, "Service"), (2, "For")] {
        sheet.merge_range(2, column, 3, column, name, &plain).unwrap();
    }
    sheet.merge_range(2, 3, 2, 4, "Survey", &plain).unwrap();
    sheet.write(3, 3, "Happy").unwrap();
    sheet.write(3, 4, "Asked").unwrap();
    sheet.merge_range(4, 0, 5, 0, "HR", &plain).unwrap();
    sheet.write(6, 0, "IT").unwrap();
    for (row, name) in [(4, "Pay"), (5, "Books"), (6, "Desk")] {
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, "everyone").unwrap();
    }
    sheet.write_with_format(4, 3, 0.85, &percent).unwrap();
    sheet.write_with_format(4, 4, 45000, &date).unwrap();
    sheet.write(5, 3, 7.29).unwrap();
    sheet.write(6, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.set_row_hidden(5).unwrap();
    sheet.write(7, 0, "Total").unwrap();
    sheet.write(7, 1, 3).unwrap();
    book
}

const LINE: &str = "--as services --map provided_by=Department --map name=Service --map serves=For --map serves.satisfaction.score=Happy --map serves.satisfaction.measured=Asked";

/// The sheet becomes a right map at once, and what is odd about it is reported by sheet and row.
#[test]
fn an_office_sheet_becomes_a_map() {
    let book = services().save_to_buffer().unwrap();
    let ran = printed(import(&book, LINE));
    ran.says("name: Pay\n    provided_by: hr\n    serves: [{to: everyone, satisfaction: {score: 85, scale: 100, measured: 2023-03-15}}]")
        .says("name: Books\n    provided_by: hr\n    serves: [{to: everyone, satisfaction: {score: 7.29}}]")
        .says("name: Desk\n    provided_by: it\n    serves: [everyone]")
        .complains("sheet `Services 2025` was read; other sheets: Read me (--sheet NAME)")
        .complains("rows 3 and 4 name the columns")
        .complains("Services 2025: 1 hidden row read like the others: 6 (--skip-hidden leaves them out)")
        .complains("1 total row left out, row 8");
    let ran = printed(import(&book, LINE).line("--skip-hidden"));
    assert_eq!(map(&ran.stdout).services.len(), 2, "{ran}");
    let ran = import(&book, "--as services --header-row 4 --map name=Service --map provided_by=")
        .refused();
    ran.complains("this service has no `provided_by`").complains("nothing is left to import");
}

/// Errors and formulas without a value are empty cells, and named.
#[test]
fn errors_and_formulas_without_a_value_are_named() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>part_of</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>IT</t></is></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>HR</t></is></c><c r=\"B3\"><f>A2</f></c></row>";
    let book = super::workbook::workbook(&[("S", rows)]);
    let ran = printed(import(book, "--as departments"));
    assert_eq!(map(&ran.stdout).departments.len(), 2, "{ran}");
    ran.complains("S: 1 cell showing #N/A or the like, read as empty: B2")
        .complains("S: 1 formula without a value, read as empty: B3");
}

/// Cells are where their references say, in whatever order they come; two at one place are refused.
#[test]
fn cells_stand_at_their_references() {
    let cell = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
        cell("B1", "role"),
        cell("A1", "name"),
        cell("B2", "Baker"),
        cell("A2", "Ada")
    );
    printed(import(super::workbook::workbook(&[("S", &rows)]), "--as people"))
        .says("name: Ada\n    role: Baker\n");
    let rows = format!("<row r=\"1\">{}{}</row>", cell("A1", "name"), cell("A1", "role"));
    import(super::workbook::workbook(&[("S", &rows)]), "--as people")
        .refused()
        .complains("two cells A1");
}

/// A small file that unpacks to gigabytes is refused.
#[test]
fn a_bomb_is_refused() {
    use std::io::Write as _;
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("content.xml", options).unwrap();
    for _ in 0..80 {
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    archive.finish().unwrap();
    let run = Run::empty().file("t.ods", bytes.into_inner()).line("import csv t.ods --as people");
    run.refused().complains("unpacks to more than 64 MB");
}

/// Documents that are no workbooks are named, whatever their file is called; so is text that only is called one.
#[test]
fn other_files_are_named() {
    use std::io::Write as _;
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<x/>").unwrap();
    archive.finish().unwrap();
    let run = Run::empty().file("t.csv", bytes.into_inner()).line("import csv t.csv --as people");
    let ran = run.refused().complains("this is a Word document");
    assert!(!ran.stderr.contains("--encoding"), "{ran}");
}

/// Workbooks of `LibreOffice` and the old one of Excel are read alike. Skipped where it is not installed.
#[test]
fn other_kinds_of_workbook_are_read() {
    let book = services().save_to_buffer().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.xlsx"), book).unwrap();
    for kind in ["ods", "xls"] {
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        let made = Command::new("soffice")
            .args(["--headless", &profile, "--convert-to", kind, "t.xlsx"])
            .current_dir(folder.path())
            .output();
        let Ok(bytes) = made.and_then(|_| fs::read(folder.path().join(format!("t.{kind}")))) else {
            return;
        };
        let name = format!("t.{kind}");
        let run = Run::empty()
            .file(&name, bytes)
            .line(&format!("import csv {name} --width 1000"))
            .line(LINE);
        let ran = printed(run);
        assert_eq!(map(&ran.stdout).services.len(), 3, "{ran}");
        ran.says("name: Books\n    provided_by: hr\n")
            .says("{score: 85, scale: 100, measured: 2023-03-15}")
            .complains("1 hidden row");
    }
}

/// A merged region that reaches to the end of the sheet fills the rows that are there, and makes none.
#[test]
fn a_merged_region_makes_no_rows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [["name", "provided_by"], ["Pay", "HR"], ["Desk", ""]];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.merge_range(1, 1, 200, 1, "HR", &rust_xlsxwriter::Format::new()).unwrap();
    let ran = import(book.save_to_buffer().unwrap(), "--as services").ran().ends(0);
    assert_eq!(ran.stdout.matches("provided_by: hr").count(), 2, "{ran}");
    ran.complains(": 2 rows");
}

/// A number of a workbook has a point whatever its sheet shows, and says nothing of a text beside it.
#[test]
fn numbers_show_nothing_of_texts() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(["name", "provided_by", "paid_by", "Amount"]) {
        sheet.write(0, column, text).unwrap();
    }
    for (row, name) in (1..).zip(["Pay", "Desk", "Mail"]) {
        for (column, text) in (0..).zip([name, "IT", "Firms"]) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.write(1, 3, 90000.5).unwrap();
    sheet.write(2, 3, "12.500").unwrap();
    sheet.write(3, 3, 1.234).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let ran = import(&bytes, "--as services --map paid_by.amount=Amount").ran().ends(0);
    assert!(
        ran.stdout.contains("amount: 90000.5") && ran.stdout.contains("amount: 1.234"),
        "{ran}"
    );
    assert_eq!(ran.stdout.matches("amount:").count(), 2, "{ran}");
    ran.complains("t.xlsx: Sheet1!D3").complains("--decimal ,");
}
