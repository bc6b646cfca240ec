//! The facts, as JSON and CSV carry them: ids everywhere, unknown is `None`.
//!
//! Units come one after the other and are never all in memory: their facts can outgrow it.

use super::{Column, Filter, Rank, Table};
use crate::{
    analysis::{
        self, Chains, Primaries, Primary, Privacy, Secondary, SecondaryReach, View, Wanted,
    },
    diag::{Diagnostic, Sources},
    graph::{Graph, Link},
    id::{PartyId, UnitId},
    model::{Date, Organisation, Party, Provider, Reason, Relationship, Subject, Turn, UnitKind},
};
use serde::Serialize;

/// Where the facts of an organisation come from.
#[derive(Debug)]
pub struct Facts<'g, 'org> {
    view: View<'g, 'org>,
    filter: &'g Filter,
    chains: Chains,
    privacy: Privacy,
}

/// Who it is about.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct OrganisationFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub customers_called: Option<&'org str>,
    pub currency: Option<&'org str>,
    pub description: Option<&'org str>,
    pub sites: Vec<&'org str>,
    /// The department whose division is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<&'org str>,
}

/// A unit with its customers and payers.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct UnitFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub part_of: Option<&'org str>,
    pub purpose: Option<&'org str>,
    pub lead: Option<&'org str>,
    pub role: Option<&'org str>,
    pub site: Option<&'org str>,
    pub tags: Vec<&'org str>,
    pub headcount: Option<u64>,
    pub since: Option<&'org str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'org str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaving: Option<&'org str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<&'org str>,
    pub primary: Vec<PrimaryFact<'org>>,
    pub secondary: Vec<SecondaryFact<'org>>,
    pub payers: Vec<PayerFact<'org>>,
}

/// A primary customer of a unit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct PrimaryFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub reach: &'org str,
    pub steps: Option<u32>,
    pub broad_steps: Option<u32>,
    pub shared_with: Option<&'org str>,
    pub shared_reach: Option<&'org str>,
    pub services: Vec<&'org str>,
    pub chain: Vec<ChainFact<'org>>,
    pub satisfaction: Option<f64>,
}

/// A step of a chain.
#[derive(Debug, Serialize)]
pub struct ChainFact<'org> {
    /// The service; `None`: passed on.
    pub service: Option<&'org str>,
    /// To whom.
    pub to: &'org str,
    /// The name of the service.
    #[serde(skip)]
    pub service_name: Option<&'org str>,
    /// The name of the one it goes to.
    #[serde(skip)]
    pub to_name: &'org str,
}

/// A secondary customer of a unit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct SecondaryFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub reach: &'org str,
    pub shared_with: Option<&'org str>,
    pub services: Vec<&'org str>,
    pub members: usize,
    pub size: Option<u64>,
    pub satisfaction: Option<f64>,
}

/// A payer of a unit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct PayerFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub services: Vec<&'org str>,
    pub amount: Option<f64>,
    #[serde(rename = "as")]
    pub paid_as: Vec<&'org str>,
}

/// Somebody outside.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct PartyFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub list: &'org str,
    pub kind: &'org str,
    pub status: &'org str,
    pub served_by: Vec<&'org str>,
    pub pays: Option<f64>,
    pub since: Option<&'org str>,
    pub drivers: Vec<&'org str>,
    pub pressures: Vec<&'org str>,
    pub reaches: Vec<&'org str>,
    pub won_by: Option<TurnFact<'org>>,
    pub kept_by: Option<&'org str>,
    pub lost_by: Option<TurnFact<'org>>,
    pub why_not_us: Option<&'org str>,
    pub could_use: Vec<&'org str>,
    pub relationship: Option<RelationshipFact<'org>>,
    pub buys_from: Vec<&'org str>,
    pub reasons: Vec<ReasonFact<'org>>,
    pub description: Option<&'org str>,
    pub url: Option<&'org str>,
    pub notes: Option<&'org str>,
}

/// Why a party came or went.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct TurnFact<'org> {
    pub reason: Option<&'org str>,
    pub note: Option<&'org str>,
    pub date: Option<&'org str>,
}

/// Who looks after a party.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct RelationshipFact<'org> {
    pub owner: Option<&'org str>,
    pub backup: Option<&'org str>,
    pub since: Option<&'org str>,
}

/// A claim why a party comes.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct ReasonFact<'org> {
    pub claim: Option<&'org str>,
    pub confidence: &'org str,
    pub source: Option<&'org str>,
    pub date: Option<&'org str>,
}

