//! The customers of a unit, a row for each: outside, inside, and payers that are served.

use super::{
    super::{
        Listing, Rows,
        listing::{Column, indices},
        rows::Flat,
    },
    unit::UnitRow,
};
use crate::{
    analysis::{Certainty, FunderServed, Primary, Reach, Secondary, SecondaryReach},
    graph::Link,
    id::{ServiceId, Subject},
    model::{Datum, Name, Organisation, Payer},
};

/// The columns that plain text shows of a customer on a card.
pub(super) const SHOWN: &[&str] = &["name", "reach", "steps", "satisfaction"];
/// A unit and one of its customers.
pub(super) struct CustomerRow<'u> {
    unit: &'u UnitRow<'u>,
    customer: ServedAs<'u>,
}

#[derive(Clone, Copy)]
enum ServedAs<'u> {
    Primary(&'u Primary),
    Secondary(&'u Secondary),
    Funder(&'u FunderServed),
}

/// The customers of a unit: outside, inside, then payers that are served.
pub(super) fn customers<'u>(unit: &'u UnitRow<'u>) -> impl Iterator<Item = CustomerRow<'u>> {
    primary(unit).chain(secondary(unit)).chain(funders(unit))
}

/// The primary customers of a unit.
pub(super) fn primary<'u>(unit: &'u UnitRow<'u>) -> impl Iterator<Item = CustomerRow<'u>> {
    unit.primary.iter().map(move |row| CustomerRow { unit, customer: ServedAs::Primary(row) })
}

/// The secondary customers of a unit.
pub(super) fn secondary<'u>(unit: &'u UnitRow<'u>) -> impl Iterator<Item = CustomerRow<'u>> {
    unit.secondary.iter().map(move |row| CustomerRow { unit, customer: ServedAs::Secondary(row) })
}

/// The payers that a unit serves.
pub(super) fn funders<'u>(unit: &'u UnitRow<'u>) -> impl Iterator<Item = CustomerRow<'u>> {
    let all = unit.funders_served.iter();
    all.map(move |row| CustomerRow { unit, customer: ServedAs::Funder(row) })
}

impl<'u> CustomerRow<'u> {
    pub(super) fn organisation(&self) -> &'u Organisation {
        self.unit.organisation
    }

    pub(super) fn rank(&self) -> &'static str {
        match self.customer {
            ServedAs::Primary(_) => "primary",
            ServedAs::Secondary(_) => "secondary",
            ServedAs::Funder(_) => "funder",
        }
    }

    pub(super) fn subject(&self) -> Subject {
        match self.customer {
            ServedAs::Primary(row) => Subject::Party(row.party),
            ServedAs::Secondary(row) => row.customer.into(),
            ServedAs::Funder(row) => Subject::Party(row.party),
        }
    }

    fn kind(&self) -> &'static str {
        match self.customer {
            ServedAs::Primary(row) => self.organisation().party(row.party).kind_word(),
            ServedAs::Secondary(row) => row.customer.kind_word(self.organisation()),
            ServedAs::Funder(row) => self.organisation().party(row.party).kind_word(),
        }
    }

    pub(super) fn as_primary(&self) -> Option<&'u Primary> {
        match self.customer {
            ServedAs::Primary(row) => Some(row),
            ServedAs::Secondary(_) | ServedAs::Funder(_) => None,
        }
    }

    fn as_secondary(&self) -> Option<&'u Secondary> {
        match self.customer {
            ServedAs::Secondary(row) => Some(row),
            ServedAs::Primary(_) | ServedAs::Funder(_) => None,
        }
    }

    pub(super) fn reach(&self) -> Reach {
        match self.customer {
            ServedAs::Primary(row) => row.reach,
            ServedAs::Secondary(row) => match row.reach {
                // A secondary customer is direct or shared, never reached
                // through others (SPEC 3.5).
                SecondaryReach::Direct => Reach::Direct,
                SecondaryReach::Shared(_) => Reach::Shared,
            },
            ServedAs::Funder(_) => Reach::Direct,
        }
    }

    /// How sure the row is. Colleagues and payers are declared in the file, unless they are only shared (SPEC 5).
    fn certainty(&self) -> Certainty {
        match (self.as_primary(), self.reach()) {
            (Some(row), _) => row.certainty,
            // As a shared primary customer (SPEC 3.4): nothing in the map says
            // that this unit serves them.
            (None, Reach::Shared) => Certainty::Weak,
            (None, Reach::Direct | Reach::Through | Reach::Broad) => Certainty::Declared,
        }
    }

    pub(super) fn shared_with(&self) -> Option<Subject> {
        match self.customer {
            ServedAs::Primary(row) => row.shared.map(|shared| shared.with.into()),
            ServedAs::Secondary(row) => match row.reach {
                SecondaryReach::Direct => None,
                SecondaryReach::Shared(with) => Some(Subject::Unit(with)),
            },
            ServedAs::Funder(_) => None,
        }
    }

    fn services(&self) -> &'u [ServiceId] {
        match self.customer {
            ServedAs::Primary(row) => &row.services,
            ServedAs::Secondary(row) => &row.services,
            ServedAs::Funder(row) => &row.services,
        }
    }

    fn satisfaction(&self) -> Option<f64> {
        match self.customer {
            ServedAs::Primary(row) => row.satisfaction,
            ServedAs::Secondary(row) => row.satisfaction,
            ServedAs::Funder(row) => row.satisfaction,
        }
    }

    /// The chain in names: of each step the service, if one is used, and the recipient.
    fn via(&self) -> Datum<'_> {
        let Some(row) = self.as_primary().filter(|row| !row.chain.is_empty()) else {
            return Datum::Empty;
        };
        let name = |subject: Subject| self.organisation().name_of(subject);
        let of_link = |link: &Link| {
            let service = link.service.map(|service| name(service.into()));
            service.into_iter().chain([name(link.to.into())])
        };
        let names: Vec<&str> = row.chain.iter().flat_map(of_link).collect();
        Datum::Text(names.join(" > ").into())
    }

    /// The stated and default payers of its services, by id.
    fn paid_by(&self) -> Datum<'_> {
        let (base, services) = (self.unit.base, self.services());
        let whole = base.whole();
        // The payers of one service are sorted already.
        if let [service] = services {
            return Datum::names(whole, base.payers_of(*service).iter().copied());
        }
        let all = services.iter().flat_map(|service| base.payers_of(*service));
        let mut payers: Vec<Payer> = all.copied().collect();
        // Equal payers have equal ids, so sorting by id puts them side by side for `dedup`.
        payers.sort_by_key(|payer| whole.id_of(Subject::from(*payer)));
        payers.dedup();
        Datum::names(whole, payers)
    }
}

