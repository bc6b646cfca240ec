//! Cards as answers: the page for a reader, and the same facts as data.

use super::{
    super::{
        Answer, Data, Document, Entry, Facts, Filter, Limits, Listing, Nested, PartyFact, Rows,
        UnitFact, finding_listing, relationships,
    },
    Card,
    lists::{party_row, unit_lists},
    primary_of, subjects_on_card,
};
use crate::{
    analysis::{Finding, Privacy, View},
    diag::{Diagnostic, Sources},
    id::{PartyId, Subject, UnitId},
};
use std::{cell::OnceCell, collections::HashSet};

/// What both kinds of card are made from.
struct Source<'g, 'org> {
    view: View<'g, 'org>,
    sources: &'org Sources,
    /// The findings of the whole map.
    findings: &'g [Finding<'g>],
    /// Those on the card, as data shows them.
    shown: OnceCell<Vec<Diagnostic>>,
    filter: Filter,
    privacy: Privacy,
}

/// The card of a unit.
pub struct UnitCard<'g, 'org> {
    source: Source<'g, 'org>,
    unit: UnitId,
    fact: OnceCell<Option<UnitFact<'org>>>,
}

/// The card of a party outside.
pub struct PartyCard<'g, 'org> {
    source: Source<'g, 'org>,
    party: PartyId,
    fact: OnceCell<Option<PartyFact<'org>>>,
}

impl<'g, 'org> UnitCard<'g, 'org> {
    /// The card of a unit. `privacy` is about what a program is told; the page of a person shows that
    /// person's own plans (SPEC 5).
    #[must_use]
    pub fn new(
        view: View<'g, 'org>,
        unit: UnitId,
        sources: &'org Sources,
        findings: &'g [Finding<'g>],
        privacy: Privacy,
    ) -> Self {
        let filter = Filter { units: vec![unit], ..Filter::default() };
        let source = Source { view, sources, findings, shown: OnceCell::new(), filter, privacy };
        Self { source, unit, fact: OnceCell::new() }
    }
}

impl<'g, 'org> PartyCard<'g, 'org> {
    /// The card of a party.
    #[must_use]
    pub fn new(
        view: View<'g, 'org>,
        party: PartyId,
        sources: &'org Sources,
        findings: &'g [Finding<'g>],
        privacy: Privacy,
    ) -> Self {
        let filter = Filter { customers: vec![Subject::Party(party)], ..Filter::default() };
        let source = Source { view, sources, findings, shown: OnceCell::new(), filter, privacy };
        Self { source, party, fact: OnceCell::new() }
    }
}

impl<'org> Source<'_, 'org> {
    fn facts(&self) -> Facts<'_, 'org> {
        Facts::new(self.view, &self.filter).with_privacy(self.privacy)
    }

    /// Adds the relationships of the card, and the findings about these things.
    fn rest<'a>(&'a self, subjects: &[Subject], data: &mut Data<'a>) {
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

impl Answer for UnitCard<'_, '_> {
    fn document(&self, limits: Limits) -> Document {
        let Source { view, findings, .. } = &self.source;
        let card = Card::new(*view, findings, limits, Privacy::Confidential);
        card.unit(self.unit, &primary_of(*view, self.unit))
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        if let Some(unit) = self.fact.get_or_init(|| self.source.facts().units().next()) {
            let value = Nested::Unit(unit);
            data.entries.push(Entry::Nested { key: "unit", value, lists: unit_lists(unit) });
        }
        self.source.rest(&subjects_on_card(self.source.view, self.unit), &mut data);
        data
    }
}

impl Answer for PartyCard<'_, '_> {
    fn document(&self, limits: Limits) -> Document {
        let Source { view, findings, privacy, .. } = &self.source;
        Card::new(*view, findings, limits, *privacy).party(self.party)
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        let find = || self.source.facts().parties().into_iter().next();
        if let Some(party) = self.fact.get_or_init(find) {
            let value = Nested::Party(party);
            let lists: Vec<Box<dyn Rows>> = vec![Box::new(party_row(party))];
            data.entries.push(Entry::Nested { key: "party", value, lists });
        }
        self.source.rest(&[Subject::Party(self.party)], &mut data);
        data
    }
}
