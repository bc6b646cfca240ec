//! The folder with the two files: whole or not at all, never over the map.

use crate::{commands::SMALL, run::Run};
use std::fs;

fn export(run: Run) -> Run {
    run.line("export org.yaml --format nodes-edges")
}

/// The folder is made, with those above it; files that are there are replaced, others stay.
#[test]
fn the_folder_is_made_and_files_are_replaced() {
    let new = export(Run::yaml(SMALL)).line("-o deep/net").fine();
    let nodes = new.left("deep/net/nodes.csv");
    let there = Run::yaml(SMALL).file("net/nodes.csv", "old").file("net/mine.txt", "mine");
    let there = export(there).line("-o net/").fine();
    assert_eq!(there.left("net/nodes.csv"), nodes);
    assert_eq!(there.left("net/edges.csv"), new.left("deep/net/edges.csv"));
    assert_eq!(there.left("net/mine.txt"), "mine");
}

/// Two files don't go to standard output, nor into a file.
#[test]
fn it_needs_a_folder() {
    export(Run::yaml(SMALL)).refused().complains("add -o FOLDER");
    export(Run::yaml(SMALL)).line("-o -").refused().complains("add -o FOLDER");
    let ran = export(Run::yaml(SMALL).file("net", "a file")).line("-o net").refused();
    let ran = ran.complains("net is not a folder");
    assert_eq!(ran.left("net"), "a file");
    let ran = export(Run::yaml(SMALL).file("net", "a file")).line("-o net/more").refused();
    ran.complains("can't write net/more");
}

/// Where one of the files can't be written, neither is: a folder that was made for them is gone again.
#[test]
fn both_or_none() {
    let run = Run::yaml(SMALL).file("net/edges.csv/x", "").file("net/nodes.csv", "old");
    let ran = export(run).line("-o net").refused().complains("edges.csv is a folder");
    assert_eq!(ran.left("net/nodes.csv"), "old");
    let names = fs::read_dir(ran.place().join("net")).unwrap().count();
    assert_eq!(names, 2, "no temporary file is left");
}

/// A link to the map is the map, and is not written over.
#[cfg(unix)]
#[test]
fn the_map_is_never_written_over() {
    let run = Run::yaml(SMALL).file("net/x", "");
    std::os::unix::fs::symlink("../org.yaml", run.path().join("net/edges.csv")).unwrap();
    let ran = export(run).line("-o net").refused().complains("this is the map itself");
    assert_eq!(ran.left("org.yaml"), SMALL);
    assert!(!ran.place().join("net/nodes.csv").exists(), "nor is the other");
}

/// For a spreadsheet, and with another delimiter: names are disarmed, and an id that would run is refused.
#[test]
fn for_a_spreadsheet() {
    let yaml = "organisation: {name: '=X'}\ndepartments: [{id: a, name: '=A', serves: a}]";
    let ran = export(Run::yaml(yaml)).line("-o net --excel --delimiter ;").fine();
    let nodes = ran.left("net/nodes.csv");
    assert!(nodes.starts_with("\u{feff}Id;Label;Kind;Status\r\n"), "{nodes}");
    assert!(nodes.contains("a;'=A;department;\r\n"), "{nodes}");
    assert!(ran.left("net/edges.csv").contains("a.serves;a;Directed;serves;"));
    let runs = yaml.replace("id: a", "id: '@a'").replace("serves: a", "serves: '@a'");
    let ran = export(Run::yaml(&runs)).line("-o net --excel").refused();
    ran.complains("a spreadsheet would run the id `@a` as a formula");
}

/// Two runs write the same bytes.
#[test]
fn two_runs_write_the_same() {
    let run = || export(Run::yaml(SMALL)).line("-o net").fine();
    for name in ["net/nodes.csv", "net/edges.csv"] {
        assert_eq!(run().left(name), run().left(name));
    }
}
