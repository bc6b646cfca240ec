//! The services that a network shows, and the units that represent their providers.

use super::end::EdgeEnd;
use crate::{
    analysis::View,
    id::{ServiceId, Subject, UnitId},
    model::{Organisation, Provider, Relation},
    report::{Filter, People},
};
use std::collections::BTreeSet;

/// A view through a filter.
#[derive(Clone, Copy)]
pub(super) struct NetworkChoice<'g, 'org> {
    pub(super) view: View<'g, 'org>,
    pub(super) filter: &'g Filter,
}

/// A service with those who provide it and those whom it serves.
pub(super) struct Provision<'org> {
    pub(super) service: ServiceId,
    pub(super) providers: BTreeSet<EdgeEnd>,
    pub(super) relations: Vec<Relation<'org>>,
}

impl<'org> NetworkChoice<'_, 'org> {
    pub(super) fn organisation(&self) -> &'org Organisation {
        self.view.organisation()
    }

    /// Whether only a part of the network is asked for: then only what has to do with that is shown.
    pub(super) fn is_part(&self) -> bool {
        !self.filter.units.is_empty() || self.filter.picks_recipients()
    }

    /// Whether a unit is asked for: of the right kind, or one that the filter names; with its parts.
    pub(super) fn shows(&self, unit: UnitId) -> bool {
        let organisation = self.organisation();
        let kind = self.filter.shows_kind(organisation, unit);
        let named = &self.filter.units;
        let mut around = named.iter().filter(|of| organisation.is_part(unit, **of));
        if named.is_empty() { kind } else { around.any(|of| kind || *of == unit) }
    }

    /// The services that are shown, as in the file, then those of others that they serve.
    pub(super) fn provisions(&self) -> Vec<Provision<'org>> {
        let all = self.organisation().services().map(|(id, _)| id);
        let active = all.filter(|id| self.organisation().is_active(*id));
        let mut shown: Vec<_> = active.filter_map(|id| self.provision(id)).collect();
        let known: BTreeSet<ServiceId> = shown.iter().map(|one| one.service).collect();
        let relations = shown.iter().flat_map(|one| &one.relations);
        // A service can be a recipient (SPEC 3.2): as the end of an edge it needs a node, even
        // where the filter leaves its providers out.
        let served: BTreeSet<ServiceId> =
            relations.filter_map(|relation| relation.to.service()).collect();
        shown.extend(served.difference(&known).map(|&service| Provision {
            service,
            providers: self.providers(service).map(EdgeEnd::from).collect(),
            relations: Vec::new(),
        }));
        shown
    }

    fn provision(&self, service: ServiceId) -> Option<Provision<'org>> {
        let providers: BTreeSet<EdgeEnd> =
            (self.providers(service)).filter_map(|provider| self.provider(provider)).collect();
        let relations: Vec<_> = self
            .organisation()
            .active_relations(service)
            .filter(|relation| self.filter.shows_recipient(self.organisation(), relation.to))
            .collect();
        // A service that serves nobody yet is shown, unless customers were asked for by name.
        let nothing = relations.is_empty() && self.filter.picks_recipients();
        (!nothing && !providers.is_empty()).then_some(Provision { service, providers, relations })
    }

    fn providers(&self, service: ServiceId) -> impl Iterator<Item = Provider> {
        let providers = &self.organisation().service(service).provided_by;
        providers.iter().copied()
    }

    /// Who is shown as a provider: the department of a person who is not shown, too.
    fn provider(&self, provider: Provider) -> Option<EdgeEnd> {
        let all = self.filter.units.is_empty();
        let Some(unit) = provider.unit() else {
            // The organisation provides as a whole: it is no unit that a filter
            // could name, and no person.
            let shown = all && self.filter.people != People::Only;
            return shown.then(|| provider.into());
        };
        if self.shows(unit) {
            return Some(provider.into());
        }
        // What a person provides is provided by their department, where people are hidden.
        if self.filter.people != People::Without {
            return None;
        }
        match self.organisation().unit(unit).part_of {
            Some(department) => {
                let shown = self.shows(department);
                shown.then_some(EdgeEnd::Here(Subject::Unit(department)))
            }
            None => all.then_some(EdgeEnd::Here(Subject::Organisation)),
        }
    }
}
