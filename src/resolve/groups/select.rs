//! Selectors: which units are as a group wants them.

use super::super::{
    resolver::Resolver,
    words::{Leading, SelectedKind},
};
use crate::{
    diag::{Code, Diagnostic},
    id::UnitId,
    input::{OneOrMany, RawWhere, Text},
    model::{Marks, Unit, UnitSet},
    words::Word,
};
use std::collections::{HashMap, HashSet};

/// The units that selectors choose from.
pub(in crate::resolve) struct Population<'u> {
    /// In tree order.
    pub(super) units: &'u [Unit],
    marks: &'u [Marks],
    /// Where each unit is: at its own site, else that of the nearest department around it that states one.
    sites: Vec<Option<&'u str>>,
    /// For each tag the indices of the marks that have it.
    // Looking for it in all tags of all marks, for each group anew, takes minutes where one unit has thousands.
    by_tag: HashMap<&'u str, Vec<usize>>,
}

impl<'u> Population<'u> {
    pub(in crate::resolve) fn of(units: &'u [Unit], marks: &'u [Marks]) -> Self {
        let mut sites: Vec<Option<&str>> = Vec::with_capacity(units.len());
        for unit in units {
            let own = marks[unit.marks as usize].site.as_deref();
            // SPEC 2: the nearest department that states a site. Units are in tree order, so
            // that of the parent is known.
            let around = || unit.part_of.and_then(|up| sites[up.index()]);
            sites.push(own.or_else(around));
        }
        let mut by_tag: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, marks) in marks.iter().enumerate() {
            for tag in &marks.tags {
                by_tag.entry(tag).or_default().push(at);
            }
        }
        Self { units, marks, sites, by_tag }
    }

    /// Which marks have one of these tags.
    fn tagged(&self, tags: &HashSet<Box<str>>) -> Vec<bool> {
        // Units share their marks, so tags are looked up once for each
        // combination and not for each unit.
        let mut tagged = vec![false; self.marks.len()];
        for at in tags.iter().filter_map(|tag| self.by_tag.get(&**tag)).flatten() {
            tagged[*at] = true;
        }
        tagged
    }

    /// Returns the units for which all conditions hold, with their parts.
    fn fit(&self, conditions: &[Condition]) -> UnitSet {
        // SPEC 2: several keys must all hold; a list means any of its values.
        let fit = |unit: &Unit| conditions.iter().all(|condition| condition.holds(unit));
        let fitting = self.units.iter().enumerate().filter(|(_, unit)| fit(unit));
        // SPEC 2: a selected department brings its parts.
        UnitSet::new(fitting.map(|(at, unit)| at..unit.end as usize).collect())
    }

    /// The units of `held` that are at one of these sites.
    fn at(&self, sites: &HashSet<Box<str>>, held: &UnitSet) -> UnitSet {
        let there = held.units().map(UnitId::index).filter(|&at| {
            let site = self.sites[at];
            site.is_some_and(|site| sites.contains(site))
        });
        // SPEC 2: unlike the other keys, a site selects each unit for itself, without its parts.
        UnitSet::new(there.map(|at| at..at + 1).collect())
    }
}

impl Resolver {
    /// The units that a selector selects.
    pub(super) fn selected(
        &mut self,
        raw: Option<RawWhere>,
        population: &Population<'_>,
    ) -> UnitSet {
        let Some(raw) = raw else {
            return UnitSet::default();
        };
        let filled =
            |list: &Option<OneOrMany<Text>>| list.as_ref().is_some_and(|all| !all.0.is_empty());
        let lists = [&raw.tag, &raw.site, &raw.kind, &raw.role, &raw.leads];
        if !lists.into_iter().any(filled) {
            let message = "this `where` has no condition";
            self.values.report(Diagnostic::new(Code::EmptySelector, raw.place, message));
            return UnitSet::default();
        }
        let site = raw.site.clone().filter(|all| !all.0.is_empty());
        let brought = match self.conditions(raw, population) {
            // SPEC 2: a site alone is tested on all units.
            all if all.is_empty() => UnitSet::all(population.units.len()),
            all => population.fit(&all),
        };
        match site {
            None => brought,
            Some(wanted) => population.at(&words(Some(wanted)), &brought),
        }
    }

    /// The conditions of a selector but for the site.
    fn conditions(&mut self, raw: RawWhere, population: &Population<'_>) -> Vec<Condition> {
        let kinds = self.choices(raw.kind, SelectedKind::ALL);
        let leads = self.choices(raw.leads, Leading::ALL);
        let stated = |words: HashSet<Box<str>>| Some(words).filter(|words| !words.is_empty());
        let tagged = stated(words(raw.tag)).map(|tags| Condition::Marks(population.tagged(&tags)));
        let all = [
            tagged,
            stated(words(raw.role)).map(Condition::Role),
            Some(kinds).filter(|any| !any.is_empty()).map(Condition::Kind),
            Some(leads).filter(|any| !any.is_empty()).map(Condition::Leads),
        ];
        all.into_iter().flatten().collect()
    }

    fn choices<T: Word>(&mut self, list: Option<OneOrMany<Text>>, known: &[T]) -> Vec<T> {
        let texts = list.into_iter().flatten();
        texts.filter_map(|text| self.values.word(Some(text), known)).collect()
    }
}

/// A condition of a selector: any of these values.
enum Condition {
    /// For each combination of tags and site whether a unit that has it fits.
    Marks(Vec<bool>),
    Role(HashSet<Box<str>>),
    Kind(Vec<SelectedKind>),
    Leads(Vec<Leading>),
}

impl Condition {
    fn holds(&self, unit: &Unit) -> bool {
        match self {
            Self::Marks(fit) => fit[unit.marks as usize],
            Self::Role(any) => {
                let role = unit.person().and_then(|person| person.role.as_ref());
                role.is_some_and(|role| any.contains(&**role))
            }
            Self::Kind(any) => any.iter().any(|kind| kind.word() == unit.kind_word()),
            // SPEC 2: of persons alone; a department neither leads nor leads none.
            Self::Leads(any) => unit.person().is_some_and(|person| {
                let leading =
                    if person.leads().is_empty() { Leading::LeadsNone } else { Leading::Leads };
                any.contains(&leading)
            }),
        }
    }
}

fn words(list: Option<OneOrMany<Text>>) -> HashSet<Box<str>> {
    list.into_iter().flatten().map(|text| Box::from(&text.value)).collect()
}
