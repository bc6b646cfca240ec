//! What if this donor stops, and who contributes to this beneficiary.

use super::{impact, steps, table};
use crate::run::Run;
use serde_json::json;

/// Donors pay part of one service and all of two others.
const GIVEN: &str = "\
organisation: {name: X, kind: nonprofit, currency: GBP}
departments: [{id: kitchen, name: Kitchen}, {id: office, name: Office}, {id: van, name: Van}, {id: post, name: Post}]
services:
  - {id: meals, name: Meals, provided_by: kitchen, serves: guests, paid_by: [{from: donors, amount: 30}, {from: donors, amount: 45, as: grant}, {from: city, amount: 25}]}
  - {id: beds, name: Beds, provided_by: office, serves: sleepers, paid_by: [donors]}
  - {id: books, name: Books, provided_by: office, serves: readers, paid_by: [{from: donors, amount: 5}, city]}
  - {id: rides, name: Rides, provided_by: van, serves: kitchen, paid_by: [{from: donors, amount: 9}]}
  - {id: mail, name: Mail, provided_by: post, serves: everyone, paid_by: [{from: city, amount: 3}]}
  - {id: old, name: Old, provided_by: van, serves: guests, status: retired, paid_by: [{from: donors, amount: 99}]}
beneficiaries: [{id: guests, name: Guests}, {id: sleepers, name: Sleepers}, {id: readers, name: Readers}]
payers: [{id: donors, name: Donors}, {id: city, name: City, kind: government}, {id: miser, name: Miser}]
";

/// Of a payer: each service it pays for, what in all, and its share; alone it is the whole, known or not.
#[test]
fn shares_of_a_payer() {
    let json = impact(GIVEN, "donors");
    assert_eq!(
        json["pays_for"],
        json!([
            {"id": "beds", "provided_by": ["office"], "amount": null, "basis": "stated", "share": 1.0},
            {"id": "books", "provided_by": ["office"], "amount": 5.0, "basis": "stated", "share": null},
            {"id": "meals", "provided_by": ["kitchen"], "amount": 75.0, "basis": "stated", "share": 0.75},
            {"id": "rides", "provided_by": ["van"], "amount": 9.0, "basis": "stated", "share": 1.0},
        ]),
        "a retired service costs nothing"
    );
    let text = table(GIVEN, "donors");
    for part in ["75 GBP", "75 %", "100 %", "not known", "4 services"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let row = text.lines().find(|line| line.starts_with("Beds")).unwrap();
    assert!(row.contains("Office") && row.contains("not known") && row.contains("100 %"), "{row}");
}

/// Of a payer: the units and beneficiaries that depend on what it pays for, by steps.
#[test]
fn who_depends_on_a_payer() {
    let json = impact(GIVEN, "donors");
    let depending = ["guests 1", "kitchen 1", "readers 1", "sleepers 1"];
    assert_eq!(steps(&json, "depending"), depending);
    let text = table(GIVEN, "donors");
    assert!(text.contains("Inside, these depend on what it pays for: Kitchen."), "{text}");
    assert!(text.contains("Outside, these depend on what it pays for: Guests, Readers"), "{text}");
    let text = table(GIVEN, "miser");
    assert!(text.contains("Miser pays for nothing"), "{text}");
    assert_eq!(impact(GIVEN, "miser")["pays_for"], json!([]));
}

/// Of a payer of a blanket service: those who depend on it broadly are not silently left out.
#[test]
fn who_depends_broadly_on_a_payer_is_said() {
    let yaml = GIVEN.replace("{from: city, amount: 3}", "{from: miser, amount: 3}");
    assert_eq!(
        steps(&impact(&yaml, "miser"), "depending"),
        ["everyone 1+1", "guests 2+1", "kitchen 2+1", "readers 2+1", "sleepers 2+1"]
    );
    let text = table(&yaml, "miser");
    assert!(text.contains("Everyone") && !text.contains("nobody"), "{text}");
}

/// Of a beneficiary: every unit that contributes to it, nearest first, broad ones last.
#[test]
fn who_contributes_to_a_beneficiary() {
    let json = impact(GIVEN, "guests");
    let contributors = ["kitchen 1", "van 2", "post 2+1"];
    assert_eq!(steps(&json, "contributors"), contributors);
    let text = table(GIVEN, "guests");
    assert!(text.contains("contribute to it, 1 step away: Kitchen."), "{text}");
    assert!(text.contains("2 steps away: Van."), "{text}");
    assert!(text.contains("2 steps away, one of them broad: Post."), "{text}");
}

/// A department contributes with its parts, a person with what they provide.
#[test]
fn departments_and_persons_contribute() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: a1, name: A1, part_of: a}, {id: b, name: B}]
people: [{id: packer, name: Packer, department: b}]
services:
  - {id: s, name: S, provided_by: [a1, packer], serves: guests}
beneficiaries: [{id: guests, name: Guests, reaches: [kin]}, {id: kin, name: Kin}]
";
    let contributors = ["a 1", "a1 1", "b 1", "packer 1"];
    assert_eq!(steps(&impact(yaml, "guests"), "contributors"), contributors);
    let through = ["a 2", "a1 2", "b 2", "packer 2"];
    assert_eq!(steps(&impact(yaml, "kin"), "contributors"), through);
}