/// The columns of a row for each unit and customer.
pub(super) fn columns<'u>() -> Vec<Column<CustomerRow<'u>>> {
    let column = Column::<CustomerRow<'u>>::new;
    vec![
        column("unit_id", |it| Datum::Id(&it.unit.unit().header.id)),
        column("unit_name", |it| Datum::text(&it.unit.unit().header.name)).flat("unit"),
        column("unit_kind", |it| Datum::Word(it.unit.unit().kind_word())),
        column("rank", |it| Datum::Word(it.rank())),
        column("id", |it| Datum::Id(it.organisation().id_of(it.subject()))).flat("customer_id"),
        column("name", |it| Datum::text(it.organisation().name_of(it.subject()))).flat("customer"),
        column("kind", |it| Datum::Word(it.kind())).flat("customer_kind"),
        column("reach", |it| Datum::Word(it.reach().word())),
        column("certainty", |it| Datum::Word(it.certainty().word())),
        column("steps", |it| {
            let cost = it.as_primary().and_then(|row| row.cost);
            cost.map(|cost| Datum::Count(cost.steps.into())).into()
        }),
        column("broad_steps", |it| {
            let cost = it.as_primary().and_then(|row| row.cost);
            cost.map(|cost| Datum::Count(cost.broad_steps.into())).into()
        }),
        column("through", |it| {
            let through = it.as_primary().map_or(&[][..], |row| &row.through);
            Datum::names(it.organisation(), through.iter().copied())
        }),
        column("shared_with", |it| {
            it.shared_with().map(|with| Datum::name(it.organisation(), with)).into()
        }),
        column("services", |it| Datum::names(it.organisation(), it.services().iter().copied())),
        column("via", CustomerRow::via),
        column("paid_by", CustomerRow::paid_by),
        column("satisfaction", |it| it.satisfaction().map(Datum::Score).into()),
        // The table has no columns for these.
        unlisted(column("shared_reach", |it| {
            let shared = it.as_primary().and_then(|row| row.shared);
            shared.map(|shared| Datum::Word(shared.reach.word())).into()
        })),
        Column::list("chain", |it| Box::new(chain(it))),
        unlisted(column("members", |it| {
            let members = it.as_secondary().map(|row| row.customer.members(it.organisation()));
            members.map(Datum::count).into()
        })),
        unlisted(column("size", |it| {
            let group = it.subject().group().map(|group| it.organisation().group(group));
            group.and_then(|group| group.size).map(Datum::Count).into()
        })),
    ]
}

