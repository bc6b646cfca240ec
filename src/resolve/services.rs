//! Services: those of the list, and those that a unit's own `serves` makes.

use super::{
    lookup::ReferenceTarget,
    resolver::Resolver,
    units::OwnService,
    values::{filled, text, unboxed},
};
use crate::{
    diag::{Code, Diagnostic, Place},
    id::{ServiceId, Subject},
    input::{EntryKind, OneOrMany, RawPayment, RawRelation, RawService, Text, TextOr, targets},
    model::{
        Agreement, Header, PaidAs, PaidBy, Payer, Payment, Provider, Providers, Recipient,
        RelationDetails, RelationRow, Service, ServiceDetails, ServiceStatus, Span,
    },
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a `paid_by` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PaidFor {
    /// The service whose key it is.
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
            // In the order in which `identities` numbered them.
            services.push(self.own_service(services.len(), own));
        }
        services
    }

    fn service(&mut self, at: usize, raw: RawService) -> Service {
        let mut header = self.lookup.header(EntryKind::Service, at);
        header.texts = self.texts.add(raw.more);
        let provided_by = self.providers(raw.provided_by);
        let (relations, duplicate_recipients) = self.relations(raw.serves);
        let status = self.values.word(unboxed(raw.status), ServiceStatus::ALL);
        let details = ServiceDetails {
            status: status.unwrap_or(ServiceStatus::Active),
            duplicate_recipients,
            paid_by: self.payments(raw.paid_by, PaidFor::OneService),
            purpose: text(raw.purpose),
            reviewed: self.values.date(unboxed(raw.reviewed)),
        };
        Service { header, provided_by, relations, details: details.or_nothing() }
    }

    /// The service without a name that a unit's `serves` makes.
    fn own_service(&mut self, at: usize, (unit, serves, paid_by): OwnService) -> Service {
        let (relations, duplicate_recipients) = self.relations(serves);
        let details = ServiceDetails {
            duplicate_recipients,
            paid_by: self.payments(paid_by, PaidFor::OneService),
            ..ServiceDetails::default()
        };
        Service {
            header: Header {
                name: self.lookup.unit_identity(unit).name.clone(),
                ..self.lookup.header(EntryKind::Service, at)
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
            // A provider that is named twice counts once: a service must not
            // look as if it had several.
            seen.insert(provider).then_some(provider)
        });
        named.collect()
    }

    /// The relations of a service, each recipient once, and where one is named again.
    fn relations(
        &mut self,
        raw: Option<OneOrMany<TextOr<RawRelation>>>,
    ) -> (Span, Vec<(Recipient, Place)>) {
        let mut relations: Vec<(Recipient, Place, RelationDetails)> = Vec::new();
        let mut duplicate_recipients = Vec::new();
        let mut numbers: FxHashMap<Recipient, usize> = FxHashMap::default();
        for raw in raw.into_iter().flatten() {
            let Some((to, place, details)) = self.relation(raw.record()) else {
                continue;
            };
            let number = *numbers.entry(to).or_insert(relations.len());
            match relations.get_mut(number) {
                None => relations.push((to, place, details)),
                Some((_, _, first)) => {
                    duplicate_recipients.push((to, place));
                    // The measurements of both are kept; the repetition is a finding
                    // (`duplicate-recipient`).
                    first.add(details);
                }
            }
        }
        let rows = relations.into_iter().map(|(to, place, details)| RelationRow {
            to,
            place,
            details: details.or_nothing(),
        });
        (self.relations.add(rows), duplicate_recipients)
    }

    fn relation(&mut self, raw: RawRelation) -> Option<(Recipient, Place, RelationDetails)> {
        let measured = raw.satisfaction.into_iter().flatten();
        let satisfaction = measured.map(|raw| self.satisfaction(raw)).collect();
        let agreed = raw.agreed.map(|raw| Agreement {
            level: text(raw.level),
            target: text(raw.target),
            reviewed: self.values.date(raw.reviewed),
            url: text(raw.url),
        });
        let place = raw.place;
        let used_for = raw.used_for.map(|texts| self.used_for(texts));
        let to = filled(raw.to)?;
        let recipient = self.subject(&to, &targets::RECIPIENT, "a recipient")?;
        let details =
            RelationDetails { used_for, satisfaction, agreed, ..RelationDetails::default() };
        self.check_use(recipient, place, &details);
        Some((Recipient::from(recipient), to.place, details))
    }

    /// The services for which alone a recipient uses another, each once.
    fn used_for(&mut self, texts: OneOrMany<Text>) -> Vec<ServiceId> {
        let mut seen = FxHashSet::default();
        let named = texts.into_iter().filter_map(|text| {
            let role = "what a recipient uses a service for";
            self.subject(&text, &targets::SERVICE, role)?.service()
        });
        named.filter(|service| seen.insert(*service)).collect()
    }

    /// Reports a `for` beside a recipient that provides nothing itself: a party, or a service, which is used for
    /// itself alone (SPEC 2).
    fn check_use(&mut self, to: Subject, place: Place, details: &RelationDetails) {
        let kind = match to {
            Subject::Party(_) => "somebody outside",
            Subject::Service(_) => "a service",
            Subject::Unit(_) | Subject::Group(_) | Subject::Everyone | Subject::Organisation => {
                return;
            }
        };
        if details.used_for.is_some() {
            let message = format!("`for` has no meaning beside {kind}");
            let help = "take the `for` out: it says for which of its own services a department, a person, a group or everyone uses this one";
            self.values.report(Diagnostic::new(Code::UnknownKey, place, message).help(help));
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
            ReferenceTarget::Recipients => PaidBy::Recipients,
            ReferenceTarget::Thing(Subject::Unit(unit)) => PaidBy::One(Payer::Unit(unit)),
            ReferenceTarget::Thing(Subject::Party(party)) => PaidBy::One(Payer::Party(party)),
            // The only thing left among those that `PAYER` allows.
            ReferenceTarget::Thing(_) => PaidBy::One(Payer::Organisation),
        };
        // SPEC 2: no amount with `recipients`, and none in the organisation's `paid_by`.
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
