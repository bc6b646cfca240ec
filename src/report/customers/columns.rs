//! The columns of customers.

use super::{
    super::{
        Cell,
        listing::Column,
        words::{Intervals, amount, happy_in_all, score},
    },
    cell::{could_use_cell, known_cell, owner_cell, transition as turn_cell, why_not_us_cell},
};
use crate::{
    analysis::{Basis, KnownFact, PartyPayment, Rolled, owner_and_backup, unknown_facts},
    id::{PartyId, UnitId},
    model::{Confidence, Date, Datum, Name, Organisation, Party, Satisfaction, Status, Unit, keys},
    words::{Word, words},
};

/// A party and what is derived about it.
#[derive(Clone, Debug)]
pub struct CustomerFacts<'org> {
    /// Where it is declared.
    pub(super) organisation: &'org Organisation,
    pub(super) id: PartyId,
    pub(super) party: &'org Party,
    /// The payments of the customer.
    pub(super) payment: PartyPayment,
    /// How many units contribute to it.
    pub(super) contributors: usize,
    /// Whether it is a colleague outside a division, for whom the file has none of the keys of a customer.
    pub(super) is_colleague: bool,
    /// How happy it is with all that serves it directly.
    pub(super) rolled: Rolled,
    /// Which intervals are shown beside its scores.
    pub(super) intervals: Intervals,
}

impl<'org> CustomerFacts<'org> {
    pub(super) fn name(&self) -> Name<'org> {
        Name::of(self.organisation, self.id)
    }

    /// What the file states of it under a key.
    fn stated(&self, key: &str) -> Datum<'org> {
        keys::stated(keys::PARTY, key, self.party, self.organisation)
    }

    /// Those of the seven facts worth knowing that are not known of it (SPEC 4, `little-known-customer`).
    pub(super) fn unknown(&self) -> Vec<KnownFact> {
        unknown_facts(self.party)
    }

    /// Why it may be lost. Nothing here reveals who is leaving.
    pub(super) fn risks(&self) -> Vec<LossReason> {
        let LossReasons { unhappy, owner, is_refuted, uses } = self.loss_reasons();
        let reasons = [
            (unhappy.is_some(), LossReason::Unhappy),
            (owner.is_some(), LossReason::SingleOwner),
            (is_refuted, LossReason::Refuted),
            (!uses.is_empty(), LossReason::UsesOthers),
        ];
        reasons.into_iter().filter(|(is_one, _)| *is_one).map(|(_, reason)| reason).collect()
    }

    fn loss_reasons(&self) -> LossReasons<'_, 'org> {
        let owner = match owner_and_backup(self.party) {
            (Some(owner), None) => Some(self.organisation.unit(owner)),
            _ => None,
        };
        let mut reasons = self.party.reasons.iter().peekable();
        LossReasons {
            unhappy: self.rolled.lowest_unhappy.as_ref(),
            owner: owner.filter(|owner| owner.person().is_some()),
            is_refuted: reasons.peek().is_some()
                && reasons.all(|reason| reason.confidence == Confidence::Refuted),
            uses: self.party.buys_from.join(", "),
        }
    }
}

words! {
    /// Why a customer may be lost.
    pub(super) LossReason {
        /// Its newest score is an unhappy one.
        Unhappy "unhappy",
        /// One person owns the relationship, without a backup.
        SingleOwner "single_owner",
        /// Every reason why it comes is refuted.
        Refuted "reasons_refuted",
        /// It uses somebody else too.
        UsesOthers "uses_others",
    }
}

/// What the reasons why a customer may be lost rest on.
struct LossReasons<'c, 'org> {
    unhappy: Option<&'c Satisfaction>,
    owner: Option<&'org Unit>,
    is_refuted: bool,
    uses: String,
}

/// Why a customer may be lost, a sentence each.
fn risks_cell(customer: &CustomerFacts<'_>) -> Cell {
    let LossReasons { unhappy, owner, is_refuted, uses } = customer.loss_reasons();
    let risks = [
        unhappy.and_then(score).map(|score| format!("unhappy: {score}")),
        owner.map(|owner| format!("only {} owns the relationship", owner.header.name)),
        is_refuted.then(|| "why it comes is refuted".to_owned()),
        (!uses.is_empty()).then(|| format!("uses {uses} too")),
    ];
    risks.into_iter().flatten().collect::<Vec<String>>().into()
}

