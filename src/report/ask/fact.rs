//! What a question is about: one fact of the map, with an address that a form carries and an import reads back.
//!
//! ```text
//! beneficiaries/office-customers/relationship/backup     who is the backup of the owner of a relationship
//! verdicts/accounting/retail-buyers                      whether retail buyers are customers of Accounting
//! measurements/helpdesk/computer-users                   how happy computer users are with the helpdesk
//! ```
//!
//! The state of a fact is a text, so that an import sees whether the map has changed since the form was written.

use crate::{
    analysis::{ChainDetail, Primaries, PrimaryQuery},
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{
        ChangeReason, Date, Organisation, PaidBy, Party, PartyList, Payer, Provider, Recipient,
    },
};

/// One fact that a form asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedFact {
    /// What a department is for.
    Purpose(UnitId),
    /// Who leads a department.
    Lead(UnitId),
    /// Whom a unit serves that has no service yet.
    UnitServes(UnitId),
    /// Whether what is written down about a service is right.
    ServiceChecked(ServiceId),
    /// Whom a service serves.
    ServiceServes(ServiceId),
    /// Which of its recipients a service does not serve.
    ServiceServesNot(ServiceId),
    /// Who pays for a service.
    ServicePaidBy(ServiceId),
    /// Whether what is written down about a party is right.
    PartyChecked(PartyId),
    /// One thing worth knowing about a party.
    Party(PartyId, PartyKey),
    /// A reason why a party comes, by its place among its reasons.
    Reason(PartyId, usize),
    /// Whether a party is a customer of a unit.
    Customer(UnitId, PartyId),
    /// How happy a recipient is with a service.
    Score(ServiceId, Recipient),
}

/// A key of a party that a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyKey {
    /// Since when it has been a customer.
    Since,
    /// What drives it.
    Drivers,
    /// The economic and market forces on it.
    Pressures,
    /// For which kind of reason it came.
    WonReason,
    /// Why it came, in words.
    WonNote,
    /// Why it stays.
    KeptBy,
    /// The alternatives that it uses beside us or instead.
    BuysFrom,
    /// Who owns the relationship.
    Owner,
    /// The backup of the owner.
    Backup,
}

impl PartyKey {
    /// Every key.
    pub const ALL: [Self; 9] = [
        Self::Since,
        Self::Drivers,
        Self::Pressures,
        Self::WonReason,
        Self::WonNote,
        Self::KeptBy,
        Self::BuysFrom,
        Self::Owner,
        Self::Backup,
    ];

    /// The keys of the file that lead to it from the entry of the party.
    pub fn path(self) -> &'static [&'static str] {
        match self {
            Self::Since => &["since"],
            Self::Drivers => &["drivers"],
            Self::Pressures => &["pressures"],
            Self::WonReason => &["won_by", "reason"],
            Self::WonNote => &["won_by", "note"],
            Self::KeptBy => &["kept_by"],
            Self::BuysFrom => &["buys_from"],
            Self::Owner => &["relationship", "owner"],
            Self::Backup => &["relationship", "backup"],
        }
    }
}

/// Why an address leads to no fact of the map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownFact {
    /// The text is not written as addresses are.
    #[error("it asks about something that this version doesn't know")]
    Malformed,
    /// The map has nothing with an id that it names.
    #[error("the map has no {kind} with the id `{id}` any more")]
    Missing {
        /// The kind of thing that was looked for.
        kind: &'static str,
        /// The id that was looked for.
        id: String,
    },
    /// The service does not serve the recipient.
    #[error("`{service}` does not serve `{recipient}` any more")]
    NoRelationship {
        /// The id of the service.
        service: String,
        /// The id of the recipient.
        recipient: String,
    },
}

/// At most this much of a state is kept as it is: enough to be shown in a conflict.
const LONGEST_STATE: usize = 160;

impl AskedFact {
    /// The address of the fact.
    pub fn about(self, organisation: &Organisation) -> String {
        let id = |subject: Subject| escape(organisation.id_of(subject));
        let of =
            |list: &str, subject: Subject, rest: &str| format!("{list}/{}/{rest}", id(subject));
        match self {
            Self::Purpose(unit) => of("departments", unit.into(), "purpose"),
            Self::Lead(unit) => of("departments", unit.into(), "lead"),
            Self::UnitServes(unit) => of("units", unit.into(), "serves"),
            Self::ServiceChecked(service) => of("services", service.into(), "reviewed"),
            Self::ServiceServes(service) => of("services", service.into(), "serves"),
            Self::ServiceServesNot(service) => of("services", service.into(), "serves/not"),
            Self::ServicePaidBy(service) => of("services", service.into(), "paid_by"),
            Self::PartyChecked(party) => of("parties", party.into(), "reviewed"),
            Self::Party(party, key) => of("parties", party.into(), &key.path().join("/")),
            Self::Reason(party, at) => of("parties", party.into(), &format!("reasons/{}", at + 1)),
            Self::Customer(unit, party) => {
                format!("verdicts/{}/{}", id(unit.into()), id(party.into()))
            }
            Self::Score(service, recipient) => {
                format!("measurements/{}/{}", id(service.into()), id(recipient.into()))
            }
        }
    }

