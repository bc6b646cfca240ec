//! The steps of a way, each with its place in the file.

use super::{super::FileLine, Step, WhyQuery};
use crate::{
    diag::Place,
    graph::Link,
    id::{ServiceId, UnitId},
    model::{Provider, Recipient},
};

impl<'org> WhyQuery<'_, 'org> {
    /// The steps of a chain.
    pub(super) fn steps(&self, chain: &[Link]) -> Vec<Step<'org>> {
        let mut from = Some(self.unit);
        let mut steps = Vec::new();
        for (at, link) in chain.iter().enumerate() {
            let passing = at.checked_sub(1).map(|before| chain[before].to);
            let label = match link.service {
                Some(service) => self.service_label(service, from.take()),
                None => "passes on".to_owned(),
            };
            steps.push(Step {
                organisation: self.organisation,
                service: link.service,
                label,
                to: link.to,
                place: FileLine::of(self.sources, self.place(*link, passing)),
            });
        }
        steps
    }

    /// `Sales: Web shop`, with its providers unless the unit asked about is one of them.
    fn service_label(&self, service: ServiceId, asked: Option<UnitId>) -> String {
        let service = self.organisation.service(service);
        let is_own = asked.is_some_and(|unit| service.provided_by.contains(&Provider::Unit(unit)));
        let providers = service.provided_by.iter().filter(|_| !is_own);
        let names: Vec<&str> = providers.map(|it| self.name((*it).into())).collect();
        match names.as_slice() {
            [] => service.header.name.to_string(),
            [one] if **one == *service.header.name => (*one).to_owned(),
            names => format!("{}: {}", names.join(" and "), service.header.name),
        }
    }

    /// Where the file says that a step is taken; `passing` is the party that passes on.
    pub(super) fn place(&self, link: Link, passing: Option<Recipient>) -> Place {
        match (link.service, passing, link.to) {
            (Some(service), _, _) => {
                let mut relations = self.organisation.active_relations(service);
                let found = relations.find(|relation| relation.to == link.to);
                found.map_or(self.organisation.service(service).header.place, |found| found.place)
            }
            (None, Some(Recipient::Party(passing)), Recipient::Party(to)) => {
                let party = self.organisation.party(passing);
                let found = party.reaches.iter().find(|(reached, _)| *reached == to);
                found.map_or(party.header.place, |(_, place)| *place)
            }
            _ => self.organisation.header.place,
        }
    }
}
