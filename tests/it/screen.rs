//! What a screen shows: widths, ASCII and Unicode, colours, and nothing that a terminal would obey.

use crate::{commands::SMALL, run::Run};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// Long names, Chinese ones, and one without a place to break it.
fn wide() -> String {
    let long = "A department whose name is as long as ninety characters, which is rather long for a name x";
    let solid =
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstand";
    assert!(long.chars().count() >= 90 && solid.chars().count() >= 89);
    format!(
        "organisation: {{name: 大 X, currency: GBP}}\n\
         departments:\n\
         \x20 - {{id: long, name: '{long}', serves: [solid, cn]}}\n\
         \x20 - {{id: solid, name: {solid}, serves: [cn, b], part_of: long}}\n\
         \x20 - {{id: cn, name: 信息技术部门与客户服务, serves: [b, everyone], paid_by: {{from: b, amount: 1234567.5}}}}\n\
         \x20 - {{id: short, name: IT, serves: [long, c]}}\n\
         people: [{{id: p, name: 王小明, department: cn, serves: [long]}}]\n\
         beneficiaries:\n\
         \x20 - {{id: b, name: 零售客户和他们的家人, kind: business}}\n\
         \x20 - {{id: c, name: '{long}'}}\n"
    )
}

/// No line of a table is wider than the width, whatever the names.
#[test]
fn no_line_is_wider_than_the_width() {
    for yaml in [SMALL, &wide()] {
        for width in [60, 80, 100, 120, 200] {
            for line in [
                "analyze org.yaml --people",
                "list org.yaml",
                "why org.yaml it buyers",
                "explain",
                "explain no-primary-chain",
            ] {
                let line = if yaml == SMALL {
                    line.to_owned()
                } else {
                    line.replace("it buyers", "short b")
                };
                let ran = Run::yaml(yaml).line(&line).args(["--width", &width.to_string()]).fine();
                // What `why` shows to be copied is never broken.
                for shown in ran.stdout.lines().filter(|line| !line.starts_with("    ")) {
                    assert!(
                        shown.width() <= width,
                        "{line} at {width}: {} wide:\n{shown}",
                        shown.width()
                    );
                }
            }
        }
    }
}

/// At 40 columns the rows of a listing are blocks: no line is too long, and no word or date is broken. At 120 they are a
/// table with a line below its headings.
#[test]
fn a_narrow_screen_has_blocks_for_every_listing() {
    for command in ["brief", "customers", "impact --all", "list", "people", "analyze"] {
        for map in ["xyz", "council", "we-care"] {
            let words = command.split(' ').map(str::to_owned);
            let args: Vec<String> = words.collect();
            let run = |width: &str| {
                let today = if command == "brief" { "--today=2026-11-29" } else { "-q" };
                let map = format!("examples/{map}.yaml");
                let run = Run::package().args([args[0].as_str(), &map]).args(args[1..].to_vec());
                run.args(["--width", width, today]).fine().stdout
            };
            let (narrow, wide) = (run("40"), run("120"));
            let most = narrow.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(most <= 40, "{command} {map}: {most}\n{narrow}");
            assert!(!narrow.contains("───") && wide.contains("───"), "{command} {map}");
            assert!(!narrow.lines().any(|line| line.ends_with(' ')), "{command} {map}\n{narrow}");
            let wide = wide.to_lowercase();
            let known: BTreeSet<&str> = wide.split_whitespace().collect();
            let narrow = narrow.to_lowercase();
            // The number of names that a cell has room for depends on the width: `+1 more`.
            let is_count = |word: &&str| word.starts_with('+') || *word == "more";
            for word in narrow.split_whitespace().filter(|word| !is_count(word)) {
                assert!(known.contains(word), "{command} {map}: {word} is broken\n{narrow}");
            }
        }
    }
}

