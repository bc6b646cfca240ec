//! One unit, or somebody outside, on one page: what `card` shows.

mod customer;
mod party;
mod service;
mod unit;

use super::{
    Line, Page, Table,
    anchor::link,
    words::{count, names},
};
use crate::{
    analysis::{ChainDetail, Primaries, Primary, PrimaryQuery, Privacy, View, party_impact},
    diag::Diagnostic,
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::Organisation,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// How much a card tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detail {
    /// At most so many names in a list.
    pub(super) names: usize,
    /// At most so many rows in a table.
    pub(super) rows: usize,
    /// Whether it may tell who is leaving.
    pub(super) privacy: Privacy,
}

impl Detail {
    pub(super) const ALL: Self =
        Self { names: usize::MAX, rows: usize::MAX, privacy: Privacy::Confidential };
}

/// What cards are made with.
pub(super) struct Card<'g, 'org> {
    view: View<'g, 'org>,
    organisation: &'org Organisation,
    /// The findings about each thing, by its id.
    findings: FxHashMap<&'g str, Vec<&'g Diagnostic>>,
    detail: Detail,
}

/// The card of a unit.
#[must_use]
pub fn unit_card(view: View<'_, '_>, unit: UnitId, findings: &[Diagnostic]) -> Page {
    let (rows, ids) = (primary_of(view, unit), ids_about(view, unit));
    let about: FxHashSet<&str> = ids.iter().copied().collect();
    let findings = findings.iter().filter(|one| about.contains(&*one.subject));
    Card::new(view, findings, Detail::ALL).unit(unit, &rows, &ids)
}

/// The primary customers of one unit.
pub(super) fn primary_of(view: View<'_, '_>, unit: UnitId) -> Vec<Primary> {
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::Whole };
    Primaries::new(view.graph(), [unit], query).flat_map(|(_, rows)| rows).collect()
}

/// The ids that a finding about a unit may be about: its own, those of its parts, of their services.
#[must_use]
pub fn ids_about<'org>(view: View<'_, 'org>, unit: UnitId) -> Vec<&'org str> {
    let graph = view.whole_graph();
    let whole = graph.organisation();
    let unit = view.in_whole(unit);
    let parts = whole.parts(unit).map(|at| Subject::Unit(UnitId::new(at)));
    let services = graph.services_of(unit).into_iter().map(Subject::Service);
    parts.chain(services).map(|subject| whole.id_of(subject)).collect()
}

/// The card of somebody outside.
#[must_use]
pub fn party_card(graph: &Graph<'_>, party: PartyId, findings: &[Diagnostic]) -> Page {
    Card::new(View::whole(graph), findings, Detail::ALL).party(party)
}

impl<'g, 'org> Card<'g, 'org> {
    /// Ready to make cards.
    pub(super) fn new(
        view: View<'g, 'org>,
        findings: impl IntoIterator<Item = &'g Diagnostic>,
        detail: Detail,
    ) -> Self {
        let mut about: FxHashMap<&str, Vec<&Diagnostic>> = FxHashMap::default();
        for one in findings {
            about.entry(&one.subject).or_default().push(one);
        }
        Self { view, organisation: view.organisation(), findings: about, detail }
    }

    /// The card of a unit with these primary customers; findings about any of `ids` stand on it.
    pub(super) fn unit(&self, unit: UnitId, primary: &[Primary], ids: &[&str]) -> Page {
        let mut page = Page { title: self.unit_title(unit), sections: Vec::new() };
        let services = self.view.graph().services_of(unit);
        let tables = [
            ("Primary customers (external)", self.primary(primary)),
            ("Secondary customers (internal)", self.secondary(unit)),
            ("Services", self.services(services.into_iter())),
            ("Who serves it", self.served_by(unit)),
            ("What to look at", self.findings(ids)),
        ];
        for (heading, table) in tables {
            page.add(heading, self.short(table));
        }
        page
    }

    /// The card of a party.
    pub(super) fn party(&self, party: PartyId) -> Page {
        let mut page = Page { title: self.party_title(party), sections: Vec::new() };
        let impact = party_impact(self.view.graph(), party);
        let id = &*self.organisation.party(party).about.id;
        page.add("Profile", self.profile(party));
        page.add("Why it comes", self.reasons(party));
        let tables = [
            ("What serves it", self.serves_party(party)),
            ("Who contributes to it", self.contributors(&impact)),
            ("What it pays for", self.pays_for(&impact)),
            ("What to look at", self.findings(&[id])),
        ];
        for (heading, table) in tables {
            page.add(heading, self.short(table));
        }
        page
    }

    /// A table of as many rows as are wanted; how many more there are stands below it.
    fn short(&self, table: Table) -> Table {
        let mut table = table.without_blank_columns();
        let more = table.rows.len().saturating_sub(self.detail.rows);
        if more > 0 {
            table.rows.truncate(self.detail.rows);
            table.notes.push(format!("+{}", count(more, "more row")));
        }
        table
    }

    fn link(&self, subject: Subject) -> Line {
        link(self.organisation, subject)
    }

    fn service_names(&self, services: &[ServiceId]) -> Line {
        let services = services.iter().map(|service| Subject::Service(*service));
        names(services.map(|service| self.link(service)), usize::MAX)
    }

    fn providers(&self, service: ServiceId) -> Line {
        let providers = self.organisation.service(service).provided_by.iter();
        names(providers.map(|provider| self.link((*provider).into())), usize::MAX)
    }

    /// The findings about things with these ids.
    fn findings(&self, ids: &[&str]) -> Table {
        let about = ids.iter().filter_map(|id| self.findings.get(id));
        let mut about: Vec<&Diagnostic> = about.flatten().copied().collect();
        about.sort_by_key(|one| std::cmp::Reverse(one.severity));
        let rows = about.into_iter().map(|one| {
            vec![one.severity.word().into(), one.message.clone().into(), one.help.clone().into()]
        });
        Table::plain(&[("LEVEL", 1), ("WHAT", 4), ("WHAT TO DO", 4)], rows.collect())
    }
}
