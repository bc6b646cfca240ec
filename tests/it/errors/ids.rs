//! Ids and the slugs that replace them.

use super::{helps, sound, tells, wrong, wrong_map};
use crate::run::Run;

/// A name without letter or digit makes no id; one that is stated can't be blank.
#[test]
fn a_name_without_letters_needs_an_id() {
    for list in ["departments", "people", "groups", "beneficiaries", "payers"] {
        helps(&wrong("no-id", &format!("{list}: [{{name: «\"!!!\"}}]")), "`id: ");
        wrong("no-id", &format!("{list}: [{{id: «\" \", name: A}}]"));
        wrong("no-id", &format!("{list}: [{{name: «_-_}}]"));
    }
    wrong_map("no-id", "organisation: {name: «'***'}");
    sound("departments: [{id: bang, name: '!!!'}]");
    sound("departments: [{name: 客户}, {name: Ωμέγα}, {name: '７'}]");
}

/// The words of the format are nobody's id, stated or made of a name.
#[test]
fn a_reserved_word_is_no_id() {
    for word in ["everyone", "organisation", "organization", "recipients"] {
        wrong("reserved-id", &format!("departments: [{{id: «{word}, name: A}}]"));
        wrong("reserved-id", &format!("payers: [{{name: «{word}}}]"));
        let title = word[..1].to_uppercase() + &word[1..];
        wrong("reserved-id", &format!("groups: [{{name: «{title}!}}]"));
    }
    wrong_map("reserved-id", "organisation: {name: «Organisation}");
    wrong_map("reserved-id", "organisation: {id: «everyone, name: A}");
    sound("groups: [{id: all, name: Everyone}]");
}

/// All lists share one set of ids: two that are stated clash in whichever lists they are.
#[test]
fn an_id_is_stated_once() {
    wrong("duplicate-id", "departments: [{id: a, name: A}, {id: «a, name: B}]");
    wrong("duplicate-id", "departments: [{id: a, name: A}]\npeople: [{id: «a, name: B}]");
    wrong("duplicate-id", "beneficiaries: [{id: a, name: A}]\npayers: [{id: «a, name: B}]");
    wrong_map("duplicate-id", "organisation: {id: a, name: A}\ngroups: [{id: «a, name: B}]");
    let said = wrong(
        "duplicate-id",
        "departments: [{id: a, name: A}, {id: «a, name: B}, {id: «a, name: C}]",
    );
    helps(&said, "id:");
}

/// Two names of one list that make the same id clash.
#[test]
fn two_names_of_a_list_make_two_ids() {
    let said = wrong("duplicate-id", "departments: [{name: Front desk}, {name: «Front-Desk}]");
    tells(&said, "front-desk");
    wrong("duplicate-id", "departments: [{id: it, name: A}, {name: «IT}]");
    wrong("duplicate-id", "departments: [{name: IT}, {id: «it, name: B}]");
    wrong(
        "duplicate-id",
        "departments: [{name: IT}]\nservices: [{name: IT, provided_by: it}, {name: «IT, provided_by: it}]",
    );
}

/// Between lists a left-out id gets its list's word before it.
#[test]
fn a_left_out_id_gives_way_to_another_list() {
    let rows = |yaml: &str| {
        let run = Run::yaml(yaml).line("export org.yaml --format json --today 2026-11-21");
        run.fine().json()
    };
    let map = rows(
        "organisation: {name: Import}\n\
         departments: [{name: Import, serves: b}]\n\
         beneficiaries: [{id: b, name: B}]\n\
         services: [{name: Import, provided_by: department-import, serves: b}]\n",
    );
    assert_eq!(map["organisation"]["id"], "import", "the organisation keeps its own");
    assert_eq!(map["units"][0]["id"], "department-import");
    let services = &map["units"][0]["primary"][0]["services"];
    assert_eq!(services.to_string(), "[\"department-import.serves\",\"service-import\"]");
}

/// A stated id stays; the left-out one of another list is distinguished.
#[test]
fn a_stated_id_stays() {
    sound(
        "departments: [{id: it, name: A}]\nservices: [{name: IT, provided_by: it, serves: service-it}]",
    );
}

/// The id with the word before it can be taken as well: then it is an error.
#[test]
fn the_word_before_an_id_does_not_always_help() {
    wrong(
        "duplicate-id",
        "departments: [{id: import, name: A}]\npeople: [{id: «service-import, name: B}]\nservices: [{name: Import, provided_by: A}]"
            .replace('«', "")
            .replace("name: Import", "name: «Import")
            .as_str(),
    );
}

/// The service without a name has its unit's id and `.serves`; that can clash with a stated id.
#[test]
fn the_own_service_of_a_unit_has_an_id() {
    sound(
        "departments: [{name: IT, serves: everyone}]\ngroups: [{name: G, members: [everyone]}]\nservices: [{name: S, provided_by: it, serves: it.serves}]",
    );
    wrong(
        "duplicate-id",
        "departments: [{name: «IT, serves: everyone}]\npeople: [{id: it.serves, name: A}]",
    );
}
