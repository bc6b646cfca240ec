//! The tables of the page.

use super::{
    super::{
        Cell, ColumnKind, FileLine, Filter, Heading, Limits, Line, Mark, People, Table,
        anchor::{anchor, link},
        overview::unit_table,
        size::Size,
        words::{inside, names},
    },
    source::SiteSource,
};
use crate::{
    analysis::{Finding, View},
    diag::Severity,
    id::{ServiceId, Subject, UnitId},
    model::{Organisation, Recipient},
};
use rustc_hash::FxHashMap;

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number.
    pub number: String,
    /// What it counts.
    pub thing: String,
    /// The anchor of where it is told.
    pub anchor: &'static str,
}

/// How many there are of what.
pub(super) fn figures(view: View<'_, '_>, findings: &[Finding<'_>]) -> Vec<Figure> {
    let size = Size::of(view);
    let worth = |one: &&Finding<'_>| one.severity >= Severity::Warning;
    let figure = |number: usize, one: &str, many: &str, anchor| Figure {
        number: super::super::words::thousands(number),
        thing: if number == 1 { one } else { many }.to_owned(),
        anchor,
    };
    let mut figures = vec![figure(size.departments, "department", "departments", "units")];
    if size.people > 0 {
        figures.push(figure(size.people, "person", "people", "tree"));
    }
    figures.extend([
        figure(size.services, "service", "services", "services"),
        figure(size.customers, "customer outside", "customers outside", "customers"),
        figure(
            findings.iter().filter(worth).count(),
            "gap to look at",
            "gaps to look at",
            "findings",
        ),
    ]);
    figures
}

/// The departments with their customers, and what to look at in each.
pub(super) fn units(view: View<'_, '_>, from: SiteSource<'_>, names: usize) -> Table {
    let organisation = view.organisation();
    let filter = Filter {
        people: if Size::of(view).departments > 0 { People::Without } else { People::With },
        ..Filter::default()
    };
    let limits = Limits { names, ..Limits::NONE };
    let mut table = unit_table(view, &filter, limits);
    let mut gaps: FxHashMap<Subject, Vec<String>> = FxHashMap::default();
    for one in from.findings.iter().filter(|one| one.severity >= Severity::Warning) {
        let gap = one.code.word().replace('-', " ");
        gaps.entry(one.subject).or_default().push(gap);
    }
    table.columns.push(Heading::new("Gaps", 3).of_kind(ColumnKind::Gaps));
    let shown =
        organisation.units().map(|(id, _)| id).filter(|id| filter.shows_unit(organisation, *id));
    for (unit, row) in shown.zip(&mut table.rows) {
        let subject = Subject::Unit(view.in_whole(unit));
        row.push(gaps.remove(&subject).unwrap_or_default().into());
        table.marks.push(Mark { anchor: None, keywords: keywords(view, unit) });
    }
    table
}

/// What a unit is found by besides what its row shows: the services that it itself provides, and all whom they serve.
fn keywords(view: View<'_, '_>, unit: UnitId) -> String {
    let organisation = view.organisation();
    let mut words: Vec<&str> = Vec::new();
    for &service in view.graph().provided_by(unit) {
        words.push(organisation.name_of(Subject::Service(service)));
        let served = organisation.relations(service);
        words.extend(served.map(|relation| organisation.name_of(relation.to.into())));
    }
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The groups: whom each holds, and what serves it.
pub(super) fn groups(view: View<'_, '_>) -> Table {
    let organisation = view.organisation();
    let mut serving: FxHashMap<Subject, Vec<Line>> = FxHashMap::default();
    for (service, _) in organisation.services() {
        for relation in organisation.relations(service) {
            if matches!(relation.to, Recipient::Group(_) | Recipient::Everyone) {
                let of = serving.entry(relation.to.into()).or_default();
                of.push(link(organisation, Subject::Service(service)));
            }
        }
    }
    let groups = organisation.groups().map(|(id, _)| Subject::Group(id));
    let everyone = serving.contains_key(&Subject::Everyone).then_some(Subject::Everyone);
    let mut table =
        Table::plain(&[("Group", 3), ("Who is in it", 6), ("Served by", 4)], Vec::new());
    for group in everyone.into_iter().chain(groups) {
        let served_by = serving.remove(&group).unwrap_or_default();
        table.rows.push(vec![
            inside(organisation, group).into(),
            members(organisation, group),
            names(served_by, usize::MAX).into(),
        ]);
        table
            .marks
            .push(Mark { anchor: Some(anchor(organisation, group)), keywords: String::new() });
    }
    table
}

/// At most so many members of a group by name.
const MEMBERS: usize = 12;

/// Those whom a group holds, a department for all its parts.
fn members(organisation: &Organisation, group: Subject) -> Cell {
    let Some(group) = group.group() else {
        return "every department and person".into();
    };
    let held = &organisation.group(group).held;
    let topmost = held.units().filter(|unit| {
        let around = organisation.unit(*unit).part_of;
        !around.is_some_and(|around| held.holds(around))
    });
    let members = topmost.map(|unit| link(organisation, Subject::Unit(unit)));
    names(members, MEMBERS).into()
}

/// What to look at, the worst first.
pub(super) fn findings(view: View<'_, '_>, from: SiteSource<'_>) -> Table {
    let organisation = view.organisation();
    let whole = view.whole_graph().organisation();
    let services: FxHashMap<ServiceId, ServiceId> = view.services_in_whole().collect();
    let here = |subject: Subject| match subject {
        Subject::Unit(unit) => view.inside(unit).map(Subject::Unit),
        Subject::Service(service) => services.get(&service).copied().map(Subject::Service),
        // Only findings of the whole are about these.
        Subject::Organisation | Subject::Everyone | Subject::Group(_) | Subject::Party(_) => {
            Some(subject)
        }
    };
    let mut all: Vec<&Finding<'_>> = from.findings.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.severity));
    let row = |one: &Finding<'_>| -> Vec<Cell> {
        let about: Line = match here(one.subject) {
            Some(subject) => link(organisation, subject),
            None => whole.id_of(one.subject).into(),
        };
        vec![
            one.severity.word().into(),
            about.into(),
            one.message(whole).into(),
            one.code.advice().into(),
            FileLine::of(from.sources, one.place).to_string().into(),
        ]
    };
    let heads = [("About", 3), ("What", 5), ("What to do", 5), ("Where", 2)];
    let rows = all.into_iter().map(row).collect();
    let mut columns = vec![Heading::new("Level", 1).of_kind(ColumnKind::Level)];
    columns.extend(heads.map(|(head, weight)| Heading::new(head, weight)));
    Table { columns, rows, ..Table::default() }
}

/// The units, each as deep as it lies.
pub(super) fn tree(organisation: &Organisation) -> Vec<(usize, Line)> {
    let depths = organisation.from_above(|_, up| up.map_or(0, |(_, depth)| depth + 1));
    let links = organisation.units().map(|(id, _)| link(organisation, Subject::Unit(id)));
    depths.into_iter().zip(links).collect()
}
