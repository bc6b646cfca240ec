//! Something agreed with a customer outside that rests on services inside without an agreement.

use super::{finds, no, tells};

/// Helpdesk serves Logistics, which delivers to buyers what was agreed with them.
const DELIVERY: &str = "\
departments: [{id: it, name: IT}, {id: l, name: Logistics}, {id: o, name: Others, serves: l}]
beneficiaries: [{id: b, name: Buyers}]
services:
  - {id: h, name: Helpdesk, provided_by: it, serves: l}
  - {id: d, name: Delivery, provided_by: l, serves: [{to: «b, agreed: {level: the next day}}]}
  - {id: w, name: Warehouse, provided_by: l, serves: b}
";

/// The message names the service outside and the relationships inside.
#[test]
fn a_promise_on_nothing_agreed_is_found() {
    let found = finds("promise-without-agreement", &[("note", "d")], DELIVERY);
    tells(&found, "Delivery has an agreement with Buyers");
    tells(&found, "Helpdesk to Logistics and Others to Logistics");
}

/// No finding where all inside is agreed, nothing is agreed outside, the use leaves the service out, or the step is broad.
#[test]
fn a_promise_may_rest_on_agreements() {
    let code = "promise-without-agreement";
    let plain = DELIVERY.replace('«', "").replace(", {id: o, name: Others, serves: l}", "");
    let inside = |serves: &str| {
        plain.replace("provided_by: it, serves: l", &format!("provided_by: it, serves: {serves}"))
    };
    no(code, &inside("{to: l, agreed: {level: two days}}"));
    no(code, &inside("{to: l, for: [w]}"));
    no(code, &inside("everyone"));
    no(code, &inside("it"));
    no(code, &plain.replace(", agreed: {level: the next day}", ""));
    no(code, &plain.replace("{id: b, name: Buyers}", "{id: b, name: Buyers, status: prospect}"));
    let marked = |serves: &str| inside(serves).replace("[{to: b, agreed", "[{to: «b, agreed");
    finds(code, &[("note", "d")], &marked("{to: l, for: [d]}"));
    finds(code, &[("note", "d")], &marked("d"));
}

/// One finding for each relationship outside; three inside are named, and that there are others.
#[test]
fn three_inside_are_named() {
    let code = "promise-without-agreement";
    let help =
        |at: u32| format!("  - {{id: h{at}, name: Help {at}, provided_by: it, serves: l}}\n");
    let more = [1, 2, 3].map(help).concat();
    let many = format!("{DELIVERY}{more}").replace(", {id: o, name: Others, serves: l}", "");
    let found = finds(code, &[("note", "d")], &many);
    tells(&found, "Helpdesk to Logistics, Help 1 to Logistics, Help 2 to Logistics and others");
    let two = DELIVERY
        .replace("{id: b, name: Buyers}", "{id: b, name: Buyers}, {id: c, name: C}")
        .replace("the next day}}]", "the next day}}, {to: «c, agreed: {level: a week}}]");
    finds(code, &[("note", "d"), ("note", "d")], &two);
}

/// It can be silenced for the service or for the customer.
#[test]
fn it_can_be_allowed() {
    for of in ["d", "b"] {
        let allow = format!("allow: [{{finding: promise-without-agreement, of: {of}}}]\n");
        no("promise-without-agreement", &format!("{}{allow}", DELIVERY.replace('«', "")));
        no("allow-unused", &format!("{}{allow}", DELIVERY.replace('«', "")));
    }
}