/// A column that tables of units and customers don't have.
fn unlisted<R>(mut column: Column<R>) -> Column<R> {
    column.labels.flat = Flat::None;
    column
}

/// Some of the columns, under their keys in every format.
fn selected<'u>(keys: &[&str]) -> Vec<Column<CustomerRow<'u>>> {
    let all = columns();
    let places = indices(&all, keys);
    // Columns can't be cloned, as they hold functions: each is taken out of its place.
    let mut left: Vec<Option<Column<CustomerRow<'u>>>> = all.into_iter().map(Some).collect();
    (places.into_iter().filter_map(|at| left[at].take()))
        .map(|column| match column.labels.key {
            Some("chain") | None => column,
            Some(key) => column.flat(key),
        })
        .collect()
}

/// The columns of a primary customer of one unit.
pub(super) fn primary_columns<'u>() -> Vec<Column<CustomerRow<'u>>> {
    selected(&[
        "id",
        "name",
        "kind",
        "reach",
        "certainty",
        "steps",
        "broad_steps",
        "through",
        "shared_with",
        "shared_reach",
        "services",
        "chain",
        "satisfaction",
    ])
}

/// The columns of a secondary customer of one unit.
pub(super) fn secondary_columns<'u>() -> Vec<Column<CustomerRow<'u>>> {
    selected(&[
        "id",
        "name",
        "kind",
        "reach",
        "shared_with",
        "services",
        "members",
        "size",
        "satisfaction",
    ])
}

/// The columns of a payer that one unit serves.
pub(super) fn funder_columns<'u>() -> Vec<Column<CustomerRow<'u>>> {
    selected(&["id", "name", "kind", "services", "satisfaction"])
}

/// A step of a chain.
struct ChainRow<'u> {
    organisation: &'u Organisation,
    link: Link,
}

fn chain<'u>(row: &CustomerRow<'u>) -> impl Rows + 'u {
    let column = Column::<ChainRow<'u>>::new;
    let columns = vec![
        // Empty for a step by which a party passes on.
        column("service", |it| {
            it.link.service.map(|service| Datum::name(it.organisation, service)).into()
        }),
        column("to", |it| Datum::Name(Name::of(it.organisation, it.link.to))),
    ];
    let organisation = row.organisation();
    let links = row.as_primary().map_or(&[][..], |row| &row.chain).iter();
    let rows = links.map(|link| ChainRow { organisation, link: *link }).collect();
    Listing::new("chain", columns, &["service", "to"], rows)
}
