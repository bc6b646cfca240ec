//! Pictures alone in a file: a flow, a matrix, a neighbourhood; DOT, Mermaid and `GraphML`.

mod dot;
mod graphml;
mod limits;
mod mermaid;
mod part;
mod random;
mod svg;

use crate::run::Run;
use roxmltree::{Document, Node};

/// A few of each kind.
const FEW: &str = "\
organisation: {name: Abacus, currency: GBP}
departments:
  - {id: it, name: IT, serves: [sales, everyone]}
  - {id: sales, name: Sales, serves: [{to: buyers, satisfaction: {score: 8}}], paid_by: [{from: buyers, amount: 5000}]}
  - {id: web, name: Web shop, part_of: sales, serves: [buyers, firms]}
beneficiaries:
  - {id: buyers, name: Buyers}
  - {id: firms, name: Firms & friends}
";

/// What an export of a map to standard output says.
#[track_caller]
fn drawn(yaml: &str, format: &str, more: &str) -> String {
    let run = Run::yaml(yaml).line("export org.yaml --format").line(format);
    run.line(more).fine().stdout
}

/// The same, read as XML; it must be well-formed and end with its line.
#[track_caller]
fn xml(text: &str) -> Document<'_> {
    assert!(text.ends_with(">\n"), "a text file ends with its last line");
    Document::parse(text).unwrap_or_else(|error| panic!("{error} in:\n{text}"))
}

/// The elements of a name.
fn all<'x>(document: &'x Document<'_>, name: &'x str) -> Vec<Node<'x, 'x>> {
    let nodes = document.descendants();
    nodes.filter(|node| node.has_tag_name(name) || node.tag_name().name() == name).collect()
}

/// A star: one department served by, and serving, as many others.
fn star(around: usize) -> String {
    use std::fmt::Write as _;
    let mut yaml = "organisation: {name: X}\ndepartments:\n  - {id: hub, name: Hub}\n".to_owned();
    for at in 0..around {
        writeln!(yaml, "  - {{id: d{at}, name: D{at}, serves: hub}}").unwrap();
    }
    yaml.push_str("services:\n  - {id: all, name: All, provided_by: hub, serves: [");
    let served: Vec<String> = (0..around).map(|at| format!("d{at}")).collect();
    yaml + &served.join(", ") + "]}\n"
}
