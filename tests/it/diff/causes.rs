//! Because of which line: the first on the way that the other map doesn't have.

use super::{changed, compare, differences, find};
use crate::run::unmark;
use serde_json::Value;

/// A map with units that serve one another down to one customer.
const CHAIN: &str = "\
organisation: {name: Chain}
departments:
  - {id: a, name: A}
  - {id: b, name: B}
  - {id: c, name: C}
  - {id: d, name: D, part_of: c}
people: [{id: p, name: P}]
groups: [{id: g, name: G, members: [c]}]
services:
  - {id: sa, name: SA, provided_by: a, serves: [b]}
  - {id: sb, name: SB, provided_by: b, serves: [g]}
  - {id: sc, name: SC, provided_by: d, serves: [x]}
  - {id: sp, name: SP, provided_by: p, serves: [a]}
beneficiaries: [{id: x, name: X}, {id: y, name: Y}]
";

/// The difference of `a` with `x`, when the mark is before what is to blame in the changed map.
#[track_caller]
fn blamed(from: &str, to: &str, words: &str) {
    assert!(CHAIN.contains(from), "no {from:?}");
    let (new, places) = unmark(&CHAIN.replace(from, to));
    let line = places.first().map(|(line, _)| *line);
    // Forwards what came is to blame; backwards the same line, which is gone.
    for (old, new, side) in [(CHAIN, &*new, "new.yaml"), (&*new, CHAIN, "old.yaml")] {
        let ran = compare(old, new, "--format json").ran().ends(1);
        let all = differences(&ran);
        let found = find(&all, "primary-customer", "a", "y");
        let because = found["because"].as_str().unwrap();
        assert!(because.starts_with(words), "{because}\n{ran}");
        assert_eq!(found["file"], side, "{ran}");
        assert_eq!(found["line"].as_u64(), line, "{ran}");
    }
}

/// Each link of a chain, from the first to the last, is to blame for the customer at its end.
#[test]
fn each_link_is_to_blame() {
    blamed("serves: [x]", "serves: [x, «y]", "recipient ");
    blamed(
        "beneficiaries",
        "  - «{id: sy, name: SY, provided_by: d, serves: [y]}\nbeneficiaries",
        "service “SY” ",
    );
    blamed("{id: x, name: X}", "{id: x, name: X, reaches: [«y]}", "X ");
}

/// The cause is the first that is missing, and says how many more are.
#[test]
fn the_first_and_how_many_more() {
    let old = CHAIN.replace("serves: [b]", "serves: []").replace("serves: [g]", "serves: []");
    let ran = compare(&old, CHAIN, "--format json").ran().ends(1);
    let all = differences(&ran);
    let found = find(&all, "primary-customer", "a", "x");
    assert_eq!(found["because"], "recipient B added to “SA”");
    assert_eq!((&found["line"], &found["more"]), (&Value::from(10), &Value::from(1)));
    let ran = compare(&old, CHAIN, "--unit a").ran().ends(1);
    ran.says("because recipient B added to “SA”, and 1 more");
}

/// What isn't a service or a recipient is blamed too: status, provider, members, a move, a lead, the unit itself.
#[test]
fn other_causes() {
    for (from, to, id, other, because) in [
        ("name: SC,", "name: SC, status: planned,", "a", "x", "service “SC” is no longer active"),
        ("{id: x, name: X}", "{id: x, name: X, status: former}", "a", "x", "X is no longer active"),
        ("members: [c]", "members: [b]", "a", "x", "“G” holds others now"),
        ("part_of: c", "part_of: a", "b", "x", "“G” holds others now"),
        (
            "name: SC, provided_by: d",
            "name: SC, provided_by: b",
            "c",
            "x",
            "D no longer provides “SC”",
        ),
        ("{id: d, name: D, part_of: c}", "{id: d, name: D}", "c", "x", "D moved"),
        (
            "  - {id: sc, name: SC, provided_by: d, serves: [x]}\n",
            "",
            "d",
            "x",
            "service “SC” removed",
        ),
    ] {
        assert!(CHAIN.contains(from), "no {from:?}");
        let ran = compare(CHAIN, &CHAIN.replace(from, to), "--format json").ran().ends(1);
        let all = differences(&ran);
        assert_eq!(find(&all, "primary-customer", id, other)["because"], because, "{to}\n{ran}");
    }
    let led = "{id: a, name: A, lead: p}";
    let ran = compare(CHAIN, &CHAIN.replace("{id: a, name: A}", led), "--people --format json");
    let all = differences(&ran.ran().ends(1));
    assert_eq!(find(&all, "secondary-customer", "p", "b")["new"], "as part of A: direct");
}

