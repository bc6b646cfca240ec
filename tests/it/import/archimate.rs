//! `import archimate`: who provides and who is served is found along the relationships, the rest is counted.

use super::{federal::real_file, map, printed};
use crate::run::{Ran, Run};

const INSURER: &str = include_str!("../../../examples/import/insurer.xml");

fn model(text: &str, line: &str) -> Run {
    Run::empty().file("m.xml", text).line("import archimate m.xml --width 1000").line(line)
}

/// The elements and relationships of a small model, inside the XML of version 2.1.
fn old(elements: &[(&str, &str)], relations: &[(&str, &str, &str)]) -> String {
    let elements = elements.iter().map(|(kind, id)| {
        format!("<element identifier='{id}' xsi:type='{kind}'><label xml:lang='en'>{id}</label></element>\n")
    });
    let relations = relations.iter().map(|(kind, source, target)| {
        format!(
            "<relationship source='{source}' target='{target}' xsi:type='{kind}Relationship'/>\n"
        )
    });
    let (elements, relations): (String, String) = (elements.collect(), relations.collect());
    format!(
        "<model><name>M</name>\n<elements>{elements}</elements><relationships>{relations}</relationships></model>"
    )
}

#[track_caller]
fn drawn(elements: &[(&str, &str)], relations: &[(&str, &str, &str)], line: &str) -> Ran {
    printed(model(&old(elements, relations), line))
}

/// A model of version 3: roles stand for their actors, the organisation is no department, what serves a process
/// serves the service that this realizes.
#[test]
fn a_model_becomes_a_map() {
    let ran = printed(model(INSURER, ""));
    ran.says("organisation:\n  name: Harbour Insurance\n\n")
        .says("  - id: claims\n    name: Claims\n    description: Settles claims & pays them.\n")
        .says("  - id: motor\n    name: Motor claims\n    part_of: claims\n")
        .says("  - id: it\n    name: IT\n")
        .says("    name: Claim settlement\n    provided_by: motor\n    serves: [customer]\n")
        .says("    name: User support\n    provided_by: it\n    serves: [settling]\n")
        .says_no("id: company")
        .complains("13 elements, 12 relationships")
        .complains("treated as external, because they are served and provide nothing (else: --inside NAME): Customer, Broker")
        .complains("left out, because no relationship says what they do or receive (else: --outside or --inside NAME): Auditor")
        .complains("the model names no provider (else: --provider NAME, or --provider organisation): Advice")
        .complains("1 ApplicationComponent, 1 BusinessProcess")
        .complains("ignored relationships (no service/consumer meaning): 1 Serving, 1 Triggering");
}

/// What the model doesn't say the user may.
#[test]
fn choices_fill_what_the_model_leaves_open() {
    let ran = printed(model(INSURER, "--provider organisation --inside broker --outside Auditor"));
    let map = map(&ran.stdout);
    assert_eq!((map.departments.len(), map.services.len(), map.beneficiaries.len()), (4, 3, 2));
    ran.says("name: Advice\n    provided_by: organisation\n    serves: [broker]\n");
    printed(model(INSURER, "--provider Sales")).says("provided_by: sales").says("name: Sales");
    model(INSURER, "--outside Brokr").refused().complains("nothing in the model is called Brokr");
}

/// Archi's tables say the same; the model's own name is among its elements, its relationships lie beside.
#[test]
fn tables_of_archi_are_read() {
    let ran = printed(Run::package().line("import archimate examples/import/elements.csv"));
    ran.says("name: Harbour Theatre\n")
        .says("name: Set building\n    provided_by: workshop\n    serves: [stage]\n")
        .says("name: Evening performance\n    provided_by: stage\n    serves: [audience]\n")
        .complains("1 Association");
    let run = Run::empty().file("x.csv", "ID,Type\n").line("import archimate x.csv");
    run.refused().complains("Archi calls this file elements.csv");
    let run = Run::empty()
        .file("my-elements.csv", "ID,Type\na\n")
        .file("my-relations.csv", "ID,Type,Source,Target\nr,,a,b\n");
    let ran = run.line("import archimate my-elements.csv").refused();
    ran.complains("no column `Name`, `Documentation`")
        .complains("my-relations.csv:2:1")
        .complains("lacks its type");
    let run = Run::empty()
        .file("elements.csv", "ID,Type,Name,Documentation\n")
        .line("import archimate elements.csv");
    run.refused().complains("can't read relations.csv");
}

