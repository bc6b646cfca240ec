//! Are they happy? Not asked, long ago, unhappy, few.

use super::{finds, no, tells};

/// A service for the customer with these measurements.
fn measured(satisfaction: &str) -> String {
    format!(
        "departments: [{{id: a, name: A}}]\nbeneficiaries: [{{id: b, name: B}}]\n\
         services: [{{id: s, name: S, provided_by: a, serves: [{{to: b, satisfaction: {satisfaction}}}]}}]"
    )
}

/// One finding a provider counts what was never measured, outside and inside.
#[test]
fn what_was_never_measured_is_counted() {
    let found = finds(
        "satisfaction-unknown",
        &[("note", "a")],
        "departments: [{id: «a, name: A}, {id: c, name: C}]\nbeneficiaries: [{id: b, name: B}]\n\
         services: [{id: s, name: S, provided_by: a, serves: [b, everyone]}, {id: t, name: T, provided_by: a, serves: c}]",
    );
    tells(&found, "3 relationships");
    tells(&found, "1 outside, 2 inside");
    no("satisfaction-unknown", &measured("{score: 8, n: 100, measured: 2026-05}"));
}

/// Each of several providers is told; a department is not told of its parts' services.
#[test]
fn each_provider_is_told_of_its_own() {
    finds(
        "satisfaction-unknown",
        &[("note", "a1"), ("note", "c")],
        "departments: [{id: a, name: A}, {id: «a1, name: A1, part_of: a}, {id: «c, name: C}]\n\
         services: [{id: s, name: S, provided_by: [a1, c], serves: everyone}]",
    );
}

/// Society at large can't be asked; prospects aren't customers yet.
#[test]
fn society_is_not_asked() {
    for party in ["kind: society", "status: prospect", "status: former"] {
        no(
            "satisfaction-unknown",
            &format!(
                "departments: [{{id: a, name: A, serves: b}}]\nbeneficiaries: [{{id: b, name: B, {party}}}]"
            ),
        );
    }
}

/// The organisation can be a provider, and is then told.
#[test]
fn the_organisation_is_told() {
    let yaml = "organisation: {id: «xyz, name: XYZ}\nservices: [{id: s, name: S, provided_by: organisation, serves: everyone}]";
    super::finds_in("satisfaction-unknown", &[("note", "xyz")], yaml);
}

/// Older than 12 months before today, or without a date; a year and a month count by their last day.
#[test]
fn an_old_score_is_stale() {
    let code = "satisfaction-stale";
    let stale = |date: &str| {
        let yaml = measured(&format!("«{{score: 8, n: 100, measured: {date}}}"));
        finds(code, &[("note", "s")], &yaml);
    };
    let fresh = |date: &str| {
        no(code, &measured(&format!("{{score: 8, n: 100, measured: {date}}}")));
    };
    stale("2025-11-20");
    fresh("2025-11-21");
    stale("2025-10");
    fresh("2025-11");
    stale("2024");
    fresh("2025");
    fresh("2026-11-21");
    fresh("2027");
    finds(code, &[("note", "s")], &measured("«{score: 8, n: 100}"));
}

/// The newest of several measurements counts, wherever it stands in the list.
#[test]
fn the_newest_score_counts() {
    let both = "{score: 2, n: 5, measured: 2020}, {score: 9, n: 99, measured: 2026-05}";
    for yaml in [
        format!("[{both}]"),
        "[{score: 9, n: 99, measured: 2026-05}, {score: 2, n: 5, measured: 2020}]".to_owned(),
    ] {
        for code in ["satisfaction-stale", "customer-unhappy", "small-sample"] {
            no(code, &measured(&yaml));
        }
    }
    let older = "[{score: 9, n: 99, measured: 2025-12}, «{score: 2, n: 5, measured: 2026-05}]";
    finds("customer-unhappy", &[("warning", "s")], &measured(older));
    finds("small-sample", &[("note", "s")], &measured(older));
}

/// Under 6 of 10 of its scale is unhappy; exactly 6 isn't.
#[test]
fn an_unhappy_customer_is_found() {
    let code = "customer-unhappy";
    let unhappy =
        |score: &str| finds(code, &[("warning", "s")], &measured(&format!("«{{{score}}}")));
    let happy = |score: &str| no(code, &measured(&format!("{{{score}}}")));
    tells(&unhappy("score: 5.9"), "5.9 of 10");
    happy("score: 6");
    unhappy("score: 0");
    unhappy("score: 2.9, scale: 5");
    happy("score: 3, scale: 5");
    unhappy("score: 59.9, scale: 100");
    happy("score: 60, scale: 100");
    happy("score: 0.6, scale: 1");
    happy("score: 4.2, scale: 7");
}

/// Fewer than 30 answers; without an n nothing is known of that.
#[test]
fn a_small_sample_is_found() {
    let code = "small-sample";
    finds(code, &[("note", "s")], &measured("«{score: 8, n: 29}"));
    tells(&finds(code, &[("note", "s")], &measured("«{score: 8, n: 1}")), "1 answer");
    no(code, &measured("{score: 8, n: 30}"));
    no(code, &measured("{score: 8}"));
}

/// A measurement without a score measures nothing.
#[test]
fn a_measurement_needs_a_score() {
    finds(
        "satisfaction-unknown",
        &[("note", "a")],
        &measured("{n: 100, measured: 2026-05}").replace("{id: a,", "{id: «a,"),
    );
}
