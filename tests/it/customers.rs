//! `customers`: each question of the second article on one organisation, and only whom it asks for.

mod prospects;
mod satisfaction;

use crate::{commands::SMALL, run::Run};
use serde_json::Value;

/// One of each: measured twice, new, on another scale, never asked, a prospect, a former one.
pub const SHOP: &str = "\
organisation: {name: Abacus, currency: GBP}
departments: [{id: sales, name: Sales}, {id: care, name: Care}, {id: it, name: IT}]
people: [{id: packer, name: Packer, department: sales, email: packer@secret.org, leaving: 2031-07}, {id: quilter, name: Quilter, department: care}]
services:
  - id: shop
    name: Shop
    provided_by: sales
    serves:
      - {to: rich, satisfaction: [{score: 9, n: 10, measured: 2025-05}, {score: 5, n: 30, measured: 2026-05}]}
      - {to: poor, satisfaction: {score: 4, scale: 5, n: 10, measured: 2026-04}}
      - {to: plain, satisfaction: {score: 7}}
      - {to: twice, satisfaction: {score: 9, n: 90, measured: 2026-01}}
      - mute
      - hope
    paid_by: [{from: rich, amount: 900}, {from: poor, amount: 100}, {from: twice, amount: 100}]
  - {id: help, name: Help, provided_by: care, serves: [{to: twice, satisfaction: {score: 3, scale: 5, n: 10, measured: 2026-02}}, {to: plain, satisfaction: {score: 8, n: 5, measured: 2026-03}}, mute], paid_by: []}
  - {id: net, name: Net, provided_by: it, serves: care, paid_by: []}
beneficiaries:
  - {id: rich, name: Rich, kind: business, since: 2001, drivers: [price], won_by: {reason: product, note: a fair, date: 2001}, kept_by: free returns, buys_from: [Rival], reasons: [{claim: cheap, confidence: supported, source: survey, date: 2026-01}], relationship: {owner: packer, backup: quilter}}
  - {id: poor, name: Poor, since: 2026-03, won_by: {reason: referral}, reasons: [{claim: kind, confidence: assumed}, {claim: near, confidence: supported}, {claim: old, confidence: refuted, source: poll}], relationship: {owner: packer}}
  - {id: plain, name: Plain, reasons: [{claim: habit, confidence: refuted, source: poll}]}
  - {id: twice, name: Twice, since: 2025-11-30, pressures: [rent]}
  - {id: mute, name: Mute, since: 2010}
  - {id: hope, name: Hope, status: prospect, buys_from: [Rival], could_use: [shop, help], why_not_us: no Sundays}
  - {id: lost, name: Lost, status: former, lost_by: {reason: price, note: dear, date: 2025}}
payers: [{id: gov, name: Gov, kind: government}]
";

fn run(arguments: &str) -> Run {
    Run::yaml(SHOP).line("customers org.yaml --today 2026-11-22 --width 300").line(arguments)
}

/// Some columns of the CSV for a question, row by row.
#[track_caller]
fn columns<const N: usize>(question: &str, names: [&str; N]) -> Vec<[String; N]> {
    run(question).line("--format csv").fine().columns(names)
}

/// The customers of the CSV for a question, by their ids.
#[track_caller]
fn ids(question: &str) -> Vec<String> {
    columns(question, ["id"]).into_iter().map(|[id]| id).collect()
}

/// The fact of one customer.
#[track_caller]
pub fn fact(yaml: &str, id: &str) -> Value {
    let ran = Run::yaml(yaml).line("customers org.yaml --today 2026-11-22 --format json").fine();
    let json = ran.json();
    assert_eq!(json["custmap"], 2);
    let all = json["customers"].as_array().unwrap().iter();
    all.clone().find(|fact| fact["id"] == id).unwrap_or_else(|| panic!("{id} in {ran}")).clone()
}

/// Without a question: all active ones, by money, then by how many units contribute, then by name.
#[test]
fn key_customers_first() {
    assert_eq!(ids(""), ["rich", "twice", "poor", "mute", "plain", "gov"]);
    assert_eq!(fact(SHOP, "twice")["contributors"], 3, "Sales, Care, and IT through Care");
    assert_eq!(fact(SHOP, "twice")["pays"], 100.0);
    assert_eq!(fact(SHOP, "mute")["pays"], Value::Null, "unknown is null");
    run("").fine().says("nothing");
}

/// Of the seven things worth knowing how many are known, and the names of the blanks.
#[test]
fn known_of_seven() {
    assert_eq!(fact(SHOP, "rich")["known"], 7);
    let poor = fact(SHOP, "poor");
    assert_eq!(poor["known"], 4, "since, why it came, a tested reason (the refuted one), an owner");
    assert_eq!(
        poor["unknown"],
        serde_json::json!(["drivers", "kept_by", "buys_from"]),
        "keys, not labels"
    );
    run("").fine().says("7 of 7").says("4 of 7").says("2 of 7");
    assert_eq!(fact(SHOP, "twice")["known"], 2, "pressures are known as drivers are");
}

