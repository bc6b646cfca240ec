//! The cards of the page: one for each unit and each party.

use super::{
    super::{
        Diagram, Document, Limits, Line, RowMeta, Table,
        anchor::{anchor, link},
        card::Card,
        neighbourhood,
    },
    blueprint::{BOXES, BlueprintLane, blueprints},
    source::SiteSource,
};
use crate::{
    analysis::{
        ChainDetail, PartyImpact, PartyImpacts, Primaries, PrimaryQuery, PrimaryRows, View,
    },
    id::{PartyId, ServiceId, Subject, UnitId},
};
use std::collections::BTreeSet;

/// A card of the page.
#[derive(Clone, Debug)]
pub struct SiteCard {
    /// Its anchor.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// What it is part of, outermost first; the middle of a long way is left out.
    pub path: Vec<Line>,
    /// How many departments are around it.
    pub depth: usize,
    /// What it says.
    pub document: Document,
    /// Of a unit: who is around it.
    pub neighbourhood: Option<Diagram>,
    /// Of a party: who serves it, in lanes by steps.
    pub blueprint: Vec<BlueprintLane>,
    /// What to ask for to see all of it.
    pub id: String,
}

/// The fewest providers that a lane of a blueprint has by name, if it has so many.
const FEWEST_BOXES: usize = 3;
/// The most departments around a unit that are named above its card.
const PATH: usize = 3;

/// How much a card of the page shows, from generous to frugal: less on a large page, so that it can still be sent by
/// mail. Whatever is left out is counted.
pub const CARD_LIMITS: [Limits; 8] = [
    card_limits(60, 200),
    card_limits(12, 30),
    card_limits(8, 16),
    card_limits(5, 10),
    card_limits(4, 6),
    card_limits(3, 4),
    Limits { notes: false, ..card_limits(2, 2) },
    Limits { notes: false, ..card_limits(1, 1) },
];

const fn card_limits(names: usize, rows: usize) -> Limits {
    Limits { rows, names, ..Limits::NONE }
}

/// The cards of a page, made when they are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Cards<'g, 'org> {
    view: View<'g, 'org>,
    from: SiteSource<'g>,
}

impl<'g, 'org> Cards<'g, 'org> {
    /// The cards of what is looked at.
    pub fn new(view: View<'g, 'org>, from: SiteSource<'g>) -> Self {
        Self { view, from }
    }

    /// How many units have one.
    pub fn units(&self) -> usize {
        self.view.organisation().units().len()
    }

    /// The anchor of every card.
    pub fn anchors(&self) -> Vec<String> {
        let (organisation, whole) =
            (self.view.organisation(), self.view.whole_graph().organisation());
        let units = organisation.units().map(|(unit, _)| anchor(organisation, Subject::Unit(unit)));
        let parties = whole.parties().map(|(party, _)| anchor(whole, Subject::Party(party)));
        units.chain(parties).collect()
    }

    /// The cards of every n-th unit and party, once for each of the limits: the size of all cards is estimated from
    /// them.
    pub fn samples(&self, every: CardCounts, limits: &[Limits]) -> Vec<CardSample> {
        let makers: Vec<CardMakers<'g, 'org>> =
            limits.iter().map(|limits| CardMakers::new(*self, *limits)).collect();
        let mut samples = vec![CardSample::default(); limits.len()];
        let units = self.view.organisation().units().map(|(id, _)| id).step_by(every.units);
        for (unit, own) in Primaries::new(self.view.graph(), units, every_reach()) {
            for (maker, sample) in makers.iter().zip(&mut samples) {
                sample.units.push(maker.units.unit(unit, &own));
            }
        }
        let parties = self.view.whole_graph().organisation().parties().map(|(id, _)| id);
        self.each_party(parties.step_by(every.parties), |party, impact, lanes| {
            for (maker, sample) in makers.iter().zip(&mut samples) {
                sample.parties.push(maker.parties.party(party, impact, lanes));
            }
        });
        samples
    }

    /// The cards of a limited number of units, those highest in the tree in its order, and of parties, in the order of
    /// the file.
    pub fn first(&self, counts: CardCounts, limits: Limits) -> Vec<SiteCard> {
        let makers = CardMakers::new(*self, limits);
        let units = self.highest_units(counts.units).into_iter();
        let units = Primaries::new(self.view.graph(), units, every_reach());
        let mut cards: Vec<SiteCard> =
            units.map(|(unit, own)| makers.units.unit(unit, &own)).collect();
        let parties = self.view.whole_graph().organisation().parties().map(|(id, _)| id);
        self.each_party(parties.take(counts.parties), |party, impact, lanes| {
            cards.push(makers.parties.party(party, impact, lanes));
        });
        cards
    }

    /// Calls `make` for each of some parties, with its impact and its blueprint.
    fn each_party(
        &self,
        parties: impl Iterator<Item = PartyId>,
        mut make: impl FnMut(PartyId, &PartyImpact, &[BlueprintLane]),
    ) {
        let mut impacts = PartyImpacts::new(self.view, parties.collect());
        let mut block = Vec::new().into_iter();
        while let Some((party, impact)) = impacts.next() {
            if block.len() == 0 {
                let count = impacts.block().len();
                block = blueprints(self.view, count, impacts.services_of_block()).into_iter();
            }
            make(party, &impact, &block.next().unwrap_or_default());
        }
    }

