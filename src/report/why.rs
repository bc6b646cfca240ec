//! The answer of `why`: how a unit comes to a customer, with the place of each step in the file.

use super::{Cell, Column, Table, words::count};
use crate::{
    analysis::{self, Chains, Primaries, Primary, Reach, SecondaryReach, Wanted},
    diag::{Place, Sources},
    graph::{Cost, Graph, Link, Tails},
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Provider, Recipient, Status, Subject},
};
use serde::Serialize;

/// Why somebody is, or isn't, a customer of a unit.
#[derive(Debug, Serialize)]
pub struct Why<'org> {
    /// The unit's id.
    pub unit: &'org str,
    /// The customer's id.
    pub customer: &'org str,
    /// The answer in a sentence.
    pub answer: String,
    /// `primary`, `secondary`, or nothing where it is no customer.
    pub rank: Option<&'static str>,
    /// How the unit reaches it.
    pub reach: Option<&'static str>,
    /// With whom it is shared.
    pub shared_with: Option<&'org str>,
    /// The way there, or each service that is used.
    pub steps: Vec<Step<'org>>,
    /// Other ways as short.
    pub others: Vec<Vec<Step<'org>>>,
}

/// A step with its place.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct Step<'org> {
    pub service: Option<&'org str>,
    #[serde(skip)]
    pub label: String,
    pub to: &'org str,
    #[serde(skip)]
    pub to_name: &'org str,
    pub file: &'org str,
    pub line: u32,
}

/// What is asked about.
struct Question<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    sources: &'org Sources,
    unit: UnitId,
}

/// Why `customer` is, or isn't, a customer of `unit`.
#[must_use]
pub fn why<'org>(
    graph: &Graph<'org>,
    sources: &'org Sources,
    unit: UnitId,
    customer: Subject,
) -> Why<'org> {
    let question = Question {
        graph,
        organisation: graph.organisation(),
        sources,
        unit,
    };
    match customer {
        Subject::Party(party) => question.primary(party),
        Subject::Organisation
        | Subject::Everyone
        | Subject::Unit(_)
        | Subject::Group(_)
        | Subject::Service(_) => question.secondary(customer),
    }
}

