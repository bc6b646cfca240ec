//! Names and chains as sentences.

use super::super::words::people;
use crate::{
    graph::Link,
    id::{ServiceId, Subject, UnitId},
    model::{Organisation, PaidBy, Payer, Provider, Recipient},
};

/// The most names that are listed; the others are counted.
const MOST_NAMES: usize = 6;

/// Makes sentences about an organisation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentences<'org> {
    organisation: &'org Organisation,
}

impl<'org> Sentences<'org> {
    pub(super) fn new(organisation: &'org Organisation) -> Self {
        Self { organisation }
    }

    fn name(self, subject: impl Into<Subject>) -> &'org str {
        self.organisation.name_of(subject.into())
    }

    /// A recipient; of a group also how many people it is.
    pub(super) fn recipient(self, recipient: Recipient) -> String {
        let name = self.name(recipient);
        let group = recipient.group().map(|group| self.organisation.group(group));
        match group.and_then(|group| group.size) {
            Some(size) => {
                let size = people(usize::try_from(size).unwrap_or(usize::MAX));
                format!("{name} ({size})")
            }
            None if recipient == Recipient::Everyone => "everyone".to_owned(),
            None if recipient.service().is_some() => format!("the service {name}"),
            None => name.to_owned(),
        }
    }

    /// Whom a service serves.
    pub(super) fn recipients(self, service: ServiceId) -> String {
        let all = self.organisation.all_relations(service);
        and(all.map(|relation| self.recipient(relation.to)).collect())
    }

    /// Who provides a service.
    pub(super) fn providers(self, service: ServiceId) -> String {
        let all = self.organisation.service(service).provided_by.iter();
        and(all.map(|provider| self.name(*provider).to_owned()).collect())
    }

    /// Returns the sentence, unless it names a unit alone.
    pub(super) fn other_providers(self, service: ServiceId, unit: UnitId) -> String {
        match &*self.organisation.service(service).provided_by {
            [Provider::Unit(only)] if *only == unit => String::new(),
            _ => self.providers(service),
        }
    }

    /// Who pays for a service, as far as the map states it.
    pub(super) fn payers(self, service: ServiceId) -> String {
        let payments = self.organisation.service(service).paid_by().unwrap_or_default();
        let names = payments.iter().map(|payment| match payment.from {
            PaidBy::One(Payer::Organisation) => self.name(Subject::Organisation).to_owned(),
            PaidBy::One(Payer::Unit(unit)) => self.name(unit).to_owned(),
            PaidBy::One(Payer::Party(party)) => self.name(party).to_owned(),
            PaidBy::Recipients => "those who receive it".to_owned(),
        });
        and(names.collect())
    }

    /// A chain from a unit, as what each provides to whom: `you provide the Order system to Sales, and Online Sales
    /// provides the Web shop to them`.
    pub(super) fn chain(self, unit: UnitId, chain: &[Link]) -> String {
        let mut parts = Vec::new();
        let mut from: Option<Recipient> = None;
        for (at, link) in chain.iter().enumerate() {
            let is_last = at + 1 == chain.len();
            let to = if is_last { "them".to_owned() } else { self.recipient(link.to) };
            let part = match (link.service, from) {
                (Some(service), _) => {
                    let who = self.who_provides(unit, service, at == 0);
                    format!("{who} {} to {to}", self.name(service))
                }
                (None, Some(passing)) => format!("{} pass it on to {to}", self.recipient(passing)),
                (None, None) => format!("it is passed on to {to}"),
            };
            parts.push(part);
            from = Some(link.to);
        }
        // Names hold an "and" of their own: a comma tells where a part ends.
        match parts.pop() {
            Some(last) if !parts.is_empty() => format!("{}, and {last}", parts.join(", ")),
            last => last.unwrap_or_default(),
        }
    }

    /// `you provide` or `Sales provides`, and of the first step of a part of the unit `your Packing provides`.
    fn who_provides(self, unit: UnitId, service: ServiceId, is_first: bool) -> String {
        let providers = &self.organisation.service(service).provided_by;
        let is_own = |provider: &Provider| {
            provider.unit().is_some_and(|part| self.organisation.is_part(part, unit))
        };
        if is_first && providers.iter().any(is_own) {
            return "you provide".to_owned();
        }
        let verb = if providers.len() > 1 { "provide" } else { "provides" };
        format!("{} {verb}", self.providers(service))
    }
}

/// Names as a list: `a, b and c`, or the first ones and how many others.
pub(super) fn and(mut names: Vec<String>) -> String {
    if names.len() > MOST_NAMES + 1 {
        let others = names.len() - MOST_NAMES;
        names.truncate(MOST_NAMES);
        names.push(format!("{others} others"));
    }
    match names.pop() {
        None => String::new(),
        Some(only) if names.is_empty() => only,
        Some(last) => format!("{} and {last}", names.join(", ")),
    }
}