/// What customers have in every query.
pub(super) fn columns<'org>() -> Vec<Column<CustomerFacts<'org>>> {
    let column = Column::<CustomerFacts<'org>>::new;
    vec![
        column("id", |it| Datum::Name(it.name())).headed("Customer", 4),
        column("name", |it| Datum::text(&it.party.header.name)),
        column("list", |it| Datum::Word(it.party.list.word())),
        column("status", |it| Datum::Word(it.party.status.word())).headed("Status", 2),
        column("since", |it| it.stated("since")).headed("Since", 2).shown(since_cell),
        column("pays", pays).headed("Pays a year", 2).shown(pays_cell),
        column("basis", |it| it.payment.basis.map(|basis| Datum::Word(basis.word())).into()),
        column("contributors", |it| Datum::count(it.contributors)).headed("Units", 1),
        column("relationships", |it| Datum::count(it.rolled.relationships)),
        column("measured", |it| Datum::count(it.rolled.measured)),
        column("satisfaction", |it| it.rolled.score.map(Datum::Score).into())
            .headed("Satisfaction", 4)
            .shown(|it| happy_in_all(&it.rolled, it.intervals).into()),
        column("answers", |it| it.rolled.answers.map(Datum::Count).into()),
        column("lowest", |it| it.rolled.lowest.map(Datum::Score).into()),
        column("measured_last", |it| it.rolled.newest.as_ref().map(Datum::date).into()),
        column("owner", |it| unit(it, owner_and_backup(it.party).0))
            .headed("Owner", 3)
            .shown(|it| unless_colleague(it, owner_cell(it.organisation, it.party))),
        column("backup", |it| unit(it, owner_and_backup(it.party).1)),
        column("known", |it| Datum::count(KnownFact::ALL.len() - it.unknown().len()))
            .headed("Known", 1)
            .shown(|it| unless_colleague(it, known_cell(&it.unknown()))),
        column("unknown", |it| {
            Datum::Words(it.unknown().into_iter().map(KnownFact::key).collect())
        }),
        column("buys_from", |it| it.stated("buys_from"))
            .headed("Buys from", 3)
            .shown(|it| super::or_not_known(&it.party.buys_from)),
        column("could_use", |it| of_status(it, Status::Prospect, "could_use"))
            .headed("Could use", 3)
            .shown(|it| could_use_cell(it.organisation, it.party)),
        column("risks", |it| Datum::Words(it.risks().into_iter().map(Word::word).collect()))
            .headed("Risks", 6)
            .shown(risks_cell),
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
        column("why_not_us", |it| of_status(it, Status::Prospect, "why_not_us")),
        // Of a former customer tables and plain text say in the same place why it left.
        Column::<CustomerFacts<'org>>::for_readers("Why not us", 5, |it| match it.party.status {
            Status::Former => it.stated("lost_by"),
            Status::Prospect | Status::Active => it.stated("why_not_us"),
        })
        .shown(|it| why_not_us_cell(it.party)),
        column("reasons", |it| it.stated("reasons")),
    ]
}

fn since_cell(customer: &CustomerFacts<'_>) -> Cell {
    let since = customer.party.since.as_ref().map_or("not known", Date::as_str);
    unless_colleague(customer, since.into())
}

/// A cell of what the file states of customers outside.
fn unless_colleague(customer: &CustomerFacts<'_>, cell: Cell) -> Cell {
    if customer.is_colleague { "-".into() } else { cell }
}

fn unit<'org>(customer: &CustomerFacts<'org>, unit: Option<UnitId>) -> Datum<'org> {
    let name = |unit| Datum::name(customer.organisation, unit);
    unit.map(name).into()
}

/// A value of the file that only parties of one status have (SPEC 2).
fn of_status<'org>(customer: &CustomerFacts<'org>, status: Status, key: &str) -> Datum<'org> {
    if customer.party.status == status { customer.stated(key) } else { Datum::Empty }
}

/// What a customer pays a year, as far as known.
pub(super) fn pays<'c>(customer: &'c CustomerFacts<'_>) -> Datum<'c> {
    let amount = customer.payment.amount;
    amount.map(|sum| Datum::money(customer.organisation, sum)).into()
}

/// What a customer pays a year, as a reader is shown it. That it pays nothing is shown only where the map states who
/// pays for each service that serves it.
pub(super) fn pays_cell(customer: &CustomerFacts<'_>) -> Cell {
    let PartyPayment { amount: sum, basis, is_settled } = customer.payment;
    match (sum, basis, is_settled) {
        (Some(sum), ..) => amount(customer.organisation, sum).into(),
        (None, Some(Basis::Assumed), _) => "not known (assumed)".into(),
        (None, Some(_), _) => "not known".into(),
        (None, None, _) if customer.is_colleague => "-".into(),
        (None, None, Some(true)) => "nothing".into(),
        (None, None, _) => "not stated".into(),
    }
}
