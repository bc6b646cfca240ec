//! The cards of the page: one for each unit and each party.

use super::{
    super::{
        Diagram, Line, Mark, Page, Table,
        anchor::{anchor, link},
        card::{Card, Detail},
        neighbourhood,
    },
    SiteSource, Thrift,
};
use crate::{
    analysis::{Chains, Primaries, Primary, View, Wanted},
    id::{PartyId, ServiceId, UnitId},
    model::Subject,
};

/// A card of the page.
#[derive(Clone, Debug)]
pub struct SiteCard {
    /// Its anchor.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// What it is part of, outermost first.
    pub path: Vec<Line>,
    /// What it says.
    pub page: Page,
    /// Of a unit: who is around it.
    pub neighbourhood: Option<Diagram>,
    /// What to ask for to see all of it.
    pub id: String,
}

/// As many of those around a unit are named above it.
const PATH: usize = 3;

/// Ready to make cards.
pub(super) struct Cards<'g, 'org> {
    view: View<'g, 'org>,
    card: Card<'g, 'org>,
    /// For those outside, who are the same whatever is looked at.
    whole: Card<'g, 'org>,
}

impl<'g, 'org> Cards<'g, 'org> {
    pub(super) fn new(view: View<'g, 'org>, from: SiteSource<'g>) -> Self {
        let Thrift { names, rows } = from.thrift;
        let detail = Detail {
            names,
            rows,
            privacy: from.privacy,
        };
        // There are far fewer of those outside, and each has to do with many.
        let outside = Detail {
            names: names * 4,
            rows: rows * 4,
            ..detail
        };
        Self {
            view,
            card: Card::new(view, from.findings, detail),
            whole: Card::new(View::whole(view.whole_graph()), from.findings, outside),
        }
    }

    /// Every service, each with an anchor of its own.
    pub(super) fn services(&self) -> Table {
        let organisation = self.view.organisation();
        let active = organisation.services().map(|(id, _)| id);
        let active: Vec<ServiceId> = active.filter(|id| organisation.is_active(*id)).collect();
        let marks = active.iter().map(|id| Mark {
            anchor: Some(anchor(organisation, Subject::Service(*id))),
            keywords: String::new(),
        });
        Table {
            marks: marks.collect(),
            ..self.card.services(active.iter().copied())
        }
    }

    /// All cards: units in tree order, then parties.
    pub(super) fn all(&self) -> Vec<SiteCard> {
        let organisation = self.view.organisation();
        let wanted = Wanted {
            reaches: Vec::new(),
            parties: None,
            chains: Chains::Whole,
        };
        let units = organisation.units().map(|(id, _)| id);
        let mut cards = Vec::new();
        for (block, rows) in Primaries::new(self.view.graph(), units, wanted) {
            let mut rows = rows.into_iter().peekable();
            for unit in block.map(UnitId::new) {
                let mut own = Vec::new();
                while let Some((_, row)) = rows.next_if(|(of, _)| *of == unit) {
                    own.push(row);
                }
                cards.push(self.unit(unit, &own));
            }
        }
        let parties = self.view.whole_graph().organisation().parties();
        cards.extend(parties.map(|(party, _)| self.party(party)));
        cards
    }

    fn unit(&self, unit: UnitId, primary: &[Primary]) -> SiteCard {
        let organisation = self.view.organisation();
        let subject = Subject::Unit(unit);
        let mut path: Vec<Line> = organisation
            .containers(unit)
            .map(|around| link(organisation, Subject::Unit(around)))
            .collect();
        path.reverse();
        if path.len() > PATH {
            path.splice(1..path.len() - 1, ["…".into()]);
        }
        let services = self.view.graph().provided_by(unit).iter();
        let services = services.map(|service| Subject::Service(*service));
        let about: Vec<&str> = std::iter::once(subject)
            .chain(services)
            .map(|about| organisation.id_of(about))
            .collect();
        let served_by = self.card.servings(unit);
        SiteCard {
            anchor: anchor(organisation, subject),
            name: organisation.name_of(subject).to_owned(),
            path,
            page: self.card.unit(unit, primary, &about),
            neighbourhood: Some(neighbourhood(self.view, unit, primary, &served_by)),
            id: organisation.id_of(subject).to_owned(),
        }
    }

    fn party(&self, party: PartyId) -> SiteCard {
        let organisation = self.view.whole_graph().organisation();
        let subject = Subject::Party(party);
        SiteCard {
            anchor: anchor(organisation, subject),
            name: organisation.name_of(subject).to_owned(),
            path: Vec::new(),
            page: self.whole.party(party),
            neighbourhood: None,
            id: organisation.id_of(subject).to_owned(),
        }
    }
}
