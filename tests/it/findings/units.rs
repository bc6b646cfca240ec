//! Units: nothing written down, no customer inside, no way to the outside.

use super::{finds, finds_in, no, tells};

/// A department that provides nothing with all its parts: the topmost only, and nothing more about those.
#[test]
fn a_department_without_service_is_found() {
    let yaml = "departments: [{id: «a, name: A}, {id: a1, name: A1, part_of: a}, {id: b, name: B, serves: c}]\n\
                people: [{id: p, name: P, department: a}]\nbeneficiaries: [{id: c, name: C}]";
    finds("unit-without-service", &[("warning", "a")], yaml);
    let yaml = yaml.replace('«', "");
    finds("no-primary-chain", &[], &yaml);
    finds("no-secondary-customer", &[("note", "b")], &yaml.replace("id: b,", "id: «b,"));
}

/// A part that provides something speaks for the whole; its idle sister is found.
#[test]
fn a_part_that_provides_speaks_for_the_whole() {
    let yaml = "departments: [{id: a, name: A}, {id: a1, name: A1, part_of: a, serves: everyone}, {id: «a2, name: A2, part_of: a}]";
    finds("unit-without-service", &[("warning", "a2")], yaml);
    let people = "departments: [{id: a, name: A}]\npeople: [{id: p, name: P, department: a, serves: everyone}]";
    no("unit-without-service", people);
}

/// A person straight under the organisation is asked, one in a department is not.
#[test]
fn a_person_without_department_is_asked() {
    let yaml = "people: [{id: «p, name: P}]";
    finds("unit-without-service", &[("warning", "p")], yaml);
    no(
        "unit-without-service",
        "departments: [{id: a, name: A, serves: everyone}]\npeople: [{id: p, name: P, department: a}]",
    );
}

/// A planned or retired service is none yet, or any more.
#[test]
fn only_active_services_count() {
    let yaml = |status: &str| {
        format!(
            "departments: [{{id: a, name: A}}]\nservices: [{{id: s, name: S, provided_by: a, serves: everyone, status: {status}}}]"
        )
    };
    for status in ["planned", "retired"] {
        let marked = yaml(status).replace("{id: a,", "{id: «a,");
        finds("unit-without-service", &[("warning", "a")], &marked);
    }
    no("unit-without-service", &yaml("active"));
}

/// A unit that only serves the outside has no colleague as customer: a note; one that serves nobody outside
/// either, but only its own parts: a warning.
#[test]
fn a_unit_without_secondary_customer_is_found() {
    let yaml = "departments: [{id: «a, name: A, serves: c}]\nbeneficiaries: [{id: c, name: C}]";
    finds("no-secondary-customer", &[("note", "a")], yaml);
    let yaml =
        "departments: [{id: «a, name: A, serves: a1}, {id: a1, name: A1, part_of: a, serves: a}]";
    finds("no-secondary-customer", &[("warning", "a")], yaml);
    no(
        "no-secondary-customer",
        "departments: [{id: a, name: A, serves: b}, {id: b, name: B, serves: a}]",
    );
}

/// A prospect is nobody's customer: serving one makes it no note.
#[test]
fn a_prospect_does_not_soften_it() {
    let yaml = "departments: [{id: «a, name: A, serves: c}]\nbeneficiaries: [{id: c, name: C, status: prospect}]";
    finds("no-secondary-customer", &[("warning", "a")], yaml);
}

/// The topmost unit speaks for its parts.
#[test]
fn the_topmost_unit_speaks() {
    let yaml = "departments: [{id: «a, name: A}, {id: a1, name: A1, part_of: a, serves: c}, {id: a2, name: A2, part_of: a, serves: c}]\n\
                beneficiaries: [{id: c, name: C}]";
    finds("no-secondary-customer", &[("note", "a")], yaml);
}

/// A department whose services all serve nobody is covered by what is found of these, and so are those in it.
#[test]
fn a_person_in_an_idle_department_is_covered() {
    let yaml =
        "departments: [{id: a, name: A, serves: []}]\npeople: [{id: p, name: P, department: a}]";
    no("no-secondary-customer", yaml);
    no("no-primary-chain", yaml);
}

/// Shared through the department around it or led by it counts: 3.5.
#[test]
fn a_shared_secondary_customer_counts() {
    no(
        "no-secondary-customer",
        "departments: [{id: a, name: A, serves: b}, {id: a1, name: A1, part_of: a, serves: c}, {id: b, name: B, serves: a}]\n\
         beneficiaries: [{id: c, name: C}]",
    );
    no(
        "no-secondary-customer",
        "departments: [{id: a, name: A, lead: p, serves: b}, {id: b, name: B, serves: a}]\n\
         people: [{id: p, name: P, serves: c}]\nbeneficiaries: [{id: c, name: C}]",
    );
}

/// A sister's service is not shared: only what the department itself provides is.
#[test]
fn a_sisters_service_is_not_shared() {
    let yaml = "departments: [{id: a, name: A}, {id: «a1, name: A1, part_of: a, serves: c}, {id: a2, name: A2, part_of: a, serves: b}, {id: b, name: B, serves: a}]\n\
                beneficiaries: [{id: c, name: C}]";
    finds("no-secondary-customer", &[("note", "a1")], yaml);
}

