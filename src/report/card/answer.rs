//! Cards as answers: the page for a reader, and the same facts as data.

use super::{
    super::{
        Answer, Data, DataEntry, Document, Export, Filter, Limits, Listing, Rows, finding_listing,
        relationships,
    },
    Card, primary_of, second_thing_of, subjects_on_card,
};
use crate::{
    analysis::{ChainDetail, Finding, Privacy, View, party_impact},
    diag::{Diagnostic, Sources},
    id::{PartyId, Subject, UnitId},
    model::Date,
};
use std::{cell::OnceCell, collections::HashSet};

/// The card of a unit, or of a party outside.
pub struct CardAnswer<'a> {
    view: View<'a, 'a>,
    about: CardSubject,
    sources: &'a Sources,
    today: Date,
    /// The findings on the card, found for the first block or list that shows them.
    found: OnceCell<Vec<Finding<'a>>>,
    /// The same as data shows them.
    shown: OnceCell<Vec<Diagnostic>>,
    filter: Filter,
    privacy: Privacy,
    /// The export of the unit or party alone.
    export: Export<'a>,
}

/// Whose card it is.
#[derive(Clone, Copy, Debug)]
pub enum CardSubject {
    /// The card of a unit.
    Unit(UnitId),
    /// The card of a party.
    Party(PartyId),
}

impl<'a> CardAnswer<'a> {
    /// The card of a unit or party. `privacy` is about data and about parties; the page of a person shows that
    /// person's own plans (SPEC 5).
    pub fn new(
        view: View<'a, 'a>,
        about: CardSubject,
        sources: &'a Sources,
        today: Date,
        privacy: Privacy,
    ) -> Self {
        let filter = match about {
            CardSubject::Unit(unit) => Filter { units: vec![unit], ..Filter::default() },
            CardSubject::Party(party) => {
                Filter { customers: vec![Subject::Party(party)], ..Filter::default() }
            }
        };
        let export =
            Export::new(view, filter.clone(), sources, Date::today()).with_privacy(privacy);
        let (found, shown) = (OnceCell::new(), OnceCell::new());
        Self { view, about, sources, today, found, shown, filter, privacy, export }
    }

    /// The findings on the card.
    fn found(&self) -> &[Finding<'a>] {
        self.found.get_or_init(|| {
            let about = match self.about {
                CardSubject::Unit(unit) => subjects_on_card(self.view, unit),
                CardSubject::Party(party) => vec![Subject::Party(party)],
            };
            let mut found = self.view.findings_about(&about, &self.today, self.privacy);
            let on_card: HashSet<Subject> = about.into_iter().collect();
            let is_on_card = |subject| on_card.contains(&subject);
            found.retain(|one| {
                is_on_card(one.subject) || second_thing_of(one).is_some_and(is_on_card)
            });
            found
        })
    }

    /// The findings on the card as data shows them.
    fn findings(&self) -> &[Diagnostic] {
        self.shown.get_or_init(|| self.view.diagnostics(self.found()))
    }
}

impl Answer for CardAnswer<'_> {
    fn document(&self, limits: Limits) -> Document {
        let card = |privacy| Card::new(self.view, self.found(), limits, privacy);
        let mut document = match self.about {
            CardSubject::Unit(unit) => {
                // Before the findings: a graph for chains serves for their costs too, and not the other way round.
                let primary = primary_of(self.view, unit, ChainDetail::FirstStep);
                card(Privacy::Confidential).unit(unit, &primary)
            }
            CardSubject::Party(party) => {
                card(self.privacy).party(party, &party_impact(self.view, party))
            }
        };
        if let Some(division) = self.view.within() {
            let name = &division.header.name;
            document
                .title
                .push(format!("Within {name}, as if it were an organisation of its own.").into());
        }
        document
    }

    fn data(&self) -> Data<'_> {
        let about: Box<dyn Rows> = match self.about {
            CardSubject::Unit(_) => Box::new(self.export.unit_rows().named("unit")),
            CardSubject::Party(_) => Box::new(Listing { name: "party", ..self.export.parties() }),
        };
        let mut data = Data { entries: vec![DataEntry::One(about)], ..Data::default() };
        let services = relationships(self.view, &self.filter, None, self.sources);
        data.rows(Listing { name: "services", ..services });
        data.rows(finding_listing(self.findings(), self.sources));
        data
    }
}
