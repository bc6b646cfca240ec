//! The overview of `analyze`: a row a unit with its customers, how it reaches them, and who pays.

mod row;
mod title;

use super::{Answer, Cell, Data, Document, Export, Filter, Heading, Limits, People, Rank, Table};
use crate::{
    analysis::{ChainDetail, Primaries, PrimaryQuery, Reach, View},
    graph::Graph,
    id::UnitId,
    model::{Organisation, PartyList},
};
use rustc_hash::FxHashMap;

/// The answer of `analyze`: an overview for a reader, and all that is derived as data.
pub struct Analysis<'e> {
    view: View<'e, 'e>,
    filter: &'e Filter,
    export: Export<'e>,
    file: String,
}

/// What an overview is made of.
struct Overview<'g, 'org> {
    view: View<'g, 'org>,
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    filter: &'g Filter,
    limits: Limits,
    /// Whether any service serves a payer.
    serves_funders: bool,
}

impl<'e> Analysis<'e> {
    /// The answer about the units that `filter` lets through; `export` holds the same as data.
    pub fn new(view: View<'e, 'e>, filter: &'e Filter, export: Export<'e>, file: String) -> Self {
        Self { view, filter, export, file }
    }
}

impl Answer for Analysis<'_> {
    fn document(&self, limits: Limits) -> Document {
        let overview = Overview::new(self.view, self.filter, limits);
        if overview.organisation.units().len() == 0 {
            return Document::titled(overview.nothing_yet(&self.file));
        }
        let mut document = Document::titled(overview.title(&self.file));
        let (table, hidden) = overview.table();
        if table.rows.is_empty() {
            document.text(overview.why_nobody());
        }
        document.table(table);
        if limits.notes {
            document.text(overview.notes(hidden, &self.export.severities()));
        }
        document
    }

    fn data(&self) -> Data<'_> {
        self.export.data()
    }
}

/// The units that `filter` lets through, with their customers and payers, within `limits`.
pub(super) fn unit_table(view: View<'_, '_>, filter: &Filter, limits: Limits) -> Table {
    Overview::new(view, filter, limits).table().0
}

impl<'g, 'org> Overview<'g, 'org> {
    fn new(view: View<'g, 'org>, filter: &'g Filter, limits: Limits) -> Self {
        let graph = view.graph();
        let organisation = graph.organisation();
        let relations =
            organisation.services().flat_map(|(id, _)| organisation.active_relations(id));
        let mut served = relations.filter_map(|relation| relation.to.party());
        // SPEC 3.7: without a service for payers the column would be empty.
        let serves_funders = filter.shows_rank(Rank::Funder)
            && served.any(|party| organisation.party(party).list == PartyList::Payer);
        Self { view, graph, organisation, filter, limits, serves_funders }
    }

    /// The units that the filter lets through, in their order.
    fn units(&self) -> Vec<UnitId> {
        self.filter.units_shown(self.organisation)
    }

    /// The table, and how many shared customers it leaves out.
    fn table(&self) -> (Table, usize) {
        let (rows, hidden) = self.rows();
        (Table { columns: self.columns(), rows, ..Table::default() }, hidden)
    }

    fn columns(&self) -> Vec<Heading> {
        let mut columns = vec![Heading::new(self.unit_heading(), 3)];
        if self.filter.shows_rank(Rank::Secondary) {
            columns.push(Heading::new("Secondary (internal) customers", 4));
        }
        if self.filter.shows_rank(Rank::Primary) {
            columns.push(Heading::new("Primary (external) customers, and how", 5));
        }
        if self.serves_funders {
            columns.push(Heading::new("Funders served", 3));
        }
        columns.push(Heading::new("Paid by", 3));
        columns
    }

    fn unit_heading(&self) -> &'static str {
        match self.filter.people {
            People::With => "Unit",
            People::Only => "Person",
            People::Without => "Department",
        }
    }

    fn rows(&self) -> (Vec<Vec<Cell>>, usize) {
        let query = PrimaryQuery {
            reaches: self.filter.reaches.clone(),
            parties: None,
            // The table names through whom a customer is reached, never the rest of the chain.
            chains: ChainDetail::FirstStep,
        };
        let depths = self.depths();
        let mut shown = self.units();
        // Before anything is derived: the rows beyond a screen would be found for nothing.
        shown.truncate(self.limits.rows);
        let units = Primaries::new(self.graph, shown.iter().copied(), query);
        let mut hidden = 0;
        let rows = units.filter_map(|(unit, own)| {
            // A row that the filter left out counts no shared customers either.
            let row = self.row(unit, &own, depths[unit.index()])?;
            if !self.limits.shared {
                let shown = own.rows.iter().filter(|one| self.filter.shows_primary(one));
                hidden += shown.filter(|one| one.reach == Reach::Shared).count();
            }
            Some((unit, row))
        });
        let mut sorted: Vec<(UnitId, Vec<Cell>)> = rows.collect();
        // Primaries come in tree order, whatever order they are asked for in.
        if self.filter.is_sorted() {
            let place: FxHashMap<UnitId, usize> = shown.into_iter().zip(0..).collect();
            sorted.sort_by_key(|(unit, _)| place.get(unit).copied());
        }
        (sorted.into_iter().map(|(_, row)| row).collect(), hidden)
    }

    /// How many of the departments around each unit are shown above it.
    fn depths(&self) -> Vec<usize> {
        if self.filter.is_sorted() {
            // In another order than the tree's, the row above is not the department around.
            return vec![0; self.organisation.units().len()];
        }
        self.organisation.from_above(|_, up| {
            up.map_or(0, |(up, depth)| {
                depth + usize::from(self.filter.shows_unit(self.organisation, up))
            })
        })
    }
}
