//! The row of a unit: its customers, how it reaches them, and who pays.

use super::{
    super::{
        Cell, Line, Rank,
        anchor::link,
        way::{Way, ways},
        words::{assumed, inside, names, or_nobody, payment},
    },
    Overview,
};
use crate::{
    analysis::{self, Primary, Secondary, SecondaryReach},
    id::{Subject, UnitId},
};
use std::collections::BTreeMap;

impl Overview<'_, '_> {
    /// The row of a unit; none where a filter for customers leaves nothing of it.
    pub(super) fn row(&self, unit: UnitId, primary: &[Primary], depth: usize) -> Option<Vec<Cell>> {
        let primary: Vec<&Primary> =
            primary.iter().filter(|row| self.filter.shows_primary(row)).collect();
        let mut cells = vec![Cell {
            lines: vec![link(self.organisation, Subject::Unit(unit))],
            depth,
            ..Cell::default()
        }];
        let mut any = !primary.is_empty();
        if self.filter.shows_rank(Rank::Secondary) {
            let secondary = analysis::secondary(self.graph, unit).into_iter();
            let secondary: Vec<Secondary> =
                secondary.filter(|row| self.filter.shows_secondary(row)).collect();
            any |= !secondary.is_empty();
            cells.push(self.secondary(&secondary).into());
        }
        if self.filter.shows_rank(Rank::Primary) {
            cells.push(self.primary(&primary).into());
        }
        cells.push(self.payers(unit).into());
        (any || !self.filter.picks_customers()).then_some(cells)
    }

    /// What stands where no row is left: none, unless a filter may have left them out.
    fn none(&self) -> Vec<Line> {
        let word = if self.filter.picks_customers() { "-" } else { "none" };
        vec![word.to_owned().into()]
    }

    /// Direct ones by name; shared ones behind the department that they are shared with.
    fn secondary(&self, rows: &[Secondary]) -> Vec<Line> {
        if rows.is_empty() {
            return self.none();
        }
        let mut lines = Vec::new();
        let mut shared: BTreeMap<UnitId, Vec<Line>> = BTreeMap::new();
        let mut direct = Vec::new();
        for row in rows {
            let name = inside(self.organisation, row.customer.into());
            match row.reach {
                SecondaryReach::Direct => direct.push(name),
                SecondaryReach::Shared(with) => shared.entry(with).or_default().push(name),
            }
        }
        if !direct.is_empty() {
            lines.push(names(direct, self.limits.names));
        }
        for (with, shared) in shared {
            let with = &self.organisation.unit(with).about.name;
            let mut line = Line::from(format!("with {with}: "));
            line.push_line(&names(shared, self.limits.names));
            lines.push(line);
        }
        lines
    }

    /// The direct ones and those through others by name; the rest summed up, a line for each way.
    fn primary(&self, rows: &[&Primary]) -> Vec<Line> {
        if rows.is_empty() {
            return self.none();
        }
        let ways = ways(self.graph, rows);
        let limit = self.limits.names;
        let more = ways.iter().skip(limit);
        let more: usize = more.map(|way| way.rows.len()).sum();
        let shown = ways.iter().take(limit);
        let mut lines: Vec<Line> = shown.map(|way| self.line(way, rows.len())).collect();
        if more > 0 {
            lines.push(format!("+{more} by other ways").into());
        }
        lines
    }

    /// The customers of one way: by name where that says something about the unit, else how many.
    fn line(&self, way: &Way<'_>, all: usize) -> Line {
        let (how, shared) = (&way.how, way.how_shared());
        let behind = |mark: &str| match &*shared {
            "" => String::new(),
            shared => format!("{mark} {shared}"),
        };
        if way.tells() || self.limits.names == usize::MAX {
            let customers = way.rows.iter().map(|row| self.customer(row));
            let mut line = Line::from(format!("{how}{}: ", behind(",")));
            line.push_line(&names(customers, self.limits.names));
            return line;
        }
        match way.rows.len() {
            count if count == all => format!("all {count} {how}{}", behind(":")),
            count => format!("+{count} {how}{}", behind(":")),
        }
        .into()
    }

    fn customer(&self, row: &Primary) -> Line {
        let mut line = link(self.organisation, Subject::Party(row.party));
        if self.paying.contains(&row.party) {
            line.push(" (pays)");
        }
        line
    }

    fn payers(&self, unit: UnitId) -> Vec<String> {
        let rows = self.view.payers(unit);
        let whole = self.view.whole_graph().organisation();
        let limit = self.limits.names;
        let shown = rows.iter().take(limit);
        let mut lines: Vec<String> = shown
            .map(|row| {
                let payment = payment(whole, whole.name_of(row.payer.into()), row.amount);
                format!("{payment}{}", assumed(row.basis))
            })
            .collect();
        if rows.len() > limit {
            lines.push(format!("+{} more", rows.len() - limit));
        }
        or_nobody(lines)
    }
}
