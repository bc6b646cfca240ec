//! What is paid for what is affected, who owns which relationship, and the failures of everything.

use super::{ids, impact, table};
use crate::run::Run;
use serde_json::json;

/// Amounts that distinguish payments when they are summed.
const PAID: &str = "\
organisation: {name: X, currency: GBP}
departments: [{id: it, name: IT}, {id: sales, name: Sales}, {id: ops, name: Ops}]
services:
  - {id: erp, name: ERP, provided_by: it, serves: [sales, ops], paid_by: [{from: organisation, amount: 1000, as: budget}]}
  - {id: shop, name: Shop, provided_by: [sales, ops], serves: buyers, paid_by: [{from: buyers, amount: 200, as: fee}, {from: donors, amount: 30, as: grant}]}
  - {id: help, name: Help, provided_by: ops, serves: buyers, paid_by: [{from: donors, amount: 4, as: donation}, {from: buyers}]}
  - {id: other, name: Other, provided_by: it, serves: buyers, paid_by: [strangers]}
  - {id: else, name: Else, provided_by: sales, serves: buyers, paid_by: []}
beneficiaries: [{id: buyers, name: Buyers}]
payers: [{id: donors, name: Donors}, {id: strangers, name: Strangers}]
";

/// Each payer once, its payments each once, though both providers of a service are affected; unknown is null.
#[test]
fn payers_and_amounts_count_once() {
    let json = impact(PAID, "it");
    assert_eq!(
        json["payers"],
        json!([
            {"id": "buyers", "amount": 200.0, "services": ["help", "shop"]},
            {"id": "donors", "amount": 34.0, "services": ["help", "shop"]},
            {"id": "strangers", "amount": null, "services": ["other"]},
            {"id": "x", "amount": 1000.0, "services": ["erp"]},
        ]),
        "by id"
    );
}

