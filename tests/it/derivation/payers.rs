//! SPEC 3.6 and 3.7: how it is known who pays, and payers that are served.

use super::{primary, unit};

/// The payers of a unit, each as `id basis`.
#[track_caller]
fn bases(yaml: &str, id: &str) -> Vec<String> {
    let unit = unit(yaml, id);
    let rows = unit["payers"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["id"].as_str().unwrap(), row["basis"].as_str().unwrap()))
        .collect()
}

/// A company whose Sales sells and whose Accounts sends the bills.
fn company(sales: &str, accounts: &str) -> String {
    format!(
        "organisation: {{id: org, name: O}}\n\
         beneficiaries: [{{id: b, name: B, kind: business}}, {{id: c, name: C}}, {{id: n, name: N, kind: nonprofit}}]\n\
         departments: [{{id: sales, name: Sales, serves: b{sales}}}, {{id: accounts, name: Accounts, serves: [{accounts}]}}]"
    )
}

/// 3.6: who is stated to pay for the main thing is not assumed to pay for being billed; others are.
#[test]
fn who_pays_for_the_main_thing_is_not_assumed_to_pay_for_the_bill() {
    assert_eq!(bases(&company("", "b"), "accounts"), ["b assumed"]);
    let stated = ", paid_by: [{from: b, amount: 9}]";
    assert_eq!(bases(&company(stated, "b"), "accounts"), [""; 0], "the payer is not stated");
    assert_eq!(bases(&company(stated, "b, c"), "accounts"), ["c assumed"]);
    assert_eq!(bases(&company(stated, "b"), "sales"), ["b stated"]);
    assert_eq!(bases(&company(", paid_by: [recipients]", "b, c"), "accounts"), ["c assumed"]);
    assert_eq!(bases(&company(", paid_by: [organisation]", "b"), "accounts"), ["b assumed"]);
}

/// 3.6: only persons and businesses are assumed to pay; for others alone the organisation is.
#[test]
fn for_those_who_buy_nothing_the_organisation_is_assumed_to_pay() {
    assert_eq!(bases(&company("", "n"), "accounts"), ["org assumed"]);
    assert_eq!(bases(&company("", "n, b"), "accounts"), ["b assumed"]);
}

/// 3.6: what serves inside is paid by the organisation by default, and who pays twice is named with the stronger basis.
#[test]
fn the_stronger_basis_is_named() {
    assert_eq!(bases(&company("", "sales"), "accounts"), ["org default"]);
    assert_eq!(bases(&company("", "sales, n"), "accounts"), ["org default"]);
    assert_eq!(bases(&company("", "sales, b"), "accounts"), ["b assumed", "org default"]);
    let default = company("", "b").replace("name: O}", "name: O, paid_by: [n]}");
    assert_eq!(bases(&default, "accounts"), ["n default"]);
    let stated = default
        .replace("serves: b}", "serves: b, paid_by: [n]}")
        .replace("id: accounts, name: Accounts", "id: accounts, name: Accounts, part_of: sales");
    assert_eq!(bases(&stated, "sales"), ["n stated"], "of Sales with its part Accounts");
}

/// D is a payer, B also pays; both are served by A, and X serves A.
fn served(status: &str) -> String {
    format!(
        "beneficiaries: [{{id: b, name: B}}]\npayers: [{{id: d, name: D{status}}}, {{id: e, name: E}}]\n\
         departments: [{{id: x, name: X, serves: a}}, {{id: a, name: A, serves: b, paid_by: [d, b]}}, {{id: a1, name: A1, part_of: a}}]\n\
         services: [{{id: thanks, name: Thanks, provided_by: a1, serves: [{{to: d, satisfaction: {{score: 4, n: 9}}}}]}}]"
    )
}

/// 3.7: an active payer that is served is a funder served, with the services, and never a primary customer.
#[test]
fn a_payer_that_is_served_is_no_customer() {
    let yaml = served("");
    assert_eq!(primary(&yaml, "a"), ["b direct 1/0"]);
    let funders = unit(&yaml, "a")["funders_served"].clone();
    assert_eq!(funders.as_array().unwrap().len(), 1, "{funders}");
    assert_eq!(funders[0]["id"], "d");
    assert_eq!(funders[0]["services"].to_string(), r#"["thanks"]"#);
    assert_eq!(funders[0]["satisfaction"], 4.0);
}

/// 3.7: only what serves it directly counts, and only while it is active.
#[test]
fn a_funder_is_served_directly_and_now() {
    assert_eq!(unit(&served(""), "x")["funders_served"].to_string(), "[]", "X serves A only");
    assert_eq!(unit(&served(", status: former"), "a")["funders_served"].to_string(), "[]");
}