impl<'org> Question<'_, 'org> {
    fn answer(&self, customer: Subject, answer: String) -> Why<'org> {
        Why {
            unit: &self.organisation.unit(self.unit).about.id,
            customer: self.organisation.id_of(customer),
            answer,
            rank: None,
            reach: None,
            shared_with: None,
            steps: Vec::new(),
            others: Vec::new(),
        }
    }

    fn name(&self, subject: Subject) -> &'org str {
        self.organisation.name_of(subject)
    }

    fn primary(&self, party: PartyId) -> Why<'org> {
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
        let (unit, name) = (
            self.name(Subject::Unit(self.unit)),
            self.name(Subject::Party(row.party)),
        );
        let through = chain.first().map_or("", |link| self.name(link.to.into()));
        let steps = row.cost.map_or(
            String::new(),
            |Cost { broad_steps, steps }| match broad_steps {
                0 => count(steps as usize, "step"),
                _ => format!("{}, {broad_steps} broad", count(steps as usize, "step")),
            },
        );
        let how = match row.reach {
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
        };
        format!("{name}: PRIMARY (external) customer of {unit}, {how}.")
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

    fn steps(&self, chain: &[Link]) -> Vec<Step<'org>> {
        let mut from = Some(self.unit);
        let mut steps = Vec::new();
        for (at, link) in chain.iter().enumerate() {
            let passing = at.checked_sub(1).map(|before| chain[before].to);
            let place = self.place(*link, passing);
            let label = match link.service {
                Some(service) => self.service_label(service, from.take()),
                None => "passes on".to_owned(),
            };
            steps.push(Step {
                service: link
                    .service
                    .map(|service| &*self.organisation.service(service).about.id),
                label,
                to: self.organisation.id_of(link.to.into()),
                to_name: self.name(link.to.into()),
                file: &self.sources.file(place.file).name,
                line: place.line,
            });
        }
        steps
    }

    /// `Sales: Web shop`, with whoever provides it unless that is the unit asked about.
    fn service_label(&self, service: ServiceId, asked: Option<UnitId>) -> String {
        let service = self.organisation.service(service);
        let own = |provider: &&Provider| asked.map(Provider::Unit) != Some(**provider);
        let providers = service.provided_by.iter().filter(own);
        let names: Vec<&str> = providers.map(|it| self.name((*it).into())).collect();
        match names.as_slice() {
            [] => service.about.name.to_string(),
            [one] if **one == *service.about.name => (*one).to_owned(),
            names => format!("{}: {}", names.join(" and "), service.about.name),
        }
    }

    /// Where the file says that a step is taken; `passing` is the party that passes on.
    fn place(&self, link: Link, passing: Option<Recipient>) -> Place {
        match (link.service, passing, link.to) {
            (Some(service), _, _) => {
                let mut relations = self.organisation.relations(service);
                let found = relations.find(|relation| relation.to == link.to);
                found.map_or(self.organisation.service(service).about.place, |found| {
                    found.place
                })
            }
            (None, Some(Recipient::Party(passing)), Recipient::Party(to)) => {
                let party = self.organisation.party(passing);
                let found = party.reaches.iter().find(|(reached, _)| *reached == to);
                found.map_or(party.about.place, |(_, place)| *place)
            }
            _ => self.organisation.about.place,
        }
    }

    fn secondary(&self, customer: Subject) -> Why<'org> {
        let (unit, name) = (self.name(Subject::Unit(self.unit)), self.name(customer));
        let rows = analysis::secondary(self.graph, self.unit);
        let Some(row) = rows
            .into_iter()
            .find(|row| Subject::from(row.customer) == customer)
        else {
            let answer = format!(
                "{name} is no customer of {unit}: no service of it, nor of a department around it, serves them."
            );
            return self.answer(customer, answer);
        };
        let (services, shared_with) = match row.reach {
            SecondaryReach::Direct => (row.services, None),
            SecondaryReach::Shared(with) => (self.graph.services_of(with), Some(with)),
        };
        let how = match shared_with {
            None => "DIRECT: it uses what the unit provides".to_owned(),
            Some(with) => format!("SHARED with {}", self.name(Subject::Unit(with))),
        };
        let used = services.into_iter().flat_map(|service| {
            let relations = self.organisation.relations(service);
            relations.filter_map(move |relation| {
                let stands_for = analysis::stands_for(self.organisation, relation.to);
                let used = stands_for.contains(&row.customer);
                used.then_some(Link {
                    service: Some(service),
                    to: relation.to,
                })
            })
        });
        let steps = used.flat_map(|link| self.steps(&[link])).collect();
        Why {
            rank: Some("secondary"),
            reach: Some(if shared_with.is_some() {
                "shared"
            } else {
                "direct"
            }),
            shared_with: shared_with.map(|with| &*self.organisation.unit(with).about.id),
            steps,
            ..self.answer(
                customer,
                format!("{name}: SECONDARY (internal) customer of {unit}, {how}."),
            )
        }
    }
}

impl Why<'_> {
    /// The answer as a table: a step a row, the other ways below it where `all` are wanted.
    #[must_use]
    pub fn table(&self, all: bool) -> Table {
        let chained = self.rank == Some("primary");
        let mut rows = rows(&self.steps, chained);
        let mut notes = Vec::new();
        if all {
            for other in &self.others {
                rows.push(vec!["or".into(), Cell::default(), Cell::default()]);
                rows.extend(self::rows(other, chained));
            }
        } else if !self.others.is_empty() {
            let through: Vec<&str> = self
                .others
                .iter()
                .map(|other| other[0].to_name)
                .take(3)
                .collect();
            let chains = count(self.others.len(), "other chain");
            notes.push(format!(
                "{chains} as short (through {}): --all",
                through.join(", ")
            ));
        }
        let mut columns = Vec::new();
        if !rows.is_empty() {
            columns.push(Column::new("SERVICE", 4));
            columns.push(Column::new("SERVES", 3));
            columns.push(Column::new("WHERE", 3));
        }
        Table {
            title: vec![self.answer.clone()],
            columns,
            rows,
            notes,
        }
    }
}

fn rows(steps: &[Step<'_>], chained: bool) -> Vec<Vec<Cell>> {
    let row = |(at, step): (usize, &Step<'_>)| {
        let depth = if chained { at } else { 0 };
        let label = Cell {
            lines: vec![step.label.clone()],
            depth,
        };
        vec![
            label,
            step.to_name.into(),
            format!("{}:{}", step.file, step.line).into(),
        ]
    };
    steps.iter().enumerate().map(row).collect()
}
