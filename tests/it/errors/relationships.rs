//! What a relationship says: `for`, `agreed`, and whom it may serve.

use super::{helps, sound, wrong};

/// A unit with an unnamed service, one with a service of the list, and one that serves with KEY.
fn map(to: &str) -> String {
    format!(
        "departments: [{{id: books, name: Books, serves: b}}, {{id: it, name: IT}}, {{id: bare, name: Bare}}]\n\
         groups: [{{id: g, name: G, members: [books]}}]\n\
         beneficiaries: [{{id: b, name: B}}]\npayers: [{{id: p, name: P}}]\n\
         services: [{{id: payroll, name: Payroll, provided_by: books, serves: b}}, \
         {{id: desk, name: Desk, provided_by: it, serves: [{to}]}}]\n"
    )
}

/// A use is named beside a unit, a group or everyone: services by id or name, a unit for its unnamed service, one or a
/// list, and an empty list for nothing further.
#[test]
fn a_use_names_services() {
    for to in ["books", "g", "everyone"] {
        sound(&map(&format!("{{to: {to}, for: [payroll, Books]}}")));
        sound(&map(&format!("{{to: {to}, for: payroll}}")));
        sound(&map(&format!("{{to: {to}, for: []}}")));
    }
    wrong("wrong-reference", &map("{to: books, for: [«g]}"));
    wrong("wrong-reference", &map("{to: books, for: [«b]}"));
    wrong("unknown-reference", &map("{to: books, for: [«payrol]}"));
    // A unit without a service of its own has none that could be meant.
    wrong("wrong-reference", &map("{to: books, for: [«bare]}"));
    wrong("wrong-type", &map("{to: books, for: [«{a: b}]}"));
}

/// A party uses nothing further, and a service is used for itself alone: no `for` beside them.
#[test]
fn a_use_stands_beside_units_only() {
    for to in ["b", "p", "payroll", "books.serves"] {
        sound(&map(&format!("{{to: {to}}}")));
        helps(&wrong("unknown-key", &map(&format!("«{{to: {to}, for: [payroll]}}"))), "`for`");
        helps(&wrong("unknown-key", &map(&format!("«{{to: {to}, for: []}}"))), "`for`");
    }
}

/// An agreement is a mapping of four texts, one of them a date.
#[test]
fn an_agreement_is_a_mapping() {
    sound(&map("{to: b, agreed: {level: two days, target: 95 %, reviewed: 2026-03, url: x}}"));
    wrong("wrong-type", &map("{to: b, agreed: «two days}"));
    wrong("wrong-date", &map("{to: b, agreed: {reviewed: «spring}}"));
    wrong("unknown-key", &map("{to: b, agreed: {«promise: two days}}"));
}

/// A payer may be served, and may not pass on.
#[test]
fn a_payer_may_be_served() {
    sound(&map("p"));
    wrong("unknown-key", "beneficiaries: [{name: B}]\npayers: [{name: P, reaches: [«B]}]");
}

/// `customers` and `funders` are other words for two lists: both in one file are one key twice.
#[test]
fn lists_have_other_words() {
    sound(
        "customers: [{id: b, name: B}]\nfunders: [{id: p, name: P}]\nservices: [{name: S, provided_by: organisation, serves: b, paid_by: p}]",
    );
    wrong("duplicate-key", "customers: [{name: B}]\n«beneficiaries: [{name: C}]");
    wrong("duplicate-key", "payers: [{name: B}]\n«funders: [{name: C}]");
    helps(&wrong("unknown-key", "«costumers: []"), "`customers`");
}
