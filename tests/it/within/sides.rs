//! Recipients above, beside and on both sides of a division; broad steps; who is on which side.

use super::{json, of, rows};
use crate::run::Run;

/// A division `u` with A and B in it, under Top beside Side; `SERVES` is whom A serves.
fn yaml(serves: &str, more: &str) -> String {
    format!(
        "\
organisation: {{name: X}}
departments:
  - {{id: top, name: Top}}
  - {{id: u, name: U, part_of: top}}
  - {{id: a, name: A, part_of: u}}
  - {{id: b, name: B, part_of: u}}
  - {{id: side, name: Side, part_of: top}}
services:
  - {{id: sa, name: SA, provided_by: a, serves: {serves}}}
  - {{id: sb, name: SB, provided_by: b, serves: guests}}
{more}beneficiaries: [{{id: guests, name: Guests}}]
"
    )
}

/// Everyone is on both sides: a customer outside in one step, and inside the units of the division.
#[test]
fn everyone_is_on_both_sides() {
    let map = yaml("everyone", "");
    assert_eq!(
        of(&map, "u", "a"),
        ["p everyone group direct 1", "p guests person broad 2+1", "s everyone group direct",]
    );
    let json = json(&map, "u");
    let a = json["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "a").unwrap();
    assert_eq!(a["secondary"][0]["members"], 3, "U, A and B");
    assert_eq!(a["primary"][0]["broad_steps"], 0, "the step outside is never broad");
}

/// In a division that is everything nobody is outside, so that everyone is inside only.
#[test]
fn everyone_within_everything_is_inside() {
    let map = yaml("everyone", "");
    let top = of(&map, "top", "a");
    assert_eq!(top, ["p guests person broad 2+1", "s everyone group direct"]);
}

/// A department above holds units outside: both a customer outside and one inside, and no blanket one.
#[test]
fn a_department_above_is_on_both_sides() {
    let map = yaml("top", "");
    let a = of(&map, "u", "a");
    assert_eq!(a[..2], ["p top department direct 1", "p guests person through 2"]);
    assert!(a[2].starts_with("s top ") && a.len() == 3, "{a:?}");
    let json = json(&map, "u");
    let a = json["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "a").unwrap();
    assert_eq!(a["secondary"][0]["members"], 3);
    assert_eq!(of(&map, "u", "u")[0], "p guests person direct 1");
    let u = of(&map, "u", "u");
    assert!(!u.iter().any(|row| row.starts_with('s')), "all of it that is inside is U: {u:?}");
}

/// It is a department on either side: JSON gives a recipient inside the kind that it has in the map.
#[test]
fn a_department_above_is_a_department() {
    let a = of(&yaml("top", ""), "u", "a");
    assert_eq!(a[2], "s top department direct");
}

/// The division itself as a recipient is inside only.
#[test]
fn the_division_itself_is_inside() {
    let a = of(&yaml("u", ""), "u", "a");
    assert_eq!(a, ["p guests person through 2", "s u department direct"]);
}

/// A group is broad by the services of the division alone: half of its two, though not half of all.
#[test]
fn broad_counts_the_division_only() {
    let more = "  - {id: x1, name: X1, provided_by: side, serves: guests}
  - {id: x2, name: X2, provided_by: side, serves: guests}
  - {id: x3, name: X3, provided_by: side, serves: guests}
  - {id: x4, name: X4, provided_by: side, serves: guests}
  - {id: su, name: SU, provided_by: u, serves: b}
  - {id: sp, name: SP, provided_by: p, serves: a}
";
    let people = "people: [{id: p, name: P, department: b}]\n";
    let map = yaml("bs", more) + people + "groups: [{id: bs, name: Bs, members: [b]}]\n";
    let a = of(&map, "u", "a");
    assert_eq!(a, ["p guests person broad 2+1", "s bs group direct"]);
    let whole = crate::run::Run::yaml(&map).line("export org.yaml --format csv --unit a").fine();
    whole.says("through,inferred,2,0");
}

/// Of a service served, who provides it outside is a customer outside; inside, one inside; it is run on only if inside.
#[test]
fn providers_of_a_service_served() {
    let more = "  - {id: sx, name: SX, provided_by: [side, b], serves: strangers}\n";
    let map =
        yaml("sx", more).replace("[{id: guests", "[{id: strangers, name: Strangers}, {id: guests");
    assert_eq!(
        of(&map, "u", "a"),
        [
            "p side department direct 1",
            "p strangers person through 2",
            "p guests person shared u",
            "s b department direct",
        ]
    );
    let outside = map.replace("[side, b]", "side");
    assert_eq!(
        of(&outside, "u", "a"),
        ["p side department direct 1", "p guests person shared u"],
        "what Side does with it is Side's"
    );
    let person = outside.replace("provided_by: side", "provided_by: packer")
        + "people: [{id: packer, name: Packer, department: side}]\n";
    assert_eq!(of(&person, "u", "a")[0], "p packer person direct 1");
}

/// A planned service as a recipient is nobody.
#[test]
fn an_inactive_service_served_is_nobody() {
    let more = "  - {id: sx, name: SX, provided_by: side, serves: guests, status: planned}\n";
    assert_eq!(of(&yaml("sx", more), "u", "a"), ["p guests person shared u"]);
}

/// The organisation as provider of a service served is inside, holding the division, and no party.
#[test]
fn the_organisation_as_provider_is_inside() {
    let more = "  - {id: sx, name: SX, provided_by: organisation, serves: guests}\n";
    let map = yaml("sx", more);
    assert_eq!(of(&map, "u", "a"), ["p guests person shared u", "s x organisation direct"]);
    let json = json(&map, "u");
    let a = json["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "a").unwrap();
    assert_eq!(a["secondary"][0]["members"], 3, "U's parts");
    let parties = json["parties"].as_array().unwrap();
    assert_eq!(parties.len(), 1, "{parties:?}");
    assert!(!of(&map, "u", "u").iter().any(|row| row.contains("organisation")), "U is all of it");
    let both = map.replace("provided_by: organisation", "provided_by: [organisation, side]");
    assert_eq!(of(&both, "u", "a")[0], "p side department direct 1");
}

/// A department above as provider of a service served holds the division too: inside, besides being a party.
#[test]
fn a_department_above_as_provider_is_on_both_sides() {
    let more = "  - {id: sx, name: SX, provided_by: top, serves: guests}\n";
    let a = of(&yaml("sx", more), "u", "a");
    assert_eq!(a[0], "p top department direct 1");
    assert_eq!(a.last().unwrap(), "s top department direct");
}

/// A recipient that two services serve is one party, with both services.
#[test]
fn a_party_outside_is_one() {
    let more = "  - {id: sc, name: SC, provided_by: a, serves: [side, guests]}\n";
    let json = json(&yaml("side", more), "u");
    let a = json["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "a").unwrap();
    let side = a["primary"].as_array().unwrap().iter().find(|row| row["id"] == "side").unwrap();
    assert_eq!(side["services"], serde_json::json!(["sa", "sc"]));
    let parties = json["parties"].as_array().unwrap().iter();
    let side: Vec<_> = parties.filter(|party| party["id"] == "side").collect();
    assert_eq!(side.len(), 1);
    assert_eq!(side[0]["kind"], "department");
    assert_eq!(side[0]["status"], "active");
    assert_eq!(side[0]["served_by"], serde_json::json!(["a", "u"]));
}

/// A prospect of the map stays one: nobody's customer, within as without.
#[test]
fn parties_of_the_map_stay_what_they_are() {
    let map = yaml("side", "").replace("name: Guests", "name: Guests, status: prospect");
    assert!(!rows(&map, "u").iter().any(|row| row.contains("guests")));
}

/// A department around the division that is served is a party as large as the department: the interval of a score is that of
/// the whole organisation. Without a headcount it is wider.
#[test]
fn a_department_around_a_division_keeps_its_size() {
    let yaml = "\
organisation: {name: Org}
departments: [{id: ops, name: Operations, headcount: 50}, {id: it, name: IT, part_of: ops}]
services:
  - {id: s, name: S, provided_by: it, serves: [{to: ops, satisfaction: {score: 5, n: 30, asked: 50, spread: 2, measured: 2026-01}}, x]}
beneficiaries: [{id: x, name: X}]
";
    let has = |yaml: &str, line: &str, interval: &str| {
        let text = Run::yaml(yaml).line(line).fine().stdout;
        assert!(text.contains(interval), "{line}: {text}");
    };
    let within = "list org.yaml --within it --width 200";
    has(yaml, within, "between 4.5 and 5.5");
    has(&yaml.replace(", headcount: 50", ""), within, "between 4.3 and 5.7");
    has(yaml, "list org.yaml --width 200", "between 4.5 and 5.5");
}
