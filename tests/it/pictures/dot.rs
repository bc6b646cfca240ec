//! DOT.

use super::{FEW, drawn};
use crate::{report::HOSTILE, run::Run};
use snapbox::{assert_data_eq, str};
use std::fmt::Write as _;

/// Boxes by number, so that no name is a word of the language; each name in quotes.
#[test]
fn a_network() {
    assert_data_eq!(
        drawn(FEW, "dot", ""),
        str![[r##"
digraph "Abacus" {
  rankdir=LR;
  node [shape=box, style="rounded,filled", fontname="Helvetica,Arial,sans-serif", fontsize=11];
  edge [color="#718096", fontname="Helvetica,Arial,sans-serif", fontsize=9, fontcolor="#4a5568"];
  n1 [label="Abacus", fillcolor="#bcd7f0", color="#1a4971"];
  n2 [label="Everyone", fillcolor="#ede4f7", color="#6b3fa0", shape=hexagon, style=filled];
  n3 [label="IT", fillcolor="#e3eef9", color="#2b5d94"];
  n4 [label="Sales", fillcolor="#e3eef9", color="#2b5d94"];
  n5 [label="Web shop", fillcolor="#e3eef9", color="#2b5d94"];
  n6 [label="IT", fillcolor="#fff3cd", color="#997404"];
  n7 [label="Sales", fillcolor="#fff3cd", color="#997404"];
  n8 [label="Web shop", fillcolor="#fff3cd", color="#997404"];
  n9 [label="Buyers", fillcolor="#d7efd9", color="#2e7d32", shape=ellipse];
  n10 [label="Firms &amp; friends", fillcolor="#d7efd9", color="#2e7d32", shape=ellipse];
  n3 -> n1 [label="part of"];
  n4 -> n1 [label="part of"];
  n5 -> n4 [label="part of"];
  n3 -> n6 [label="provides"];
  n4 -> n7 [label="provides"];
  n5 -> n8 [label="provides"];
  n6 -> n4 [label="serves"];
  n6 -> n2 [label="serves"];
  n7 -> n9 [label="serves"];
  n8 -> n9 [label="serves"];
  n8 -> n10 [label="serves"];
  n1 -> n6 [label="pays"];
  n9 -> n7 [label="pays 5,000 GBP"];
}

"##]]
    );
}

/// The neighbourhood of a unit is a picture of its own, with its title.
#[test]
fn a_neighbourhood() {
    assert_data_eq!(
        drawn(FEW, "dot", "--unit web"),
        str![[r##"
digraph "Web shop: who serves it, whom it serves, and through whom" {
  rankdir=LR;
  node [shape=box, style="rounded,filled", fontname="Helvetica,Arial,sans-serif", fontsize=11];
  edge [color="#718096", fontname="Helvetica,Arial,sans-serif", fontsize=9, fontcolor="#4a5568"];
  n1 [label="Web shop", fillcolor="#bcd7f0", color="#1a4971"];
  n2 [label="IT", fillcolor="#e3eef9", color="#2b5d94"];
  n3 [label="Web shop", fillcolor="#fff3cd", color="#997404"];
  n4 [label="Buyers", fillcolor="#d7efd9", color="#2e7d32", shape=ellipse];
  n5 [label="Firms &amp; friends", fillcolor="#d7efd9", color="#2e7d32", shape=ellipse];
  n2 -> n1;
  n1 -> n3;
  n3 -> n4;
  n3 -> n5;
}

"##]]
    );
}

/// Words of the language, quotes, backslashes and entities are names like others.
#[test]
fn names_are_text() {
    let text = drawn(HOSTILE, "dot", "");
    for label in [
        r#"[label="Graph","#,
        r#"[label="subgraph","#,
        r#"[label="\"><img src=x onerror=alert(3)>","#,
        r#"[label="Back\\slash \\N \\","#,
        r#"[label="&amp;lt;b&amp;gt; #60; #quot; &amp;","#,
        r#"[label="two lines and a tab","#,
    ] {
        assert!(text.contains(label), "{label} in:\n{text}");
    }
    for line in text.lines().skip(4) {
        let line = line.trim_start();
        assert!(line == "}" || line.starts_with('n'), "{line}");
    }
}

/// A small map may have a graph for whose layers Graphviz needs minutes: beyond 150 arrows another layout is asked for.
#[test]
fn many_arrows_are_not_laid_out_in_layers() {
    let dot = |services: usize| {
        let mut text =
            "organisation: {name: X}\ndepartments: [{name: A}, {name: B}]\nservices:\n".to_owned();
        for at in 0..services {
            writeln!(text, "  - {{name: S{at}, provided_by: A, serves: B}}").unwrap();
        }
        Run::yaml(&text).line("export org.yaml --format dot").fine().stdout
    };
    let (few, many) = (dot(49), dot(50));
    assert_eq!([&few, &many].map(|text| text.matches(" -> ").count()), [149, 152]);
    assert!(!few.contains("layout="), "{few}");
    assert_eq!(many.matches("  layout=sfdp; overlap=prism;\n").count(), 1, "{many}");
}
