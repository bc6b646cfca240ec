//! What a name means, where it is used, and how it is renamed.

use super::{MAP, at, next, one, snapshot};
use custmap::language::{
    Located, RenameError, Snapshot, apply, declaration_of, foldings, hints, hover, located,
    references, rename_at, rename_id, symbols,
};
use custmap::{diag::FileId, input::MapFormat, language::MapFile, model::Date};

fn entry(snapshot: &Snapshot, id: &str) -> usize {
    snapshot.entry_with_id(id).unwrap_or_else(|| panic!("no {id}"))
}

/// The text of a file with a rename.
fn renamed(text: &str, id: &str, new: &str) -> Result<String, RenameError> {
    let (snapshot, _) = one(text);
    let renamed = rename_id(&snapshot, entry(&snapshot, id), new)?;
    Ok(renamed.files.iter().fold(text.to_owned(), |text, file| apply(&text, &file.edits)))
}

/// A reference leads to the id of what it names, or to its name where it has no id.
#[test]
fn a_reference_leads_to_its_declaration() {
    let (snapshot, file) = one(MAP);
    let lead = |part: &str| {
        let Some(Located::Mention { entry: Some(entry), .. }) =
            located(&snapshot, file, at(MAP, part) + part.len())
        else {
            panic!("{part} names nothing")
        };
        declaration_of(&snapshot, entry).unwrap().span
    };
    assert_eq!(&MAP[lead("provided_by: it")], "it");
    assert_eq!(&MAP[lead("{to: Buyers")], "Buyers");
    assert_eq!(lead("lead: head-of-it").start, at(MAP, "head-of-it, name"));
    // A key is no name, and a free text names nothing.
    assert!(matches!(located(&snapshot, file, at(MAP, "departments")), Some(Located::Key { .. })));
}

/// References are found by id and by name, in every file, with the entry that makes them.
#[test]
fn references_are_found_in_every_file() {
    let services = "services:\n  - {name: Payroll, provided_by: Sales, serves: [IT, sales.x]}\n";
    let snapshot = snapshot(&[("a.yaml", MAP), ("b.yaml", services)]);
    let found = references(&snapshot, entry(&snapshot, "sales"));
    let keys: Vec<_> = found.iter().map(|one| one.key).collect();
    let wanted = [
        None,
        Some("part_of"),
        Some("department"),
        Some("serves"),
        Some("provided_by"),
        Some("provided_by"),
    ];
    assert_eq!(keys.len(), wanted.len(), "{found:?}");
    assert_eq!(keys[0], None);
    let last = found.last().unwrap();
    assert_eq!(snapshot.entry(last.by.unwrap()).id, "payroll");
    assert_eq!(snapshot.sources.file(last.place.file).name, "b.yaml");
}

/// A stated id is renamed with the references by id; those by name stay.
#[test]
fn an_id_is_renamed_in_every_place_that_uses_it() {
    let map = MAP.replace("provided_by: Sales", "provided_by: IT");
    let new = renamed(&map, "it", "tech").unwrap();
    let wanted = map
        .replace("id: it\n", "id: tech\n")
        .replace("department: it}", "department: tech}")
        .replace("provided_by: it\n", "provided_by: tech\n");
    assert_eq!(new, wanted);
}

