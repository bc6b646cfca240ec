//! The model in memory: small, and nothing lost by it.

use custmap::{
    input::{MapFormat, RawDepartment, RawRelation, RawService, Text, TextOr, read_text},
    model::{Date, Department, Organisation, Person, Recipient, Relation, Service, Unit},
    resolve::resolve,
};
use std::fmt::Write as _;

fn organisation(text: &str) -> Organisation {
    let text = format!("organisation: {{name: XYZ}}\n{text}");
    resolve(read_text("map", &text, MapFormat::Yaml).raw).unwrap()
}

/// A map of ten million units has to fit into the memory of one machine: these take part in the 300 bytes
/// that a unit with its services may take beside its text.
#[test]
fn things_that_are_many_are_small() {
    assert!(size_of::<Unit>() <= 96, "{}", size_of::<Unit>());
    assert!(size_of::<Service>() <= 80, "{}", size_of::<Service>());
}

/// What is read is there as a whole before any of it becomes the model, which takes less: at the peak these count.
#[test]
fn records_that_are_many_are_small() {
    let sizes =
        [size_of::<RawDepartment>(), size_of::<RawService>(), size_of::<TextOr<RawRelation>>()];
    assert!(sizes.iter().zip([336, 240, 32]).all(|(size, most)| *size <= most), "{sizes:?}");
}

/// Each list has its own items, an empty list is not one that was left out, what is wrong in a list is left out of
/// that one, and an item may be written without its list.
#[test]
fn lists_stay_apart() {
    let yaml = "departments:
- {name: A, tags: [x, y], serves: B}
- {name: B, tags: [], serves: [{to: A, satisfaction: {score: 1, source: s}}, A]}
- {name: C}
- {name: D, tags: [z, [wrong], w], serves: [C, {to: B, satisfaction: [{score: 2}, {score: 3}]}], paid_by: A}
organisation: {name: XYZ}
";
    let input = read_text("map", yaml, MapFormat::Yaml);
    let serves = |raw: TextOr<RawRelation>| {
        let raw = raw.record();
        let scores = raw.satisfaction.into_iter().flatten();
        let scores: Vec<String> = scores.map(|it| text(it.score)).collect();
        format!("{}{scores:?}", text(raw.to))
    };
    let departments = input.raw.departments.into_iter().map(|raw| {
        let tags = raw.tags.map(|all| all.iter().map(|tag| tag.value.clone()).collect::<Vec<_>>());
        let serves: Vec<String> = raw.serves.into_iter().flatten().map(serves).collect();
        let paid_by = raw.paid_by.map(|all| all.0.len());
        let name = text(raw.name);
        format!("{name} {tags:?} {} {paid_by:?}", serves.join(" "))
    });
    let want = [
        r#"A Some(["x", "y"]) B[] None"#,
        r#"B Some([]) A["1"] A[] None"#,
        "C None  None",
        r#"D Some(["z", "w"]) C[] B["2", "3"] Some(1)"#,
    ];
    assert_eq!(departments.collect::<Vec<_>>(), want);
    assert_eq!(input.problems.len(), 1, "the tag that is a list");
}

fn text(text: Option<Text>) -> String {
    text.map_or_else(String::new, |text| text.value.to_string())
}

/// Each service has its own relations, however many the others have, and each recipient is there once,
/// where the file names it first.
#[test]
fn relations_stay_apart() {
    let ids: Vec<String> = (0..20).map(|at| format!("d{at}")).collect();
    let mut text = "departments:\n".to_owned();
    for id in &ids {
        writeln!(text, "- {{id: {id}, name: D {id}}}").unwrap();
    }
    let many = ids.join(", ");
    writeln!(
        text,
        "services:\n- {{name: A, provided_by: d0, serves: [d1, d2, d1]}}\n\
         - {{name: B, provided_by: [{many}, {many}], serves: [{many}, {many}]}}\n\
         - {{name: C, provided_by: d0}}\n- {{name: D, provided_by: d0, serves: d3}}"
    )
    .unwrap();
    let organisation = organisation(&text);
    let counts = organisation.services().map(|(id, service)| {
        let served: Vec<Recipient> = organisation.all_relations(id).map(|it| it.to).collect();
        let mut once = served.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), served.len());
        assert!(served.is_sorted(), "as in the file: {served:?}");
        let again = service.duplicate_recipients().len();
        (served.len(), again, service.provided_by.len())
    });
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts, [(2, 1, 1), (20, 20, 20), (0, 0, 1), (1, 0, 1)]);
}

