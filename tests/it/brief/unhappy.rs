//! Who is unhappy: payers who are served as well, in every answer; and how a score near the threshold is shown.

use super::{ids, json_of, text_of};
use crate::{
    report::{Element, Html},
    run::Run,
};
use serde_json::json;

/// A payer that pays for all, and is unhappy with what it is sent.
const KITCHEN: &str = "\
organisation: {name: Kitchen, kind: nonprofit}
departments: [{id: cooks, name: Cooks}, {id: office, name: Office}]
services:
  - {id: meals, name: Meals, provided_by: cooks, serves: [{to: guests, satisfaction: {score: 8, n: 50, measured: 2026-05}}], paid_by: [{from: fund, amount: 90000}]}
  - {id: report, name: Yearly report, provided_by: office, serves: [{to: fund, satisfaction: {score: 2, n: 40, measured: 2026-05}}], paid_by: [organisation]}
beneficiaries: [{id: guests, name: Guests}]
payers: [{id: fund, name: Fund, kind: nonprofit}, {id: town, name: Town}]
";

/// An unhappy payer is on top of the brief, on its tile and in its numbers, apart from customers; a happy one is not.
#[test]
fn payers_in_the_brief() {
    let totals = json_of(KITCHEN, "")["totals"].clone();
    assert_eq!(
        (&totals["unhappy"], &totals["unhappy_customers"], &totals["unhappy_payers"]),
        (&json!(1), &json!(0), &json!(1))
    );
    text_of(KITCHEN, "").says("Unhappy payer: Fund.");
    let tile = |map: &str| {
        let page = Html::read(&Run::yaml(map).line("brief org.yaml --format html").fine().stdout);
        page.all("li").map(Element::words).find(|text| text.contains("are unhappy")).unwrap()
    };
    assert_eq!(tile(KITCHEN), "0 of 1 customers outside are unhappy unhappy payer: Fund");
    let happy = KITCHEN.replace("score: 2", "score: 6");
    assert_eq!(json_of(&happy, "")["totals"]["unhappy_payers"], 0);
    text_of(&happy, "").says_no("nhappy payer");
    assert_eq!(tile(&happy), "0 of 1 customers outside are unhappy");
}

/// The other answers agree: `customers`, the card of the payer, and the score of the department that serves it.
#[test]
fn payers_in_other_answers() {
    let run = |line: &str| Run::yaml(KITCHEN).line(line).line("--today 2026-11-29").fine();
    let rows = run("customers org.yaml --unhappy --format csv");
    assert_eq!(rows.columns(["customer", "service"]), [["fund", "report"]]);
    run("customers org.yaml --unhappy").says("0 customers, 1 payer");
    let findings = run("card org.yaml fund --format json").json()["findings"].clone();
    assert!(ids(&findings, "code").contains(&"customer-unhappy"), "{findings}");
    run("card org.yaml fund").says("unhappy with Yearly report");
    let others = run("card org.yaml guests --format json").json()["findings"].clone();
    assert!(!ids(&others, "code").contains(&"customer-unhappy"), "{others}");
    let units = run("export org.yaml --format csv --wide");
    let scores = units.columns(["unit_id", "satisfaction", "measured"]);
    assert_eq!(scores, [["cooks", "8", "1"], ["office", "2", "1"]]);
}

/// A payer who is served and was never asked is named apart from customers, and `customers --unmeasured` has it; a payer
/// whom nothing serves can't be asked.
#[test]
fn payers_never_asked() {
    let unasked =
        KITCHEN.replace("{to: fund, satisfaction: {score: 2, n: 40, measured: 2026-05}}", "fund");
    assert_eq!(ids(&json_of(&unasked, "")["never_asked"], "id"), ["fund"]);
    text_of(&unasked, "")
        .says("Payer never asked:\nFund (90,000 a year).")
        .says_no(" Never asked: ");
    let rows = Run::yaml(&unasked).line("customers org.yaml --unmeasured --format csv").fine();
    assert_eq!(rows.columns(["customer", "service"]), [["fund", "report"]]);
    assert_eq!(ids(&json_of(KITCHEN, "")["never_asked"], "id"), [""; 0]);
    text_of(KITCHEN, "").says_no("ever asked");
}

/// A group that holds nobody is asked by nobody: not in the brief, not in a survey. One that holds somebody is.
#[test]
fn a_group_of_nobody_is_not_asked() {
    let map = "organisation: {name: G, kind: nonprofit}\ndepartments: [{id: a, name: A}, {id: b, name: B}]\npeople: [{id: p, name: P, department: b}]\n\
        groups: [{id: night, name: Night drivers, where: {tag: night}}]\n\
        services: [{id: s, name: S, provided_by: a, serves: [night, {to: x, satisfaction: {score: 8, n: 40}}]}]\nbeneficiaries: [{id: x, name: X}]\n";
    let survey = |map: &str| {
        let ran = Run::yaml(map).line("ask org.yaml --survey csv -o survey.csv --quiet").fine();
        ran.left("survey.csv")
    };
    let brief = json_of(map, "");
    assert_eq!((&brief["never_asked"], &brief["totals"]["never_asked"]), (&json!([]), &json!(0)));
    assert!(!survey(map).contains("Night drivers"), "{}", survey(map));
    let somebody = map.replace("name: P,", "name: P, tags: [night],");
    assert_eq!(ids(&json_of(&somebody, "")["never_asked"], "id"), ["night"]);
    assert!(survey(&somebody).contains("Night drivers"), "{}", survey(&somebody));
}

/// A map with one relationship of these measurements.
fn measured(satisfaction: &str) -> String {
    format!(
        "organisation: {{name: M}}\ndepartments: [{{id: a, name: A}}]\nbeneficiaries: [{{id: b, name: B}}]\n\
        services: [{{id: s, name: S, provided_by: a, serves: [{{to: b, satisfaction: {satisfaction}}}]}}]\n"
    )
}

/// The measurement before is of an earlier day: another one of the same day, as a month and its last day, was not
/// before.
#[test]
fn the_score_before_is_of_an_earlier_day() {
    let same = measured(
        "[{score: 5.5, n: 40, measured: 2026-05}, {score: 4.5, scale: 5, n: 40, measured: 2026-05-31}]",
    );
    let brief = json_of(&same, "");
    assert_eq!(
        (&brief["worst"][0]["score"], &brief["worst"][0]["before"]),
        (&json!(5.5), &json!(null))
    );
    text_of(&same, "").says_no("was 9.0");
    let earlier = same.replace("2026-05-31", "2026-05-30");
    assert_eq!(json_of(&earlier, "")["worst"][0]["before"], 9.0);
    text_of(&earlier, "").says("was 9.0 on 2026-05-30");
}

/// A score just under the threshold isn't shown as the threshold, of 10 and as a net promoter score; the threshold is.
#[test]
fn just_under_the_threshold() {
    let shown = |satisfaction: &str, command: &str| {
        Run::yaml(&measured(satisfaction)).line(command).fine().stdout
    };
    for command in ["customers org.yaml", "check org.yaml", "brief org.yaml"] {
        let near = shown("{score: 5.99999, n: 40, measured: 2026-06}", command);
        assert!(near.contains("5.9") && !near.contains("6.0"), "{command}: {near}");
        let near = shown("{score: -0.4, metric: nps, n: 40, measured: 2026-06}", command);
        assert!(near.contains("-1") && !near.contains("NPS -0"), "{command}: {near}");
    }
    let six = shown("{score: 6, n: 40, measured: 2026-06}", "customers org.yaml");
    assert!(six.contains("6.0 of 10") && !six.contains("unhappy"), "{six}");
}