    /// The fact at an address.
    ///
    /// # Errors
    /// Where the map has no such fact.
    pub fn find(organisation: &Organisation, about: &str) -> Result<Self, UnknownFact> {
        let address: Vec<String> = about.split('/').map(unescape).collect();
        let words: Vec<&str> = address.iter().map(String::as_str).collect();
        let lookup = FactLookup { organisation };
        match words.as_slice() {
            ["departments", id, "purpose"] => lookup.unit(id).map(Self::Purpose),
            ["departments", id, "lead"] => lookup.unit(id).map(Self::Lead),
            ["units", id, "serves"] => lookup.unit(id).map(Self::UnitServes),
            ["services", id, "reviewed"] => lookup.service(id).map(Self::ServiceChecked),
            ["services", id, "serves"] => lookup.service(id).map(Self::ServiceServes),
            ["services", id, "serves", "not"] => lookup.service(id).map(Self::ServiceServesNot),
            ["services", id, "paid_by"] => lookup.service(id).map(Self::ServicePaidBy),
            ["parties", id, "reviewed"] => lookup.party(id).map(Self::PartyChecked),
            ["parties", id, "reasons", at] => {
                let party = lookup.party(id)?;
                let number = at.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
                let known =
                    number.filter(|number| *number < organisation.party(party).reasons.len());
                known.map(|number| Self::Reason(party, number)).ok_or(UnknownFact::Malformed)
            }
            ["parties", id, path @ ..] => {
                let mut keys = PartyKey::ALL.into_iter();
                let key = keys.find(|key| key.path() == path).ok_or(UnknownFact::Malformed)?;
                lookup.party(id).map(|party| Self::Party(party, key))
            }
            ["verdicts", unit, party] => {
                Ok(Self::Customer(lookup.unit(unit)?, lookup.party(party)?))
            }
            ["measurements", service, recipient] => lookup.score(service, recipient),
            _ => Err(UnknownFact::Malformed),
        }
    }

    /// The state of the fact in the map: short, and another one where the fact has changed.
    pub fn state(self, graph: &Graph<'_>) -> String {
        let whole = self.whole_state(graph);
        let Some((cut, _)) = whole.char_indices().nth(LONGEST_STATE) else {
            return whole;
        };
        // FNV-1a: texts that were cut off have to differ, not to be kept secret.
        let hash = whole.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{}\u{2026} #{hash:016x}", &whole[..cut])
    }

    fn whole_state(self, graph: &Graph<'_>) -> String {
        let organisation = graph.organisation();
        match self {
            Self::Purpose(unit) => {
                let department = organisation.unit(unit).department();
                department.and_then(|it| it.purpose.as_deref()).unwrap_or("").to_owned()
            }
            Self::Lead(unit) => {
                let department = organisation.unit(unit).department();
                name(organisation, department.and_then(|it| it.lead))
            }
            Self::UnitServes(unit) => {
                let services = graph.provided_by(unit).iter();
                let recipients = services.flat_map(|service| organisation.all_relations(*service));
                joined(organisation, recipients.map(|relation| relation.to.into()))
            }
            Self::ServiceChecked(service) => service_state(organisation, service),
            Self::ServiceServes(service) | Self::ServiceServesNot(service) => joined(
                organisation,
                organisation.all_relations(service).map(|relation| relation.to.into()),
            ),
            Self::ServicePaidBy(service) => paid_by(organisation, service),
            Self::PartyChecked(party) => {
                let party = organisation.party(party);
                let keys = [PartyKey::Since, PartyKey::Owner, PartyKey::Backup];
                let values = keys.map(|key| party_value(organisation, party, key));
                values.join("; ")
            }
            Self::Party(party, key) => party_value(organisation, organisation.party(party), key),
            Self::Reason(party, at) => {
                let reason = organisation.party(party).reasons.get(at);
                reason.map_or(String::new(), |reason| {
                    let claim = reason.claim.as_deref().unwrap_or("");
                    format!("{}: {claim}", reason.confidence.word())
                })
            }
            Self::Customer(unit, party) => customer_state(graph, unit, party),
            Self::Score(..) => String::new(),
        }
    }
}

/// How a unit comes to a party: the word of the verdict if there is one, else that of the reach.
fn customer_state(graph: &Graph<'_>, unit: UnitId, party: PartyId) -> String {
    if let Some(verdict) = graph.organisation().verdict(unit, party) {
        return verdict.verdict.word().to_owned();
    }
    let query = PrimaryQuery {
        reaches: Vec::new(),
        parties: Some(vec![party]),
        chains: ChainDetail::FirstStep,
    };
    let mut rows = Primaries::new(graph, [unit], query).flat_map(|(_, own)| own.rows);
    rows.next().map_or(String::new(), |row| row.reach.word().to_owned())
}

