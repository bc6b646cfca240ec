//! The petgraph model of an organisation, and the walks over it, in our words.
//!
//! All of it is reachability in one directed graph. What costs nothing (who holds whom, who provides
//! what) and what costs a step (a service to a recipient, a party passing on) are edges of it:
//!
//! ```text
//! IT, with its parts ─holds→ IT itself ─provides→ ERP ─serves→ Sales, with its parts ─holds→ ...
//! Head of IT ─holds→ IT itself            (a person puts to work what their department itself provides)
//! Head of IT ─holds→ IT, with its parts   (and all of what they lead)
//! Everyone   ─holds→ IT, with its parts   (a group holds units; it is never expanded into services)
//! ```
//!
//! Nothing is kept per pair of unit and party: [`Tails`] answers for one party and every unit at once, [`Heads`]
//! for one unit and every party, [`Closure`] for all of both, without the chains. The edges stand in rows of
//! petgraph's `Csr`, made when the first walk needs them. Walks forwards and the closure read denser layouts of
//! their own, in which the parts of a unit lie side by side (`serving`, `closure/layout`).

mod broad;
mod build;
mod chain;
mod closure;
mod heads;
mod opened;
mod reach;
mod serving;
mod spread;
mod tails;
mod work;

pub use chain::{Cost, Link};
pub use closure::Closure;
pub use heads::Heads;
pub use reach::Steps;
pub use spread::Spread;
pub use tails::Tails;

use crate::{
    id::{GroupId, PartyId, ServiceId, UnitId},
    model::{Organisation, Recipient},
};
use petgraph::{Direction, csr::Csr};
use serving::Serving;
use std::{ops::Range, sync::OnceLock};

/// A node of the graph, by its number: units, departments by themselves, services, groups, everyone, parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct At(u32);

impl At {
    fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node of the graph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    /// A unit with its parts.
    Unit(UnitId),
    /// A department by itself, without its parts.
    Itself(UnitId),
    /// A service.
    Service(ServiceId),
    /// A group.
    Group(GroupId),
    /// Every unit.
    Everyone,
    /// A party.
    Party(PartyId),
}

/// What an edge of the graph stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    /// Costs nothing: puts the other to work when it receives.
    #[default]
    Holds,
    /// Costs nothing: a unit or department by itself to an active service of it.
    Provides,
    /// Costs a step: an active service to a recipient.
    Serves,
    /// Costs a step: an active party to one that it reaches.
    PassesOn,
}

/// What a group holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// A unit with its parts.
    Whole(UnitId),
    /// A department by itself: some of its parts are left out.
    Itself(UnitId),
}

/// So many are sorted by their ids; for more the ranks of all ids are worth finding.
const FEW: usize = 1_000;

/// Edges in rows, those of one node side by side: a walk over them reads memory in its order.
type Rows = Csr<(), Edge>;

/// The graph of one organisation.
#[derive(Debug)]
pub struct Graph<'org> {
    organisation: &'org Organisation,
    /// The edges, once a walk needs them.
    out: OnceLock<Rows>,
    /// The same edges by their ends, once a walk goes backwards.
    into: OnceLock<Rows>,
    /// For each node the rank of its id by Unicode code point, once a walk has to choose.
    ranks: OnceLock<Vec<u32>>,
    /// Whom units serve, once a walk goes forwards.
    serving: OnceLock<Serving>,
    /// For each party the steps to it from the nearest service, once somebody asks.
    reached_parties: OnceLock<Vec<Option<u32>>>,
    /// Which parties units reach, by any steps and by named ones, once somebody asks.
    closures: [OnceLock<Closure>; 2],
    /// Whether a step to the group is broad.
    broad_groups: Vec<bool>,
    /// Whether a step to everyone is broad.
    broad_everyone: bool,
    /// The active services that units themselves provide, unit by unit.
    provided: Vec<ServiceId>,
    /// Where those of each unit begin, and where the last end.
    provided_from: Vec<u32>,
}

