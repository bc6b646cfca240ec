//! `people`: who owns which relationship, what depends on them, whom to support and whom to protect.

use crate::run::Run;
use serde_json::{Value, json};

/// Packer has three customers and a successor; Quilter an unhappy one and leaves; Roofer provides alone; Tanner with
/// others.
pub const TEAM: &str = "\
organisation: {name: Abacus, currency: GBP}
departments: [{id: sales, name: Sales, lead: packer, purpose: Sell}, {id: care, name: Care, part_of: sales, lead: quilter}, {id: idle, name: Idle}]
people:
  - {id: packer, name: Packer, department: sales, role: boss, email: packer@secret.org, leaving: 2031-07, successor: quilter}
  - {id: quilter, name: Quilter, department: care, email: quilter@secret.org, leaving: 2032-08}
  - {id: roofer, name: Roofer, department: care}
  - {id: sawyer, name: Sawyer}
  - {id: tanner, name: Tanner}
services:
  - {id: shop, name: Shop, provided_by: sales, serves: [{to: a, satisfaction: {score: 9}}, b, c, {to: d, satisfaction: {score: 3}}, soc, hope, everyone], paid_by: [{from: a, amount: 100}]}
  - {id: solo, name: Solo, provided_by: roofer, serves: [a], paid_by: [{from: a, amount: 7}]}
  - {id: duo, name: Duo, provided_by: [roofer, tanner], serves: [b], paid_by: []}
beneficiaries:
  - {id: a, name: Aa, kind: business, relationship: {owner: packer, backup: tanner, since: 2019}, reasons: [{claim: cheap, confidence: assumed}, {claim: proven, confidence: supported, source: poll}], since: 2001, kept_by: habit}
  - {id: b, name: Bb, kind: business, relationship: {owner: packer, backup: tanner}}
  - {id: c, name: Cc, kind: business, relationship: {owner: packer, backup: tanner}}
  - {id: d, name: Dd, kind: business, relationship: {owner: quilter}}
  - {id: e, name: Ee, kind: business, relationship: {owner: sawyer, backup: sawyer}}
  - {id: soc, name: Soc, kind: society}
  - {id: hope, name: Hope, status: prospect}
";

#[track_caller]
fn facts(yaml: &str, whom: &str) -> Vec<Value> {
    let ran =
        Run::yaml(yaml).line("people org.yaml --format json --confidential").line(whom).fine();
    let json = ran.json();
    assert_eq!(json["custmap"], 2);
    json["people"].as_array().unwrap().clone()
}

