//! SPEC 3.4: verdicts, and how certain a row is.

use super::{of_row, primary, unit};
use crate::run::Run;
use serde_json::json;

/// A is around A1, which is around A2; B is served by X, whom all of them may serve.
fn map(verdicts: &str) -> String {
    format!(
        "organisation: {{id: org, name: O}}\nbeneficiaries: [{{id: b, name: B}}]\n\
         departments: [{{id: a, name: A, serves: x}}, {{id: a1, name: A1, part_of: a, serves: x}}, {{id: a2, name: A2, part_of: a1}}, {{id: x, name: X, serves: b}}, {{id: z, name: Z}}]\n\
         verdicts: [{verdicts}]\n"
    )
}

fn verdict(unit: &str, verdict: &str) -> String {
    format!("{{unit: {unit}, customer: b, verdict: {verdict}, because: planning only}}")
}

/// 3.4: a rejected row is listed with its reason, and no shared one takes its place; those around and below keep
/// theirs.
#[test]
fn a_rejected_row_is_removed() {
    let yaml = map(&verdict("a1", "rejected"));
    assert_eq!(primary(&yaml, "a1"), [""; 0]);
    let rejected = unit(&yaml, "a1")["rejected"].clone();
    assert_eq!(rejected, json!([{"id": "b", "because": "planning only"}]));
    assert_eq!(primary(&yaml, "a"), ["b through 2/0"]);
    assert_eq!(unit(&yaml, "a")["rejected"].to_string(), "[]");
}

/// 3.4: anybody who would share it finds nobody behind a rejected row, and has no verdict of their own.
#[test]
fn a_rejected_row_ends_the_search_for_a_sharer() {
    assert_eq!(primary(&map(""), "a2"), ["b shared a1"]);
    let yaml = map(&verdict("a1", "rejected"));
    assert_eq!(primary(&yaml, "a2"), [""; 0], "A is behind A1");
    assert_eq!(unit(&yaml, "a2")["rejected"].to_string(), "[]");
    let yaml = map(&verdict("a", "rejected"));
    assert_eq!(primary(&yaml, "a2"), ["b shared a1"], "A1 comes before A");
    let led = yaml.replace("verdicts:", "people: [{id: p, name: P, department: z}]\nverdicts:");
    let led = led.replace("part_of: a, ", "part_of: a, lead: p, ");
    assert_eq!(primary(&led, "p"), ["b shared a1"]);
    let led = led.replace("unit: a,", "unit: a1,");
    assert_eq!(primary(&led, "p"), [""; 0], "A1 is led, so Z and the organisation come after it");
}

/// 3.4: a shared row can be rejected too, and ends the search for those below.
#[test]
fn a_shared_row_can_be_rejected() {
    assert_eq!(primary(&map(""), "z"), ["b shared org"]);
    let yaml = map(&verdict("z", "rejected"));
    assert_eq!(primary(&yaml, "z"), [""; 0]);
    assert_eq!(unit(&yaml, "z")["rejected"][0]["id"], "b");
    let below =
        yaml.replace("{id: z, name: Z}", "{id: z, name: Z}, {id: z1, name: Z1, part_of: z}");
    assert_eq!(primary(&below, "z1"), [""; 0]);
}

/// 3.4: what a service serves directly stays, whatever a verdict says.
#[test]
fn a_direct_row_cannot_be_rejected() {
    let yaml = map(&verdict("x", "rejected"));
    assert_eq!(primary(&yaml, "x"), ["b direct 1/0"]);
    assert_eq!(unit(&yaml, "x")["rejected"].to_string(), "[]");
    assert_eq!(primary(&yaml, "a"), ["b through 2/0"], "and so do chains by way of it");
}

/// 3.4: how certain a row is follows from its reach, and from a verdict that confirms it.
#[test]
fn certainty_is_by_reach_or_by_verdict() {
    for (unit, plain, confirmed) in [
        ("x", "declared", "declared"),
        ("a", "inferred", "confirmed"),
        ("a2", "weak", "confirmed"),
        ("z", "weak", "confirmed"),
    ] {
        let of = |yaml: &str| of_row(yaml, unit, "b", "certainty");
        assert_eq!(of(&map("")), format!("\"{plain}\""), "{unit}");
        assert_eq!(of(&map(&verdict(unit, "confirmed"))), format!("\"{confirmed}\""), "{unit}");
    }
    let broad = map("").replace("id: z, name: Z", "id: z, name: Z, serves: everyone");
    assert_eq!(primary(&broad, "z"), ["b broad 2/1"]);
    assert_eq!(of_row(&broad, "z", "b", "certainty"), "\"weak\"");
    let of_another = map(&verdict("a", "confirmed"));
    assert_eq!(of_row(&of_another, "a1", "b", "certainty"), "\"inferred\"", "the verdict is on A");
}

/// The tables of `analyze` and `card` say that a verdict removed a row, and why; without a verdict nothing is said.
#[test]
fn tables_say_what_is_rejected() {
    let yaml = "\
organisation: {name: X}
departments: [{id: it, name: IT, serves: sales}, {id: sales, name: Sales, serves: buyers}]
beneficiaries: [{id: buyers, name: Buyers}]
";
    let verdict = format!(
        "{yaml}verdicts: [{{unit: it, customer: buyers, verdict: rejected, because: never met}}]\n"
    );
    let run = |yaml: &str, line: &str| Run::yaml(yaml).line(line).fine();
    run(&verdict, "analyze org.yaml").says("rejected: Buyers");
    run(&verdict, "card org.yaml it").says("Rejected by a verdict: Buyers (never met).");
    run(&verdict, "card org.yaml sales").says_no("verdict");
    run(&verdict, "analyze org.yaml --reach direct").says_no("rejected");
    run(yaml, "analyze org.yaml").says_no("rejected");
    run(yaml, "card org.yaml it").says_no("verdict");
}