impl<'org> Graph<'org> {
    /// The organisation that it is the graph of.
    #[must_use]
    pub fn organisation(&self) -> &'org Organisation {
        self.organisation
    }

    /// The active services that a unit itself provides, not its parts; as in the file.
    #[must_use]
    pub fn provided_by(&self, unit: UnitId) -> &[ServiceId] {
        self.provided_in(unit.index()..unit.index() + 1)
    }

    /// The active services that some units themselves provide; the same one more often where several do.
    fn provided_in(&self, units: Range<usize>) -> &[ServiceId] {
        let [from, to] = [units.start, units.end].map(|at| self.provided_from[at] as usize);
        &self.provided[from..to]
    }

    /// `S(u)`: the active services that a unit or any of its parts provides, by id, each once.
    #[must_use]
    pub fn services_of(&self, unit: UnitId) -> Vec<ServiceId> {
        let mut services = self.provided_in(self.organisation.parts(unit)).to_vec();
        self.sort_by_id(&mut services);
        services
    }

    /// The active services that serve a recipient straight.
    pub fn services_to(&self, to: Recipient) -> impl Iterator<Item = ServiceId> {
        let to = self.recipient_node(to);
        let from = self.near(to, Direction::Incoming, &[Edge::Serves]);
        from.filter_map(|from| match self.node(from) {
            Node::Service(service) => Some(service),
            Node::Unit(_) | Node::Itself(_) | Node::Group(_) | Node::Everyone | Node::Party(_) => {
                None
            }
        })
    }

    /// Sorts services by their ids and keeps each once.
    pub fn sort_by_id(&self, services: &mut Vec<ServiceId>) {
        if services.len() < FEW && self.ranks.get().is_none() {
            services.sort_unstable_by_key(|service| &*self.organisation.service(*service).about.id);
        } else {
            services.sort_by_cached_key(|service| self.rank(self.service_node(*service)));
        }
        services.dedup();
    }

    /// The parties that a party passes on to.
    fn passed_on(&self, party: PartyId) -> impl Iterator<Item = PartyId> + use<'org> {
        let active = self.organisation.is_active_party(party);
        let reaches = &self.organisation.party(party).reaches;
        reaches.iter().filter(move |_| active).map(|(to, _)| *to)
    }

    /// Whether a step to this recipient is broad: a blanket service.
    #[must_use]
    pub fn is_broad(&self, recipient: Recipient) -> bool {
        match recipient {
            Recipient::Group(group) => self.broad_groups[group.index()],
            Recipient::Everyone => self.broad_everyone,
            Recipient::Unit(_) | Recipient::Service(_) | Recipient::Party(_) => false,
        }
    }

    fn itself_node(&self, unit: UnitId) -> At {
        At::new(self.organisation.units().len() + unit.index())
    }

    fn service_node(&self, service: ServiceId) -> At {
        At::new(2 * self.organisation.units().len() + service.index())
    }

    fn group_node(&self, group: GroupId) -> At {
        let services = self.organisation.services().len();
        At::new(2 * self.organisation.units().len() + services + group.index())
    }

    fn everyone_node(&self) -> At {
        self.group_node(GroupId::new(self.organisation.groups().len()))
    }

    fn party_node(&self, party: PartyId) -> At {
        At::new(self.everyone_node().index() + 1 + party.index())
    }

    fn node_count(&self) -> usize {
        self.everyone_node().index() + 1 + self.organisation.parties().len()
    }

    /// What a node stands for: the look-ups above, backwards.
    fn node(&self, at: At) -> Node {
        let (at, units) = (at.index(), self.organisation.units().len());
        let (services, groups) = (2 * units, self.group_node(GroupId::new(0)).index());
        let everyone = self.everyone_node().index();
        match at {
            _ if at < units => Node::Unit(UnitId::new(at)),
            _ if at < services => Node::Itself(UnitId::new(at - units)),
            _ if at < groups => Node::Service(ServiceId::new(at - services)),
            _ if at < everyone => Node::Group(GroupId::new(at - groups)),
            _ if at == everyone => Node::Everyone,
            _ => Node::Party(PartyId::new(at - everyone - 1)),
        }
    }

    fn recipient_node(&self, recipient: Recipient) -> At {
        match recipient {
            Recipient::Unit(unit) => unit_node(unit),
            Recipient::Group(group) => self.group_node(group),
            Recipient::Everyone => self.everyone_node(),
            Recipient::Service(service) => self.service_node(service),
            Recipient::Party(party) => self.party_node(party),
        }
    }

    /// The recipient that a node stands for; none for a department by itself, which receives nothing.
    fn recipient(&self, at: At) -> Option<Recipient> {
        match self.node(at) {
            Node::Unit(unit) => Some(Recipient::Unit(unit)),
            Node::Itself(_) => None,
            Node::Service(service) => Some(Recipient::Service(service)),
            Node::Group(group) => Some(Recipient::Group(group)),
            Node::Everyone => Some(Recipient::Everyone),
            Node::Party(party) => Some(Recipient::Party(party)),
        }
    }

    /// What a group holds: the topmost units whose parts it holds too, and other departments by themselves.
    fn members(&self, group: GroupId) -> impl Iterator<Item = Member> + use<'org> {
        let organisation = self.organisation;
        let ranges = organisation.group(group).held.ranges().iter();
        ranges.flat_map(move |range| {
            let mut at = range.start;
            std::iter::from_fn(move || {
                let unit = (at < range.end).then(|| UnitId::new(at))?;
                let end = organisation.parts(unit).end;
                let whole = end <= range.end;
                at = if whole { end } else { at + 1 };
                Some(if whole { Member::Whole(unit) } else { Member::Itself(unit) })
            })
        })
    }

    fn out(&self) -> &Rows {
        self.out.get_or_init(|| self.linked())
    }

    fn steps(&self) -> &Serving {
        self.serving.get_or_init(|| Serving::new(self))
    }

    fn rank(&self, at: At) -> u32 {
        self.ranks.get_or_init(|| self.ranks_of_ids())[at.index()]
    }

    /// The nodes behind the edges of some kinds that leave a node, or that come to it, in the order of their
    /// numbers.
    fn near<'g>(
        &'g self,
        at: At,
        direction: Direction,
        kinds: &'g [Edge],
    ) -> impl Iterator<Item = At> + 'g {
        let rows = match direction {
            Direction::Outgoing => self.out(),
            Direction::Incoming => self.into.get_or_init(|| self.turned()),
        };
        let edges = rows.neighbors_slice(at.0).iter().zip(rows.edges_slice(at.0));
        let of_kind = edges.filter(|(_, kind)| kinds.contains(kind));
        of_kind.map(|(&near, _)| At(near))
    }
}

/// Units come first among the nodes.
fn unit_node(unit: UnitId) -> At {
    At::new(unit.index())
}
