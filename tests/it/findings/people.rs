//! Who owns the relationship with a party, and what happens when they leave.

use super::{findings, finds, no, tells};

/// A business, government or nonprofit that is a customer needs an owner of its relationship.
#[test]
fn a_body_is_looked_after() {
    let code = "no-relationship-owner";
    for kind in ["business", "government", "nonprofit"] {
        finds(
            code,
            &[("note", "b")],
            &format!("beneficiaries: [{{id: «b, name: B, kind: {kind}}}]"),
        );
        no(code, &format!("beneficiaries: [{{id: b, name: B, kind: {kind}, status: prospect}}]"));
    }
    finds(code, &[("note", "b")], "payers: [{id: «b, name: B, kind: government}]");
    for kind in ["person", "society"] {
        no(code, &format!("beneficiaries: [{{id: b, name: B, kind: {kind}}}]"));
    }
}

/// A relationship with an owner is one; since when alone is none.
#[test]
fn a_relationship_has_an_owner() {
    let yaml = |relationship: &str| {
        format!(
            "departments: [{{id: a, name: A}}]\nbeneficiaries: [{{id: b, name: B, kind: business, relationship: {relationship}}}]"
        )
    };
    no("no-relationship-owner", &yaml("{owner: a}"));
    let unowned = yaml("{since: 2020}").replace("{id: b", "{id: «b");
    finds("no-relationship-owner", &[("note", "b")], &unowned);
}

/// The people and the party of the tests below.
fn kept(person: &str, relationship: &str) -> String {
    format!(
        "departments: [{{id: a, name: A}}]\npeople: [{{id: p, name: Packer, {person}}}, {{id: q, name: Q}}]\n\
         beneficiaries: [{{id: b, name: B, kind: business, relationship: {relationship}}}]"
    )
}

/// One person without backup: a warning; a department or a backup is enough.
#[test]
fn one_person_alone_is_a_risk() {
    let code = "single-relationship";
    tells(&finds(code, &[("warning", "b")], &kept("", "«{owner: p}")), "Packer");
    no(code, &kept("", "{owner: p, backup: q}"));
    no(code, &kept("", "{owner: p, backup: a}"));
    no(code, &kept("", "{owner: a}"));
    finds(code, &[("warning", "b")], &kept("", "«{owner: p, backup: p}"));
}

/// That person leaving makes it an error, unless somebody is named who takes over.
#[test]
fn one_person_who_leaves_is_an_error() {
    let code = "single-relationship";
    let found = finds(code, &[("error", "b")], &kept("leaving: 2027-03", "«{owner: p}"));
    tells(&found, "2027-03");
    let replaced = kept("leaving: 2027-03, successor: q", "«{owner: p}");
    finds(code, &[("warning", "b")], &replaced);
    no("leaving-without-successor", &kept("leaving: 2027-03", "{owner: p}"));
}

/// With a backup, an owner's leaving is the other finding; a former customer is no relationship to hand over.
#[test]
fn an_owner_with_backup_who_leaves_is_found() {
    let code = "leaving-without-successor";
    let marked = kept("leaving: 2027", "{owner: p, backup: q}").replace("{id: p", "{id: «p");
    tells(&finds(code, &[("warning", "p")], &marked), "owns the relationship with B");
    no(code, &kept("leaving: 2027, successor: q", "{owner: p, backup: q}"));
    no(code, &kept("", "{owner: p, backup: q}"));
    let former = kept("leaving: 2027", "{owner: p, backup: q}");
    no(code, &former.replace("kind: business", "kind: business, status: former"));
}

/// A lead who leaves, and one who alone provides a service.
#[test]
fn a_lead_or_sole_provider_who_leaves_is_found() {
    let code = "leaving-without-successor";
    let lead =
        "departments: [{id: a, name: Alpha, lead: p}]\npeople: [{id: «p, name: P, leaving: 2027}]";
    tells(&finds(code, &[("warning", "p")], lead), "leads Alpha");
    let sole = "people: [{id: «p, name: P, leaving: 2027}]\nservices: [{id: s, name: Sums, provided_by: p, serves: everyone}]";
    tells(&finds(code, &[("warning", "p")], sole), "alone provides Sums");
    let two = "people: [{id: p, name: P, leaving: 2027}, {id: q, name: Q}]\nservices: [{id: s, name: S, provided_by: [p, q], serves: everyone}]";
    no(code, two);
    let idle =
        "departments: [{id: a, name: A}]\npeople: [{id: p, name: P, leaving: 2027, department: a}]";
    no(code, idle);
    no(
        code,
        &sole.replace('«', "").replace("serves: everyone", "serves: everyone, status: retired"),
    );
    no(
        code,
        &lead
            .replace('«', "")
            .replace("leaving: 2027", "leaving: 2027, successor: q}, {id: q, name: Q"),
    );
}

/// Somebody who leads, provides and owns relationships is reported once, with everything that depends on them.
#[test]
fn everything_that_hangs_on_somebody_is_reported_once() {
    let yaml = "departments: [{id: a, name: Alpha, lead: p}]\npeople: [{id: p, name: P, leaving: 2027, serves: everyone}, {id: q, name: Q}]\n\
                beneficiaries: [{id: b, name: Bee, relationship: {owner: p, backup: q}}]";
    let found = findings(yaml);
    let found: Vec<_> =
        found.into_iter().filter(|one| one["code"] == "leaving-without-successor").collect();
    for part in ["leads Alpha", "alone provides", "owns the relationship with Bee"] {
        tells(&found, part);
    }
}
