//! Which map is read: a file, a directory, standard input, or `org.yaml` where none is named.

use super::SMALL;
use crate::run::Run;

/// Left out, the map is `org.yaml` here.
#[test]
fn org_yaml_is_the_map_left_out() {
    for line in ["analyze", "list", "check", "export --format csv", "why it buyers"] {
        Run::yaml(SMALL).line(line).fine();
    }
}

/// Without a map and without `org.yaml` the answer says what to write: the first map that is there, else how to make one.
#[test]
fn no_map_is_answered_with_an_example() {
    for line in ["analyze", "list", "check", "export --format csv", "why it buyers"] {
        let ran = Run::empty().line(line).refused();
        ran.complains("org.yaml").complains("help: custmap init -o org.yaml");
    }
    let there = Run::empty().file("our city.yaml", SMALL).file("custmap.schema.json", "{}");
    there
        .line("analyze")
        .refused()
        .complains("help: name one, as in: custmap analyze \"our city.yaml\"");
}

/// `-` is standard input, in every command; places are in `<stdin>`.
#[test]
fn a_dash_is_standard_input() {
    for line in ["analyze -", "list -", "check -", "export - --format csv", "why - it buyers"] {
        Run::empty().line(line).stdin(SMALL).fine();
    }
    let named = Run::yaml(SMALL).line("export org.yaml --format csv").fine().stdout;
    let piped = Run::empty().line("export - --format csv").stdin(SMALL).fine().stdout;
    assert_eq!(named, piped);
    let wrong = Run::empty().line("check -").stdin("organisation: {nam: x}");
    wrong.refused().complains("--> <stdin>:1:16");
}

/// An empty standard input is a map without organisation, not a crash.
#[test]
fn an_empty_standard_input_is_an_error() {
    let ran = Run::empty().line("check -").refused();
    ran.complains("error[no-organisation]");
}

/// What isn't there is named; so is a directory without a map.
#[test]
fn what_can_not_be_read_is_named() {
    let ran = Run::empty().line("analyze nowhere.yaml").refused();
    ran.complains("nowhere.yaml: there is no such file or folder").complains("custmap init");
    // The nearest map of the folder is named, else those that are there.
    let there = || Run::empty().file("org/city.yaml", SMALL).file("org/notes.txt", "x");
    there().line("analyze org/citty.yaml").refused().complains("is it city.yaml?");
    there().line("analyze org/town.yaml").refused().complains("there is city.yaml");
    let ran = Run::empty().file("docs/readme.txt", "x").line("analyze docs").refused();
    ran.complains("docs: no .yaml, .yml or .json file");
}

/// A file of any ending but `.json` is read as YAML when it is named itself.
#[test]
fn a_named_file_is_read_whatever_its_ending() {
    Run::empty().file("map.txt", SMALL).line("analyze map.txt").fine();
    let json = r#"{"organisation": {"name": "X"}}"#;
    Run::empty().file("map.JSON", json).line("analyze map.JSON").fine();
}

/// A directory may be named with a slash behind it, and may be the current one.
#[test]
fn a_directory_may_be_written_in_several_ways() {
    for map in ["map", "map/", "./map", "."] {
        let run = Run::empty().file("map/a.yaml", SMALL).args(["export", map, "--format", "csv"]);
        run.fine().says("Bookkeeping");
    }
}

/// Output names files by their path from here: no absolute path, so that it is the same everywhere.
#[test]
fn no_absolute_path_is_printed() {
    let run = Run::yaml(SMALL);
    let map = run.path().join("org.yaml").into_os_string();
    let folder = run.path().display().to_string();
    let ran = run.args(["check".into(), map]).fine();
    ran.says(" org.yaml:7:10\n").says_no(&folder);
}
