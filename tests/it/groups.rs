//! Groups: whom `members`, `where` and `except` bring together (SPEC part 2).

use crate::run::Run;

/// Who is in the building, who has a computer.
const UNITS: &str = "\
organisation: {name: X}
departments:
  - {id: a, name: A, site: north, tags: [computer], lead: p}
  - {id: a1, name: A1, part_of: a}
  - {id: a2, name: A2, part_of: a, site: south}
  - {id: b, name: B, site: south}
  - {id: b1, name: B1, part_of: b, tags: [computer, desk]}
  - {id: giver, name: Giver, serves: g}
people:
  - {id: p, name: P, department: a, role: manager}
  - {id: q, name: Q, department: b1, role: clerk, site: north}
  - {id: r, name: R, role: manager, tags: [desk]}
";

/// The ids of those in a group with these keys: each unit that has it as a recipient's part is named by
/// taking it away and counting.
#[track_caller]
fn holds(keys: &str, wanted: &str) {
    let members = |keys: &str| {
        let yaml = format!(
            "{UNITS}groups:\n  - {{id: g, name: G, {keys}}}\n  - {{id: more, name: More, members: [a]}}\n"
        );
        let run = Run::yaml(&yaml).line("export org.yaml --format json --unit giver");
        let json = run.fine().json();
        json["units"][0]["secondary"][0]["members"].as_u64().unwrap_or(0)
    };
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    assert_eq!(members(keys), wanted.len() as u64, "{keys}");
    // Nothing but the wanted ones is in it: with them taken away it is empty.
    let except = if keys.contains("except: [") {
        keys.replace("except: [", &format!("except: [{}, ", wanted.join(", ")))
    } else {
        format!("{keys}, except: [{}]", wanted.join(", "))
    };
    assert_eq!(members(&except), 0, "{except}");
}

/// A listed unit brings its parts; a group its members; `everyone` all.
#[test]
fn members_bring_their_parts() {
    holds("members: [a]", "a a1 a2 p");
    holds("members: [q, r]", "q r");
    holds("members: [b, more]", "b b1 q a a1 a2 p");
    holds("members: [everyone]", "a a1 a2 b b1 giver p q r");
}

/// A selected department brings its parts, a person nobody.
#[test]
fn a_selected_department_brings_its_parts() {
    holds("where: {tag: computer}", "a a1 a2 p b1 q");
    holds("where: {tag: desk}", "b1 q r");
    holds("where: {role: manager}", "p r");
    holds("where: {kind: person}", "p q r");
    holds("where: {leads: true}", "p");
    holds("where: {leads: false}", "q r");
    holds("where: {leads: [true, false]}", "p q r");
    holds("where: {kind: department}", "a a1 a2 b b1 giver p q");
}

/// Several keys must hold of the same unit; a list means any of.
#[test]
fn keys_hold_together_and_lists_mean_any() {
    holds("where: {role: manager, tag: desk}", "r");
    holds("where: {role: [manager, clerk]}", "p q r");
    holds("where: {tag: [desk, computer], kind: person}", "r");
    holds("where: {leads: false, kind: person}", "q r");
    holds("where: {tag: [desk, computer], role: [manager, clerk], leads: false}", "r");
    holds("where: {tag: desk, role: boss}", "");
}

/// A site is each unit's own, or that of the nearest department that states one; parts elsewhere are out.
#[test]
fn a_site_is_tested_apart() {
    holds("where: {site: north}", "a a1 p q");
    holds("where: {site: south}", "a2 b b1");
    holds("where: {site: [north, south]}", "a a1 a2 b b1 p q");
    holds("where: {tag: computer, site: north}", "a a1 p q");
    holds("where: {tag: computer, site: south}", "a2 b1");
}

/// `members` and `where` add up, and `except` takes units away with their parts.
#[test]
fn except_takes_away_from_all() {
    holds("members: [r], where: {tag: computer}", "a a1 a2 p b1 q r");
    holds("members: [everyone], except: [b]", "a a1 a2 p r giver");
    holds("where: {tag: computer}, except: [a1, q]", "a a2 p b1");
    // A group takes away exactly the units that it holds, a unit its parts too.
    holds("members: [everyone], except: [more]", "b b1 giver q r");
    holds("members: [b], except: [b1]", "b");
}

/// Values compare exactly.
#[test]
fn values_compare_exactly() {
    let yaml = format!("{UNITS}groups: [{{id: g, name: G, where: {{tag: Computer}}}}]\n");
    let run = Run::yaml(&yaml).line("check org.yaml --format plain");
    run.fine().says("empty-group\tg");
}

/// As many groups as units, each of all units but one: that is the square of their number, and refused before it fills
/// the memory. Everyone is one member, however often.
#[test]
fn members_of_all_groups_are_bounded() {
    let map = |groups: &str| {
        use std::fmt::Write as _;
        let mut yaml = "organisation: {name: X}\ndepartments:\n".to_owned();
        for at in 0..4_100 {
            writeln!(yaml, "  - {{id: d{at}, name: D{at}, tags: [t]}}").unwrap();
        }
        yaml.push_str("groups:\n");
        for at in 0..4_100 {
            let group = groups.replace('#', &at.to_string());
            writeln!(yaml, "  - {{id: g{at}, name: G{at}, {group}}}").unwrap();
        }
        Run::yaml(&yaml).line("check org.yaml --format plain")
    };
    map("where: {tag: t}, except: [d#]").ran().ends(2).says("too-much");
    map("where: {tag: t}").ran().ends(0).says_no("too-much");
}
