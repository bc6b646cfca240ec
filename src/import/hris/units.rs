//! The departments of a staff list: who leads each, what it is part of, and how many people it has.

use super::{
    lines::{Lines, circles},
    member::Member,
};
use crate::{
    id::{fold_name, slug},
    import::{Draft, Entry, ImportSummary, List, Value, job::first_names, keys},
    input::Text,
};
use std::collections::{BTreeSet, HashMap};

/// A department of the list.
struct StaffUnit {
    name: Text,
    /// The department around it, as its path or the manager of its lead says.
    above: Option<usize>,
    /// Those of it who report to nobody in it.
    heads: Vec<usize>,
    /// How many people it has itself.
    people: usize,
    /// Its id, where others have its name.
    id: Option<Text>,
}

/// The departments that the rows of a staff list name.
pub(super) struct StaffUnits {
    all: Vec<StaffUnit>,
    /// The department of each row.
    of_member: Vec<Option<usize>>,
}

impl StaffUnits {
    /// Finds the departments. Those deeper than `depth` count as parts of the ones above them, and are not kept.
    pub(super) fn of(
        members: &[Member],
        lines: &Lines,
        depth: Option<usize>,
        summary: &mut ImportSummary,
    ) -> Self {
        let mut units = Self::named(members);
        // In a list without managers nobody is known to lead, not even a department of one.
        let has_managers = members.iter().any(|member| !member.above.is_empty());
        if has_managers {
            units.find_heads(lines);
        }
        // Heads first: a department without a path is found by the manager of its head.
        units.find_parents(lines, summary);
        if let Some(depth) = depth {
            units.cut(depth, summary);
        }
        units.tell_apart();
        units
    }

    /// The departments in the order in which rows name them.
    fn named(members: &[Member]) -> Self {
        let mut units = Self { all: Vec::new(), of_member: Vec::new() };
        let mut known: HashMap<(Option<usize>, String), usize> = HashMap::new();
        for member in members {
            let mut above = None;
            for name in &member.department {
                let at = *known.entry((above, fold_name(&name.value))).or_insert_with(|| {
                    units.all.push(StaffUnit {
                        name: name.clone(),
                        above,
                        heads: Vec::new(),
                        people: 0,
                        id: None,
                    });
                    units.all.len() - 1
                });
                above = Some(at);
            }
            if let Some(at) = above {
                units.all[at].people += 1;
            }
            units.of_member.push(above);
        }
        units
    }

    fn find_heads(&mut self, lines: &Lines) {
        for (at, unit) in self.of_member.iter().enumerate() {
            let over = lines.above(at).and_then(|above| self.of_member[above]);
            if let Some(unit) = unit.filter(|unit| over != Some(*unit)) {
                self.all[unit].heads.push(at);
            }
        }
        // Somebody whose manager is not in the list may report to anybody: only where nobody
        // else could lead is that a head.
        for unit in &mut self.all {
            if unit.heads.iter().any(|&head| !lines.is_lost(head)) {
                unit.heads.retain(|&head| !lines.is_lost(head));
            }
        }
    }

    /// A department without a path is part of the one department to whose people its heads report.
    fn find_parents(&mut self, lines: &Lines, summary: &mut ImportSummary) {
        let parent = |(at, unit): (usize, &StaffUnit)| {
            if unit.above.is_some() {
                return unit.above;
            }
            let managers = unit.heads.iter().filter_map(|&head| lines.above(head));
            let over: BTreeSet<usize> = managers
                .filter_map(|manager| self.of_member[manager])
                .filter(|&over| over != at)
                .collect();
            // Heads who report to several departments leave its place open.
            over.first().copied().filter(|_| over.len() == 1)
        };
        let mut above: Vec<Option<usize>> = self.all.iter().enumerate().map(parent).collect();
        for circle in circles(&above) {
            let names: Vec<&str> = circle.iter().map(|&at| &*self.all[at].name.value).collect();
            summary.notes.push(format!(
                "departments whose heads report to one another, so none is part of another: {}",
                names.join(", ")
            ));
            for at in circle {
                above[at] = self.all[at].above;
            }
        }
        for (unit, above) in self.all.iter_mut().zip(above) {
            unit.above = above;
        }
    }

