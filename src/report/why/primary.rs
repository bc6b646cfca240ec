//! Why a party is, or isn't, a primary customer of a unit.

use super::{super::words::count, Question, Why};
use crate::{
    analysis::{Explanation, Primary, Reach, explain},
    graph::{Cost, Link},
    id::{PartyId, Subject},
    model::{Provider, Status},
};

impl<'org> Question<'_, 'org> {
    pub(super) fn primary(&self, party: PartyId) -> Why<'org> {
        let customer = Subject::Party(party);
        let (unit, name) = (self.name(Subject::Unit(self.unit)), self.name(customer));
        let status = self.organisation.party(party).status;
        if status != Status::Active {
            let answer =
                format!("{name} is a {} customer, and so nobody's customer now.", status.word());
            return self.answer(customer, answer);
        }
        let Some(Explanation { primary, chain, others }) = explain(self.graph, self.unit, party)
        else {
            let answer = format!(
                "{name} is no customer of {unit}: no service of the organisation reaches it."
            );
            return self.answer(customer, answer);
        };
        let row = &primary;
        let others = others.iter().map(|chain| self.steps(chain));
        Why {
            rank: Some("primary"),
            reach: Some(row.reach.word()),
            shared_with: row.shared.map(|shared| self.organisation.id_of(shared.with.into())),
            steps: self.steps(&chain),
            others: others.collect(),
            ..self.answer(customer, self.headline(row, &chain))
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
        let steps =
            row.cost.map_or(String::new(), |Cost { broad_steps, steps }| match broad_steps {
                0 => count(steps as usize, "step"),
                _ => format!("{}, {broad_steps} broad", count(steps as usize, "step")),
            });
        match row.reach {
            Reach::Direct => "DIRECT: a service of it serves them".to_owned(),
            Reach::Through => format!("reached THROUGH {through} ({steps})"),
            Reach::Broad => format!("reached BROADLY, through {through} ({steps})"),
            Reach::Shared => {
                let with = row.shared.map_or(Provider::Organisation, |shared| shared.with);
                let reach = row.shared.map_or("", |shared| shared.reach.word());
                format!(
                    "SHARED as part of {}, which reaches them so ({reach})",
                    self.name(with.into())
                )
            }
        }
    }
}