/// An entry without an id gets one, in block style and within brackets; its name stays.
#[test]
fn an_entry_without_an_id_gets_one() {
    let new = renamed(MAP, "help-desk", "desk").unwrap();
    assert_eq!(new, MAP.replace("  - name: Help desk", "  - id: desk\n    name: Help desk"));
    let new = renamed(MAP, "sales", "s").unwrap();
    assert_eq!(new, MAP.replace("{name: Sales}", "{id: s, name: Sales}"));
    let json = r#"{"organisation": {"name": "W"}, "departments": [{"name": "IT"}], "services": [{"name": "S", "provided_by": "it", "serves": "everyone"}]}"#;
    let file = MapFile { name: "org.json".into(), text: json.into(), format: MapFormat::Json };
    let snapshot = Snapshot::new(&[file], None, Date::parse("2026").unwrap());
    let renamed = rename_id(&snapshot, entry(&snapshot, "it"), "tech").unwrap();
    let wanted = json
        .replace(r#"{"name": "IT"}"#, r#"{"id": "tech", "name": "IT"}"#)
        .replace(r#""provided_by": "it""#, r#""provided_by": "tech""#);
    assert_eq!(apply(json, &renamed.files[0].edits), wanted);
}

/// A new id that something has, that is none, or that would change a reference elsewhere is refused.
#[test]
fn a_rename_that_clashes_is_refused() {
    assert!(matches!(renamed(MAP, "it", "sales"), Err(RenameError::Taken { .. })));
    for bad in ["", "a b", "everyone", "Recipients", "a\u{7}"] {
        assert_eq!(renamed(MAP, "it", bad), Err(RenameError::NoId(bad.to_owned())));
    }
    // `Buyers` is a reference by name: an id of this spelling would take it over.
    assert!(matches!(renamed(MAP, "help-desk", "Buyers"), Err(RenameError::OtherMeaning(_))));
    // The near miss: a spelling that no reference has.
    assert!(renamed(MAP, "help-desk", "Buyers2").is_ok());
    let broken = format!("{MAP}services: [\n");
    assert!(matches!(renamed(&broken, "it", "x"), Err(RenameError::Unreadable)));
}

/// A rename at a name changes the name and the references by it. An id made of the name is written down where
/// something uses it.
#[test]
fn a_name_is_renamed_at_its_place() {
    let (snapshot, file) = one(MAP);
    let at_buyers = at(MAP, "Buyers, satisfaction") + 2;
    let new = rename_at(&snapshot, file, at_buyers, "Shoppers").unwrap();
    assert_eq!(apply(MAP, &new.files[0].edits), MAP.replace("Buyers", "Shoppers"));
    let map = MAP.replace("provided_by: Sales", "provided_by: sales");
    let (snapshot, file) = one(&map);
    let new = rename_at(&snapshot, file, at(&map, "Sales}") + 1, "Trade").unwrap();
    let text = apply(&map, &new.files[0].edits);
    assert!(text.contains("{id: sales, name: Trade}") && text.contains("provided_by: sales"));
    assert!(text.contains("part_of: Trade"));
    // At an id the id changes.
    let new = rename_at(&snapshot, file, at(&map, "id: it") + 4, "tech").unwrap();
    assert!(apply(&map, &new.files[0].edits).contains("provided_by: tech"));
}

/// A service without a name follows its unit.
#[test]
fn a_service_without_a_name_is_renamed_with_its_unit() {
    let map = "organisation: {name: W}\ndepartments:\n  - {id: it, name: IT, serves: [Sales]}\n  - {name: Sales}\n\
        services:\n  - {name: S, provided_by: Sales, serves: [{to: it, for: [it.serves]}]}\n";
    let new = renamed(map, "it", "tech").unwrap();
    assert_eq!(
        new,
        map.replace("{id: it", "{id: tech")
            .replace("to: it", "to: tech")
            .replace("it.serves", "tech.serves")
    );
}

/// The card of a department says whom it serves and what is found; a key says what it is for.
#[test]
fn hovering_shows_the_card_or_what_a_key_is_for() {
    let (snapshot, file) = one(MAP);
    let card = hover(&snapshot, file, at(MAP, "provided_by: it") + 14).unwrap().text;
    assert!(card.contains("**IT** (department `it`)") && card.contains("Sales"), "{card}");
    assert!(card.lines().count() <= 12, "{card}");
    let key = hover(&snapshot, file, at(MAP, "provided_by") + 2).unwrap().text;
    assert!(key.contains("any of them provides it"), "{key}");
    let buyers = hover(&snapshot, file, at(MAP, "name: Buyers") + 7).unwrap().text;
    assert!(buyers.contains("Owner: Clerk; backup: nobody"), "{buyers}");
    assert!(
        buyers.contains("customer-unhappy") || buyers.contains("single-relationship"),
        "{buyers}"
    );
    assert!(hover(&snapshot, file, at(MAP, "2026-05")).is_none());
}

/// Beside each unit is whom it reaches; nothing is there while the map has errors.
#[test]
fn hints_say_whom_a_unit_reaches() {
    let (snapshot, file) = one(MAP);
    let all = hints(&snapshot, file, &(0..MAP.len()));
    let texts: Vec<&str> = all.iter().map(|hint| &*hint.text).collect();
    assert!(texts.contains(&"reaches 1 customer outside, 1 unhappy"), "{texts:?}");
    assert_eq!(all.len(), 5);
    assert!(hints(&snapshot, file, &(0..30)).is_empty());
    let wrong = MAP.replace("provided_by: it", "provided_by: nobody");
    let (snapshot, file) = one(&wrong);
    assert!(hints(&snapshot, file, &(0..MAP.len())).is_empty());
}

/// Entries are listed with their names, and lists and entries can be folded.
#[test]
fn symbols_and_foldings_cover_the_entries() {
    let (snapshot, file) = one(MAP);
    let names: Vec<String> = symbols(&snapshot, file).into_iter().map(|one| one.name).collect();
    let wanted = ["Works", "IT", "Sales", "Logistics", "Head of IT", "Clerk", "Help desk", "Shop"];
    assert_eq!(&names[..8], &wanted);
    let folded = foldings(&snapshot, file);
    assert!(folded.iter().any(|range| MAP[range.clone()].starts_with("services:")));
    assert!(folded.iter().all(|range| range.end <= MAP.len()));
}

/// Diagnostics are those of `check`; a broken file keeps the last ones of the others.
#[test]
fn a_broken_file_keeps_what_was_known_of_the_others() {
    let services = "services:\n  - {name: Payroll, provided_by: Sales, serves: [IT]}\n";
    let sound = snapshot(&[("a.yaml", MAP), ("b.yaml", services)]);
    let of = |snapshot: &Snapshot, file: FileId| {
        snapshot.diagnostics.iter().filter(|one| one.place.file == file).count()
    };
    let (a, b) = (sound.file("a.yaml").unwrap(), sound.file("b.yaml").unwrap());
    assert!(of(&sound, a) > 0);
    let broken = next(&[("a.yaml", MAP), ("b.yaml", "services: [{name: ")], Some(&sound));
    assert_eq!(of(&broken, a), of(&sound, a));
    assert_eq!(
        broken.diagnostics.iter().filter(|one| !one.code.is_finding()).count(),
        of(&broken, b)
    );
    // What depends on a text that has changed is not kept.
    let other = format!("# new\n{MAP}");
    let broken = next(&[("a.yaml", &other), ("b.yaml", "services: [{name: ")], Some(&sound));
    assert_eq!(of(&broken, a), 0);
}
