//! Why a party is, or isn't, a primary customer of a unit.

use super::{super::words::count, Question, Why};
use crate::{
    analysis::{Chains, Primaries, Primary, Reach, Wanted},
    graph::{Cost, Link, Tails},
    id::{PartyId, ServiceId},
    model::{Provider, Status, Subject},
};

impl<'org> Question<'_, 'org> {
    pub(super) fn primary(&self, party: PartyId) -> Why<'org> {
        let customer = Subject::Party(party);
        let (unit, name) = (self.name(Subject::Unit(self.unit)), self.name(customer));
        let status = self.organisation.party(party).status;
        if status != Status::Active {
            let answer = format!(
                "{name} is a {} customer, and so nobody's customer now.",
                status.word()
            );
            return self.answer(customer, answer);
        }
        let wanted = Wanted {
            reaches: Vec::new(),
            parties: Some(vec![party]),
            chains: Chains::Whole,
        };
        let rows = Primaries::new(self.graph, [self.unit], wanted).flat_map(|(_, rows)| rows);
        let Some((_, row)) = rows.into_iter().next() else {
            let answer = format!(
                "{name} is no customer of {unit}: no service of the organisation reaches it."
            );
            return self.answer(customer, answer);
        };
        let mut tails = Tails::new(self.graph);
        tails.find(party);
        let (services, first) = self.start(&row, &tails);
        let chain = first.map_or(Vec::new(), |first| tails.chain(first));
        let others = self.others(&tails, &services, &chain);
        let steps = self.steps(&chain);
        let headline = self.headline(&row, &chain);
        Why {
            rank: Some("primary"),
            reach: Some(row.reach.word()),
            shared_with: row
                .shared
                .map(|shared| self.organisation.id_of(shared.with.into())),
            steps,
            others: others.iter().map(|chain| self.steps(chain)).collect(),
            ..self.answer(customer, headline)
        }
    }

    /// The services that chains may begin with, and the one that the least does.
    fn start(&self, row: &Primary, tails: &Tails<'_, '_>) -> (Vec<ServiceId>, Option<ServiceId>) {
        let with = row
            .shared
            .map_or(Provider::Unit(self.unit), |shared| shared.with);
        match with {
            Provider::Unit(unit) => (self.graph.services_of(unit), tails.first_of(unit)),
            Provider::Organisation | Provider::Around(_) => {
                let first = tails.services().first().copied();
                (tails.services().to_vec(), first)
            }
        }
    }

    fn headline(&self, row: &Primary, chain: &[Link]) -> String {
        let unit = self.name(Subject::Unit(self.unit));
        let name = self.name(Subject::Party(row.party));
        let how = self.how(row, chain);
        format!("{name}: PRIMARY (external) customer of {unit}, {how}.")
    }

    fn how(&self, row: &Primary, chain: &[Link]) -> String {
        let through = chain.first().map_or("", |link| self.name(link.to.into()));
        let steps = row.cost.map_or(
            String::new(),
            |Cost { broad_steps, steps }| match broad_steps {
                0 => count(steps as usize, "step"),
                _ => format!("{}, {broad_steps} broad", count(steps as usize, "step")),
            },
        );
        match row.reach {
            Reach::Direct => "DIRECT: a service of it serves them".to_owned(),
            Reach::Through => format!("reached THROUGH {through} ({steps})"),
            Reach::Broad => format!("reached BROADLY, through {through} ({steps})"),
            Reach::Shared => {
                let with = row
                    .shared
                    .map_or(Provider::Organisation, |shared| shared.with);
                let reach = row.shared.map_or("", |shared| shared.reach.word());
                format!(
                    "SHARED as part of {}, which reaches them so ({reach})",
                    self.name(with.into())
                )
            }
        }
    }

    /// Other chains that cost as much, one for each other first step.
    fn others(
        &self,
        tails: &Tails<'_, '_>,
        services: &[ServiceId],
        shown: &[Link],
    ) -> Vec<Vec<Link>> {
        let Some(first) = shown.first().copied() else {
            return Vec::new();
        };
        let least = first.service.and_then(|service| tails.cost(service));
        let mut others: Vec<Vec<Link>> = Vec::new();
        for &service in services {
            for relation in self.organisation.relations(service) {
                let link = Link {
                    service: Some(service),
                    to: relation.to,
                };
                let as_short = tails.cost_by_way_of(relation.to) == least;
                let new = others.iter().all(|other| other[0] != link);
                if as_short && link != first && new {
                    others.push(tails.chain_by_way_of(service, relation.to));
                }
            }
        }
        others
    }
}
