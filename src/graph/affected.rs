//! What is affected when services fail: costs from the services to everything that uses them.

use super::{
    Graph,
    arrivals::{Arrivals, Detail},
    chain::Cost,
    search::Search,
};
use crate::{
    id::{ServiceId, Subject},
    model::Recipient,
};
use rustc_hash::FxHashSet;

/// Everything that is affected when some services fail, each at its least cost; by cost, then by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// The services: those that fail at no cost, and those that lack something they use.
    pub services: Vec<(ServiceId, Cost)>,
    /// The recipients, as services and `reaches` name them.
    pub recipients: Vec<(Recipient, Cost)>,
}

impl Graph<'_> {
    /// Whom the failure of some services affects.
    #[must_use]
    pub fn affected_by(&self, services: &[ServiceId]) -> Affected {
        let layout = self.layout_for_costs();
        let forward = layout.forward();
        let mut search = Search::new(forward, Arrivals::new(forward.node_count(), Detail::Costs));
        search.run(services.iter().map(|service| (layout.service_node(*service), 1)));
        let mut affected = Affected::default();
        for &node in search.arrivals.nodes() {
            let Some(cost) = search.arrivals.cost(node, 0) else { continue };
            // Only chains to parties are funded or not.
            let cost = Cost { is_unfunded: false, ..cost };
            if let Some(service) = layout.service(node) {
                affected.services.push((service, cost));
            } else if let Some(recipient) = layout.recipient(node) {
                affected.recipients.push((recipient, cost));
            }
        }
        let organisation = self.organisation;
        affected.services.sort_by_key(|(id, cost)| (*cost, &*organisation.service(*id).about.id));
        let id_of = |recipient: Recipient| organisation.id_of(Subject::from(recipient));
        affected.recipients.sort_by_key(|(recipient, cost)| (*cost, id_of(*recipient)));
        // Some recipients use one service for less than another, and are hit at both costs.
        let mut hit = FxHashSet::default();
        affected.recipients.retain(|(recipient, _)| hit.insert(*recipient));
        affected
    }
}