    /// The units that are highest in the tree, in its order.
    fn highest_units(&self, count: usize) -> Vec<UnitId> {
        let organisation = self.view.organisation();
        let depths: Vec<usize> =
            organisation.from_above(|_, up| up.map_or(0, |(_, depth)| depth + 1));
        let mut units: Vec<UnitId> = organisation.units().map(|(id, _)| id).collect();
        // The sort keeps the order of the tree among those equally high.
        units.sort_by_key(|unit| depths[unit.index()]);
        units.truncate(count);
        units.sort_unstable();
        units
    }

    /// The cards of the units and parties with these anchors.
    pub fn of(&self, anchors: &BTreeSet<String>, limits: Limits) -> Vec<SiteCard> {
        let (organisation, whole) =
            (self.view.organisation(), self.view.whole_graph().organisation());
        let maker = CardMaker::new(*self, limits, 1);
        let units = organisation.units().map(|(id, _)| id);
        let shown_units =
            units.filter(|id| anchors.contains(&anchor(organisation, Subject::Unit(*id))));
        let primaries = Primaries::new(self.view.graph(), shown_units, every_reach());
        let mut cards: Vec<SiteCard> =
            primaries.map(|(unit, own)| maker.unit(unit, &own)).collect();
        let parties = whole.parties().map(|(id, _)| id);
        let shown_parties =
            parties.filter(|id| anchors.contains(&anchor(whole, Subject::Party(*id))));
        self.each_party(shown_parties, |party, impact, lanes| {
            cards.push(maker.party(party, impact, lanes));
        });
        cards
    }

    /// How many parties have one.
    pub fn parties(&self) -> usize {
        self.view.whole_graph().organisation().parties().len()
    }
}

/// All primary customers of units.
fn every_reach() -> PrimaryQuery {
    PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::Whole }
}

/// How many cards of units and of parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardCounts {
    /// How many of units.
    pub units: usize,
    /// How many of parties.
    pub parties: usize,
}

/// Some cards of units and of parties.
#[derive(Clone, Debug, Default)]
pub struct CardSample {
    /// Those of units.
    pub units: Vec<SiteCard>,
    /// Those of parties.
    pub parties: Vec<SiteCard>,
}

/// Makes the cards of units, and those of parties: each of these has to do with many units, so it shows more.
struct CardMakers<'g, 'org> {
    units: CardMaker<'g, 'org>,
    parties: CardMaker<'g, 'org>,
}

impl<'g, 'org> CardMakers<'g, 'org> {
    fn new(cards: Cards<'g, 'org>, limits: Limits) -> Self {
        Self { units: CardMaker::new(cards, limits, 1), parties: CardMaker::new(cards, limits, 4) }
    }
}

/// Every service, each with an anchor of its own.
pub(super) fn services(view: View<'_, '_>, from: SiteSource<'_>) -> Table {
    let organisation = view.organisation();
    let active: Vec<ServiceId> =
        view.own_services().filter(|id| organisation.is_active(*id)).collect();
    let marks = active.iter().map(|id| RowMeta {
        anchor: Some(anchor(organisation, Subject::Service(*id))),
        keywords: String::new(),
    });
    Table {
        marks: marks.collect(),
        ..Card::new(view, from.findings, Limits::NONE, from.privacy)
            .services(active.iter().copied())
    }
}

/// Makes cards, without advice on what to write into the map: the page has that once, for the keeper of the map.
struct CardMaker<'g, 'org> {
    view: View<'g, 'org>,
    card: Card<'g, 'org>,
    /// How many providers a lane of a blueprint has by name.
    boxes: usize,
}

impl<'g, 'org> CardMaker<'g, 'org> {
    fn new(cards: Cards<'g, 'org>, limits: Limits, times: usize) -> Self {
        let Cards { view, from } = cards;
        let boxes = limits.names.clamp(FEWEST_BOXES, BOXES);
        let limits = Limits { names: limits.names * times, rows: limits.rows * times, ..limits };
        let card = Card::new(view, from.findings, limits, from.privacy).without_advice();
        Self { view, card, boxes }
    }

    fn unit(&self, unit: UnitId, primary: &PrimaryRows) -> SiteCard {
        let organisation = self.view.organisation();
        let subject = Subject::Unit(unit);
        let mut around: Vec<UnitId> = organisation.containers(unit).collect();
        around.reverse();
        let depth = around.len();
        let link = |unit: &UnitId| link(organisation, Subject::Unit(*unit));
        // However deep the organisation is, few names are written.
        let path: Vec<Line> = match &around[..] {
            [outermost, .., nearest] if depth > PATH => {
                vec![link(outermost), "…".into(), link(nearest)]
            }
            few => few.iter().map(link).collect(),
        };
        let served_by = self.card.servings(unit);
        SiteCard {
            anchor: anchor(organisation, subject),
            name: organisation.name_of(subject).to_owned(),
            path,
            depth,
            document: self.card.unit(unit, primary),
            neighbourhood: Some(neighbourhood::sketch(self.view, unit, &primary.rows, &served_by)),
            blueprint: Vec::new(),
            id: organisation.id_of(subject).to_owned(),
        }
    }

    fn party(&self, party: PartyId, impact: &PartyImpact, lanes: &[BlueprintLane]) -> SiteCard {
        let organisation = self.view.whole_graph().organisation();
        let subject = Subject::Party(party);
        SiteCard {
            anchor: anchor(organisation, subject),
            name: organisation.name_of(subject).to_owned(),
            path: Vec::new(),
            depth: 0,
            document: self.card.party(party, impact),
            neighbourhood: None,
            blueprint: lanes.iter().map(|lane| lane.at_most(self.boxes)).collect(),
            id: organisation.id_of(subject).to_owned(),
        }
    }
}
