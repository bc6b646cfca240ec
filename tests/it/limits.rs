//! What a small file may ask for at most: one budget for all files of a run.

use crate::run::Run;
use std::fmt::Write as _;

/// A mapping in which aliases repeat 400,000 values.
fn repeated(key: &str) -> String {
    let item = format!("&a [{}]", vec!["x"; 1_000].join(","));
    format!("{key}: {{a: {item}, b: [{}]}}\n", vec!["*a"; 400].join(","))
}

/// Aliases of all files of a map share a budget: each of three is within it, together they are not.
#[test]
fn aliases_of_a_directory_share_a_budget() {
    let run = Run::empty().file("map/org.yaml", "organisation: {name: X}\n");
    let run = run.file("map/a.yaml", repeated("x-one")).file("map/b.yaml", repeated("x-two"));
    let two = run.file("map/z.yaml", "departments: [{name: IT}]\n").line("check map");
    let ran = two.ran().ends(2);
    assert!(!ran.stderr.contains("too-much"), "{ran}");
    let run = Run::empty().file("map/org.yaml", "organisation: {name: X}\n");
    let run = (0..60).fold(run, |run, at| run.file(&format!("map/{at:02}.yaml"), repeated("x")));
    let ran = run.line("check map").ran().ends(2);
    assert_eq!(ran.stderr.matches("error[too-much]").count(), 1, "{ran}");
    assert!(ran.stderr.contains("map/02.yaml:1:1"), "{ran}");
}

/// So do the documents and files of a catalogue.
#[test]
fn aliases_of_a_catalogue_share_a_budget() {
    let mut text = String::new();
    for at in 0..5 {
        let name = repeated("  name");
        writeln!(text, "---\nkind: Group\nspec: {{type: team}}\nmetadata:\n  title: T{at}\n{name}")
            .unwrap();
    }
    let run = Run::empty().file("catalogue.yaml", &text).line("import backstage catalogue.yaml");
    let ran = run.ran().ends(2);
    assert!(ran.stderr.contains("error[too-much]"), "{ran}");
    let run = (0..4)
        .fold(Run::empty(), |run, at| run.file(&format!("c/{at}.yaml"), repeated("metadata")));
    let ran = run.line("import backstage c").ran().ends(2);
    assert!(ran.stderr.contains("c/2.yaml:1:") && ran.stderr.contains("too-much"), "{ran}");
}
