//! The advice of messages: the one option that helps, and never one that makes it worse.

use super::{printed, table};
use crate::run::Run;

/// A service without a provider is helped by the options for its column, not by a line of YAML.
#[test]
fn a_missing_provider() {
    let text = "Service,Department\nPay,HR\nDesk,\n";
    let line = "--as services --map name=Service --map provided_by=Department";
    let ran = printed(table(text, line)).complains("t.csv:3:1").complains("--fill-down COLUMN");
    assert!(!ran.stderr.contains("write `provided_by"), "{ran}");
    let ran = printed(table(text, line).line("--fill-down Department"));
    ran.says("name: Desk\n    provided_by: hr\n");
    table(text, "--as services --map name=Service").refused().complains("--map provided_by=COLUMN");
}

/// Which column names a service is asked at the header, with the column that seems to.
#[test]
fn a_missing_name() {
    let text = "Services of 2025,,\nAs of March,,\nService,Department,For\nPay,HR,all\n";
    let ran = table(text, "--as services").refused();
    ran.complains("t.csv:3:1").complains("--map name=Service;");
    let text = "Department,Service name\nHR,Pay\n";
    table(text, "--as services").refused().complains("--map name=\"Service name\"");
    table("a,b\n1,2\n", "--as services").refused().complains("--map name=COLUMN");
}

/// A picture is no text in any encoding; a table of an old spreadsheet is.
#[test]
fn files_that_are_no_text() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".as_slice();
    for line in [
        "import csv report.png --as services",
        "import csv report.png --as services --encoding windows-1252",
        "import hris report.png",
        "import crm report.png",
    ] {
        let ran = Run::empty().file("report.png", picture).line(line).refused();
        let ran = ran.complains("this is no text file").complains("that this import reads");
        assert!(!ran.stderr.contains("--encoding"), "{ran}");
    }
    let run =
        Run::empty().file("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n").line("import csv a.pdf --as people");
    run.refused().complains("this is no text file");
    table(b"name\nB\xe4cker\n", "--as people").refused().complains("add --encoding windows-1252");
}

/// A workbook that `export` wrote is for reading: each import says which command writes the one to fill in.
#[test]
fn a_workbook_of_an_export() {
    for line in ["import csv x.xlsx --as services", "import hris x.xlsx", "import workbook x.xlsx"]
    {
        let run = Run::yaml(include_str!("../../../examples/xyz.yaml"));
        let made = run.line("export org.yaml -o x.xlsx").ran().ends(0);
        let book = made.left_bytes("x.xlsx");
        let ran = Run::empty().file("x.xlsx", book).line(line).refused();
        ran.complains("custmap sheet writes");
    }
}

/// A score above its scale needs the scale, not a decimal sign; a count with a fraction needs a whole number; a number
/// with a comma may be either.
#[test]
fn numbers_that_do_not_fit() {
    let line = "--as services --map serves.satisfaction.score=Score";
    let text = "name,provided_by,serves,Score\nPay,HR,everyone,85\n";
    let ran = printed(table(text, line)).complains("--set serves.satisfaction.scale=5");
    assert!(!ran.stderr.contains("--decimal"), "{ran}");
    let ran = printed(table(text, line).line("--set serves.satisfaction.scale=100"));
    ran.says("{score: 85, scale: 100}");
    let ran = printed(table("name,headcount\nHR,1.0\nIT,2.5\n", "--as departments"));
    let ran = ran.says("headcount: 1\n").complains("write a whole number");
    assert!(!ran.stderr.contains("--decimal"), "{ran}");
    let ran = printed(table("name,provided_by,serves,Score\nPay,HR,everyone,\"7,125\"\n", line));
    ran.complains("--decimal ,");
}

/// A word that is near another one is not taken for it, and can be translated in a column that is taken by its name.
#[test]
fn inactive_is_not_active() {
    let text = "name,provided_by,status\nPay,HR,inactive\n";
    let ran = printed(table(text, "--as services")).complains("t.csv:2:8");
    let ran = ran.complains("write one of: active, planned, retired");
    assert!(!ran.stderr.contains("did you mean"), "{ran}");
    printed(table(text, "--as services --values status:inactive=retired")).says("status: retired");
}

/// The place of a cell is its own in a line of any length.
#[test]
fn places_in_long_lines() {
    let text = format!("name,provided_by,notes,reviewed\nPay,HR,{},soon\n", "x".repeat(500));
    printed(table(text, "--as services")).complains("t.csv:2:509");
}
