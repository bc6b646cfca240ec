//! `-o`: a file, whole or not at all, never over the input; and CSV for spreadsheets.

use crate::{commands::SMALL, run::Run};
use std::fs;

/// The ending picks the format, in any case; what is written is what standard output would say.
#[test]
fn the_ending_picks_the_format() {
    for (name, format) in [
        ("out.csv", "csv"),
        ("out.json", "json"),
        ("out.md", "markdown"),
        ("out.markdown", "markdown"),
        ("out.html", "html"),
        ("out.htm", "html"),
        ("out.txt", "table"),
        ("out.tsv", "plain"),
        ("OUT.CSV", "csv"),
    ] {
        for command in ["analyze", "list"] {
            let run = |more: &str| Run::yaml(SMALL).args([command, "org.yaml"]).line(more);
            let ran = run(&format!("-o {name}")).fine();
            assert_eq!(ran.stdout, "", "the answer is in the file");
            let said = run(&format!("--format {format}")).fine().stdout;
            assert_eq!(ran.left(name), said, "{command} {name}");
            assert_eq!(ran.folder().len(), 2, "no temporary file is left: {:?}", ran.folder());
        }
    }
}

/// `--format` wins over the ending.
#[test]
fn a_format_wins_over_the_ending() {
    let ran = Run::yaml(SMALL).line("export org.yaml --format json -o facts.txt").fine();
    assert!(ran.left("facts.txt").starts_with("{\"custmap\""));
    let ran = Run::yaml(SMALL).line("export org.yaml --format csv --output facts").fine();
    assert!(ran.left("facts").starts_with("unit_id,"));
}

/// An ending that says nothing is refused before anything is written.
#[test]
fn an_unknown_ending_is_refused() {
    for name in ["out.pdf", "out", "out.", ".csv"] {
        let ran = Run::yaml(SMALL).args(["analyze", "org.yaml", "-o", name]).refused();
        let ran = ran.complains("--format");
        assert_eq!(ran.folder(), ["org.yaml"]);
    }
}

/// A file that is there is replaced; one of an invalid map is left as it was.
#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let ran = Run::yaml(SMALL).file("out.csv", "old").line("export org.yaml -o out.csv").fine();
    assert!(ran.left("out.csv").starts_with("unit_id,"));
    let wrong = Run::yaml("organisation: {nam: x}").file("out.csv", "old");
    let ran = wrong.line("export org.yaml -o out.csv").refused();
    assert_eq!(ran.left("out.csv"), "old");
    let unknown = Run::yaml(SMALL).file("out.csv", "old");
    let ran = unknown.line("export org.yaml -o out.csv --unit nobody").refused();
    assert_eq!(ran.left("out.csv"), "old");
}

/// The map itself is never written over, however it is written: also one of a directory's.
#[test]
fn the_input_is_never_written_over() {
    for output in ["org.yaml", "./org.yaml", "../here/org.yaml"] {
        let run = Run::empty().file("here/org.yaml", SMALL);
        let run = run.within("here").line("export org.yaml --format csv");
        let ran = run.args(["-o", output]).refused();
        assert_eq!(ran.left("here/org.yaml"), SMALL);
    }
    let json = r#"{"organisation": {"name": "X"}}"#;
    let run = Run::empty().file("map/a.json", json).line("export map -o map/a.json");
    assert_eq!(run.refused().left("map/a.json"), json);
}

/// A link to the map is the map.
#[cfg(unix)]
#[test]
fn a_link_to_the_input_is_the_input() {
    let run = Run::yaml(SMALL);
    std::os::unix::fs::symlink(run.path().join("org.yaml"), run.path().join("out.csv")).unwrap();
    let ran = run.line("export org.yaml -o out.csv").refused();
    assert_eq!(ran.left("org.yaml"), SMALL);
}

/// A folder that isn't there, or a folder as file, can't be written: 2, with its name.
#[test]
fn an_unwritable_file_is_named() {
    let ran = Run::yaml(SMALL).line("export org.yaml -o nowhere/out.csv").refused();
    ran.complains("can't write nowhere/out.csv");
    let run = Run::yaml(SMALL).file("out.csv/x", "");
    run.line("export org.yaml -o out.csv").refused().complains("out.csv");
}

/// A full disk is an error, not a short answer.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    Run::yaml(SMALL).line("export org.yaml --format csv -o /dev/full").refused();
}

/// A folder without write permission leaves nothing behind.
#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let run = Run::yaml(SMALL).file("locked/x", "");
    let locked = run.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(locked.join("probe"), "").is_ok() {
        return; // Whoever runs this may write everywhere.
    }
    run.line("export org.yaml -o locked/out.csv").refused().complains("locked/out.csv");
}

/// `-o -` is standard output.
#[test]
fn a_dash_is_standard_output() {
    let ran = Run::yaml(SMALL).line("export org.yaml --format csv -o -").fine();
    ran.says("unit_id,");
}

/// A map whose names a spreadsheet would run.
const FORMULAS: &str = "\
organisation: {name: X}
departments:
  - {id: -a, name: '=1+1', serves: '@b'}
  - {id: c, name: '+c', serves: -a}
beneficiaries: [{id: '@b', name: \"-b, \\\"quoted\\\"\"}]
";

/// For a spreadsheet: a byte order mark, CR LF, and no cell that runs as a formula.
#[test]
fn excel_gets_harmless_cells() {
    let yaml = FORMULAS.replace("-a", "a").replace("@b", "b");
    let ran = Run::yaml(&yaml).line("export org.yaml --format csv --excel").fine();
    let text = ran.stdout.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(!text.contains('\u{feff}'), "only one");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let rows = crate::run::csv(text);
    for row in &rows[1..] {
        for (at, cell) in row.iter().enumerate() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "column {at}: {cell}");
        }
    }
    let row = rows.iter().find(|row| row[0] == "a").unwrap();
    assert_eq!((&*row[1], &*row[4], &*row[5]), ("'=1+1", "b", "'-b, \"quoted\""));
}

/// Without `--excel` the bytes are exact: LF, no mark, every name as it is written.
#[test]
fn csv_is_exact() {
    let ran = Run::yaml(FORMULAS).line("export org.yaml --format csv").fine();
    assert!(ran.stdout.starts_with("unit_id,") && !ran.stdout.contains('\r'));
    let rows = ran.csv();
    let row = rows.iter().find(|row| row[0] == "-a").unwrap();
    assert_eq!((&*row[1], &*row[5]), ("=1+1", "-b, \"quoted\""));
    assert!(rows.iter().all(|row| row.len() == 17), "RFC 4180: as many cells in each row");
}

/// A name with a comma, a quote or a line break is one cell.
#[test]
fn a_cell_holds_any_text() {
    let yaml = "organisation: {name: X}\ndepartments: [{id: a, name: \"a,\\\"b\\\"\\nc\", serves: b}]\nbeneficiaries: [{id: b, name: B}]";
    let rows = Run::yaml(yaml).line("export org.yaml --format csv").fine().csv();
    assert_eq!(rows[1][1], "a,\"b\"\nc");
}
