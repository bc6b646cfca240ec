//! The same map gives the same bytes, and the order of the file changes no fact.

use crate::{commands::SMALL, run::Run};
use serde_json::Value;
use std::collections::BTreeMap;

/// The commands whose output is compared.
const COMMANDS: [&str; 9] = [
    "analyze org.yaml --today 2026-11-21 --people --all",
    "list org.yaml",
    "check org.yaml --today 2026-11-21",
    "check org.yaml --today 2026-11-21 --format json",
    "export org.yaml --format csv",
    "export org.yaml --format csv --wide",
    "export org.yaml --format json --today 2026-11-21",
    "why org.yaml it buyers --all",
    "explain",
];

/// Two runs say the same, byte for byte.
#[test]
fn two_runs_say_the_same() {
    for line in COMMANDS {
        let run = || Run::yaml(SMALL).line(line).fine().stdout;
        assert_eq!(run(), run(), "{line}");
    }
}

/// A run doesn't depend on the language or time zone of the machine.
#[test]
fn the_machine_does_not_matter() {
    for line in COMMANDS {
        let plain = Run::yaml(SMALL).line(line).fine().stdout;
        let run = Run::yaml(SMALL).line(line).env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Asia/Tokyo");
        assert_eq!(run.fine().stdout, plain, "{line}");
    }
}

/// The lists of the small map, each with its lines in reverse order, and the lists themselves reversed.
fn turned_round(yaml: &str) -> String {
    let mut lists: Vec<Vec<String>> = Vec::new();
    for line in yaml.lines() {
        match line {
            head if !head.starts_with(' ') => lists.push(vec![head.to_owned()]),
            item if item.starts_with("  - ") => lists.last_mut().unwrap().push(item.to_owned()),
            more => {
                let last = lists.last_mut().unwrap().last_mut().unwrap();
                *last = format!("{last}\n{more}");
            }
        }
    }
    for list in &mut lists {
        list[1..].reverse();
    }
    lists.reverse();
    lists.concat().join("\n") + "\n"
}

/// What is exported, each list sorted by id, without places.
fn facts(yaml: &str) -> (BTreeMap<String, Value>, BTreeMap<String, Value>, Vec<String>) {
    let run = Run::yaml(yaml).line("export org.yaml --format json --today 2026-11-21");
    let json = run.fine().json();
    let by_id = |list: &str| {
        let items = json[list].as_array().unwrap().iter();
        items.map(|item| (item["id"].as_str().unwrap().to_owned(), item.clone())).collect()
    };
    let findings = json["findings"].as_array().unwrap().iter();
    let mut findings: Vec<String> = findings
        .map(|one| {
            format!("{} {} {} {}", one["code"], one["severity"], one["subject"], one["message"])
        })
        .collect();
    findings.sort();
    (by_id("units"), by_id("parties"), findings)
}

/// Every list reversed: the same facts and findings.
#[test]
fn the_order_of_the_file_changes_no_fact() {
    let turned = turned_round(SMALL);
    assert_ne!(turned, SMALL);
    assert_eq!(facts(&turned), facts(SMALL));
    for example in ["xyz", "we-care", "council"] {
        let yaml = std::fs::read_to_string(format!(
            "{}/examples/{example}.yaml",
            env!("CARGO_MANIFEST_DIR")
        ))
        .unwrap();
        let lines =
            yaml.lines().filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
        let yaml = lines.collect::<Vec<_>>().join("\n") + "\n";
        let items = yaml.matches("\n  - ").count();
        let turned = turned_round(&yaml);
        assert_eq!(turned.matches("\n  - ").count(), items, "nothing is lost");
        assert_eq!(facts(&turned), facts(&yaml), "{example}");
    }
}

/// A map in several files has the same facts as in one.
#[test]
fn a_map_in_files_has_the_same_facts() {
    let mut lists: Vec<String> = Vec::new();
    for line in SMALL.lines() {
        if line.starts_with(' ') {
            let list = lists.last_mut().unwrap();
            *list = format!("{list}\n{line}");
        } else {
            lists.push(line.to_owned());
        }
    }
    assert_eq!(lists.len(), 7);
    let run = Run::empty();
    let files = lists.iter().enumerate();
    let run = files.fold(run, |run, (at, list)| run.file(&format!("map/{at}.yaml"), list));
    let split = run.line("export map --format csv").fine().stdout;
    let whole = Run::yaml(SMALL).line("export org.yaml --format csv").fine().stdout;
    assert_eq!(split, whole);
}
