//! References: unknown, ambiguous, by id and by name.

use super::{helps, sound, tells, wrong};
use crate::run::Run;

/// Every position that holds a reference reports one that names nothing.
#[test]
fn every_reference_is_looked_up() {
    for yaml in [
        "departments: [{name: A, part_of: «nowhere}]",
        "departments: [{name: A, lead: «nowhere}]",
        "departments: [{name: A, serves: «nowhere}]",
        "departments: [{name: A, serves: [{to: «nowhere}]}]",
        "departments: [{name: A, serves: [], paid_by: «nowhere}]",
        "departments: [{name: A, serves: [], paid_by: [{from: «nowhere}]}]",
        "people: [{name: A, department: «nowhere}]",
        "people: [{name: A, successor: «nowhere}]",
        "people: [{name: A, serves: [«nowhere]}]",
        "groups: [{name: G, members: [«nowhere]}]",
        "groups: [{name: G, except: [«nowhere]}]",
        "services: [{name: S, provided_by: «nowhere}]",
        "services: [{name: S, provided_by: [organisation, «nowhere]}]",
        "beneficiaries: [{name: B, reaches: [«nowhere]}]",
        "beneficiaries: [{name: B, could_use: [«nowhere]}]",
        "beneficiaries: [{name: B, relationship: {owner: «nowhere}}]",
        "beneficiaries: [{name: B, relationship: {backup: «nowhere}}]",
        "payers: [{name: P, relationship: {owner: «nowhere}}]",
        "allow: [{finding: empty-group, of: «nowhere}]",
    ] {
        tells(&wrong("unknown-reference", yaml), "nothing is called `nowhere`");
    }
    super::wrong_map("unknown-reference", "organisation: {name: X, paid_by: «nowhere}");
}

/// The nearest known word is named, and its place shown.
#[test]
fn the_nearest_word_is_named() {
    let yaml = "departments: [{id: helpdesk, name: Help}]\nservices: [{name: S, provided_by: [«helpdesc]}]";
    helps(&wrong("unknown-reference", yaml), "`helpdesk`");
    let yaml = yaml.replace('«', "");
    let shown = Run::yaml(&format!("organisation: {{name: XYZ}}\n{yaml}")).line("check org.yaml");
    shown.refused().complains("did you mean this one?");
    let yaml =
        "beneficiaries: [{name: Retail buyers}]\ndepartments: [{name: IT, serves: «Retial buyers}]";
    helps(&wrong("unknown-reference", yaml), "`Retail buyers`");
}

/// Only what may be there is suggested: a department is no help where a service is wanted.
#[test]
fn only_what_fits_is_suggested() {
    let said = wrong(
        "unknown-reference",
        "departments: [{id: shop, name: Shop}]\nbeneficiaries: [{name: B, could_use: [«shopp]}]",
    );
    assert!(!said[0].help.contains("`shop`"), "{said:?}");
}

/// A name means the entry that has it, whatever the case and the spaces around it.
#[test]
fn a_name_is_a_reference() {
    sound(
        "departments: [{id: d1, name: Front Desk}, {id: d2, name: Back, part_of: front desk}]\n\
         people: [{name: A, department: '  FRONT DESK '}]\n\
         services: [{name: S, provided_by: 'BACK', serves: [Everyone, ÜBER uns]}]\n\
         groups: [{id: g, name: über Uns, members: [everyone]}]\n",
    );
}

/// `organization` is `organisation`, as a key and as a reference.
#[test]
fn both_spellings_of_organisation_are_known() {
    let yaml = "organization: {name: XYZ}\nservices: [{name: S, provided_by: organization, paid_by: [organization]}]\n";
    Run::yaml(yaml).line("export org.yaml --format csv").fine();
}

/// The organisation may be named by its own id or name where `organisation` is allowed.
#[test]
fn the_organisation_has_an_id_too() {
    sound("services: [{name: S, provided_by: xyz, paid_by: XYZ}]");
}

/// White space of any kind is trimmed and collapsed where names are compared; punctuation counts, and an id compares
/// with its white space.
#[test]
fn a_name_is_compared_without_its_white_space() {
    sound(
        "departments: [{id: d1, name: Front Desk}, {name: B, part_of: '  front\u{a0} \u{2003}desk '}]",
    );
    sound("departments: [{id: d1, name: \"Front\\n Desk\"}, {name: B, part_of: Front Desk}]");
    wrong(
        "unknown-reference",
        "departments: [{id: d1, name: FrontDesk}, {name: B, part_of: «Front Desk}]",
    );
    wrong(
        "unknown-reference",
        "departments: [{id: d1, name: Front Desk}, {name: B, part_of: «Front-Desk}]",
    );
    wrong("unknown-reference", "departments: [{id: d1, name: Desk}, {name: B, part_of: «d 1}]");
}

/// Ids compare exactly: `IT` is no id `it`, though it may be the name.
#[test]
fn ids_compare_exactly() {
    wrong("unknown-reference", "departments: [{id: it, name: Computers}, {name: B, part_of: «IT}]");
    sound("departments: [{id: it, name: Computers}, {name: B, part_of: it}]");
}

/// A name that two have is ambiguous; both places are named and both ids.
#[test]
fn a_name_of_two_is_ambiguous() {
    let said = wrong(
        "ambiguous-reference",
        "departments: [{id: a, name: Sales}, {id: b, name: sales}]\nservices: [{name: S, provided_by: «Sales}]",
    );
    helps(&said, "`a` or `b`");
    wrong(
        "ambiguous-reference",
        "departments: [{id: a, name: Sales}]\npeople: [{id: b, name: SALES}]\nservices: [{name: S, provided_by: «Sales}]",
    );
}

/// An ambiguous name's error shows the places of both who have it.
#[test]
fn both_bearers_are_shown() {
    let run = Run::yaml(
        "organisation: {name: XYZ}\ndepartments:\n  - {id: a, name: Sales}\n  - {id: b, name: Sales}\n\
         services:\n  - {name: S, provided_by: Sales}\n",
    );
    let shown = run.line("check org.yaml").refused();
    shown.complains("id: a, name: Sales").complains("id: b, name: Sales");
}

/// An id comes before a name: the thing with the id is meant.
#[test]
fn an_id_comes_before_a_name() {
    sound(
        "departments: [{id: sales, name: X}, {id: b, name: Sales}]\nservices: [{name: S, provided_by: sales}]",
    );
}

/// Only among the kinds that may be there can a name be ambiguous.
#[test]
fn a_name_of_two_kinds_is_not_ambiguous() {
    sound(
        "departments: [{id: a, name: Sales}]\nbeneficiaries: [{id: b, name: Sales}]\n\
         services: [{id: s, name: Sales, provided_by: Sales}]",
    );
}

/// A reserved word that is a name, too, stays the reserved word where that is allowed.
#[test]
fn everyone_is_everyone() {
    let yaml = "organisation: {name: XYZ}\ndepartments: [{id: a, name: A}]\ngroups: [{id: g, name: Everyone, members: [a]}]\n\
                services: [{name: S, provided_by: a, serves: everyone}]";
    let run = Run::yaml(yaml).line("list org.yaml --format csv");
    run.fine().says(",everyone,");
}

/// A reference that is no text but a number or truth value is taken as it is written.
#[test]
fn a_reference_is_text() {
    sound(
        "departments: [{id: '007', name: Bond}, {id: no, name: No}, {id: '1e3', name: K}]\nservices: [{name: S, provided_by: [007, no, 1e3]}]",
    );
    wrong(
        "unknown-reference",
        "departments: [{id: '7', name: Bond}]\nservices: [{name: S, provided_by: «007}]",
    );
}
