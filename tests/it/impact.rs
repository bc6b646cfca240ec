//! What a failure affects (SPEC 3.8 and the impact of part 5), on organisations made by hand.

mod down;
mod money;
mod outside;
mod walk;

use crate::run::Run;
use serde_json::Value;

/// The JSON of `impact` of `what`.
#[track_caller]
pub fn impact(yaml: &str, what: &str) -> Value {
    let run = Run::yaml(yaml).args(["impact", "org.yaml", what, "--format", "json"]);
    run.fine().json()
}

/// The table of `impact` of `what`, wide enough that nothing wraps.
#[track_caller]
pub fn table(yaml: &str, what: &str) -> String {
    let run = Run::yaml(yaml).args(["impact", "org.yaml", what, "--width", "300"]);
    run.fine().stdout.replace('\u{a0}', " ")
}

/// A list of it: `id step`, `id step+broad`.
pub fn steps(json: &Value, list: &str) -> Vec<String> {
    let rows = json[list].as_array().unwrap().iter();
    let step = |row: &Value| match row["broad_steps"].as_u64().unwrap() {
        0 => format!("{} {}", row["id"].as_str().unwrap(), row["step"]),
        broad => format!("{} {}+{broad}", row["id"].as_str().unwrap(), row["step"]),
    };
    rows.map(step).collect()
}

/// A list of ids of it.
pub fn ids<'j>(json: &'j Value, list: &str) -> Vec<&'j str> {
    let ids = json[list].as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap()).collect()
}

/// The services of it with the state of each: down, weakened, or nothing.
pub fn downs(json: &Value) -> Vec<String> {
    let rows = json["services"].as_array().unwrap().iter();
    let word = |row: &Value| match row["down"].as_bool() {
        Some(true) => "down",
        Some(false) => "weakened",
        None => "-",
    };
    rows.map(|row| format!("{} {}", row["id"].as_str().unwrap(), word(row))).collect()
}

/// IT serves Sales, whose web shop serves buyers, who pass on to families.
const CHAIN: &str = "\
organisation: {name: X, currency: GBP}
departments:
  - {id: it, name: IT}
  - {id: sales, name: Sales}
  - {id: web, name: Web, part_of: sales}
services:
  - {id: erp, name: ERP, provided_by: it, serves: sales}
  - {id: shop, name: Shop, provided_by: web, serves: [buyers, hopefuls, gone]}
beneficiaries:
  - {id: buyers, name: Buyers, reaches: [families]}
  - {id: families, name: Families, kind: society}
  - {id: hopefuls, name: Hopefuls, kind: business, status: prospect, reaches: [friends]}
  - {id: gone, name: Gone, status: former}
  - {id: friends, name: Friends}
";

/// Each thing is affected at its step: x's own services at 1, their recipients at 1, what those put to work one later.
#[test]
fn steps_count_from_the_failing_services() {
    let json = impact(CHAIN, "it");
    assert_eq!(steps(&json, "services"), ["erp 1", "shop 2"]);
    let affected = ["sales 1", "buyers 2", "gone 2", "hopefuls 2", "families 3"];
    assert_eq!(steps(&json, "hit"), affected, "one passed on to is affected one step later");
    assert_eq!(json["of"], "it");
    assert_eq!(downs(&json), ["erp down", "shop -"], "downstream nobody knows");
    let kinds = json["hit"].as_array().unwrap().iter().map(|affected| &affected["kind"]);
    let kinds: Vec<&str> = kinds.map(|kind| kind.as_str().unwrap()).collect();
    assert_eq!(kinds, ["department", "person", "person", "business", "society"]);
}

/// A prospect is affected, but is nobody's customer: not among the parties, and it passes nothing on.
#[test]
fn prospects_are_hit_but_no_parties() {
    let json = impact(CHAIN, "web");
    assert_eq!(ids(&json, "parties"), ["buyers", "families"]);
    assert_eq!(steps(&json, "hit"), ["buyers 1", "gone 1", "hopefuls 1", "families 2"]);
}

/// The failure of a service is that of what it serves; it is down, even if its provider has others.
#[test]
fn a_service_fails_alone() {
    let json = impact(&CHAIN.replace("provided_by: web", "provided_by: [web, it]"), "shop");
    assert_eq!(downs(&json), ["shop down"]);
    assert_eq!(steps(&json, "services"), ["shop 1"]);
}

