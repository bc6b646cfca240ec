//! Maps that leave little or much to draw.

use super::{all, drawn, star, xml};

/// An organisation without anybody has pictures too.
#[test]
fn nobody_at_all() {
    let nobody = "organisation: {name: X}";
    for part in ["", "--matrix"] {
        let text = drawn(nobody, "svg", part);
        xml(&text);
    }
    xml(&drawn(nobody, "graphml", ""));
    assert!(drawn(nobody, "dot", "").contains("n1 [label=\"X\""));
    assert!(drawn(nobody, "mermaid", "").contains("n1(\"X\"):::subject"));
}

/// A unit that serves and is served by nobody is drawn by itself.
#[test]
fn a_unit_alone() {
    let yaml = "organisation: {name: X}\ndepartments: [{id: a, name: Alone}]";
    let text = drawn(yaml, "svg", "--unit a");
    let picture = xml(&text);
    let texts: Vec<&str> = all(&picture, "text").iter().filter_map(roxmltree::Node::text).collect();
    assert_eq!(texts, ["Alone"]);
}

/// Who serves itself, and two who serve each other, are drawn.
#[test]
fn circles() {
    let yaml = "organisation: {name: X}\n\
        departments: [{id: a, name: A, serves: [a, b]}, {id: b, name: B, serves: a}]";
    for unit in ["a", "b"] {
        xml(&drawn(yaml, "svg", &format!("--unit {unit}")));
    }
    xml(&drawn(yaml, "svg", "--focus a"));
}

/// A flow has at most 25 on a side; the rest share one that counts them, and nothing that serves is lost.
#[test]
fn a_flow_is_bounded() {
    let text = drawn(&star(60), "svg", "");
    let flow = xml(&text);
    let texts: Vec<&str> = all(&flow, "text").iter().filter_map(roxmltree::Node::text).collect();
    assert!(texts.len() <= 54, "{texts:?}");
    let more: Vec<&&str> = texts.iter().filter(|it| it.starts_with('+')).collect();
    assert_eq!(more, [&"+37 more departments", &"+37 more departments"]);
    let ribbons = all(&flow, "title");
    let services = ribbons.iter().filter_map(|it| it.text()?.rsplit_once(": ")?.1.split_once(' '));
    let services: usize = services.filter_map(|(number, _)| number.parse::<usize>().ok()).sum();
    assert_eq!(services, 120);
}
