//! Text that can't be read, or not as one document.

use super::{helps, said, tells, wrong, wrong_file, wrong_map};
use crate::run::Run;
use std::fmt::Write as _;

/// A Latin-1 ü is no UTF-8; the place is the bad byte's.
#[test]
fn latin_1_is_not_utf_8() {
    let run = Run::empty().file("org.yaml", b"organisation:\n  name: Z\xfcrich\n");
    let said = said(run, "org.yaml");
    assert_eq!((&*said[0].code, &*said[0].place), ("not-text", "org.yaml:2:10"));
    helps(&said, "UTF-8");
}

/// A replacement character that the file itself holds is none of its bad bytes.
#[test]
fn a_bad_byte_behind_a_replacement_character_has_its_place() {
    let run = Run::empty().file("org.yaml", b"# \xef\xbf\xbd\norganisation:\n  name: Z\xfcrich\n");
    let said = said(run, "org.yaml");
    assert_eq!((&*said[0].code, &*said[0].place), ("not-text", "org.yaml:3:10"));
}

/// UTF-16, as Windows tools write it, is named as such.
#[test]
fn utf_16_is_called_utf_16() {
    let run = Run::empty().file("org.yaml", b"\xff\xfeo\0r\0g\0");
    let said = said(run, "org.yaml");
    assert_eq!((&*said[0].code, &*said[0].place), ("not-text", "org.yaml:1:1"));
    tells(&said, "UTF-16");
}

/// A byte order mark of UTF-8 is no error, and moves no column.
#[test]
fn a_byte_order_mark_is_skipped() {
    let run = Run::yaml("\u{feff}organisation: {name: XYZ, nam: x}");
    let said = said(run, "org.yaml");
    assert_eq!((&*said[0].code, &*said[0].place), ("unknown-key", "org.yaml:1:27"));
}

/// An unclosed bracket ends reading with one error.
#[test]
fn unclosed_yaml_is_a_syntax_error() {
    let run = Run::yaml("organisation: {name: XYZ}\ndepartments: [{name: IT}\n");
    let said = said(run, "org.yaml");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0].code, "syntax");
}

/// A tab can't indent YAML; its place is reported.
#[test]
fn a_tab_can_not_indent() {
    let run = Run::yaml("organisation:\n\tname: XYZ\n");
    let said = said(run, "org.yaml");
    assert_eq!(said[0].code, "syntax", "{said:?}");
    assert!(said[0].place.starts_with("org.yaml:2:"), "{said:?}");
}

/// A comma too many in JSON is a syntax error right at the bracket behind it.
#[test]
fn broken_json_is_a_syntax_error() {
    let run = Run::empty().file("org.json", "{\"organisation\": {\"name\": \"X\"},\n}");
    let said = said(run, "org.json");
    assert_eq!((&*said[0].code, said.len()), ("syntax", 1), "{said:?}");
    assert!(said[0].place.starts_with("org.json:2:"), "{said:?}");
}

/// What follows a whole JSON document is an error too.
#[test]
fn json_has_no_second_value() {
    let run = Run::empty().file("org.json", "{\"organisation\": {\"name\": \"X\"}}\n{}");
    assert_eq!(said(run, "org.json")[0].code, "syntax");
}

/// A file that ends early leaves its references unjudged: no consequential errors.
#[test]
fn a_broken_file_is_the_only_complaint() {
    let run = Run::empty()
        .file("map/a.yaml", "organisation: {name: XYZ}\nservices: [{name: A, provided_by: it}]")
        .file("map/b.yaml", "departments: [{id: it, name: IT}\n");
    let said = said(run, "map");
    assert_eq!(said.len(), 1, "`it` may stand in the part that wasn't read: {said:?}");
    assert_eq!(said[0].code, "syntax");
}

/// One document a file.
#[test]
fn a_second_document_is_an_error() {
    let said =
        said(Run::yaml("organisation: {name: XYZ}\n---\ndepartments: [{name: IT}]\n"), "org.yaml");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0].code, "several-documents");
    assert!(said[0].place.starts_with("org.yaml:2:") || said[0].place.starts_with("org.yaml:3:"));
}

/// A single `---` at the top or `...` at the end is one document.
#[test]
fn document_marks_around_one_document_are_fine() {
    let yaml = "%YAML 1.2\n---\norganisation: {name: XYZ}\n...\n";
    Run::yaml(yaml).line("export org.yaml --format csv").fine();
}

/// Nesting is bounded: no map is 200 levels deep.
#[test]
fn deep_nesting_is_too_much() {
    let (open, close) = ("[".repeat(200), "]".repeat(200));
    let map =
        format!("{{\"organisation\": {{\"name\": \"X\"}},\n \"departments\": {open}{close}}}");
    for name in ["org.yaml", "org.json"] {
        let said = said(Run::empty().file(name, &map), name);
        assert_eq!((&*said[0].code, said.len()), ("too-much", 1), "{said:?}");
        assert!(said[0].place.starts_with(&format!("{name}:2:")), "{said:?}");
    }
}

/// What is said of too much is a sentence, not the reader's own notation.
#[test]
fn too_much_is_reported_in_words() {
    let map =
        format!("organisation: {{name: X}}\ndepartments: {}{}", "[".repeat(200), "]".repeat(200));
    let said = said(Run::yaml(&map), "org.yaml");
    assert!(!said[0].message.contains('{'), "{said:?}");
}

/// A billion laughs end in an error, quickly.
#[test]
fn an_alias_bomb_is_too_much() {
    let mut yaml = "organisation: {name: XYZ}\ndepartments:\n".to_owned();
    yaml += "  - {name: A, tags: &t0 [a, a, a, a, a, a, a, a, a, a]}\n";
    for level in 1..9 {
        let below = vec![format!("*t{}", level - 1); 10].join(", ");
        writeln!(yaml, "  - {{name: A{level}, tags: &t{level} [{below}]}}").unwrap();
    }
    let said = said(Run::yaml(&yaml), "org.yaml");
    assert!(said.iter().any(|said| said.code == "too-much"), "{said:?}");
}

/// An empty file, or one of remarks, has no organisation.
#[test]
fn an_empty_file_has_no_organisation() {
    let empty = wrong_map("no-organisation", "«");
    helps(&empty, "organisation: {name:");
    wrong_map("no-organisation", "«# nothing yet\n");
    wrong_map("no-organisation", "«departments: [{name: IT}]\n");
    wrong_map("no-organisation", "«organisation:\ndepartments: [{name: IT}]\n");
    wrong_file("org.json", "no-organisation", "«{}");
}

/// `organisation` is there once; the second one is named, and its file.
#[test]
fn two_files_have_one_organisation() {
    let run = Run::empty()
        .file("map/a.yaml", "organisation: {name: XYZ}\n")
        .file("map/b.yaml", "departments: [{name: IT}]\norganisation: {name: ABC}\n");
    let said = said(run, "map");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0].code, "second-organisation");
    assert_eq!(said[0].place, "map/b.yaml:2:15");
}

/// A map is a mapping, not a list or a word.
#[test]
fn the_top_is_a_mapping() {
    for yaml in ["- organisation\n", "hello\n", "42\n"] {
        let said = said(Run::yaml(yaml), "org.yaml");
        assert!(["syntax", "wrong-type"].contains(&&*said[0].code), "{said:?}");
        assert!(said[0].message.contains("mapping"), "{said:?}");
    }
    wrong("wrong-type", "«departments: hello\n");
}
