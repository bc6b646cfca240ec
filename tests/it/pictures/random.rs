//! Any names give pictures that other programs can read.

use super::xml;
use crate::{properties::cases, report::Html, run::Run};
use proptest::prelude::*;
use serde_json::json;

/// A small organisation with these names, as JSON, which can hold more characters than YAML.
fn organisation(names: &[String]) -> String {
    let name = |at: usize| &names[at % names.len()];
    let departments: Vec<_> = (0..4)
        .map(|at| {
            let served = [format!("d{}", (at + 1) % 4), "b0".into(), "everyone".into()];
            json!({"id": format!("d{at}"), "name": name(at), "serves": served, "purpose": name(at + 1)})
        })
        .collect();
    json!({
        "organisation": {"id": "x", "name": name(4), "customers_called": name(0)},
        "departments": departments,
        "beneficiaries": [{"id": "b0", "name": name(5)}],
    })
    .to_string()
}

fn drawn(map: &str, format: &str, more: &str) -> String {
    let run = Run::empty().file("org.json", map).line("export org.json --format");
    run.line(format).line(more).fine().stdout
}

/// Names of any characters; a blank one is no name.
fn names() -> impl Strategy<Value = Vec<String>> {
    let name = prop_oneof![
        any::<String>(),
        "[\\PC]{1,8}",
        "[<>&\"'\\]\\\\\u{0}-\u{1f}\u{202a}-\u{202e}\u{fdd0}\u{fffe}\u{ffff}\u{1fffe}]{1,9}"
    ];
    let name = name.prop_map(|name| format!("n{name}"));
    prop::collection::vec(name, 6)
}

proptest! {
    #![proptest_config(cases(24))]

    /// SVG and `GraphML` are well-formed XML, and a page is read without a guess, whatever the names are.
    #[test]
    fn any_names_give_well_formed_files(names in names()) {
        let map = organisation(&names);
        for part in ["", "--matrix", "--unit d0", "--focus d1"] {
            xml(&drawn(&map, "svg", part));
        }
        xml(&drawn(&map, "graphml", ""));
        let run = Run::empty().file("org.json", &map).line("report org.json");
        Html::read(&run.fine().stdout);
    }

    /// DOT and Mermaid have a line for each box and each arrow, whatever the names are.
    #[test]
    fn any_names_give_a_line_each(names in names()) {
        let map = organisation(&names);
        for (format, arrow) in [("dot", " -> "), ("mermaid", " -->|")] {
            let text = drawn(&map, format, "");
            let lines = |part: &str| text.lines().filter(|line| line.trim_start().starts_with('n') && line.contains(part)).count();
            let boxes = (1..=11).all(|at| text.lines().any(|line| {
                let line = line.trim_start();
                line.strip_prefix(&format!("n{at}")).is_some_and(|rest| rest.starts_with([' ', '(', '[', '{']))
            }));
            prop_assert!(boxes, "{}", text);
            prop_assert!(lines(arrow) >= 20, "{}", text);
        }
    }
}
