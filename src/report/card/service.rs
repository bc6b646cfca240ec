//! The services of a unit on its card, and those that serve it.

use super::{
    super::{
        Cell, Line, Table,
        anchor::link,
        words::{count, happy, or_nobody, payment},
    },
    Card,
};
use crate::{
    id::{ServiceId, UnitId},
    model::{Paid, Provider, Recipient, Subject},
};

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

    /// The services that serve a unit: by name, as part of a department or group, or by what it provides.
    /// What comes by a narrower way stands first.
    pub(super) fn served_by(&self, unit: UnitId) -> Table {
        let mut rows = self.servings(unit);
        rows.sort_by_key(|(_, to)| (*to != Recipient::Unit(unit), *to == Recipient::Everyone));
        let more = rows.len().saturating_sub(self.detail.rows);
        let shown = rows.iter().take(self.detail.rows).map(|&(service, to)| {
            let how: Cell = if to == Recipient::Unit(unit) {
                "by name".into()
            } else {
                let mut line = Line::from("as ");
                line.push_line(&link(self.organisation, to.into()));
                line.into()
            };
            let name = link(self.organisation, Subject::Service(service));
            vec![name.into(), self.providers(service).into(), how]
        });
        let heads = [("SERVICE", 3), ("PROVIDED BY", 3), ("HOW", 3)];
        Table {
            notes: (more > 0)
                .then(|| format!("+{}", count(more, "more service")))
                .into_iter()
                .collect(),
            ..Table::plain(&heads, shown.collect())
        }
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