/// IT reaches the office through a service that a party pays for, and the shop through one that nobody is stated to.
const ASSUMED: &str = "\
organisation: {name: X, currency: GBP}
departments: [{id: it, name: IT}, {id: sales, name: Sales}, {id: books, name: Books}]
services:
  - {id: erp, name: ERP, provided_by: it, serves: [sales, books]}
  - {id: shop, name: Shop, provided_by: sales, serves: [rich, poor], paid_by: [rich]}
  - {id: bills, name: Bills, provided_by: books, serves: poor}
beneficiaries: [{id: rich, name: Rich}, {id: poor, name: Poor}, {id: city, name: City, kind: government}]
verdicts: [{unit: it, customer: rich, verdict: rejected, because: no desk of theirs}]
";

/// Who is only assumed to pay is marked so wherever it is named; who is stated to is not (SPEC 3.6).
#[test]
fn assumed_payers_are_marked() {
    let text = table(ASSUMED, "poor");
    assert!(text.contains("Poor is only assumed to pay, for 1 service"), "{text}");
    assert!(text.contains("not known (assumed)"), "{text}");
    let text = table(ASSUMED, "rich");
    assert!(text.contains("If Rich stopped paying") && !text.contains("assumed"), "{text}");
    let text = table(ASSUMED, "it");
    assert!(text.contains("Poor (assumed)") && !text.contains("Rich (assumed)"), "{text}");
    let all = Run::yaml(ASSUMED).line("impact org.yaml --all --width 200").fine().stdout;
    let row = |name: &str| all.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(row("Poor").contains("payer (assumed)"), "{all}");
    assert!(!row("Rich").contains("assumed"), "{all}");
    let card = |who: &str| Run::yaml(ASSUMED).args(["card", "org.yaml", who]).fine();
    card("poor").says("not known (assumed)");
    card("rich").says_no("assumed");
}

/// A verdict takes a unit out of those that contribute, and is named; whom the verdict is not about stays.
#[test]
fn a_rejected_unit_does_not_contribute() {
    let json = impact(ASSUMED, "rich");
    assert_eq!(steps(&json, "contributors"), ["sales 1"]);
    assert_eq!(json["rejected"], json!(["it"]));
    assert!(table(ASSUMED, "rich").contains("rejects it as a customer of: IT"));
    let card = Run::yaml(ASSUMED).line("card org.yaml rich").fine();
    card.says("rejected by a verdict");
    assert_eq!(impact(ASSUMED, "poor")["rejected"], json!([]));
    assert!(!table(ASSUMED, "poor").contains("verdict"));
    let customers = Run::yaml(ASSUMED).line("customers org.yaml --format csv").fine();
    let counts = customers.columns(["id", "contributors"]);
    assert_eq!(counts, [["poor", "3"], ["rich", "1"], ["city", "0"]]);
}

/// Units at one distance are on one line, whether the last service of their chain is funded or not.
#[test]
fn a_distance_is_said_once() {
    let text = table(
        &ASSUMED.replace("[rich, poor]", "rich").replace("serves: poor", "serves: rich"),
        "rich",
    );
    assert_eq!(text.matches("1 step away").count(), 1, "{text}");
}

/// A payer that is served is affected, and is no customer: it is counted apart, and not at all among the customers of
/// the list of all failures.
#[test]
fn a_served_payer_is_no_customer() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A, serves: [guests, fund]}, {id: b, name: B, serves: fund}]
beneficiaries: [{id: guests, name: Guests}]
payers: [{id: fund, name: Fund}]
";
    let text = table(yaml, "a");
    let wanted = "0 recipients inside, 1 customer outside and 1 served payer are affected";
    assert!(text.contains(wanted), "{text}");
    let json = Run::yaml(yaml).line("impact org.yaml --all --format json").fine().json();
    let rows = json["failures"].as_array().unwrap().iter();
    let counts: Vec<_> = rows.map(|row| format!("{} {}", row["id"], row["parties"])).collect();
    assert!(counts.contains(&"\"a\" 1".to_owned()), "{counts:?}");
    assert!(counts.contains(&"\"b\" 0".to_owned()), "{counts:?}");
}

/// A small share is shown as less than 1 %, not as nothing; nothing stays nothing.
#[test]
fn a_small_share_is_not_nothing() {
    let map = |amount: &str| {
        format!(
            "organisation: {{name: X, kind: nonprofit, currency: GBP}}\n\
             departments: [{{id: a, name: A}}]\n\
             services: [{{id: s, name: S, provided_by: a, serves: g, paid_by: \
             [{{from: small, amount: {amount}}}, {{from: big, amount: 900000}}]}}]\n\
             beneficiaries: [{{id: g, name: G}}]\n\
             payers: [{{id: small, name: Small}}, {{id: big, name: Big}}]\n"
        )
    };
    let says = |amount: &str, payer: &str| {
        Run::yaml(&map(amount)).line(&format!("impact org.yaml {payer}")).fine().stdout
    };
    assert!(says("1000", "small").contains("less than 1 %"));
    assert!(says("1000", "big").contains("more than 99 %"));
    assert!(says("9500", "small").contains(" 1 %"));
    assert!(says("0", "small").contains(" 0 %"));
    assert!(says("0", "big").contains(" 100 %"));
    let json = Run::yaml(&map("1000")).line("impact org.yaml small --format json").fine().json();
    assert!(json["pays_for"][0]["share"].as_f64().unwrap() > 0.001, "{json}");
}
