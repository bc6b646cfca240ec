//! All errors in one run, over several files.

use super::said;
use crate::run::{Run, unmark};
use std::fmt::Write as _;

/// Ten different errors in one file: all are reported, in the order of their places.
#[test]
fn ten_errors_are_reported_in_one_run() {
    let (text, places) = unmark(
        "organisation: {name: XYZ, kind: «firm}\n\
         departments:\n\
         \x20 - {name: IT, «nmae: x}\n\
         \x20 - {name: HR, headcount: «few}\n\
         \x20 - {name: A, part_of: «A}\n\
         \x20 - {name: «'!!!'}\n\
         people:\n\
         \x20 - {id: «everyone, name: E}\n\
         \x20 - {name: P, since: «soon}\n\
         groups: [{name: G, where: «{}}]\n\
         services:\n\
         \x20 - «{name: S}\n\
         \x20 - {name: T, provided_by: «nobody, serves: [«G2]}\n\
         \x20 - {name: U, provided_by: «G, tags: x}\n",
    );
    let codes = [
        "wrong-word",
        "unknown-key",
        "wrong-number",
        "part-of-circle",
        "no-id",
        "reserved-id",
        "wrong-date",
        "empty-selector",
        "missing-key",
        "unknown-reference",
        "unknown-reference",
        "wrong-reference",
        "unknown-key",
    ];
    let text = text.replace("tags: x", "tagz: x");
    let said = said(Run::yaml(&text), "org.yaml");
    let got: Vec<&str> = said.iter().map(|said| &*said.code).collect();
    assert_eq!(got, codes, "{said:#?}");
    for (said, (line, column)) in said.iter().zip(&places).take(12) {
        assert_eq!(said.place, format!("org.yaml:{line}:{column}"), "{said:?}");
    }
}

/// Errors in several files of a directory, each with its file; folders and endings as they come.
#[test]
fn errors_of_every_file_are_reported() {
    let run = Run::empty()
        .file("map/a.yaml", "organisation: {name: XYZ, knd: x}\n")
        .file("map/b.yml", "departments:\n  - {name: IT, part_of: nowhere}\n")
        .file("map/sub/c.json", "{\"people\": [\n  {\"name\": \"A\", \"since\": \"soon\"}]}")
        .file("map/readme.txt", "organisation: [")
        .file("map/sub/deep/d.YAML", "services: [{name: S, provided_by: IT, serves: sales}]\n");
    let said = said(run, "map");
    let got: Vec<(&str, &str)> = said.iter().map(|one| (&*one.code, &*one.place)).collect();
    let wanted = [
        ("unknown-key", "map/a.yaml:1:27"),
        ("unknown-reference", "map/b.yml:2:25"),
        ("wrong-date", "map/sub/c.json:2:26"),
        ("unknown-reference", "map/sub/deep/d.YAML:1:47"),
    ];
    assert_eq!(got, wanted);
}

