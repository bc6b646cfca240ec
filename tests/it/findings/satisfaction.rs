//! Are they happy? Not asked, long ago, unhappy, few.

use super::{finds, no, tells};

/// A service for the customer with these measurements.
fn measured(satisfaction: &str) -> String {
    format!(
        "departments: [{{id: a, name: A}}]\nbeneficiaries: [{{id: b, name: B}}]\n\
         services: [{{id: s, name: S, provided_by: a, serves: [{{to: b, satisfaction: {satisfaction}}}]}}]"
    )
}

/// The same beside a relationship that was measured: only then is each provider listed of its own.
fn beside_measured(yaml: &str) -> String {
    let measured = "services:\n  - {id: m, name: M, provided_by: organisation, serves: {to: z, satisfaction: {score: 8, n: 90, measured: 2026-05}}}\n";
    let yaml = yaml.replacen("beneficiaries: [", "beneficiaries: [{id: z, name: Z}, ", 1);
    yaml.replacen("services:\n", measured, 1)
}

/// One finding a provider counts what was never measured, outside and inside.
#[test]
fn what_was_never_measured_is_counted() {
    let found = finds(
        "satisfaction-unknown",
        &[("note", "a")],
        &beside_measured(
            "departments: [{id: «a, name: A}, {id: c, name: C}]\nbeneficiaries: [{id: b, name: B}]\n\
             services:\n  - {id: s, name: S, provided_by: a, serves: [b, everyone]}\n  - {id: t, name: T, provided_by: a, serves: c}",
        ),
    );
    tells(&found, "3 relationships");
    tells(&found, "1 outside, 2 inside");
    no("satisfaction-unknown", &measured("{score: 8, n: 100, measured: 2026-05}"));
}

/// Each of several providers is reported; a department is not reported of its parts' services.
#[test]
fn each_provider_gets_a_finding_of_its_own() {
    finds(
        "satisfaction-unknown",
        &[("note", "a1"), ("note", "c")],
        &beside_measured(
            "departments: [{id: a, name: A}, {id: «a1, name: A1, part_of: a}, {id: «c, name: C}]\n\
             beneficiaries: []\nservices:\n  - {id: s, name: S, provided_by: [a1, c], serves: everyone}",
        ),
    );
}

/// Where nothing is measured anywhere, one finding about the organisation counts all relationships; what an `allow`
/// excuses for every provider of a service is not counted.
#[test]
fn nothing_measured_is_one_finding() {
    let code = "satisfaction-unknown";
    let yaml = "organisation: {id: «xyz, name: XYZ}\ndepartments: [{id: a, name: A, serves: [b, c]}, {id: c, name: C, serves: a}]\nbeneficiaries: [{id: b, name: B}]\n";
    let found = super::finds_in(code, &[("note", "xyz")], yaml);
    tells(&found, "3 relationships were never measured (1 outside, 2 inside)");
    let allow = |of: &str| format!("{yaml}allow: [{{finding: {code}, of: {of}}}]\n");
    tells(&super::finds_in(code, &[("note", "xyz")], &allow("a")), "1 relationship was");
    let none = |yaml: String| super::finds_in(code, &[], &yaml.replace('«', ""));
    none(allow("xyz"));
    none(allow("a").replace("allow: [", "allow: [{finding: satisfaction-unknown, of: c}, "));
    no("allow-unused", &allow("a").replace("organisation: {id: «xyz, name: XYZ}\n", ""));
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

/// The organisation can be a provider, and is then listed.
#[test]
fn the_organisation_gets_a_finding() {
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

/// The newest of several measurements counts, wherever it is in the list.
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
    unhappy("score: 3.3, lowest: 1, scale: 5");
    happy("score: 3.4, lowest: 1, scale: 5");
}

/// A net promoter score is unhappy under 0, and shown as what it is.
#[test]
fn a_net_promoter_score_is_unhappy_under_0() {
    let code = "customer-unhappy";
    let nps = |score: &str| measured(&format!("«{{metric: nps, score: {score}, n: 40}}"));
    tells(&finds(code, &[("warning", "s")], &nps("-1")), "NPS -1");
    no(code, &nps("0").replace('«', ""));
    no(code, &nps("10").replace('«', ""));
}

/// Where the spread of the answers is known, the message says between which scores all would be, and whether that is
/// under the limit for sure; not where it isn't.
#[test]
fn how_sure_it_is_that_somebody_is_unhappy() {
    let message = |keys: &str| {
        let found =
            finds("customer-unhappy", &[("warning", "s")], &measured(&format!("«{{{keys}}}")));
        found[0]["message"].as_str().unwrap().to_owned()
    };
    let sure = message("score: 5.2, n: 100, spread: 1");
    assert!(sure.ends_with("5.2 of 10, between 5.0 and 5.4: surely"), "{sure}");
    let perhaps = message("score: 5.2, n: 20, spread: 2.5");
    assert!(perhaps.ends_with("5.2 of 10, between 4.0 and 6.4: perhaps"), "{perhaps}");
    assert!(message("score: 5.2, n: 100").ends_with("5.2 of 10"));
    let nps = message("metric: nps, score: -50, n: 100, promoters: 10, detractors: 60");
    assert!(nps.contains("NPS -50, between -6") && nps.ends_with(": surely"), "{nps}");
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

/// Few answers say much where more than half of those who were asked gave one.
#[test]
fn most_of_a_few_are_no_small_sample() {
    let code = "small-sample";
    no(code, &measured("{score: 8, n: 11, asked: 20}"));
    let half = finds(code, &[("note", "s")], &measured("«{score: 8, n: 10, asked: 20}"));
    tells(&half, "10 answers of 20 people asked");
}

/// An empty list of measurements measures nothing.
#[test]
fn no_measurement_measures_nothing() {
    let yaml = format!("organisation: {{id: «xyz, name: XYZ}}\n{}", measured("{score: 9}"));
    let yaml = yaml.replace("satisfaction: {score: 9}", "satisfaction: []");
    super::finds_in("satisfaction-unknown", &[("note", "xyz")], &yaml);
}