/// Payers are counted and listed apart, below the customers, however much they pay.
#[test]
fn payers_are_apart() {
    let text = Run::yaml(SHOP).line("customers org.yaml").fine().stdout;
    let (customers, payers) = text.split_once("\nPayers, by money:\n").unwrap();
    assert!(customers.contains("5 customers, 1 payer") && !customers.contains("Gov "), "{text}");
    assert!(payers.starts_with("PAYER") && payers.contains("Gov ") && !payers.contains("Rich"));
    let rows =
        Run::yaml(SHOP).line("customers org.yaml --format csv").fine().columns(["id", "list"]);
    let last = rows.last().unwrap();
    assert_eq!((&*last[0], &*last[1]), ("gov", "payer"));
    // Without payers there is nothing about them.
    let without =
        Run::yaml("organisation: {name: X}\ncustomers: [{name: C}]").line("customers org.yaml");
    without.fine().says("X: 1 customer\n").says_no("ayer");
}

/// `--new`: those who came within 12 months, the newest first, and why.
#[test]
fn new_ones() {
    assert_eq!(ids("--new"), ["poor", "twice"]);
    run("--new").fine().says("referral").says_no("Rich").says_no("Mute");
    let later = Run::yaml(SHOP).line("customers org.yaml --new --today 2027-01-15").fine();
    later.says("Poor").says_no("Twice");
    // Who comes later than today is not there yet.
    let earlier = Run::yaml(SHOP).line("customers org.yaml --new --today 2009-01-15").fine();
    earlier.says_no("Poor").says_no("Twice");
}

/// `--longest`: those of whom it is known, the oldest first, and why they stay.
#[test]
fn longest_ones() {
    assert_eq!(ids("--longest"), ["rich", "mute", "twice", "poor"]);
    run("--longest").fine().says("free returns").says_no("Plain");
}

/// `--unhappy`: those whose newest score is under 6 of 10, with the service; 6 itself is not, nor is not measured.
#[test]
fn unhappy_ones() {
    let rows = columns("--unhappy", ["customer", "service", "satisfaction", "n", "measured"]);
    assert_eq!(rows, [["rich", "shop", "5", "30", "2026-05"]]);
    run("--unhappy").fine().says("5.0 of 10 (n 30, 2026-05");
}

/// `--unmeasured`: those with a relationship that nobody asked about, each such service; no prospect, no payer.
#[test]
fn unmeasured_ones() {
    let rows = columns("--unmeasured", ["customer", "service", "satisfaction"]);
    assert_eq!(rows, [["mute", "shop", ""], ["mute", "help", ""]]);
    run("--unmeasured").fine().says("not measured");
}

/// `--assumptions`: each claim, and whether it was tested: supported without a source is not.
#[test]
fn assumptions() {
    let claims = columns("--assumptions", ["customer", "claim", "confidence", "source"]);
    assert_eq!(
        claims,
        [
            ["rich", "cheap", "supported", "survey"],
            ["poor", "kind", "assumed", ""],
            ["poor", "near", "supported", ""],
            ["poor", "old", "refuted", "poll"],
            ["plain", "habit", "refuted", "poll"],
        ]
    );
    run("--assumptions").fine().says("called supported, no source");
}

/// `--at-risk`: the unhappy, those on one person, whose only reason is refuted, who use others too; each with why.
#[test]
fn at_risk() {
    assert_eq!(ids("--at-risk"), ["rich", "poor", "plain"]);
    let risks = |id| fact(SHOP, id)["risks"].clone();
    assert_eq!(risks("rich"), serde_json::json!(["unhappy", "uses_others"]));
    assert_eq!(risks("poor"), serde_json::json!(["single_owner"]));
    assert_eq!(risks("plain"), serde_json::json!(["reasons_refuted"]));
    assert_eq!(risks("twice"), serde_json::json!([]));
}

/// On the screen a risk is a sentence, and a net promoter score is shown as one (SPEC 6).
#[test]
fn risks_are_sentences_on_the_screen() {
    run("--at-risk").fine().says("unhappy: 5.0 of 10").says("only Packer owns the relationship");
    let yaml = "\
organisation: {name: X}
departments: [{name: Shop, serves: [{to: buyers, satisfaction: {score: -12, metric: nps}}]}]
beneficiaries: [{id: buyers, name: Buyers}]
";
    let ran = Run::yaml(yaml).line("customers org.yaml --at-risk").fine();
    ran.says("unhappy: NPS -12").says_no("of 10");
}

