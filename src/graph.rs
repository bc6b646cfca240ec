//! The graph of an organisation: who uses what is provided by whom, and what chains to the outside cost.
//!
//! It is one directed graph. What costs nothing (who is part of whom, who provides what, what a recipient uses) and what
//! is a step of a chain (a service to a recipient, a party passing on) are its edges:
//!
//! ```text
//! IT with its parts  ─provides→  ERP  ─serves→  Sales  ─uses→  Sales with its parts  ─provides→  ...
//! Head of IT         ─uses→  IT itself, and whatever they lead
//! Everyone           ─uses→  all units   (a group uses units; it is never expanded into services)
//! ```
//!
//! Every question about it is one search, for up to 64 parties or failures at a time: backwards from parties
//! [`CostSearch`] and [`ChainSearch`], forwards from services [`Affected`]. The edges are in a `Csr` of petgraph, made when the
//! first search needs them; nothing is kept for each pair of unit and party.

mod adjacency;
mod affected;
mod arrivals;
mod broad;
mod build;
mod chain;
mod chains;
mod dead_ends;
mod layout;
mod narrowing;
mod payment;
mod search;
mod selected_uses;
mod uses;

pub use affected::{Affected, FailureSearch};
pub use arrivals::{LANES, LaneReach, Lanes};
pub use chain::{Cost, Link};
pub use chains::{ChainSearch, CostSearch, Way, Ways};
pub use selected_uses::SelectedUses;
pub(crate) use uses::bounding_range;

use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Provider, Recipient},
};
use fixedbitset::FixedBitSet;
use layout::NodeLayout;
use std::{ops::Range, sync::OnceLock};

/// Beyond this many services it is faster to sort by keys made once than to look up both ids for each comparison.
const MANY: usize = 1_000;

/// The graph of one organisation.
#[derive(Debug)]
pub struct Graph<'org> {
    organisation: &'org Organisation,
    /// The nodes and edges with the services sorted by id, built for the first search for chains.
    // Sorting all services by id is only worth it for chains, where ties are decided by id
    // (SPEC 3.3).
    by_id: OnceLock<NodeLayout>,
    /// The nodes and edges with the services in the order of the file, built for the first search for costs, unless
    /// those sorted by id exist already.
    by_file: OnceLock<NodeLayout>,
    /// For each party the steps from the nearest service, computed on first use.
    steps_to_parties: OnceLock<Vec<Option<u32>>>,
    /// For each party whether some service's own `paid_by` names it, computed on first use.
    stated_payers: OnceLock<Vec<bool>>,
    /// The units that use more than the services of their parts, because a person among these leads others.
    leads_elsewhere: FixedBitSet,
    /// Half of the services that units provide, but at least one.
    half_of_services: usize,
    /// For each group whether a step to it is broad.
    broad_groups: Vec<bool>,
    /// Whether a step to everyone is broad.
    broad_everyone: bool,
    /// The active services that units themselves provide, grouped by unit in tree order.
    provided: Vec<ServiceId>,
    /// For each unit the index in `provided` of its first service; the last element is the length of `provided`.
    provided_from: Vec<u32>,
}

impl<'org> Graph<'org> {
    /// Builds the graph of an organisation.
    pub fn build(organisation: &'org Organisation) -> Self {
        let (provided, provided_from) = provided(organisation);
        let mut graph = Self {
            organisation,
            by_id: OnceLock::new(),
            by_file: OnceLock::new(),
            steps_to_parties: OnceLock::new(),
            stated_payers: OnceLock::new(),
            leads_elsewhere: FixedBitSet::new(),
            half_of_services: 1,
            broad_groups: Vec::new(),
            broad_everyone: false,
            provided,
            provided_from,
        };
        // This order matters: what a group uses, and so whether it is broad, depends on whom
        // persons lead.
        graph.find_leading_elsewhere();
        graph.find_broad();
        graph
    }

