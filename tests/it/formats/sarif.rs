//! SARIF: after the rules of its standard, and with every place.

use super::{BROKEN, GAPS, HOSTILE, check};
use crate::run::Run;
use serde_json::{Value, json};

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
#[expect(clippy::needless_pass_by_value, reason = "it reads well around `json!`")]
fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

fn text() -> Value {
    object(&["text"], json!({"text": {"type": "string", "minLength": 1}}))
}

fn level() -> Value {
    json!({"enum": ["none", "note", "warning", "error"]})
}

/// The log keeps the rules of SARIF, and each result points to its own rule.
#[test]
fn sarif_keeps_its_rules() {
    let rules = jsonschema::validator_for(&sarif_rules()).unwrap();
    for (map, count) in [(GAPS, 2), (BROKEN, 2), (HOSTILE, 1), ("organisation: {name: X}", 0)] {
        let log = check(map, "sarif").json();
        let errors: Vec<String> = rules.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), count, "{map}");
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }
}

/// A result says what, how bad, where, about what, and which other place explains it.
#[test]
fn sarif_has_the_places() {
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
    assert_eq!(taken["relatedLocations"][0]["message"]["text"], "the first one");
}

/// A file name goes into an address as addresses want it: an own name is no scheme and no escape.
#[test]
fn sarif_addresses_are_escaped() {
    let uri = |name: &str, asked: &str| {
        let run = Run::empty().file(name, GAPS);
        let asked = asked.replace("HERE", &run.path().display().to_string());
        let log = run.args(["check", &asked, "--format", "sarif"]).ran().json();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        place["artifactLocation"]["uri"].as_str().unwrap().to_owned()
    };
    assert_eq!(uri("a b/x:y%.yaml", "a b"), "a%20b/x%3Ay%25.yaml");
    assert_eq!(uri("Zürich.yaml", "Zürich.yaml"), "Z%C3%BCrich.yaml");
    // Below the current folder a path is shown from there, however it was given.
    assert_eq!(uri("org.yaml", "HERE/org.yaml"), "org.yaml");
}

/// A file with more results than code hosts take says so, and is written all the same; other formats need no such note.
#[test]
fn too_many_results_are_noted() {
    let map = |wrong: usize| {
        let entries = (0..wrong).map(|at| format!("- {{name: D{at}, zz: 1}}\n"));
        format!("organisation: {{name: X}}\ndepartments:\n{}", entries.collect::<String>())
    };
    let check = |wrong: usize, format: &str| {
        Run::yaml(&map(wrong)).line("check org.yaml --format").line(format).ran().ends(2)
    };
    check(25_001, "sarif").complains("25001 results: code hosts refuse").says("unknown-key");
    check(25_000, "sarif").complains_not("code hosts");
    check(25_001, "short").complains_not("code hosts");
}
