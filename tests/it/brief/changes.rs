//! `brief --since`: what changed since an older version.

use crate::run::Run;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Three customers who are served.
const BEFORE: &str = "\
organisation: {name: Gain}
departments: [{id: a, name: A}]
services:
  - {id: s, name: S, provided_by: a, serves: [xx, zz]}
  - {id: v, name: V, provided_by: a, serves: [ww]}
beneficiaries: [{id: xx, name: X}, {id: zz, name: Zoo}, {id: ww, name: W}]
";

fn changes(old: &str, new: &str) -> Value {
    let run = Run::yaml(new).file("old.yaml", old);
    run.line("brief org.yaml --since old.yaml --format json").fine().json()["changes"].clone()
}

/// Gained is who is served now and wasn't then, lost is who was served then and isn't now: by their ids. Who is only
/// written down is not gained, who is served by another service is not lost.
#[test]
fn customers_are_those_who_are_served() {
    let after = BEFORE
        .replace("serves: [xx, zz]", "serves: [xx]")
        .replace("serves: [ww]", "serves: [ww], status: retired")
        .replace("{id: zz, name: Zoo}", "{id: mm, name: Moon}");
    let found = changes(BEFORE, &after);
    assert_eq!(
        (&found["customers_gained"], &found["customers_lost"]),
        (&json!([]), &json!(["ww", "zz"]))
    );
    let run = Run::yaml(&after).file("old.yaml", BEFORE);
    run.line("brief org.yaml --since old.yaml")
        .fine()
        .says("Customers lost: W, Zoo.")
        .says_no("Customers gained");
    let back = changes(&after, BEFORE);
    assert_eq!(
        (&back["customers_gained"], &back["customers_lost"]),
        (&json!(["ww", "zz"]), &json!([]))
    );
    let moved = BEFORE.replace("[xx, zz]", "[xx]").replace("[ww]", "[ww, zz]");
    let moved = changes(BEFORE, &moved);
    assert_eq!((&moved["customers_gained"], &moved["customers_lost"]), (&json!([]), &json!([])));
}

/// A map of so many relationships, of which so many are measured.
fn measured(relationships: usize, measured: usize) -> String {
    let mut yaml = "organisation: {name: M}\ndepartments: [{id: a, name: A}]\nservices:\n  - {id: s, name: S, provided_by: a, serves: [".to_owned();
    for at in 0..relationships {
        let score = if at < measured { ", satisfaction: {score: 8, n: 40}" } else { "" };
        write!(yaml, "{{to: b{at}{score}}}, ").unwrap();
    }
    yaml.push_str("]}\nbeneficiaries:\n");
    for at in 0..relationships {
        writeln!(yaml, "  - {{id: b{at}, name: B{at}}}").unwrap();
    }
    yaml
}

/// The change of the share is rounded from the exact difference, and left out where it is 0.
#[test]
fn the_change_in_percent_is_exact() {
    let lead = |old: String, new: String| {
        let run = Run::yaml(&new).file("old.yaml", old);
        run.line("brief org.yaml --since old.yaml --width 200").fine().stdout
    };
    // From 16.7 to 20 % is 3.3 points more, from 66.7 to 60 % 6.7 less.
    for (old, new, text) in [
        (measured(6, 1), measured(5, 1), "20 % of 5 relationships are measured (+3)."),
        (measured(6, 4), measured(5, 3), "60 % of 5 relationships are measured (-7)."),
        (measured(6, 3), measured(4, 2), "50 % of 4 relationships are measured."),
    ] {
        let found = lead(old, new);
        assert!(found.contains(text), "{text}: {found}");
    }
    let run = Run::yaml(&measured(4, 2)).file("old.yaml", measured(4, 2));
    let page = run.line("brief org.yaml --since old.yaml --format html").fine().stdout;
    assert!(!page.contains("points since then"), "{page}");
}
