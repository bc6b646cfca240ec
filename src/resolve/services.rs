//! Services: those of the list, and those that a unit's own `serves` makes.

use super::{
    Resolver,
    lookup::Named,
    units::OwnService,
    values::{filled, text, unboxed},
};
use crate::{
    diag::{Code, Diagnostic, Place},
    id::Subject,
    input::{
        EntryKind, OneOrMany, RawPayment, RawRelation, RawSatisfaction, RawService, Text, TextOr,
        targets,
    },
    model::{
        About, PaidAs, PaidBy, Payer, Payment, Provider, Providers, Recipient, Satisfaction,
        Service, ServiceDetails, ServiceStatus, Span,
    },
};
use rustc_hash::{FxHashMap, FxHashSet};

/// The best score where the file names none.
const SCALE: f64 = 10.0;

/// For what a `paid_by` stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PaidFor {
    /// The service that it stands in.
    OneService,
    /// Whatever serves a party: the organisation's default, which has no amounts.
    AnyService,
}

impl Resolver {
    /// All services: the list's, then one for each unit that says itself whom it serves.
    pub(super) fn services(&mut self, raw: Vec<RawService>, own: Vec<OwnService>) -> Vec<Service> {
        let mut services = Vec::with_capacity(raw.len() + own.len());
        for (at, raw) in raw.into_iter().enumerate() {
            services.push(self.service(at, raw));
        }
        for own in own {
            services.push(self.own_service(services.len(), own));
        }
        services
    }

    fn service(&mut self, at: usize, raw: RawService) -> Service {
        let mut about = self.lookup.about(EntryKind::Service, at);
        about.texts = self.texts.add(raw.more);
        let provided_by = self.providers(raw.provided_by);
        let (relations, again) = self.relations(raw.serves);
        let status = self.values.word(unboxed(raw.status), ServiceStatus::ALL);
        let details = ServiceDetails {
            status: status.unwrap_or(ServiceStatus::Active),
            again,
            paid_by: self.payments(raw.paid_by, PaidFor::OneService),
            purpose: text(raw.purpose),
            reviewed: self.values.date(unboxed(raw.reviewed)),
        };
        Service { about, provided_by, relations, details: details.or_nothing() }
    }

    /// The service without a name that a unit's `serves` makes.
    fn own_service(&mut self, at: usize, (unit, serves, paid_by): OwnService) -> Service {
        let (relations, again) = self.relations(serves);
        let details = ServiceDetails {
            again,
            paid_by: self.payments(paid_by, PaidFor::OneService),
            ..ServiceDetails::default()
        };
        Service {
            about: About {
                name: self.lookup.unit_identity(unit).name.clone(),
                ..self.lookup.about(EntryKind::Service, at)
            },
            provided_by: [Provider::Unit(self.lookup.unit_number(unit))].into_iter().collect(),
            relations,
            details: details.or_nothing(),
        }
    }

    fn providers(&mut self, raw: Option<OneOrMany<Text>>) -> Providers {
        let mut seen = FxHashSet::default();
        let named = raw.into_iter().flatten().filter_map(|text| {
            let subject = self.subject(&text, &targets::PROVIDER, "a provider")?;
            let provider = subject.unit().map_or(Provider::Organisation, Provider::Unit);
            seen.insert(provider).then_some(provider)
        });
        named.collect()
    }

    /// The relations of a service, each recipient once, and where one is named again.
    fn relations(
        &mut self,
        raw: Option<OneOrMany<TextOr<RawRelation>>>,
    ) -> (Span, Vec<(Recipient, Place)>) {
        let mut relations: Vec<(Recipient, Place, Vec<Satisfaction>)> = Vec::new();
        let mut again = Vec::new();
        let mut numbers: FxHashMap<Recipient, usize> = FxHashMap::default();
        for raw in raw.into_iter().flatten() {
            let Some((to, place, satisfaction)) = self.relation(raw.record()) else {
                continue;
            };
            let number = *numbers.entry(to).or_insert(relations.len());
            match relations.get_mut(number) {
                None => relations.push((to, place, satisfaction)),
                Some((_, _, first)) => {
                    again.push((to, place));
                    first.extend(satisfaction);
                }
            }
        }
        let relations = relations.into_iter().map(|(to, place, all)| (to, place, all.into()));
        (self.relations.add(relations), again)
    }