/// A `for` that leaves out the next service of the chain is to blame, whichever map has it; one that names it isn't.
#[test]
fn a_restricted_use_is_to_blame() {
    let restricted = |services: &str| {
        let serves = format!("serves: [{{to: b, for: [{services}]}}]");
        CHAIN.replace("serves: [b]", &serves)
    };
    let without = restricted("");
    for (old, new, side) in [(CHAIN, &*without, "old.yaml"), (&*without, CHAIN, "new.yaml")] {
        let ran = compare(old, new, "--format json").ran().ends(1);
        let all = differences(&ran);
        let found = find(&all, "primary-customer", "a", "x");
        assert_eq!(found["because"], "`for` of “SA” to B changed", "{ran}");
        assert_eq!((&found["file"], &found["line"]), (&side.into(), &10.into()), "{ran}");
    }
    let ran = compare(CHAIN, &restricted("sb"), "--format json").ran().ends(1);
    let all = differences(&ran);
    assert!(!all.iter().any(|one| one["fact"] == "primary-customer"), "{ran}");
}

/// A unit that came with its customers, and one that went: that alone explains them.
#[test]
fn a_new_unit_explains_itself() {
    let new = CHAIN.replace("people:", "  - {id: e, name: E, serves: [x, b]}\npeople:");
    let ran = compare(CHAIN, &new, "--format json").ran().ends(1);
    let all = differences(&ran);
    for (fact, other) in [("primary-customer", "x"), ("secondary-customer", "b"), ("payer", "x")] {
        let found = find(&all, fact, "e", other);
        assert_eq!((&found["because"], &found["line"]), (&"E added".into(), &7.into()), "{fact}");
    }
    let ran = compare(&new, CHAIN, "--format json").ran().ends(1);
    let found = differences(&ran);
    let found = find(&found, "primary-customer", "e", "x");
    assert_eq!((&found["because"], &found["file"]), (&"E removed".into(), &"old.yaml".into()));
}

/// A payment is blamed where it is; without `paid_by` the recipient who pays, or the default.
#[test]
fn who_pays_because_of_what() {
    for (from, to, id, other, because) in [
        ("amount: 90000", "amount: 95000", "baking", "cafes", "`paid_by` of “Bread” changed"),
        (
            "serves: [council, buyers]",
            "serves: [buyers]",
            "sales",
            "council",
            "recipient removed from “Selling”",
        ),
        (
            "name: Bakery, paid_by: recipients,",
            "name: Bakery, kind: public, paid_by: council,",
            "sales",
            "buyers",
            "`paid_by` or `kind` of the organisation changed",
        ),
        ("provided_by: baking", "provided_by: legal", "legal", "cafes", "Legal provides “Bread”"),
    ] {
        // The council is no business: nobody would assume that it pays.
        let by_default = ("name: Bakery,", "name: Bakery, paid_by: recipients,");
        let old = changed(&[by_default]);
        let new = old.replace(from, to);
        let ran = compare(&old, &new, "--format json").ran().ends(1);
        let all = differences(&ran);
        assert_eq!(find(&all, "payer", id, other)["because"], because, "{to}\n{ran}");
    }
}

/// A map in which a step to the group is not broad: its use is less than half of all services.
const NOT_BROAD: &str = "\
organisation: {name: Broad}
departments: [{id: a, name: A}, {id: b, name: B1}, {id: c, name: C}, {id: d, name: D}]
groups: [{id: g, name: G, members: [b, d]}]
services:
  - {id: s, name: S, provided_by: a, serves: [g]}
  - {id: t, name: T, provided_by: b, serves: [x]}
  - {id: v, name: V, provided_by: d, serves: [x]}
  - {id: u, name: U, provided_by: c, serves: [c]}
  - {id: w, name: W, provided_by: c, serves: [c]}
beneficiaries: [{id: x, name: X}]
";

/// The same without the services that the group does not use, so that its use is half of all.
fn made_broad(map: &str) -> String {
    let map = map.replace("  - {id: u, name: U, provided_by: c, serves: [c]}\n", "");
    map.replace("  - {id: w, name: W, provided_by: c, serves: [c]}\n", "")
}

/// Where other services made the step to a group broad, no line is named, because none of the way has changed.
#[test]
fn a_step_that_becomes_broad_has_no_line() {
    let ran = compare(NOT_BROAD, &made_broad(NOT_BROAD), "--format json").ran().ends(1);
    let all = differences(&ran);
    let found = find(&all, "primary-customer", "a", "x");
    assert_eq!(found["old"], "through G");
    assert_eq!(found["new"], "broadly, through G");
    let because = found["because"].as_str().unwrap();
    assert!(because.starts_with("what counts as a broad step"), "{because}");
    assert_eq!(found["line"], Value::Null, "no line is to blame");
}

