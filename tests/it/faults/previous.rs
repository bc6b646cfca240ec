//! The previous version of a file that a command changes: `--backup`, and the command of git that shows the change.

use crate::run::Run;
use std::{fs, process::Command};

const MAP: &str =
    "organisation: {name: X}   # ours\ndepartments:\n  - {id: it, name: IT, headcount: 3}\n";
const ROWS: &str = "name,headcount\nSales,7\n";
const IMPORT: &str = "import csv d.csv --as departments --merge org.yaml --backup";

/// Each command that changes a map keeps its previous version beside it, byte for byte, and says so.
#[test]
fn every_command_that_changes_a_map_keeps_the_previous_one() {
    let survey = "When,Department,Score\n2026-05-01,IT,4\n2026-05-02,IT,4\n2026-05-03,IT,5\n2026-05-03,IT,5\n2026-05-03,IT,5\n";
    let served =
        format!("\u{feff}{MAP}services: [{{id: desk, name: Desk, provided_by: it, serves: it}}]\n");
    let book = Run::yaml(&served).line("sheet org.yaml -o map.xlsx").ran().ends(0);
    let book = book.left_bytes("map.xlsx");
    for line in [
        IMPORT,
        "rename org.yaml it information --backup",
        "import survey s.csv --merge org.yaml --long --service =desk --of Department --score Score --date When --lowest 1 --scale 5 --backup",
        "import workbook map.xlsx --merge org.yaml --backup",
    ] {
        let run =
            Run::yaml(&served).file("d.csv", ROWS).file("s.csv", survey).file("map.xlsx", &book);
        // The workbook is taken back into a map that has more.
        let old = if line.contains("workbook") {
            served.replace("headcount: 3}\n", "headcount: 3}\n  - {id: law, name: Law}\n")
        } else {
            served.clone()
        };
        let line =
            if line.contains("workbook") { format!("{line} --delete") } else { line.to_owned() };
        let ran = run.file("org.yaml", &old).line(&line).ran().ends(0);
        assert_ne!(ran.left("org.yaml"), old, "{ran}");
        assert_eq!(ran.left("org.yaml.bak"), old, "{ran}");
        ran.complains("the previous version: org.yaml.bak");
    }
}

/// A copy never takes the place of an older one, keeps the mode, and is no part of a map in a directory. Without the
/// option, or where nothing changes, there is none.
#[test]
fn copies_are_kept_apart() {
    let run = Run::yaml(MAP).file("d.csv", ROWS).file("org.yaml.bak", "older").line(IMPORT);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(run.path().join("org.yaml"), private).unwrap();
    }
    let ran = run.ran().ends(0);
    assert_eq!(ran.left("org.yaml.bak"), "older");
    assert_eq!(ran.left("org.yaml.bak-2"), MAP);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(ran.place().join("org.yaml.bak-2")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let run = Run::empty().file("map/org.yaml", MAP).file("d.csv", ROWS);
    let ran = run.line("rename map it information --backup").ran().ends(0);
    assert_eq!(ran.left("map/org.yaml.bak"), MAP);
    let again = Run::empty().file("map/org.yaml", MAP).file("map/org.yaml.bak", MAP);
    again.line("check map").ran().ends(0);
    let ran =
        Run::yaml(MAP).file("d.csv", ROWS).line(&IMPORT.replace(" --backup", "")).ran().ends(0);
    assert!(!ran.folder().iter().any(|name| name.contains(".bak")), "{ran}");
    let same = "name,headcount\nIT,3\n";
    let ran = Run::yaml(MAP).file("d.csv", same).line(IMPORT).ran().ends(0);
    assert!(!ran.folder().iter().any(|name| name.contains(".bak")), "{ran}");
    Run::empty().file("d.csv", ROWS).line("import csv d.csv --as departments --backup").refused();
}

/// A workbook that is there is replaced only where it stays beside the new one.
#[test]
fn an_older_workbook_stays() {
    let run = Run::yaml(MAP).file("map.xlsx", "older").line("sheet org.yaml -o map.xlsx");
    let ran = run.refused().complains("--backup");
    assert_eq!(ran.left("map.xlsx"), "older");
    let run = Run::yaml(MAP).file("map.xlsx", "older").line("sheet org.yaml -o map.xlsx --backup");
    let ran = run.ran().ends(0);
    assert_eq!(ran.left("map.xlsx.bak"), "older");
    assert_ne!(ran.left_bytes("map.xlsx"), b"older");
}

/// In a repository the command that shows the change is printed, and works; elsewhere it is not.
#[test]
fn git_shows_the_change() {
    let ran = Run::yaml(MAP).file("d.csv", ROWS).line(IMPORT).ran().ends(0);
    assert!(!ran.stderr.contains("git"), "{ran}");
    let run = Run::empty().file("maps/o r g/org.yaml", MAP).file("d.csv", ROWS);
    let git = |words: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@x.example"]).args(words);
        let output = command.current_dir(run.path()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "map"]);
    let line = ["import", "csv", "d.csv", "--as", "departments", "--merge", "maps/o r g/org.yaml"];
    let ran = run.args(line).args(["--width", "1000"]).ran().ends(0);
    let command = "git -C \"maps/o r g\" diff -- org.yaml";
    assert!(ran.stderr.contains(&format!("to see the change: {command}")), "{ran}");
    let shown = Command::new("sh").args(["-c", command]).current_dir(ran.place()).output().unwrap();
    assert!(String::from_utf8_lossy(&shown.stdout).contains("+  - "), "{shown:?}");
}
