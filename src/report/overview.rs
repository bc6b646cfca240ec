//! The overview of `analyze`: a row a unit with its customers, how it reaches them, and who pays.

use super::{
    Cell, Column, Filter, People, Rank, Table,
    words::{amount, count, inside},
};
use crate::{
    analysis::{
        self, Chains, Happy, Primaries, Primary, Reach, Secondary, SecondaryReach, View, Wanted,
    },
    diag::{Diagnostic, Severity},
    graph::Graph,
    id::UnitId,
    model::{Organisation, Provider, Recipient, Subject},
};
use std::collections::{BTreeMap, BTreeSet};

/// How much an overview shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At most so many units.
    pub units: usize,
    /// At most so many names in a list.
    pub names: usize,
}

impl Limits {
    /// Everything.
    pub const NONE: Self = Self {
        units: usize::MAX,
        names: usize::MAX,
    };
}

/// What an overview is made of.
struct Overview<'g, 'org> {
    view: View<'g, 'org>,
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    filter: &'g Filter,
    limits: Limits,
    /// The parties that pay for something.
    paying: BTreeSet<crate::id::PartyId>,
}

/// The overview of an organisation: of the units that `filter` lets through, within `limits`.
#[must_use]
pub fn overview(
    view: View<'_, '_>,
    filter: &Filter,
    limits: Limits,
    findings: &[Diagnostic],
    file: &str,
) -> Table {
    let graph = view.graph();
    let organisation = graph.organisation();
    let whole = view.whole_graph().organisation();
    let services = whole.services().map(|(id, _)| id);
    let payers = services.flat_map(|id| analysis::paid(whole, id));
    let paying = payers.filter_map(|paid| match Subject::from(paid.payer) {
        Subject::Party(party) => Some(party),
        Subject::Organisation
        | Subject::Everyone
        | Subject::Unit(_)
        | Subject::Group(_)
        | Subject::Service(_) => None,
    });
    let overview = Overview {
        view,
        graph,
        organisation,
        filter,
        limits,
        paying: paying.collect(),
    };
    overview.table(findings, file)
}

impl Overview<'_, '_> {
    fn table(&self, findings: &[Diagnostic], file: &str) -> Table {
        let organisation = self.organisation;
        let all = organisation.units().map(|(id, _)| id);
        let units: Vec<UnitId> = all
            .filter(|&id| self.filter.shows_unit(organisation, id))
            .collect();
        let shown: Vec<UnitId> = units.iter().copied().take(self.limits.units).collect();
        let mut rows = Vec::with_capacity(shown.len());
        let wanted = Wanted {
            reaches: self.filter.reaches.clone(),
            parties: None,
            chains: Chains::Whole,
        };
        let depths = self.depths();
        let mut wide = shown.iter().copied().peekable();
        for (block, primary) in Primaries::new(self.graph, shown.iter().copied(), wanted) {
            let mut primary = primary.into_iter().peekable();
            while let Some(unit) = wide.next_if(|unit| unit.index() < block.end) {
                let mut own = Vec::new();
                while let Some((_, row)) = primary.next_if(|(of, _)| *of == unit) {
                    own.push(row);
                }
                rows.extend(self.row(unit, &own, depths[unit.index()]));
            }
        }
        let mut columns = vec![Column::new(self.unit_heading(), 3)];
        let called = organisation.customers_called.as_deref();
        if self.filter.shows_rank(Rank::Secondary) {
            columns.push(Column::new("SECONDARY (INTERNAL) CUSTOMERS", 4));
        }
        if self.filter.shows_rank(Rank::Primary) {
            let called = called.map_or("CUSTOMERS".to_owned(), str::to_uppercase);
            columns.push(Column::new(
                &format!("PRIMARY (EXTERNAL) {called}, AND HOW"),
                5,
            ));
        }
        columns.push(Column::new("PAID BY", 3));
        Table {
            title: self.title(file),
            columns,
            rows,
            notes: self.notes(units.len(), shown.len(), findings),
        }
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

    fn unit_heading(&self) -> &'static str {
        match self.filter.people {
            People::With => "UNIT",
            People::Only => "PERSON",
            People::Without => "DEPARTMENT",
        }
    }

