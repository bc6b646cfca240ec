//! Which parties every unit reaches at all, for all units in one pass.
//!
//! No set is written out. What reaches each other round a circle shares one set, found by Tarjan's
//! algorithm; a set names the parties that it adds and the sets that it takes in, and whatever adds nothing
//! is the set that it takes in:
//!
//! ```text
//! Sales    serves Retail buyers, Wholesale   {Retail buyers, Wholesale}      set 1
//! IT       serves Sales                      set 1
//! Support  serves Sales, Tax authority       {Tax authority} + set 1         set 2
//! Archive  serves nobody                     set 0, the empty one
//! ```
//!
//! So time and memory follow what is written down, not who reaches whom: a map of a million units has up to
//! a million million such pairs. How large sets are is counted 512 parties at a time.

mod layout;
mod sets;

use super::{Graph, Steps};
use crate::id::{PartyId, UnitId};
use layout::{Layout, Target};
use sets::{EMPTY, Sets};

/// The parties that each unit reaches.
#[derive(Debug)]
pub struct Closure {
    sets: Sets,
    /// For each unit its set.
    of_unit: Vec<u32>,
}

impl Closure {
    /// Whether a chain leads from a unit to an active party outside.
    #[must_use]
    pub fn reaches_any(&self, unit: UnitId) -> bool {
        self.of_unit[unit.index()] != EMPTY
    }

    /// For each unit how many active parties it reaches.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let sizes = self.sets.sizes();
        let sets = self.of_unit.iter();
        sets.map(|set| sizes[*set as usize]).collect()
    }

    /// The active parties that a unit reaches, by number.
    #[must_use]
    pub fn parties(&self, unit: UnitId) -> Vec<PartyId> {
        self.sets.parties(self.of_unit[unit.index()])
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.sets.bytes() + size_of_val(&*self.of_unit)
    }
}

impl Graph<'_> {
    /// The parties that each unit reaches by chains of such steps.
    #[must_use]
    pub fn closure(&self, steps: Steps) -> &Closure {
        let [any, named] = &self.closures;
        let closure = match steps {
            Steps::Any => any,
            Steps::Named => named,
        };
        closure.get_or_init(|| self.close(steps))
    }

    fn close(&self, steps: Steps) -> Closure {
        let layout = Layout::new(self, steps);
        let mut search = Search::new(&layout, self.organisation.parties().len());
        for point in 0..layout.len() {
            search.explore(point);
        }
        let of_unit = search.of_units(self);
        Closure {
            sets: search.sets,
            of_unit,
        }
    }
}

/// Of what a point is known: nothing yet, its number while it is open, or (marked so) its set.
type Known = u32;
const UNSEEN: Known = u32::MAX;
/// Marks a set.
const CLOSED: Known = 1 << 31;

/// A depth-first search that closes one circle after the other, those reached first.
struct Search<'l> {
    layout: &'l Layout,
    known: Vec<Known>,
    /// The points that are open: their numbers are their places here.
    open: Vec<u32>,
    /// The way to the point that is looked at: each with the edge that is next, and the least open number
    /// that it has led to.
    way: Vec<(u32, u32, u32)>,
    sets: Sets,
}

impl<'l> Search<'l> {
    fn new(layout: &'l Layout, parties: usize) -> Self {
        Self {
            layout,
            known: vec![UNSEEN; layout.len() as usize],
            open: Vec::new(),
            way: Vec::new(),
            sets: Sets::new(parties),
        }
    }

    fn explore(&mut self, point: u32) {
        if self.known[point as usize] == UNSEEN {
            self.enter(point);
        }
        while let Some(&(point, edge, least)) = self.way.last() {
            let row = self.layout.row(point);
            let Some(target) = row.get(edge as usize) else {
                self.leave(point, least);
                continue;
            };
            let top = self.way.len() - 1;
            self.way[top].1 += 1;
            if let Target::Point(next) = target.decode() {
                match self.known[next as usize] {
                    UNSEEN => self.enter(next),
                    known if known < CLOSED => self.way[top].2 = least.min(known),
                    _ => {}
                }
            }
        }
    }

    fn enter(&mut self, point: u32) {
        let number = u32::try_from(self.open.len()).unwrap_or(CLOSED - 1);
        self.known[point as usize] = number;
        self.open.push(point);
        self.way.push((point, 0, number));
    }

    /// All behind a point has been seen: it is part of a circle further up, or the first of one that closes.
    fn leave(&mut self, point: u32, least: u32) {
        self.way.pop();
        let number = self.known[point as usize];
        if least < number {
            if let Some((.., up)) = self.way.last_mut() {
                *up = least.min(*up);
            }
            return;
        }
        let circle = self.open.split_off(number as usize);
        for &member in &circle {
            for target in self.layout.row(member) {
                self.add(*target);
            }
        }
        let set = self.sets.finish() | CLOSED;
        for member in circle {
            self.known[member as usize] = set;
        }
    }

    /// Adds what an edge leads to to the set that is being made; a point of its own circle adds nothing.
    fn add(&mut self, target: layout::Packed) {
        match target.decode() {
            Target::Party(party) => self.sets.add_party(party),
            Target::Point(point) => {
                let known = self.known[point as usize];
                if known >= CLOSED {
                    self.sets.add_set(known & !CLOSED);
                }
            }
        }
    }

    /// For each unit the set of the services that it or a part of it provides. As a recipient a unit puts more
    /// to work where there are persons in it: what else they lead, or belong to.
    fn of_units(&mut self, graph: &Graph<'_>) -> Vec<u32> {
        let mut sets = vec![EMPTY; graph.organisation.units().len()];
        let mut holds_leader = vec![false; sets.len()];
        for (unit, about) in graph.organisation.units().rev() {
            let at = unit.index();
            let leads = about.leads_all() || !about.leads().is_empty();
            holds_leader[at] |= leads;
            sets[at] = if holds_leader[at] || about.person().is_some() {
                for target in self.layout.served_by(graph, unit) {
                    self.add(target);
                }
                for part in graph.organisation.children(Some(unit)) {
                    self.sets.add_set(sets[part.index()]);
                }
                self.sets.finish()
            } else {
                self.known[at] & !CLOSED
            };
            if let Some(up) = about.part_of {
                holds_leader[up.index()] |= holds_leader[at];
            }
        }
        sets
    }
}