/// A chain of behaviour between actor and service is walked to its end, also where it runs in a circle.
#[test]
fn a_chain_of_behaviour_is_walked() {
    let elements = [
        ("BusinessActor", "a"),
        ("BusinessRole", "r"),
        ("BusinessProcess", "whole"),
        ("BusinessProcess", "part"),
        ("BusinessService", "s"),
        ("BusinessActor", "b"),
        ("BusinessActor", "c"),
        ("BusinessService", "t"),
    ];
    let relations = [
        ("Assignment", "a", "r"),
        ("Assignment", "r", "whole"),
        ("Composition", "whole", "part"),
        ("Aggregation", "part", "whole"),
        ("Realisation", "part", "s"),
        ("UsedBy", "s", "b"),
        ("Assignment", "b", "t"),
        ("UsedBy", "t", "c"),
    ];
    let ran = drawn(&elements, &relations, "");
    let ran = ran
        .says("name: s\n    provided_by: a\n    serves: [b]\n")
        .says("provided_by: b\n    serves: [c]\n");
    assert_eq!(map(&ran.stdout).beneficiaries.len(), 1, "c alone is outside: b provides");
}

/// A collaboration means those in it, all of whom provide.
#[test]
fn a_collaboration_stands_for_its_members() {
    let elements = [
        ("BusinessActor", "a"),
        ("BusinessActor", "b"),
        ("BusinessCollaboration", "both"),
        ("BusinessService", "s"),
    ];
    let relations =
        [("Aggregation", "both", "a"), ("Composition", "both", "b"), ("Assignment", "both", "s")];
    drawn(&elements, &relations, "").says("provided_by: [a, b]").says_no("both");
}

/// Circles of parts are an error at the element, as in a map; roles that play one another end somewhere.
#[test]
fn circles_end() {
    let elements = [("BusinessActor", "a"), ("BusinessActor", "b")];
    let relations = [("Composition", "a", "b"), ("Composition", "b", "a")];
    model(&old(&elements, &relations), "--strict")
        .refused()
        .complains("part-of-circle")
        .complains("m.xml:");
    let elements = [("BusinessRole", "a"), ("BusinessRole", "b"), ("BusinessService", "s")];
    let relations = [("Assignment", "a", "b"), ("Assignment", "b", "a"), ("Assignment", "a", "s")];
    drawn(&elements, &relations, "").says("provided_by: ");
}

/// The real `ArchiSurance`, in version 2.1: what its relationships connect, and a count of all else.
#[test]
fn archisurance_becomes_a_map() {
    let Some(file) = real_file("archisurance-exchange21.xml") else {
        return;
    };
    let ran = printed(Run::empty().args(["import", "archimate"]).args([&file]));
    let sound = map(&ran.stdout);
    assert_eq!(
        (sound.departments.len(), sound.services.len(), sound.beneficiaries.len()),
        (15, 2, 2)
    );
    ran.says("name: Claim Registration Service\n    provided_by: organisation\n    serves: [id-521, id-1337]\n")
        .complains("120 elements, 176 relationships")
        .complains("Premium Payment Service, Customer Information Service, Insurance Application Service")
        .complains("33 Flow");
    let ran = printed(
        Run::empty().args(["import", "archimate"]).args([&file]).line("--provider organisation"),
    );
    assert_eq!(map(&ran.stdout).services.len(), 6);
}