/// Own, through and broad money are three sums, by payer and kind, and said to be no forecast.
#[test]
fn money_is_in_three_sums() {
    let text = table(PAID, "it");
    assert!(text.contains("own: 1,000 GBP (X 1,000 GBP as budget)"), "{text}");
    assert!(text.contains("through: 234 GBP"), "{text}");
    for part in ["Buyers 200 GBP as fee", "Donors 30 GBP as grant", "Donors 4 GBP as donation"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(text.contains("not a forecast") && !text.contains("broad:"), "{text}");
    let broad = table(&PAID.replace("serves: [sales, ops]", "serves: everyone"), "it");
    assert!(broad.contains("own: 1,000 GBP") && broad.contains("broad: 234 GBP"), "{broad}");
    assert!(!broad.contains("through:"), "{broad}");
}

/// What is not affected, but serves a customer who is, is exposed: they pay for it too, and so do others. What only
/// serves customers who are affected broadly is not.
#[test]
fn what_a_failed_customer_pays_for_is_exposed() {
    let json = impact(PAID, "other");
    assert_eq!(
        json["exposed"],
        json!([
            {"id": "buyers", "amount": 200.0, "services": ["help", "shop"]},
            {"id": "donors", "amount": 34.0, "services": ["help", "shop"]},
        ])
    );
    assert_eq!(json["money"]["exposed"], 234.0);
    assert!(table(PAID, "other").contains("exposed: Buyers 200 GBP, Donors 34 GBP"));
    let broad = PAID.replace(
        "provided_by: it, serves: buyers, paid_by: [strangers]",
        "provided_by: it, serves: everyone",
    );
    assert_eq!(impact(&broad, "other")["exposed"], json!([]));
}

/// Where no amount is known no sum is made up.
#[test]
fn no_amount_is_no_sum() {
    let text = table(PAID, "other");
    assert!(!text.contains(", own: "), "{text}");
    assert!(text.contains("not known: Strangers"), "payers are named all the same: {text}");
    assert_eq!(impact(PAID, "other")["payers"][0]["amount"], json!(null));
    assert_eq!(impact(PAID, "else")["payers"], json!([]), "`paid_by: []`: nobody");
}

/// `plain` has every name, so it has the money and the relationships too.
#[test]
fn plain_has_the_money_too() {
    let plain = |what: &str| {
        let run = Run::yaml(PAID).args(["impact", "org.yaml", what, "--format", "plain"]);
        run.fine().stdout.replace('\u{a0}', " ")
    };
    assert!(plain("it").contains("money\town\t1000"), "{}", plain("it"));
    assert!(plain("donors").contains("Sales"), "{}", plain("donors"));
}

/// Packer owns two relationships, of which one has a backup; the department owns none.
const KEPT: &str = "\
organisation: {name: X}
departments: [{id: a, name: A}]
people: [{id: packer, name: Packer, department: a}, {id: quilter, name: Quilter}]
beneficiaries:
  - {id: firms, name: Firms, kind: business, relationship: {owner: packer, backup: quilter}}
  - {id: banks, name: Banks, kind: business, relationship: {owner: packer}}
  - {id: clubs, name: Clubs, kind: nonprofit, relationship: {owner: packer, backup: packer}}
  - {id: shops, name: Shops, kind: business, relationship: {owner: quilter, backup: packer}}
";

/// A person's failure leaves the parties whose relationships they own, and those among them without a backup.
#[test]
fn relationships_and_missing_backups() {
    let json = impact(KEPT, "packer");
    assert_eq!(ids(&json, "relationships"), ["banks", "clubs", "firms"]);
    assert_eq!(ids(&json, "backups_missing"), ["banks", "clubs"], "oneself is no stand-in");
    let text = table(KEPT, "packer");
    assert!(
        text.contains("Owns the relationship with Banks, Clubs, Firms: no backup for Banks, Clubs"),
        "{text}"
    );
    let json = impact(KEPT, "quilter");
    assert_eq!(
        (ids(&json, "relationships"), ids(&json, "backups_missing")),
        (vec!["shops"], vec![])
    );
}

/// `--all`: what reaches most parties first, then what takes most services down; each unit, service, person and payer
/// that reaches any. Money orders nothing: it is summed for the rows that are shown.
#[test]
fn all_failures_in_order() {
    let yaml = "\
organisation: {name: X, currency: GBP}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: idle, name: Idle}]
people: [{id: packer, name: Packer, department: a}]
services:
  - {id: one, name: One, provided_by: a, serves: [firms, banks], paid_by: [{from: donors, amount: 5}]}
  - {id: two, name: Two, provided_by: b, serves: firms, paid_by: [{from: firms, amount: 70}]}
  - {id: three, name: Three, provided_by: c, serves: firms, paid_by: [{from: firms, amount: 900}]}
  - {id: four, name: Four, provided_by: c, serves: everyone, paid_by: []}
beneficiaries: [{id: firms, name: Firms}, {id: banks, name: Banks}]
payers: [{id: donors, name: Donors}]
";
    let run = || Run::yaml(yaml).line("impact org.yaml --all");
    let json = run().line("--format json").fine().json();
    assert_eq!(json["custmap"], 2);
    let rows = json["failures"].as_array().unwrap();
    let all: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {}",
                row["id"].as_str().unwrap(),
                row["kind"].as_str().unwrap(),
                row["parties"],
                row["amount"].as_f64().unwrap_or(0.0)
            )
        })
        .collect();
    assert_eq!(
        all,
        [
            "a department 2 5",
            "donors payer 2 5",
            "one service 2 5",
            "packer person 2 5",
            "c department 1 900",
            "firms payer 1 970",
            "b department 1 70",
            "three service 1 900",
            "two service 1 70",
            "four service 0 0",
        ]
    );
    assert_eq!(rows[9]["broad_parties"], 2, "only by a blanket service");
    assert_eq!((&rows[0]["down"], &rows[3]["down"]), (&json!(1), &json!(0)));
    let text = run().line("--width 200").fine().says_no("Idle").stdout;
    let at =
        |name: &str| text.find(&format!("\n{name} ")).unwrap_or_else(|| panic!("{name}\n{text}"));
    assert!(at("Packer") < at("C") && at("C") < at("Firms"), "{text}");
}

