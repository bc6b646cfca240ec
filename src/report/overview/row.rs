//! The row of a unit: its customers, how it reaches them, and who pays.

use super::{
    super::{
        Cell, Rank,
        words::{inside, names, or_nobody, payment},
    },
    Overview,
};
use crate::{
    analysis::{self, Primary, Reach, Secondary, SecondaryReach},
    id::UnitId,
    model::{Provider, Recipient},
};
use std::collections::BTreeMap;

impl Overview<'_, '_> {
    /// The row of a unit; none where a filter for customers leaves nothing of it.
    pub(super) fn row(&self, unit: UnitId, primary: &[Primary], depth: usize) -> Option<Vec<Cell>> {
        let primary: Vec<&Primary> = primary
            .iter()
            .filter(|row| self.filter.shows_primary(row))
            .collect();
        let mut cells = vec![Cell {
            lines: vec![self.organisation.unit(unit).about.name.to_string()],
            depth,
        }];
        let mut any = !primary.is_empty();
        if self.filter.shows_rank(Rank::Secondary) {
            let secondary = analysis::secondary(self.graph, unit).into_iter();
            let secondary: Vec<Secondary> = secondary
                .filter(|row| self.filter.shows_secondary(row))
                .collect();
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
    fn none(&self) -> Vec<String> {
        let word = if self.filter.picks_customers() {
            "-"
        } else {
            "none"
        };
        vec![word.to_owned()]
    }

    /// Direct ones by name; shared ones behind the department that they are shared with.
    fn secondary(&self, rows: &[Secondary]) -> Vec<String> {
        if rows.is_empty() {
            return self.none();
        }
        let mut lines = Vec::new();
        let mut shared: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
        let mut direct = Vec::new();
        for row in rows {
            let name = inside(self.organisation, row.customer.into());
            match row.reach {
                SecondaryReach::Direct => direct.push(name),
                SecondaryReach::Shared(with) => shared.entry(with).or_default().push(name),
            }
        }
        if !direct.is_empty() {
            lines.push(self.some(&direct));
        }
        for (with, names) in shared {
            let with = &self.organisation.unit(with).about.name;
            lines.push(format!("with {with}: {}", self.some(&names)));
        }
        lines
    }

    /// The direct ones and those through others by name; the rest summed up, a line for each way.
    fn primary(&self, rows: &[&Primary]) -> Vec<String> {
        if rows.is_empty() {
            return self.none();
        }
        let mut ways: Vec<(String, Vec<&Primary>)> = Vec::new();
        for &row in rows {
            let way = self.way(row);
            match ways.iter_mut().find(|(known, _)| *known == way) {
                Some((_, of_way)) => of_way.push(row),
                None => ways.push((way, vec![row])),
            }
        }
        let limit = self.limits.names;
        let more: usize = ways
            .iter()
            .skip(limit)
            .map(|(_, of_way)| of_way.len())
            .sum();
        let shown = ways.iter().take(limit);
        let mut lines: Vec<String> = shown
            .map(|(way, of_way)| self.line(way, of_way, rows.len()))
            .collect();
        if more > 0 {
            lines.push(format!("+{more} by other ways"));
        }
        lines
    }

    /// The customers of one way: by name where that says something about the unit, else how many.
    fn line(&self, way: &str, of_way: &[&Primary], all: usize) -> String {
        let named = matches!(of_way[0].reach, Reach::Direct | Reach::Through);
        if named || of_way.len() == 1 || self.limits.names == usize::MAX {
            let customers: Vec<String> = of_way.iter().map(|row| self.customer(row)).collect();
            let shared = of_way[0].shared.map_or(String::new(), |_| {
                how_shared(of_way).replacen(": ", ", ", 1)
            });
            return format!("{way}{shared}: {}", self.some(&customers));
        }
        let rest = how_shared(of_way);
        match of_way.len() {
            count if count == all => format!("all {count} {way}{rest}"),
            count => format!("+{count} {way}{rest}"),
        }
    }

    /// How a unit reaches a customer, in words.
    fn way(&self, row: &Primary) -> String {
        let through = |to: Option<Recipient>| {
            let name = to.map_or("", |to| self.organisation.name_of(to.into()));
            match to {
                Some(Recipient::Service(_)) => format!("through the service {name}"),
                _ => format!("through {name}"),
            }
        };
        let mut steps = row.chain.iter().map(|link| link.to);
        match (row.reach, row.shared) {
            (Reach::Direct, _) => "direct".to_owned(),
            (Reach::Through, _) => through(steps.next()),
            (Reach::Broad, _) => {
                let broad = steps.find(|to| self.graph.is_broad(*to));
                format!("broadly, {}", through(broad))
            }
            (Reach::Shared, shared) => {
                let with = shared.map_or(Provider::Organisation, |shared| shared.with);
                format!("as part of {}", self.organisation.name_of(with.into()))
            }
        }
    }

    fn customer(&self, row: &Primary) -> String {
        let name = &self.organisation.party(row.party).about.name;
        let pays = if self.paying.contains(&row.party) {
            " (pays)"
        } else {
            ""
        };
        format!("{name}{pays}")
    }

    fn payers(&self, unit: UnitId) -> Vec<String> {
        let rows = self.view.payers(unit);
        let whole = self.view.whole_graph().organisation();
        let limit = self.limits.names;
        let shown = rows.iter().take(limit);
        let mut lines: Vec<String> = shown
            .map(|row| payment(whole, whole.name_of(row.payer.into()), row.amount))
            .collect();
        if rows.len() > limit {
            lines.push(format!("+{} more", rows.len() - limit));
        }
        or_nobody(lines)
    }

    /// As many names as are wanted.
    fn some(&self, all: &[String]) -> String {
        names(all.iter().map(String::as_str), self.limits.names)
    }
}

/// How the one with whom customers are shared reaches them: `: direct`, or `: 7 direct, 1 through`.
fn how_shared(rows: &[&Primary]) -> String {
    let shared: Vec<Reach> = rows
        .iter()
        .filter_map(|row| Some(row.shared?.reach))
        .collect();
    let counts = Reach::ALL.into_iter().filter_map(|reach| {
        let count = shared.iter().filter(|one| **one == reach).count();
        (count > 0).then_some((count, reach.word()))
    });
    match counts.collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [(_, only)] => format!(": {only}"),
        several => {
            let texts: Vec<String> = several
                .iter()
                .map(|(n, word)| format!("{n} {word}"))
                .collect();
            format!(": {}", texts.join(", "))
        }
    }
}
