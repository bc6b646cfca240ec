//! Keys and types: unknown, twice, wrong, missing.

use super::{helps, sound, wrong, wrong_map};
use crate::run::Run;

/// A misspelt key is named, with the nearest one, wherever it is.
#[test]
fn a_misspelt_key_is_unknown() {
    let said = wrong("unknown-key", "departments: [{name: IT, «part-of: x}]");
    helps(&said, "`part_of`");
    helps(&wrong("unknown-key", "«departement: []"), "`departments`");
    helps(&wrong_map("unknown-key", "organisation: {name: X, «nmae: Y}"), "`name`");
    helps(&wrong("unknown-key", "people: [{name: A, «departmnt: x}]"), "`department`");
    helps(&wrong("unknown-key", "groups: [{name: G, «excepts: []}]"), "`except`");
    helps(&wrong("unknown-key", "groups: [{name: G, where: {tag: x, «sites: y}}]"), "`site`");
    let service = "departments: [{name: IT}]\nservices: [{name: S, provided_by: IT, ";
    let said = wrong("unknown-key", &format!("{service}«provided_for: x}}]"));
    assert_eq!(said.len(), 1);
    wrong("unknown-key", &format!("{service}serves: [{{to: IT, «satisfied: 1}}]}}]"));
    let score = "serves: {to: IT, satisfaction: {score: 1, «scales: 5}}}]";
    helps(&wrong("unknown-key", &format!("{service}{score}")), "`scale`");
    let paid = "paid_by: {from: IT, «amounts: 5}}]";
    helps(&wrong("unknown-key", &format!("{service}{paid}")), "`amount`");
}

/// The same of a party's keys.
#[test]
fn a_misspelt_key_of_a_party_is_unknown() {
    let party = |keys: &str| wrong("unknown-key", &format!("beneficiaries: [{{name: B, {keys}}}]"));
    helps(&party("«driver: []"), "`drivers`");
    party("won_by: {«why: product}");
    party("relationship: {«boss: x}");
    party("reasons: [{claim: c, «because: x}]");
    let allow = "allow: [{finding: empty-group, of: everyone, «why: x}]";
    wrong("unknown-key", allow);
}

/// A payer receives nothing: it has none of a beneficiary's own keys.
#[test]
fn a_payer_has_no_keys_of_a_recipient() {
    let more = "beneficiaries: [{name: B}]\nservices: [{name: S, provided_by: organisation}]\n";
    let payer = |keys: &str| {
        let said = wrong("unknown-key", &format!("{more}payers: [{{name: P, {keys}}}]"));
        helps(&said, "`beneficiaries`");
    };
    payer("reaches: [«B]");
    payer("could_use: [«S]");
    payer("why_not_us: «too far");
}

/// No key is known but the format's own: not even YAML's merge key.
#[test]
fn a_key_of_another_list_is_unknown() {
    wrong("unknown-key", "departments: [{name: IT, «department: x}]");
    wrong("unknown-key", "people: [{name: A, «part_of: x}]");
    wrong("unknown-key", "departments: [{name: IT, «email: x}]");
    wrong("unknown-key", "groups: [{name: G, «serves: x}]");
}

/// A key that is there twice would lose one of its values.
#[test]
fn a_key_stands_once() {
    wrong("duplicate-key", "departments: [{name: IT, tags: [a], «tags: [b]}]");
    wrong("duplicate-key", "departments: [{name: IT}]\n«departments: [{name: HR}]\n");
    wrong("duplicate-key", "checks: {unused-group: off, «unused-group: note}");
    let said = wrong(
        "duplicate-key",
        "departments:\n  - name: IT\n    site: a\n    «site: b\n    «site: c\n",
    );
    assert_eq!(said.len(), 2);
}

/// A list, a mapping or a text where another belongs is reported by what was found.
#[test]
fn a_value_has_its_type() {
    wrong("wrong-type", "«departments: {name: IT}\n");
    wrong("wrong-type", "departments:\n  - «IT\n");
    wrong("wrong-type", "departments: [{name: IT, site: «[IT]}]");
    wrong("wrong-type", "departments: [{name: IT, tags: «computer}]");
    wrong("wrong-type", "departments: [{name: IT, part_of: «[A, B]}]");
    wrong("wrong-type", "people: [{name: A, email: «{x: y}}]");
    wrong("wrong-type", "groups: [{name: G, where: «computer}]");
    wrong("wrong-type", "groups: [{name: G, members: «everyone}]");
    wrong("wrong-type", "beneficiaries: [{name: B, won_by: «product}]");
    wrong("wrong-type", "beneficiaries: [{name: B, reasons: «cheap}]");
    wrong("wrong-type", "beneficiaries: [{name: B, relationship: «me}]");
    wrong("wrong-type", "beneficiaries: [{name: B, drivers: «price}]");
    wrong("wrong-type", "checks: «[unused-group]");
    wrong("wrong-type", "allow: [«unused-group]");
}

/// A satisfaction is a mapping, a payer in a list is a text or a mapping.
#[test]
fn nested_values_have_their_type() {
    let it = "departments: [{id: it, name: IT}]\nservices: [{name: S, provided_by: it, ";
    wrong("wrong-type", &format!("{it}serves: {{to: it, satisfaction: «8}}}}]"));
    wrong("wrong-type", &format!("{it}serves: [«[it]]}}]"));
    wrong("wrong-type", &format!("{it}serves: [], paid_by: [«[it]]}}]"));
}

/// One or a list: both are right where the format says so.
#[test]
fn one_stands_for_a_list_of_one() {
    sound(
        "departments: [{id: it, name: IT, serves: it, paid_by: organisation}]\n\
         services: [{name: S, provided_by: it, serves: {to: it, satisfaction: {score: 1}}, paid_by: {from: it}}]\n\
         groups: [{name: G, where: {tag: computer}}]\n",
    );
}