    /// The departments in an order in which each follows the one around it.
    fn outermost_first(&self) -> Vec<usize> {
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); self.all.len()];
        let mut order = Vec::with_capacity(self.all.len());
        for (at, unit) in self.all.iter().enumerate() {
            match unit.above {
                Some(above) => parts[above].push(at),
                None => order.push(at),
            }
        }
        let mut next = 0;
        while let Some(at) = order.get(next).copied() {
            order.append(&mut parts[at]);
            next += 1;
        }
        order
    }

    /// Counts the people of departments deeper than `depth` with the department above.
    fn cut(&mut self, depth: usize, summary: &mut ImportSummary) {
        let mut depths = vec![1; self.all.len()];
        let mut kept: Vec<usize> = (0..self.all.len()).collect();
        for at in self.outermost_first() {
            if let Some(above) = self.all[at].above {
                depths[at] = depths[above] + 1;
                kept[at] = if depths[at] > depth { kept[above] } else { at };
            }
        }
        let cut: Vec<&str> = (0..self.all.len())
            .filter(|&at| kept[at] != at)
            .map(|at| &*self.all[at].name.value)
            .collect();
        if !cut.is_empty() {
            summary.notes.push(format!(
                "{} departments deeper than {depth} were counted with those above them: {}",
                cut.len(),
                first_names(&cut)
            ));
        }
        for (at, &over) in kept.iter().enumerate() {
            if over != at {
                let people = std::mem::take(&mut self.all[at].people);
                self.all[over].people += people;
            }
        }
        for unit in self.of_member.iter_mut().flatten() {
            *unit = kept[*unit];
        }
        // Those that are kept get new numbers.
        let mut numbers = vec![None; kept.len()];
        let mut next = 0;
        for (at, number) in numbers.iter_mut().enumerate().filter(|(at, _)| kept[*at] == *at) {
            *number = Some(next);
            next += usize::from(kept[at] == at);
        }
        let all = std::mem::take(&mut self.all).into_iter().enumerate();
        self.all = all.filter(|(at, _)| kept[*at] == *at).map(|(_, unit)| unit).collect();
        for unit in &mut self.all {
            unit.above = unit.above.and_then(|above| numbers[above]);
        }
        for unit in &mut self.of_member {
            *unit = unit.and_then(|unit| numbers[unit]);
        }
    }

    /// Gives an id to each department whose name others have too: its name with those of the departments around it.
    fn tell_apart(&mut self) {
        /// Enough of a path to distinguish departments, and short enough to read.
        const PATH: usize = 3;
        let mut bearers: HashMap<String, usize> = HashMap::new();
        for unit in &self.all {
            *bearers.entry(fold_name(&unit.name.value)).or_default() += 1;
        }
        let mut taken: HashMap<String, usize> = HashMap::new();
        for at in 0..self.all.len() {
            if bearers.get(&fold_name(&self.all[at].name.value)).is_none_or(|count| *count < 2) {
                continue;
            }
            let outwards = std::iter::successors(Some(at), |&at| self.all[at].above);
            let mut path: Vec<&str> =
                outwards.take(PATH).map(|at| &*self.all[at].name.value).collect();
            path.reverse();
            let id = slug(&path.join(" "));
            let count = taken.entry(id.clone()).or_default();
            *count += 1;
            let value = if *count > 1 { format!("{id}-{count}") } else { id };
            let place = self.all[at].name.place;
            self.all[at].id = Some(Text { value: value.into(), place });
        }
    }

    /// How others refer to a department: by its id where it needs one, else by its name.
    fn reference(&self, at: usize) -> Value {
        let unit = &self.all[at];
        let word = unit.id.as_ref().unwrap_or(&unit.name);
        Value::Refer(word.clone(), keys::DEPARTMENTS)
    }

    /// The department of a row, as others refer to it.
    pub(super) fn of_member(&self, at: usize) -> Option<Value> {
        Some(self.reference(self.of_member[at]?))
    }

    /// Adds the departments to a draft; returns the rows of their leads.
    pub(super) fn add(
        &self,
        members: &[Member],
        draft: &mut Draft,
        summary: &mut ImportSummary,
    ) -> BTreeSet<usize> {
        let without: Vec<&str> = self
            .all
            .iter()
            .filter(|unit| unit.heads.len() != 1 && members.iter().any(|it| !it.above.is_empty()))
            .map(|unit| &*unit.name.value)
            .collect();
        if !without.is_empty() {
            summary.notes.push(format!(
                "departments without a lead, because none or several of their people report outside: {}",
                first_names(&without)
            ));
        }
        let headcounts = self.headcounts();
        let mut leads = BTreeSet::new();
        for (at, unit) in self.all.iter().enumerate() {
            let mut entry = Entry::new(unit.name.clone());
            entry.id.clone_from(&unit.id);
            entry.set("part_of", unit.above.map(|above| self.reference(above)));
            if let [head] = unit.heads.as_slice() {
                leads.insert(*head);
                let person = &members[*head].entry;
                let lead = person.id.as_ref().unwrap_or(&person.name);
                entry.set("lead", Value::Refer(lead.clone(), keys::PERSONS));
            }
            let place = unit.name.place;
            let count = Text { value: headcounts[at].to_string().into(), place };
            entry.set("headcount", Value::Text(count));
            draft.add(List::Departments, entry);
        }
        leads
    }

    /// How many people each department has with its parts.
    fn headcounts(&self) -> Vec<usize> {
        let mut counts: Vec<usize> = self.all.iter().map(|unit| unit.people).collect();
        // From the innermost out, so that each count is complete before it
        // is added to the one above.
        for at in self.outermost_first().into_iter().rev() {
            if let Some(above) = self.all[at].above {
                counts[above] += counts[at];
            }
        }
        counts
    }
}
