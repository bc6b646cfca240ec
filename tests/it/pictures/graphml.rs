//! `GraphML`.

use super::{FEW, all, drawn, xml};
use crate::{report::HOSTILE, run::Run};
use std::collections::BTreeSet;

/// Every edge has its ends, each node its own id and a name, and every key is declared.
#[track_caller]
fn holds_together(text: &str) -> (usize, usize) {
    let network = xml(text);
    let ids: Vec<&str> = all(&network, "node").iter().filter_map(|it| it.attribute("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "each id once");
    let edges = all(&network, "edge");
    for edge in &edges {
        for end in ["source", "target"] {
            assert!(known.contains(edge.attribute(end).unwrap()), "{edge:?}");
        }
    }
    let keys = all(&network, "key");
    let keys: BTreeSet<&str> = keys.iter().filter_map(|it| it.attribute("id")).collect();
    for data in all(&network, "data") {
        assert!(keys.contains(data.attribute("key").unwrap()), "{data:?}");
    }
    (ids.len(), edges.len())
}

/// What belongs to a node or an edge, by its key.
fn value<'x>(node: &roxmltree::Node<'x, 'x>, key: &str) -> Option<&'x str> {
    let mut data = node.children().filter(|it| it.attribute("key") == Some(key));
    data.next().and_then(|it| it.text())
}

/// Names, kinds, amounts and satisfaction are there, under the keys that say what they are.
#[test]
fn a_network() {
    let text = drawn(FEW, "graphml", "");
    assert_eq!(holds_together(&text), (10, 13));
    let network = xml(&text);
    let nodes = all(&network, "node");
    let firms = nodes.iter().find(|it| value(it, "id") == Some("firms")).unwrap();
    assert_eq!(value(firms, "label"), Some("Firms & friends"));
    assert_eq!(value(firms, "kind"), Some("beneficiary"));
    assert_eq!(value(firms, "status"), Some("active"));
    let edges = all(&network, "edge");
    let paid = edges.iter().find(|it| value(it, "amount").is_some()).unwrap();
    assert_eq!(value(paid, "amount"), Some("5000"));
    assert_eq!(value(paid, "says"), Some("pays 5,000\u{a0}GBP"));
    let happy = edges.iter().find(|it| value(it, "satisfaction").is_some()).unwrap();
    assert_eq!((value(happy, "what"), value(happy, "satisfaction")), (Some("serves"), Some("8")));
}

/// The same nodes and edges as the two tables.
#[test]
fn the_same_as_the_tables() {
    for map in ["xyz", "council", "we-care"] {
        let file = format!("examples/{map}.yaml");
        let run = |line: &str| Run::package().args(["export", &file]).line(line);
        let text = run("--format graphml").fine().stdout;
        let folder = tempfile::tempdir().unwrap();
        let tables = run("--format nodes-edges -o").args([folder.path()]);
        tables.fine();
        let rows = |name: &str| {
            let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
            crate::run::csv(&text).len() - 1
        };
        assert_eq!(holds_together(&text), (rows("nodes.csv"), rows("edges.csv")), "{map}");
    }
}

/// Hostile names are text, cleaned of what steers; ids are exact where XML can hold them.
#[test]
fn names_are_text() {
    let text = drawn(HOSTILE, "graphml", "");
    holds_together(&text);
    let network = xml(&text);
    let nodes = all(&network, "node");
    let name = |id: &str| {
        let node = nodes.iter().find(|it| value(it, "id") == Some(id));
        value(node.unwrap(), "label").unwrap()
    };
    assert_eq!(name("cdata"), "]]>&amp;&#60;b&#62;");
    assert_eq!(name("script"), "<script>alert(1)</script>");
    assert_eq!(name("rlo"), "right �to left� and �isolate�");
    assert_eq!(name("control"), "bell � escape �[31m nul � delete � end");
    assert_eq!(name("a b/\"c\"#d?&%"), "Back\\slash \\N \\");
}
