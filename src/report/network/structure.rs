//! How the nodes of a network belong together, services aside.

use super::{
    EdgeKind, NetworkEdge,
    end::{EdgeEnd, Places, edge},
};
use crate::{
    analysis::View,
    id::{GroupId, Subject, UnitId},
    model::{GroupKind, Organisation},
};

/// The edges between nodes that are there.
pub(super) fn structure(view: View<'_, '_>, places: &Places) -> Vec<NetworkEdge> {
    let organisation = view.organisation();
    let mut tree =
        Tree { organisation, places, around: around(organisation, places), edges: Vec::new() };
    for end in places.keys() {
        match *end {
            EdgeEnd::Here(Subject::Unit(unit)) => tree.unit(unit),
            EdgeEnd::Here(Subject::Group(group)) => tree.group(group),
            EdgeEnd::Here(Subject::Party(party)) => {
                let reached = organisation.party(party).reaches.iter();
                for (to, _) in reached {
                    tree.add(*end, EdgeEnd::Here(Subject::Party(*to)), EdgeKind::Reaches);
                }
                tree.relationship(view, *end);
            }
            EdgeEnd::Here(Subject::Organisation | Subject::Everyone | Subject::Service(_))
            | EdgeEnd::Elsewhere(_) => {}
        }
    }
    tree.edges
}

/// For each unit the nearest department around it that is there, else the organisation.
fn around(organisation: &Organisation, places: &Places) -> Vec<EdgeEnd> {
    organisation.from_above(|_, up| match up {
        None => EdgeEnd::Here(Subject::Organisation),
        Some((up, above)) => {
            // A department that the filter leaves out is skipped, so that its parts
            // are still below something.
            let end = EdgeEnd::Here(Subject::Unit(up));
            if places.contains_key(&end) { end } else { *above }
        }
    })
}

struct Tree<'p, 'org> {
    organisation: &'org Organisation,
    places: &'p Places,
    around: Vec<EdgeEnd>,
    edges: Vec<NetworkEdge>,
}

impl Tree<'_, '_> {
    /// Adds an edge if both its ends are there.
    fn add(&mut self, source: EdgeEnd, target: EdgeEnd, kind: EdgeKind) {
        if let (Some(source), Some(target)) = (self.places.get(&source), self.places.get(&target)) {
            self.edges.push(edge(*source, *target, kind));
        }
    }

    fn unit(&mut self, unit: UnitId) {
        let end = EdgeEnd::Here(Subject::Unit(unit));
        self.add(end, self.around[unit.index()], EdgeKind::PartOf);
        for led in self.organisation.unit(unit).leads() {
            self.add(end, EdgeEnd::Here(Subject::Unit(*led)), EdgeKind::Leads);
        }
    }

    /// The units that a group holds: one edge for a unit with all its parts.
    fn group(&mut self, id: GroupId) {
        let group = self.organisation.group(id);
        let (wholly, partly) = match group.kind {
            GroupKind::Group => (EdgeKind::MemberOf, EdgeKind::PartlyMemberOf),
            GroupKind::Department => (EdgeKind::PartOf, EdgeKind::PartOf),
        };
        let end = EdgeEnd::Here(Subject::Group(id));
        for range in group.held.ranges() {
            // Units are in tree order, so the parts of a unit follow it: a unit that is held wholly
            // answers for all of them, and they are jumped over.
            let mut at = range.start;
            while at < range.end {
                let unit = UnitId::new(at);
                let member = EdgeEnd::Here(Subject::Unit(unit));
                let parts = self.organisation.parts(unit);
                let whole = parts.end <= range.end;
                self.add(member, end, if whole { wholly } else { partly });
                // One without a node can't answer for its parts: these get edges of their own.
                let done = whole && self.places.contains_key(&member);
                at = if done { parts.end } else { at + 1 };
            }
        }
    }

    /// The owner and backup of the relationship with a party, which the whole organisation states.
    fn relationship(&mut self, view: View<'_, '_>, party: EdgeEnd) {
        let EdgeEnd::Here(Subject::Party(id)) = party else {
            return;
        };
        let whole = view.whole_graph().organisation();
        // A division keeps no owners, as these may be outside it; parties have the same numbers in
        // both, the added colleagues behind the others.
        let declared = whole.parties().nth(id.index());
        let Some(kept) = declared.and_then(|(_, party)| party.relationship.as_ref()) else {
            return;
        };
        let owner_and_backup =
            [(kept.owner, EdgeKind::LooksAfter), (kept.backup, EdgeKind::StandsInFor)];
        for (keeper, kind) in owner_and_backup {
            if let Some(inside) = keeper.and_then(|keeper| view.inside(keeper)) {
                self.add(EdgeEnd::Here(Subject::Unit(inside)), party, kind);
            }
        }
    }
}