/// Measurements stay with their relation, those of a recipient that is named again with the first.
#[test]
fn measurements_stay_with_their_relation() {
    let yaml = "departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
services:
- {name: S, provided_by: a, serves: [{to: b, satisfaction: {score: 1}}, c, {to: b, satisfaction: {score: 2}}]}
- {name: T, provided_by: a, serves: [c, {to: b, satisfaction: [{score: 3}, {score: 4, measured: 2026}]}]}";
    let organisation = organisation(yaml);
    let scores = |relation: Relation<'_>| {
        let all = relation.satisfaction.iter();
        let all: Vec<String> = all.map(|one| one.score.unwrap().to_string()).collect();
        let newest = relation.newest().map_or(0.0, |it| it.score.unwrap());
        format!("{}<{newest}", all.join("+"))
    };
    let services = organisation.services();
    let all = services.flat_map(|(id, _)| organisation.all_relations(id).map(scores));
    let all: Vec<String> = all.collect();
    assert_eq!(all, ["1+2<1.5", "<0", "<0", "3+4<4"], "those without a date are one");
    let services = organisation.services();
    let places = services.flat_map(|(id, _)| organisation.all_relations(id).map(|it| it.place));
    let text = format!("organisation: {{name: XYZ}}\n{yaml}");
    let named: Vec<&str> = places.map(|at| &text[at.offset as usize..][..6]).collect();
    assert_eq!(named, ["b, sat", "c, {to", "c, {to", "b, sat"]);
}

/// Units that are marked alike share their marks, and each has its own all the same: a tag is no site,
/// the order of tags is the file's, and a department's site is not its parts' own.
#[test]
fn marks_are_each_units_own() {
    let organisation = organisation(
        "departments:
- {name: A, tags: [x, y], site: s}
- {name: B, part_of: A, tags: [x, y]}
- {name: C, tags: [y, x], site: s}
- {name: D}
- {name: E, tags: [x, y], site: s}
- {name: F, tags: [x, y, s]}
groups:
- {name: G, where: {tag: s}}
- {name: H, where: {tag: [x, s], site: s}}",
    );
    let said = organisation.units().map(|(_, unit)| {
        let tags = organisation.tags(unit).join("+");
        format!("{} {tags} {:?}", unit.header.name, organisation.site(unit))
    });
    let said: Vec<String> = said.collect();
    let want = [
        r#"A x+y Some("s")"#,
        "B x+y None",
        r#"C y+x Some("s")"#,
        "D  None",
        r#"E x+y Some("s")"#,
        "F x+y+s None",
    ];
    assert_eq!(said, want);
    let held = organisation.groups().map(|(_, group)| {
        let units = group.held.units().map(|unit| organisation.unit(unit));
        units.map(|unit| &*unit.header.name).collect::<String>()
    });
    assert_eq!(held.collect::<Vec<_>>(), ["F", "ABCE"]);
}

/// What few say is reported of those that say it, and of nobody else.
#[test]
fn rare_things_are_their_own() {
    let organisation = organisation(
        "departments:
- {name: B}
- {name: C, description: of C, headcount: 18446744073709551615}
people: [{name: P, email: p@c, department: C}, {name: Q, department: C}]
services:
- {name: S, provided_by: B, status: planned, notes: of S}
- {name: T, provided_by: B, purpose: of T, reviewed: 2026-05, paid_by: []}
- {name: U, provided_by: B}",
    );
    let units = organisation.units().map(|(_, unit)| {
        let texts = organisation.texts(&unit.header);
        let description = texts.and_then(|it| it.description.as_deref());
        let headcount = unit.department().and_then(Department::headcount);
        let email = unit.person().and_then(Person::email);
        (description, headcount, email)
    });
    let want = [
        (None, None, None),
        (Some("of C"), Some(u64::MAX), None),
        (None, None, Some("p@c")),
        (None, None, None),
    ];
    assert_eq!(units.collect::<Vec<_>>(), want);
    let services = organisation.services().map(|(_, service)| {
        let texts = organisation.texts(&service.header);
        let notes = texts.and_then(|it| it.notes.as_deref());
        let reviewed = service.reviewed().map(Date::as_str);
        let said = (notes, service.purpose(), reviewed);
        (service.status().word(), said, service.paid_by().is_some())
    });
    let want = [
        ("planned", (Some("of S"), None, None), false),
        ("active", (None, Some("of T"), Some("2026-05")), true),
        ("active", (None, None, None), false),
    ];
    assert_eq!(services.collect::<Vec<_>>(), want);
}

/// A date reads as it was written and is as late as its last day; of two as late the shorter comes first.
#[test]
fn dates_keep_what_was_written() {
    let written = ["2025-12-31", "2026", "2026-12", "2026-12-31", "2027-01"];
    let dates: Vec<Date> = written.map(|text| Date::parse(text).unwrap()).to_vec();
    assert!(dates.is_sorted());
    assert_eq!(dates.iter().map(Date::as_str).collect::<Vec<_>>(), written);
    for wrong in ["", "26", "2026-1", "2026-13", "2026-02-30", "2026-05-31-1"] {
        assert_eq!(Date::parse(wrong), None, "{wrong}");
    }
}
