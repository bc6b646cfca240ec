//! The services of a unit on its card, and those that serve it.

use super::{
    super::{
        Line, Table,
        anchor::link,
        words::{assumed, count, happy, names, payers_or_none, payment},
    },
    Card,
};
use crate::{
    id::{ServiceId, Subject, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

impl Card<'_, '_> {
    /// Some services: who they serve, how happy those are, and who pays.
    pub(in crate::report) fn services(&self, services: impl Iterator<Item = ServiceId>) -> Table {
        let rows = services.map(|service| {
            let serves = self.organisation.active_relations(service).map(|relation| {
                let mut line = link(self.organisation, relation.to.into());
                line.push(&format!(
                    ": {}",
                    happy(self.organisation, relation, self.limits.intervals)
                ));
                line
            });
            vec![
                link(self.organisation, Subject::Service(service)).into(),
                self.providers(service).into(),
                serves.collect::<Vec<Line>>().into(),
                self.payers(service).into(),
            ]
        });
        let heads =
            [("Service", 3), ("Provided by", 2), ("Serves, and satisfaction", 5), ("Paid by", 3)];
        Table::plain(&heads, rows.collect())
    }

    fn payers(&self, service: ServiceId) -> Vec<String> {
        let whole = self.view.whole_graph().organisation();
        let lines = self.view.payments_for_service(service).into_iter().map(|paid| {
            let payment = payment(whole, whole.name_of(paid.payer.into()), paid.amount);
            let paid_as =
                paid.paid_as.map_or(String::new(), |paid_as| format!(" ({})", paid_as.word()));
            format!("{payment}{paid_as}{}", assumed(paid.basis))
        });
        payers_or_none(lines.collect(), self.organisation.service(service))
    }

    /// The services that serve a unit, a row for each way they come: by name, as part of a department or group, by
    /// what it provides. What comes to many is counted, and described at their own place.
    pub(super) fn served_by(&self, unit: UnitId) -> Table {
        let mut ways: BTreeMap<(bool, bool, Recipient), Vec<ServiceId>> = BTreeMap::new();
        for (service, to) in self.servings(unit) {
            let many = matches!(to, Recipient::Group(_) | Recipient::Everyone);
            let way = (many, to != Recipient::Unit(unit), to);
            ways.entry(way).or_default().push(service);
        }
        let rows = ways.into_iter().map(|((_, other, to), services)| {
            let mut how = Line::from(if other { "as " } else { "by name" });
            if other {
                how.push_line(&self.link(to.into()));
            }
            let services = if other && services.len() > self.limits.names {
                count(services.len(), "service").into()
            } else {
                let links = services.into_iter().map(|service| self.with_providers(service));
                names(links, self.limits.names)
            };
            vec![how.into(), services.into()]
        });
        Table::plain(&[("How", 2), ("Services", 6)], rows.collect())
    }

    /// A service, and who provides it.
    fn with_providers(&self, service: ServiceId) -> Line {
        let mut line = self.link(Subject::Service(service));
        line.push(&format!(" ({})", self.providers(service)));
        line
    }

    /// Each service that comes to a unit, and as what; as in the file.
    pub(in crate::report) fn servings(&self, unit: UnitId) -> Vec<(ServiceId, Recipient)> {
        let (graph, organisation) = (self.view.graph(), self.organisation);
        let parts = organisation.parts(unit);
        let has_parts = parts.len() > 1;
        let units = parts.map(UnitId::new).chain(organisation.containers(unit));
        let groups = organisation.groups().filter(|(_, group)| group.held.holds(unit));
        let services = graph.services_of(unit).into_iter();
        let recipients = units
            .map(Recipient::Unit)
            .chain(groups.map(|(group, _)| Recipient::Group(group)))
            .chain([Recipient::Everyone])
            .chain(services.map(Recipient::Service));
        let all = recipients.flat_map(|to| graph.services_to(to).map(move |service| (service, to)));
        let within = |service: ServiceId| {
            let mut providers = organisation.service(service).provided_by.iter();
            has_parts && providers.all(|provider| self.is_own(unit, *provider))
        };
        let mut rows: Vec<_> = all.filter(|(service, _)| !within(*service)).collect();
        rows.sort_by_key(|(service, _)| *service);
        for of_service in rows.chunk_by_mut(|(before, _), (service, _)| before == service) {
            // Most services come in one way only. Where one comes in several, its recipients are walked once.
            if let [(service, _), _, ..] = *of_service {
                let mut places: FxHashMap<Recipient, usize> = FxHashMap::default();
                for (at, relation) in organisation.active_relations(service).enumerate() {
                    places.entry(relation.to).or_insert(at);
                }
                of_service.sort_by_key(|(_, to)| places.get(to).copied());
            }
        }
        rows
    }

    /// Whether a provider is a unit or part of it.
    fn is_own(&self, unit: UnitId, provider: Provider) -> bool {
        provider.unit().is_some_and(|provider| self.organisation.is_part(provider, unit))
    }
}
