//! The tables of the page.

use super::{
    super::{
        Cell, ColumnKind, Filter, Heading, Limits, Line, People, RowMeta, Table, UnitSelection,
        anchor::{anchor, link},
        gaps::{is_gap, units_with},
        overview::unit_table,
        size::Size,
        table::deepest_level,
        words::{inside, names, thousands},
    },
    findings::in_short,
    source::SiteSource,
};
use crate::{
    analysis::{Finding, View},
    id::{Subject, UnitId},
    model::{Organisation, Recipient},
};
use rustc_hash::FxHashMap;

/// A part of the page, and how many entries it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number of things.
    pub number: String,
    /// Of what.
    pub thing: &'static str,
    /// The anchor of the part.
    pub anchor: &'static str,
}

/// The parts of the page that list things, and how many of which.
pub(super) fn figures(view: View<'_, '_>, persons: usize, findings: &[Finding<'_>]) -> Vec<Figure> {
    let size = Size::of(view);
    let figure = |number: usize, one, many, anchor| Figure {
        number: thousands(number),
        thing: if number == 1 { one } else { many },
        anchor,
    };
    let mut figures = vec![figure(size.departments, "department", "departments", "units")];
    figures.push(figure(size.customers, "customer outside", "customers outside", "customers"));
    figures.push(figure(size.services, "service", "services", "services"));
    if persons > 0 {
        figures.push(figure(persons, "key person", "key people", "people"));
    }
    figures.push(figure(findings.len(), "thing to do", "things to do", "findings"));
    figures
}

/// The departments with their customers, and what to look at in each: at most `most` of them, the highest in the tree.
pub(super) fn units(view: View<'_, '_>, from: SiteSource<'_>, names: usize, most: usize) -> Table {
    let organisation = view.organisation();
    let filter = Filter {
        people: if Size::of(view).departments > 0 { People::Without } else { People::With },
        ..Filter::default()
    };
    // Chosen before anything is derived: rows of all units and customers of a large map would take minutes.
    let (_, shown): (Vec<usize>, Vec<UnitId>) =
        highest_units(organisation, &filter, most).into_iter().unzip();
    let mut gaps = gaps_by_unit(view, &filter, from.findings);
    let left_out = filter.units_shown(organisation).len() - shown.len();
    let selection = Some(UnitSelection::new(shown.clone(), false));
    let limits = Limits { names, ..Limits::NONE };
    let mut table = unit_table(view, &Filter { selection, ..filter }, limits);
    table.columns.push(Heading::new("Gaps", 3).of_kind(ColumnKind::Gaps));
    for (unit, row) in shown.into_iter().zip(&mut table.rows) {
        row.push(gaps.remove(&unit).unwrap_or_default().into());
        table.marks.push(RowMeta { anchor: None, keywords: keywords(view, unit) });
    }
    Table { left_out, ..table }
}

/// The gaps of each unit that has a row, a word each; those of a person without a row are with the department.
fn gaps_by_unit(
    view: View<'_, '_>,
    filter: &Filter,
    findings: &[Finding<'_>],
) -> FxHashMap<UnitId, Vec<String>> {
    let organisation = view.organisation();
    let mut gaps: FxHashMap<UnitId, Vec<String>> = FxHashMap::default();
    for one in findings.iter().filter(|one| is_gap(one)) {
        for unit in units_with(view, one) {
            let what = in_short(one.code);
            if filter.shows_unit(organisation, unit) {
                gaps.entry(unit).or_default().push(what.to_owned());
            } else if let Some(around) = organisation.unit(unit).part_of {
                let person = organisation.name_of(Subject::Unit(unit));
                gaps.entry(around).or_default().push(format!("{person}: {what}"));
            }
        }
    }
    gaps
}

/// What a unit is found by besides what its row shows: the services that it itself provides, and all whom they serve.
fn keywords(view: View<'_, '_>, unit: UnitId) -> String {
    let organisation = view.organisation();
    let mut words: Vec<&str> = Vec::new();
    for &service in view.graph().provided_by(unit) {
        words.push(organisation.name_of(Subject::Service(service)));
        let served = organisation.active_relations(service);
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
        for relation in organisation.active_relations(service) {
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
            .push(RowMeta { anchor: Some(anchor(organisation, group)), keywords: String::new() });
    }
    table
}

/// How many members of a group are named at most.
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

/// The units with their levels: at most `most`, the highest in the tree.
pub(super) fn tree(organisation: &Organisation, most: usize) -> Vec<(usize, Line)> {
    let units = highest_units(organisation, &Filter::default(), most).into_iter();
    units.map(|(level, id)| (level, link(organisation, Subject::Unit(id)))).collect()
}

/// The units that a filter lets through and that are highest in the tree, at most `most`, in its order; each with the
/// number of units around it that the filter lets through.
fn highest_units(
    organisation: &Organisation,
    filter: &Filter,
    most: usize,
) -> Vec<(usize, UnitId)> {
    let levels: Vec<usize> = organisation.from_above(|_, up| {
        up.map_or(0, |(up, level)| level + usize::from(filter.shows_unit(organisation, up)))
    });
    let shown = || {
        let units = filter.units_shown(organisation).into_iter();
        units.map(|unit| (levels[unit.index()], unit))
    };
    let deepest = deepest_level(shown().map(|(level, _)| level), most);
    shown().filter(|(level, _)| *level <= deepest).take(most).collect()
}
