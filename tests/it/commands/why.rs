//! `why`: the chain from a unit to a customer.

use super::says;
use crate::run::Run;
use snapbox::{assert_data_eq, str};

/// The chain step by step, each with file and line.
#[test]
fn as_a_table() {
    assert_data_eq!(
        says("why org.yaml it buyers"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).
SERVICE              SERVES          WHERE
────────────────────────────────────────────────
IT                   Computer users  org.yaml:5
  Web shop: Selling  Buyers          org.yaml:17

"#]]
    );
}

/// A step a line, behind the values of the answer.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("why org.yaml it buyers --format plain"),
        str![[r#"
unit	IT
customer	Buyers
answer	Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).
rank	primary
reach	broad
ways	1	1	IT	Computer users	org.yaml	5
ways	1	2	Selling	Buyers	org.yaml	17
has_more	false

"#]]
    );
}

/// The chain with ids, for programs.
#[test]
fn as_json() {
    assert_data_eq!(
        says("why org.yaml it buyers --format json"),
        str![[r#"
{"custmap": 2,
 "unit": "it",
 "customer": "buyers",
 "answer": "Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).",
 "rank": "primary",
 "reach": "broad",
 "shared_with": null,
 "ways": [
  {"steps":2,"broad_steps":1,"chain":[{"service":"it.serves","to":"users","file":"org.yaml","line":5},{"service":"shop","to":"buyers","file":"org.yaml","line":17}]}
 ],
 "has_more": false}

"#]]
    );
}

/// A step a row, with ids.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("why org.yaml it buyers --format csv"),
        str![[r#"
list,unit,customer,answer,rank,reach,shared_with,has_more,way,step,service,to,file,line
answer,it,buyers,"Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).",primary,broad,,false,,,,,,
ways,,,,,,,,1,1,it.serves,users,org.yaml,5
ways,,,,,,,,1,2,shop,buyers,org.yaml,17

"#]]
    );
}

/// A Markdown table.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("why org.yaml it buyers --format markdown"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).

| SERVICE | SERVES | WHERE |
| --- | --- | --- |
| IT | Computer users | org.yaml:5 |
| &emsp;Web shop: Selling | Buyers | org.yaml:17 |

"#]]
    );
}