/// A finding at its place.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct FindingFact<'d> {
    pub code: &'d str,
    pub severity: &'d str,
    pub subject: &'d str,
    pub message: &'d str,
    pub help: &'d str,
    pub file: Option<&'d str>,
    pub line: Option<u32>,
    pub column: Option<u32>,
}

/// The facts of a card.
#[derive(Debug, Serialize)]
pub struct CardFact<'org> {
    /// The unit, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitFact<'org>>,
    /// The party, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyFact<'org>>,
    /// What the unit serves others with, or what serves the party.
    pub services: Vec<super::ServingFact<'org>>,
    /// What is worth finding about it.
    pub findings: Vec<FindingFact<'org>>,
}

impl<'d> FindingFact<'d> {
    /// The fact of a diagnostic.
    #[must_use]
    pub fn new(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Self {
        let place = diagnostic.place;
        Self {
            code: diagnostic.code.word(),
            severity: diagnostic.severity.word(),
            subject: &diagnostic.subject,
            message: &diagnostic.message,
            help: &diagnostic.help,
            file: place.map(|place| &*sources.file(place.file).name),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    }
}

impl<'g, 'org> Facts<'g, 'org> {
    /// The facts of what is looked at that `filter` lets through.
    #[must_use]
    pub fn new(view: View<'g, 'org>, filter: &'g Filter) -> Self {
        Self {
            view,
            filter,
            chains: Chains::Whole,
            privacy: Privacy::Public,
        }
    }

    /// The same, telling who is leaving, who follows and their addresses where `privacy` lets it.
    #[must_use]
    pub fn with_privacy(self, privacy: Privacy) -> Self {
        Self { privacy, ..self }
    }

    /// The same with only the first step of each chain.
    #[must_use]
    pub fn with_first_steps(self) -> Self {
        Self {
            chains: Chains::FirstStep,
            ..self
        }
    }

    fn org(&self) -> &'org Organisation {
        self.view.organisation()
    }

    /// Who it is about.
    #[must_use]
    pub fn organisation(&self) -> OrganisationFact<'org> {
        let organisation = self.org();
        let free = organisation.about.texts.as_deref();
        OrganisationFact {
            id: &organisation.about.id,
            name: &organisation.about.name,
            kind: organisation.kind.word(),
            customers_called: organisation.customers_called.as_deref(),
            currency: organisation.currency.as_deref(),
            description: free.and_then(|free| free.description.as_deref()),
            sites: texts(&organisation.sites),
            within: self.view.within().map(|unit| &*unit.about.id),
        }
    }

    /// The units in tree order, each with its customers and payers.
    pub fn units(&self) -> impl Iterator<Item = UnitFact<'org>> + 'g {
        let organisation = self.org();
        let (view, filter, privacy) = (self.view, self.filter, self.privacy);
        let graph = view.graph();
        let all = organisation.units().map(|(id, _)| id);
        let shown = all.filter(move |&id| filter.shows_unit(organisation, id));
        let parties = filter
            .customers
            .iter()
            .filter_map(|customer| match customer {
                Subject::Party(party) => Some(*party),
                Subject::Organisation
                | Subject::Everyone
                | Subject::Unit(_)
                | Subject::Group(_)
                | Subject::Service(_) => None,
            });
        let parties = if filter.shows_rank(Rank::Primary) {
            (!filter.customers.is_empty()).then(|| parties.collect())
        } else {
            Some(Vec::new())
        };
        let wanted = Wanted {
            reaches: filter.reaches.clone(),
            parties,
            chains: self.chains,
        };
        let blocks = Primaries::new(graph, shown, wanted);
        blocks.flat_map(move |(block, rows)| {
            let mut rows = rows.into_iter().peekable();
            let units = block.map(UnitId::new);
            let shown = units.filter(move |&unit| filter.shows_unit(organisation, unit));
            shown.map(move |unit| {
                let mut primary = Vec::new();
                while let Some((_, row)) = rows.next_if(|(of, _)| *of == unit) {
                    primary.push(primary_fact(organisation, &row));
                }
                UnitFact {
                    primary,
                    secondary: secondary_facts(graph, filter, unit),
                    payers: payer_facts(view, unit),
                    ..unit_fact(view, unit, privacy)
                }
            })
        })
    }

