//! Binary workbooks, .xls and .xlsb: every kind of cell, what is hidden and merged, and sheets that mean harm.

use super::{map, printed};
use crate::{
    binary_books::{cell, old_cell, old_record, old_text, record, row, wide, xls, xlsb},
    run::Run,
};
use calamine::{Reader as _, Xlsb};
use std::io::Cursor;

/// A run of `import csv` on a workbook.
fn import(name: &str, book: Vec<u8>, line: &str) -> Run {
    Run::empty().file(name, book).line("import csv --width 1000").line(name).line(line)
}

const LINE: &str = "--as services --map serves.satisfaction.score=Happy --map serves.satisfaction.measured=Asked --map serves.satisfaction.n=N";

/// The map that both kinds of workbook below become.
#[track_caller]
fn is_read(run: Run) {
    let ran = printed(run);
    ran.says("name: Pay\n    provided_by: hr\n    serves: [{to: everyone, satisfaction: {score: 85, scale: 100, n: 12, measured: 2023-03-15}}]\n")
        .says("name: Books\n    provided_by: hr\n    serves: [{to: everyone, satisfaction: {score: 7.25}}]\n")
        .complains("S: 1 hidden row read like the others: 3")
        .complains("S: 1 cell showing #N/A or the like, read as empty: E3");
}

/// Shared and own texts, formulas, short and long numbers, percentages, days, errors, merged cells and hidden rows.
#[test]
fn cells_of_xlsb_are_read() {
    let number = |number: f64| number.to_le_bytes();
    let whole = |number: u32| ((number << 2) | 2).to_le_bytes();
    let text = |column: u32, at: u32| cell(7, column, 0, &at.to_le_bytes());
    let shared = ["name", "provided_by", "serves", "Happy", "Asked", "N", "HR", "Pay", "everyone"];
    let header = (0..6).map(|column| text(column, column));
    let sheet: Vec<Vec<u8>> = std::iter::once(row(0, false))
        .chain(header)
        .chain([
            row(1, false),
            text(0, 7),
            text(1, 6),
            cell(8, 2, 0, &[wide("everyone"), vec![0; 10]].concat()),
            cell(5, 3, 3, &number(0.85)),
            cell(9, 4, 2, &[&number(45000.75)[..], &[0; 10]].concat()),
            cell(2, 5, 0, &whole(12)),
            row(2, true),
            cell(6, 0, 0, &wide("Books")),
            text(2, 8),
            cell(2, 3, 0, &(((725_u32) << 2) | 3).to_le_bytes()),
            cell(3, 4, 0, &[0x2A]),
            record(176, &[1_u32, 2, 1, 1].map(u32::to_le_bytes).concat()),
        ])
        .collect();
    let book = xlsb(&shared, &sheet);
    // Another reader takes the same from it.
    let mut other: Xlsb<_> = Xlsb::new(Cursor::new(book.clone())).unwrap();
    let range = other.worksheet_range("S").unwrap();
    assert_eq!(range.get_value((1, 0)).unwrap().to_string(), "Pay");
    assert_eq!(range.get_value((1, 5)).unwrap().to_string(), "12");
    assert_eq!(range.get_value((2, 3)).unwrap().to_string(), "7.25");
    is_read(import("t.xlsb", book, LINE));
}

/// The same in the records of .xls; a shared text goes on in the next record, in letters of another width.
#[test]
fn cells_of_xls_are_read() {
    let number = |number: f64| number.to_le_bytes();
    let text = |row: u16, column: u16, at: u32| old_cell(0xFD, [row, column, 0], &at.to_le_bytes());
    let format = [&164_u16.to_le_bytes()[..], &old_text("0.0%")].concat();
    let style =
        |number: u16| old_record(0xE0, &[&[0, 0][..], &number.to_le_bytes(), &[0; 16]].concat());
    let shared = ["name", "provided_by", "serves", "Happy", "Asked", "N", "HR", "Pay"];
    let mut texts = [9_u32, 9].map(u32::to_le_bytes).concat();
    texts.extend(shared.iter().flat_map(|text| old_text(text)));
    // "everyone": four letters here, four in the next record with two bytes each.
    texts.extend([8, 0, 0]);
    texts.extend(b"ever");
    let rest: Vec<u8> = "yone".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let more = old_record(0x3C, &[&[1][..], &rest].concat());
    let book = [
        old_record(0x41E, &format),
        style(0),
        style(164),
        style(14),
        old_record(0xFC, &texts),
        more,
    ];
    let formula = |result: &[u8]| [result, &[0; 10]].concat();
    let mut sheet: Vec<Vec<u8>> = (0..6).map(|column| text(0, column, u32::from(column))).collect();
    sheet.extend([
        old_record(0x208, &[&[2, 0][..], &[0; 10], &[0x20, 1, 0, 0]].concat()),
        text(1, 0, 7),
        text(1, 1, 6),
        text(1, 2, 8),
        old_cell(0x203, [1, 3, 1], &number(0.85)),
        old_cell(0x06, [1, 4, 2], &formula(&number(45000.75))),
        // Two numbers side by side, of which the second has no column.
        old_record(
            0xBD,
            &[&[1, 0, 5, 0, 0, 0][..], &((12_u32 << 2) | 2).to_le_bytes(), &[5, 0]].concat(),
        ),
        old_cell(0x06, [2, 0, 0], &formula(&[0, 0, 0, 0, 0, 0, 0xFF, 0xFF])),
        old_record(0x207, &old_text("Books")),
        text(2, 2, 8),
        old_cell(0x27E, [2, 3, 0], &((725_u32 << 2) | 3).to_le_bytes()),
        old_cell(0x205, [2, 4, 0], &[0x2A, 1]),
        old_record(0xE5, &[1_u16, 1, 2, 1, 1].map(u16::to_le_bytes).concat()),
    ]);
    is_read(import("t.xls", xls(&book, &sheet), LINE));
}

/// Two cells at the far ends of a sheet take no grid between them; a cell where no sheet has one is refused.
#[test]
fn far_cells_take_no_grid() {
    let text = |row, column, text| old_cell(0x204, [row, column, 0], &old_text(text));
    let book = xls(&[], &[text(0, 0, "name"), text(65_535, 0, "Far")]);
    let ran = printed(import("t.xls", book, "--as people"));
    assert_eq!(map(&ran.stdout).people.len(), 1, "{ran}");
    let book = xls(&[], &[text(0, 0, "name"), text(65_535, 255, "Far")]);
    import("t.xls", book, "--as people").refused().complains("S!A65536");
    let book = xls(&[], &[text(0, 0, "name"), text(65_535, 65_535, "Far")]);
    import("t.xls", book, "--as people").refused().complains("where sheets end");
}

/// A workbook with a password is named, and broken ones are refused.
#[test]
fn broken_binary_workbooks_are_refused() {
    let book = xls(&[old_record(0x2F, &[0; 6])], &[]);
    import("t.xls", book, "--as people").refused().complains("protected by a password");
    let mut book = xls(&[], &[]);
    book.truncate(600);
    import("t.xls", book, "--as people").refused().complains("no workbook");
    let book = xlsb(&[], &[row(0, false), record(6, &[0; 3]), cell(7, 0, 0, &[9, 0, 0, 0])]);
    import("t.xlsb", book, "--as people").refused().complains("the table is empty");
}
