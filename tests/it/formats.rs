//! `check` for the tools that run it: editors, GitHub, code scanners, build servers.

mod recipes;

use crate::run::{Ran, Run};
use quick_xml::{Reader, events::Event};
use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

/// A map with a warning and a note, and one with two errors.
const GAPS: &str = "\
organisation: {name: Abacus}
departments:
  - {id: it, name: IT, serves: sales}
  - {id: sales, name: Sales, serves: buyers}
  - {id: archive, name: Archive}
beneficiaries: [{id: buyers, name: Buyers, since: 2009, kept_by: a, drivers: [b]}]
checks: {satisfaction-unknown: off}
";
const BROKEN: &str = "\
organisation: {name: Abacus}
departments: [{name: Sales, serves: byers}, {name: Sales}]
beneficiaries: [{name: Buyers}]
";
/// Names that a format might take for its own signs.
const HOSTILE: &str = r#"
organisation: {name: "Abacus"}
departments:
  - {id: a, name: "50 % <b> & \"x\"\n::error::no, \e[31m ]]> 😀\uFFFE"}
"#;

fn check(map: &str, format: &str) -> Ran {
    let run = Run::yaml(map).line("check org.yaml --today 2026-11-21");
    run.args(["--format", format]).ran()
}

/// One line each, which `grep` finds and an editor jumps by.
#[test]
fn short_is_a_line_each() {
    assert_data_eq!(
        check(GAPS, "short").ends(0).stdout,
        str![[r#"
org.yaml:4:10: note[no-secondary-customer]: Sales has no secondary customer (it serves the outside directly)
org.yaml:5:10: warning[unit-without-service]: Archive provides no service

"#]]
    );
    assert_data_eq!(
        check(BROKEN, "short").ends(2).stdout,
        str![[r#"
org.yaml:2:37: error[unknown-reference]: nothing is called `byers`
org.yaml:2:52: error[duplicate-id]: the name makes the id `sales`, which another department has

"#]]
    );
    let hostile = check(HOSTILE, "short").stdout;
    assert_eq!(hostile.lines().count(), 1, "{hostile}");
    assert!(!hostile.contains('\u{1b}'), "{hostile}");
}

/// A workflow command each, with notes as notices.
#[test]
fn github_is_a_command_each() {
    assert_data_eq!(
        check(GAPS, "github").ends(0).stdout,
        str![[r#"
::notice file=org.yaml,line=4,col=10,title=no-secondary-customer::Sales has no secondary customer (it serves the outside directly)%0Ahelp: ask who inside relies on it and add them under `serves`; if nobody does, say so under `allow`
::warning file=org.yaml,line=5,col=10,title=unit-without-service::Archive provides no service%0Ahelp: ask its head what would be missed if it closed tomorrow, and by whom; write that as a service

"#]]
    );
    check(BROKEN, "github")
        .ends(2)
        .says("::error file=org.yaml,line=2,col=37,title=unknown-reference::");
}

/// No name of a map begins a command of its own, and no file name a property.
#[test]
fn github_commands_can_not_be_smuggled_in() {
    let printed = check(HOSTILE, "github").stdout;
    assert!(
        printed
            .lines()
            .all(|line| line.starts_with("::warning file=org.yaml,")),
        "{printed}"
    );
    assert!(printed.contains("50 %25 <b>"), "{printed}");
    let run = Run::empty().file("a,b:c%.yaml", GAPS);
    let run = run
        .args(["check", "a,b:c%.yaml", "--format", "github"])
        .ran();
    assert!(
        run.stdout.contains(" file=a%2Cb%3Ac%25.yaml,line="),
        "{run}"
    );
}

/// What a reader of SARIF relies on, after the schema of its standard.
fn sarif_rules() -> Value {
    let run = object(
        &["tool"],
        json!({
            "tool": {"required": ["driver"], "properties": {"driver": driver_rules()}},
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "results": {"type": "array", "items": result_rules()},
        }),
    );
    object(
        &["version", "runs"],
        json!({
            "$schema": {"type": "string", "pattern": "^https://"},
            "version": {"const": "2.1.0"},
            "runs": {"type": "array", "minItems": 1, "items": run},
        }),
    )
}

fn driver_rules() -> Value {
    let configuration = json!({"enabled": {"type": "boolean"}, "level": level()});
    let rule = json!({
        "id": {"type": "string"},
        "shortDescription": text(), "fullDescription": text(), "help": text(),
        "defaultConfiguration": object(&[], configuration),
    });
    let rules = object(&["id"], rule);
    object(
        &["name"],
        json!({
            "name": {"type": "string"},
            "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
            "rules": {"type": "array", "uniqueItems": true, "items": rules},
        }),
    )
}

fn result_rules() -> Value {
    let from_1 = json!({"type": "integer", "minimum": 1});
    let region = object(&[], json!({"startLine": from_1, "startColumn": from_1}));
    let uri = json!({"type": "string", "pattern": "^[A-Za-z0-9._~%/:-]+$"});
    let physical = json!({"artifactLocation": object(&[], json!({"uri": uri})), "region": region});
    let logical = object(&[], json!({"fullyQualifiedName": {"type": "string"}}));
    let location = json!({
        "physicalLocation": object(&["artifactLocation"], physical),
        "logicalLocations": {"type": "array", "items": logical},
        "message": text(),
    });
    let locations = json!({"type": "array", "items": object(&[], location)});
    object(
        &["message"],
        json!({
            "ruleId": {"type": "string"},
            "ruleIndex": {"type": "integer", "minimum": 0},
            "level": level(), "message": text(),
            "locations": locations, "relatedLocations": locations,
        }),
    )
}

/// An object with these keys and no other.
fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

fn text() -> Value {
    object(
        &["text"],
        json!({"text": {"type": "string", "minLength": 1}}),
    )
}

fn level() -> Value {
    json!({"enum": ["none", "note", "warning", "error"]})
}

/// The log keeps the rules of SARIF, and each result points to its own rule.
#[test]
fn sarif_keeps_its_rules() {
    let rules = jsonschema::validator_for(&sarif_rules()).unwrap();
    for (map, count) in [
        (GAPS, 2),
        (BROKEN, 2),
        (HOSTILE, 1),
        ("organisation: {name: X}", 0),
    ] {
        let log = check(map, "sarif").json();
        let errors: Vec<String> = rules
            .iter_errors(&log)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), count, "{map}");
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(
                run["tool"]["driver"]["rules"][index]["id"],
                result["ruleId"]
            );
        }
    }
}

/// A result says what, how bad, where, about what, and which other place explains it.
#[test]
fn sarif_tells_the_places() {
    let result = |map, at: usize| check(map, "sarif").json()["runs"][0]["results"][at].clone();
    let gap = result(GAPS, 1);
    assert_eq!(gap["level"], "warning");
    assert_eq!(
        gap["locations"],
        json!([{
            "physicalLocation": {
                "artifactLocation": {"uri": "org.yaml"},
                "region": {"startLine": 5, "startColumn": 10},
            },
            "logicalLocations": [{"fullyQualifiedName": "archive"}],
        }])
    );
    let taken = result(BROKEN, 1);
    assert_eq!(
        taken["relatedLocations"][0]["message"]["text"],
        "the first one"
    );
}

/// A file name goes into an address as addresses want it: an own name is no scheme and no escape.
#[test]
fn sarif_addresses_are_escaped() {
    let uri = |name: &str, asked: &str| {
        let run = Run::empty().file(name, GAPS);
        let asked = asked.replace("HERE", &run.path().display().to_string());
        let log = run
            .args(["check", &asked, "--format", "sarif"])
            .ran()
            .json();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        place["artifactLocation"]["uri"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(uri("a b/x:y%.yaml", "a b"), "a%20b/x%3Ay%25.yaml");
    assert_eq!(uri("Zürich.yaml", "Zürich.yaml"), "Z%C3%BCrich.yaml");
    // Below the current folder a path is shown from there, however it was given.
    assert_eq!(uri("org.yaml", "HERE/org.yaml"), "org.yaml");
}

/// The elements of an XML text, each with its attributes.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("attributes are sound");
                    let key = attribute.key.as_ref().to_owned();
                    let value = quick_xml::escape::unescape(&attribute.value);
                    let value = value.expect("escapes are sound");
                    (key, value.into_owned())
                });
                all.push((name, attributes.collect()));
            }
            Event::Eof => return all,
            _ => {}
        }
    }
}