    /// Whose overview it is, and the first article's question.
    fn title(&self, file: &str) -> Vec<String> {
        let organisation = self.organisation;
        let units = organisation.units();
        let people = units.filter(|(_, unit)| unit.person().is_some()).count();
        let departments = organisation.units().len() - people;
        let services = organisation
            .services()
            .filter(|(id, _)| organisation.is_active(*id))
            .count();
        let reached = self.graph.reached_parties();
        let parties = organisation.parties().map(|(id, _)| id);
        let active = parties.filter(|&id| reached[id.index()] && organisation.is_active_party(id));
        let outside = count(active.count(), "customer");
        let people = match people {
            1 => "1 person".to_owned(),
            _ => format!("{people} people"),
        };
        let first = format!(
            "{}: {}, {people}, {}, {outside} outside ({file})",
            self.who(),
            count(departments, "department"),
            count(services, "service"),
        );
        let (outside, inside) = analysis::happy(organisation);
        vec![
            first,
            format!(
                "Happy? Outside: {} Inside: {}",
                happy(outside),
                happy(inside)
            ),
        ]
    }

    /// The name of the organisation, or of the division within it.
    fn who(&self) -> String {
        let name = &self.organisation.about.name;
        let within = self.view.within();
        within.map_or(name.to_string(), |unit| {
            format!("{} within {name}", unit.about.name)
        })
    }

    fn notes(&self, units: usize, shown: usize, findings: &[Diagnostic]) -> Vec<String> {
        let mut notes = Vec::new();
        if shown < units {
            notes.push(format!(
                "Showing {shown} of {units} units: --all shows them all."
            ));
        }
        let people = self
            .organisation
            .units()
            .filter(|(_, unit)| unit.person().is_some())
            .count();
        if self.filter.people == People::Without && self.filter.units.is_empty() && people > 0 {
            let people = if people == 1 {
                "1 person".to_owned()
            } else {
                format!("{people} people")
            };
            notes.push(format!("{people} left out: --people shows them too."));
        }
        let of = |severity: Severity| {
            let found = findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count();
            (found > 0).then(|| count(found, severity.word()))
        };
        let found: Vec<String> = Severity::ALL.into_iter().rev().filter_map(of).collect();
        let found = if found.is_empty() {
            "No findings".to_owned()
        } else {
            found.join(", ")
        };
        notes.push(format!(
            "{found} (custmap check). Every fact: --format plain, or export -o customers.csv"
        ));
        notes
    }

    /// The row of a unit; none where a filter for customers leaves nothing of it.
    fn row(&self, unit: UnitId, primary: &[Primary], depth: usize) -> Option<Vec<Cell>> {
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
            lines.push(self.names(&direct));
        }
        for (with, names) in shared {
            let with = &self.organisation.unit(with).about.name;
            lines.push(format!("with {with}: {}", self.names(&names)));
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
            return format!("{way}{shared}: {}", self.names(&customers));
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
        if rows.is_empty() {
            return vec!["nobody".to_owned()];
        }
        let limit = self.limits.names;
        let mut lines: Vec<String> = (rows.iter().take(limit))
            .map(|row| {
                let name = whole.name_of(row.payer.into());
                match row.amount {
                    Some(sum) => format!("{name}: {}", amount(whole, sum)),
                    None => name.to_owned(),
                }
            })
            .collect();
        if rows.len() > limit {
            lines.push(format!("+{} more", rows.len() - limit));
        }
        lines
    }

    /// Names as `a, b, c +2`.
    fn names(&self, names: &[String]) -> String {
        let shown = &names[..names.len().min(self.limits.names)];
        let text = shown.join(", ");
        match names.len() - shown.len() {
            0 => text,
            more => format!("{text} +{more}"),
        }
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

fn happy(counts: Happy) -> String {
    let Happy {
        relationships,
        measured,
        unhappy,
    } = counts;
    match (relationships, measured) {
        (0, _) => "nobody is served.".to_owned(),
        (_, 0) => format!("0 of {relationships} measured."),
        _ => format!("{measured} of {relationships} measured, {unhappy} unhappy."),
    }
}