/// A value is behind its label where both fit on a line with a gap, else below it; in a table with room for every word
/// the columns stay.
#[test]
fn long_labels_are_above_their_values() {
    let run = |line: &str| Run::package().line("impact examples/xyz.yaml --all").line(line).fine();
    let narrow = run("--width 40");
    narrow
        .says("\nIT\n  Kind          department\n  Affected customers outside  4\n")
        .says("  Paid a year for affected services\n                15.48 M GBP\n");
    run("--width 80").says("\nIF THIS FAILS");
    // A label that is one character too long for its column; one of usual length is behind it.
    let people = Run::package().line("people examples/xyz.yaml --width 40").fine();
    people.says("\n  Risk, and why\n                ").says("\n  Leads         ");
}

/// A block headed by a number has the name of its column, a block headed by a name has not.
#[test]
fn a_number_above_a_block_has_its_label() {
    let run = |line: &str| Run::package().line(line).line("--width 40").fine();
    run("impact examples/xyz.yaml it").says("\nStep 1\n  Affected inside");
    run("impact examples/xyz.yaml --all").says("\nIT\n  Kind ");
}

/// Places are whole where they fit on a line, at any width; only the name of the file is broken where they don't.
#[test]
fn no_place_is_broken_inside_its_numbers() {
    let place = |line: &str| line.ends_with(|c: char| c.is_ascii_digit());
    for map in ["xyz", "council"] {
        for width in 40..=80 {
            let run = Run::package().line(&format!("check examples/{map}.yaml --width {width}"));
            let shown = run.fine().stdout;
            assert!(shown.lines().all(|line| line.width() <= width), "{map} {width}:\n{shown}");
            let places = shown.lines().filter(|line| place(line) && line.contains(".yaml:"));
            let whole = format!("examples/{map}.yaml:");
            let is_whole = |line: &str| {
                line.split_once(&whole).is_some_and(|(_, rest)| rest.matches(':').count() == 1)
            };
            assert!(places.clone().count() > 5, "{map} {width}:\n{shown}");
            assert!(places.clone().all(is_whole), "{map} {width}:\n{shown}");
        }
    }
    let file = format!("{}.yaml", "x".repeat(60));
    let run = Run::yaml(SMALL).file(&file, SMALL);
    let shown = run.line(&format!("check {file} --width 40")).fine().stdout;
    let last = shown.lines().filter(|line| line.contains(".yaml:"));
    assert!(last.clone().count() > 0, "{shown}");
    assert!(last.clone().all(|line| line.matches(':').count() == 2), "{shown}");
    // Where the numbers don't fit behind the name they are on a line of their own.
    let file = format!("{}.yaml", "x".repeat(68));
    let run = Run::yaml(SMALL).file(&file, SMALL);
    let shown = run.line(&format!("check {file} --width 40")).fine().stdout;
    let (last, whole) = (shown.matches("\n  :").count(), shown.matches(".yaml:").count());
    assert!(last > 0 && whole == 0, "{shown}");
}

/// A heading above a listing keeps to the width; one that fits stays on its line.
#[test]
fn no_heading_is_wider_than_the_width() {
    let run = |width: &str| {
        let run = Run::package().line("diff examples/xyz.yaml examples/council.yaml --width");
        run.args([width]).ran().ends(1).stdout
    };
    let narrow = run("40");
    assert!(narrow.lines().all(|line| line.width() <= 40), "{narrow}");
    let heading = "\nWHO OWNS WHICH RELATIONSHIP, AND WHO LEADS\n";
    assert!(run("80").contains(heading) && !narrow.contains(heading), "{narrow}");
}

/// The findings of `check` keep to the width too.
#[test]
fn no_finding_is_wider_than_the_width() {
    for width in [80, 100, 120] {
        let ran =
            Run::yaml(SMALL).line("check org.yaml").args(["--width", &width.to_string()]).fine();
        for shown in ran.stdout.lines() {
            assert!(shown.width() <= width, "{} wide at {width}:\n{shown}", shown.width());
        }
    }
}