/// What is no XML, no model, cut off or hostile is reported at its place; entities of the file's own are not expanded.
#[test]
fn broken_and_hostile_xml_is_reported() {
    for (text, said) in [
        ("", "this is no Open Exchange model"),
        ("<a/>", "this is no Open Exchange model"),
        ("not xml", "this is no Open Exchange model"),
        ("<model><elements></model>", "this is not XML"),
        ("<model><elements>", "ends before its elements are closed"),
        (
            "<model a='1' a='2'>\n<element identifier='x' identifier='y' xsi:type='z'/></model>",
            "this is not XML",
        ),
    ] {
        let ran = model(text, "").refused();
        ran.complains(said).complains("m.xml:");
    }
    let bomb = "<!DOCTYPE m [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;\">]>\n<model><name>&b;&#65;</name><elements>\
                <element identifier=\"a\" xsi:type=\"BusinessActor\"><name>A</name></element></elements></model>";
    printed(model(bomb, "")).says("name: \"&b;A\"");
    let deep = format!("<model>{}{}</model>", "<x>".repeat(200_000), "</x>".repeat(200_000));
    model(&deep, "").refused().complains("nothing to import was found");
    let nameless =
        old(&[("BusinessActor", "a")], &[]).replace("<label xml:lang='en'>a</label>", "<label/>");
    model(&nameless, "--strict").refused().complains("this BusinessActor has no name");
}

/// Archi's own file is read as well as its exports: relationships are elements there, and types have a prefix.
#[test]
fn the_file_of_archi_itself_is_read() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:archimate="http://www.archimatetool.com/archimate" name="Mill" id="m">
  <folder name="Business" id="f" type="business">
    <element xsi:type="archimate:BusinessActor" name="Bakehouse" id="a"/>
    <element xsi:type="archimate:BusinessActor" name="Guests" id="b"/>
    <element xsi:type="archimate:BusinessService" name="Bread" id="c"/>
  </folder>
  <folder name="Relations" id="r" type="relations">
    <element xsi:type="archimate:AssignmentRelationship" id="d" source="a" target="c"/>
    <element xsi:type="archimate:ServingRelationship" id="e" source="c" target="b"/>
  </folder>
  <folder name="Views" id="v" type="diagrams">
    <element xsi:type="archimate:ArchimateDiagramModel" name="View" id="w"><child xsi:type="archimate:DiagramObject" id="x" archimateElement="a"/></element>
  </folder>
</archimate:model>"#;
    let ran = printed(Run::empty().file("m.archimate", text).line("import archimate m.archimate"));
    ran.says("name: Mill\n")
        .says("name: Bread\n    provided_by: a\n    serves: [b]\n")
        .complains("3 elements, 2 relationships");
}

/// Relationships through junctions are those between what they join, each of its kind; a junction is no element of its
/// own, and its `type` is not that of an element.
#[test]
fn junctions_are_passed() {
    let elements = [
        ("BusinessActor", "a"),
        ("BusinessActor", "b"),
        ("BusinessActor", "c"),
        ("BusinessActor", "d"),
        ("BusinessService", "s"),
        ("AndJunction", "j"),
        ("OrJunction", "k"),
        ("Junction", "l"),
    ];
    let relations = [
        ("Assignment", "a", "j"),
        ("Assignment", "b", "j"),
        ("Assignment", "j", "s"),
        ("UsedBy", "s", "k"),
        ("UsedBy", "k", "l"),
        ("UsedBy", "l", "k"),
        ("UsedBy", "l", "c"),
        ("Triggering", "k", "d"),
        ("UsedBy", "s", "nowhere"),
    ];
    let ran = drawn(&elements, &relations, "");
    let ran = ran.says("name: s\n    provided_by: [a, b]\n    serves: [c]\n");
    let ran = ran.complains("an end of them is not in the model: 1 relationship");
    assert!(!ran.stderr.contains("unction"), "{ran}");
    assert!(!ran.stderr.contains("Serving"), "all that were understood are used: {ran}");
}

