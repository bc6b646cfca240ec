//! Which parties every unit reaches at all, for all units in one pass.
//!
//! No set is written out. What reaches each other round a circle shares one set: most of the circle around
//! everyone is found beforehand, any other by Tarjan's algorithm. A set names the parties that it adds and the
//! sets that it takes in, and whatever adds nothing is the set that it takes in:
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

mod circle;
mod layout;
mod numbers;
mod sets;

use super::{Graph, Steps};
use crate::id::{PartyId, UnitId};
use layout::{Layout, Packed, Target};
use sets::{EMPTY, Element, Sets};
use std::slice;

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
        search.close_together(&circle::around_everyone(&layout));
        for point in 0..layout.len() {
            if search.known[point as usize] == UNSEEN {
                search.explore(point);
            }
        }
        let of_unit = search.of_units(self);
        Closure { sets: search.sets, of_unit }
    }
}

/// Of what a point is known: nothing yet, its number while it is open, or (marked so) its set.
type Known = u32;
const UNSEEN: Known = u32::MAX;
/// Marks a set.
const CLOSED: Known = 1 << 31;

/// A depth-first search that closes one circle after the other, those reached first. Each row is read once:
/// what it adds to the set of its circle waits until that closes.
struct Search<'l> {
    layout: &'l Layout,
    known: Vec<Known>,
    /// The points that are open: their numbers are their places here.
    open: Vec<u32>,
    /// The way to the point that is looked at.
    way: Vec<Step<'l>>,
    /// What open points add to the sets of their circles.
    found: Vec<Element>,
    sets: Sets,
}

/// A point on the way.
struct Step<'l> {
    /// Its number.
    number: u32,
    /// The least number of an open point that it has led to.
    least: u32,
    /// How much had been found before it.
    found: usize,
    /// The edges that are still to be followed.
    row: slice::Iter<'l, Packed>,
}

impl<'l> Search<'l> {
    fn new(layout: &'l Layout, parties: usize) -> Self {
        Self {
            layout,
            known: vec![UNSEEN; layout.len() as usize],
            open: Vec::new(),
            way: Vec::new(),
            found: Vec::new(),
            sets: Sets::new(parties),
        }
    }

    /// Closes a circle of which some points are known, as if they were one.
    fn close_together(&mut self, inside: &[bool]) {
        let points = (0..self.layout.len()).filter(|point| inside[*point as usize]);
        for point in points.clone() {
            self.known[point as usize] = 0;
            self.open.push(point);
        }
        for target in points.flat_map(|point| self.layout.row(point)) {
            match target.decode() {
                Target::Party(party) => self.found.push(Element::party(party)),
                Target::Point(next) if inside[next as usize] => {}
                Target::Point(next) => {
                    if self.known[next as usize] == UNSEEN {
                        self.explore(next);
                    }
                    let known = self.known[next as usize];
                    if known >= CLOSED {
                        self.found.push(Element::set(known & !CLOSED));
                    }
                }
            }
        }
        self.close(0, 0);
    }

    /// Closes every circle behind a point not seen before, and its own unless that goes on before the point.
    fn explore(&mut self, point: u32) {
        self.enter(point);
        while let Some(step) = self.way.last_mut() {
            match step.row.next().map(|target| target.decode()) {
                None => self.leave(),
                Some(Target::Party(party)) => self.found.push(Element::party(party)),
                Some(Target::Point(next)) => match self.known[next as usize] {
                    UNSEEN => self.enter(next),
                    open if open < CLOSED => step.least = step.least.min(open),
                    closed => self.found.push(Element::set(closed & !CLOSED)),
                },
            }
        }
    }

    fn enter(&mut self, point: u32) {
        let number = u32::try_from(self.open.len()).unwrap_or(CLOSED - 1);
        self.known[point as usize] = number;
        self.open.push(point);
        self.way.push(Step {
            number,
            least: number,
            found: self.found.len(),
            row: self.layout.row(point).iter(),
        });
    }

    /// All behind the last point has been seen: it is part of a circle further up, or the first of one that closes.
    fn leave(&mut self) {
        let Some(last) = self.way.pop() else {
            return;
        };
        let before = self.way.last_mut();
        if last.least < last.number {
            if let Some(before) = before {
                before.least = last.least.min(before.least);
            }
            return;
        }
        let goes_on = before.is_some();
        let set = self.close(last.number, last.found);
        if goes_on {
            self.found.push(Element::set(set));
        }
    }

    /// Closes the circle of all open points from `number` on, with all that was found from `found` on.
    fn close(&mut self, number: u32, found: usize) -> u32 {
        let set = self.sets.of(self.found.drain(found..));
        for member in self.open.drain(number as usize..) {
            self.known[member as usize] = set | CLOSED;
        }
        set
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
                let served = self.layout.served_by(graph, unit).into_iter();
                let served = served.map(|target| match target.decode() {
                    Target::Party(party) => Element::party(party),
                    Target::Point(point) => Element::set(self.known[point as usize] & !CLOSED),
                });
                let parts = graph.organisation.children(Some(unit));
                let parts = parts.map(|part| Element::set(sets[part.index()]));
                self.sets.of(served.chain(parts))
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
