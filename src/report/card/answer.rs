//! Cards as answers: the page for a reader, and the same facts as data.

use super::{
    super::{
        Answer, Data, DataEntry, Document, Export, Filter, Limits, Listing, Rows, finding_listing,
        relationships,
        rows::{Labels, WriteRow},
    },
    Card, primary_of, subjects_on_card,
};
use crate::{
    analysis::{Finding, Privacy, View},
    diag::{Diagnostic, Sources},
    id::{PartyId, Subject, UnitId},
    model::Date,
};
use std::{cell::OnceCell, collections::HashSet, io};

/// What both kinds of card are made from.
struct CardSource<'a> {
    view: View<'a, 'a>,
    sources: &'a Sources,
    /// The findings of the whole map.
    findings: &'a [Finding<'a>],
    /// Those on the card, as data shows them.
    shown: OnceCell<Vec<Diagnostic>>,
    filter: Filter,
    privacy: Privacy,
    /// What is derived of the unit or party alone.
    export: Export<'a>,
}

/// The card of a unit.
pub struct UnitCard<'a> {
    source: CardSource<'a>,
    unit: UnitId,
}

/// The card of a party outside.
pub struct PartyCard<'a> {
    source: CardSource<'a>,
    party: PartyId,
}

impl<'a> UnitCard<'a> {
    /// The card of a unit. `privacy` is about what a program is told; the page of a person shows that
    /// person's own plans (SPEC 5).
    #[must_use]
    pub fn new(
        view: View<'a, 'a>,
        unit: UnitId,
        sources: &'a Sources,
        findings: &'a [Finding<'a>],
        privacy: Privacy,
    ) -> Self {
        let filter = Filter { units: vec![unit], ..Filter::default() };
        Self { source: CardSource::new(view, filter, sources, findings, privacy), unit }
    }
}

impl<'a> PartyCard<'a> {
    /// The card of a party.
    #[must_use]
    pub fn new(
        view: View<'a, 'a>,
        party: PartyId,
        sources: &'a Sources,
        findings: &'a [Finding<'a>],
        privacy: Privacy,
    ) -> Self {
        let filter = Filter { customers: vec![Subject::Party(party)], ..Filter::default() };
        Self { source: CardSource::new(view, filter, sources, findings, privacy), party }
    }
}

impl<'a> CardSource<'a> {
    fn new(
        view: View<'a, 'a>,
        filter: Filter,
        sources: &'a Sources,
        findings: &'a [Finding<'a>],
        privacy: Privacy,
    ) -> Self {
        let export =
            Export::new(view, filter.clone(), sources, Date::today()).with_privacy(privacy);
        Self { view, sources, findings, shown: OnceCell::new(), filter, privacy, export }
    }

    /// Adds the relationships of the card, and the findings about these things.
    fn rest<'d>(&'d self, subjects: &[Subject], data: &mut Data<'d>) {
        let services = relationships(self.view, &self.filter, self.sources);
        data.rows(Listing { name: "services", ..services });
        let shown = self.shown.get_or_init(|| {
            let subjects: HashSet<&Subject> = subjects.iter().collect();
            let about = self.findings.iter().filter(|one| subjects.contains(&one.subject));
            let whole = self.view.whole_graph().organisation();
            about.map(|one| one.diagnostic(whole)).collect()
        });
        data.rows(finding_listing(shown, self.sources));
    }
}

impl Answer for UnitCard<'_> {
    fn document(&self, limits: Limits) -> Document {
        let CardSource { view, findings, .. } = &self.source;
        let card = Card::new(*view, findings, limits, Privacy::Confidential);
        card.unit(self.unit, &primary_of(*view, self.unit))
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        let unit = NamedRows { name: "unit", rows: self.source.export.unit_rows() };
        data.entries.push(DataEntry::One(Box::new(unit)));
        self.source.rest(&subjects_on_card(self.source.view, self.unit), &mut data);
        data
    }
}

impl Answer for PartyCard<'_> {
    fn document(&self, limits: Limits) -> Document {
        let CardSource { view, findings, privacy, .. } = &self.source;
        Card::new(*view, findings, limits, *privacy).party(self.party)
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        let party = NamedRows { name: "party", rows: self.source.export.parties() };
        data.entries.push(DataEntry::One(Box::new(party)));
        self.source.rest(&[Subject::Party(self.party)], &mut data);
        data
    }
}

/// Rows under another name.
struct NamedRows<R> {
    name: &'static str,
    rows: R,
}

impl<R: Rows> Rows for NamedRows<R> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn labels(&self) -> Vec<Labels> {
        self.rows.labels()
    }

    fn on_screen(&self) -> Vec<usize> {
        self.rows.on_screen()
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        self.rows.each(write)
    }
}