/// Who only weakens what others provide as well, and affects nobody outside, is listed with its money; who provides
/// nothing is counted below the list.
#[test]
fn all_failures_leave_out_only_who_provides_nothing() {
    let yaml = "\
organisation: {name: X, kind: public, currency: GBP}
departments: [{id: lab, name: Lab}, {id: night, name: Night lab}, {id: ward, name: Ward}, {id: idle, name: Idle}]
people: [{id: ben, name: Ben, department: lab}, {id: kim, name: Kim, department: idle}]
services:
  - {id: tests, name: Tests, provided_by: [lab, night], serves: [{to: ward, for: []}], paid_by: [{from: ward, amount: 70000}]}
  - {id: beds, name: Beds, provided_by: ward, serves: patients}
beneficiaries: [{id: patients, name: Patients}]
";
    let run = || Run::yaml(yaml).line("impact org.yaml --all");
    let ran = run().line("--format csv").fine();
    let listed: Vec<String> =
        ran.columns(["id", "parties", "amount"]).into_iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        listed,
        ["beds 1 ", "ward 1 ", "tests 0 70000", "ben 0 70000", "lab 0 70000", "night 0 70000",]
    );
    run().fine().says("2 units are not listed: they provide nothing.");
    let busy = yaml.replace("name: Kim, department: idle", "name: Kim, department: lab");
    let run = Run::yaml(&busy).line("impact org.yaml --all").fine();
    run.says("1 unit is not listed: it provides nothing.").says("Kim");
    let all = busy.replace(", {id: idle, name: Idle}", "");
    Run::yaml(&all).line("impact org.yaml --all").fine().says_no("not listed");
}

/// What `--all` calls exposed is what the page of each failure does, in data and on the screen; a payer exposes
/// nothing.
#[test]
fn all_failures_say_what_is_exposed() {
    let ran = Run::yaml(PAID).line("impact org.yaml --all --format json").fine();
    let json = ran.json();
    for row in json["failures"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        let alone = if row["kind"] == "payer" {
            json!(null)
        } else {
            impact(PAID, id)["money"]["exposed"].clone()
        };
        assert_eq!(row["exposed"], alone, "{id}");
    }
    let text = Run::yaml(PAID).line("impact org.yaml --all --width 200").fine().stdout;
    let row = |name: &str| {
        let row = text.lines().find(|line| line.starts_with(&format!("{name} ")));
        row.unwrap_or_else(|| panic!("{name} in {text}")).replace('\u{a0}', " ")
    };
    assert!(row("Other").contains("234 GBP"), "{text}");
    assert!(!row("IT").contains("30 GBP") && row("Buyers").contains(" - "), "{text}");
}

/// Where nobody has written down an amount none is known: null as everywhere in JSON, and no `0` in the text.
#[test]
fn an_unknown_amount_is_no_zero() {
    let yaml = "\
organisation: {name: X, currency: GBP}
people: [{id: packer, name: Packer, serves: firms}]
beneficiaries: [{id: firms, name: Firms}]
";
    for (line, list) in [("impact org.yaml --all", "failures"), ("people org.yaml", "people")] {
        let ran = Run::yaml(yaml).line(line).line("--format json").fine();
        for row in ran.json()[list].as_array().unwrap() {
            assert_eq!(row["amount"], json!(null), "{ran}");
        }
        let ran = Run::yaml(yaml).line(line).fine();
        ran.says("Packer").says_no("0\u{a0}GBP");
    }
}

/// Every format runs, for a failure, a payer and all.
#[test]
fn every_format_runs() {
    for what in ["it", "shop", "donors", "buyers", "--all"] {
        for format in ["table", "plain", "markdown", "csv", "json"] {
            let run = Run::yaml(PAID).args(["impact", "org.yaml", what, "--format", format]);
            assert_ne!(run.fine().stdout, "", "{what} {format}");
        }
    }
}

/// CSV is data: a row of each list behind its name, and values of the whole in rows of their own.
#[test]
fn csv_has_every_list_in_one_table() {
    let run = Run::yaml(PAID).line("impact org.yaml it --format csv").fine();
    let rows = run.columns(["list", "of", "own", "id", "step", "amount"]);
    assert_eq!(rows[0], ["answer", "it", "", "", "", ""]);
    assert_eq!(rows[1], ["money", "", "1000", "", "", ""]);
    assert!(rows.contains(&["services", "", "", "shop", "2", ""].map(str::to_owned)), "{rows:?}");
    assert!(rows.contains(&["payers", "", "", "donors", "", "34"].map(str::to_owned)), "{rows:?}");
}

/// What is affected is affected in the whole organisation: a division makes no difference, and is refused.
#[test]
fn within_is_refused() {
    Run::yaml(PAID).line("impact org.yaml it --within it").refused().complains("--within");
}
