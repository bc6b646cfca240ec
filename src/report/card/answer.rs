//! Cards as answers: the page for a reader, and the same facts as data.

use super::{
    super::{
        Answer, Data, Document, Entry, Facts, Filter, Limits, Listing, Nested, PartyFact, Rows,
        UnitFact, finding_listing, relationships,
    },
    Card, ids_about,
    lists::{party_row, unit_lists},
    primary_of,
};
use crate::{
    analysis::{Privacy, View},
    diag::{Diagnostic, Sources},
    id::{PartyId, Subject, UnitId},
};
use std::cell::OnceCell;

/// What both kinds of card are made from.
struct Source<'g, 'org> {
    view: View<'g, 'org>,
    sources: &'org Sources,
    /// The findings of the whole map.
    findings: &'g [Diagnostic],
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
        findings: &'g [Diagnostic],
        privacy: Privacy,
    ) -> Self {
        let filter = Filter { units: vec![unit], ..Filter::default() };
        let source = Source { view, sources, findings, filter, privacy };
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
        findings: &'g [Diagnostic],
        privacy: Privacy,
    ) -> Self {
        let filter = Filter { customers: vec![Subject::Party(party)], ..Filter::default() };
        let source = Source { view, sources, findings, filter, privacy };
        Self { source, party, fact: OnceCell::new() }
    }
}

impl<'org> Source<'_, 'org> {
    fn facts(&self) -> Facts<'_, 'org> {
        Facts::new(self.view, &self.filter).with_privacy(self.privacy)
    }

    /// Adds the relationships of the card, and the findings about things with these ids.
    fn rest<'a>(&'a self, ids: &[&str], data: &mut Data<'a>) {
        let services = relationships(self.view, &self.filter, self.sources);
        data.rows(Listing { name: "services", ..services });
        let about = self.findings.iter().filter(|one| ids.contains(&&*one.subject));
        data.rows(finding_listing(about, self.sources));
    }
}

impl Answer for UnitCard<'_, '_> {
    fn document(&self, limits: Limits) -> Document {
        let Source { view, findings, .. } = self.source;
        let ids = ids_about(view, self.unit);
        let card = Card::new(view, findings, limits, Privacy::Confidential);
        card.unit(self.unit, &primary_of(view, self.unit), &ids)
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        if let Some(unit) = self.fact.get_or_init(|| self.source.facts().units().next()) {
            let value = Nested::Unit(unit);
            data.entries.push(Entry::Nested { key: "unit", value, lists: unit_lists(unit) });
        }
        self.source.rest(&ids_about(self.source.view, self.unit), &mut data);
        data
    }
}

impl Answer for PartyCard<'_, '_> {
    fn document(&self, limits: Limits) -> Document {
        let Source { view, findings, privacy, .. } = self.source;
        Card::new(view, findings, limits, privacy).party(self.party)
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        let find = || self.source.facts().parties().into_iter().next();
        if let Some(party) = self.fact.get_or_init(find) {
            let value = Nested::Party(party);
            let lists: Vec<Box<dyn Rows>> = vec![Box::new(party_row(party))];
            data.entries.push(Entry::Nested { key: "party", value, lists });
        }
        let id = &*self.source.view.organisation().party(self.party).about.id;
        self.source.rest(&[id], &mut data);
        data
    }
}
