//! Verdicts about customers that are none, and verdicts against what a service states.

use super::{finds, no, tells};

/// A serves B, B serves X; C serves nobody outside; Y is served by nobody.
const MAP: &str = "\
departments: [{id: a, name: A, serves: b}, {id: b, name: B, serves: x}, {id: b1, name: B1, part_of: b}, {id: c, name: C, serves: a}]
beneficiaries: [{id: x, name: X}, {id: y, name: Y}, {id: p, name: P, status: prospect}]
";

fn with(verdicts: &str) -> String {
    format!("{MAP}verdicts: [{verdicts}]\n")
}

/// A verdict about a customer that nothing makes one: no service reaches it, or it is a prospect.
#[test]
fn a_verdict_about_nobody_is_found() {
    let code = "verdict-unused";
    let about = |customer: &str, verdict: &str| {
        with(&format!("«{{unit: a, customer: {customer}, verdict: {verdict}}}"))
    };
    for verdict in ["confirmed", "rejected"] {
        tells(&finds(code, &[("note", "a")], &about("y", verdict)), "Y as a customer of A");
        finds(code, &[("note", "a")], &about("p", verdict));
        no(code, &about("x", verdict).replace('«', ""));
    }
}

/// A shared customer is one as well, unless the department that it is shared with has rejected it.
#[test]
fn a_verdict_about_a_shared_customer_is_used() {
    let code = "verdict-unused";
    let part = "{unit: b1, customer: x, verdict: rejected}";
    no(code, &with(part));
    let rejected = "{unit: a, customer: x, verdict: rejected}";
    let yaml = |name: &str| {
        with(&format!("{rejected}, «{{unit: a1, customer: x, verdict: confirmed}}"))
            .replace("{id: c,", &format!("{{id: a1, name: A1, part_of: {name}}}, {{id: c,"))
    };
    finds(code, &[("note", "a1")], &yaml("a"));
    no(code, &yaml("b").replace('«', ""));
}

/// A service that serves somebody directly contradicts a rejection, not a confirmation; a chain through others doesn't.
#[test]
fn a_verdict_against_a_service_is_found() {
    let code = "verdict-contradicted";
    let of = |unit: &str, verdict: &str| {
        with(&format!("«{{unit: {unit}, customer: x, verdict: {verdict}}}"))
    };
    tells(&finds(code, &[("warning", "b")], &of("b", "rejected")), "serves it directly by B");
    no(code, &of("b", "confirmed").replace('«', ""));
    no(code, &of("a", "rejected").replace('«', ""));
}

/// Both can be silenced for the unit and for the customer.
#[test]
fn verdicts_can_be_allowed() {
    for (finding, unit, customer) in
        [("verdict-contradicted", "b", "x"), ("verdict-unused", "a", "y")]
    {
        let verdict = format!("{{unit: {unit}, customer: {customer}, verdict: rejected}}");
        for of in [unit, customer] {
            let allow = format!("allow: [{{finding: {finding}, of: {of}}}]\n");
            no(finding, &format!("{}{allow}", with(&verdict)));
            no("allow-unused", &format!("{}{allow}", with(&verdict)));
        }
    }
}

/// A unit whose only customer is rejected has no chain left, and the message says why; one that keeps another has.
#[test]
fn a_rejected_chain_is_no_chain() {
    let code = "no-primary-chain";
    let rejected = "{unit: a, customer: x, verdict: rejected}";
    let marked = with(rejected).replace("{id: a,", "{id: «a,");
    let found = finds(code, &[("warning", "a")], &marked);
    tells(&found, "verdicts reject");
    let served = with(rejected).replace("name: B, serves: x", "name: B, serves: [x, y]");
    no(code, &served);
    let direct = with("{unit: b, customer: x, verdict: rejected}");
    no(code, &direct);
}

/// A payer that is served is no customer outside: a unit that serves only a payer has no chain, and ends there.
#[test]
fn a_payer_is_the_end_of_a_chain() {
    let yaml = "departments: [{id: «a, name: A, serves: d}]\npayers: [{id: d, name: Donors}]";
    tells(&finds("no-primary-chain", &[("warning", "a")], yaml), "it ends at Donors");
}
