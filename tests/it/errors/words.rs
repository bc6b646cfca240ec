//! Values that are one of a few words.

use super::{helps, sound, tells, wrong, wrong_map};

/// Kinds, status, levels: the words that may be there are named.
#[test]
fn a_word_is_one_of_those_known() {
    helps(
        &wrong_map("wrong-word", "organisation: {name: X, kind: «charity}"),
        "company, nonprofit, public",
    );
    helps(&wrong("wrong-word", "beneficiaries: [{name: B, kind: «persons}]"), "`person`");
    wrong("wrong-word", "beneficiaries: [{name: B, status: «lost}]");
    wrong("wrong-word", "services: [{name: S, provided_by: organisation, status: «dead}]");
    wrong(
        "wrong-word",
        "departments: [{name: A, serves: [], paid_by: {from: organisation, as: «gift}}]",
    );
    wrong("wrong-word", "beneficiaries: [{name: B, reasons: [{claim: c, confidence: «sure}]}]");
    wrong("wrong-word", "groups: [{name: G, where: {kind: «team}}]");
    wrong("wrong-word", "groups: [{name: G, where: {leads: «maybe}}]");
}

/// Words compare exactly: `Company` is not `company`, and the help says so.
#[test]
fn a_word_is_lower_case() {
    let said = wrong_map("wrong-word", "organisation: {name: X, kind: «Company}");
    helps(&said, "`company`");
}

/// A customer is lost by its price, but not won by it.
#[test]
fn price_is_a_reason_to_leave_only() {
    wrong("wrong-word", "beneficiaries: [{name: B, won_by: {reason: «price}}]");
    sound("beneficiaries: [{name: B, status: former, lost_by: {reason: price}}]");
    for reason in ["product", "market", "relationship", "referral", "need"] {
        sound(&format!(
            "beneficiaries: [{{name: B, won_by: {{reason: {reason}}}, lost_by: {{reason: {reason}}}}}]"
        ));
    }
}

/// `checks` and `allow` name findings, not errors of the file, and levels.
#[test]
fn checks_and_allow_name_findings() {
    helps(&wrong("wrong-word", "checks: {«unused-groups: off}"), "`unused-group`");
    wrong("wrong-word", "checks: {«unknown-key: off}");
    wrong("wrong-word", "checks: {unused-group: «loud}");
    let said = wrong("wrong-word", "allow: [{finding: «no-customer, of: everyone}]");
    tells(&said, "no-customer");
    wrong("wrong-word", "allow: [{finding: «syntax, of: everyone}]");
}

/// `off` is a level and no truth value.
#[test]
fn off_is_a_word() {
    sound("checks: {unused-group: off}");
    sound("checks:\n  unused-group: \"off\"\n");
}

/// Every word that SPEC part 2 lists is accepted.
#[test]
fn every_word_of_the_format_is_known() {
    for kind in ["person", "business", "government", "nonprofit", "society"] {
        sound(&format!(
            "beneficiaries: [{{name: B, kind: {kind}}}]\npayers: [{{name: P, kind: {kind}}}]"
        ));
    }
    for status in ["active", "prospect", "former"] {
        sound(&format!("beneficiaries: [{{name: B, status: {status}}}]"));
    }
    for status in ["active", "planned", "retired"] {
        sound(&format!("services: [{{name: S, provided_by: organisation, status: {status}}}]"));
    }
    for word in ["fee", "grant", "donation", "budget", "tax"] {
        sound(&format!(
            "departments: [{{name: A, serves: [], paid_by: {{from: organisation, as: {word}}}}}]"
        ));
    }
    for word in ["assumed", "supported", "refuted"] {
        sound(&format!(
            "beneficiaries: [{{name: B, reasons: [{{claim: c, confidence: {word}}}]}}]"
        ));
    }
    for level in ["off", "note", "warning", "error"] {
        sound(&format!("checks: {{unused-group: {level}}}"));
    }
}

/// A key that another entry or another tool calls so is answered with the key that means it here.
#[test]
fn a_key_of_another_entry_is_answered_with_the_key_that_means_it() {
    let helped = |map: &str, help: &str| helps(&wrong("unknown-key", map), help);
    helped("people: [{name: Ann, «part_of: it}]", "write `department`");
    helped("departments: [{name: IT, «Manager: ann}]", "write `lead`");
    helped("departments: [{name: IT, «provides: help}]", "services are a list of their own");
    helped(
        "services: [{name: Help, provided_by: organisation, «owner: it}]",
        "write `provided_by`",
    );
    helped(
        "services: [{name: Help, provided_by: organisation, «clients: everyone}]",
        "write `serves`",
    );
    helped("beneficiaries: [{name: Buyers, «type: business}]", "write `kind`");
    // A slip is still answered with the nearest key, and what means nothing with all of them.
    helped("people: [{name: Ann, «departmnt: it}]", "write `department`");
    helped("people: [{name: Ann, «shoe: 41}]", "known here: id, name, department");
}
