//! What holds of every division, tried on random organisations.

use crate::{
    drafts::draft,
    judge::{facts, network_holds_together, sound},
    properties::cases,
};
use custmap::{
    analysis::{Primary, Reach, SecondaryReach, View},
    diag::Sources,
    graph::Graph,
    id::Subject,
    input::MapFormat,
    model::{Date, Organisation, Recipient},
    report::{Export, Filter, Network, People, UnitRow},
};
use proptest::prelude::*;

/// Judges the units of every division: by its organisation, the id of its department, those of its units, those of
/// departments around.
fn divisions(
    whole: &Organisation,
    judge: impl Fn(&Organisation, &str, &[&str], &[&str], &[UnitRow<'_>]) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let graph = Graph::build(whole);
    let id = |unit| whole.id_of(Subject::Unit(unit));
    for (department, _) in whole.units().filter(|(_, unit)| unit.department().is_some()) {
        let division = whole.within(department);
        let inner = Graph::build(&division.organisation);
        let view = View::division(&division, &inner, &graph);
        let sources = Sources::default();
        let export = Export::new(view, Filter::default(), &sources, Date::today());
        let units: Vec<UnitRow<'_>> = export.units().collect();
        let all = whole.units().map(|(unit, _)| unit);
        let inside: Vec<&str> =
            all.filter(|unit| whole.is_part(*unit, department)).map(id).collect();
        let around: Vec<&str> = whole.containers(department).map(id).collect();
        judge(&division.organisation, id(department), &inside, &around, &units)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(200))]

    /// The network of every division and of every department, with people and without: each id once, every end there.
    #[test]
    fn networks_hold_together(draft in draft()) {
        let whole = sound(&draft.yaml(), MapFormat::Yaml);
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
        let whole = sound(&text, MapFormat::Yaml);
        divisions(&whole, |here, _, inside, around, units| {
            let id = |subject: Subject| here.id_of(subject);
            let found: Vec<&str> = units.iter().map(|unit| id(unit.id.into())).collect();
            prop_assert_eq!(&found, inside);
            for unit in units {
                let place = || format!("{} {:?} {:?}\n{}", id(unit.id.into()), unit.primary, unit.secondary, text);
                for row in &unit.primary {
                    prop_assert!(row.shared.is_none_or(|shared| inside.contains(&id(shared.with.into()))), "{}", place());
                    prop_assert!(!inside.contains(&id(row.party.into())), "{}", place());
                    for link in row.chain.iter().rev().skip(1) {
                        let to = id(link.to.into());
                        let is_unit = whole.units().any(|(_, unit)| *unit.header.id == *to);
                        let passes_on = inside.contains(&to) || around.contains(&to);
                        prop_assert!(!is_unit || passes_on, "{}", place());
                    }
                }
                for row in &unit.secondary {
                    prop_assert!(row.customer.members(here) <= inside.len(), "{}", place());
                    if let SecondaryReach::Shared(with) = row.reach {
                        prop_assert!(inside.contains(&id(with.into())), "{}", place());
                    }
                }
            }
            Ok(())
        })?;
    }

    /// Every unit outside that a service of the division names is a direct customer of it, in a step that isn't broad.
    #[test]
    fn each_unit_outside_is_a_direct_customer(draft in draft()) {
        let text = draft.yaml();
        let whole = sound(&text, MapFormat::Yaml);
        divisions(&whole, |here, department, inside, _, units| {
            for (service, served) in whole.services() {
                let providers = served.provided_by.iter();
                let mut providers = providers.map(|provider| whole.id_of(Subject::from(*provider)));
                let own = providers.any(|provider| inside.contains(&provider));
                for relation in whole.active_relations(service).filter(|_| own) {
                    let Recipient::Unit(to) = relation.to else { continue };
                    let to = whole.id_of(Subject::Unit(to));
                    if !inside.contains(&to) {
                        let row = units[0].primary.iter().find(|row| here.id_of(row.party.into()) == to);
                        let serves = |row: &Primary| row.services.iter().any(|one| here.service(*one).header.id == served.header.id);
                        let direct = row.is_some_and(|row| row.reach == Reach::Direct && row.cost.is_some_and(|cost| cost.broad_steps == 0) && serves(row));
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
        let whole = sound(&text, MapFormat::Yaml);
        let expected = facts(&whole);
        divisions(&whole, |here, _, _, _, units| {
            for unit in units {
                let id = here.id_of(unit.id.into());
                let payers = unit.payers.iter().map(|payer| (whole.id_of(payer.payer.into()).to_owned(), payer.amount));
                let all = expected[id].payers.iter().map(|payer| (payer.id.clone(), payer.amount));
                prop_assert_eq!(payers.collect::<Vec<_>>(), all.collect::<Vec<_>>(), "{}\n{}", id, text);
            }
            Ok(())
        })?;
    }
}
