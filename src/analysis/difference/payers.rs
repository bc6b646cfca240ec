//! Changes of the payers of units: who pays, how much, and as what.

use super::{
    Cause, CauseKind, Causes, Difference, Fact, FactValue, MapPair, NamedId, Section, Side,
    UnitPair, UnitPairs, blame::Blame, changed_units::ChangedUnits, keys, row::change,
};
use crate::{
    analysis::{UnitPayer, payers_of_unit, payments_for_service},
    graph::Graph,
    id::{ServiceId, Subject, UnitId},
    model::{Organisation, PaidAs, PaidBy, Payer, Payment},
};
use std::collections::BTreeMap;

/// The payers of a unit in one map, by id.
type PayerRows<'org> = BTreeMap<&'org str, UnitPayer>;

/// Adds the differences of all units: payers are always those of the whole organisation.
pub(super) fn compare<'org>(
    whole: &MapPair<'_, 'org>,
    pairs: &UnitPairs,
    rows: &mut Vec<Difference<'org>>,
) {
    let changed = ChangedUnits::by_payers(whole);
    for &pair in &pairs.all {
        if pair.new.is_some_and(|unit| !changed.has_provider(whole, unit)) {
            continue;
        }
        let old = of_unit(whole, Side::Old, pair.old);
        let new = of_unit(whole, Side::New, pair.new);
        for id in keys(old.keys().copied(), new.keys().copied()) {
            let (before, after) = (old.get(id), new.get(id));
            let values = (before.map(value), after.map(value));
            if values.0 == values.1 {
                continue;
            }
            let payer = after.map(|row| thing(whole, Side::New, row));
            rows.push(Difference {
                section: Section::Customers,
                change: change(before.is_some(), after.is_some()),
                fact: Fact::Payer,
                subject: pair.thing(whole),
                object: payer.or(before.map(|row| thing(whole, Side::Old, row))),
                about: "",
                old: values.0,
                new: values.1,
                place: None,
                because: because(whole, pair, before, after),
                at: pair.place,
            });
        }
    }
}

fn of_unit<'org>(whole: &MapPair<'_, 'org>, side: Side, unit: Option<UnitId>) -> PayerRows<'org> {
    let all = unit.map_or(Vec::new(), |unit| payers_of_unit(whole.graph(side), unit)).into_iter();
    all.map(|row| (thing(whole, side, &row).id, row)).collect()
}

fn thing<'org>(whole: &MapPair<'_, 'org>, side: Side, row: &UnitPayer) -> NamedId<'org> {
    whole.named(side, row.payer)
}

fn value<'org>(row: &UnitPayer) -> FactValue<'org> {
    FactValue::Amount(row.amount, row.paid_as.clone())
}

fn because<'org>(
    whole: &MapPair<'_, 'org>,
    pair: UnitPair,
    old: Option<&UnitPayer>,
    new: Option<&UnitPayer>,
) -> Causes<'org> {
    let blamed = |side, unit: Option<UnitId>, row: Option<&UnitPayer>| {
        let there = unit.zip(row);
        there.map_or(Vec::new(), |(unit, row)| blame(whole, side, unit, row))
    };
    let mut causes = blamed(Side::New, pair.new, new);
    if causes.is_empty() {
        causes = blamed(Side::Old, pair.old, old);
    }
    Causes::of(causes, Causes::NotFound)
}

/// Returns the statements behind the payments of a payer to a unit that the other map lacks.
fn blame<'org>(
    whole: &MapPair<'_, 'org>,
    side: Side,
    unit: UnitId,
    row: &UnitPayer,
) -> Vec<Cause<'org>> {
    let mut blame = Blame::new(whole, side);
    if blame.unit_is_new(unit) {
        return blame.causes();
    }
    for &service in &row.services {
        blame.provided(unit, service);
        if !blame.service_is_new(service) && is_paid_otherwise(whole, side, service, row.payer) {
            payment(&mut blame, whole, side, (service, row.payer));
        }
    }
    blame.causes()
}

/// Whether a payer's payments for a service that is in both maps differ between them.
fn is_paid_otherwise(
    whole: &MapPair<'_, '_>,
    side: Side,
    service: ServiceId,
    payer: Payer,
) -> bool {
    let here = whole.organisation(side);
    let of = |organisation: &Organisation| match payer {
        // The organisation's id may differ between the maps, and it still is the same payer.
        Payer::Organisation => organisation.header.id.to_string(),
        Payer::Unit(_) | Payer::Party(_) => here.id_of(payer.into()).to_owned(),
    };
    let other = whole.other_service(side, service);
    let there = whole.graph(side.other());
    let paid = other.map(|other| payments(there, other, &of(there.organisation())));
    paid != Some(payments(whole.graph(side), service, &of(here)))
}

/// What one payer pays for a service, in an order that can be compared.
fn payments(
    graph: &Graph<'_>,
    service: ServiceId,
    payer: &str,
) -> Vec<(Option<u64>, Option<PaidAs>)> {
    let organisation = graph.organisation();
    let all = payments_for_service(graph, service).into_iter();
    let mut own: Vec<(Option<u64>, Option<PaidAs>)> = all
        .filter(|paid| organisation.id_of(paid.payer.into()) == payer)
        // The bits, because floating-point numbers have no order of their own; here equal
        // amounts have equal bits.
        .map(|paid| (paid.amount.map(f64::to_bits), paid.paid_as))
        .collect();
    own.sort_unstable();
    own
}

/// The line to blame for a payment: of the service, of the organisation, or of a recipient who pays.
fn payment(
    blame: &mut Blame<'_, '_, '_>,
    whole: &MapPair<'_, '_>,
    side: Side,
    (service, payer): (ServiceId, Payer),
) {
    let here = whole.organisation(side);
    let there = whole.organisation(side.other());
    let other = whole.other_service(side, service);
    let names = |payments: &[Payment]| {
        let mut all = payments.iter();
        let one = all.find(|one| one.from == PaidBy::One(payer) || one.from == PaidBy::Recipients);
        one.map(|one| one.place)
    };
    let paid_for = here.service(service);
    let stated = other.is_some_and(|other| there.service(other).paid_by().is_some());
    if stated || paid_for.paid_by().is_some() {
        let place = paid_for.paid_by().and_then(names).unwrap_or(paid_for.header.place);
        blame.add(CauseKind::Paid, place, Subject::Service(service));
        return;
    }
    for relation in here.active_relations(service) {
        if payer == relation.to.party().map_or(Payer::Organisation, Payer::Party) {
            blame.served(service, relation.to);
        }
    }
    if blame.is_empty()
        && (here.paid_by.is_some() || there.paid_by.is_some() || here.kind != there.kind)
    {
        let place = here.paid_by.as_deref().and_then(names).unwrap_or(here.header.place);
        blame.add(CauseKind::PaidByDefault, place, Subject::Organisation);
    }
}