/// One step: a service of the unit itself.
#[test]
fn of_a_direct_customer() {
    assert_data_eq!(
        says("why org.yaml web buyers"),
        str![[r#"
Buyers: PRIMARY (external) customer of Web shop, DIRECT: one of its services serves them.
SERVICE  SERVES  WHERE
────────────────────────────
Selling  Buyers  org.yaml:17

"#]]
    );
}

/// A colleague as customer: the service that serves them.
#[test]
fn of_a_secondary_customer() {
    assert_data_eq!(
        says("why org.yaml books sales"),
        str![[r#"
Sales: SECONDARY (internal) customer of Bookkeeping, DIRECT: it uses what the unit provides.
SERVICE      SERVES  WHERE
───────────────────────────────
Bookkeeping  Sales   org.yaml:6

"#]]
    );
}

/// Only by way of the department around it.
#[test]
fn of_a_shared_customer() {
    assert_data_eq!(
        says("why org.yaml clerk firms"),
        str![[r#"
Firms: PRIMARY (external) customer of Clerk, SHARED as part of Bookkeeping (through).
SERVICE                SERVES  WHERE
──────────────────────────────────────────
Bookkeeping            Sales   org.yaml:6
  Head of Sales: Care  Firms   org.yaml:18

"#]]
    );
}

/// Nobody's customer: said so, without a chain.
#[test]
fn of_one_who_is_no_customer() {
    assert_data_eq!(
        says("why org.yaml it lost"),
        str![[r#"
Lost ones is a former customer, and so nobody's customer now.

"#]]
    );
}

/// The last step is passed on by a customer.
#[test]
fn of_one_who_is_passed_on_to() {
    assert_data_eq!(
        says("why org.yaml web families"),
        str![[r#"
Their families: PRIMARY (external) customer of Web shop, reached THROUGH Buyers (2 steps).
SERVICE      SERVES          WHERE
────────────────────────────────────────
Selling      Buyers          org.yaml:17
  passes on  Their families  org.yaml:20

"#]]
    );
}

/// Three ways of the same cost, and one that is longer: A serves three who each serve the guests, and D by way of E.
const WAYS: &str = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}, {id: e, name: E}, {id: f, name: F}]
services:
  - {id: sa, name: SA, provided_by: a, serves: [b, c, d, f]}
  - {id: sb, name: SB, provided_by: b, serves: [guests, a]}
  - {id: sc, name: SC, provided_by: c, serves: guests}
  - {id: sd, name: SD, provided_by: d, serves: guests}
  - {id: se, name: SE, provided_by: e, serves: guests}
  - {id: sf, name: SF, provided_by: f, serves: e}
beneficiaries: [{id: guests, name: Guests}]
";

/// The recipients of the ways of `why org.yaml a guests`, way by way.
#[track_caller]
fn ways(more: &str) -> Vec<String> {
    let run = Run::yaml(WAYS).line("why org.yaml a guests --format json").line(more).fine();
    let to = |step: &serde_json::Value| step["to"].as_str().unwrap().to_owned();
    let way = |way: &serde_json::Value| {
        let chain = way["chain"].as_array().unwrap().iter().map(to);
        chain.collect::<Vec<_>>().join(" ")
    };
    run.json()["ways"].as_array().unwrap().iter().map(way).collect()
}

/// Every way that ties is told, since none of them is the way; `--all` adds those that are longer.
#[test]
fn every_way_that_ties() {
    let tied = ["b guests", "c guests", "d guests"];
    assert_eq!(ways(""), tied);
    assert_eq!(ways("--all"), ["b guests", "c guests", "d guests", "f e guests"]);
    let ran = Run::yaml(WAYS).line("why org.yaml a guests").fine();
    ran.says("reached THROUGH B, C or D (2 steps)").says_no("Longer");
    Run::yaml(WAYS).line("why org.yaml a guests --all").fine().says("Longer ways:").says("SF");
}

/// CSV and plain text have as many ways as JSON, with `--all` and without.
#[test]
fn all_is_heeded_by_every_format() {
    for (more, last) in [("", "3"), ("--all", "4")] {
        let run = Run::yaml(WAYS).line("why org.yaml a guests --format csv").line(more).fine();
        assert_eq!(run.columns(["way"]).last(), Some(&[last.to_owned()]), "{run}");
    }
}

/// At most 20 ways are told, and that there are more.
#[test]
fn many_ways_are_cut() {
    let ids: Vec<String> = (10..40).map(|at| format!("u{at}")).collect();
    let units = ids.iter().map(|id| format!("{{id: {id}, name: {id}, serves: guests}}"));
    let yaml = format!(
        "organisation: {{name: X}}\ndepartments: [{}, {{id: a, name: A, serves: [{}]}}]\n\
         beneficiaries: [{{id: guests, name: Guests}}]\n",
        units.collect::<Vec<_>>().join(", "),
        ids.join(", ")
    );
    let json = Run::yaml(&yaml).line("why org.yaml a guests --format json").fine().json();
    assert_eq!((json["ways"].as_array().unwrap().len(), &json["has_more"]), (20, &true.into()));
}

/// A customer before the unit is understood, with a note; two customers are not.
#[test]
fn a_customer_before_the_unit() {
    let ran = Run::yaml(WAYS).line("why org.yaml guests a").ran().ends(0);
    ran.says("Guests: PRIMARY (external) customer of A").complains("`guests` is no unit");
    Run::yaml(WAYS).line("why org.yaml guests guests").refused();
}

/// The help for a missing customer can be pasted: names with blanks are quoted.
#[test]
fn the_help_can_be_pasted() {
    let run = Run::yaml(WAYS).args(["why", "org.yaml", "Night Shelter"]).refused();
    run.complains("help: custmap why org.yaml \"Night Shelter\" CUSTOMER");
    Run::yaml(WAYS).line("why org.yaml a").refused().complains("why org.yaml a CUSTOMER");
}
