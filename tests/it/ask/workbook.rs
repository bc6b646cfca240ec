//! The form as a workbook: what it asks, what somebody writes into it, and what that changes in the map.

use super::{ORG, saved};
use crate::run::{Ran, Run};
use rust_xlsxwriter::Workbook as NewWorkbook;
use serde_json::json;
use std::{fs, process::Command};

/// The columns: the answer, the reason; hidden: what a row is about.
const ANSWER: usize = 1;
const BECAUSE: usize = 2;
const ABOUT: usize = 3;

fn form(unit: &str) -> Vec<u8> {
    let run = Run::yaml(ORG).line(&format!("ask org.yaml --unit {unit} -o form.xlsx"));
    run.ran().ends(0).left_bytes("form.xlsx")
}

/// The cells of a sheet, read by the rules of another program.
fn cells(book: &[u8], name: &str) -> Vec<Vec<String>> {
    use calamine::{Data, Reader as _, Xlsx};
    let mut book = Xlsx::new(std::io::Cursor::new(book)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| cell.to_string();
    let (rows, columns) = range.end().unwrap();
    let at = |row, column| range.get_value((row, column)).map_or_else(String::new, text);
    (0..=rows).map(|row| (0..=columns).map(|column| at(row, column)).collect()).collect()
}

/// A workbook in which somebody has answered: a sheet for each of the form with the same cells, and some others.
fn filled(book: &[u8], answers: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut new = NewWorkbook::new();
    for name in ["Questions", "Lists", "Form"] {
        let mut rows = cells(book, name);
        for row in rows.iter_mut().filter(|_| name == "Questions") {
            for (about, answer, because) in answers {
                if row.get(ABOUT).is_some_and(|it| it == about) {
                    (*answer).clone_into(&mut row[ANSWER]);
                    (*because).clone_into(&mut row[BECAUSE]);
                }
            }
        }
        let sheet = new.add_worksheet().set_name(name).unwrap();
        for (at, row) in (0..).zip(&rows) {
            for (column, text) in (0..).zip(row).filter(|(_, text)| !text.is_empty()) {
                match text.parse::<f64>() {
                    // As a spreadsheet does with what somebody types.
                    Ok(number) if column == 1 => sheet.write_number(at, column, number).unwrap(),
                    _ => sheet.write_string(at, column, text).unwrap(),
                };
            }
        }
    }
    new.save_to_buffer().unwrap()
}

fn take(book: &[u8]) -> Ran {
    let run = Run::yaml(ORG).file("a.xlsx", book);
    run.line("import answers a.xlsx --merge org.yaml --today 2026-11-29").ran()
}

const ANSWERS: [(&str, &str, &str); 9] = [
    ("by", "Head of Bookkeeping", ""),
    ("date", "2026-11-20", ""),
    ("services/invoices/reviewed", "right", ""),
    ("services/reports/reviewed", "not quite", "weekly now"),
    ("services/reports/serves", "IT", ""),
    ("verdicts/books/shops", "no", "they never see them"),
    ("parties/banks/relationship/backup", "Head of Sales", ""),
    ("parties/banks/won_by/reason", "they had to", ""),
    ("measurements/help/clerks", "7", ""),
];

/// What a workbook says is the same as what a page saves: the same map comes of it.
#[test]
fn the_same_as_a_page() {
    let ran = take(&filled(&form("books"), &ANSWERS)).ends(0);
    let answers = [
        json!({"about": "services/invoices/reviewed", "answer": "right"}),
        json!({"about": "services/reports/reviewed", "answer": "wrong", "because": "weekly now"}),
        json!({"about": "services/reports/serves", "was": "sales", "answer": "it"}),
        json!({"about": "verdicts/books/shops", "was": "through", "answer": "no", "because": "they never see them"}),
        json!({"about": "parties/banks/relationship/backup", "was": "", "answer": "sam"}),
        json!({"about": "parties/banks/won_by/reason", "was": "", "answer": "need"}),
        json!({"about": "measurements/help/clerks", "was": "", "answer": "7"}),
    ];
    let page = saved("books", "2026-11-20", &answers).replace("\"Somebody\"", "\"bo\"");
    let by_page = super::take(ORG, &[&page], "").ends(0);
    assert_eq!(ran.left("org.yaml"), by_page.left("org.yaml"), "{ran}");
    assert_ne!(ran.left("org.yaml"), ORG);
    assert!(ran.stderr.contains("weekly now (Head of Bookkeeping, 2026-11-20)"), "{ran}");
}

/// Everything that the page asks is a row, by the same addresses; a reader sees names only.
#[test]
fn the_same_questions() {
    let page = super::page(ORG, "--unit books");
    let rows = cells(&form("books"), "Questions");
    let mut asked: Vec<&str> = rows.iter().map(|row| row[ABOUT].as_str()).collect();
    asked.retain(|about| about.contains('/'));
    let parts = page.split(" data-about=\"").skip(1);
    let of_page: Vec<&str> = parts.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(asked, of_page);
    let seen: String = rows
        .iter()
        .flat_map(|row| &row[..ABOUT])
        .fold(String::new(), |all, cell| all + cell + "\n");
    for id in ["clerks", "provided_by", "kept_by", "won_by", "reviewed"] {
        assert!(!seen.contains(id), "{id} in {seen}");
    }
    assert!(seen.contains("For the head of Bookkeeping, Abacus"));
}

/// An untouched workbook changes nothing; one that is no form, or is of another map, is refused.
#[test]
fn other_workbooks() {
    let empty = take(&form("books")).ends(0);
    assert_eq!(empty.left("org.yaml"), ORG);
    assert!(empty.stderr.contains("nothing to change"), "{empty}");
    let mut other = NewWorkbook::new();
    other.add_worksheet().write_string(0, 0, "Names").unwrap();
    take(&other.save_to_buffer().unwrap()).ends(2).complains("no form of custmap");
    take(b"PK\x03\x04 and so on").ends(2).complains("a.xlsx");
    let another = ORG.replace("name: Abacus", "name: Zeta");
    let run = Run::yaml(&another).file("a.xlsx", form("books"));
    run.line("import answers a.xlsx --merge org.yaml").refused().complains("another organisation");
    let named = Run::yaml(ORG).line("ask org.yaml --unit it --format xlsx -o form").ran().ends(0);
    assert!(named.left_bytes("form").starts_with(b"PK"));
    let each = Run::yaml(ORG).line("ask org.yaml --each --format xlsx -o forms").ran().ends(0);
    assert!(each.place().join("forms/books.xlsx").is_file());
}

/// `LibreOffice` opens the form with its protection and its lists, and what it saves again is taken as it was. Skipped,
/// and said so, where it is not installed.
#[test]
fn libreoffice_opens_and_saves_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.xlsx"), form("books")).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let convert = |from: &str, to: &str| {
        Command::new("soffice")
            .args(["--headless", &profile, "--convert-to", to, "--outdir", "saved", from])
            .current_dir(folder.path())
            .output()
    };
    let saved = convert("form.xlsx", "xlsx");
    let Ok(bytes) = saved.and_then(|_| fs::read(folder.path().join("saved/form.xlsx"))) else {
        eprintln!("SKIPPED: LibreOffice (soffice) is not installed");
        return;
    };
    for name in ["Questions", "Lists", "Form"] {
        let trimmed = |book: &[u8]| -> Vec<Vec<String>> {
            let mut rows = cells(book, name);
            for row in &mut rows {
                row.truncate(6);
                while row.last().is_some_and(String::is_empty) {
                    row.pop();
                }
            }
            while rows.last().is_some_and(Vec::is_empty) {
                rows.pop();
            }
            rows
        };
        assert_eq!(trimmed(&bytes), trimmed(&form("books")), "{name}");
    }
    convert("saved/form.xlsx", "fods").unwrap();
    let flat = fs::read_to_string(folder.path().join("saved/form.fods")).unwrap();
    assert!(flat.contains("table:protected=\"true\""), "protected");
    assert!(flat.contains("cell-content-is-in-list([$Lists.$A$1:.$A$2])"), "lists to choose from");
    assert!(flat.contains("table:visibility=\"collapse\""), "what rows are about is hidden");
    let mut answered = filled(&bytes, &ANSWERS);
    fs::write(folder.path().join("answered.xlsx"), &answered).unwrap();
    convert("answered.xlsx", "ods").unwrap();
    let ods = fs::read(folder.path().join("saved/answered.ods")).unwrap();
    let by_ods = take(&ods).ends(0).left("org.yaml");
    answered = filled(&form("books"), &ANSWERS);
    assert_eq!(by_ods, take(&answered).ends(0).left("org.yaml"));
}
