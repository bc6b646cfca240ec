//! What is known of a customer, and what was only assumed.

use super::{finds, no, tells};

/// A beneficiary with these keys.
fn b(keys: &str) -> String {
    format!("departments: [{{id: a, name: A}}]\nbeneficiaries: [{{id: b, name: B, {keys}}}]")
}

/// The same, its place marked.
fn marked(keys: &str) -> String {
    b(keys).replace("{id: b", "{id: «b")
}

/// Fewer than 3 of 7 are known: the blanks are named.
#[test]
fn a_little_known_customer_is_found() {
    let code = "little-known-customer";
    let found = finds(code, &[("note", "b")], &marked("since: 2009, kept_by: free returns"));
    tells(&found, "2 of 7 facts known");
    tells(&found, "a tested reason, owner");
    tells(&finds(code, &[("note", "b")], &marked("")), "0 of 7 facts known");
}

/// Each of the seven counts, and drivers and pressures are one of them.
#[test]
fn each_of_the_seven_counts() {
    let code = "little-known-customer";
    let two = "since: 2009, kept_by: x";
    for third in [
        "drivers: [price]",
        "pressures: [rents]",
        "drivers: [price], pressures: [rents]",
        "won_by: {reason: product}",
        "buys_from: [X]",
        "reasons: [{claim: c, confidence: supported, source: s}]",
        "reasons: [{claim: c, confidence: refuted}]",
        "relationship: {owner: a}",
    ] {
        no(code, &b(&format!("{two}, {third}")));
    }
    for no_third in [
        "reasons: [{claim: c, confidence: assumed}]",
        "reasons: [{claim: c, confidence: supported}]",
        "relationship: {since: 2020}",
        "drivers: []",
        "notes: much",
    ] {
        finds(code, &[("note", "b")], &marked(&format!("{two}, {no_third}")));
    }
    let both = "since: 2009, drivers: [price], pressures: [rents]";
    tells(&finds(code, &[("note", "b")], &marked(both)), "2 of 7 facts known");
}

/// Society, prospects, former ones and payers needn't be known so.
#[test]
fn only_active_customers_are_to_be_known() {
    let code = "little-known-customer";
    for keys in ["kind: society", "status: prospect", "status: former"] {
        no(code, &b(keys));
    }
    no(code, "payers: [{id: b, name: B}]");
}

/// A reason that is assumed (also where nothing is said), or supported by nothing.
#[test]
fn an_untested_reason_is_found() {
    let code = "untested-assumption";
    let reason = |keys: &str| b(&format!("reasons: [«{{claim: for the price, {keys}}}]"));
    tells(&finds(code, &[("note", "b")], &reason("confidence: assumed")), "for the price");
    finds(code, &[("note", "b")], &reason("source: sales team"));
    finds(code, &[("note", "b")], &reason("confidence: assumed, source: sales team"));
    finds(code, &[("note", "b")], &reason("confidence: supported"));
    no(code, &reason("confidence: supported, source: survey").replace('«', ""));
    no(code, &reason("confidence: refuted").replace('«', ""));
}

/// Every untested reason is a finding of its own.
#[test]
fn every_untested_reason_is_reported() {
    let yaml =
        b("reasons: [«{claim: c}, {claim: d, confidence: supported, source: s}, «{claim: e}]");
    finds("untested-assumption", &[("note", "b"), ("note", "b")], &yaml);
}

/// A refuted reason that is the only one.
#[test]
fn a_refuted_reason_alone_is_found() {
    let code = "refuted-assumption";
    let found =
        finds(code, &[("warning", "b")], &b("reasons: [«{claim: loyal, confidence: refuted}]"));
    tells(&found, "loyal");
    no(code, &b("reasons: [{claim: c, confidence: refuted}, {claim: d}]"));
    no(code, &b("reasons: [{claim: c}]"));
    finds(
        code,
        &[("warning", "b")],
        "payers: [{id: b, name: B, reasons: [«{claim: c, confidence: refuted}]}]",
    );
}
