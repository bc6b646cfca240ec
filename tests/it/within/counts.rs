//! How relationships are counted in a division, where one can be on both sides of its line (SPEC 3.9).

use crate::{drafts::draft, judge::sound, properties::cases, run::Run};
use custmap::{
    analysis::{happy, happy_overall},
    id::UnitId,
    input::MapFormat,
    model::{Organisation, Provider, Recipient, Relation},
};
use proptest::prelude::*;
use std::ops::Range;

/// Two departments, of which U serves `SERVES`, measured.
fn yaml(serves: &str) -> String {
    format!(
        "\
organisation: {{name: X}}
departments:
  - {{id: u, name: U}}
  - {{id: left, name: Left}}
  - {{id: right, name: Right}}
groups: [{{id: desks, name: Desks, members: [left, right], size: 40}}]
services:
  - {{id: sx, name: SX, provided_by: [left, right], serves: guests}}
  - {{id: su, name: SU, provided_by: u, serves: {serves}}}
beneficiaries: [{{id: guests, name: Guests}}]
"
    )
}

/// The line of `analyze` within U that says how many relationships are measured.
fn satisfaction(serves: &str) -> String {
    let map = yaml(serves);
    let text = Run::yaml(&map).line("analyze org.yaml --within u").fine().stdout;
    let line = text.lines().find_map(|line| line.strip_prefix("Satisfaction: "));
    line.unwrap_or_default().to_owned()
}

/// A service of two departments outside is two customers and one relationship; two such services would be two.
#[test]
fn a_service_of_two_providers_outside_is_one_relationship() {
    let one = satisfaction("[{to: sx, satisfaction: {score: 8}}]");
    assert_eq!(one, "outside 1 of 1 relationship measured, none unhappy; inside nobody is served.");
    let two = satisfaction("[{to: sx, satisfaction: {score: 8}}, left]");
    assert!(two.starts_with("outside 1 of 2 relationships measured"), "{two}");
}

/// Everyone is on both sides and counts on each; in the brief, which counts the relationships in all, once.
#[test]
fn a_relationship_on_both_sides_counts_once_on_each() {
    let serves = "[{to: everyone, satisfaction: {score: 4}}]";
    let sides = "outside 1 of 1 relationship measured, 1 unhappy; \
                 inside 1 of 1 relationship measured, 1 unhappy.";
    assert_eq!(satisfaction(serves), sides);
    let brief = Run::yaml(&yaml(serves)).line("analyze org.yaml --summary --within u").fine();
    brief.says("100 % of 1 relationship is measured");
}

/// A group outside is as large as in the map: 30 answers of its 40 say more than 30 of nobody knows how many.
#[test]
fn the_interval_of_a_group_outside_counts_its_size() {
    let asked = |to: &str| {
        let serves = format!("[{{to: {to}, satisfaction: {{score: 7, n: 30, spread: 2}}}}]");
        let ran = Run::yaml(&yaml(&serves)).line("customers org.yaml --within u").fine();
        ran.stdout
    };
    let of_group = asked("desks");
    assert!(of_group.contains("30 of 40 people") && of_group.contains("6.6 and 7.4"), "{of_group}");
    let of_left = asked("left");
    assert!(of_left.contains("n 30") && of_left.contains("6.3 and 7.7"), "{of_left}");
}

/// The payers of a division are those who pay for its services or whom it serves, in every title; one with whom it only
/// owns the relationship is listed, and counted apart.
#[test]
fn payers_are_counted_in_one_way() {
    let map = "organisation: {name: X, kind: public}\n\
        departments: [{id: u, name: U}, {id: w, name: W}]\n\
        services:\n  - {id: su, name: SU, provided_by: u, serves: [guests, served], paid_by: [pays]}\n  \
        - {id: sw, name: SW, provided_by: w, serves: guests, paid_by: [owned]}\n\
        beneficiaries: [{id: guests, name: Guests}]\n\
        payers:\n  - {id: pays, name: Pays}\n  - {id: served, name: Served}\n  \
        - {id: owned, name: Owned, relationship: {owner: u}}\n  - {id: gone, name: Gone, status: former}\n";
    let run = |line: &str| Run::yaml(map).line(line).fine();
    let customers = run("customers org.yaml --within u");
    customers.says("X: 1 customer, 2 payers, and 1 that it neither serves nor is paid by");
    run("analyze org.yaml --within u").says("1 customer outside, 2 payers (");
    assert_eq!(run("brief org.yaml --within u --format json").json()["totals"]["payers"], 2);
    run("customers org.yaml --within w").says("X: 1 customer, 1 payer\n");
    run("analyze org.yaml --within w").says("1 customer outside, 1 payer (");
    // Of the whole organisation all active ones are counted.
    run("customers org.yaml").says("X: 1 customer, 3 payers\n");
    run("analyze org.yaml").says("1 customer outside, 3 payers (");
}

/// Whether a relationship is outside a division and inside it, read off the map.
fn sides(whole: &Organisation, division: &Range<usize>, relation: &Relation<'_>) -> [bool; 2] {
    let of_units = |units: Vec<usize>| {
        let inside = units.iter().any(|unit| division.contains(unit));
        [units.iter().any(|unit| !division.contains(unit)), inside]
    };
    match relation.to {
        Recipient::Party(party) => [whole.is_active_party(party), false],
        Recipient::Unit(unit) => of_units(whole.parts(unit).collect()),
        Recipient::Group(group) => {
            of_units(whole.group(group).held.units().map(UnitId::index).collect())
        }
        Recipient::Everyone => of_units((0..whole.units().len()).collect()),
        Recipient::Service(service) => {
            let providers = whole.service(service).provided_by.iter();
            let of_each = providers.map(|provider| match *provider {
                Provider::Unit(unit) if !division.contains(&unit.index()) => {
                    [true, division.clone().all(|part| whole.parts(unit).contains(&part))]
                }
                Provider::Unit(_) | Provider::Organisation | Provider::Around(_) => [false, true],
            });
            of_each.fold([false; 2], |all, one| [all[0] | one[0], all[1] | one[1]])
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// The counts of every division of a random organisation are those of its relationships, each side by itself.
    #[test]
    fn counts_are_those_of_the_relationships(draft in draft()) {
        let text = draft.yaml();
        let whole = sound(&text, MapFormat::Yaml);
        for (department, _) in whole.units().filter(|(_, unit)| unit.department().is_some()) {
            let units = whole.parts(department);
            let is_own = |provider: &Provider| {
                provider.unit().is_some_and(|unit| units.contains(&unit.index()))
            };
            let own = whole.services().filter(|(_, it)| it.provided_by.iter().any(is_own));
            let mut expected = [0; 3];
            for relation in own.flat_map(|(id, _)| whole.active_relations(id)) {
                let [outside, inside] = sides(&whole, &units, &relation);
                let counts = [outside, inside, outside || inside];
                expected.iter_mut().zip(counts).for_each(|(all, one)| *all += usize::from(one));
            }
            let division = whole.within(department).organisation;
            let (outside, inside) = happy(&division);
            let counts = [outside, inside, happy_overall(&division)].map(|it| it.relationships);
            prop_assert_eq!(counts, expected, "within {}\n{}", whole.unit(department).header.id, text);
        }
    }
}
