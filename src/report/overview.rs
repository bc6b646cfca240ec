//! The overview of `analyze`: a row a unit with its customers, how it reaches them, and who pays.

mod row;
mod title;

use super::{Cell, Filter, Heading, Limits, People, Rank, Table};
use crate::{
    analysis::{self, ChainDetail, Finding, Primaries, PrimaryQuery, View},
    graph::Graph,
    id::{PartyId, UnitId},
    model::Organisation,
};
use std::collections::BTreeSet;

/// What an overview is made of.
struct Overview<'g, 'org> {
    view: View<'g, 'org>,
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    filter: &'g Filter,
    limits: Limits,
    /// The parties that pay for something.
    paying: BTreeSet<PartyId>,
}

/// The overview of an organisation: of the units that `filter` lets through, within `limits`.
#[must_use]
pub fn overview(
    view: View<'_, '_>,
    filter: &Filter,
    limits: Limits,
    findings: &[Finding<'_>],
    file: &str,
) -> Table {
    let graph = view.graph();
    let organisation = graph.organisation();
    let overview = Overview {
        view,
        graph,
        organisation,
        filter,
        limits,
        paying: analysis::paying(view.whole_graph()),
    };
    overview.table(findings, file)
}

impl Overview<'_, '_> {
    fn table(&self, findings: &[Finding<'_>], file: &str) -> Table {
        let organisation = self.organisation;
        let all = organisation.units().map(|(id, _)| id);
        let units: Vec<UnitId> =
            all.filter(|&id| self.filter.shows_unit(organisation, id)).collect();
        let shown = &units[..units.len().min(self.limits.rows)];
        Table {
            title: self.title(file),
            columns: self.columns(),
            rows: self.rows(shown),
            notes: self.notes(units.len(), shown.len(), findings),
            marks: Vec::new(),
        }
    }

    fn columns(&self) -> Vec<Heading> {
        let mut columns = vec![Heading::new(self.unit_heading(), 3)];
        if self.filter.shows_rank(Rank::Secondary) {
            columns.push(Heading::new("SECONDARY (INTERNAL) CUSTOMERS", 4));
        }
        if self.filter.shows_rank(Rank::Primary) {
            columns.push(Heading::new("PRIMARY (EXTERNAL) CUSTOMERS, AND HOW", 5));
        }
        columns.push(Heading::new("PAID BY", 3));
        columns
    }

    fn unit_heading(&self) -> &'static str {
        match self.filter.people {
            People::With => "UNIT",
            People::Only => "PERSON",
            People::Without => "DEPARTMENT",
        }
    }

    fn rows(&self, shown: &[UnitId]) -> Vec<Vec<Cell>> {
        let query = PrimaryQuery {
            reaches: self.filter.reaches.clone(),
            parties: None,
            chains: ChainDetail::Whole,
        };
        let depths = self.depths();
        let units = Primaries::new(self.graph, shown.iter().copied(), query);
        units.filter_map(|(unit, own)| self.row(unit, &own.rows, depths[unit.index()])).collect()
    }

    /// How many of the departments around each unit are shown above it.
    fn depths(&self) -> Vec<usize> {
        let organisation = self.organisation;
        let mut depths: Vec<usize> = Vec::with_capacity(organisation.units().len());
        for (_, unit) in organisation.units() {
            let around = unit.part_of.map_or(0, |up| {
                depths[up.index()] + usize::from(self.filter.shows_unit(organisation, up))
            });
            depths.push(around);
        }
        depths
    }
}
