//! The exit status of `check`: 0, 1 at or above `--deny`, 2.

use super::TODAY;
use crate::run::Run;

/// A map whose worst finding has this level.
fn worst(level: &str) -> String {
    let checks = match level {
        "none" => "{unit-without-service: off}".to_owned(),
        level => format!("{{unit-without-service: {level}}}"),
    };
    format!("organisation: {{name: XYZ}}\ndepartments: [{{name: A}}]\nchecks: {checks}")
}

/// Each level of the worst finding against each level that is denied; `error` where nothing is said.
#[test]
fn the_status_is_1_at_or_above_the_denied_level() {
    let levels = ["none", "note", "warning", "error"];
    for (bad, level) in levels.iter().enumerate() {
        for (deny, denied) in levels.iter().enumerate().skip(1) {
            let run = Run::yaml(&worst(level)).line("check org.yaml --today").args([TODAY]);
            let ran = run.args(["--deny", denied]).ran();
            ran.ends(i32::from(bad >= deny));
        }
        let run = Run::yaml(&worst(level)).line("check org.yaml");
        run.ran().ends(i32::from(*level == "error"));
    }
}

/// The status doesn't depend on the format, and findings go to standard output.
#[test]
fn the_status_is_that_of_the_findings_not_of_the_format() {
    for format in ["table", "plain", "json", "csv", "markdown"] {
        let run = Run::yaml(&worst("error")).line("check org.yaml --format");
        let ran = run.args([format]).ran().ends(1).says("unit-without-service");
        assert_eq!(ran.stderr, "");
    }
    let run = Run::yaml(&worst("error")).line("check org.yaml -o found.csv").ran().ends(1);
    assert!(run.left("found.csv").contains("unit-without-service"));
}

/// Errors of the file are 2, whatever is denied, in every format.
#[test]
fn errors_of_the_file_are_2() {
    for format in ["table", "plain", "json", "csv", "markdown"] {
        let run = Run::yaml("organisation: {nam: XYZ}").line("check org.yaml --deny note --format");
        run.args([format]).ran().ends(2);
    }
}

/// A level that isn't one is a wrong use.
#[test]
fn off_can_not_be_denied() {
    for level in ["off", "all", ""] {
        let run = Run::yaml(&worst("note")).line("check org.yaml --deny");
        run.args([level]).refused().complains("--deny");
    }
}

/// `check` without findings says so.
#[test]
fn no_findings_are_said_to_be_none() {
    let run = Run::yaml("organisation: {name: XYZ}").line("check org.yaml");
    run.fine().says("No errors and no findings.");
}