    /// The parties, as in the file.
    #[must_use]
    pub fn parties(&self) -> Vec<PartyFact<'org>> {
        let organisation = self.org();
        let whole = self.view.whole_graph().organisation();
        let declared = |id: PartyId| {
            if id.index() < whole.parties().len() {
                party_fact(whole, whole.party(id))
            } else {
                party_fact(organisation, organisation.party(id))
            }
        };
        let mut pays = analysis::pays(whole);
        pays.resize(organisation.parties().len(), None);
        let ids = organisation.parties().map(|(id, _)| id);
        let parties = ids.zip(pays).zip(self.served_by());
        parties
            .filter(|((id, _), _)| self.filter.shows_customer(Subject::Party(*id)))
            .map(|((id, pays), served_by)| PartyFact {
                served_by,
                pays,
                ..declared(id)
            })
            .collect()
    }

    /// For each party the units whose own service serves it, by id.
    fn served_by(&self) -> Vec<Vec<&'org str>> {
        let organisation = self.org();
        let mut served_by = vec![Vec::new(); organisation.parties().len()];
        for (service, about) in organisation.services() {
            let parties = analysis::recipients(organisation, service);
            for provider in about.provided_by.iter().filter(|_| !parties.is_empty()) {
                let Provider::Unit(unit) = *provider else {
                    continue;
                };
                for unit in std::iter::once(unit).chain(organisation.containers(unit)) {
                    for party in &parties {
                        served_by[party.index()].push(&*organisation.unit(unit).about.id);
                    }
                }
            }
        }
        for units in &mut served_by {
            units.sort_unstable();
            units.dedup();
        }
        served_by
    }
}

fn texts(list: &[Box<str>]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

fn date(date: Option<&Date>) -> Option<&str> {
    date.map(Date::as_str)
}

/// What the file says of a unit.
fn unit_fact<'org>(view: View<'_, 'org>, id: UnitId, privacy: Privacy) -> UnitFact<'org> {
    let organisation = view.whole_graph().organisation();
    let unit = organisation.unit(view.in_whole(id));
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    let fact = UnitFact {
        id: &unit.about.id,
        name: &unit.about.name,
        kind: unit.kind_word(),
        part_of: unit.part_of.map(id_of),
        purpose: None,
        lead: None,
        role: None,
        site: unit.site.as_deref(),
        tags: texts(&unit.tags),
        headcount: None,
        since: None,
        email: None,
        leaving: None,
        successor: None,
        primary: Vec::new(),
        secondary: Vec::new(),
        payers: Vec::new(),
    };
    match &unit.kind {
        UnitKind::Department(department) => UnitFact {
            purpose: department.purpose.as_deref(),
            lead: department.lead.map(id_of),
            headcount: department.headcount,
            ..fact
        },
        UnitKind::Person(person) => {
            let told = Some(person).filter(|_| privacy == Privacy::Confidential);
            UnitFact {
                role: person.role.as_deref(),
                since: date(person.since.as_ref()),
                email: told.and_then(|person| person.email.as_deref()),
                leaving: told.and_then(|person| date(person.leaving.as_ref())),
                successor: told.and_then(|person| person.successor.map(id_of)),
                ..fact
            }
        }
    }
}

fn primary_fact<'org>(organisation: &'org Organisation, row: &Primary) -> PrimaryFact<'org> {
    let party = organisation.party(row.party);
    let services = row.services.iter();
    PrimaryFact {
        id: &party.about.id,
        name: &party.about.name,
        kind: party.kind_word(),
        reach: row.reach.word(),
        steps: row.cost.map(|cost| cost.steps),
        broad_steps: row.cost.map(|cost| cost.broad_steps),
        shared_with: row
            .shared
            .map(|shared| organisation.id_of(shared.with.into())),
        shared_reach: row.shared.map(|shared| shared.reach.word()),
        services: services
            .map(|&service| &*organisation.service(service).about.id)
            .collect(),
        chain: row
            .chain
            .iter()
            .map(|link| chain_fact(organisation, *link))
            .collect(),
        satisfaction: row.satisfaction,
    }
}

fn chain_fact(organisation: &Organisation, link: Link) -> ChainFact<'_> {
    let service = link
        .service
        .map(|service| &organisation.service(service).about);
    let to = Subject::from(link.to);
    ChainFact {
        service: service.map(|service| &*service.id),
        to: organisation.id_of(to),
        service_name: service.map(|service| &*service.name),
        to_name: organisation.name_of(to),
    }
}

fn secondary_facts<'org>(
    graph: &Graph<'org>,
    filter: &Filter,
    unit: UnitId,
) -> Vec<SecondaryFact<'org>> {
    if !filter.shows_rank(Rank::Secondary) {
        return Vec::new();
    }
    let rows = analysis::secondary(graph, unit).into_iter();
    let shown = rows.filter(|row| filter.shows_secondary(row));
    shown
        .map(|row| secondary_fact(graph.organisation(), &row))
        .collect()
}

