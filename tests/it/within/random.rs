//! What holds of every division, tried on random organisations.

use crate::{
    drafts::draft,
    judge::{facts, network_holds_together, sound},
    properties::cases,
};
use custmap::{
    analysis::View,
    graph::Graph,
    id::Subject,
    input::Format,
    model::{Organisation, Recipient},
    report::{Facts, Filter, Network, People, UnitFact},
};
use proptest::prelude::*;

/// Judges the facts of every division: by the id of its department, those of its units, those of departments around.
fn divisions(
    whole: &Organisation,
    judge: impl Fn(&str, &[&str], &[&str], &[UnitFact<'_>]) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let graph = Graph::build(whole);
    let id = |unit| whole.id_of(Subject::Unit(unit));
    for (department, _) in whole.units().filter(|(_, unit)| unit.department().is_some()) {
        let division = whole.within(department);
        let inner = Graph::build(&division.organisation);
        let view = View::division(&division, &inner, &graph);
        let filter = Filter::default();
        let units: Vec<UnitFact<'_>> = Facts::new(view, &filter).units().collect();
        let all = whole.units().map(|(unit, _)| unit);
        let inside: Vec<&str> =
            all.filter(|unit| whole.is_part(*unit, department)).map(id).collect();
        let around: Vec<&str> = whole.containers(department).map(id).collect();
        judge(id(department), &inside, &around, &units)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(200))]

    /// The network of every division and of every department, with people and without: each id once, every end there.
    #[test]
    fn networks_hold_together(draft in draft()) {
        let whole = sound(&draft.yaml(), Format::Yaml);
        let graph = Graph::build(&whole);
        let departments = whole.units().filter(|(_, unit)| unit.department().is_some());
        for (department, _) in departments {
            let division = whole.within(department);
            let inner = Graph::build(&division.organisation);
            for people in [People::With, People::Only, People::Without] {
                let all = Filter { people, ..Filter::default() };
                let one = Filter { units: vec![department], ..all.clone() };
                let view = View::division(&division, &inner, &graph);
                network_holds_together(&Network::new(view, &all));
                network_holds_together(&Network::new(View::whole(&graph), &one));
            }
        }
    }

    /// A division has its units in their order; it shares with its own departments only; no unit outside passes on.
    #[test]
    fn a_division_keeps_to_itself(draft in draft()) {
        let text = draft.yaml();
        let whole = sound(&text, Format::Yaml);
        divisions(&whole, |_, inside, around, units| {
            prop_assert_eq!(&units.iter().map(|unit| unit.id).collect::<Vec<_>>(), inside);
            for unit in units {
                for row in &unit.primary {
                    prop_assert!(row.shared_with.is_none_or(|with| inside.contains(&with)), "{} {:?}\n{}", unit.id, row, text);
                    prop_assert!(!inside.contains(&row.id), "{} {:?}\n{}", unit.id, row, text);
                    for link in row.chain.iter().rev().skip(1) {
                        let is_unit = whole.units().any(|(_, unit)| *unit.about.id == *link.to);
                        let passes_on = inside.contains(&link.to) || around.contains(&link.to);
                        prop_assert!(!is_unit || passes_on, "{} {:?}\n{}", unit.id, row, text);
                    }
                }
                for row in &unit.secondary {
                    prop_assert!(row.members <= inside.len(), "{} {:?}\n{}", unit.id, row, text);
                    prop_assert!(row.shared_with.is_none_or(|with| inside.contains(&with)), "{} {:?}\n{}", unit.id, row, text);
                }
            }
            Ok(())
        })?;
    }

    /// Every unit outside that a service of the division names is a direct customer of it, in a step that isn't broad.
    #[test]
    fn each_unit_outside_is_a_direct_customer(draft in draft()) {
        let text = draft.yaml();
        let whole = sound(&text, Format::Yaml);
        divisions(&whole, |department, inside, _, units| {
            for (service, about) in whole.services() {
                let providers = about.provided_by.iter();
                let mut providers = providers.map(|provider| whole.id_of(Subject::from(*provider)));
                let own = providers.any(|provider| inside.contains(&provider));
                for relation in whole.relations(service).filter(|_| own) {
                    let Recipient::Unit(to) = relation.to else { continue };
                    let to = whole.id_of(Subject::Unit(to));
                    if !inside.contains(&to) {
                        let row = units[0].primary.iter().find(|row| row.id == to);
                        let direct = row.is_some_and(|row| row.reach == "direct" && row.broad_steps == Some(0) && row.services.contains(&&*about.about.id));
                        prop_assert!(direct, "{} within {}: {:?}\n{}", to, department, row, text);
                    }
                }
            }
            Ok(())
        })?;
    }

    /// The payers of a unit are those that it has in the whole.
    #[test]
    fn payers_are_those_of_the_whole(draft in draft()) {
        let text = draft.yaml();
        let whole = sound(&text, Format::Yaml);
        let expected = facts(&whole);
        divisions(&whole, |_, _, _, units| {
            for unit in units {
                let payers = unit.payers.iter().map(|payer| (payer.id.to_owned(), payer.amount));
                let all = expected[unit.id].payers.iter().map(|payer| (payer.id.clone(), payer.amount));
                prop_assert_eq!(payers.collect::<Vec<_>>(), all.collect::<Vec<_>>(), "{}\n{}", unit.id, text);
            }
            Ok(())
        })?;
    }
}