/// A verdict that rejects a customer is the reason why the unit has lost it, at its line; without it, it has it again.
#[test]
fn a_verdict_is_the_reason() {
    let old = "\
organisation: {name: O}
departments: [{id: a, name: A, serves: b}, {id: b, name: B, serves: x}]
beneficiaries: [{id: x, name: X}]
";
    let new = format!("{old}verdicts: [{{unit: a, customer: x, verdict: rejected}}]\n");
    for (old, new, change, because) in [
        (old, &*new, "removed", "verdict of A added"),
        (&*new, old, "added", "verdict of A removed"),
    ] {
        let ran = compare(old, new, "--format json").ran().ends(1);
        let all = differences(&ran);
        let found = find(&all, "primary-customer", "a", "x");
        assert_eq!(found["because"], because, "{found}");
        assert_eq!(found["line"], 4, "{change}");
    }
    // A verdict that confirms changes no customer.
    let confirmed = new.replace("rejected", "confirmed");
    let ran = compare(old, &confirmed, "--format json").ran().ends(1);
    assert!(differences(&ran).iter().all(|one| one["fact"] != "primary-customer"));
}

/// Of ways that tie all are named, before and after; a tie that stays is no difference.
#[test]
fn tied_ways_are_named_together() {
    let map = |it: &str| {
        format!(
            "organisation: {{name: X}}\n\
             departments: [{{id: it, name: IT, serves: [{it}]}}, {{id: books, name: Books, serves: b}}, {{id: desk, name: Desk, serves: b}}, {{id: shop, name: Shop, serves: b}}]\n\
             beneficiaries: [{{id: b, name: B}}]\n"
        )
    };
    let compared = compare(&map("books, shop"), &map("desk, shop"), "").ran().ends(1);
    compared.says("reaches B through Desk or Shop (was: through Books or Shop)");
    compare(&map("books, shop"), &map("shop, books"), "").fine().says_no("reaches");
}

/// A way that joins or leaves the tied ones is a difference, though the first of them and what they cost stay as they were;
/// so is one that begins with another service of the unit, or with a part that moved to it.
#[test]
fn a_tie_that_grows_is_a_difference() {
    let map = |books: &str, again: &str, part_of: &str| {
        format!(
            "organisation: {{name: X}}\n\
             departments: [{{id: a, name: A, serves: [{books}]}}, {{id: z, name: Z{part_of}}}, \
             {{id: books, name: Books, serves: b}}, {{id: desk, name: Desk, serves: b}}, {{id: shop, name: Shop, serves: b}}]\n\
             services: [{{id: s, name: S, provided_by: {again}}}, {{id: t, name: T, provided_by: z, serves: desk}}]\n\
             beneficiaries: [{{id: b, name: B}}]\n"
        )
    };
    let base = map("books", "a, serves: books", "");
    let grown = "reaches B through Books or Desk (was: through Books)";
    for new in [
        map("books, desk", "a, serves: books", ""),
        map("books", "a, serves: [books, desk]", ""),
        map("books", "a, serves: books", ", part_of: a"),
    ] {
        compare(&base, &new, "").ran().ends(1).says(grown);
        compare(&new, &base, "").ran().ends(1).says("through Books (was: through Books or Desk)");
    }
    // A longer way that is added changes nothing.
    let longer =
        base.replace("id: shop, name: Shop, serves: b", "id: shop, name: Shop, serves: desk");
    let with_shop =
        longer.replace("provided_by: a, serves: books", "provided_by: a, serves: [books, shop]");
    compare(&longer, &with_shop, "").ran().ends(1).says_no("reaches B");
}

/// A changed `for` is a change of the service, not of its satisfaction; a score that moved is.
#[test]
fn a_changed_use_is_a_change_of_the_service() {
    let map = |relation: &str| {
        format!(
            "organisation: {{name: X}}\n\
             departments: [{{id: a, name: A}}, {{id: d, name: D, serves: b}}]\n\
             services: [{{id: s, name: S, provided_by: a, serves: [{{to: d{relation}}}]}}]\n\
             beneficiaries: [{{id: b, name: B}}]\n"
        )
    };
    let sections = |old: &str, new: &str| {
        let ran = compare(&map(old), &map(new), "--format csv").ran();
        let rows = ran.columns(["section", "about"]);
        rows.into_iter()
            .filter(|row| row[0] != "customers" && row[0] != "findings")
            .collect::<Vec<_>>()
    };
    assert_eq!(sections("", ", for: []"), [["services", "for"]]);
    assert_eq!(
        sections(", satisfaction: {score: 7}", ", satisfaction: {score: 8}"),
        [["satisfaction", ""]]
    );
}