/// Without a terminal the width is COLUMNS, else 120; `--width` comes first.
#[test]
fn the_width_comes_from_the_environment() {
    let run = || Run::yaml(SMALL).line("analyze org.yaml --today 2026-11-21");
    let at = |width: &str| run().args(["--width", width]).fine().stdout;
    assert_eq!(run().fine().stdout, at("120"));
    assert_eq!(run().env("COLUMNS", "80").fine().stdout, at("80"));
    assert_eq!(run().env("COLUMNS", "80").line("--width 100").fine().stdout, at("100"));
    assert_eq!(run().env("COLUMNS", "wide").fine().stdout, at("120"));
    // No screen is so wide; what 16 or 32 bits hold is no limit that a variable keeps.
    for columns in ["65536", "4294967295", "18446744073709551615"] {
        assert_eq!(run().env("COLUMNS", columns).fine().stdout, at("65535"));
    }
    assert_ne!(at("80"), at("120"));
}

/// A width of nothing, or of the widest, is drawn somehow.
#[test]
fn any_width_is_drawn() {
    for width in ["0", "1", "10", "65535"] {
        for line in ["analyze org.yaml", "list org.yaml", "check org.yaml", "explain"] {
            Run::yaml(&wide()).line(line).args(["--width", width]).fine();
        }
    }
}

/// The columns of a table stand under each other, counted in cells of the screen: a row of a Chinese name as
/// wide as the rest.
#[test]
fn columns_are_aligned() {
    let yaml = "organisation: {name: X}\ndepartments:\n  - {id: cn, name: 信息技术, serves: b}\n  - {id: it, name: Ascii, serves: b}\n\
                beneficiaries: [{id: b, name: Zed}]";
    let ran = Run::yaml(yaml).line("list org.yaml").fine();
    let column = |line: &str| line.rfind("Zed").map(|at| line[..at].width());
    let columns: Vec<usize> = ran.stdout.lines().filter_map(column).collect();
    assert!(
        columns.len() >= 2 && columns.windows(2).all(|two| two[0] == two[1]),
        "{columns:?}\n{ran}"
    );
}

/// With `--ascii` nothing but ASCII comes from the tool itself; names stay what they are.
#[test]
fn ascii_draws_with_ascii() {
    for line in [
        "analyze org.yaml --people --all",
        "analyze org.yaml --width 60",
        "list org.yaml",
        "why org.yaml it buyers --all",
        "why org.yaml web families",
        "check org.yaml",
        "explain",
        "explain no-primary-chain",
    ] {
        let ran = Run::yaml(SMALL).line(line).line("--ascii").fine();
        assert!(ran.stdout.is_ascii(), "{line}:\n{ran}");
    }
    let ran = Run::yaml("organisation: {nam: X}\ndepartments: [{name: A, part_of: b}]")
        .line("check org.yaml --ascii");
    assert!(ran.refused().stderr.is_ascii());
    Run::yaml(&wide()).line("list org.yaml --ascii").fine().says("信息技术");
}

/// Colour only where it is asked for: not into a pipe, not with `NO_COLOR`.
#[test]
fn colour_is_asked_for() {
    let run = |more: &str| Run::yaml(SMALL).line("check org.yaml").line(more);
    assert!(!run("").fine().stdout.contains('\u{1b}'));
    assert!(run("--color always").fine().stdout.contains('\u{1b}'));
    assert!(!run("--color never").env("CLICOLOR_FORCE", "1").fine().stdout.contains('\u{1b}'));
    assert!(run("").env("CLICOLOR_FORCE", "1").fine().stdout.contains('\u{1b}'));
    assert!(!run("").env("NO_COLOR", "1").fine().stdout.contains('\u{1b}'));
    let always = run("--color always").fine().stdout;
    assert!(!always.contains("\u{1b}[5m"), "nothing blinks");
}

