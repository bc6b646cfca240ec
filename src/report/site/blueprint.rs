//! The blueprint of a customer: who serves it, in lanes by steps, with the line below which it sees nobody.
//!
//! ```text
//! Meets it            Repairs: Boiler repairs
//! ------------------- line of visibility
//! One step behind     Stores: Spare parts
//! Two steps behind    IT: Order system
//! ```

use super::super::{
    Line,
    anchor::{NameLink, link},
    words::{capitalised, names},
};
use crate::{
    analysis::View,
    graph::Cost,
    id::{ServiceId, Subject},
    model::{Organisation, Provider},
};
use fixedbitset::FixedBitSet;
use std::collections::{BTreeMap, BTreeSet};

/// From this many steps on services share a lane.
const LANES: u32 = 4;
/// How many services a provider has by name in one lane.
const SERVICES: usize = 3;

/// A lane of a blueprint: those who are one number of steps away from the customer.
#[derive(Clone, Debug)]
pub struct BlueprintLane {
    /// How far away they are, in words.
    pub heading: String,
    /// Whether the customer meets them: the lanes below are behind the line of visibility.
    pub is_visible: bool,
    /// Each provider with its services.
    pub boxes: Vec<(Line, Line)>,
    /// How many more providers there are.
    pub more: usize,
}

/// A lane by its order: those that only broad steps lead through come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    Steps(u32),
    Broad,
}

impl Lane {
    fn of(cost: Cost) -> Self {
        if cost.broad_steps > 0 { Self::Broad } else { Self::Steps(cost.steps.min(LANES)) }
    }

    fn heading(self) -> String {
        match self {
            Self::Steps(1) => "meets the customer".to_owned(),
            Self::Steps(2) => "one step behind".to_owned(),
            Self::Steps(LANES..) => "further behind".to_owned(),
            Self::Steps(_) => "two steps behind".to_owned(),
            Self::Broad => "only by what nearly everybody uses".to_owned(),
        }
    }
}

/// The most providers that a lane has by name.
pub(super) const BOXES: usize = 12;

/// The providers of one lane.
#[derive(Default)]
struct LaneProviders {
    /// The first of them, each with its services.
    // Few are shown, and a large organisation has most of its services behind each customer: they are not collected.
    first: BTreeMap<Provider, Vec<ServiceId>>,
    units: FixedBitSet,
    others: BTreeSet<Provider>,
}

impl LaneProviders {
    fn add(&mut self, provider: Provider, service: ServiceId) {
        match provider.unit() {
            Some(unit) => self.units.grow_and_insert(unit.index()),
            None => _ = self.others.insert(provider),
        }
        let is_full = self.first.len() >= BOXES;
        if is_full && self.first.last_key_value().is_some_and(|(last, _)| provider > *last) {
            return;
        }
        self.first.entry(provider).or_default().push(service);
        if self.first.len() > BOXES {
            self.first.pop_last();
        }
    }

    fn count(&self) -> usize {
        self.units.count_ones(..) + self.others.len()
    }

    fn lane(&self, organisation: &Organisation, lane: Lane) -> BlueprintLane {
        let named = |(provider, services): (&Provider, &Vec<ServiceId>)| {
            let links = services.iter().map(|one| NameLink(organisation, Subject::Service(*one)));
            (link(organisation, (*provider).into()), names(links, SERVICES))
        };
        BlueprintLane {
            heading: capitalised(&lane.heading()),
            is_visible: lane == Lane::Steps(1),
            boxes: self.first.iter().map(named).collect(),
            more: self.count() - self.first.len(),
        }
    }
}

/// The lanes of each of some parties that were searched for together, the nearest first: one walk over the services
/// for all of them.
pub(super) fn blueprints(
    view: View<'_, '_>,
    parties: usize,
    services: impl Iterator<Item = (ServiceId, usize, Cost)>,
) -> Vec<Vec<BlueprintLane>> {
    let organisation = view.organisation();
    let mut all: BTreeMap<Lane, Vec<LaneProviders>> = BTreeMap::new();
    let nobody = || std::iter::repeat_with(LaneProviders::default).take(parties).collect();
    for (service, party, cost) in services {
        let of_parties = all.entry(Lane::of(cost)).or_insert_with(nobody);
        for provider in &organisation.service(service).provided_by {
            of_parties[party].add(*provider, service);
        }
    }
    let mut blueprints: Vec<Vec<BlueprintLane>> = vec![Vec::new(); parties];
    for (lane, of_parties) in all {
        for (blueprint, providers) in blueprints.iter_mut().zip(of_parties) {
            if providers.count() > 0 {
                blueprint.push(providers.lane(organisation, lane));
            }
        }
    }
    blueprints
}

impl BlueprintLane {
    /// Returns the lane with at most `most` providers by name.
    pub(super) fn at_most(&self, most: usize) -> Self {
        let boxes: Vec<_> = self.boxes.iter().take(most).cloned().collect();
        let more = self.more + self.boxes.len() - boxes.len();
        Self { heading: self.heading.clone(), boxes, more, ..*self }
    }
}
