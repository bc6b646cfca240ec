//! The columns of customers.

use super::{
    super::{
        Cell,
        listing::Column,
        words::{amount, happy_in_all},
    },
    cell::{could_use_cell, known_cell, owner_cell, turn as turn_cell, why_not_us_cell},
};
use crate::{
    analysis::{KnownFact, Rolled, keepers, unknown_facts},
    id::{PartyId, UnitId},
    model::{Confidence, Datum, Name, Organisation, Party, Status, keys},
};
use std::borrow::Cow;

/// A party and what is derived about it.
#[derive(Clone, Debug)]
pub struct CustomerFacts<'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) id: PartyId,
    pub(super) party: &'org Party,
    /// What it pays a year, as far as known.
    pub(super) pays: Option<f64>,
    /// Whether it is among the payers of any service.
    pub(super) is_paying: bool,
    /// How many units contribute to it.
    pub(super) contributors: usize,
    /// How happy it is with all that serves it directly.
    pub(super) rolled: Rolled,
}

impl<'org> CustomerFacts<'org> {
    pub(super) fn name(&self) -> Name<'org> {
        Name::of(self.organisation, self.id)
    }

    /// What the file states of it under a key.
    fn stated(&self, key: &str) -> Datum<'org> {
        keys::stated(keys::PARTY, key, self.party, self.organisation)
    }

    /// What is not known of it, of the seven things worth knowing.
    pub(super) fn unknown(&self) -> Vec<KnownFact> {
        unknown_facts(self.party)
    }

    /// Why it may be lost. Nothing here tells who is leaving.
    pub(super) fn risks(&self) -> Vec<Cow<'org, str>> {
        let mut risks: Vec<Cow<'org, str>> = Vec::new();
        if let Some(lowest) = self.rolled.lowest_unhappy {
            risks.push(format!("unhappy: {lowest:.1} of 10").into());
        }
        if let (Some(owner), None) = keepers(self.party)
            && self.organisation.unit(owner).person().is_some()
        {
            let owner = &self.organisation.unit(owner).about.name;
            risks.push(format!("only {owner} owns the relationship").into());
        }
        let reasons = &self.party.reasons;
        if !reasons.is_empty()
            && reasons.iter().all(|reason| reason.confidence == Confidence::Refuted)
        {
            risks.push("why it comes is refuted".into());
        }
        if !self.party.buys_from.is_empty() {
            risks.push(format!("uses {} too", self.party.buys_from.join(", ")).into());
        }
        risks
    }
}

/// What customers have in every query.
pub(super) fn columns<'org>() -> Vec<Column<CustomerFacts<'org>>> {
    let column = Column::<CustomerFacts<'org>>::new;
    vec![
        column("id", |it| Datum::Name(it.name())).headed("Customer", 4),
        column("name", |it| Datum::text(&it.party.about.name)),
        column("list", |it| Datum::Word(it.party.list.word())),
        column("status", |it| Datum::Word(it.party.status.word())).headed("Status", 2),
        column("since", |it| it.stated("since")).headed("Since", 2).or("not known"),
        column("pays", |it| it.pays.map(|sum| Datum::money(it.organisation, sum)).into())
            .headed("Pays a year", 2)
            .shown(|it| pays_cell(it.organisation, it.pays, it.is_paying)),
        column("contributors", |it| Datum::count(it.contributors)).headed("Units", 1),
        column("relationships", |it| Datum::count(it.rolled.relationships)),
        column("measured", |it| Datum::count(it.rolled.measured)),
        column("satisfaction", |it| it.rolled.score.map(Datum::Score).into())
            .headed("Happy?", 4)
            .shown(|it| happy_in_all(&it.rolled).into()),
        column("answers", |it| it.rolled.answers.map(Datum::Count).into()),
        column("lowest", |it| it.rolled.lowest.map(Datum::Score).into()),
        column("measured_last", |it| it.rolled.newest.as_ref().map(Datum::date).into()),
        column("owner", |it| unit(it, keepers(it.party).0))
            .headed("Owner", 3)
            .shown(|it| owner_cell(it.organisation, it.party)),
        column("backup", |it| unit(it, keepers(it.party).1)),
        column("known", |it| Datum::count(KnownFact::ALL.len() - it.unknown().len()))
            .headed("Known", 1)
            .shown(|it| known_cell(&it.unknown())),
        column("unknown", |it| {
            Datum::Words(it.unknown().into_iter().map(KnownFact::key).collect())
        }),
        column("buys_from", |it| it.stated("buys_from"))
            .headed("Buys from", 3)
            .shown(|it| super::or_not_known(&it.party.buys_from)),
        column("could_use", |it| of_status(it, Status::Prospect, "could_use"))
            .headed("Could use", 3)
            .shown(|it| could_use_cell(it.organisation, it.party)),
        column("risks", |it| Datum::Texts(it.risks())).headed("Risks", 6),
        column("won_by", |it| it.stated("won_by"))
            .flat_each(&["won_by", "won_by_note", "won_by_date"])
            .headed("Won by", 5)
            .shown(|it| turn_cell(it.party.won_by.as_ref())),
        column("kept_by", |it| it.stated("kept_by")).headed("Kept by", 5).or("not known"),
        column("lost_by", |it| of_status(it, Status::Former, "lost_by")).flat_each(&[
            "lost_by",
            "lost_by_note",
            "lost_by_date",
        ]),
        column("why_not_us", |it| of_status(it, Status::Prospect, "why_not_us"))
            .headed("Why not us", 5)
            .shown(|it| why_not_us_cell(it.party)),
        column("reasons", |it| it.stated("reasons")),
    ]
}

fn unit<'org>(customer: &CustomerFacts<'org>, unit: Option<UnitId>) -> Datum<'org> {
    let name = |unit| Datum::name(customer.organisation, unit);
    unit.map(name).into()
}

/// A value of the file that only parties of one status have (SPEC 2).
fn of_status<'org>(customer: &CustomerFacts<'org>, status: Status, key: &str) -> Datum<'org> {
    if customer.party.status == status { customer.stated(key) } else { Datum::Empty }
}

/// What somebody pays a year.
pub(super) fn pays_cell(organisation: &Organisation, sum: Option<f64>, is_paying: bool) -> Cell {
    match (sum, is_paying) {
        (Some(sum), _) => amount(organisation, sum).into(),
        (None, true) => "not known".into(),
        (None, false) => "nothing".into(),
    }
}