/// A customer pays nothing only where the map states who pays for all that serves it; else nobody has said so, and who
/// is assumed to pay is marked.
#[test]
fn nothing_is_paid_only_where_that_is_stated() {
    let yaml = "\
organisation: {name: X, kind: KIND}
departments: [{id: a, name: A}]
services:
  - {name: Meals, provided_by: a, serves: guests, paid_by: [donors]}
  - {name: Beds, provided_by: a, serves: sleepers}
beneficiaries: [{id: guests, name: Guests}, {id: sleepers, name: Sleepers}, {id: others, name: Others}]
payers: [{id: donors, name: Donors}]
";
    let pays = |kind: &str, name: &str| {
        let ran =
            Run::yaml(&yaml.replace("KIND", kind)).line("customers org.yaml --width 200").fine();
        let row = ran.stdout.lines().find(|line| line.starts_with(name)).unwrap();
        ["not known (assumed)", "not stated", "nothing", "not known  "]
            .into_iter()
            .find(|words| row.contains(words))
            .unwrap_or_else(|| panic!("{row}"))
    };
    assert_eq!(pays("nonprofit", "Guests"), "nothing");
    assert_eq!(pays("nonprofit", "Sleepers"), "not stated");
    assert_eq!(pays("nonprofit", "Others"), "not stated");
    assert_eq!(pays("company", "Sleepers"), "not known (assumed)");
    assert_eq!(pays("company", "Donors"), "not known  ");
}

/// `--within`: the division's own customers, with its money, units and scores; colleagues whom it serves are among
/// them, who is served by others only is not.
#[test]
fn of_a_division_its_own_customers() {
    let yaml = "\
organisation: {name: X, currency: GBP}
departments:
  - {id: sales, name: Sales}
  - {id: shop, name: Shop, part_of: sales}
  - {id: plant, name: Plant}
services:
  - {name: Web shop, provided_by: shop, serves: [{to: buyers, satisfaction: {score: 8}}], paid_by: [{from: buyers, amount: 5}]}
  - {name: Forecast, provided_by: sales, serves: plant}
  - {name: Goods, provided_by: plant, serves: [{to: buyers, satisfaction: {score: 3}}, makers], paid_by: [{from: buyers, amount: 90}]}
  - {name: Waste, provided_by: plant, serves: neighbours, paid_by: [{from: state, amount: 2}]}
beneficiaries:
  - {id: buyers, name: Buyers}
  - {id: makers, name: Makers}
  - {id: neighbours, name: Neighbours}
  - {id: dreamers, name: Dreamers, status: prospect, could_use: [web-shop]}
  - {id: others, name: Others, status: prospect, could_use: [goods]}
payers: [{id: state, name: State}]
";
    let rows = |more: &str| {
        let run = Run::yaml(yaml).line("customers org.yaml --within sales --format csv").line(more);
        run.fine().columns(["id", "pays", "contributors", "lowest"])
    };
    assert_eq!(rows(""), [["buyers", "5", "2", "8"], ["plant", "", "1", ""]]);
    assert_eq!(rows("--prospects"), [["dreamers", "", "0", ""]]);
    let ran = Run::yaml(yaml).line("customers org.yaml --within sales").fine();
    ran.says("Sales within X: 2 customers").says_no("Neighbours").says_no("State");
    Run::yaml(yaml).line("customers org.yaml --within nowhere").refused();
    // Whose relationship a part of it owns is shown, and is no customer of it.
    let owned = yaml.replace("name: Makers}", "name: Makers, relationship: {owner: shop}}");
    let ran = Run::yaml(&owned).line("customers org.yaml --within sales").fine();
    ran.says("Sales within X: 2 customers, and 1 that it doesn't serve").says("Makers");
}

/// The heading says the order that was asked for.
#[test]
fn the_heading_says_the_order() {
    let by = |sort: &str| Run::yaml(SMALL).line("customers org.yaml").line(sort).fine();
    by("").says("Key customers: by money");
    by("--sort name").says("Customers by name.").says_no("by money");
    by("--sort satisfaction").says("by their lowest score");
}

const QUESTIONS: [&str; 8] = [
    "",
    "--new",
    "--longest",
    "--unhappy",
    "--unmeasured",
    "--prospects",
    "--assumptions",
    "--at-risk",
];

/// Each question in each format; an answer of nobody says so.
#[test]
fn every_question_in_every_format() {
    for question in QUESTIONS {
        for format in ["table", "plain", "csv", "markdown", "json"] {
            assert_ne!(run(question).args(["--format", format]).fine().stdout, "");
        }
        let none = Run::yaml("organisation: {name: X}\n").line("customers org.yaml").line(question);
        none.fine().says("0 customers").says("None.");
    }
    run("--new --longest").refused();
}

/// Nobody's leaving is reported, though somebody on whom a customer depends leaves: not in any question or format.
#[test]
fn nobody_leaves_in_customers() {
    for question in QUESTIONS {
        for format in ["table", "plain", "csv", "markdown", "json"] {
            let ran = run(question).args(["--format", format]).fine();
            ran.says_no("2031").says_no("secret.org").says_no("leav").says_no("successor");
        }
    }
}

/// What is piped is not cut: every customer is there, in every format.
#[test]
fn many_customers_are_not_cut_in_a_pipe() {
    let names: Vec<String> = (10..60).map(|at| format!("{{name: B{at}}}")).collect();
    let yaml = format!("organisation: {{name: X}}\nbeneficiaries: [{}]\n", names.join(", "));
    for more in ["", "--all", "--format plain", "--format json", "--format csv"] {
        let ran = Run::yaml(&yaml).line("customers org.yaml").line(more).fine();
        ran.says("B59").says_no("Showing");
    }
}
