//! One unit, or somebody outside, on one page: what `card` shows.

mod customer;
mod party;
mod service;
mod unit;

use super::{Page, Table};
use crate::{
    analysis::View,
    diag::Diagnostic,
    graph::Graph,
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Subject},
};
use std::collections::HashSet;

/// What a card is made with.
struct Card<'g, 'org> {
    view: View<'g, 'org>,
    organisation: &'org Organisation,
    findings: &'g [Diagnostic],
}

/// The card of a unit.
#[must_use]
pub fn unit_card(view: View<'_, '_>, unit: UnitId, findings: &[Diagnostic]) -> Page {
    let card = Card {
        view,
        organisation: view.organisation(),
        findings,
    };
    let mut page = Page {
        title: card.unit_title(unit),
        sections: Vec::new(),
    };
    page.add("Primary customers (external)", card.primary(unit));
    page.add("Secondary customers (internal)", card.secondary(unit));
    page.add("Services", card.services(unit));
    page.add("Who serves it", card.served_by(unit));
    page.add("What to look at", card.findings(&ids_about(view, unit)));
    page
}

/// The ids that a finding about a unit may be about: its own, those of its parts, of their services.
#[must_use]
pub fn ids_about<'org>(view: View<'_, 'org>, unit: UnitId) -> Vec<&'org str> {
    let graph = view.whole_graph();
    let whole = graph.organisation();
    let unit = view.in_whole(unit);
    let parts = whole.parts(unit).map(|at| Subject::Unit(UnitId::new(at)));
    let services = graph.services_of(unit).into_iter().map(Subject::Service);
    parts
        .chain(services)
        .map(|subject| whole.id_of(subject))
        .collect()
}

/// The card of somebody outside.
#[must_use]
pub fn party_card(graph: &Graph<'_>, party: PartyId, findings: &[Diagnostic]) -> Page {
    let card = Card {
        view: View::whole(graph),
        organisation: graph.organisation(),
        findings,
    };
    let mut page = Page {
        title: card.party_title(party),
        sections: Vec::new(),
    };
    page.add("Profile", card.profile(party));
    page.add("Why it comes", card.reasons(party));
    page.add("What serves it", card.serves_party(party));
    page.add("Who contributes to it", card.contributors(party));
    page.add("What it pays for", card.pays_for(party));
    page.add(
        "What to look at",
        card.findings(&[&graph.organisation().party(party).about.id]),
    );
    page
}

impl Card<'_, '_> {
    fn name(&self, subject: Subject) -> &str {
        self.organisation.name_of(subject)
    }

    fn service_names(&self, services: &[ServiceId]) -> String {
        let names = services
            .iter()
            .map(|service| self.name(Subject::Service(*service)));
        names.collect::<Vec<_>>().join(", ")
    }

    fn providers(&self, service: ServiceId) -> String {
        let providers = self.organisation.service(service).provided_by.iter();
        let names: Vec<&str> = providers
            .map(|provider| self.name((*provider).into()))
            .collect();
        names.join(", ")
    }

    fn findings(&self, ids: &[&str]) -> Table {
        let ids: HashSet<&str> = ids.iter().copied().collect();
        let about = self
            .findings
            .iter()
            .filter(|one| ids.contains(&*one.subject));
        let rows = about.map(|one| {
            vec![
                one.severity.word().into(),
                one.message.clone().into(),
                one.help.clone().into(),
            ]
        });
        Table::plain(
            &[("LEVEL", 1), ("WHAT", 4), ("WHAT TO DO", 4)],
            rows.collect(),
        )
    }
}