/// What is required must be there, and not blank.
#[test]
fn a_name_is_required() {
    for list in ["departments", "people", "groups", "beneficiaries", "payers"] {
        wrong("missing-key", &format!("{list}: [«{{id: x}}]"));
        wrong("missing-key", &format!("{list}:\n  - «id: x\n"));
        wrong("missing-key", &format!("{list}: [{{id: x, name: «\"  \"}}]"));
        wrong("missing-key", &format!("{list}: [«{{id: x, name: }}]"));
    }
    wrong_map("missing-key", "organisation: «{kind: company}");
    wrong("missing-key", "services: [«{id: s, provided_by: organisation}]");
}

/// A service needs a provider; nothing and an empty list are both missing, one that is there and wrong is not.
#[test]
fn a_provider_is_required() {
    wrong("missing-key", "services: [«{name: S}]");
    wrong("missing-key", "services: [«{name: S, provided_by: []}]");
    wrong("missing-key", "services: [«{name: S, provided_by: }]");
    wrong("wrong-type", "services: [{name: S, provided_by: [«{a: b}]}]");
}

/// `to`, `from`, `finding` and `of` are required.
#[test]
fn relations_payments_and_allows_are_whole() {
    let own = "departments: [{name: IT, ";
    wrong("missing-key", &format!("{own}serves: [«{{notes: x}}]}}]"));
    wrong("missing-key", &format!("{own}serves: [{{to: «''}}]}}]"));
    wrong("missing-key", &format!("{own}serves: [«''], tags: []}}]"));
    wrong("missing-key", &format!("{own}serves: [], paid_by: [«{{amount: 5}}]}}]"));
    wrong("missing-key", &format!("{own}serves: [], paid_by: [{{from: «' '}}]}}]"));
    wrong("missing-key", "allow: [«{of: everyone}]");
    wrong("missing-key", "allow: [«{finding: unused-group}]");
}

/// A required value of the wrong type is there, only wrong: one error, not a second one that it is missing.
#[test]
fn a_wrong_value_is_not_a_missing_one() {
    wrong("wrong-type", "departments: [{name: «[IT]}]");
    wrong("wrong-type", "services: [{name: S, provided_by: «{x: y}}]");
    wrong("wrong-type", "departments: [{name: A, serves: [], paid_by: {from: «[A]}}]");
    wrong("wrong-type", "departments: [{name: A, serves: {to: «[A]}}]");
    wrong("wrong-type", "allow: [{finding: «[a], of: everyone}]");
    wrong_map("wrong-type", "organisation: «[name]");
}

/// `organisation` twice in one file is one error: a key that is there twice.
#[test]
fn an_organisation_twice_in_a_file_is_one_error() {
    wrong("duplicate-key", "«organisation: {name: ABC}\n");
}

/// A help doesn't send text to `notes` where there is no such key: at the top, in an organisation, a selector.
#[test]
fn notes_are_advised_only_where_they_are_known() {
    for said in [
        wrong("unknown-key", "«zzz: free text"),
        wrong_map("unknown-key", "organisation: {name: X, «zzz: free text}"),
        wrong("unknown-key", "groups: [{name: G, where: {tag: t, «zzz: free text}}]"),
    ] {
        assert!(!said[0].help.contains("notes"), "{said:?}");
    }
}

/// YAML 1.2 knows no merge key, and the format none but its own: `<<` would bring keys in unseen.
#[test]
fn a_merge_key_is_unknown() {
    wrong("unknown-key", "departments: [&a {name: A, site: s}, {name: B, «<<: *a}]");
}

/// A null key is an error, wherever it is.
#[test]
fn a_null_key_is_wrong() {
    wrong("wrong-type", "departments: [{name: IT, «~: x}]");
    wrong("wrong-type", "departments: [{name: IT, serves: [{to: IT, «null: x}]}]");
    wrong("wrong-type", "checks: {«~: off}");
    wrong("wrong-type", "«~: []");
    sound("departments: [{name: IT, purpose: ~}]");
}

/// Who pays for what a unit serves says nothing where it serves nobody itself; an empty list of recipients is said.
#[test]
fn a_payer_of_a_unit_pays_for_its_service() {
    wrong("missing-key", "departments: [«{name: IT, paid_by: organisation}]");
    wrong("missing-key", "people: [«{name: Ann, paid_by: []}]");
    wrong("missing-key", "departments: [«{name: IT, serves: ~, paid_by: organisation}]");
    sound("departments: [{name: IT, serves: [], paid_by: organisation}]");
}

/// A key that stands twice is found however many keys a mapping has, where its keys are anybody's own: past the first
/// few they are looked up in a set.
#[test]
fn a_key_is_found_twice_among_many() {
    let (few, many) = (20, 200);
    for count in [few, many] {
        let keys: Vec<String> = (0..count).map(|at| format!("k{at}: x")).collect();
        let mapping = |more: &str| {
            format!(
                "as: departments\nmap:\n  name: {{column: N, values: {{{}{more}}}}}\n",
                keys.join(", ")
            )
        };
        let run = |more: &str| {
            let run = Run::empty().file("t.csv", "N\nk0\n").file("m.yaml", mapping(more));
            run.line("import csv t.csv --mapping m.yaml -q")
        };
        let last = count - 1;
        run(&format!(", k{last}: y")).refused().complains("duplicate-key");
        run(", k0: y").refused().complains("duplicate-key");
        run(&format!(", k{count}: y")).fine();
    }
}
