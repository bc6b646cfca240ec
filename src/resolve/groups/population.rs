//! The units that selectors choose from, found by what they are and where.

use super::{
    super::words::Leading,
    selector::{Condition, Selector, SelectorKey},
};
use crate::{
    id::UnitId,
    model::{Marks, Unit, UnitSet},
};
use std::collections::{HashMap, HashSet};

/// The units that selectors choose from.
pub(super) struct Population<'u> {
    units: &'u [Unit],
    marks: &'u [Marks],
    /// Built for the first selector: most large maps have none, and need no memory for it.
    index: Option<UnitsByWord<'u>>,
    /// What single words select, as far as it was asked for.
    // A file may have as many groups as units, all with the same word.
    by_word: HashMap<(SelectorKey, Box<str>), UnitSet>,
}

impl<'u> Population<'u> {
    /// `units` in tree order.
    pub(super) fn new(units: &'u [Unit], marks: &'u [Marks]) -> Self {
        Self { units, marks, index: None, by_word: HashMap::new() }
    }

    /// Returns the units that a selector selects.
    pub(super) fn select(&mut self, selector: &Selector) -> UnitSet {
        // SPEC 2: unlike the other keys, a site selects each unit for itself, without its parts, among
        // the units that the other keys bring.
        match (&selector.site, &selector.others[..]) {
            (None, []) => UnitSet::default(),
            (None, others) => self.brought(others),
            (Some(site), []) => self.with_any_word(site),
            (Some(site), others) => {
                let brought = self.brought(others);
                self.at(site, &brought)
            }
        }
    }

    /// The units for which all conditions hold, with their parts.
    fn brought(&mut self, conditions: &[Condition]) -> UnitSet {
        if let [one] = conditions {
            return self.with_any_word(one);
        }
        let units = self.units;
        let index = self.index();
        // SPEC 2: several keys must all hold. Only units with the rarest of them are tested.
        let rarest = conditions.iter().min_by_key(|condition| index.count(condition));
        let tests: Vec<_> = conditions.iter().map(|condition| index.test(condition)).collect();
        let candidates = rarest.into_iter().flat_map(|condition| index.with_any_word(condition));
        with_parts(units, candidates.filter(|unit| tests.iter().all(|test| test(unit))))
    }

    /// The units that a condition selects by itself: of any key but the site with their parts.
    fn with_any_word(&mut self, condition: &Condition) -> UnitSet {
        let mut ranges = Vec::new();
        for word in &condition.words {
            let key = (condition.key, word.clone());
            if !self.by_word.contains_key(&key) {
                let units = self.units;
                let lists = self.index().lists(condition.key, word);
                let having = lists.flatten().copied();
                let set = match condition.key {
                    SelectorKey::Site => alone(having),
                    SelectorKey::Tag
                    | SelectorKey::Kind
                    | SelectorKey::Role
                    | SelectorKey::Leads => with_parts(units, having),
                };
                self.by_word.insert(key.clone(), set);
            }
            ranges.extend_from_slice(self.by_word[&key].ranges());
        }
        UnitSet::new(ranges)
    }

    /// The units of `held` that are at a site.
    fn at(&mut self, site: &Condition, held: &UnitSet) -> UnitSet {
        let index = self.index();
        if index.count(site) < held.len() {
            alone(index.with_any_word(site).filter(|unit| held.holds(*unit)))
        } else {
            alone(held.units().filter(index.test(site)))
        }
    }

    fn index(&mut self) -> &UnitsByWord<'u> {
        self.index.get_or_insert_with(|| UnitsByWord::new(self.units, self.marks))
    }
}

/// Which units have which words.
// To test every unit for each group takes minutes where a file has thousands of both.
struct UnitsByWord<'u> {
    units: &'u [Unit],
    /// For each unit its site.
    sites: Vec<Option<&'u str>>,
    /// The units that have a word of a key other than tags.
    by_word: HashMap<(SelectorKey, &'u str), Vec<UnitId>>,
    /// The indices of the marks that have a tag.
    // Units share their marks: a list of units for each tag can take more room than the file.
    marks_by_tag: HashMap<&'u str, Vec<usize>>,
    /// For each of the marks the units that have them.
    by_marks: Vec<Vec<UnitId>>,
}

