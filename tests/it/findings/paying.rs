//! Who pays, and who should (SPEC 3.6).

use super::{finds_in, tells};
use crate::run::Run;

/// A map of an organisation of this kind with a service that has this key.
fn map(organisation: &str, key: &str) -> String {
    format!(
        "organisation: {{name: XYZ, {organisation}}}\nbeneficiaries: [{{id: b, name: Bees}}, {{id: c, name: C}}]\n\
         departments: [{{id: a, name: A}}]\npayers: [{{id: d, name: Donors}}]\n\
         services: [{{id: s, name: S, provided_by: a, serves: b{key}}}]\n"
    )
}

/// The same with the service's place marked.
fn marked(organisation: &str, key: &str) -> String {
    map(organisation, key).replace("{id: s", "{id: «s")
}

/// In a nonprofit or public body nobody pays by default; in a company the recipients do.
#[test]
fn a_service_for_the_outside_is_paid() {
    let code = "service-without-payer";
    finds_in(code, &[("warning", "s")], &marked("kind: nonprofit", ""));
    finds_in(code, &[("warning", "s")], &marked("kind: public", ""));
    finds_in(code, &[], &map("kind: company", ""));
    finds_in(code, &[], &map("", ""));
}

/// An answer is an answer: `paid_by: []` of a service says that nobody does, and a default of the organisation counts.
/// A default that names nobody does not: it says nothing about one service.
#[test]
fn nobody_is_an_answer() {
    let code = "service-without-payer";
    finds_in(code, &[], &map("kind: public", ", paid_by: []"));
    finds_in(code, &[], &map("kind: public", ", paid_by: d"));
    finds_in(code, &[], &map("kind: public, paid_by: d", ""));
    finds_in(code, &[("warning", "s")], &marked("kind: public, paid_by: []", ""));
}

/// What is not stated for `check` is not stated for `customers`, `list` and the brief either: a default that names nobody
/// is no answer, the service's own `paid_by: []` and a default that names somebody are.
#[test]
fn not_stated_is_the_same_everywhere() {
    let answers = |organisation: &str, service: &str| {
        let yaml = map(organisation, service);
        let run = |line: &str| Run::yaml(&yaml).line(line).fine();
        let list = run("list org.yaml").stdout.contains("payer not stated");
        let unknown = run("brief org.yaml --format json").json()["money"]["unknown"] == 1;
        let customers = run("customers org.yaml").stdout;
        let bees = customers.lines().find(|line| line.starts_with("Bees")).unwrap_or_default();
        [list, unknown, bees.contains("not stated"), !bees.contains("nothing")]
    };
    assert_eq!(answers("kind: public, paid_by: []", ""), [true; 4]);
    assert_eq!(answers("kind: public", ""), [true; 4]);
    assert_eq!(answers("kind: public", ", paid_by: []"), [false; 4]);
    assert_eq!(answers("kind: public, paid_by: d", ""), [false; 4]);
}

/// In a company one finding for the map counts the services that serve outside without a stated payer; who pays for
/// something else already is not assumed to pay, so that nobody is stated.
#[test]
fn an_assumed_payer_is_found_once() {
    let code = "payer-assumed";
    let company =
        |more: &str| map("id: «xyz", "").replace("services: [", &format!("services: [{more}"));
    tells(
        &finds_in(code, &[("note", "xyz")], &company("")),
        "1 service to customers outside is only assumed",
    );
    let two = company("{id: t, name: T, provided_by: a, serves: c}, ");
    tells(&finds_in(code, &[("note", "xyz")], &two), "2 services");
    let one_stated = company("{id: t, name: T, provided_by: a, serves: c, paid_by: b}, ");
    tells(&finds_in(code, &[("note", "xyz")], &one_stated), "is not stated");
    let plain = |yaml: String| yaml.replace('«', "");
    finds_in(code, &[], &plain(company("").replace("serves: b", "serves: b, paid_by: []")));
    finds_in(code, &[], &plain(company("").replace("serves: b", "serves: a")));
    finds_in(code, &[], &map("paid_by: []", ""));
    finds_in(code, &[], &map("kind: public", ""));
}

/// What serves only colleagues needs no payer outside.
#[test]
fn inside_the_organisation_pays() {
    let inside = map("kind: public", "").replace("serves: b", "serves: a");
    finds_in("service-without-payer", &[], &inside);
}

/// A payer that no service names and no default reaches.
#[test]
fn a_payer_pays() {
    let code = "payer-pays-nothing";
    let unpaid = map("kind: company", "").replace("{id: d", "{id: «d");
    finds_in(code, &[("note", "d")], &unpaid);
    finds_in(code, &[], &map("kind: company", ", paid_by: d"));
    finds_in(code, &[], &map("kind: company, paid_by: d", ""));
}

/// A default that reaches nothing, because no service serves a party, pays nothing.
#[test]
fn a_default_without_a_service_pays_nothing() {
    let inside = map("paid_by: d", "").replace("serves: b", "serves: a");
    finds_in("payer-pays-nothing", &[("note", "d")], &inside.replace("{id: d", "{id: «d"));
}

/// Donors are stated to pay for what others receive; one who receives too, the organisation and units are no third
/// party, and a default says nothing about one service.
#[test]
fn a_third_party_that_pays_is_found() {
    let code = "third-party-funded";
    let found = finds_in(code, &[("note", "s")], &marked("kind: nonprofit", ", paid_by: d"));
    tells(&found, "Donors");
    tells(&found, "Bees");
    finds_in(code, &[], &map("kind: nonprofit, paid_by: d", ""));
    finds_in(code, &[("note", "s")], &marked("", ", paid_by: c"));
    finds_in(code, &[], &map("", ", paid_by: b"));
    finds_in(code, &[], &map("", ", paid_by: [organisation, a]"));
    finds_in(code, &[], &map("", ", paid_by: recipients"));
}

/// A former customer receives nothing today, so its money is a third party's, and what serves only it is nobody's.
#[test]
fn a_former_customer_that_pays_is_a_third_party() {
    let former =
        |yaml: String| yaml.replace("{id: c, name: C}", "{id: c, name: C, status: former}");
    let both = former(marked("", ", paid_by: c").replace("serves: b", "serves: [b, c]"));
    finds_in("third-party-funded", &[("note", "s")], &both);
    let only = former(map("", ", paid_by: d").replace("serves: b", "serves: c"));
    finds_in("third-party-funded", &[], &only);
}

/// Where a service serves only colleagues, anybody who pays is no third party.
#[test]
fn a_grant_for_work_inside_is_no_third_party() {
    let inside = map("", ", paid_by: d").replace("serves: b", "serves: a");
    finds_in("third-party-funded", &[], &inside);
}
