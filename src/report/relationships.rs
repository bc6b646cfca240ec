//! The rows of `list`: who serves whom with what, who pays, how happy they are.

use super::{
    Cell, Filter, Listing, ListingSort, Rank,
    listing::Column,
    size::whose,
    words::{Intervals, assumed, count, happy, payers_or_none, payment, recipient, thousands},
};
use crate::{
    analysis::{Basis, Reach, View, stable_sum},
    diag::{Location, Sources},
    id::ServiceId,
    model::{Datum, Name, Organisation, Relation, Satisfaction, Service},
};
use std::collections::BTreeSet;

/// The columns that a screen shows.
const SHOWN: &[&str] = &["provided_by", "service", "to", "paid_by", "satisfaction"];

/// One active service and one of its recipients.
#[derive(Debug)]
pub struct RelationshipRow<'org> {
    organisation: &'org Organisation,
    id: ServiceId,
    service: &'org Service,
    relation: Relation<'org>,
    /// Who pays for the service, with what they pay a year. Payers are those of the whole organisation.
    payers: Vec<(Name<'org>, Option<f64>, Basis)>,
    location: Location<'org>,
    /// Whether the row before is of another service. Cells that are equal in both are shown once.
    is_first: bool,
}

/// The relationships that a filter lets through, in the order of the providers in the tree, then of the file.
pub fn relationships<'org>(
    view: View<'_, 'org>,
    filter: &Filter,
    sort: Option<ListingSort>,
    sources: &'org Sources,
) -> Listing<RelationshipRow<'org>> {
    let organisation = view.organisation();
    let mut rows = rows(view, filter, sources);
    if let Some(sort) = sort {
        sort_rows(&mut rows, sort);
    }
    let services = rows.iter().map(|row| row.id).collect::<BTreeSet<_>>().len();
    let called = organisation.customers_called.as_deref();
    let called =
        called.map_or(String::new(), |called| format!(" Those outside are called {called}."));
    let others = rows.iter().filter(|row| !organisation.is_served(row.relation.to)).count();
    let others_too = match others {
        0 => String::new(),
        some => format!(", and {} with who is no customer now", thousands(some)),
    };
    let title = match rows.len() {
        0 => format!("{}: no such relationship is written down.", whose(view)),
        some => format!(
            "{}: {} of {}{others_too}.{called}",
            whose(view),
            count(some - others, "relationship"),
            count(services, "service"),
        ),
    };
    let mut listing = Listing::new("relationships", columns(), SHOWN, rows);
    listing.title.push(title.into());
    if !filter.shows_reach(Reach::Direct) {
        let note = "This lists what is served directly: --reach direct. Chains: custmap analyze";
        listing.notes.push(note.into());
    }
    listing
}

fn rows<'org>(
    view: View<'_, 'org>,
    filter: &Filter,
    sources: &'org Sources,
) -> Vec<RelationshipRow<'org>> {
    let organisation = view.organisation();
    let mut services: Vec<(ServiceId, &Service)> = organisation
        .services()
        .filter(|(_, service)| {
            filter.shows_reach(Reach::Direct) && filter.shows_service(organisation, service)
        })
        .collect();
    services.sort_by_key(|(id, service)| (service.provided_by.iter().min().copied(), *id));
    let mut rows = Vec::new();
    for (id, service) in services {
        let relations = organisation.active_relations(id);
        let shown = relations.filter(|relation| filter.shows_recipient(organisation, relation.to));
        // Within a division one relationship of the file can be inside and outside: it is listed once.
        let mut once = BTreeSet::new();
        let listed = shown.filter(|relation| once.insert(relation.place));
        rows.extend(listed.enumerate().map(|(at, relation)| RelationshipRow {
            organisation,
            id,
            service,
            relation,
            payers: payers(view, id),
            location: sources.location(relation.place),
            is_first: at == 0,
        }));
    }
    rows
}