impl<'u> UnitsByWord<'u> {
    fn new(units: &'u [Unit], marks: &'u [Marks]) -> Self {
        let mut index = Self {
            units,
            sites: Vec::with_capacity(units.len()),
            by_word: HashMap::new(),
            marks_by_tag: HashMap::new(),
            by_marks: vec![Vec::new(); marks.len()],
        };
        for (at, marks) in marks.iter().enumerate() {
            for tag in &marks.tags {
                index.marks_by_tag.entry(tag).or_default().push(at);
            }
        }
        for (at, unit) in units.iter().enumerate() {
            let own = marks[unit.marks as usize].site.as_deref();
            // SPEC 2: the nearest department that states a site. Units are in tree order, so that of the
            // parent is known.
            let around = || unit.part_of.and_then(|up| index.sites[up.index()]);
            index.sites.push(own.or_else(around));
            index.by_marks[unit.marks as usize].push(UnitId::new(at));
            for key in SelectorKey::OF_ONE_WORD {
                let Some(word) = index.word(key, UnitId::new(at)) else { continue };
                index.by_word.entry((key, word)).or_default().push(UnitId::new(at));
            }
        }
        index
    }

    /// The word that a unit has for a key other than tags.
    fn word(&self, key: SelectorKey, unit: UnitId) -> Option<&'u str> {
        let about = &self.units[unit.index()];
        match key {
            SelectorKey::Tag => None,
            SelectorKey::Site => self.sites[unit.index()],
            SelectorKey::Kind => Some(about.kind_word()),
            SelectorKey::Role => about.person()?.role.as_deref(),
            // SPEC 2: of persons alone; a department neither leads nor leads none.
            SelectorKey::Leads => {
                let leads_none = about.person()?.leads().is_empty();
                Some(if leads_none { Leading::LeadsNone } else { Leading::Leads }.word())
            }
        }
    }

    /// The units that have a word, in lists that have none in common.
    fn lists<'i>(&'i self, key: SelectorKey, word: &'i str) -> impl Iterator<Item = &'i [UnitId]> {
        let marks = self.marks_by_tag.get(word).filter(|_| key == SelectorKey::Tag);
        let tagged = marks.into_iter().flatten().map(|at| &*self.by_marks[*at]);
        tagged.chain(self.by_word.get(&(key, word)).map(|list| &**list))
    }

    /// The units that have any of the words; one with several tags may come several times.
    fn with_any_word<'i>(
        &'i self,
        condition: &'i Condition,
    ) -> impl Iterator<Item = UnitId> + use<'i, 'u> {
        let words = condition.words.iter();
        words.flat_map(|word| self.lists(condition.key, word)).flatten().copied()
    }

    /// How many units [`Self::with_any_word`] returns.
    fn count(&self, condition: &Condition) -> usize {
        let words = condition.words.iter();
        words.flat_map(|word| self.lists(condition.key, word)).map(<[UnitId]>::len).sum()
    }

    /// Returns what tells whether a unit has any of the words.
    fn test<'i>(&'i self, condition: &'i Condition) -> Box<dyn Fn(&UnitId) -> bool + 'i> {
        if condition.key == SelectorKey::Tag {
            // Not the tags of each unit one by one: a unit may have thousands.
            let words = condition.words.iter();
            let marked = words.filter_map(|word| self.marks_by_tag.get(&**word));
            let marks: HashSet<usize> = marked.flatten().copied().collect();
            return Box::new(move |unit| {
                marks.contains(&(self.units[unit.index()].marks as usize))
            });
        }
        Box::new(move |unit| {
            self.word(condition.key, *unit).is_some_and(|word| condition.words.contains(word))
        })
    }
}

/// Some units, each with its parts.
fn with_parts(units: &[Unit], some: impl Iterator<Item = UnitId>) -> UnitSet {
    // SPEC 2: a selected department brings its parts.
    UnitSet::new(some.map(|unit| unit.index()..units[unit.index()].end as usize).collect())
}

/// Some units, each without its parts.
fn alone(some: impl Iterator<Item = UnitId>) -> UnitSet {
    UnitSet::new(some.map(|unit| unit.index()..unit.index() + 1).collect())
}
