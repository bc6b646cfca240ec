//! What tickets and charges say of the relationships of a map.

use crate::{
    id::{ServiceId, Subject},
    import::survey::recipients::chain,
    model::{Organisation, PaidBy, Recipient},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// How a use agrees with the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageResult {
    /// The service is used, and the map does not say so.
    NotDeclared,
    /// The map says that the service is used, and it is not.
    NotUsed,
    /// The service is used, and the map says so.
    Declared,
    /// The map says what is paid, and nothing was charged.
    NotCharged,
}

/// A service, or a team, and who uses it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// The service, or the unit that did the work.
    pub service: Subject,
    /// Who uses it: a department or customer; of what is not used the recipient.
    pub by: Subject,
    /// How often.
    pub uses: usize,
    /// What was charged.
    pub charged: Option<f64>,
    /// What the map says is paid a year.
    pub paid: Option<f64>,
    /// How the use agrees with the map.
    pub result: UsageResult,
}

/// What tables of use say of a map.
#[derive(Clone, Debug, Default)]
pub struct UsageOutcome {
    /// Used but not declared first, then declared but not used, then the others; the most used first.
    pub rows: Vec<Usage>,
}

/// Uses by what is used and who uses it: how often, and what was charged.
#[derive(Debug, Default)]
pub(super) struct Uses(BTreeMap<(Subject, Subject), (usize, Option<f64>)>);

impl Uses {
    /// Adds a use.
    pub(super) fn add(&mut self, what: Subject, by: Subject, amount: Option<f64>) {
        let (uses, charged) = self.0.entry((what, by)).or_default();
        *uses += 1;
        *charged = match (*charged, amount) {
            (Some(sum), Some(amount)) => Some(sum + amount),
            (sum, amount) => sum.or(amount),
        };
    }

    /// The same uses, where a team that provides one service is counted as that service.
    fn of_services(&self, organisation: &Organisation) -> Self {
        let mut uses = Self::default();
        for ((what, by), (count, charged)) in &self.0 {
            let service = match services_of(organisation, *what).as_slice() {
                [one] => Subject::Service(*one),
                _ => *what,
            };
            let (sum, total) = uses.0.entry((service, *by)).or_default();
            *sum += count;
            *total = match (*total, *charged) {
                (Some(total), Some(charged)) => Some(total + charged),
                (total, charged) => total.or(charged),
            };
        }
        uses
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Compares uses with a map. Only of services that are used at all is it known who does not use them.
pub(super) fn usage_of(
    organisation: &Organisation,
    uses: &Uses,
    has_amounts: bool,
) -> UsageOutcome {
    let uses = &uses.of_services(organisation);
    let mut rows = Vec::new();
    let mut reached: BTreeMap<ServiceId, BTreeSet<Recipient>> = BTreeMap::new();
    for ((what, by), (count, charged)) in &uses.0 {
        let services = services_of(organisation, *what);
        let mut is_declared = false;
        for service in &services {
            let recipients = chain(organisation, *service, *by);
            is_declared |= !recipients.is_empty();
            if what.service().is_some() {
                reached.entry(*service).or_default().extend(recipients);
            }
        }
        // Who uses what they provide themselves is nobody's customer.
        if !is_declared && is_own(organisation, &services, *what, *by) {
            continue;
        }
        rows.push(Usage {
            service: *what,
            by: *by,
            uses: *count,
            charged: *charged,
            paid: what.service().and_then(|service| paid(organisation, service, *by)),
            result: if is_declared { UsageResult::Declared } else { UsageResult::NotDeclared },
        });
    }
    for (service, used) in &reached {
        rows.extend(not_used(organisation, *service, used));
        if has_amounts {
            rows.extend(not_charged(organisation, *service, uses));
        }
    }
    rows.sort_by_key(|row| (row.result as u8, Reverse(row.uses), row.service, row.by));
    UsageOutcome { rows }
}

/// The active services that a text names: one, or those of the unit and its parts.
fn services_of(organisation: &Organisation, what: Subject) -> Vec<ServiceId> {
    match what {
        Subject::Service(service) => vec![service],
        Subject::Unit(unit) => {
            let services = organisation.services().filter(|(id, service)| {
                let provides = |provider: &crate::model::Provider| {
                    provider.unit().is_some_and(|part| organisation.is_part(part, unit))
                };
                organisation.is_active(*id) && service.provided_by.iter().any(provides)
            });
            services.map(|(id, _)| id).collect()
        }
        Subject::Organisation | Subject::Everyone | Subject::Group(_) | Subject::Party(_) => {
            Vec::new()
        }
    }
}

/// Whether a department uses what it provides itself.
fn is_own(organisation: &Organisation, services: &[ServiceId], what: Subject, by: Subject) -> bool {
    let Some(user) = by.unit() else {
        return false;
    };
    let is_within = |unit| organisation.is_part(user, unit);
    what.unit().is_some_and(is_within)
        || services.iter().any(|service| {
            let providers = &organisation.service(*service).provided_by;
            providers.iter().filter_map(|provider| provider.unit()).any(is_within)
        })
}

/// The units and groups inside, and the active customers, that a service serves and of whom nobody used it.
fn not_used(
    organisation: &Organisation,
    service: ServiceId,
    used: &BTreeSet<Recipient>,
) -> Vec<Usage> {
    let relations = organisation.active_relations(service);
    let unused = relations.map(|relation| relation.to).filter(|to| {
        let is_active = organisation.is_served(*to);
        is_active && to.service().is_none() && !used.contains(to)
    });
    let row = |to: Recipient| Usage {
        service: service.into(),
        by: to.into(),
        uses: 0,
        charged: None,
        paid: paid(organisation, service, to.into()),
        result: UsageResult::NotUsed,
    };
    unused.map(row).collect()
}

/// The payments of a service that nothing was charged for.
fn not_charged(organisation: &Organisation, service: ServiceId, uses: &Uses) -> Vec<Usage> {
    let payments = organisation.service(service).paid_by().unwrap_or_default();
    let rows = payments.iter().filter_map(|payment| {
        let PaidBy::One(payer) = payment.from else { return None };
        let by = Subject::from(payer);
        let is_charged =
            uses.0.get(&(service.into(), by)).is_some_and(|(_, charged)| charged.is_some());
        let amount = payment.amount.filter(|_| !is_charged && by != Subject::Organisation)?;
        let result = UsageResult::NotCharged;
        Some(Usage {
            service: service.into(),
            by,
            uses: 0,
            charged: None,
            paid: Some(amount),
            result,
        })
    });
    rows.collect()
}

/// What the map says somebody pays a year for a service.
fn paid(organisation: &Organisation, service: ServiceId, by: Subject) -> Option<f64> {
    let payments = organisation.service(service).paid_by()?;
    let own = payments.iter().filter(|payment| match payment.from {
        PaidBy::One(payer) => Subject::from(payer) == by,
        PaidBy::Recipients => false,
    });
    own.filter_map(|payment| payment.amount).reduce(|sum, amount| sum + amount)
}
