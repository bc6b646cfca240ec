//! A service: whom it serves, how happy these are, who pays, and what the file states of it.

use super::{
    super::{Filter, Listing, Rows, listing::Column, words::Intervals},
    money::sum,
};
use crate::{
    analysis::{Interval, Paid, View, interval, listed_payments, population},
    id::{ServiceId, Subject},
    model::{
        Datum, Organisation, PaidAs, Relation, Satisfaction, Service,
        keys::{self, RELATIONSHIP},
    },
};
use std::collections::BTreeSet;

/// A service of the whole organisation, active or not.
pub struct ServiceRow<'e> {
    organisation: &'e Organisation,
    id: ServiceId,
    paid: Vec<Paid>,
    intervals: Intervals,
}

/// The services that the filter lets through, in the order of the file.
pub(super) fn rows<'e>(
    view: View<'e, 'e>,
    filter: &Filter,
    intervals: Intervals,
) -> Vec<ServiceRow<'e>> {
    let here = view.organisation();
    // Rows are of services of the whole organisation, so that recipients outside a division have
    // their names; which are shown is up to the division.
    let shown = view.own_services().filter(|id| {
        let mut recipients = here.all_relations(*id).map(|relation| relation.to);
        filter.shows_service(here, here.service(*id))
            && (!filter.picks_recipients() || recipients.any(|to| filter.shows_recipient(here, to)))
    });
    let organisation = view.whole_graph().organisation();
    let row = |here| ServiceRow {
        organisation,
        id: view.service_in_whole(here),
        paid: listed_payments(view.whole_graph(), view.service_in_whole(here)),
        intervals,
    };
    shown.map(row).collect()
}

impl<'e> ServiceRow<'e> {
    fn service(&self) -> &'e Service {
        self.organisation.service(self.id)
    }

    fn relations(&self) -> impl Iterator<Item = Relation<'e>> {
        self.organisation.all_relations(self.id)
    }

    fn scores(&self) -> impl Iterator<Item = f64> {
        self.relations().filter_map(|relation| relation.newest()?.of_ten())
    }

    fn payer_names(&self) -> Datum<'_> {
        let mut payers: Vec<Subject> = self.paid.iter().map(|paid| paid.payer.into()).collect();
        // A party can pay twice, for different things: equal ids are side by side and become one.
        payers.sort_by_key(|payer| self.organisation.id_of(*payer));
        payers.dedup();
        Datum::names(self.organisation, payers)
    }
}

/// The keys of the file, without those that lists or columns of their own hold.
fn own_columns<'e>() -> Vec<Column<ServiceRow<'e>>> {
    let file = keys::SERVICE.iter().enumerate();
    file.filter(|(_, key)| !matches!(key.word, "serves" | "paid_by"))
        .map(|(at, key)| {
            Column::nth(key.word, at, |it: &ServiceRow<'e>, at| {
                by_id((keys::SERVICE[at].value)(it.service(), it.organisation))
            })
        })
        .collect()
}

/// Several things by id, whatever their order in the file.
fn by_id(datum: Datum<'_>) -> Datum<'_> {
    // SPEC 3: nothing in the data depends on the order of the file.
    let Datum::Names(mut all) = datum else { return datum };
    all.sort_by_key(|name| name.id);
    Datum::Names(all)
}

/// The columns in JSON.
pub(super) fn columns<'e>() -> Vec<Column<ServiceRow<'e>>> {
    let mut columns = own_columns();
    // Behind the id, the name and the providers.
    columns.insert(3, Column::list("serves", |it| Box::new(relationships(it))));
    columns.insert(4, Column::list("paid_by", |it| Box::new(payments(it))));
    columns
}

/// The columns of a table of services.
pub(super) fn table_columns<'e>() -> Vec<Column<ServiceRow<'e>>> {
    let column = Column::<ServiceRow<'e>>::new;
    let mut columns = Vec::new();
    for own in own_columns() {
        match own.labels.key {
            Some("id") => columns.push(own.flat("service_id")),
            Some("name") => columns.push(own.flat("service")),
            // Behind the id and the name.
            Some("status") => columns.insert(2, own),
            Some("provided_by") => {
                columns.push(own);
                columns.extend([
                    column("serves", |it| {
                        Datum::names(it.organisation, it.relations().map(|relation| relation.to))
                    }),
                    column("paid_by", ServiceRow::payer_names),
                    column("amount", |it| {
                        sum(it.organisation, it.paid.iter().map(|paid| paid.amount))
                    }),
                    column("paid_as", |it| {
                        let all: BTreeSet<PaidAs> =
                            it.paid.iter().filter_map(|paid| paid.paid_as).collect();
                        Datum::Words(all.into_iter().map(PaidAs::word).collect())
                    }),
                    column("relationships", |it| Datum::count(it.relations().count())),
                    column("measured", |it| Datum::count(it.scores().count())),
                    column("satisfaction", |it| {
                        it.scores().min_by(f64::total_cmp).map(Datum::Score).into()
                    }),
                ]);
            }
            _ => columns.push(own),
        }
    }
    columns
}

/// A relationship of a service as a row.
struct ServedRow<'e> {
    organisation: &'e Organisation,
    relation: Relation<'e>,
    intervals: Intervals,
}