/// A service that comes to be paid for costs as much as before, by another first step besides: the way through a customer
/// that passes on ties then. Where that customer passes nothing on, the way is the same.
#[test]
fn a_payer_makes_another_first_step() {
    let map = |paid: &str, near: &str| {
        format!(
            "organisation: {{name: X}}\n\
             departments: [{{id: a, name: A}}, {{id: b, name: B}}]\n\
             services:\n  \
               - {{id: sa, name: SA, provided_by: a, serves: [b, near]{paid}}}\n  \
               - {{id: sb, name: SB, provided_by: b, serves: far, paid_by: donors}}\n\
             beneficiaries: [{{id: near, name: Near{near}}}, {{id: far, name: Far}}]\n\
             payers: [{{id: donors, name: Donors}}]\n"
        )
    };
    let (paid, passes_on) = (", paid_by: donors", ", reaches: [far]");
    let ran = compare(&map("", passes_on), &map(paid, passes_on), "").ran().ends(1);
    ran.says("through B or Near (was: through B)");
    compare(&map("", ""), &map(paid, ""), "").ran().ends(1).says_no("through");
}

/// A verdict of the department around is the reason why its members lose a customer that they shared, at its line; where
/// the way itself is gone, that is the reason.
#[test]
fn a_verdict_around_is_the_reason() {
    let old = "\
organisation: {name: O}
departments: [{id: a, name: A, lead: p}, {id: t, name: T, part_of: a}, {id: b, name: B, serves: x}]
people: [{id: p, name: P, department: b}, {id: q, name: Q, department: t}]
services: [{id: s, name: S, provided_by: a, serves: b}]
beneficiaries: [{id: x, name: X}]
";
    let with_verdict = format!("{old}verdicts: [{{unit: a, customer: x, verdict: rejected}}]\n");
    for (old, new, because) in
        [(old, &*with_verdict, "verdict of A added"), (&*with_verdict, old, "verdict of A removed")]
    {
        let ran = compare(old, new, "--format json --people").ran().ends(1);
        let all = differences(&ran);
        for unit in ["t", "q"] {
            let found = find(&all, "primary-customer", unit, "x");
            assert_eq!((&found["because"], &found["line"]), (&because.into(), &6.into()), "{ran}");
        }
    }
    let unserved = old.replace("serves: b}", "serves: []}");
    let with_other = unserved.replace("serves: x}", "serves: x}, {id: c, name: C, serves: x}");
    let ran = compare(old, &with_other, "--format json").ran().ends(1);
    let all = differences(&ran);
    assert_eq!(find(&all, "primary-customer", "t", "x")["because"], "recipient B removed from “S”");
}

/// Who no longer leads a department no longer shares its customers because of that, at the line of the department; so does
/// who leads it now.
#[test]
fn a_lead_that_is_taken_out_is_the_reason() {
    let led = "\
organisation: {name: O}
departments:
  - {id: a, name: A, lead: p, serves: [b, y]}
  - {id: b, name: B, serves: x}
people: [{id: p, name: P, department: b}]
beneficiaries: [{id: x, name: X}, {id: y, name: Y}]
";
    let without = led.replace(" lead: p,", "");
    for (old, new) in [(led, &*without), (&*without, led)] {
        let ran = compare(old, new, "--format json --people").ran().ends(1);
        let all = differences(&ran);
        for (fact, other) in [("primary-customer", "y"), ("secondary-customer", "b")] {
            let found = find(&all, fact, "p", other);
            let because = (&found["because"], &found["line"]);
            assert_eq!(because, (&"the lead of A changed".into(), &3.into()), "{ran}");
        }
    }
}

/// Where only what counts as broad changed for the department around, that is the reason for its members too.
#[test]
fn what_counts_as_broad_around_is_the_reason() {
    let old = NOT_BROAD.replace("name: A}", "name: A}, {id: a1, name: A1, part_of: a}");
    let ran = compare(&old, &made_broad(&old), "--format json").ran().ends(1);
    let all = differences(&ran);
    for unit in ["a", "a1"] {
        let because = find(&all, "primary-customer", unit, "x")["because"].to_string();
        assert!(because.contains("what counts as a broad step"), "{because}");
    }
}
