//! The services of a unit on its card, and those that serve it.

use super::{
    super::{
        Line, Table,
        anchor::link,
        words::{count, happy, names, or_nobody, payment},
    },
    Card,
};
use crate::{
    id::{ServiceId, UnitId},
    model::{Paid, Provider, Recipient, Subject},
};
use std::collections::BTreeMap;

impl Card<'_, '_> {
    /// Some services: who they serve, how happy those are, and who pays.
    pub(in crate::report) fn services(&self, services: impl Iterator<Item = ServiceId>) -> Table {
        let rows = services.map(|service| {
            let serves = self.organisation.relations(service);
            let serves = serves.map(|relation| {
                let mut line = link(self.organisation, relation.to.into());
                line.push(&format!(": {}", happy(relation)));
                line
            });
            vec![
                link(self.organisation, Subject::Service(service)).into(),
                self.providers(service).into(),
                serves.collect::<Vec<Line>>().into(),
                self.payers(self.view.paid(service)).into(),
            ]
        });
        let heads = [
            ("SERVICE", 3),
            ("PROVIDED BY", 2),
            ("SERVES, AND HOW HAPPY", 5),
            ("PAID BY", 3),
        ];
        Table::plain(&heads, rows.collect())
    }

    fn payers(&self, all: Vec<Paid>) -> Vec<String> {
        let whole = self.view.whole_graph().organisation();
        let lines = all.into_iter().map(|paid| {
            let payment = payment(whole, whole.name_of(paid.payer.into()), paid.amount);
            let paid_as = paid
                .paid_as
                .map_or(String::new(), |paid_as| format!(" ({})", paid_as.word()));
            format!("{payment}{paid_as}")
        });
        or_nobody(lines.collect())
    }

    /// The services that serve a unit, a row for each way they come: by name, as part of a department or group, by
    /// what it provides. What comes to many is counted, and told where they are.
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
            let services = if other && services.len() > self.detail.names {
                count(services.len(), "service").into()
            } else {
                let services = services.into_iter();
                let services = services.map(|service| self.with_providers(service));
                names(services, self.detail.names)
            };
            vec![how.into(), services.into()]
        });
        Table::plain(&[("HOW", 2), ("SERVICES", 6)], rows.collect())
    }

    /// A service, and who provides it.
    fn with_providers(&self, service: ServiceId) -> Line {
        let mut line = self.link(Subject::Service(service));
        line.push(&format!(" ({})", self.providers(service)));
        line
    }

    /// Each service that comes to a unit, and as what.
    pub(in crate::report) fn servings(&self, unit: UnitId) -> Vec<(ServiceId, Recipient)> {
        let parts = self.organisation.parts(unit);
        let mut rows = Vec::new();
        for (id, service) in self.organisation.services() {
            let within = parts.len() > 1
                && (service.provided_by.iter()).all(|provider| self.is_own(unit, *provider));
            for relation in self.organisation.relations(id) {
                if !within && self.reaches(relation.to, unit) {
                    rows.push((id, relation.to));
                }
            }
        }
        rows
    }

    /// Whether what goes to a recipient comes to a unit.
    fn reaches(&self, to: Recipient, unit: UnitId) -> bool {
        let organisation = self.organisation;
        match to {
            Recipient::Unit(to) => organisation.is_part(unit, to) || organisation.is_part(to, unit),
            Recipient::Group(group) => organisation.group(group).held.holds(unit),
            Recipient::Everyone => true,
            Recipient::Service(to) => {
                let mut providers = organisation.service(to).provided_by.iter();
                providers.any(|provider| self.is_own(unit, *provider))
            }
            Recipient::Party(_) => false,
        }
    }

    /// Whether a provider is a unit or part of it.
    fn is_own(&self, unit: UnitId, provider: Provider) -> bool {
        match provider {
            Provider::Unit(provider) => self.organisation.is_part(provider, unit),
            Provider::Organisation | Provider::Around(_) => false,
        }
    }
}
