//! `allow`: a finding silenced for a thing, a unit with its parts.

use super::{finds, no};

const AB: &str = "departments: [{id: a, name: A}, {id: b, name: B}]\n";

/// What is allowed for one thing still counts for another.
#[test]
fn an_allow_is_for_one_thing() {
    let yaml = format!(
        "{}allow: [{{finding: unit-without-service, of: a, because: new}}]",
        AB.replace("{id: b", "{id: «b")
    );
    finds("unit-without-service", &[("warning", "b")], &yaml);
    no("allow-unused", &yaml.replace('«', ""));
}

/// A finding allowed for a unit is allowed for its parts; one allowed for a part isn't for the whole.
#[test]
fn an_allow_of_a_unit_is_for_its_parts() {
    let tree = "departments: [{id: a, name: A, serves: x}, {id: a1, name: A1, part_of: a}, {id: a2, name: A2, part_of: a}]\n\
                groups: [{id: x, name: X, members: [a]}]\n";
    no("unit-without-service", &format!("{tree}allow: [{{finding: unit-without-service, of: a}}]"));
    let part = tree.replace("{id: a2", "{id: «a2");
    finds(
        "unit-without-service",
        &[("warning", "a2")],
        &format!("{part}allow: [{{finding: unit-without-service, of: a1}}]"),
    );
}

/// An allow that silences nothing is reported, at its place, with the thing.
#[test]
fn an_allow_that_silences_nothing_is_found() {
    finds(
        "allow-unused",
        &[("note", "a")],
        &format!("{AB}allow:\n  - «finding: empty-group\n    of: a\n"),
    );
    finds(
        "allow-unused",
        &[("note", "a")],
        "departments: [{id: a, name: A, serves: b}, {id: b, name: B, serves: a}]\nallow: [«{finding: unit-without-service, of: a}]",
    );
}

/// An allow of a finding that is off isn't counted as unused.
#[test]
fn an_allow_of_what_is_off_is_not_unused() {
    no(
        "allow-unused",
        &format!(
            "{AB}checks: {{unit-without-service: off}}\nallow: [{{finding: unit-without-service, of: a}}]"
        ),
    );
    no("allow-unused", &format!("{AB}allow: [{{finding: only-broad-chains, of: a}}]"));
}

/// Two for the same silence the same: both are used.
#[test]
fn two_that_silence_the_same_are_used() {
    no(
        "allow-unused",
        &format!(
            "{AB}allow: [{{finding: unit-without-service, of: a}}, {{finding: unit-without-service, of: A}}]"
        ),
    );
}

/// `allow-unused` is a finding like others: it can be off.
#[test]
fn allow_unused_can_be_off() {
    no(
        "allow-unused",
        &format!("{AB}checks: {{allow-unused: off}}\nallow: [{{finding: empty-group, of: a}}]"),
    );
}

/// Each kind of thing can be named: a service, a group, a beneficiary, a payer, the organisation.
#[test]
fn an_allow_is_of_any_kind_of_thing() {
    let yaml = "services: [{id: s, name: S, provided_by: organisation}, {id: t, name: T, provided_by: organisation, serves: everyone}]\n\
                groups: [{id: g, name: G}]\nbeneficiaries: [{id: b, name: B}]\npayers: [{id: p, name: P}]\n\
                allow:\n  - {finding: service-serves-nobody, of: s}\n  - {finding: empty-group, of: g}\n\
                \x20 - {finding: beneficiary-not-served, of: b}\n  - {finding: payer-pays-nothing, of: p}\n\
                \x20 - {finding: satisfaction-unknown, of: organisation}\n";
    for code in [
        "service-serves-nobody",
        "empty-group",
        "beneficiary-not-served",
        "payer-pays-nothing",
        "satisfaction-unknown",
        "allow-unused",
    ] {
        no(code, yaml);
    }
}

/// A finding about a relationship is silenced by its service or by its customer.
#[test]
fn a_measurement_is_of_the_service_and_the_customer() {
    for of in ["s", "b"] {
        no(
            "customer-unhappy",
            &format!(
                "beneficiaries: [{{id: b, name: B}}]\nservices: [{{id: s, name: S, provided_by: organisation, serves: {{to: b, satisfaction: {{score: 1}}}}}}]\n\
                 allow: [{{finding: customer-unhappy, of: {of}}}]"
            ),
        );
    }
}

/// That a group is unused can be silenced, so this `allow` does not count as naming it; one of another finding does.
#[test]
fn an_unused_group_can_be_allowed() {
    let groups = format!("{AB}groups: [{{id: g, name: G, members: [a]}}]\n");
    for code in ["unused-group", "allow-unused"] {
        no(code, &format!("{groups}allow: [{{finding: unused-group, of: g}}]"));
    }
    no("unused-group", &format!("{groups}allow: [{{finding: empty-group, of: g}}]"));
}

/// A finding about a unit with its parts isn't listed for a part when it is allowed for the whole.
#[test]
fn topmost_only_holds_under_an_allow() {
    no(
        "no-secondary-customer",
        "departments: [{id: a, name: A}, {id: a1, name: A1, part_of: a, serves: c}]\nbeneficiaries: [{id: c, name: C}]\n\
         allow: [{finding: no-secondary-customer, of: a, because: sells only to the outside}]",
    );
}
