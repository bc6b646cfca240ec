//! One unit, or a party outside, on one page: the answer of `card`.

mod answer;
mod customer;
mod party;
mod service;
mod unit;

pub use answer::{CardAnswer, CardSubject};

use super::{
    ColumnKind, Document, Heading, Limits, Line, Table,
    anchor::link,
    words::{count, names},
};
use crate::{
    analysis::{
        ChainDetail, Finding, PartyImpact, Primaries, PrimaryQuery, PrimaryRows, Privacy,
        RelationsOfParties, View,
    },
    id::{PartyId, ServiceId, Subject, UnitId},
    model::Organisation,
};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Makes the cards of units and parties.
pub(super) struct Card<'g, 'org> {
    view: View<'g, 'org>,
    organisation: &'org Organisation,
    /// The findings about each thing of the whole organisation.
    findings: FxHashMap<Subject, Vec<&'g Finding<'g>>>,
    /// Who serves each party, found for the first one.
    relations: OnceCell<RelationsOfParties<'org>>,
    limits: Limits,
    /// Whether the card of a person shows that the person is leaving.
    privacy: Privacy,
    /// Whether it says what to do about a finding, in words of the map's file.
    has_advice: bool,
}

/// The primary customers of one unit.
pub(super) fn primary_of(view: View<'_, '_>, unit: UnitId, chains: ChainDetail) -> PrimaryRows {
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains };
    Primaries::new(view.graph(), [unit], query).next().map(|(_, own)| own).unwrap_or_default()
}

/// What a finding on the card of a unit is about: the unit, its parts and their services, as things of the
/// whole organisation.
pub(super) fn subjects_on_card(view: View<'_, '_>, unit: UnitId) -> Vec<Subject> {
    let graph = view.whole_graph();
    let unit = view.in_whole(unit);
    let parts = graph.organisation().parts(unit).map(|at| Subject::Unit(UnitId::new(at)));
    let services = graph.services_of(unit).into_iter().map(Subject::Service);
    parts.chain(services).collect()
}

/// What a finding is about besides its subject: the party of a finding about a service, as one who is unhappy with it, or
/// the owner of the relationship with a party.
pub(super) fn second_thing_of(finding: &Finding<'_>) -> Option<Subject> {
    match (finding.subject, finding.other?) {
        (Subject::Service(_), party @ Subject::Party(_)) => Some(party),
        (Subject::Party(_), owner @ Subject::Unit(_)) => Some(owner),
        _ => None,
    }
}

impl<'g, 'org> Card<'g, 'org> {
    /// Returns the maker of cards for a view.
    pub(super) fn new(
        view: View<'g, 'org>,
        findings: &'g [Finding<'g>],
        limits: Limits,
        privacy: Privacy,
    ) -> Self {
        let mut by_subject: FxHashMap<Subject, Vec<&Finding<'g>>> = FxHashMap::default();
        for one in findings {
            by_subject.entry(one.subject).or_default().push(one);
            if let Some(other) = second_thing_of(one) {
                by_subject.entry(other).or_default().push(one);
            }
        }
        let (organisation, relations) = (view.organisation(), OnceCell::new());
        let has_advice = true;
        Self { view, organisation, findings: by_subject, relations, limits, privacy, has_advice }
    }

    /// A card for readers who never see the map's file: without advice on what to write there.
    pub(super) fn without_advice(self) -> Self {
        Self { has_advice: false, ..self }
    }

    /// The card of a unit with these primary customers.
    pub(super) fn unit(&self, unit: UnitId, primary: &PrimaryRows) -> Document {
        let mut document = Document::titled([self.unit_title(unit)]);
        document.fields(self.unit_fields(unit));
        let services = self.view.graph().services_of(unit);
        let customers = [
            (
                "Primary customers (external)",
                self.primary(&primary.rows),
                self.rejected(unit, primary),
            ),
            ("Secondary customers (internal)", self.secondary(unit), None),
        ];
        for (heading, table, further) in customers {
            document.heading(heading);
            if table.rows.is_empty() {
                document.text(["None."]);
            }
            self.section_table(&mut document, table);
            document.text(further);
        }
        let funders = self.funders(unit);
        if !funders.rows.is_empty() {
            document.heading("Funders served");
            self.section_table(&mut document, funders);
        }
        let tables = [
            ("Services", self.services(services.into_iter())),
            ("Who serves it", self.served_by(unit)),
        ];
        self.sections(&mut document, tables);
        if self.limits.notes {
            let found = self.findings(&subjects_on_card(self.view, unit));
            self.sections(&mut document, [("What to look at", found)]);
        }
        document
    }

    /// The card of a party with this impact.
    pub(super) fn party(&self, party: PartyId, impact: &PartyImpact) -> Document {
        let mut document = Document::titled(self.party_title(party));
        document.heading("Profile");
        document.fields(self.profile(party));
        let tables = [
            ("Why it comes", self.reasons(party)),
            ("What serves it", self.serves_party(party)),
            ("Who contributes to it", self.contributors(impact)),
            ("What it pays for", self.pays_for(impact)),
            ("What to look at", self.findings(&[Subject::Party(party)])),
        ];
        self.sections(&mut document, tables);
        document
    }

    /// Adds each table that has rows, below its heading.
    fn sections<const N: usize>(&self, document: &mut Document, tables: [(&str, Table); N]) {
        for (heading, table) in tables {
            if !table.rows.is_empty() {
                document.heading(heading);
                self.section_table(document, table);
            }
        }
    }

    /// Adds a table of as many rows as are wanted, and how many more there are.
    fn section_table(&self, document: &mut Document, table: Table) {
        let mut shown = table.without_blank_columns();
        let more = shown.rows.len().saturating_sub(self.limits.rows);
        shown.rows.truncate(self.limits.rows);
        document.table(shown);
        document.text((more > 0).then(|| format!("+{}", count(more, "more row"))));
    }

    /// The relationships of each party.
    fn relations(&self) -> &RelationsOfParties<'org> {
        self.relations.get_or_init(|| RelationsOfParties::new(self.organisation))
    }

    fn link(&self, subject: Subject) -> Line {
        link(self.organisation, subject)
    }

    fn service_names(&self, services: &[ServiceId]) -> Line {
        let links = services.iter().map(|service| self.link(Subject::Service(*service)));
        names(links, usize::MAX)
    }

    fn providers(&self, service: ServiceId) -> Line {
        let providers = self.organisation.service(service).provided_by.iter();
        names(providers.map(|provider| self.link((*provider).into())), usize::MAX)
    }

    /// The findings about these things of the whole organisation.
    fn findings(&self, subjects: &[Subject]) -> Table {
        let whole = self.view.whole_graph().organisation();
        let mut about: Vec<&Finding<'_>> = subjects
            .iter()
            .filter_map(|subject| self.findings.get(subject))
            .flatten()
            .copied()
            .collect();
        about.sort_by_key(|one| std::cmp::Reverse(one.severity));
        let rows = about.into_iter().map(|one| {
            let mut row = vec![one.severity.word().into(), one.message(whole).into()];
            row.extend(self.has_advice.then(|| one.code.advice().into()));
            row
        });
        let mut columns =
            vec![Heading::new("Level", 1).of_kind(ColumnKind::Level), Heading::new("What", 4)];
        columns.extend(self.has_advice.then(|| Heading::new("What to do", 4)));
        Table { columns, rows: rows.collect(), ..Table::default() }
    }
}
