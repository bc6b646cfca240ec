//! The command line itself: wrong words end with 2, help and version with 0.

use super::SMALL;
use crate::run::Run;

/// A wrong use ends with 2, nothing on standard output.
#[test]
fn a_wrong_use_is_2() {
    for line in [
        "analize org.yaml",
        "analyze org.yaml --unti it",
        "analyze org.yaml --format xml",
        "analyze org.yaml more.yaml",
        "analyze org.yaml --reach near",
        "analyze org.yaml --rank third",
        "analyze org.yaml --people=some",
        "analyze org.yaml --width wide",
        "analyze org.yaml --color sometimes",
        "check org.yaml --deny",
        "why org.yaml",
        "why",
        "why a b c d",
        "export org.yaml",
        "export org.yaml --format table",
        "export org.yaml --format json --excel",
        "explain no-such-code",
        "",
    ] {
        Run::yaml(SMALL).line(line).refused();
    }
}

/// A misspelt flag or command is answered with the one meant.
#[test]
fn a_misspelt_flag_is_recognised() {
    Run::yaml(SMALL).line("analyze org.yaml --unti it").refused().complains("--unit");
    Run::yaml(SMALL).line("analize org.yaml").refused().complains("analyze");
    // The other spelling is none, SPEC 5.
    Run::yaml(SMALL).line("analyse org.yaml").fine();
}

/// Help goes to standard output with 0, within 100 columns, and ends with three examples.
#[test]
fn help_ends_with_three_examples() {
    for command in [
        "analyze",
        "list",
        "why",
        "check",
        "export",
        "explain",
        "init",
        "schema",
        "completions",
        "man",
    ] {
        let help = Run::empty().args([command, "--help"]).fine();
        let (_, examples) = help.stdout.split_once("Examples:\n").expect("help has examples");
        assert_eq!(examples.trim_end().lines().count(), 3, "{command}: {examples}");
        for line in help.stdout.lines() {
            assert!(line.chars().count() <= 100, "{command}: {line}");
        }
    }
    Run::empty().line("--help").fine().says("Start here:");
    Run::empty().line("--version").fine().says(env!("CARGO_PKG_VERSION"));
    Run::empty().line("help analyze").fine().says("Examples:");
}

/// The examples in the help of each command run, and end with 0.
#[test]
fn the_examples_of_the_help_run() {
    for command in ["analyze", "list", "why", "check", "export", "explain"] {
        let help = Run::empty().args([command, "--help"]).fine().stdout;
        let (_, examples) = help.split_once("Examples:\n").unwrap();
        for line in examples.trim().lines() {
            let line = line.trim().strip_prefix("custmap ").expect("an example is a command");
            let run = Run::package().args(words(line));
            if line.contains(" -o ") {
                // Not into the package: the same line with its maps, in a folder of its own.
                let maps = env!("CARGO_MANIFEST_DIR").to_owned() + "/examples/";
                let line = line.replace("examples/", &maps);
                Run::empty().args(words(&line)).ran().ends(0);
            } else {
                let ran = run.ran();
                let denied = line.contains("--deny");
                assert!(ran.code == 0 || (denied && ran.code == 1), "{line}: {ran}");
            }
        }
    }
}

/// The words of a line, quoted ones whole.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// `-q` leaves out the notes below a table; errors are reported all the same.
#[test]
fn quiet_leaves_out_notes() {
    let run = |more: &str| Run::yaml(SMALL).line("analyze org.yaml").line(more).fine();
    run("").says("left out");
    run("-q").says_no("left out").says_no("custmap check").says("Bookkeeping");
    let run = Run::yaml("organisation: {nam: x}").line("analyze org.yaml -q");
    run.refused().complains("error[unknown-key]");
}

/// Flags may come before the command as well.
#[test]
fn global_flags_stand_anywhere() {
    let before = Run::yaml(SMALL).line("--width 80 --ascii analyze org.yaml").fine().stdout;
    let behind = Run::yaml(SMALL).line("analyze --ascii org.yaml --width 80").fine().stdout;
    assert_eq!(before, behind);
}

/// A map without the second word asks for what is missing; without a default map a name alone asks for the map.
#[test]
fn the_missing_argument_is_named() {
    let yaml = "organisation: {name: X}\ndepartments: [{id: a, name: A}]\n";
    let run = |line: &str| Run::empty().file("x.yaml", yaml).line(line).refused();
    run("card x.yaml").complains("whose card?").complains("custmap card x.yaml WHO");
    run("impact x.yaml").complains("impact of what?").complains("custmap impact x.yaml WHAT");
    run("card a").complains("no map named");
    run("rename x.yaml a").complains("which new id?").complains("custmap rename MAP OLD NEW");
    run("rename a b").complains("no map named");
    run("refs x.yaml").complains("which entry?");
    run("diff x.yaml").complains("compared with which map?");
    Run::yaml(yaml).line("card a").fine().says("A: department");
    Run::yaml(yaml).file("a/note.txt", "").line("card a").fine().says("A: department");
    Run::yaml(yaml)
        .file("x.yaml", yaml)
        .line("impact x.yaml")
        .refused()
        .complains("impact of what?");
}
