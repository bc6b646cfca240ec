//! The catalogue of services: each with its provider, its customers, its payers and how satisfied those whom it serves
//! are.

use super::{
    super::{
        Cell, FileLine, Line, Listing,
        listing::Column,
        table::NarrowLayout,
        words::{Intervals, assumed, count, happy_in_all, payers_or_none, recipient},
    },
    blanks::{self, Blank},
    scope::Scope,
};
use crate::{
    analysis::{Paid, Rolled, View, listed_payments, roll_up},
    diag::Sources,
    id::ServiceId,
    model::{Datum, Organisation, Relation, Service, ServiceStatus},
};

/// The columns that a screen shows.
const SHOWN: &[&str] =
    &["service", "provided_by", "purpose", "to", "paid_by", "satisfaction", "reviewed", "Where"];

/// One service, active or not.
#[derive(Debug)]
pub(super) struct ServiceEntry<'org> {
    organisation: &'org Organisation,
    id: ServiceId,
    service: &'org Service,
    relations: Vec<Relation<'org>>,
    paid: Vec<Paid>,
    rolled: Rolled,
    place: FileLine<'org>,
}

/// The services of what is looked at, by provider in the tree, then as in the file.
pub(super) fn listing<'a>(
    view: View<'a, 'a>,
    scope: &Scope<'a>,
    sources: &'a Sources,
) -> Listing<ServiceEntry<'a>> {
    let organisation = scope.whole;
    let entry = |(id, service): (ServiceId, &'a Service)| {
        let relations: Vec<Relation<'a>> = organisation.all_relations(id).collect();
        ServiceEntry {
            organisation,
            id,
            service,
            paid: listed_payments(view.whole_graph(), id),
            // SPEC 3.4: a prospect or a former customer is nobody's customer.
            rolled: roll_up(
                organisation,
                relations.iter().copied().filter(|it| organisation.is_served(it.to)),
            ),
            relations,
            place: FileLine::of(sources, service.header.place),
        }
    };
    let rows: Vec<_> = scope.services().into_iter().map(entry).collect();
    let active = rows.iter().filter(|row| row.is_active()).count();
    let inactive = rows.len() - active;
    let counted = match (active, inactive) {
        (0, 0) => "services".to_owned(),
        (0, inactive) => count(inactive, "planned or retired service"),
        (active, 0) => count(active, "active service"),
        (active, inactive) => {
            format!("{}, {inactive} planned or retired", count(active, "active service"))
        }
    };
    let title = format!("{}: catalogue of {counted}", scope.name);
    let blanks = blanks::summary(rows.iter().map(ServiceEntry::blanks));
    Listing {
        title: std::iter::once(Line::from(title)).chain(blanks).collect(),
        none: "No service is stated yet.",
        when_narrow: NarrowLayout::Blocks,
        ..Listing::new("catalogue", columns(), SHOWN, rows)
    }
}

impl ServiceEntry<'_> {
    fn is_active(&self) -> bool {
        self.service.status() == ServiceStatus::Active
    }

    fn description(&self) -> Option<&str> {
        self.organisation.texts(&self.service.header)?.description.as_deref()
    }

    /// The purpose of the service, else its description.
    fn purpose(&self) -> Option<&str> {
        self.service.purpose().or_else(|| self.description())
    }

    fn blanks(&self) -> Vec<Blank> {
        let is_measured = self.rolled.measured > 0 || self.relations.is_empty();
        let is_paid = !self.paid.is_empty() || self.service.paid_by().is_some();
        let blank = [
            (self.purpose().is_none(), Blank { key: "purpose", phrase: "purpose" }),
            (self.relations.is_empty(), Blank { key: "to", phrase: "customers" }),
            (!is_paid, Blank { key: "paid_by", phrase: "payer" }),
            (!is_measured, Blank { key: "satisfaction", phrase: "satisfaction" }),
            (self.service.reviewed().is_none(), Blank { key: "reviewed", phrase: "review" }),
        ];
        blank.into_iter().filter_map(|(is_blank, blank)| is_blank.then_some(blank)).collect()
    }
}

fn columns<'org>() -> Vec<Column<ServiceEntry<'org>>> {
    let column = Column::<ServiceEntry<'org>>::new;
    vec![
        column("service", |it| Datum::name(it.organisation, it.id))
            .flat("service_id")
            .headed("Service", 3)
            .shown(service_cell),
        column("service_name", |it| Datum::text(&it.service.header.name)).flat("service"),
        column("status", |it| Datum::Word(it.service.status().word())).headed("Status", 1),
        column("provided_by", |it| {
            Datum::names(it.organisation, it.service.provided_by.iter().copied())
        })
        .headed("Provided by", 3),
        column("purpose", |it| it.purpose().map(Datum::text).into())
            .headed("What for", 3)
            .or("not stated"),
        column("to", |it| Datum::names(it.organisation, it.relations.iter().map(|it| it.to)))
            .headed("Customers", 3)
            .or("nobody stated")
            .shown(customers_cell),
        column("paid_by", |it| {
            Datum::names(it.organisation, it.paid.iter().map(|paid| paid.payer))
        })
        .headed("Paid by", 3)
        .or("not stated")
        .shown(payers_cell),
        column("satisfaction", |it| it.rolled.score.map(Datum::Score).into())
            .headed("Satisfaction", 3)
            .or("not measured")
            .shown(|it| happy_in_all(&it.rolled, Intervals::Measured).into()),
        column("lowest", |it| it.rolled.lowest.map(Datum::Score).into()).headed("Lowest", 1),
        column("relationships", |it| Datum::count(it.rolled.relationships)),
        column("measured", |it| Datum::count(it.rolled.measured)),
        column("measured_last", |it| it.rolled.newest.as_ref().map(Datum::date).into())
            .headed("Measured last", 2),
        column("agreed", |it| {
            Datum::count(it.relations.iter().filter(|it| it.agreed.is_some()).count())
        })
        .headed("Agreements", 1),
        column("reviewed", |it| it.service.reviewed().map(Datum::date).into())
            .headed("Reviewed", 2)
            .or("never"),
        column("blanks", |it| Datum::Words(blanks::keys(&it.blanks()))),
        // Readers get one column, data two.
        column("file", |it| Datum::text(it.place.file)).headed("File", 4),
        column("line", |it| Datum::Count(it.place.line.into())).headed("Line", 1),
        Column::for_readers("Where", 3, |it| Datum::Text(it.place.to_string().into())),
    ]
}

/// The name of a service, and that it is planned or retired.
fn service_cell(entry: &ServiceEntry<'_>) -> Cell {
    let name = &entry.service.header.name;
    let status = entry.service.status();
    if entry.is_active() { name.to_string().into() } else { format!("{name} ({status})").into() }
}

fn customers_cell(entry: &ServiceEntry<'_>) -> Cell {
    if entry.relations.is_empty() {
        return "nobody stated".into();
    }
    let all = entry.relations.iter().map(|relation| recipient(entry.organisation, relation.to));
    all.collect::<Vec<_>>().into()
}

fn payers_cell(entry: &ServiceEntry<'_>) -> Cell {
    let payer = |paid: &Paid| {
        format!("{}{}", entry.organisation.name_of(paid.payer.into()), assumed(paid.basis))
    };
    let mut lines: Vec<String> = entry.paid.iter().map(payer).collect();
    lines.dedup();
    payers_or_none(lines, entry.service).into()
}
