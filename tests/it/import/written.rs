//! What is written reads back to the same texts, whatever they are, and is tidy.

use super::{map, printed, table};
use crate::run::Run;
use custmap::{
    diag::Place,
    import::{Draft, Entry, List, ReferenceRules, Value, complete},
    input::Text,
    render::map,
};
use proptest::prelude::*;

fn text(value: &str) -> Text {
    let (value, place) = (value.into(), Place::default());
    Text { value, place }
}

/// Texts that some reader would take for something else, or that end a line, a comment or a quote.
const ODD: [&str; 40] = [
    "no",
    "Yes",
    "null",
    "~",
    "1e3",
    "0x1F",
    "007",
    "1_000",
    "2026-05-31",
    "12:30",
    ".5",
    "- x",
    "-",
    "#",
    "a #b",
    "a: b",
    "a:",
    ":",
    "?",
    "? x",
    "!tag",
    "&a",
    "*a",
    "%x",
    "@x",
    "`x`",
    "'",
    "\"",
    "\\",
    "{a}",
    "[a]",
    "a, b",
    ", ",
    "|",
    "> x",
    "---",
    "... ",
    "a\nb",
    "\ta",
    "é\u{a0}\u{2028}\u{feff}",
];

/// A draft whose entry has these texts everywhere: as id, name, text, items, and in brackets.
fn draft(id: &str, texts: &[String]) -> Draft {
    let mut draft = Draft::default();
    draft.organisation.push(("name".into(), Value::Text(text("XYZ"))));
    let mut entry = Entry::new(text(&texts[0])).id(text(id));
    entry.set("site", Value::Text(text(&texts[1])));
    entry.set("tags", Value::List(texts.iter().map(|one| Value::Text(text(one))).collect()));
    entry.set("notes", Value::Text(text(&texts[2])));
    draft.add(List::Departments, entry);
    let mut party = Entry::new(text("P")).id(text("the party"));
    let pairs = vec![
        ("reason".into(), Value::Text(text("need"))),
        ("note".into(), Value::Text(text(&texts[0]))),
    ];
    party.set("won_by", Value::Map(pairs));
    draft.add(List::Beneficiaries, party);
    draft
}

/// Writes it, reads it, and compares every text.
#[track_caller]
fn reads_back(id: &str, texts: &[String]) {
    let written = map::map(&draft(id, texts));
    let read = custmap::input::read_text("map.yaml", &written, custmap::input::MapFormat::Yaml);
    assert_eq!(read.problems, [], "{written}");
    let department = &read.raw.departments[0];
    let plain = |text: &Option<Text>| text.as_ref().map(|text| text.value.to_string());
    assert_eq!(plain(&department.id).as_deref(), Some(id), "{written}");
    assert_eq!(plain(&department.name).as_ref(), Some(&texts[0]), "{written}");
    assert_eq!(plain(&department.site).as_ref(), Some(&texts[1]), "{written}");
    assert_eq!(
        plain(&department.more.as_ref().unwrap().notes).as_ref(),
        Some(&texts[2]),
        "{written}"
    );
    let tags = department.tags.as_ref().unwrap().iter().map(|tag| tag.value.to_string());
    assert_eq!(tags.collect::<Vec<_>>(), texts, "{written}");
    let note = read.raw.beneficiaries[0].won_by.as_ref().unwrap().note.as_ref().unwrap();
    assert_eq!(&*note.value, texts[0], "{written}");
}

