//! Circles of `part_of` and of groups, and selectors without a condition.

use super::{sound, tells, wrong};
use std::fmt::Write as _;

/// A department can't be part of itself, straight or by way of others; each circle is reported once.
#[test]
fn departments_have_a_top() {
    wrong("part-of-circle", "departments: [{name: A, part_of: «A}]");
    let said = wrong(
        "part-of-circle",
        "departments: [{name: A, part_of: «B}, {name: B, part_of: C}, {name: C, part_of: A}]",
    );
    tells(&said, "a in b in c in a");
    let said = wrong(
        "part-of-circle",
        "departments: [{name: A, part_of: «B}, {name: B, part_of: A}, {name: C, part_of: «C}, {name: D, part_of: A}]",
    );
    assert_eq!(said.len(), 2);
}

/// A department that depends on a circle is not in it.
#[test]
fn what_hangs_on_a_circle_is_not_in_it() {
    wrong(
        "part-of-circle",
        "departments: [{name: D, part_of: A}, {name: A, part_of: «B}, {name: B, part_of: A}]",
    );
}

/// A circle of 1,000 departments is reported in one short line.
#[test]
fn a_long_circle_is_shortened() {
    let mut yaml = "departments:\n".to_owned();
    for at in 0..1000 {
        let mark = if at == 0 { "«" } else { "" };
        writeln!(yaml, "  - {{id: d{at}, name: D, part_of: {mark}d{}}}", (at + 1) % 1000).unwrap();
    }
    let said = wrong("part-of-circle", &yaml);
    assert!(said[0].message.len() < 200, "{said:?}");
}

/// A tower of 20,000 departments is no circle, and no error.
#[test]
fn a_deep_tree_is_sound() {
    let mut yaml = "departments:\n  - {id: d0, name: D}\n".to_owned();
    for at in 1..20_000 {
        writeln!(yaml, "  - {{id: d{at}, name: D, part_of: d{}}}", at - 1).unwrap();
    }
    sound(&yaml);
}

/// A group can't be its own member, straight or by way of others.
#[test]
fn groups_have_an_end() {
    wrong("group-circle", "groups: [{name: «G, members: [G]}]");
    let said = wrong(
        "group-circle",
        "groups: [{name: «A, members: [B]}, {name: B, members: [C, everyone]}, {name: C, members: [A]}]",
    );
    assert_eq!(said.len(), 1);
}

/// Groups in groups without a circle are sound, also where two hold the same one.
#[test]
fn groups_may_share_a_member() {
    sound(
        "groups: [{name: A, members: [B, C]}, {name: B, members: [D]}, {name: C, members: [D]}, {name: D, members: [everyone]}]",
    );
}

/// A `where` without a condition would select everybody by accident.
#[test]
fn a_selector_has_a_condition() {
    wrong("empty-selector", "groups: [{name: G, where: «{}}]");
    wrong("empty-selector", "groups: [{name: G, where: «{tag: }}]");
    wrong("empty-selector", "groups: [{name: G, where: «{tag: [], site: []}}]");
    sound("groups: [{name: G, where: {leads: false}}]");
    sound("groups: [{name: G, where: }]");
}