    /// The organisation that this graph was built from.
    pub fn organisation(&self) -> &'org Organisation {
        self.organisation
    }

    /// The active services that a unit itself provides, not its parts; as in the file.
    pub fn provided_by(&self, unit: UnitId) -> &[ServiceId] {
        self.provided_in(unit.index()..unit.index() + 1)
    }

    /// The active services that units of a range themselves provide; a service with several providers among them comes
    /// once for each.
    fn provided_in(&self, units: Range<usize>) -> &[ServiceId] {
        let [from, to] = [units.start, units.end].map(|at| self.provided_from[at] as usize);
        &self.provided[from..to]
    }

    /// Whether a unit or any of its parts provides an active service.
    pub fn provides_any(&self, unit: UnitId) -> bool {
        !self.provided_in(self.organisation.parts(unit)).is_empty()
    }

    /// `S(u)`: the active services that a unit or any of its parts provides, by id, each once (SPEC 3.1).
    pub fn services_of(&self, unit: UnitId) -> Vec<ServiceId> {
        // SPEC 3.1. Units are numbered in tree order, so a unit and its parts are one range.
        let mut services = self.provided_in(self.organisation.parts(unit)).to_vec();
        self.sort_by_id(&mut services);
        services
    }

    /// The active services that serve a recipient directly.
    pub fn services_to(&self, to: Recipient) -> impl Iterator<Item = ServiceId> {
        let layout = self.layout_for_costs();
        // A recipient has a node for each service that restricts its use (`for`), besides the
        // common one.
        let nodes = layout.nodes_of(to);
        let from = nodes.flat_map(|node| layout.backward().neighbors(node));
        from.filter_map(|from| layout.service(*from))
    }

    /// Sorts services by their ids and keeps each once.
    pub fn sort_by_id(&self, services: &mut Vec<ServiceId>) {
        let id = |service: &ServiceId| &*self.organisation.service(*service).header.id;
        if services.len() > MANY {
            // The cached key still borrows the id; what it saves is finding the service for each
            // comparison.
            services.sort_by_cached_key(id);
        } else {
            services.sort_unstable_by_key(id);
        }
        services.dedup();
    }

    /// The parties that a party passes on to: none unless it is active.
    fn passed_on(&self, party: PartyId) -> impl Iterator<Item = PartyId> + use<'org> {
        // SPEC 3.3: only an active beneficiary passes on what it gets.
        let active = self.organisation.is_active_party(party);
        let reaches = &self.organisation.party(party).reaches;
        reaches.iter().filter(move |_| active).map(|(to, _)| *to)
    }
}

/// The active services that units themselves provide, unit by unit, and where those of each unit begin.
fn provided(organisation: &Organisation) -> (Vec<ServiceId>, Vec<u32>) {
    let services = organisation.services().filter(|(id, _)| organisation.is_active(*id));
    let provisions = services.flat_map(|(id, service)| {
        let providers = service.provided_by.iter();
        providers.filter_map(move |provider| match *provider {
            Provider::Unit(unit) => Some((unit, id)),
            // What the organisation itself, or a department around a division, provides belongs to
            // no unit in it.
            Provider::Organisation | Provider::Around(_) => None,
        })
    });
    // The services are walked once: they take ten times as much room as these pairs.
    let mut pairs: Vec<(UnitId, ServiceId)> = Vec::with_capacity(organisation.services().len());
    pairs.extend(provisions);
    // Those of one unit stay in the order of the file.
    pairs.sort_by_key(|(unit, _)| *unit);
    // Counting sort: the counts of all units, then their running sums, are where each unit's
    // services begin.
    let mut from = vec![0_u32; organisation.units().len() + 1];
    for (unit, _) in &pairs {
        from[unit.index() + 1] += 1;
    }
    for at in 1..from.len() {
        from[at] += from[at - 1];
    }
    (pairs.into_iter().map(|(_, id)| id).collect(), from)
}