/// Everyone holds a unit outside unless the unit is everyone; a service stands for its providers.
#[test]
fn everyone_and_services_are_colleagues_too() {
    no(
        "no-secondary-customer",
        "departments: [{id: a, name: A, serves: everyone}, {id: b, name: B, serves: a}]",
    );
    finds(
        "no-secondary-customer",
        &[("warning", "a")],
        "departments: [{id: «a, name: A, serves: everyone}]",
    );
    no(
        "no-secondary-customer",
        "departments: [{id: a, name: A, serves: b.serves}, {id: b, name: B, serves: a}]",
    );
}

/// Where all services serve nobody, that is what is reported, not the gaps that follow from it.
#[test]
fn a_unit_that_serves_nobody_is_reported_once() {
    let yaml = "departments: [{id: a, name: A}]\nservices: [{id: «s, name: S, provided_by: a}]";
    finds("service-serves-nobody", &[("warning", "s")], yaml);
    let yaml = yaml.replace('«', "");
    no("no-secondary-customer", &yaml);
    no("no-primary-chain", &yaml);
    no("unit-without-service", &yaml);
}

/// No chain leads outside: the message says where the chains end.
#[test]
fn a_chain_that_ends_inside_is_found() {
    let yaml = "departments: [{id: «a, name: A, serves: b}, {id: b, name: Backwater}, {id: c, name: C, serves: x}]\n\
                beneficiaries: [{id: x, name: X}]";
    let found = finds("no-primary-chain", &[("warning", "a")], yaml);
    tells(&found, "Backwater");
    no(
        "no-primary-chain",
        "departments: [{id: a, name: A, serves: b}, {id: b, name: B, serves: x}]\nbeneficiaries: [{id: x, name: X}]",
    );
}

/// Two that serve only each other are a circle, and found both; a prospect is no way out.
#[test]
fn a_circle_is_no_way_out() {
    let yaml = "departments: [{id: «a, name: A, serves: b}, {id: «b, name: B, serves: [a, x]}]\nbeneficiaries: [{id: x, name: X, status: former}]";
    finds("no-primary-chain", &[("warning", "a"), ("warning", "b")], yaml);
}

/// A part without a chain is fine where the department around it has one; topmost only.
#[test]
fn a_chain_of_the_whole_is_shared() {
    no(
        "no-primary-chain",
        "departments: [{id: a, name: A, serves: x}, {id: a1, name: A1, part_of: a, serves: a}]\nbeneficiaries: [{id: x, name: X}]",
    );
    let yaml = "departments: [{id: «a, name: A, serves: b}, {id: a1, name: A1, part_of: a, serves: b}, {id: b, name: B}]";
    finds("no-primary-chain", &[("warning", "a")], yaml);
}

/// Off unless the file asks for it: a unit that reaches the outside by blanket services only.
#[test]
fn only_broad_chains_are_found_when_asked_for() {
    let yaml = "departments: [{id: a, name: A, serves: everyone}, {id: b, name: B, serves: x}]\nbeneficiaries: [{id: x, name: X}]\n";
    no("only-broad-chains", yaml);
    let marked = yaml.replacen("{id: a", "{id: «a", 1);
    finds(
        "only-broad-chains",
        &[("note", "a")],
        &format!("{marked}checks: {{only-broad-chains: note}}"),
    );
    let named = yaml.replacen("serves: everyone", "serves: [everyone, b]", 1);
    no("only-broad-chains", &format!("{named}checks: {{only-broad-chains: note}}"));
}

/// A group: it holds nobody, or nothing names it.
#[test]
fn groups_are_held_and_named() {
    let yaml = "groups: [{id: «g, name: G, where: {tag: nothing}}]\ndepartments: [{id: a, name: A, serves: [g, b]}, {id: b, name: B}]";
    finds("empty-group", &[("warning", "g")], yaml);
    no("unused-group", &yaml.replace('«', ""));
    no("unused-group", "groups: [{id: g, name: G}]");
    let yaml = "groups: [{id: «g, name: G, members: [a]}]\ndepartments: [{id: a, name: A}]";
    finds("unused-group", &[("note", "g")], yaml);
    no("empty-group", &yaml.replace('«', ""));
    no(
        "unused-group",
        "groups: [{id: g, name: G, members: [a]}]\ndepartments: [{id: a, name: A, serves: g}]",
    );
    no(
        "unused-group",
        "groups: [{id: g, name: G, members: [a]}, {id: h, name: H, members: [g]}]\ndepartments: [{id: a, name: A, serves: h}]",
    );
}

/// A group that another one takes everybody away from is empty.
#[test]
fn except_can_empty_a_group() {
    finds(
        "empty-group",
        &[("warning", "g")],
        "groups: [{id: «g, name: G, members: [everyone], except: [a]}]\ndepartments: [{id: a, name: A}, {id: a1, name: A1, part_of: a}]",
    );
}

/// An organisation of nothing but a name has no findings.
#[test]
fn an_empty_organisation_has_no_findings() {
    finds_in("unit-without-service", &[], "organisation: {name: XYZ}");
    assert!(super::findings("").is_empty());
}