/// Lists of the same key in several files are joined, and references go across.
#[test]
fn files_of_a_directory_are_one_map() {
    let run = Run::empty()
        .file("map/1.yaml", "organisation: {name: XYZ}\ndepartments: [{name: IT, serves: Sales}]\n")
        .file("map/2.yaml", "departments: [{name: Sales, serves: b}]\n")
        .file("map/3.json", r#"{"beneficiaries": [{"id": "b", "name": "B"}]}"#);
    run.line("analyze map --format plain").fine().says("IT\tprimary\tB\tthrough");
}

/// A finding that two files give a level is an error: order would decide.
#[test]
fn a_level_is_set_once() {
    let run = Run::empty()
        .file("map/1.yaml", "organisation: {name: XYZ}\nchecks: {unused-group: off}\n")
        .file("map/2.yaml", "checks: {unused-group: note}\n");
    let said = said(run, "map");
    assert_eq!((&*said[0].code, &*said[0].place), ("duplicate-key", "map/2.yaml:1:10"));
}

/// An id that two files give is an error at the second, with the first one's place.
#[test]
fn an_id_of_two_files_is_taken() {
    let run = Run::empty()
        .file("map/1.yaml", "organisation: {name: XYZ}\ndepartments: [{id: a, name: A}]\n")
        .file("map/2.yaml", "people: [{id: a, name: B}]\n");
    let shown = run.line("check map").refused();
    shown
        .complains("error[duplicate-id]")
        .complains("--> map/2.yaml:1:15")
        .complains("map/1.yaml:2:");
}

/// Every other command reports the same errors and ends with 2, without an answer.
#[test]
fn every_command_refuses_a_map_with_errors() {
    for command in ["analyze", "list", "check", "export --format csv", "why org.yaml IT B"] {
        let map = if command.starts_with("why") { "" } else { "org.yaml" };
        let run = Run::yaml("organisation: {name: XYZ}\ndepartments: [{name: IT, part_of: x}]\n");
        let ran = run.line(&format!("{command} {map}")).refused();
        ran.complains("error[unknown-reference]").complains("--> org.yaml:2:35");
    }
}

/// More than 100 errors of a code are summed up, and the rest is not lost: `--all`.
#[test]
fn a_hundred_of_one_error_are_shown() {
    let mut yaml = "organisation: {name: XYZ}\npeople:\n".to_owned();
    for at in 0..130 {
        writeln!(yaml, "  - {{name: P{at}, since: soon}}").unwrap();
    }
    let run = Run::yaml(&yaml).line("check org.yaml").refused();
    let run = run.complains("30 more of wrong-date: --all").complains("130 errors");
    assert_eq!(run.stderr.matches("error[wrong-date]").count(), 100);
    let all = Run::yaml(&yaml).line("check org.yaml --all").refused();
    assert_eq!(all.stderr.matches("error[wrong-date]").count(), 130);
}

/// A directory is read without hidden files and folders, without the schema and what custmap wrote itself, and without
/// links that lead out of it, which are named; a file that is named itself is read whatever it is.
#[test]
fn a_directory_holds_a_map_and_more() {
    let wrong = "departments: [{nmae: x}]\n";
    let run = || {
        Run::empty()
            .file("map/a.yaml", "organisation: {name: XYZ}\n")
            .file("map/.hidden.yaml", wrong)
            .file("map/.git/b.yaml", wrong)
            .file("map/custmap.schema.json", "{}")
            .file("map/facts.json", "\n { \"custmap\" : 2, \"units\": []}")
            .file("map/answers.json", "{\"custmap_answers\": 1}")
            .file("elsewhere/c.yaml", wrong)
    };
    let ran = run().line("export map --format csv").fine();
    assert_eq!(ran.stderr, "");
    run().line("export map/facts.json --format csv").refused();
    let near = run().file("map/d.json", "{\"custmap_map\": 2}");
    near.line("check map").refused().complains("unknown-key");
    #[cfg(unix)]
    {
        let run = run();
        std::os::unix::fs::symlink("../elsewhere", run.path().join("map/folder")).unwrap();
        std::os::unix::fs::symlink("../elsewhere/c.yaml", run.path().join("map/e.yaml")).unwrap();
        let ran = run.line("export map --format csv").ran().ends(0);
        ran.complains("map/e.yaml leads out of").complains("map/folder leads out of");
    }
}

/// A file to which a link of the same directory leads is read once, by its own name; a copy of it is another file.
#[cfg(unix)]
#[test]
fn a_linked_file_is_read_once() {
    use std::os::unix::fs::symlink;
    let map = "organisation: {name: XYZ}\ndepartments: [{name: IT, serves: [IT, IT]}]\n";
    let run = Run::empty().file("map/b.yaml", map);
    symlink("b.yaml", run.path().join("map/a.yaml")).unwrap();
    symlink("../map/b.yaml", run.path().join("map/c.yml")).unwrap();
    let ran = run.line("check map --format short").fine();
    ran.says("map/b.yaml:2:").says_no("map/a.yaml");
    let copied = Run::empty().file("map/a.yaml", map).file("map/b.yaml", map);
    copied.line("check map").refused().complains("second-organisation");
}