/// Sorts rows; those of one service need no longer follow each other.
fn sort_rows(rows: &mut [RelationshipRow<'_>], sort: ListingSort) {
    match sort {
        ListingSort::Satisfaction => {
            let score = |row: &RelationshipRow<'_>| {
                row.relation.newest().and_then(Satisfaction::of_ten).unwrap_or(f64::INFINITY)
            };
            rows.sort_by(|a, b| score(a).total_cmp(&score(b)));
        }
        ListingSort::Money => {
            let paid = |row: &RelationshipRow<'_>| {
                let amounts = row.payers.iter().filter_map(|(_, amount, _)| *amount);
                stable_sum(amounts.collect()).unwrap_or(0.0)
            };
            rows.sort_by(|a, b| paid(b).total_cmp(&paid(a)));
        }
        ListingSort::Name => rows.sort_by_key(|row| &row.service.header.name),
    }
    let mut before = None;
    for row in rows {
        row.is_first = before.replace(row.id) != Some(row.id);
    }
}

fn payers<'org>(view: View<'_, 'org>, service: ServiceId) -> Vec<(Name<'org>, Option<f64>, Basis)> {
    let whole = view.whole_graph().organisation();
    let paid = view.payments_for_service(service);
    paid.iter().map(|paid| (Name::of(whole, paid.payer), paid.amount, paid.basis)).collect()
}

fn columns<'org>() -> Vec<Column<RelationshipRow<'org>>> {
    let column = Column::<RelationshipRow<'org>>::new;
    vec![
        column("service", |it| Datum::name(it.organisation, it.id))
            .flat("service_id")
            .headed("Service", 3)
            .shown(|it| it.once(|it| it.service.header.name.to_string().into())),
        column("service_name", |it| Datum::text(&it.service.header.name)).flat("service"),
        column("provided_by", |it| {
            Datum::names(it.organisation, it.service.provided_by.iter().copied())
        })
        .headed("Provided by", 3)
        .shown(|it| it.once(providers_cell)),
        column("rank", |it| {
            Rank::of(it.organisation, it.relation.to).map(|rank| Datum::Word(rank.word())).into()
        }),
        column("to", |it| Datum::name(it.organisation, it.relation.to))
            .flat("customer_id")
            .headed("Serves", 4)
            .shown(|it| recipient(it.organisation, it.relation.to).into()),
        column("to_name", |it| Datum::text(it.organisation.name_of(it.relation.to.into())))
            .flat("customer"),
        column("paid_by", |it| Datum::Names(it.distinct_payers()))
            .headed("Paid by", 3)
            .or("payer not stated")
            .shown(|it| it.once(payers_cell)),
        column("satisfaction", |it| {
            it.relation.newest().and_then(Satisfaction::of_ten).map(Datum::Score).into()
        })
        .headed("Satisfaction", 3)
        .or("not measured")
        .shown(|it| happy(it.organisation, it.relation, Intervals::Measured).into()),
        column("n", |it| it.relation.newest().and_then(|newest| newest.n).map(Datum::Count).into()),
        column("measured", |it| {
            it.relation.newest().and_then(|newest| newest.measured.as_ref()).map(Datum::date).into()
        }),
        column("file", |it| Datum::text(it.location.file)),
        column("line", |it| Datum::Count(it.location.line.into())),
    ]
}

impl<'org> RelationshipRow<'org> {
    /// A cell that all rows of a service have: shown in the first one.
    fn once(&self, cell: fn(&Self) -> Cell) -> Cell {
        if self.is_first { cell(self) } else { Cell::default() }
    }

    /// Who pays, each once, by id.
    fn distinct_payers(&self) -> Vec<Name<'org>> {
        let mut payers: Vec<Name<'org>> = self.payers.iter().map(|(name, ..)| *name).collect();
        payers.sort_unstable_by_key(|name| name.id);
        payers.dedup();
        payers
    }
}

fn providers_cell(row: &RelationshipRow<'_>) -> Cell {
    let providers = row.service.provided_by.iter();
    let names = providers.map(|provider| row.organisation.name_of((*provider).into()));
    names.collect::<Vec<_>>().join(", ").into()
}

fn payers_cell(row: &RelationshipRow<'_>) -> Cell {
    let line = |(payer, sum, basis): &(Name<'_>, Option<f64>, Basis)| {
        format!("{}{}", payment(row.organisation, payer.name, *sum), assumed(*basis))
    };
    let mut lines: Vec<String> = row.payers.iter().map(line).collect();
    lines.sort_unstable();
    lines.dedup();
    payers_or_none(lines, row.service).into()
}
