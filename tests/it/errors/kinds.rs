//! References to something of a kind that can't be there.

use super::{helps, sound, tells, wrong, wrong_map};

/// One entry of every kind, with ids by which a test can see which was meant.
const ALL: &str = "departments: [{id: department, name: D}]\n\
     people: [{id: person, name: P}]\n\
     groups: [{id: group, name: G, members: [department]}]\n\
     beneficiaries: [{id: beneficiary, name: B}, {id: other, name: O, OTHER}]\n\
     payers: [{id: payer, name: Y}]\n\
     services: [{id: service, name: S, provided_by: department}, {id: second, name: T, SERVICE}]\n";

/// Of all kinds and reserved words only `fit` may be at `«` of the template.
#[track_caller]
fn only(fit: &[&str], template: impl Fn(&str) -> String) {
    for kind in [
        "department",
        "person",
        "group",
        "beneficiary",
        "payer",
        "service",
        "everyone",
        "organisation",
        "recipients",
        "xyz",
    ] {
        let yaml = template(kind);
        let fits = fit.contains(&kind) || (kind == "xyz" && fit.contains(&"organisation"));
        if fits {
            sound(&yaml.replace('«', ""));
        } else {
            tells(&wrong("wrong-reference", &yaml), "can't be");
        }
    }
}

/// The map above with a key of the second service.
fn service(key: &str) -> impl Fn(&str) -> String {
    let key = key.to_owned();
    move |kind| {
        let own = key.replace("KIND", &format!("«{kind}"));
        let own = if own.starts_with("provided_by") {
            own
        } else {
            format!("provided_by: department, {own}")
        };
        ALL.replace(", OTHER", "").replace("SERVICE", &own)
    }
}

/// The map above with a key of the second beneficiary.
fn party(key: &str) -> impl Fn(&str) -> String {
    let key = key.to_owned();
    move |kind| {
        let own = key.replace("KIND", &format!("«{kind}"));
        ALL.replace("OTHER", &own).replace("SERVICE", "provided_by: department")
    }
}

/// The map above with a list item more.
fn item(head: &str, key: &str) -> impl Fn(&str) -> String {
    let (head, key) = (head.to_owned(), key.to_owned());
    move |kind| {
        let own = key.replace("KIND", &format!("«{kind}"));
        let all = ALL.replace(", OTHER", "").replace("SERVICE", "provided_by: department");
        all.replacen(&head, &format!("{head}{{id: more, name: More, {own}}}, "), 1)
    }
}

/// Departments, persons and the organisation provide.
#[test]
fn who_may_provide() {
    only(&["department", "person", "organisation"], service("provided_by: KIND"));
}

/// Everything that receives is a recipient, a payer too: `everyone` rather than the organisation.
#[test]
fn who_may_be_served() {
    let fit = ["department", "person", "group", "beneficiary", "payer", "service", "everyone"];
    only(&fit, service("serves: [KIND]"));
    only(&fit, service("serves: {to: KIND}"));
}

/// A payer to whom something is passed on belongs under `beneficiaries`; everyone here is `everyone`.
#[test]
fn the_help_says_what_to_write_instead() {
    let reaches = item("beneficiaries: [", "reaches: [KIND]")("payer");
    helps(&wrong("wrong-reference", &reaches), "`beneficiaries`");
    helps(&wrong("wrong-reference", &service("serves: KIND")("organisation")), "`everyone`");
}

/// Parties, units and the organisation pay, or each recipient.
#[test]
fn who_may_pay() {
    let fit = ["payer", "beneficiary", "department", "person", "organisation", "recipients"];
    only(&fit, service("paid_by: KIND"));
    wrong_map(
        "wrong-reference",
        "organisation: {name: X, paid_by: [«g]}\ngroups: [{id: g, name: G, members: [everyone]}]",
    );
}

/// A department is part of a department.
#[test]
fn what_a_department_is_part_of() {
    only(&["department"], item("departments: [", "part_of: KIND"));
    only(&["department"], item("people: [", "department: KIND"));
}

/// A person leads, a person succeeds.
#[test]
fn who_may_lead_and_succeed() {
    only(&["person"], item("departments: [", "lead: KIND"));
    only(&["person"], item("people: [", "successor: KIND"));
}

/// Units, groups and everyone are members; units and groups are taken away.
#[test]
fn who_may_be_in_a_group() {
    only(&["department", "person", "group", "everyone"], item("groups: [", "members: [KIND]"));
    only(
        &["department", "person", "group"],
        item("groups: [", "members: [everyone], except: [KIND]"),
    );
}

/// A beneficiary passes on to beneficiaries.
#[test]
fn to_whom_a_party_passes_on() {
    only(&["beneficiary"], party("reaches: [KIND]"));
}

/// A prospect could use services.
#[test]
fn what_a_prospect_could_use() {
    only(&["service"], party("status: prospect, could_use: [KIND]"));
}

/// Only units can own a relationship.
#[test]
fn who_may_look_after_a_party() {
    only(&["department", "person"], party("relationship: {owner: KIND}"));
    only(&["department", "person"], party("relationship: {owner: department, backup: KIND}"));
}