/// A service as a recipient is affected and puts only itself to work.
#[test]
fn a_service_is_a_recipient() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}]
services:
  - {id: power, name: Power, provided_by: a, serves: phone}
  - {id: phone, name: Phone, provided_by: b, serves: callers}
  - {id: post, name: Post, provided_by: b, serves: readers}
beneficiaries: [{id: callers, name: Callers}, {id: readers, name: Readers}]
";
    let json = impact(yaml, "a");
    assert_eq!(steps(&json, "services"), ["power 1", "phone 2"]);
    assert_eq!(steps(&json, "hit"), ["phone 1", "callers 2"]);
    assert_eq!(json["hit"][0]["kind"], "service");
    assert_eq!(ids(&json, "parties"), ["callers"]);
}

/// A blanket step is counted, and whatever can be affected without one is, even at more steps.
#[test]
fn broad_steps_come_last() {
    let yaml = "\
organisation: {name: X}
departments: [{id: it, name: IT}, {id: a, name: A}, {id: b, name: B}]
services:
  - {id: net, name: Net, provided_by: it, serves: [everyone, a]}
  - {id: mid, name: Mid, provided_by: a, serves: b}
  - {id: end, name: End, provided_by: b, serves: guests}
beneficiaries: [{id: guests, name: Guests}]
";
    let json = impact(yaml, "it");
    assert_eq!(steps(&json, "services"), ["net 1", "mid 2", "end 3"]);
    assert_eq!(steps(&json, "hit"), ["a 1", "b 2", "guests 3", "everyone 1+1"]);
    let json = impact(&yaml.replace("[everyone, a]", "everyone"), "it");
    assert_eq!(steps(&json, "services"), ["net 1", "end 2+1", "mid 2+1"]);
    assert_eq!(steps(&json, "hit"), ["everyone 1+1", "b 2+1", "guests 2+1"]);
    let text = table(&yaml.replace("[everyone, a]", "everyone"), "it");
    assert!(text.contains("2 (1 broad)"), "{text}");
}

/// What x itself receives is affected too: it is a recipient as named.
#[test]
fn x_may_be_hit_by_itself() {
    let yaml = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}]
services:
  - {id: there, name: There, provided_by: a, serves: b}
  - {id: back, name: Back, provided_by: b, serves: a}
";
    let json = impact(yaml, "a");
    assert_eq!(steps(&json, "hit"), ["b 1", "a 2"]);
    assert_eq!(steps(&json, "services"), ["there 1", "back 2"], "its own stays at 1");
}

/// A planned or retired service provides and receives nothing: nothing is affected when it fails.
#[test]
fn an_inactive_service_hits_nothing() {
    for status in ["planned", "retired"] {
        let yaml = CHAIN.replace("serves: sales", &format!("serves: sales, status: {status}"));
        let json = impact(&yaml, "erp");
        for list in ["services", "hit", "parties", "payers"] {
            assert_eq!(json[list], serde_json::json!([]), "{list}");
        }
        assert_eq!(steps(&impact(&yaml, "it"), "hit"), Vec::<String>::new());
        let all = Run::yaml(&yaml).line("impact org.yaml --all").fine();
        all.says_no("ERP");
    }
}

/// What can't fail is refused, with a word of advice; so are two names.
#[test]
fn what_cannot_fail_is_refused() {
    for words in ["everyone", "nobody-at-all", "it web", "--all it", ""] {
        let ran = Run::yaml(CHAIN).line("impact org.yaml").line(words).refused();
        assert!(!ran.stderr.contains("panicked"));
    }
    Run::yaml(CHAIN).line("impact org.yaml ite").refused().complains("`IT`");
}

/// JSON has the keys of SPEC part 5, in its order.
#[test]
fn json_has_its_keys_in_order() {
    let ran = Run::yaml(CHAIN).line("impact org.yaml it --format json").fine();
    let keys = [
        "custmap",
        "of",
        "money",
        "services",
        "hit",
        "parties",
        "payers",
        "exposed",
        "relationships",
        "backups_missing",
    ];
    let json = ran.json();
    assert_eq!(json["custmap"], 2);
    assert_eq!(json.as_object().unwrap().len(), keys.len());
    let at = keys.map(|key| ran.stdout.find(&format!("\"{key}\": ")).unwrap());
    assert!(at.is_sorted(), "{ran}");
    let affected = &json["hit"][0];
    assert_eq!(
        *affected,
        serde_json::json!({"id": "sales", "kind": "department", "step": 1, "broad_steps": 0})
    );
    let service = serde_json::json!({"id": "erp", "step": 1, "broad_steps": 0, "down": true});
    assert_eq!(json["services"][0], service);
}