/// Colour is never in data.
#[test]
fn data_has_no_colour() {
    for format in ["json", "csv", "plain", "markdown"] {
        let run = Run::yaml(SMALL).line("check org.yaml --color always --format").args([format]);
        assert!(!run.fine().stdout.contains('\u{1b}'), "{format}");
    }
}

/// Names that would colour, clear, retitle or turn a terminal around.
const HOSTILE: &str = r#"
organisation: {name: "Evil\e[2J\e]0;owned\a Corp\u202egro", customers_called: "x\e[31my"}
departments:
  - {id: "a\e[31m", name: "Red\e[31m\u009b31mness\u2066\u2069", serves: [b, "g\u202e"], paid_by: [{from: b, amount: 5}]}
  - {id: c, name: "Bell\a\b\b\u200f\u061c\x00", serves: ["a\e[31m"]}
groups: [{id: "g\u202e", name: "Group\r\nnext\u2028line", where: {tag: nothing}}]
beneficiaries: [{id: b, name: "\e[1mBold\e[0m\u202d", reasons: [{claim: "c\e[31m"}], status: active}]
"#;

/// The characters that a terminal would obey, or that turn the direction of writing.
fn obeyed(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || ['\u{200e}', '\u{200f}', '\u{61c}', '\u{2028}', '\u{2029}'].contains(&c)
}

/// Escapes and overrides of names never reach the screen, in a table, plain text or Markdown.
#[test]
fn no_escape_reaches_the_screen() {
    for line in [
        "analyze org.yaml --people --all",
        "list org.yaml",
        "check org.yaml",
        "why org.yaml c b --all",
    ] {
        for format in ["table", "plain", "markdown"] {
            let ran = Run::yaml(HOSTILE).line(line).args(["--format", format]).fine();
            let found: Vec<char> = ran.stdout.chars().filter(|c| obeyed(*c)).collect();
            assert!(found.is_empty(), "{line} {format}: {found:?}");
        }
    }
}

/// Nor does one of an error's message, its snippet or a file's name.
#[test]
fn no_escape_reaches_the_screen_in_errors() {
    let yaml = HOSTILE.replace("status: active", "status: \"act\\e[31m\"");
    let yaml = yaml.replace("serves: [b,", "part_of: \"no\\e[31m\\u202ewhere\", serves: [b,");
    let raw = format!("{yaml}# \u{202e}turned \nfoo: \u{202e}\n");
    for yaml in [yaml, raw] {
        let run = Run::empty().file("evil\u{1b}[31m\u{202e}.yaml", &yaml);
        let ran = run.args(["check", "evil\u{1b}[31m\u{202e}.yaml"]).refused();
        let found: Vec<char> = ran.stderr.chars().filter(|c| obeyed(*c)).collect();
        assert!(found.is_empty(), "{found:?} in {:?}", ran.stderr);
    }
    for line in [
        "analyze nowhere\u{1b}[31m",
        "analyze org.yaml --unit no\u{1b}[31m\u{202e}",
        "explain x\u{1b}[31m",
    ] {
        let ran = Run::yaml(HOSTILE).line(line).refused();
        let found: Vec<char> = ran.stderr.chars().filter(|c| obeyed(*c)).collect();
        assert!(found.is_empty(), "{line}: {found:?} in {:?}", ran.stderr);
    }
}

/// More than 2,000 units are written a fact a line, and a note says so.
#[test]
fn a_very_long_table_is_written_plainly() {
    let departments: Vec<String> = (0..2100).map(|at| format!("{{name: D{at}}}")).collect();
    let yaml = format!("organisation: {{name: X}}\ndepartments: [{}]", departments.join(", "));
    let ran = Run::yaml(&yaml).line("analyze org.yaml").ran().ends(0);
    let ran = ran.complains("note: more than 2000 units");
    assert_eq!(ran.stdout.lines().count(), 2100);
    let quiet = Run::yaml(&yaml).line("analyze org.yaml -q").fine();
    assert_eq!(quiet.stdout, ran.stdout);
}