/// Thousands of relationships at one junction are not multiplied.
#[test]
fn a_hostile_junction_ends() {
    let names: Vec<String> = (0..3_000).map(|at| format!("s{at}")).collect();
    let mut elements = vec![("Junction", "j"), ("BusinessActor", "a")];
    elements.extend(names.iter().map(|name| ("BusinessService", name.as_str())));
    let mut relations = vec![("Assignment", "a", "s0")];
    relations.extend(names.iter().map(|name| ("UsedBy", name.as_str(), "j")));
    relations.extend(names.iter().map(|name| ("UsedBy", "j", name.as_str())));
    drawn(&elements, &relations, "").complains("junctions were not followed");
}

/// A packed model is unpacked, and XML is read in the encoding that it declares.
#[test]
fn packed_models_and_other_encodings_are_read() {
    use std::io::Write as _;
    let text = old(
        &[("BusinessActor", "Bäcker"), ("BusinessService", "s")],
        &[("Assignment", "Bäcker", "s")],
    );
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("images/a.png", options).unwrap();
    archive.write_all(b"x").unwrap();
    archive.start_file("model.xml", options).unwrap();
    archive.write_all(text.as_bytes()).unwrap();
    archive.finish().unwrap();
    let packed = Run::empty().file("m.archimate", bytes.into_inner());
    printed(packed.line("import archimate m.archimate")).says("name: Bäcker\n");
    let head = "<?xml version='1.0' encoding='ISO-8859-1'?>";
    let body = text.split_once("?>").map_or(text.as_str(), |(_, rest)| rest);
    let latin: Vec<u8> =
        format!("{head}{body}").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let run = Run::empty().file("m.xml", latin).line("import archimate m.xml");
    printed(run).says("name: Bäcker\n");
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let run = Run::empty().file("m.xml", wide).line("import archimate m.xml");
    printed(run).says("name: Bäcker\n");
    // A packed file of another kind has no model.
    let book = rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap();
    let run = Run::empty().file("m.archimate", book).line("import archimate m.archimate");
    run.refused().complains("no model.xml");
}

/// Archi separates cells by a semicolon or a tab where that is chosen.
#[test]
fn tables_with_other_delimiters_are_read() {
    for sign in [";", "\t"] {
        let elements =
            "ID,Type,Name,Documentation\na,BusinessActor,None,\nb,BusinessService,Bread,\n";
        let relations =
            "ID,Type,Name,Documentation,Source,Target\nr,AssignmentRelationship,,,a,b\n";
        let run = Run::empty()
            .file("elements.csv", elements.replace(',', sign))
            .file("relations.csv", relations.replace(',', sign))
            .line("import archimate elements.csv");
        printed(run).says("name: None\n").says("name: Bread\n    provided_by: a\n");
    }
}

/// A model of thousands of kinds is described in few lines: some of them, and how many others there are.
#[test]
fn kinds_without_end_are_counted() {
    let all = |kinds: usize| -> String {
        let of = |at| {
            format!(
                "<element identifier=\"e{at}\" xsi:type=\"K{at}\"><name>E{at}</name></element>\n"
            )
        };
        (0..kinds).map(of).collect()
    };
    let ran = |kinds: usize| {
        let model = format!(
            "<model xmlns=\"http://www.opengroup.org/xsd/archimate/3.0/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" identifier=\"m\"><name>X</name>\n<elements>\n\
             <element identifier=\"a\" xsi:type=\"BusinessActor\"><name>A</name></element>\n{}</elements>\n</model>",
            all(kinds)
        );
        Run::empty().file("m.xml", model).line("import archimate m.xml").ran().ends(0)
    };
    let many = ran(3_000).complains("others");
    assert!(many.stderr.len() < 3_000, "{}", many.stderr.len());
    // The last number of kinds of which each is named.
    assert!(!ran(50).stderr.contains("others"));
}
