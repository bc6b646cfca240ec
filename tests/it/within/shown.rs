//! How the commands show a division, and who is on both sides of it.

use super::TOWN;
use crate::run::Run;

/// `why` explains a colleague outside as a primary customer.
#[test]
fn why_is_a_colleague_a_primary_customer() {
    let why = |words: &str| Run::yaml(TOWN).line("why org.yaml").line(words).fine();
    why("it care").says("SECONDARY");
    why("it care --within shared").says("PRIMARY").says("DIRECT");
    let json = why("net care --within shared --format json").json();
    let reach = (json["rank"].as_str(), json["reach"].as_str());
    assert_eq!(reach, (Some("primary"), Some("through")));
    why("it own --within shared").says("SECONDARY");
}

/// `why` and `--customer` know a recipient on both sides as what it is: a customer outside as well.
#[test]
fn a_recipient_on_both_sides_is_found_as_both() {
    let rows = Run::yaml(TOWN)
        .line("export org.yaml --format csv --within shared --unit it --customer desks")
        .fine()
        .csv();
    let ranks: Vec<&str> = rows[1..].iter().map(|row| &*row[3]).collect();
    assert_eq!(ranks, ["primary", "secondary"]);
    let all_outside = Run::yaml(TOWN).line("why org.yaml it others --within shared");
    all_outside.fine().says("PRIMARY").says_no("no customer");
    let net = "why org.yaml net desks --within shared";
    Run::yaml(TOWN).line(net).fine().says("PRIMARY").says_no("no customer of Net:");
}

/// `card` of a unit shows the colleagues outside under primary; `analyze` names the division.
#[test]
fn card_and_analyze_show_the_division() {
    let card = Run::yaml(TOWN).line("card org.yaml it --within shared --format json").fine().json();
    let primary = card["unit"]["primary"].as_array().unwrap().iter();
    let ids: Vec<&str> = primary.map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["care", "desks", "others", "residents", "zookeeper", "kin"]);
    let ran = Run::yaml(TOWN).line("analyze org.yaml --within shared --width 200").fine();
    ran.says("Shared Services").says_no("Parks  ").says("Care");
    let text = Run::yaml(TOWN).line("card org.yaml it --within shared --width 200").fine().stdout;
    let (primary, rest) = text.split_once("SECONDARY").unwrap();
    assert!(primary.contains("Care") && primary.contains("Zookeeper"), "{text}");
    assert!(rest.contains("Own (1 department)"), "{text}");
}

/// `list` shows a relationship with a group on both sides as one, in the words of the map.
#[test]
fn a_relationship_is_listed_once() {
    let rows = Run::yaml(TOWN).line("list org.yaml --within shared --format csv").fine().csv();
    let desks = rows.iter().filter(|row| row[0] == "desk" && row[4] == "desks");
    assert_eq!(desks.count(), 1);
}

/// A person or a word that names nothing is no division.
#[test]
fn only_departments_are_divisions() {
    for within in ["inker", "residents", "nobody", "desks"] {
        for line in [
            "analyze org.yaml",
            "list org.yaml",
            "export org.yaml --format csv",
            "why org.yaml it care",
            "card org.yaml it",
            "customers org.yaml",
            "people org.yaml",
        ] {
            Run::yaml(TOWN).line(line).args(["--within", within]).refused();
        }
    }
    Run::yaml(TOWN).line("analyze org.yaml --within inker").refused().complains("department");
}

/// The card of a party, and that on the page, is the division's own: who contributes to it there, what of the division serves
/// it and what it pays for that; its profile is that of the file.
#[test]
fn the_card_of_a_party_is_the_divisions_own() {
    let yaml = TOWN
        .replace(
            "serves: residents}",
            "serves: residents, paid_by: [{from: residents, amount: 5}]}",
        )
        .replace(
            "{id: residents, name: Residents,",
            "{id: residents, name: Residents, since: 1999, relationship: {owner: zookeeper},",
        );
    let card =
        |more: &str| Run::yaml(&yaml).line("card org.yaml residents --width 200").line(more).fine();
    card("").says("Visits").says("Web site").says("Care").says("Zookeeper");
    card("--within shared")
        .says("Web site")
        .says("IT")
        .says("Zookeeper")
        .says("since 1999")
        .says_no("Visits");
    let json = card("--within shared --format json").json();
    assert_eq!(json["party"]["pays"], 5.0);
    assert_eq!(card("--format json").json()["party"]["pays"], 10.0);
    let page = |more: &str| Run::yaml(&yaml).line("report org.yaml").line(more).fine().stdout;
    assert!(page("").contains("Visits") && !page("--within shared").contains("Visits"));
}

/// `list` is headed by the division whose relationships it lists, or by the whole.
#[test]
fn list_is_headed_by_the_division() {
    let title = |more: &str| Run::yaml(TOWN).line("list org.yaml").line(more).fine().stdout;
    assert!(title("--within shared").starts_with("Shared Services within Town: "));
    assert!(title("").starts_with("Town: "));
}

/// A service of the whole organisation that a division uses is none of its own: neither counted nor among its money.
#[test]
fn services_of_the_whole_are_none_of_the_division() {
    let yaml = "\
organisation: {name: Town, currency: GBP}
departments: [{id: shared, name: Shared}, {id: it, name: IT, part_of: shared}, {id: care, name: Care}]
services:
  - {id: desk, name: Desk, provided_by: it, serves: [care, mail], paid_by: [{from: organisation, amount: 5}]}
  - {id: mail, name: Mail, provided_by: organisation, serves: [everyone, buyers], paid_by: [{from: buyers, amount: 700}]}
beneficiaries: [{id: buyers, name: Buyers}]
";
    let summary = |more: &str| {
        let run = Run::yaml(yaml).line("brief org.yaml --format json").line(more);
        let json = run.fine().json();
        (
            json["totals"]["services"].as_u64(),
            json["money"]["customers"].as_f64(),
            json["money"]["organisation"].as_f64(),
        )
    };
    assert_eq!(summary(""), (Some(2), Some(700.0), Some(5.0)));
    assert_eq!(summary("--within shared"), (Some(1), Some(0.0), Some(5.0)));
    let third = Run::yaml(yaml).line("brief org.yaml --within shared").fine();
    third.says_no("700");
    // A colleague is a customer of the division, of whom the map states nothing as of a customer.
    let customers = Run::yaml(yaml).line("customers org.yaml --within shared").fine();
    customers.says("Care").says_no("0 of 7").says_no("nobody").says_no("not known");
}
