//! A unit as a row of a table: with the numbers of its customers and payers, and their ids and names.

use super::{
    super::listing::Column,
    money::sum,
    unit::{UnitRow, own_columns},
};
use crate::{
    analysis::{Privacy, Reach},
    id::{Subject, UnitId},
    model::{Datum, Unit},
};

/// The columns of a table of units: what the file states, then how many customers and payers there are.
pub(super) fn columns<'e>(privacy: Privacy) -> Vec<Column<UnitRow<'e>>> {
    let mut columns = Vec::new();
    for own in own_columns(privacy) {
        match own.labels.key {
            Some("id") => columns.push(own.flat("unit_id")),
            Some("name") => columns.push(own.flat("unit")),
            Some("kind") => {
                columns.push(own.flat("unit_kind"));
                columns.extend(place_columns());
            }
            Some("part_of") => {
                columns.push(own.flat("part_of_id"));
                columns.push(
                    Column::new("part_of_name", |it: &UnitRow<'e>| it.name_of(|it| it.part_of))
                        .flat("part_of"),
                );
            }
            Some("lead") => {
                columns.push(own.flat("lead_id"));
                columns.push(
                    Column::new("lead_name", |it: &UnitRow<'e>| {
                        it.name_of(|it| it.department()?.lead)
                    })
                    .flat("lead"),
                );
            }
            _ => columns.push(own),
        }
    }
    columns.extend(count_columns());
    columns
}

/// Where a unit is in the whole organisation.
fn place_columns<'e>() -> [Column<UnitRow<'e>>; 3] {
    [
        Column::new("level", |it| Datum::count(it.top().0)),
        Column::new("top_id", |it| Datum::Id(&it.top().1.header.id)),
        Column::new("top", |it| Datum::text(&it.top().1.header.name)),
    ]
}

fn count_columns<'e>() -> [Column<UnitRow<'e>>; 12] {
    [
        Column::new("services", |it| Datum::count(it.base.view.graph().services_of(it.id).len())),
        Column::new("primary", |it| Datum::count(it.primary.len())),
        Column::new("direct", |it| Datum::count(it.reached(Reach::Direct).count())),
        Column::new("through", |it| Datum::count(it.reached(Reach::Through).count())),
        Column::new("broad", |it| Datum::count(it.reached(Reach::Broad).count())),
        Column::new("shared", |it| Datum::count(it.reached(Reach::Shared).count())),
        Column::new("secondary", |it| Datum::count(it.secondary.len())),
        Column::new("funders_served", |it| Datum::count(it.funders_served.len())),
        Column::new("payers", |it| Datum::count(it.payers.len())),
        Column::new("amount", |it| {
            sum(it.base.whole(), it.payers.iter().map(|payer| payer.amount))
        }),
        Column::new("satisfaction", |it| {
            it.scores().min_by(f64::total_cmp).map(Datum::Score).into()
        }),
        Column::new("measured", |it| Datum::count(it.scores().count())),
    ]
}

impl<'e> UnitRow<'e> {
    /// The name of a unit of the whole organisation that this one names.
    fn name_of(&self, other: fn(&Unit) -> Option<UnitId>) -> Datum<'e> {
        let (unit, whole) = self.in_whole();
        other(unit).map(|other| Datum::text(&whole.unit(other).header.name)).into()
    }

    fn top(&self) -> (usize, &'e Unit) {
        let (level, top) = self.base.top(self.base.view.in_whole(self.id));
        (level, self.base.whole().unit(top))
    }

    fn reached_names(&self, reach: Reach) -> Datum<'_> {
        Datum::names(self.organisation, self.reached(reach).map(|row| row.party))
    }

    fn secondary_names(&self) -> Datum<'_> {
        let all = self.secondary.iter().map(|row| Subject::from(row.customer));
        Datum::names(self.organisation, all)
    }

    fn payer_names(&self) -> Datum<'_> {
        Datum::names(self.base.whole(), self.payers.iter().map(|row| row.payer))
    }
}

/// Who the customers and payers are: their ids, then their names, in the same order.
pub(super) fn name_columns<'e>() -> Vec<Column<UnitRow<'e>>> {
    let column = Column::<UnitRow<'e>>::new;
    vec![
        column("direct_ids", |it| it.reached_names(Reach::Direct)),
        column("direct_names", |it| names(&it.reached_names(Reach::Direct))),
        column("through_ids", |it| it.reached_names(Reach::Through)),
        column("through_names", |it| names(&it.reached_names(Reach::Through))),
        column("broad_ids", |it| it.reached_names(Reach::Broad)),
        column("broad_names", |it| names(&it.reached_names(Reach::Broad))),
        column("shared_ids", |it| it.reached_names(Reach::Shared)),
        column("shared_names", |it| names(&it.reached_names(Reach::Shared))),
        column("secondary_ids", UnitRow::secondary_names),
        column("secondary_names", |it| names(&it.secondary_names())),
        column("payer_ids", UnitRow::payer_names),
        column("payer_names", |it| names(&it.payer_names())),
    ]
}

/// The names of things as texts.
fn names<'r>(things: &Datum<'r>) -> Datum<'r> {
    let Datum::Names(all) = things else { return Datum::Empty };
    Datum::Texts(all.iter().map(|thing| thing.name.into()).collect())
}
