//! Builds a network: what services tie together first, then the nodes, then how these belong together.

use super::{
    EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind,
    choice::{NetworkChoice, Provision},
    end::{EdgeEnd, Places, edge},
    structure::structure,
};
use crate::{
    analysis::{Basis, View},
    id::{PartyId, Subject},
    model::{GroupKind, Header, Organisation, PaidAs, PartyList, Payer},
    report::Filter,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// An edge whose ends have no places yet.
type UnplacedEdge = (EdgeEnd, EdgeEnd, NetworkEdge);

impl<'org> Network<'org> {
    /// The network of what is looked at, as far as `filter` lets it through.
    pub fn new(view: View<'_, 'org>, filter: &Filter) -> Self {
        let choice = NetworkChoice { view, filter };
        // Services first: which nodes there are besides the chosen ones follows
        // from what they tie together.
        let ties = ties(&choice, &choice.provisions());
        let mut ends = chosen(&choice);
        ends.extend(ties.iter().flat_map(|(source, target, _)| [*source, *target]));
        let places: Places = ends.iter().enumerate().map(|(at, end)| (*end, at)).collect();
        let mut edges = structure(view, &places);
        edges.extend(ties.into_iter().map(|(source, target, edge)| NetworkEdge {
            source: places[&source],
            target: places[&target],
            ..edge
        }));
        // Stable: within a kind the edges stay in the order of the tree and of the services.
        edges.sort_by_key(|edge| edge.kind);
        Self { nodes: nodes(view, &ends), edges, currency: view.organisation().currency.as_deref() }
    }
}

/// The nodes that are there even if nothing is tied to them.
fn chosen(choice: &NetworkChoice<'_, '_>) -> BTreeSet<EdgeEnd> {
    let organisation = choice.organisation();
    let mut chosen = BTreeSet::from([Subject::Organisation]);
    let units =
        organisation.units().map(|(id, _)| id).filter(|id| choice.shows(*id)).map(Subject::Unit);
    // Without a filter all is shown, even what nothing is tied to: a gap in the map is to be seen.
    if !choice.is_part() {
        chosen.extend(units);
        let whole = choice.view.within().is_none();
        // A division has the groups of the whole organisation, also those without
        // a unit of it (SPEC 3.9).
        let groups = organisation.groups().filter(|(_, group)| whole || !group.held.is_empty());
        chosen.extend(groups.map(|(id, _)| Subject::Group(id)));
        chosen.extend(organisation.parties().map(|(id, _)| Subject::Party(id)));
    } else if !choice.filter.units.is_empty() {
        chosen.extend(units);
    }
    chosen.into_iter().map(EdgeEnd::Here).collect()
}

/// Who provides services, whom they serve, who pays for them.
fn ties(choice: &NetworkChoice<'_, '_>, provisions: &[Provision<'_>]) -> Vec<UnplacedEdge> {
    let colleagues = ColleaguesOutside::new(choice.view);
    let mut ties = Vec::new();
    for provision in provisions {
        let service = EdgeEnd::Here(Subject::Service(provision.service));
        for provider in &provision.providers {
            ties.push((*provider, service, edge(0, 0, EdgeKind::Provides)));
        }
        for relation in &provision.relations {
            let newest = relation.newest();
            let serves = NetworkEdge {
                satisfaction: newest.and_then(crate::model::Satisfaction::of_ten),
                ..edge(0, 0, EdgeKind::Serves)
            };
            ties.push((service, relation.to.into(), serves));
        }
        // Who is only assumed to pay is not shown as paying (SPEC 3.6).
        let paid = choice.view.payments_for_service(provision.service).into_iter();
        for paid in paid.filter(|paid| paid.basis != Basis::Assumed) {
            let pays = NetworkEdge {
                amount: paid.amount,
                paid_as: paid.paid_as.map(PaidAs::word),
                ..edge(0, 0, EdgeKind::Pays)
            };
            ties.push((colleagues.payer(paid.payer), service, pays));
        }
    }
    ties
}

/// The colleagues outside a division who are customers of it, by id.
struct ColleaguesOutside<'g, 'org> {
    view: View<'g, 'org>,
    customers: BTreeMap<&'org str, PartyId>,
}

impl<'g, 'org> ColleaguesOutside<'g, 'org> {
    fn new(view: View<'g, 'org>) -> Self {
        let parties = view.organisation().parties();
        let colleagues = parties.filter(|(_, party)| matches!(party.list, PartyList::Inside(_)));
        Self { view, customers: colleagues.map(|(id, party)| (&*party.header.id, id)).collect() }
    }

    /// A payer, which is a thing of the whole organisation.
    fn payer(&self, payer: Payer) -> EdgeEnd {
        let Some(unit) = payer.unit() else {
            // Parties and the organisation are the same in a division and in the whole.
            return EdgeEnd::Here(payer.into());
        };
        if let Some(inside) = self.view.inside(unit) {
            return EdgeEnd::Here(Subject::Unit(inside));
        }
        let id = &*self.view.whole_graph().organisation().unit(unit).header.id;
        let customer = self.customers.get(id);
        // One who pays from outside the division and is served too is one node, not two.
        customer.map_or(EdgeEnd::Elsewhere(unit), |party| EdgeEnd::Here(Subject::Party(*party)))
    }
}

fn nodes<'org>(view: View<'_, 'org>, ends: &BTreeSet<EdgeEnd>) -> Vec<NetworkNode<'org>> {
    let whole = view.whole_graph().organisation();
    let mut taken = BTreeSet::new();
    let node = |end: &EdgeEnd| {
        let mut node = match *end {
            EdgeEnd::Here(subject) => node(view.organisation(), subject),
            EdgeEnd::Elsewhere(unit) => plain(&whole.unit(unit).header, NodeKind::Colleague),
        };
        // A department on both sides is a unit and a party of the division (SPEC 3.9), both under
        // its id; formats of graphs need different ones.
        while !taken.insert(node.id.clone()) {
            node.id.to_mut().push_str(".outside");
        }
        node
    };
    ends.iter().map(node).collect()
}

fn node(organisation: &Organisation, subject: Subject) -> NetworkNode<'_> {
    match subject {
        Subject::Organisation => plain(&organisation.header, NodeKind::Organisation),
        Subject::Everyone => NetworkNode {
            id: Cow::Borrowed(organisation.id_of(subject)),
            label: organisation.name_of(subject),
            kind: NodeKind::Group,
            status: None,
        },
        Subject::Unit(id) => {
            let unit = organisation.unit(id);
            let person = unit.person().map(|_| NodeKind::Person);
            plain(&unit.header, person.unwrap_or(NodeKind::Department))
        }
        Subject::Group(id) => {
            let group = organisation.group(id);
            let kind = match group.kind {
                GroupKind::Group => NodeKind::Group,
                GroupKind::Department => NodeKind::Department,
            };
            plain(&group.header, kind)
        }
        Subject::Service(id) => plain(&organisation.service(id).header, NodeKind::Service),
        Subject::Party(id) => {
            let party = organisation.party(id);
            let (kind, status) = match party.list {
                PartyList::Beneficiary => (NodeKind::Beneficiary, Some(party.status.word())),
                PartyList::Payer => (NodeKind::Payer, Some(party.status.word())),
                PartyList::Inside(_) => (NodeKind::Colleague, None),
            };
            NetworkNode { status, ..plain(&party.header, kind) }
        }
    }
}

fn plain(header: &Header, kind: NodeKind) -> NetworkNode<'_> {
    NetworkNode { id: Cow::Borrowed(&header.id), label: &header.name, kind, status: None }
}