fn service_state(organisation: &Organisation, service: ServiceId) -> String {
    let providers = organisation.service(service).provided_by.iter();
    let providers = joined(organisation, providers.map(|provider: &Provider| (*provider).into()));
    let recipients = organisation.all_relations(service).map(|relation| relation.to.into());
    let recipients = joined(organisation, recipients);
    format!("by {providers}; for {recipients}; paid by {}", paid_by(organisation, service))
}

fn paid_by(organisation: &Organisation, service: ServiceId) -> String {
    let payments = organisation.service(service).paid_by().unwrap_or_default().iter();
    let ids = payments.map(|payment| match payment.from {
        PaidBy::One(Payer::Organisation) => "organisation",
        PaidBy::One(Payer::Unit(unit)) => organisation.id_of(unit.into()),
        PaidBy::One(Payer::Party(party)) => organisation.id_of(party.into()),
        PaidBy::Recipients => "recipients",
    });
    ids.collect::<Vec<_>>().join(", ")
}

fn party_value(organisation: &Organisation, party: &Party, key: PartyKey) -> String {
    let text = |text: Option<&str>| text.unwrap_or("").to_owned();
    match key {
        PartyKey::Since => text(party.since.as_ref().map(Date::as_str)),
        PartyKey::Drivers => party.drivers.join("; "),
        PartyKey::Pressures => party.pressures.join("; "),
        PartyKey::WonReason => {
            let reason = party.won_by.as_ref().and_then(|won| won.reason);
            text(reason.map(ChangeReason::word))
        }
        PartyKey::WonNote => text(party.won_by.as_ref().and_then(|won| won.note.as_deref())),
        PartyKey::KeptBy => text(party.kept_by.as_deref()),
        PartyKey::BuysFrom => party.buys_from.join("; "),
        PartyKey::Owner => name(organisation, party.relationship.as_ref().and_then(|it| it.owner)),
        PartyKey::Backup => {
            name(organisation, party.relationship.as_ref().and_then(|it| it.backup))
        }
    }
}

/// The id of a unit, if there is one.
fn name(organisation: &Organisation, unit: Option<UnitId>) -> String {
    unit.map_or(String::new(), |unit| organisation.id_of(unit.into()).to_owned())
}

/// Ids in alphabetical order: the order of a file says nothing.
fn joined(organisation: &Organisation, subjects: impl Iterator<Item = Subject>) -> String {
    let mut ids: Vec<&str> = subjects.map(|subject| organisation.id_of(subject)).collect();
    ids.sort_unstable();
    ids.join(", ")
}

/// Finds the things that an address names.
struct FactLookup<'org> {
    organisation: &'org Organisation,
}

impl FactLookup<'_> {
    fn thing<T>(
        &self,
        kind: &'static str,
        id: &str,
        wanted: impl Fn(Subject) -> Option<T>,
    ) -> Result<T, UnknownFact> {
        let mut subjects =
            self.organisation.subjects().filter(|subject| self.organisation.id_of(*subject) == id);
        let missing = || UnknownFact::Missing { kind, id: excerpt(id) };
        subjects.find_map(wanted).ok_or_else(missing)
    }

    fn unit(&self, id: &str) -> Result<UnitId, UnknownFact> {
        self.thing("department or person", id, Subject::unit)
    }

    fn service(&self, id: &str) -> Result<ServiceId, UnknownFact> {
        self.thing("service", id, Subject::service)
    }

    fn party(&self, id: &str) -> Result<PartyId, UnknownFact> {
        let party = self.thing("customer or payer", id, Subject::party)?;
        match self.organisation.party(party).list {
            PartyList::Beneficiary | PartyList::Payer => Ok(party),
            PartyList::Inside(_) => Err(UnknownFact::Malformed),
        }
    }

    fn score(&self, service_id: &str, recipient_id: &str) -> Result<AskedFact, UnknownFact> {
        let service = self.service(service_id)?;
        let mut relations = self.organisation.active_relations(service);
        let found =
            relations.find(|relation| self.organisation.id_of(relation.to.into()) == recipient_id);
        found.map(|relation| AskedFact::Score(service, relation.to)).ok_or_else(|| {
            UnknownFact::NoRelationship {
                service: excerpt(service_id),
                recipient: excerpt(recipient_id),
            }
        })
    }
}

fn excerpt(text: &str) -> String {
    crate::diag::excerpt(text).into()
}

/// An id as a part of an address.
fn escape(id: &str) -> String {
    id.replace('%', "%25").replace('/', "%2F")
}

fn unescape(part: &str) -> String {
    part.replace("%2F", "/").replace("%25", "%")
}
