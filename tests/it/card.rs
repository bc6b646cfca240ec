//! `card`: one unit, or somebody outside, on one page.

use crate::{customers::SHOP, people::TEAM, run::Run};
use serde_json::{Value, json};

const FORMATS: [&str; 5] = ["table", "plain", "csv", "markdown", "json"];

#[track_caller]
fn card(yaml: &str, who: &str) -> String {
    let run =
        Run::yaml(yaml).args(["card", "org.yaml", who, "--today", "2026-11-22", "--width", "300"]);
    run.fine().stdout.replace('\u{a0}', " ")
}

#[track_caller]
fn fact(yaml: &str, who: &str) -> Value {
    let run = Run::yaml(yaml).args([
        "card",
        "org.yaml",
        who,
        "--today",
        "2026-11-22",
        "--format",
        "json",
    ]);
    let json = run.fine().json();
    assert_eq!(json["custmap"], 2);
    json
}

#[track_caller]
fn says_all(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

/// Who owns a relationship sees it on their card, and that nobody else could take over; who has a backup sees no warning.
#[test]
fn the_relationships_of_an_owner() {
    let quilter = card(TEAM, "quilter");
    assert!(quilter.contains("Relationship with  Dd\n"), "{quilter}");
    assert!(quilter.contains("only Quilter owns the relationship with Dd"), "{quilter}");
    let packer = card(TEAM, "packer");
    assert!(packer.contains("Relationship with  Aa, Bb, Cc\n"), "{packer}");
    assert!(!packer.contains("only Packer owns"), "{packer}");
}

/// A unit: what it is for, who leads it, its parts, both kinds of customers, its services, who pays, who serves it.
#[test]
fn a_department_on_one_page() {
    let text = card(TEAM, "sales");
    says_all(
        &text,
        &[
            "Purpose       Sell",
            "Lead          Packer",
            "Parts         Care, Packer",
            "Aa: 100 GBP",
            "Solo",
        ],
    );
    let (primary, rest) = text.split_once("SECONDARY CUSTOMERS").unwrap();
    says_all(
        primary,
        &["Aa", "direct: Shop, Solo", "2001", "Packer (backup Tanner)", "Quilter (no backup)"],
    );
    says_all(primary, &["unhappy: 3.0 of 10", "not measured"]);
    says_all(rest, &["Everyone (8 units)", "SERVICES"]);
    says_all(&card(TEAM, "idle"), &["Purpose       not written down", "Lead          not named"]);
    let care = card(SHOP, "care");
    let (_, serves) = care.split_once("WHO SERVES IT").unwrap();
    says_all(serves, &["Net", "IT"]);
}

/// A prospect is nobody's customer, so it is not counted among those who were never asked.
#[test]
fn a_prospect_is_no_relationship_to_measure() {
    says_all(&card(TEAM, "sales"), &["Outside 2 of 7 relationships measured"]);
}

/// A customer reached only through others is shown with the way there, and only direct ones are rated.
#[test]
fn customers_through_others() {
    let text = card(SHOP, "it");
    says_all(&text, &["through Care", "PRIMARY CUSTOMERS"]);
    let unit = &fact(SHOP, "it")["unit"];
    let reaches: Vec<&str> = unit["primary"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["reach"].as_str().unwrap())
        .collect();
    assert!(reaches.contains(&"through") && !reaches.contains(&"direct"), "{reaches:?}");
    let care = text.lines().find(|line| line.contains("through Care")).unwrap();
    assert!(!care.contains("of 10"), "what Care's customers think is not about IT: {care}");
}

/// Somebody outside: profile, why it comes, what serves it, who contributes, what it pays for.
#[test]
fn a_party_on_one_page() {
    let text = card(SHOP, "Rich");
    says_all(
        &text,
        &[
            "business, active, since 2001",
            "price",
            "product, a fair, in 2001",
            "free returns",
            "Rival",
        ],
    );
    says_all(
        &text,
        &["Packer (backup Quilter)", "cheap", "survey", "Shop", "900 GBP", "82 %", "1 step"],
    );
    says_all(&card(SHOP, "poor"), &["supported (not tested)", "assumed (not tested)", "not known"]);
    says_all(
        &card(SHOP, "hope"),
        &["prospect", "Why not us", "no Sundays", "Could use", "Shop, Help"],
    );
    says_all(&card(SHOP, "lost"), &["former", "Lost by", "price, dear, in 2025"]);
    says_all(&card(SHOP, "twice"), &["2 steps", "IT"]);
}

/// JSON has the data of a unit or a party, its services and its findings.
#[test]
fn json_of_both() {
    let json = fact(SHOP, "sales");
    assert_eq!(json["unit"]["id"], "sales");
    assert_eq!(json.get("party"), None);
    let json = fact(SHOP, "rich");
    assert_eq!((&json["party"]["id"], &json["party"]["pays"]), (&json!("rich"), &json!(900.0)));
    assert_eq!(json.get("unit"), None);
    let codes = |json: &Value| -> Vec<String> {
        let findings = json["findings"].as_array().unwrap().iter();
        findings.map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(codes(&fact(SHOP, "poor")).contains(&"untested-assumption".to_owned()));
    assert!(codes(&fact(SHOP, "plain")).contains(&"refuted-assumption".to_owned()));
}

/// The page shows findings about a unit's parts and services; JSON carries the same facts.
#[test]
fn json_has_the_findings_of_the_page() {
    says_all(&card(TEAM, "sales"), &["Dd: unhappy with Shop"]);
    let json = fact(TEAM, "sales")["findings"].to_string();
    assert!(json.contains("customer-unhappy"), "{json}");
}

/// The findings of a card are those that `check` has of the unit, its parts, their services and relationships, and no others; also where
/// an `allow` silences some, or nothing.
#[test]
fn findings_are_those_of_check() {
    let allowed = format!(
        "{TEAM}allow: [{{finding: satisfaction-unknown, of: care}}, {{finding: empty-group, of: idle}}]\n"
    );
    let of_sales = ["sales", "care", "packer", "quilter", "roofer", "shop", "solo", "duo"];
    for (yaml, unused) in [(TEAM, false), (&*allowed, true)] {
        let findings = |line: &str| -> Vec<Value> {
            let run = Run::yaml(yaml).line(line).line("--today 2026-11-22 --format json");
            run.ran().json()["findings"].as_array().unwrap().clone()
        };
        let all = findings("check org.yaml");
        for (who, things) in [("sales", &of_sales[..]), ("idle", &["idle"])] {
            // The relationship that only Quilter owns is on her card, and on that of her department.
            let owned = |one: &Value| {
                who == "sales" && one["code"] == "single-relationship" && one["subject"] == "d"
            };
            let is_about = |one: &&Value| {
                things.contains(&one["subject"].as_str().unwrap_or_default()) || owned(one)
            };
            let expected: Vec<Value> = all.iter().filter(is_about).cloned().collect();
            let shown = findings(&format!("card org.yaml {who} --confidential"));
            assert_eq!(shown, expected, "{who}");
            assert!(shown.len() < all.len() && !shown.is_empty(), "{who}");
        }
        let unused_of_idle =
            |one: &Value| one["code"] == "allow-unused" && one["subject"] == "idle";
        assert_eq!(findings("card org.yaml idle").iter().any(unused_of_idle), unused);
    }
}

/// The card of a person shows whether that person leaves, and their address; JSON doesn't.
#[test]
fn a_persons_own_card_shows_all() {
    says_all(
        &card(TEAM, "packer"),
        &[
            "Leads              Sales",
            "Role               boss",
            "packer@secret.org",
            "Leaves             in 2031-07",
            "Quilter",
        ],
    );
    says_all(&card(TEAM, "quilter"), &["2032-08", "no successor"]);
    for who in ["packer", "quilter", "sales", "care", "d", "a"] {
        let json = fact(TEAM, who).to_string();
        for secret in ["2031", "2032", "secret.org", "leav", "successor\":", "email"] {
            assert!(!json.contains(secret), "{secret} in {who}: {json}");
        }
    }
}

/// No other card does: neither that of a customer whose relationship they own, nor that of another person.
#[test]
fn other_cards_do_not_show_who_leaves() {
    for who in ["a", "d", "roofer", "sawyer", "idle"] {
        for format in FORMATS {
            let run = Run::yaml(TEAM).args(["card", "org.yaml", who, "--format", format]);
            run.fine().says_no("2031").says_no("2032").says_no("secret.org").says_no("leaves");
        }
    }
}

/// Nor that of the department that they lead or are part of.
#[test]
fn a_departments_card_does_not_show_who_leaves() {
    for who in ["sales", "care"] {
        for format in FORMATS {
            let run = Run::yaml(TEAM).args(["card", "org.yaml", who, "--format", format]);
            run.fine().says_no("2031").says_no("2032").says_no("secret.org").says_no("leaves");
        }
    }
}

/// Every format runs for a department, a person, a beneficiary of each status and a payer.
#[test]
fn every_format_runs() {
    for (yaml, who) in [
        (TEAM, "sales"),
        (TEAM, "Packer"),
        (TEAM, "soc"),
        (SHOP, "hope"),
        (SHOP, "lost"),
        (SHOP, "gov"),
        (SHOP, "it"),
    ] {
        for format in FORMATS {
            let run = Run::yaml(yaml).args(["card", "org.yaml", who, "--format", format]);
            assert_ne!(run.fine().stdout, "", "{who} {format}");
        }
    }
}

/// CSV of a card is one table that a CSV reader takes, not several with headings of their own in between.
#[test]
fn csv_is_one_table() {
    Run::yaml(TEAM).line("card org.yaml sales --format csv").fine().csv();
}

/// A service, a group or a word that names nothing has no card.
#[test]
fn only_units_and_parties_have_cards() {
    for who in ["shop", "everyone", "abacus", "nobody-at-all", ""] {
        Run::yaml(TEAM).args(["card", "org.yaml", who]).refused();
    }
    Run::yaml(TEAM).line("card org.yaml sale").refused().complains("Sales");
    Run::yaml(TEAM).line("card org.yaml sales care").refused();
}

/// CSV has the unit, each of its customers and each finding as rows of ids and numbers, not the screen's words.
#[test]
fn csv_is_data() {
    let run = Run::yaml(TEAM).line("card org.yaml sales --format csv --today 2026-11-22").fine();
    let rows = run.columns(["list", "id", "reach", "satisfaction", "code"]);
    assert_eq!(rows[0][..2], ["unit", "sales"]);
    let a = rows.iter().find(|row| row[0] == "primary" && row[1] == "a").unwrap();
    assert_eq!(a[2], "direct");
    assert!(rows.iter().any(|row| row[0] == "findings" && row[4] == "customer-unhappy"));
    run.says_no("not measured").says_no("Packer (");
}

/// JSON of a party shows who is leaving where `--confidential` lets it, as that of a unit does.
#[test]
fn confidential_is_heeded_by_both_cards() {
    let run = |who: &str, more: &str| {
        let run = Run::yaml(TEAM).args(["card", "org.yaml", who, "--format", "json"]).line(more);
        run.fine().stdout
    };
    assert!(
        !run("packer", "").contains("2031") && run("packer", "--confidential").contains("2031")
    );
    let leaving = |more: &str| run("d", more).contains("\"severity\":\"error\"");
    assert!(!leaving("") && leaving("--confidential"), "its only owner is leaving");
}

/// A net promoter score is shown as one on cards and in listings, apart from the mean of the other scores.
#[test]
fn net_promoters_on_cards() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}]
services:
  - {id: s, name: S, provided_by: a, serves: [{to: c, satisfaction: {score: 14, scale: 20, n: 50, asked: 90}}, {to: b, satisfaction: {score: 10, metric: nps, n: 40}}]}
  - {id: t, name: T, provided_by: a, serves: [{to: c, satisfaction: {score: -40, metric: nps, n: 60, asked: 70}}]}
beneficiaries: [{id: c, name: C}]
";
    let unit = card(yaml, "a");
    says_all(&unit, &["the lowest NPS -40", "the lowest NPS 10", "NPS 10"]);
    assert!(!unit.contains("5.5 of 10"), "{unit}");
    let party = card(yaml, "c");
    says_all(&party, &["7.0 of 10 (50 of 90 asked", "lowest NPS -40, unhappy"]);
    assert!(!party.contains("different scales"), "{party}");
    let customers = Run::yaml(yaml).line("customers org.yaml --width 300").fine();
    customers.says("lowest NPS -40, unhappy").says_no("different scales");
}

/// A card within a division says so: its numbers are others than those of the whole.
#[test]
fn a_card_within_a_division_says_so() {
    let yaml = "organisation: {name: X}\ndepartments: [{id: a, name: A}, {id: b, name: B, part_of: a}]\n\
        services: [{name: S, provided_by: b, serves: everyone}]\n";
    let card = |line: &str| Run::yaml(yaml).line("card org.yaml b").line(line).fine();
    card("--within a").says("Within A, as if it were an organisation of its own.");
    card("").says_no("of its own");
}
