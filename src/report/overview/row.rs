//! The row of a unit: its customers, how it reaches them, and who pays.

use super::{
    super::{
        Cell, Line, Rank,
        anchor::link,
        way::{CustomersByWay, ways},
        words::{InsideName, assumed, names, no_payer, payment, thousands},
    },
    Overview,
};
use crate::{
    analysis::{self, Basis, Primary, PrimaryRows, Reach, Secondary, SecondaryReach, UnitPayer},
    id::{PartyId, ServiceId, Subject, UnitId},
    model::Provider,
};
use std::collections::BTreeMap;

impl Overview<'_, '_> {
    /// The row of a unit; none where a filter for customers leaves nothing of it.
    pub(super) fn row(&self, unit: UnitId, own: &PrimaryRows, depth: usize) -> Option<Vec<Cell>> {
        let payers = self.view.payers_of_unit(unit);
        // SPEC 3.6: the payers of its own services; one who is only assumed to pay is not shown as paying.
        let known = payers.iter().filter(|row| row.basis != Basis::Assumed);
        let paying: Vec<PartyId> = known.filter_map(|row| row.payer.party()).collect();
        let primary: Vec<&Primary> =
            own.rows.iter().filter(|row| self.filter.shows_primary(row)).collect();
        // The order of the cells is that of `Overview::columns`.
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
            let mut lines = self.primary(&primary, &paying);
            lines.extend(self.rejected(own));
            cells.push(lines.into());
        }
        if self.serves_funders {
            let rows = analysis::funders_served(self.graph, unit)
                .into_iter()
                .filter(|row| self.filter.shows_funder(row.party));
            let funders = rows.map(|row| link(self.organisation, Subject::Party(row.party)));
            let funders = names(funders, self.limits.names);
            any |= !funders.is_empty();
            cells.push(funders.into());
        }
        cells.push(self.payers(unit, &payers).into());
        // Without a filter for customers a row without any is a gap that a reader has to see.
        (any || !self.filter.picks_customers()).then_some(cells)
    }

    /// The text where no row is left: none, unless a filter may have left them out.
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
        // One line for each department: that they are only shared with it is written once.
        let mut shared: BTreeMap<UnitId, Vec<InsideName<'_>>> = BTreeMap::new();
        let mut direct = Vec::new();
        for row in rows {
            let name = InsideName(self.organisation, row.customer.into());
            match row.reach {
                SecondaryReach::Direct => direct.push(name),
                SecondaryReach::Shared(with) => shared.entry(with).or_default().push(name),
            }
        }
        if !direct.is_empty() {
            lines.push(names(direct, self.limits.names));
        }
        for (with, shared) in shared {
            let with = &self.organisation.unit(with).header.name;
            let mut line = Line::from(format!("with {with}: "));
            line.push_line(&names(shared, self.limits.names));
            lines.push(line);
        }
        lines
    }

    /// The direct ones and those at the fewest further steps by name, each way on a line. The rest is counted: what is
    /// further, what is broad, and what is shared if that is shown (SPEC 3.4).
    fn primary(&self, rows: &[&Primary], paying: &[PartyId]) -> Vec<Line> {
        if rows.is_empty() {
            return self.none();
        }
        let of = |reach: Reach| rows.iter().copied().filter(move |row| row.reach == reach);
        let steps = |row: &Primary| row.cost.map_or(0, |cost| cost.steps);
        // Without a limit nothing is counted in place of a name.
        let names_all = self.limits.names == usize::MAX;
        let fewest = of(Reach::Through).map(steps).min();
        let is_near = |row: &&Primary| names_all || Some(steps(row)) == fewest;
        let (near, far): (Vec<_>, Vec<_>) = of(Reach::Through).partition(is_near);
        let direct: Vec<&Primary> = of(Reach::Direct).collect();
        let mut lines = self.lines(&direct, rows.len(), paying);
        lines.extend(self.lines(&near, rows.len(), paying));
        if let (Some(least), Some(most)) =
            (far.iter().map(|row| steps(row)).min(), far.iter().map(|row| steps(row)).max())
        {
            let range = if least == most { String::new() } else { format!("{least} to ") };
            lines.push(format!("+{} in {range}{most} steps", far.len()).into());
        }
        lines.extend(self.broad(&of(Reach::Broad).collect::<Vec<_>>(), rows.len(), paying));
        let shared: Vec<&Primary> = of(Reach::Shared).collect();
        if self.limits.shared {
            lines.extend(self.lines(&shared, rows.len(), paying));
        } else if let (true, Some(first)) = (lines.is_empty(), shared.first()) {
            // Only shared customers: the cell would be empty, as if there were none at all.
            let with = first.shared.map_or(Provider::Organisation, |shared| shared.with);
            lines
                .push(format!("only as part of {}", self.organisation.name_of(with.into())).into());
        }
        lines
    }

    /// Customers by the ways in which a unit comes to them, a line each.
    fn lines(&self, rows: &[&Primary], all: usize, paying: &[PartyId]) -> Vec<Line> {
        self.lines_of_ways(&ways(self.organisation, rows, self.limits.names), all, paying)
    }

    fn lines_of_ways(
        &self,
        ways: &[CustomersByWay<'_>],
        all: usize,
        paying: &[PartyId],
    ) -> Vec<Line> {
        let limit = self.limits.names;
        let more: usize = ways.iter().skip(limit).map(|way| way.rows.len()).sum();
        let mut lines: Vec<Line> =
            ways.iter().take(limit).map(|way| self.line(way, all, paying)).collect();
        if more > 0 {
            lines.push(format!("+{more} by other ways").into());
        }
        lines
    }

    /// Those reached by broad steps only, on one line where not everything is named.
    fn broad(&self, rows: &[&Primary], all: usize, paying: &[PartyId]) -> Vec<Line> {
        let ways = ways(self.organisation, rows, self.limits.names);
        if ways.len() <= 1 || self.limits.names == usize::MAX {
            return self.lines_of_ways(&ways, all, paying);
        }
        // `all` is what the unit has, so that "+" is only written behind
        // customers that are named above.
        let lead = if rows.len() == all { "all " } else { "+" };
        vec![format!("{lead}{} broadly", rows.len()).into()]
    }

    /// The customers of one way: by name where that says something about the unit, else how many.
    fn line(&self, way: &CustomersByWay<'_>, all: usize, paying: &[PartyId]) -> Line {
        let (how, shared) = (&way.how, way.how_shared());
        let behind = |mark: &str| match &*shared {
            "" => String::new(),
            shared => format!("{mark} {shared}"),
        };
        if way.is_informative() || self.limits.names == usize::MAX {
            let customers = way.rows.iter().map(|row| self.customer(row, paying));
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

    /// The parties that a verdict rejects as customers, unless only some ways are asked for.
    fn rejected(&self, own: &PrimaryRows) -> Option<Line> {
        let shown = own.rejected.iter().map(|party| Subject::Party(*party)).filter(|party| {
            // A rejected customer has no reach any more.
            self.filter.reaches.is_empty() && self.filter.shows_customer(*party)
        });
        let rejected = names(shown.map(|party| link(self.organisation, party)), self.limits.names);
        (!rejected.is_empty()).then(|| {
            let mut line = Line::from("rejected: ");
            line.push_line(&rejected);
            line
        })
    }

    /// A customer, marked where it pays for a service of the unit.
    fn customer(&self, row: &Primary, paying: &[PartyId]) -> Line {
        let mut line = link(self.organisation, Subject::Party(row.party));
        if paying.contains(&row.party) {
            line.push(" (pays)");
        }
        line
    }

    fn payers(&self, unit: UnitId, rows: &[UnitPayer]) -> Vec<String> {
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
            lines.push(format!("+{} more", thousands(rows.len() - limit)));
        }
        if lines.is_empty() { vec![self.payer_missing(unit).to_owned()] } else { lines }
    }

    /// The text where nobody is known to pay for a unit.
    fn payer_missing(&self, unit: UnitId) -> &'static str {
        let services = self.graph.services_of(unit);
        let is_unpaid = |service: &ServiceId| {
            self.organisation.service(*service).paid_by().is_some_and(<[_]>::is_empty)
        };
        // SPEC 3.6: `paid_by: []` says that nobody pays; without it the payer is only not stated.
        if services.is_empty() { "-" } else { no_payer(services.iter().all(is_unpaid)) }
    }
}