/// A suite for each file, a case for each finding: it fails from `--deny` upwards, as the exit status does.
#[test]
fn junit_fails_where_the_status_does() {
    assert_data_eq!(
        check(GAPS, "junit").ends(0).stdout,
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="custmap">
  <testsuite name="org.yaml" tests="2" failures="0" errors="0" skipped="2">
    <testcase classname="no-secondary-customer" name="Sales has no secondary customer (it serves the outside directly)" file="org.yaml" line="4">
      <skipped message="note: Sales has no secondary customer (it serves the outside directly)"/>
    </testcase>
    <testcase classname="unit-without-service" name="Archive provides no service" file="org.yaml" line="5">
      <skipped message="warning: Archive provides no service"/>
    </testcase>
  </testsuite>
</testsuites>

"#]]
    );
    let strict = Run::yaml(GAPS)
        .line("check org.yaml --format junit --deny warning")
        .ran();
    strict
        .ends(1)
        .says(r#"tests="2" failures="1" errors="0" skipped="1""#)
        .says("<failure type=\"warning\"");
    check(BROKEN, "junit").ends(2).says(r#"failures="2""#);
    check("organisation: {name: X}", "junit")
        .ends(0)
        .says(r#"name="no findings"/>"#);
}

/// Each file of a folder has its suite, also one without a finding.
#[test]
fn junit_has_a_suite_for_each_file() {
    let run = Run::empty()
        .file("map/a.yaml", GAPS)
        .file("map/b.yaml", "people: []");
    let xml = run.line("check map --format junit").fine().stdout;
    let all = elements(&xml);
    let suites: Vec<_> = all.iter().filter(|(name, _)| name == "testsuite").collect();
    assert_eq!(suites.len(), 2, "{xml}");
    assert_eq!(suites[1].1[0].1, "map/b.yaml");
}

/// Names that hold signs of XML, or characters that it can't hold, leave it sound and are not lost.
#[test]
fn junit_is_sound_whatever_a_name_holds() {
    let xml = check(HOSTILE, "junit").stdout;
    let all = elements(&xml);
    let case = &all.iter().find(|(name, _)| name == "testcase").unwrap().1;
    let name = &case.iter().find(|(key, _)| key == "name").unwrap().1;
    assert!(name.contains("50 % <b> & \"x\" ::error::no,"), "{name}");
    assert!(name.contains("]]> 😀"), "{name}");
    let held = |c: char| c == '\n' || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}');
    assert!(xml.chars().all(held), "{xml:?}");
}

/// `-o` takes the format from the ending, and data for a tool is never cut.
#[test]
fn written_to_files_whole() {
    let many = (0..150).map(|at| format!("  - {{name: D{at}}}\n"));
    let many = format!(
        "organisation: {{name: X}}\ndepartments:\n{}",
        many.collect::<String>()
    );
    let run = |line: &str| Run::yaml(&many).line("check org.yaml").line(line).fine();
    assert_eq!(
        run("-o a.sarif")
            .left("a.sarif")
            .matches("\"ruleId\"")
            .count(),
        150
    );
    assert_eq!(
        run("-o a.xml").left("a.xml").matches("<testcase").count(),
        150
    );
    for format in ["short", "github"] {
        assert_eq!(
            run(&format!("--format {format}")).stdout.lines().count(),
            150
        );
    }
    assert!(run("").stdout.contains("50 more of unit-without-service"));
    let own = Run::yaml(GAPS)
        .line("check org.yaml --format sarif -o org.yaml")
        .refused();
    assert_eq!(own.left("org.yaml"), GAPS, "never over the map");
}