/// Texts that look like something else in YAML are quoted, in every place that holds a text.
#[test]
fn odd_texts_read_back() {
    for odd in ODD {
        reads_back(odd, &[odd.to_owned(), odd.to_owned(), odd.to_owned()]);
        let (before, after) = (format!("x{odd}"), format!("{odd}x"));
        reads_back(&before, &[after.clone(), before.clone(), odd.repeat(40)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text at all reads back as it was.
    #[test]
    fn any_text_reads_back(id in "\\PC{1,12}", texts in prop::collection::vec("[\\PC\n\t:#,{}\\[\\]\"' -]{1,30}", 3..6)) {
        reads_back(&id, &texts);
    }

    /// Any table of departments gives a map that names each of them once, or an error, and never a panic.
    #[test]
    fn any_names_get_ids(names in prop::collection::vec("[aA!é -]{1,4}", 1..30)) {
        let mut draft = Draft::default();
        for name in names.iter().filter(|name| !name.trim().is_empty()) {
            draft.add(List::Departments, Entry::new(text(name.trim())));
        }
        draft.organisation.push(("name".into(), Value::Text(text("XYZ"))));
        let completed = complete(&mut draft, &[], &ReferenceRules::default());
        prop_assert!(completed.rejected.is_empty() && completed.errors.is_empty());
        let ids: std::collections::BTreeSet<_> =
            draft.list(List::Departments).iter().map(|entry| entry.id.clone().unwrap().value).collect();
        prop_assert_eq!(ids.len(), draft.list(List::Departments).len());
    }

    /// Any bytes as a table end with a map or with errors, never with a panic.
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let mut all = b"name,serves\n".to_vec();
        all.extend(bytes);
        let ran = table(all, "--as departments").ran();
        prop_assert!(matches!(ran.code, 0 | 2), "{}", ran);
    }
}

/// Control characters and bidirectional overrides are reported as such, not passed on to who opens the file.
#[test]
fn control_characters_are_escaped() {
    let ran = table("name,role\nA\u{202e}B,\u{1b}[31mred\u{7}\n", "--as people").ran().ends(0);
    ran.says("\\u202E").says("\\u001B[31mred\\u0007");
    let nul = table("name\nA\0B\n", "--as people").ran();
    assert!(matches!(nul.code, 0 | 2), "{nul}");
    if nul.code == 0 {
        map(&nul.stdout);
    }
}

/// A cell of a megabyte is a text like any other.
#[test]
fn a_huge_cell_is_a_text() {
    let huge = "x".repeat(1 << 20);
    let ran = printed(table(format!("name,notes\nA,{huge}\n"), "--as people -q"));
    let people = map(&ran.stdout).people;
    assert_eq!(people[0].more.as_ref().unwrap().notes.as_ref().unwrap().value.len(), 1 << 20);
}

/// The whole file as it is: remarks, one key a line, long lists item by item.
#[test]
fn a_map_is_tidy() {
    let text = "name,provided_by,serves\nERP,IT,\"Alpha section of the northern branch; Beta section of the northern \
                branch; Gamma section\"\nDesk,IT,everyone\n";
    let ran = printed(table(text, "--as services --split ; --organisation XYZ"));
    snapbox::assert_data_eq!(
        ran.stdout,
        snapbox::str![[r#"
# Made by custmap import csv:
#   t.csv: 2 rows
#   columns matched by name: name, provided_by, serves
organisation:
  name: XYZ

# Who provides. Worth adding: `purpose`, `lead`, and `part_of` where one is part of another.
departments:
  - id: it
    name: IT

# What is done for whom. Worth adding: `serves`, `paid_by`, and how satisfied they are.
services:
  - id: erp
    name: ERP
    provided_by: it
    serves:
      - alpha-section-of-the-northern-branch
      - beta-section-of-the-northern-branch
      - gamma-section
  - id: desk
    name: Desk
    provided_by: it
    serves: [everyone]

# Outside, those who receive. Worth adding: `since`, `won_by`, `kept_by`, `relationship`.
beneficiaries:
  - id: alpha-section-of-the-northern-branch
    name: Alpha section of the northern branch
  - id: beta-section-of-the-northern-branch
    name: Beta section of the northern branch
  - id: gamma-section
    name: Gamma section

"#]]
    );
}

/// The schema is written beside the map, whose first line names it for editors; one that is there already stays.
#[test]
fn editors_find_the_schema() {
    let run = |run: Run| {
        let run = run.file("t.csv", "name\nIT\n");
        let run = run.line("import csv t.csv --as departments -o map.yaml -q");
        run.ran().ends(0)
    };
    let ran = run(Run::empty());
    let map = ran.left("map.yaml");
    assert_eq!(map.lines().next(), Some(map::MODELINE), "{map}");
    super::map(&map);
    assert!(ran.left("custmap.schema.json").contains("draft-07"));
    let ran = run(Run::empty().file("custmap.schema.json", "{}"));
    assert_eq!(ran.left("custmap.schema.json"), "{}");
}

/// An import can't hide anybody, and says so rather than writing real names.
#[test]
fn pseudonyms_are_refused() {
    let ran = table("name\nBaker\n", "--as people --anonymous").refused();
    ran.complains("--anonymous hides nobody in an import");
}

/// A file is never overwritten, and no half of one is left where something is wrong.
#[test]
fn nothing_is_overwritten() {
    let run = Run::empty().file("t.csv", "name\nIT\n").file("map.yaml", "mine");
    let ran = run.line("import csv t.csv --as departments -o map.yaml").refused();
    let ran = ran.complains("map.yaml: already exists").complains("--merge");
    assert_eq!(ran.left("map.yaml"), "mine");
    let run = Run::empty().file("t.csv", "name,since\nIT,soon\n");
    let ran = run.line("import csv t.csv --as people --strict -o map.yaml").refused();
    assert_eq!(ran.folder(), ["t.csv"]);
    let run = Run::empty().file("t.csv", "name\nIT\n");
    let ran = run.line("import csv t.csv --as departments -o map.yaml").ran().ends(0);
    assert_eq!(ran.folder(), ["custmap.schema.json", "map.yaml", "t.csv"]);
    ran.complains("next: custmap check map.yaml");
}