impl ServedRow<'_> {
    /// What the file states under a key of [`RELATIONSHIP`].
    fn stated(&self, key: usize) -> Datum<'_> {
        let mut record = keys::relationship(self.relation, self.organisation);
        // Nothing else is taken out of the record, so its order afterwards doesn't matter.
        by_id(record.swap_remove(key).1)
    }
}

fn relationships<'e>(service: &ServiceRow<'e>) -> impl Rows + 'e {
    let column = Column::<ServedRow<'e>>::new;
    let mut columns = Vec::new();
    for (at, key) in RELATIONSHIP.iter().enumerate() {
        match *key {
            // The file's measurements are a list; the key is that of the score that counts.
            "satisfaction" => columns.extend([
                column("satisfaction", |it| {
                    it.relation.newest().and_then(Satisfaction::of_ten).map(Datum::Score).into()
                }),
                Column::list("measurements", |it| Box::new(measurements(it))),
            ]),
            key => columns.push(Column::nth(key, at, ServedRow::stated)),
        }
    }
    let organisation = service.organisation;
    let intervals = service.intervals;
    let rows = service.relations().map(|relation| ServedRow { organisation, relation, intervals });
    Listing::new("serves", columns, &[], rows.collect())
}

/// A measurement with the interval in which the mean of all lies, where that was measured.
struct MeasurementRow<'e> {
    organisation: &'e Organisation,
    measured: &'e Satisfaction,
    interval: Option<Interval>,
}

/// The measurements of a relationship, newest first.
fn measurements<'e>(served: &ServedRow<'e>) -> impl Rows + 'e {
    let ServedRow { organisation, relation, intervals } = *served;
    let population = population(organisation, relation.to);
    let mut all: Vec<&Satisfaction> = relation.satisfaction.iter().collect();
    // Measurements are kept as the file has them; the data has the one that counts first (SPEC 6).
    all.sort_by(|a, b| a.newest_first(b));
    let rows = all.into_iter().map(|measured| MeasurementRow {
        organisation,
        measured,
        interval: interval(measured, population).filter(|interval| intervals.shows(interval)),
    });
    let column = Column::<MeasurementRow<'e>>::new;
    let file = keys::SATISFACTION.iter().enumerate().map(|(at, key)| {
        Column::nth(key.word, at, |it: &MeasurementRow<'e>, at| {
            (keys::SATISFACTION[at].value)(it.measured, it.organisation)
        })
    });
    let mut columns: Vec<Column<MeasurementRow<'e>>> = file.collect();
    columns.extend([
        column("low", |it| it.interval.map(|it| Datum::Score(it.low)).into()),
        column("high", |it| it.interval.map(|it| Datum::Score(it.high)).into()),
        column("interval", |it| it.interval.map(|it| Datum::Word(it.kind.word())).into()),
    ]);
    Listing::new("measurements", columns, &[], rows.collect())
}

/// A payment for a service.
struct PaymentRow<'e> {
    organisation: &'e Organisation,
    paid: Paid,
}

fn payments<'e>(service: &ServiceRow<'e>) -> impl Rows + 'e {
    let column = Column::<PaymentRow<'e>>::new;
    let columns = vec![
        column("from", |it| Datum::name(it.organisation, it.paid.payer)),
        column("amount", |it| {
            it.paid.amount.map(|amount| Datum::money(it.organisation, amount)).into()
        }),
        column("as", |it| it.paid.paid_as.map(|it| Datum::Word(it.word())).into()),
        column("basis", |it| Datum::Word(it.paid.basis.word())),
    ];
    let organisation = service.organisation;
    let rows = service.paid.iter().map(|paid| PaymentRow { organisation, paid: *paid });
    Listing::new("paid_by", columns, &[], rows.collect())
}
