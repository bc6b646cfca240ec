//! A register as a workbook.

use super::{CLINIC, REGISTERS, rows};
use crate::run::Run;
use calamine::{Data, DataType as _, Range, Reader as _, Xlsx};
use std::io::Cursor;

/// The sheet of a register.
fn sheet(register: &str, more: &str) -> (String, Range<Data>) {
    let run =
        Run::yaml(CLINIC).line(&format!("register org.yaml --as {register} -o r.xlsx {more}"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(run.fine().left_bytes("r.xlsx"))).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    (name, range)
}

/// A sheet has the lines on top, its headings, and a row for each row of JSON that ends with file and line.
#[test]
fn every_row_ends_with_its_line() {
    for (register, list) in REGISTERS {
        let (name, range) = sheet(register, "");
        assert_eq!(name.to_lowercase().replace(' ', "_"), list);
        let is_head =
            |row: &[Data]| row.last().is_some_and(|cell| *cell == Data::String("Line".to_owned()));
        let head = range.rows().position(is_head).unwrap();
        let rows = rows(register);
        let cells: Vec<&[Data]> = range.rows().skip(head + 1).collect();
        assert_eq!(cells.len(), rows.len(), "{register}");
        for (row, cells) in rows.iter().zip(cells) {
            let [.., file, line] = cells else { panic!("{cells:?}") };
            assert_eq!(file, &Data::String("org.yaml".to_owned()));
            assert_eq!(line.get_float(), row["line"].as_f64(), "{register}");
            assert!(cells.iter().all(|cell| !cell.to_string().contains("chief")), "names, no ids");
        }
    }
}

/// Blanks are named, scores are numbers, several values are below each other, and no text is a formula.
#[test]
fn cells_have_their_types() {
    let (_, range) = sheet("interested-parties", "");
    let find = |name: &str| {
        let is_row = |row: &&[Data]| row[0] == Data::String(name.to_owned());
        range.rows().find(is_row).unwrap_or_else(|| panic!("no {name}")).to_vec()
    };
    let patients = find("Patients");
    assert!(patients.contains(&Data::Float(8.0)), "{patients:?}");
    assert!(patients.contains(&Data::String("to be seen quickly\nclear words".to_owned())));
    assert!(patients.contains(&Data::String("Greta Sample".to_owned())));
    let neighbours = find("Neighbours");
    for blank in ["not stated", "none stated", "not measured", "never", "nobody"] {
        assert!(neighbours.contains(&Data::String(blank.to_owned())), "{blank}: {neighbours:?}");
    }
    let staff = find("Nursing staff");
    assert!(staff.contains(&Data::String("rosters early\n=1+1".to_owned())), "{staff:?}");
}

/// The same map gives the same bytes, and a terminal gets none.
#[test]
fn the_same_bytes() {
    let made = || {
        let run = Run::yaml(CLINIC).line("register org.yaml --as catalogue -o r.xlsx");
        run.fine().left_bytes("r.xlsx")
    };
    assert_eq!(made(), made());
}
