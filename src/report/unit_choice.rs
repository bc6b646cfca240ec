//! Units chosen and sorted by what is derived of them: the first levels of the tree, those in which something is missing,
//! the unhappiest first.

use super::{
    Filter, UnitSelection,
    gaps::{findings_of_units, is_gap},
};
use crate::{
    analysis::{Finding, View, is_unhappy, stable_sum},
    diag::Severity,
    id::UnitId,
    model::{Organisation, PartyKind, Relation},
    words::words,
};
use std::cmp::Reverse;

words! {
    /// By what units are sorted.
    pub UnitSort {
        /// Those with the most gaps first: of the unit and of the services it provides itself.
        Gaps "gaps",
        /// Those with the lowest score first, those never measured last.
        Satisfaction "satisfaction",
        /// Those for whose services most is paid first.
        Money "money",
        /// By name.
        Name "name",
    }
    /// What can be missing or wrong in a unit.
    pub UnitCondition {
        /// It has no service, or it or a service that it provides itself has no customer.
        Gap "gap",
        /// A warning or error is about it, or about a service that it provides itself.
        Finding "finding",
        /// Somebody whom it serves is unhappy.
        Unhappy "unhappy",
        /// Somebody whom it serves was never asked.
        Unmeasured "unmeasured",
    }
    /// By what listings of relationships and customers are sorted.
    pub ListingSort {
        /// The lowest score first, what was never measured last.
        Satisfaction "satisfaction",
        /// The highest payment first.
        Money "money",
        /// By name.
        Name "name",
    }
}

/// The choice and order of units.
#[derive(Clone, Debug, Default)]
pub struct UnitChoice {
    /// Only the first levels of the tree.
    pub depth: Option<usize>,
    /// Only units of which one of these holds; empty: all.
    pub only: Vec<UnitCondition>,
    /// Their order; `None`: that of the tree.
    pub sort: Option<UnitSort>,
}

impl UnitChoice {
    /// Whether all units are shown in the order of the tree.
    pub fn is_all(&self) -> bool {
        self.depth.is_none() && self.only.is_empty() && self.sort.is_none()
    }
}

/// The units that `filter` lets through and that are chosen, in the order that is asked for.
pub fn select_units(
    view: View<'_, '_>,
    filter: &Filter,
    choice: &UnitChoice,
    findings: &[Finding<'_>],
) -> UnitSelection {
    let organisation = view.organisation();
    // The units directly under the organisation are level 1: `--depth 1` shows these alone.
    let levels: Vec<usize> = organisation.from_above(|_, up| up.map_or(1, |(_, level)| level + 1));
    let gaps = findings_of_units(view, findings, is_gap);
    let severe = findings_of_units(view, findings, |one| one.severity >= Severity::Warning);
    let holds = |unit: UnitId, condition: &UnitCondition| match condition {
        UnitCondition::Gap => gaps[unit.index()] > 0,
        UnitCondition::Finding => severe[unit.index()] > 0,
        UnitCondition::Unhappy => {
            relations(view, unit).any(|relation| relation.newest().is_some_and(is_unhappy))
        }
        UnitCondition::Unmeasured => {
            relations(view, unit).any(|relation| is_unmeasured(organisation, relation))
        }
    };
    // The filter has put the units in tree order. The sorts below are stable:
    // equal units keep that order.
    let mut units: Vec<UnitId> = filter.units_shown(organisation);
    units.retain(|unit| {
        choice.depth.is_none_or(|depth| levels[unit.index()] <= depth)
            && (choice.only.is_empty() || choice.only.iter().any(|it| holds(*unit, it)))
    });
    match choice.sort {
        None => {}
        Some(UnitSort::Gaps) => units.sort_by_key(|unit| Reverse(gaps[unit.index()])),
        Some(UnitSort::Satisfaction) => {
            // Units without any score come last: nothing says that somebody is unhappy with them.
            sort_by_number(&mut units, |unit| lowest(view, unit).unwrap_or(f64::INFINITY));
        }
        Some(UnitSort::Money) => {
            sort_by_number(&mut units, |unit| {
                let amounts =
                    view.payers_of_unit(unit).into_iter().filter_map(|payer| payer.amount);
                // Negative, so that the highest sum comes first. An amount that is
                // not stated counts as none.
                -stable_sum(amounts.collect()).unwrap_or(0.0)
            });
        }
        Some(UnitSort::Name) => units.sort_by_key(|unit| &organisation.unit(*unit).header.name),
    }
    UnitSelection::new(units, choice.sort.is_some())
}

/// Sorts by a number, each found once.
fn sort_by_number(units: &mut [UnitId], number: impl Fn(UnitId) -> f64) {
    // To find the number of one unit takes a walk over its services: once, not in each comparison.
    units.sort_by_cached_key(|unit| OrderedNumber(number(*unit)));
}

/// A number that sorts.
struct OrderedNumber(f64);

impl PartialEq for OrderedNumber {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for OrderedNumber {}

impl PartialOrd for OrderedNumber {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedNumber {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The active relationships of the services of a unit and its parts, but those with parties that are no customers now.
fn relations<'org>(view: View<'_, 'org>, unit: UnitId) -> impl Iterator<Item = Relation<'org>> {
    let organisation = view.organisation();
    let services = view.graph().services_of(unit);
    let all = services.into_iter().flat_map(|service| organisation.active_relations(service));
    all.filter(|relation| {
        // SPEC 3.4: prospects and former customers are nobody's customers.
        organisation.is_served(relation.to)
    })
}

fn lowest(view: View<'_, '_>, unit: UnitId) -> Option<f64> {
    let scores = relations(view, unit).filter_map(|relation| relation.newest()?.of_ten());
    scores.min_by(f64::total_cmp)
}

/// Whether nobody ever asked: society as a whole can't be (SPEC 4, `satisfaction-unknown`), nor a group of nobody.
fn is_unmeasured(organisation: &Organisation, relation: Relation<'_>) -> bool {
    let party = relation.to.party().map(|party| organisation.party(party));
    relation.newest().is_none()
        && party.is_none_or(|party| party.kind != PartyKind::Society)
        && !organisation.holds_nobody(relation.to)
}
