//! Control characters in names of files, in arguments and in answers reach no terminal and no format.

use crate::{commands::SMALL, run::Run};

/// What would move the cursor, ring, turn the direction of writing, or begin another line.
const HOSTILE: &str = "a\u{1b}[31m\u{7}\u{202e}\nb.yaml";

#[track_caller]
fn is_clean(text: &str, what: &str) {
    // `plain` separates its values by tabs.
    let bad = |c: char| (c.is_control() && !['\n', '\t'].contains(&c)) || c == '\u{202e}';
    assert!(!text.contains(bad), "{what}: {text:?}");
}

/// A file with such a name is named without them in every format of `check`, in errors and in findings; and the name
/// begins no line of its own in an annotation.
#[cfg(unix)]
#[test]
fn names_of_files_are_shown_clean() {
    for map in [SMALL, "organisation: {nam: x}"] {
        for format in [
            "table", "plain", "json", "csv", "markdown", "html", "short", "github", "sarif",
            "junit",
        ] {
            let run = Run::empty().file(HOSTILE, map);
            let ran = run.args(["check", HOSTILE, "--format", format]).ran();
            is_clean(&ran.stdout, format);
            is_clean(&ran.stderr, format);
            if format == "github" {
                let lines = ran.stdout.lines().filter(|line| !line.is_empty());
                assert!(lines.clone().all(|line| line.starts_with("::")), "{}", ran.stdout);
            }
        }
    }
    let ran = Run::empty().file(HOSTILE, SMALL).args(["list", HOSTILE, "-o", HOSTILE]).refused();
    is_clean(&ran.stderr, "an error of writing");
    let ran = Run::empty().args(["list", HOSTILE]).refused();
    is_clean(&ran.stderr, "an error of reading");
}

/// A usage error repeats an argument without them.
#[test]
fn usage_errors_are_clean() {
    for args in [["list", "--format", "cs\u{202e}v"], ["li\u{1b}[2Jst", "a", "b"]] {
        let ran = Run::empty().args(args).refused();
        is_clean(&ran.stderr, args[0]);
        ran.complains("error: ").complains("--help");
    }
}

/// `init --ask` repeats answers without them.
#[test]
fn answers_are_shown_clean() {
    let answers = "X\u{1b}[2J\u{7}\ncompany\n\nI\u{0}T\u{202e}\nIT\n\n\n\n";
    let ran = Run::empty().line("init --ask -o new.yaml").stdin(answers).ran();
    is_clean(&ran.stderr, "init --ask");
}
