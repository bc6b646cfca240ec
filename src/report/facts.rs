//! The facts, as JSON and CSV carry them: ids everywhere, unknown is `None`.
//!
//! Units come one after the other and are never all in memory: their facts can outgrow it.

mod finding;
mod funder;
mod party;
mod payer;
mod place;
mod primary;
mod secondary;
mod service;
mod unit;

pub use finding::{FindingFact, finding_listing};
pub use funder::FunderFact;
pub use party::{PartyFact, ReasonFact, RelationshipFact, TurnFact};
pub use payer::PayerFact;
pub use place::UnitPlaceFact;
pub use primary::{ChainFact, PrimaryFact, RejectedFact};
pub use secondary::SecondaryFact;
pub use service::ServiceFact;
pub use unit::UnitFact;

use self::{
    funder::funder_facts,
    party::{party_fact, served_by},
    payer::payer_facts,
    primary::{primary_fact, rejected_fact},
    secondary::secondary_facts,
    unit::unit_fact,
};
use super::{Filter, Rank};
use crate::{
    analysis::{self, ChainDetail, Primaries, PrimaryQuery, Privacy, View},
    diag::Slice,
    id::{PartyId, ServiceId, Subject},
    model::{Date, Organisation},
};
use serde::Serialize;

/// Where the facts of an organisation come from.
#[derive(Debug)]
pub struct Facts<'g, 'org> {
    view: View<'g, 'org>,
    filter: &'g Filter,
    chains: ChainDetail,
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

impl<'g, 'org> Facts<'g, 'org> {
    /// The facts of what is looked at that `filter` lets through.
    #[must_use]
    pub fn new(view: View<'g, 'org>, filter: &'g Filter) -> Self {
        Self { view, filter, chains: ChainDetail::Whole, privacy: Privacy::Public }
    }

    /// The same, telling who is leaving, who follows and their addresses where `privacy` lets it.
    #[must_use]
    pub fn with_privacy(self, privacy: Privacy) -> Self {
        Self { privacy, ..self }
    }

    /// Whether they tell who is leaving, who follows and their addresses.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.privacy == Privacy::Confidential
    }

    /// The same with only the first step of each chain.
    #[must_use]
    pub fn with_first_steps(self) -> Self {
        Self { chains: ChainDetail::FirstStep, ..self }
    }

    fn org(&self) -> &'org Organisation {
        self.view.organisation()
    }

    /// Who it is about.
    #[must_use]
    pub fn organisation(&self) -> OrganisationFact<'org> {
        let organisation = self.org();
        let free = organisation.texts(&organisation.about);
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
        let units = Primaries::new(graph, shown, self.query());
        units.map(move |(unit, rows)| {
            let primary = rows.rows.iter().map(|row| primary_fact(organisation, row));
            let rejected = rows.rejected.into_iter();
            let rejected = rejected.map(|party| rejected_fact(organisation, unit, party));
            UnitFact {
                primary: primary.collect(),
                rejected: rejected.collect(),
                funders_served: funder_facts(graph, unit),
                secondary: secondary_facts(graph, filter, unit),
                payers: payer_facts(view, unit),
                ..unit_fact(view, unit, privacy)
            }
        })
    }

    /// The primary customers that are worth finding: none where only secondary ones are shown.
    fn query(&self) -> PrimaryQuery {
        let picked = &self.filter.customers;
        let parties = if self.filter.shows_rank(Rank::Primary) {
            let parties = picked.iter().filter_map(|customer| customer.party());
            (!picked.is_empty()).then(|| parties.collect())
        } else {
            Some(Vec::new())
        };
        PrimaryQuery { reaches: self.filter.reaches.clone(), parties, chains: self.chains }
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
        let mut pays = analysis::pays(self.view.whole_graph());
        pays.resize(organisation.parties().len(), None);
        let ids = organisation.parties().map(|(id, _)| id);
        let parties = ids.zip(pays).zip(served_by(organisation));
        parties
            .filter(|((id, _), _)| self.filter.shows_customer(Subject::Party(*id)))
            .map(|((id, pays), served_by)| PartyFact { served_by, pays, ..declared(id) })
            .collect()
    }
}

fn texts(list: &[Slice]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

fn date(date: Option<&Date>) -> Option<&str> {
    date.map(Date::as_str)
}

/// The ids of services.
pub(super) fn service_ids<'org>(
    organisation: &'org Organisation,
    services: &[ServiceId],
) -> Vec<&'org str> {
    let services = services.iter();
    services.map(|&service| &*organisation.service(service).about.id).collect()
}