fn secondary_fact<'org>(organisation: &'org Organisation, row: &Secondary) -> SecondaryFact<'org> {
    let subject = Subject::from(row.customer);
    let (reach, shared_with) = match row.reach {
        SecondaryReach::Direct => ("direct", None),
        SecondaryReach::Shared(with) => ("shared", Some(&*organisation.unit(with).about.id)),
    };
    let services = row.services.iter();
    SecondaryFact {
        id: organisation.id_of(subject),
        name: organisation.name_of(subject),
        kind: row.customer.kind_word(organisation),
        reach,
        shared_with,
        services: services
            .map(|&service| &*organisation.service(service).about.id)
            .collect(),
        members: row.customer.members(organisation),
        size: match subject {
            Subject::Group(group) => organisation.group(group).size,
            Subject::Organisation
            | Subject::Everyone
            | Subject::Unit(_)
            | Subject::Service(_)
            | Subject::Party(_) => None,
        },
        satisfaction: row.satisfaction,
    }
}

fn payer_facts<'org>(view: View<'_, 'org>, unit: UnitId) -> Vec<PayerFact<'org>> {
    let organisation = view.whole_graph().organisation();
    let rows = view.payers(unit).into_iter();
    rows.map(|row| {
        let subject = Subject::from(row.payer);
        let services = row.services.iter();
        PayerFact {
            id: organisation.id_of(subject),
            name: organisation.name_of(subject),
            services: services
                .map(|&service| &*organisation.service(service).about.id)
                .collect(),
            amount: row.amount,
            paid_as: row.paid_as.iter().map(|paid| paid.word()).collect(),
        }
    })
    .collect()
}

fn party_fact<'org>(organisation: &'org Organisation, party: &'org Party) -> PartyFact<'org> {
    let free = party.about.texts.as_deref();
    PartyFact {
        id: &party.about.id,
        name: &party.about.name,
        list: party.list.word(),
        kind: party.kind_word(),
        status: party.status.word(),
        served_by: Vec::new(),
        pays: None,
        since: date(party.since.as_ref()),
        drivers: texts(&party.drivers),
        pressures: texts(&party.pressures),
        reaches: (party.reaches.iter())
            .map(|(to, _)| &*organisation.party(*to).about.id)
            .collect(),
        won_by: party.won_by.as_ref().map(turn_fact),
        kept_by: party.kept_by.as_deref(),
        lost_by: party.lost_by.as_ref().map(turn_fact),
        why_not_us: party.why_not_us.as_deref(),
        could_use: (party.could_use.iter())
            .map(|service| &*organisation.service(*service).about.id)
            .collect(),
        relationship: party
            .relationship
            .as_ref()
            .map(|kept| relationship_fact(organisation, kept)),
        buys_from: texts(&party.buys_from),
        reasons: party.reasons.iter().map(reason_fact).collect(),
        description: free.and_then(|free| free.description.as_deref()),
        url: free.and_then(|free| free.url.as_deref()),
        notes: free.and_then(|free| free.notes.as_deref()),
    }
}

pub(super) fn turn_fact(turn: &Turn) -> TurnFact<'_> {
    TurnFact {
        reason: turn.reason.map(crate::model::TurnReason::word),
        note: turn.note.as_deref(),
        date: date(turn.date.as_ref()),
    }
}

fn relationship_fact<'org>(
    organisation: &'org Organisation,
    kept: &'org Relationship,
) -> RelationshipFact<'org> {
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    RelationshipFact {
        owner: kept.owner.map(id_of),
        backup: kept.backup.map(id_of),
        since: date(kept.since.as_ref()),
    }
}

pub(super) fn reason_fact(reason: &Reason) -> ReasonFact<'_> {
    ReasonFact {
        claim: reason.claim.as_deref(),
        confidence: reason.confidence.word(),
        source: reason.source.as_deref(),
        date: date(reason.date.as_ref()),
    }
}

/// Findings as a table.
#[must_use]
pub fn findings_table(findings: &[FindingFact<'_>]) -> Table {
    let row = |finding: &FindingFact<'_>| {
        let line = finding
            .line
            .map_or(String::new(), |line| format!(":{line}"));
        vec![
            finding.severity.into(),
            finding.code.into(),
            finding.message.into(),
            format!("{}{line}", finding.file.unwrap_or("")).into(),
            finding.help.into(),
        ]
    };
    let columns = [
        ("LEVEL", 2),
        ("FINDING", 3),
        ("WHAT", 6),
        ("WHERE", 3),
        ("WHAT TO DO", 6),
    ];
    Table {
        columns: columns
            .map(|(head, weight)| Column::new(head, weight))
            .into(),
        rows: findings.iter().map(row).collect(),
        ..Table::default()
    }
}
