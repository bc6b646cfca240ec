//! Differences as a document for a quarterly review: a section for each question, a row for what units have in
//! common.

use super::{
    super::{
        Cell, Document, Limits, Table,
        words::{SEE_ALL, count, left_out, thousands},
    },
    fact::sign,
    sources::{BothSources, Differences},
    words::{self, Number},
};
use crate::analysis::{Causes, Change, Difference, Section};
use std::collections::{BTreeSet, HashMap};

const HEADS: [(&str, u16); 3] = [("Who", 3), ("What changed, and why", 7), ("Where", 3)];

/// The page, with at most `limits.rows` rows in a section.
pub(super) fn document(from: &Differences<'_, '_>, limits: Limits) -> Document {
    let (old, new) = from.names;
    let name = &from.organisation.header.name;
    let title = format!("{name}: {old} compared with {new}");
    let mut document = Document::titled(std::iter::once(title).chain(summary(from)));
    for &section in Section::ALL {
        let rows: Vec<&Difference<'_>> =
            from.compared.rows.iter().filter(|row| row.section == section).collect();
        let lines = merged(&rows, from.sources);
        let shown = lines.iter().take(limits.rows).map(|line| line.cells(limits.names));
        let unlisted =
            (section == Section::Customers).then(|| unlisted(from.compared.unlisted)).flatten();
        if !lines.is_empty() || unlisted.is_some() {
            document.heading(heading(section));
            document.table(Table::plain(&HEADS, shown.collect()));
            document.text(left_out(limits.rows, lines.len(), SEE_ALL).into_iter().chain(unlisted));
        }
    }
    document
}

fn heading(section: Section) -> &'static str {
    match section {
        Section::Customers => "Customers and payers",
        Section::Services => "Services",
        Section::Satisfaction => "Satisfaction",
        Section::Relationships => "Who owns which relationship, and who leads",
        Section::Parties => "Those outside",
        Section::Assumptions => "Assumptions",
        Section::Units => "Departments, people and groups",
        Section::Findings => "Findings",
    }
}

fn unlisted(count: usize) -> Option<String> {
    let count = (count > 0).then(|| thousands(count))?;
    Some(format!(
        "{count} more customers outside gained, lost or reached in another way are not listed: the \
         maps have little in common."
    ))
}

/// How many departments have other customers, and how many differences there are in all.
fn summary(from: &Differences<'_, '_>) -> Vec<String> {
    let rows = &from.compared.rows;
    if rows.is_empty() {
        return vec!["No difference.".to_owned()];
    }
    let mut lines = Vec::new();
    if from.is_whole {
        let changed = changed(from);
        let same = thousands(from.compared.departments.saturating_sub(changed));
        let changed = count(changed, "department");
        lines.push(format!("{changed} with other customers or payers, {same} as before."));
    }
    let counts = Change::ALL
        .iter()
        .filter_map(|change| {
            let of = rows.iter().filter(|row| row.change == *change).count();
            (of > 0).then(|| format!("{} {}", thousands(of), change.word()))
        })
        .collect::<Vec<_>>()
        .join(", ");
    lines.push(format!("Facts: {counts}."));
    lines
}

/// How many departments of both maps have other customers or payers.
fn changed(from: &Differences<'_, '_>) -> usize {
    let units = from.organisation.units();
    let departments: BTreeSet<&str> = units
        .filter(|(_, unit)| unit.department().is_some())
        .map(|(_, unit)| &*unit.header.id)
        .collect();
    let rows = &from.compared.rows;
    let added: BTreeSet<&str> =
        rows.iter().filter(|row| row.is_added_unit()).map(|row| row.subject.id).collect();
    let ids: BTreeSet<&str> = (rows.iter())
        .filter(|row| row.section == Section::Customers)
        .map(|row| row.subject.id)
        .collect();
    let both = ids.intersection(&departments);
    both.filter(|id| !added.contains(**id)).count()
}

/// A row of the page: what some units have in common.
struct MergedRow<'org> {
    sign: &'static str,
    who: Vec<&'org str>,
    /// The names at the other end of the differences.
    others: Vec<&'org str>,
    /// One of the differences; the others differ in who and with whom.
    one: Difference<'org>,
    why: Option<String>,
    /// Where files say so.
    places: BTreeSet<String>,
}

/// The rows of a section: first what one unit has with several others, then what several units have alike.
fn merged<'org>(rows: &[&Difference<'org>], sources: BothSources<'_>) -> Vec<MergedRow<'org>> {
    let mut lines: Vec<MergedRow<'org>> = Vec::new();
    for row in rows {
        let place = sources.place(row).map(|place| place.to_string());
        let why = why(row);
        let object = row.object.map(|object| object.name);
        let known = lines.last_mut().filter(|line| {
            let same = line.one.subject == row.subject && line.is_like(row);
            same && object.is_some() && line.why == why
        });
        match known {
            Some(line) => {
                line.others.extend(object);
                line.places.extend(place);
            }
            None => lines.push(MergedRow {
                sign: sign(row.change),
                who: vec![row.subject.name],
                others: object.into_iter().collect(),
                one: (*row).clone(),
                why,
                places: place.into_iter().collect(),
            }),
        }
    }
    alike(lines)
}

/// Lines that say the same of several units become one, in the place of the first.
fn alike(lines: Vec<MergedRow<'_>>) -> Vec<MergedRow<'_>> {
    let mut seen: HashMap<(String, Option<String>), usize> = HashMap::new();
    let mut merged: Vec<MergedRow<'_>> = Vec::new();
    for line in lines {
        let key = (line.what(usize::MAX), line.why.clone());
        match seen.get(&key) {
            Some(&at) if line.one.section == Section::Customers => {
                merged[at].who.extend(line.who);
                merged[at].places.extend(line.places);
            }
            _ => {
                seen.insert(key, merged.len());
                merged.push(line);
            }
        }
    }
    merged
}

/// The first cause in words, and how many more there are.
fn why(row: &Difference<'_>) -> Option<String> {
    let why = words::because(row)?;
    Some(match &row.because {
        Causes::Stated { more, .. } if *more > 0 => format!("because {why}, and {more} more"),
        Causes::Itself
        | Causes::Stated { .. }
        | Causes::BroadSteps
        | Causes::AnotherWay
        | Causes::NotFound => {
            format!("because {why}")
        }
    })
}

impl MergedRow<'_> {
    /// Whether a difference is the same as this one but for the other thing that it names.
    fn is_like(&self, row: &Difference<'_>) -> bool {
        let one = &self.one;
        let same_values = (&one.old, &one.new) == (&row.old, &row.new);
        let same_kind = (one.fact, one.change, one.about) == (row.fact, row.change, row.about);
        same_kind && same_values
    }

    fn what(&self, most: usize) -> String {
        let number = if self.others.len() > 1 { Number::Several } else { Number::One };
        words::what(&self.one, &some(&self.others, most), number)
    }

    fn cells(&self, most: usize) -> Vec<Cell> {
        let who = format!("{} {}", self.sign, some(&self.who, most));
        let what = std::iter::once(self.what(most)).chain(self.why.clone());
        let place = self.places.first().map_or("", |place| place);
        let place = match self.places.len() {
            0 | 1 => place.to_owned(),
            several => format!("{place} +{}", several - 1),
        };
        vec![who.into(), what.collect::<Vec<String>>().into(), place.into()]
    }
}

/// At most this many names: `a, b +2`.
fn some(names: &[&str], most: usize) -> String {
    super::super::words::names(names.iter().copied(), most).to_string()
}
