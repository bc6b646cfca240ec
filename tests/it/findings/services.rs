//! Services and beneficiaries: serving nobody, not served, twice.

use super::{finds, no, tells};

/// A service without recipient; planned and retired ones are left in peace.
#[test]
fn a_service_serves_somebody() {
    let yaml = "services: [{id: «s, name: S, provided_by: organisation}]";
    finds("service-serves-nobody", &[("warning", "s")], yaml);
    finds(
        "service-serves-nobody",
        &[("warning", "s")],
        "services: [{id: «s, name: S, provided_by: organisation, serves: []}]",
    );
    for status in ["planned", "retired"] {
        no(
            "service-serves-nobody",
            &format!("services: [{{id: s, name: S, provided_by: organisation, status: {status}}}]"),
        );
    }
    no(
        "service-serves-nobody",
        "services: [{id: s, name: S, provided_by: organisation, serves: everyone}]",
    );
}

/// A service whose only recipient is a retired service serves nobody: only active ones receive.
#[test]
fn a_retired_service_receives_nothing() {
    finds(
        "service-serves-nobody",
        &[("warning", "s")],
        "services: [{id: «s, name: S, provided_by: organisation, serves: t}, {id: t, name: T, provided_by: organisation, serves: everyone, status: retired}]",
    );
}

/// The service without a name is at its unit.
#[test]
fn the_own_service_of_a_unit_is_named() {
    finds(
        "service-serves-nobody",
        &[("warning", "a.serves")],
        "departments: [{id: «a, name: A, serves: []}]",
    );
}

/// An active beneficiary that no service reaches; prospects, former ones and payers are not meant to be.
#[test]
fn a_beneficiary_is_served() {
    let yaml = "beneficiaries: [{id: «b, name: B}, {id: p, name: P, status: prospect}, {id: f, name: F, status: former}]\npayers: [{id: d, name: D}]";
    finds("beneficiary-not-served", &[("warning", "b")], yaml);
    no(
        "beneficiary-not-served",
        "beneficiaries: [{id: b, name: B}]\nservices: [{id: s, name: S, provided_by: organisation, serves: b}]",
    );
}

/// What an active beneficiary passes on reaches too; what a prospect or a retired service would, doesn't.
#[test]
fn passing_on_reaches() {
    no(
        "beneficiary-not-served",
        "beneficiaries: [{id: a, name: A, reaches: [b]}, {id: b, name: B, reaches: [c]}, {id: c, name: C}]\n\
         services: [{id: s, name: S, provided_by: organisation, serves: a}]",
    );
    finds(
        "beneficiary-not-served",
        &[("warning", "b")],
        "beneficiaries: [{id: a, name: A, status: prospect, reaches: [b]}, {id: «b, name: B}]\n\
         services: [{id: s, name: S, provided_by: organisation, serves: a}]",
    );
    finds(
        "beneficiary-not-served",
        &[("warning", "b")],
        "beneficiaries: [{id: «b, name: B}]\nservices: [{id: s, name: S, provided_by: organisation, serves: b, status: planned}]",
    );
}

/// A `for` names services that the recipient uses something for: what it, its parts or its head provide, active ones
/// only.
#[test]
fn a_use_without_effect_is_found() {
    let code = "use-without-effect";
    let yaml = |to: &str, named: &str| {
        format!(
            "departments: [{{id: a, name: A}}, {{id: b, name: B}}, {{id: b1, name: B1, part_of: b, lead: p}}]\n\
             people: [{{id: p, name: P}}]\nbeneficiaries: [{{id: x, name: X}}]\n\
             services:\n  - {{id: s, name: S, provided_by: a, serves: [{{to: «{to}, for: [{named}]}}]}}\n\
             \u{20} - {{id: t, name: Tea, provided_by: b1, serves: x}}\n\
             \u{20} - {{id: u, name: U, provided_by: b, serves: x, status: planned}}\n"
        )
    };
    for (to, named) in [("b", "t"), ("b1", "t"), ("p", "t"), ("everyone", "t, s"), ("b", "")] {
        no(code, &yaml(to, named).replace('«', ""));
    }
    tells(&finds(code, &[("warning", "s")], &yaml("a", "t")), "Tea");
    finds(code, &[("warning", "s")], &yaml("b", "t, s"));
    tells(&finds(code, &[("warning", "s")], &yaml("b", "t, u")), "not active");
    let two = super::findings(&yaml("a", "t, u").replace('«', ""));
    assert_eq!(two.iter().filter(|one| one["code"] == code).count(), 2, "one for each service");
}

/// The same recipient twice in one service, at the second one; in two services it is none.
#[test]
fn a_recipient_stands_once() {
    finds(
        "duplicate-recipient",
        &[("note", "s")],
        "beneficiaries: [{id: b, name: Baker}]\nservices: [{id: s, name: S, provided_by: organisation, serves: [b, everyone, «baker]}]",
    );
    no(
        "duplicate-recipient",
        "beneficiaries: [{id: b, name: B}]\nservices: [{id: s, name: S, provided_by: organisation, serves: [b, everyone]}, {id: t, name: T, provided_by: organisation, serves: b}]",
    );
}
