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
    anchor::link,
    words::{capitalised, names},
};
use crate::{
    analysis::{PartyImpact, View},
    graph::Cost,
    id::{ServiceId, Subject},
    model::Provider,
};
use std::collections::BTreeMap;

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

/// The lanes of a party, the nearest first, each with a limited number of providers by name.
pub(super) fn blueprint(
    view: View<'_, '_>,
    impact: &PartyImpact,
    most: usize,
) -> Vec<BlueprintLane> {
    let organisation = view.organisation();
    let mut lanes: BTreeMap<Lane, BTreeMap<Provider, Vec<ServiceId>>> = BTreeMap::new();
    for (service, cost) in &impact.services {
        let lane = lanes.entry(Lane::of(*cost)).or_default();
        for provider in &organisation.service(*service).provided_by {
            lane.entry(*provider).or_default().push(*service);
        }
    }
    let named = |(provider, services): (&Provider, &Vec<ServiceId>)| {
        let links = services.iter().map(|one| link(organisation, Subject::Service(*one)));
        (link(organisation, (*provider).into()), names(links, SERVICES))
    };
    let lane = |(lane, providers): (Lane, BTreeMap<Provider, Vec<ServiceId>>)| BlueprintLane {
        heading: capitalised(&lane.heading()),
        is_visible: lane == Lane::Steps(1),
        boxes: providers.iter().take(most).map(named).collect(),
        more: providers.len().saturating_sub(most),
    };
    lanes.into_iter().map(lane).collect()
}