#[track_caller]
fn ids(yaml: &str, whom: &str) -> Vec<String> {
    let facts = facts(yaml, whom).into_iter();
    facts.map(|fact| fact["id"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn fact(yaml: &str, id: &str) -> Value {
    let found = facts(yaml, "").into_iter().find(|fact| fact["id"] == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

/// Everybody on whom something depends, the highest risk first, then by parties affected; nobody else. Money orders
/// nothing: it is summed for the rows that are shown.
#[test]
fn the_highest_risk_first() {
    assert_eq!(
        ids(TEAM, ""),
        ["quilter", "roofer", "sawyer", "packer"],
        "nothing depends on Tanner alone"
    );
    let rich =
        TEAM.replace("serves: [a], paid_by: [{from: a, amount: 7}]", "serves: [a], paid_by: []");
    let rich = rich.replace(
        "  - {id: sawyer, name: Sawyer}",
        "  - {id: sawyer, name: Sawyer, serves: [e], paid_by: [{from: e, amount: 9}]}",
    );
    assert_eq!(
        ids(&rich, ""),
        ["quilter", "roofer", "sawyer", "packer"],
        "Sawyer has more money on her, and affects fewer parties"
    );
}

/// What depends on somebody: the relationships that they own, those without a backup, what they alone provide and lead.
#[test]
fn what_hangs_on_them() {
    let packer = fact(TEAM, "packer");
    assert_eq!(packer["relationships"], json!(["a", "b", "c"]));
    assert_eq!(packer["backups_missing"], json!([]));
    assert_eq!((&packer["leads"], &packer["department"]), (&json!(["sales"]), &json!("sales")));
    assert_eq!(
        (&packer["parties_hit"], &packer["amount"]),
        (&json!(5), &json!(107.0)),
        "the prospect is none"
    );
    assert_eq!(
        fact(TEAM, "roofer")["sole_provider_of"],
        json!(["solo"]),
        "not what Tanner provides too"
    );
    assert_eq!(fact(TEAM, "sawyer")["backups_missing"], json!(["e"]), "oneself is no backup");
    assert_eq!(fact(TEAM, "quilter")["unhappy"], json!(["d"]));
    let text = Run::yaml(TEAM).line("people org.yaml --width 300").fine();
    let text = text.says("Aa since 2019 (backup Tanner)").says("Dd (no backup, unhappy)");
    text.says("not a forecast");
}

/// The risk in words with its reason: high when leaving without a successor, some when there is nobody else.
#[test]
fn risk_in_words() {
    let of = |id: &str| {
        let fact = fact(TEAM, id);
        (fact["risk"].as_str().unwrap().to_owned(), fact["possible_successors"].as_u64().unwrap())
    };
    assert_eq!(of("quilter"), ("high".into(), 0));
    assert_eq!(of("roofer"), ("some".into(), 0));
    assert_eq!(of("sawyer"), ("some".into(), 0));
    assert_eq!(of("packer"), ("low".into(), 1), "Quilter takes over");
    let text = Run::yaml(TEAM).line("people org.yaml --width 300").fine();
    let text = text
        .says("high: leaves in 2032-08, without a successor; no backup for Dd; nobody else could");
    let text = text.says("some: nobody else provides Solo; nobody else could");
    text.says("low: leaves in 2031-07, Quilter takes over");
}

/// `--support`: many customers, or unhappy ones; `--protect`: fewer than two could do it; not both at once.
#[test]
fn support_and_protect() {
    assert_eq!(ids(TEAM, "--support"), ["quilter", "packer"]);
    assert_eq!(ids(TEAM, "--protect"), ["quilter", "roofer", "sawyer"]);
    let two = TEAM.replace(
        "c, name: Cc, kind: business, relationship: {owner: packer, backup: tanner}",
        "c, name: Cc",
    );
    assert_eq!(ids(&two, "--support"), ["quilter"], "two customers are not many");
    let kept = TEAM.replace("provided_by: roofer,", "provided_by: [roofer, tanner],");
    assert_eq!(ids(&kept, "--protect"), ["quilter", "sawyer"]);
    let text = Run::yaml(TEAM).line("people org.yaml --protect").fine();
    text.says("To protect").says("nobody else could");
    Run::yaml(TEAM).line("people org.yaml --support --protect").refused();
}

/// A relationship with a customer who has left needs no backup, as `single-relationship` has it; one with a prospect does.
#[test]
fn former_customers_need_no_backup() {
    let with = |status: &str| {
        let d = format!("{{id: d, name: Dd, kind: business, status: {status},");
        TEAM.replace("{id: d, name: Dd, kind: business,", &d)
    };
    assert_eq!(fact(&with("prospect"), "quilter")["backups_missing"], json!(["d"]));
    assert_eq!(fact(&with("former"), "quilter")["backups_missing"], json!([]));
}

/// A team may own a relationship: it is shown, and is not a person to protect.
#[test]
fn a_team_may_look_after_somebody() {
    let yaml = TEAM.replace("relationship: {owner: quilter}", "relationship: {owner: care}");
    let care = fact(&yaml, "care");
    assert_eq!((&care["relationships"], &care["risk"]), (&json!(["d"]), &json!("low")));
    assert!(!ids(&yaml, "--protect").contains(&"care".to_owned()));
    assert!(ids(&yaml, "--support").contains(&"care".to_owned()), "Dd is unhappy");
}

/// Who is leaving and who succeeds is reported here: in the table, and in JSON to those who ask for it.
#[test]
fn people_shows_who_leaves() {
    let quilter = fact(TEAM, "quilter");
    assert_eq!((&quilter["leaving"], &quilter["successor"]), (&json!("2032-08"), &json!(null)));
    assert_eq!(fact(TEAM, "packer")["successor"], "quilter");
    Run::yaml(TEAM).line("people org.yaml --help").fine().says("personal data");
}

/// Every format runs; an organisation of nobody says so.
#[test]
fn every_format_runs() {
    for whom in ["", "--support", "--protect"] {
        for format in ["table", "plain", "csv", "markdown", "json"] {
            let run = Run::yaml(TEAM).line("people org.yaml").line(whom);
            run.args(["--format", format]).fine().says("Quilter");
            let none = Run::yaml("organisation: {name: X}\n").line("people org.yaml").line(whom);
            none.args(["--format", format]).fine();
        }
    }
    Run::yaml("organisation: {name: X}\n").line("people org.yaml").fine().says("Nobody.");
}

/// As data the risk of a person is unknown without `--confidential`, of everybody alike: blank for those alone who
/// leave, it would show who they are. That of a department, and what is no secret, is there.
#[test]
fn a_risk_that_may_be_hidden_is_blank() {
    let columns = |more: &str| {
        let run = Run::yaml(TEAM).line("people org.yaml --format csv").line(more);
        run.fine().columns(["id", "risk", "because"])
    };
    let mut public = columns("");
    public.sort();
    assert_eq!(
        public,
        [
            ["packer", "", ""],
            ["quilter", "", "no_backup"],
            ["roofer", "", "sole_provider"],
            ["sawyer", "", "no_backup"]
        ]
    );
    let confidential = columns("--confidential");
    assert!(confidential.contains(&["quilter", "high", "leaving;no_backup"].map(str::to_owned)));
    let kept = TEAM.replace("owner: quilter}", "owner: care}");
    let ran = Run::yaml(&kept).line("people org.yaml --format csv").fine();
    let rows = ran.columns(["id", "risk"]);
    assert!(rows.contains(&["care", "low"].map(str::to_owned)), "{rows:?}");
    Run::yaml(TEAM).line("people org.yaml").fine().says("high: leaves in 2032-08");
}

/// `--within`: those who belong to the division; what would be affected is that of the whole organisation.
#[test]
fn of_a_division_its_own_people() {
    let whole = Run::yaml(TEAM).line("people org.yaml --format csv").fine();
    let within = Run::yaml(TEAM).line("people org.yaml --within care --format csv").fine();
    let columns = ["id", "parties_hit", "amount"];
    let (whole, within) = (whole.columns(columns), within.columns(columns));
    let mut own: Vec<_> =
        whole.into_iter().filter(|row| ["quilter", "roofer"].contains(&&*row[0])).collect();
    own.sort();
    let mut found = within;
    found.sort();
    assert_eq!(found, own);
    let ran = Run::yaml(TEAM).line("people org.yaml --within care").fine();
    ran.says("Care within Abacus: ").says_no("Sawyer");
}
