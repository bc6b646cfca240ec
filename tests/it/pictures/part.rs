//! A part of a network: `--depth`, `--focus` and `--steps`.

use super::{FEW, all, drawn, xml};
use crate::{commands::SMALL, run::Run};

/// The ids of what is left.
#[track_caller]
fn left(yaml: &str, more: &str) -> String {
    let text = drawn(yaml, "graphml", more);
    let network = xml(&text);
    let data = all(&network, "data");
    let ids = data.iter().filter(|it| it.attribute("key") == Some("id"));
    let ids: Vec<&str> = ids.filter_map(roxmltree::Node::text).collect();
    ids.join(" ")
}

/// To a depth: what lies deeper is part of what is around it, with its services.
#[test]
fn to_a_depth() {
    let all = "abacus everyone it sales web it.serves sales.serves web.serves buyers firms";
    assert_eq!(left(FEW, ""), all);
    assert_eq!(left(FEW, "--depth 2"), all);
    assert_eq!(left(FEW, "--depth 1"), all.replace(" web ", " "));
    let text = drawn(FEW, "dot", "--depth 1");
    assert!(text.contains("n4 -> n7 [label=\"provides\"]"), "Sales provides the shop:\n{text}");
}

/// Near something: a given number of arrows away, whichever way they point; two where nothing is said.
#[test]
fn near_something() {
    assert_eq!(left(FEW, "--focus firms --steps 0"), "firms");
    assert_eq!(left(FEW, "--focus firms --steps 1"), "web.serves firms");
    assert_eq!(left(FEW, "--focus firms --steps 2"), "web web.serves buyers firms");
    assert_eq!(left(FEW, "--focus firms"), left(FEW, "--focus firms --steps 2"));
    assert_eq!(left(FEW, "--focus BUYERS"), left(FEW, "--focus buyers"), "by its name");
}

/// The organisation and groups are near, but nothing is near through them: that would be everything.
#[test]
fn nothing_is_near_through_a_group() {
    let near = left(SMALL, "--focus sales --steps 3");
    assert!(near.contains("users") && near.contains("abacus"), "{near}");
    assert!(!near.contains("archive"), "{near}");
    let of_group = left(SMALL, "--focus users --steps 1");
    assert!(of_group.contains("it.serves") && of_group.contains("sales"), "{of_group}");
}

/// In a flow, departments are distinguished as deep as is asked for.
#[test]
fn a_flow_to_a_depth() {
    let flow = drawn(FEW, "svg", "--depth 1");
    assert!(!flow.contains(">Web shop<") && flow.contains("Sales serves Firms"), "{flow}");
    assert!(drawn(FEW, "svg", "--depth 2").contains(">Web shop<"));
}

/// What isn't there, or not any more, is said; so is what goes with nothing.
#[test]
fn what_is_refused() {
    let export = |more: &str| Run::yaml(FEW).line("export org.yaml").line(more).refused();
    export("--focus firmz -o x.dot").complains("firms");
    export("--focus web --depth 1 -o x.dot")
        .complains("web is not in what --depth or a filter leaves");
    export("--steps 2 -o x.dot").complains("--focus");
    export("--depth 0 -o x.dot").complains("0");
    export("--matrix --focus it -o x.svg").complains("--focus");
    export("--matrix -o x.dot").complains("--matrix goes with svg");
    for format in ["csv", "json", "xlsx"] {
        let ran = export(&format!("--depth 1 -o x.{format}"));
        ran.complains("--depth and --focus go with");
    }
}

/// The map is never written over, and what can't be drawn leaves nothing.
#[test]
fn the_map_is_safe() {
    let run = Run::yaml(FEW).line("export org.yaml --format svg -o org.yaml");
    assert_eq!(run.refused().complains("this is the map itself").left("org.yaml"), FEW);
}
