//! Which differences are wanted, by filters that name things of either map.

use super::super::{Filter, Rank};
use crate::{
    analysis::{Difference, Fact, FactValue, MapPair, NamedId, Reach, Section, Side},
    id::Subject,
    model::Organisation,
};
use std::collections::BTreeSet;

/// Filters of the two maps, and the ids that they pick.
#[derive(Debug)]
pub struct Choice<'org> {
    units: BTreeSet<&'org str>,
    customers: BTreeSet<&'org str>,
    reaches: Vec<Reach>,
    rank: Option<Rank>,
}

impl<'org> Choice<'org> {
    /// What two filters pick, each from its map.
    pub fn new(both: &MapPair<'_, 'org>, old: &Filter, new: &Filter) -> Self {
        let mut choice = Self {
            units: BTreeSet::new(),
            customers: BTreeSet::new(),
            reaches: new.reaches.clone(),
            rank: new.rank,
        };
        for (side, filter) in [(Side::Old, old), (Side::New, new)] {
            let organisation: &'org Organisation = both.organisation(side);
            let id = |subject| organisation.id_of(subject);
            let units = filter.units.iter().map(|unit| id(Subject::Unit(*unit)));
            choice.units.extend(units);
            choice.customers.extend(filter.customers.iter().map(|it| id(*it)));
            if !filter.units.is_empty() {
                let services = organisation.services();
                let own = services.filter(|(_, it)| filter.shows_service(organisation, it));
                choice.units.extend(own.map(|(service, _)| id(Subject::Service(service))));
            }
        }
        choice
    }

    /// Whether it leaves anything out.
    pub fn picks(&self) -> bool {
        let all = self.units.is_empty() && self.customers.is_empty();
        !all || !self.reaches.is_empty() || self.rank.is_some()
    }

    /// Whether a difference is wanted.
    pub fn wants(&self, row: &Difference<'_>) -> bool {
        let about = |ids: &BTreeSet<&str>| {
            let mut things = [Some(row.subject), row.object].into_iter().flatten();
            ids.is_empty() || things.any(|thing: NamedId<'_>| ids.contains(thing.id))
        };
        let of_units = match row.section {
            Section::Customers => self.units.is_empty() || self.units.contains(row.subject.id),
            Section::Services
            | Section::Satisfaction
            | Section::Relationships
            | Section::Parties
            | Section::Assumptions
            | Section::Units
            | Section::Findings => about(&self.units),
        };
        of_units && about(&self.customers) && self.wants_reach(row)
    }

    fn wants_reach(&self, row: &Difference<'_>) -> bool {
        let ranks = [(Fact::Primary, Rank::Primary), (Fact::Secondary, Rank::Secondary)];
        let rank = ranks.into_iter().find(|(fact, _)| *fact == row.fact);
        let Some((_, rank)) = rank else {
            return true;
        };
        let reach = |value: &Option<FactValue<'_>>| match value {
            Some(FactValue::Reached(reached)) => self.reaches.contains(&reached.reach),
            _ => false,
        };
        let reached = self.reaches.is_empty() || reach(&row.old) || reach(&row.new);
        reached && self.rank.is_none_or(|wanted| wanted == rank)
    }
}