    fn relation(&mut self, raw: RawRelation) -> Option<(Recipient, Place, Vec<Satisfaction>)> {
        let measured = raw.satisfaction.into_iter().flatten();
        let satisfaction = measured.map(|raw| self.satisfaction(raw)).collect();
        let to = filled(raw.to)?;
        let recipient = match self.subject(&to, &targets::RECIPIENT, "a recipient")? {
            Subject::Unit(unit) => Recipient::Unit(unit),
            Subject::Group(group) => Recipient::Group(group),
            Subject::Everyone | Subject::Organisation => Recipient::Everyone,
            Subject::Service(service) => Recipient::Service(service),
            Subject::Party(party) => Recipient::Party(party),
        };
        Some((recipient, to.place, satisfaction))
    }

    fn satisfaction(&mut self, raw: RawSatisfaction) -> Satisfaction {
        let at = raw.scale.as_ref().or(raw.score.as_ref());
        let at = at.map_or(raw.place, |text| text.place);
        let scale = self.values.amount(raw.scale, "a scale").unwrap_or(SCALE);
        let score = self.values.amount(raw.score, "a score");
        if scale <= 0.0 || score.is_some_and(|score| score > scale) {
            let message = match score {
                Some(score) if scale > 0.0 => {
                    format!("a score of {score} is above its scale of {scale}")
                }
                _ => "a scale must be above 0".to_owned(),
            };
            let help = "write the best possible score as `scale`; it is 10 where it is left out";
            self.values.report(Diagnostic::new(Code::WrongNumber, at, message).help(help));
        }
        Satisfaction {
            score,
            scale: if scale > 0.0 { scale } else { SCALE },
            n: self.values.count(raw.n, "the number of answers"),
            measured: self.values.date(raw.measured),
            source: text(raw.source),
            place: raw.place,
        }
    }

    /// The payments of a `paid_by`; `None` where there is no such key.
    pub(super) fn payments(
        &mut self,
        raw: Option<OneOrMany<TextOr<RawPayment>>>,
        paid_for: PaidFor,
    ) -> Option<Vec<Payment>> {
        let payments = raw?.into_iter().filter_map(|raw| self.payment(raw.record(), paid_for));
        Some(payments.collect())
    }

    fn payment(&mut self, raw: RawPayment, paid_for: PaidFor) -> Option<Payment> {
        let amount_at = raw.amount.as_ref().map(|text| text.place);
        let amount = self.values.amount(raw.amount, "an amount");
        let paid_as = self.values.word(raw.paid_as, PaidAs::ALL);
        let from = filled(raw.from)?;
        let named = self.lookup.find(&from, &targets::PAYER, "a payer", &mut self.values)?;
        let paid_by = match named {
            Named::Recipients => PaidBy::Recipients,
            Named::Thing(Subject::Unit(unit)) => PaidBy::One(Payer::Unit(unit)),
            Named::Thing(Subject::Party(party)) => PaidBy::One(Payer::Party(party)),
            Named::Thing(_) => PaidBy::One(Payer::Organisation),
        };
        let shared = paid_by == PaidBy::Recipients || paid_for == PaidFor::AnyService;
        if let Some(place) = amount_at.filter(|_| shared) {
            let message = match paid_for {
                PaidFor::OneService => "`recipients` has no amount: it may be several payers",
                PaidFor::AnyService => {
                    "the organisation's `paid_by` has no amounts: it holds for every service"
                }
            };
            self.values.report(Diagnostic::new(Code::AmountOfRecipients, place, message));
        }
        Some(Payment { from: paid_by, amount, paid_as, place: from.place })
    }
}
