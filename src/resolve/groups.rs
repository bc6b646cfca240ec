//! Groups: listed members, selectors, and who is taken away again.

mod population;
mod selector;

use super::{
    lookup::ReferenceTarget,
    resolver::Resolver,
    tree::describe_cycle,
    values::{text, texts},
};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    id::{GroupId, Subject, UnitId},
    input::{EntryKind, RawGroup, Targets, Text, targets},
    model::{Group, GroupKind, Marks, Unit, UnitSet},
};
use population::Population;
use selector::Selector;
use std::ops::Range;

/// The most units that all groups may hold together, a department with its parts counted once: each is an edge of the
/// graph, so that they take some 600 MB.
const MOST_MEMBERS: usize = 16_000_000;

/// A group whose references are found and whose members are not yet.
struct Open {
    members: Vec<Subject>,
    except: Vec<Subject>,
    selector: Selector,
}

impl Open {
    /// The groups that must be known before this one.
    fn inner(&self) -> impl Iterator<Item = usize> {
        let named = self.members.iter().chain(&self.except);
        named.filter_map(|subject| subject.group()).map(GroupId::index)
    }
}

impl Resolver {
    /// The groups with the units that they hold.
    pub(super) fn groups(
        &mut self,
        raw: &mut [RawGroup],
        units: &[Unit],
        marks: &[Marks],
    ) -> Vec<Group> {
        let open: Vec<Open> = (raw.iter_mut())
            .map(|group| Open {
                members: self.subjects(
                    group.members.take(),
                    &targets::MEMBER,
                    "a member of a group",
                ),
                except: self.subjects(
                    group.except.take(),
                    &targets::EXCEPTION,
                    "what is taken out of a group",
                ),
                selector: self.selector(group.selector.take()),
            })
            .collect();
        let mut held: Vec<UnitSet> = vec![UnitSet::default(); open.len()];
        let mut population = Population::new(units, marks);
        // A group in a group copies its members, and a selector selects any number, so a file can ask
        // for more than it holds itself (SPEC 7).
        let mut room = MOST_MEMBERS;
        // A group can name another that comes later in the file.
        for at in self.inner_first(&open) {
            let selected = population.select(&open[at].selector);
            let holds = hold(&open[at], &selected, &held, units);
            let Some(left) = room.checked_sub(top_members(&holds, units)) else {
                // Reported once: the map is refused, so nobody asks whom the other groups hold.
                self.report_scattered(at);
                break;
            };
            room = left;
            held[at] = holds;
        }
        let groups = raw.iter_mut().zip(held).enumerate();
        groups.map(|(at, (raw, held))| self.group(at, raw, held)).collect()
    }

    fn report_scattered(&mut self, at: usize) {
        let place = self.lookup.identity(EntryKind::Group, at).place;
        let message = "this is more than any map needs: the groups hold too many scattered units";
        let help = "name departments instead of the persons in them, and no group in another again and again";
        self.values.report(Diagnostic::new(Code::TooMuch, place, message).help(help));
    }

    fn group(&mut self, at: usize, raw: &mut RawGroup, held: UnitSet) -> Group {
        let mut header = self.lookup.header(EntryKind::Group, at);
        header.texts = self.texts.add(raw.more.take());
        Group {
            header,
            held,
            size: self.values.count(raw.size.take(), "the size of a group"),
            headcount: None,
            expects: texts(raw.expects.take()),
            obligation: text(raw.obligation.take()),
            reviewed: self.values.date(raw.reviewed.take()),
            // Set at the end: services further down in the file name groups too.
            named: false,
            kind: GroupKind::Group,
        }
    }

    /// Marks the groups that anything names.
    pub(super) fn name_groups(&self, mut groups: Vec<Group>) -> Vec<Group> {
        for at in &self.named_groups {
            groups[at.index()].named = true;
        }
        groups
    }

    /// Resolves each text of a list.
    pub(super) fn subjects(
        &mut self,
        list: Option<Box<[Text]>>,
        allowed: &Targets,
        role: &str,
    ) -> Vec<Subject> {
        let texts = list.into_iter().flatten();
        texts.filter_map(|text| self.subject(&text, allowed, role)).collect()
    }

    /// Resolves a text to the thing it names, and records a group as named.
    pub(super) fn subject(
        &mut self,
        text: &Text,
        allowed: &Targets,
        role: &str,
    ) -> Option<Subject> {
        let subject = self.found(text, allowed, role)?;
        self.named_groups.extend(subject.group());
        Some(subject)
    }

    /// Resolves a text to the thing it names, without recording it as named.
    pub(super) fn found(&mut self, text: &Text, allowed: &Targets, role: &str) -> Option<Subject> {
        match self.lookup.find(text, allowed, role, &mut self.values)? {
            ReferenceTarget::Thing(subject) => Some(subject),
            ReferenceTarget::Recipients => None,
        }
    }

    /// The groups in an order in which each comes after those that it needs; reports circles.
    fn inner_first(&mut self, open: &[Open]) -> Vec<usize> {
        let mut order = Vec::with_capacity(open.len());
        let mut done = vec![false; open.len()];
        let mut on_path = vec![false; open.len()];
        for start in 0..open.len() {
            // A stack of iterators instead of recursion: groups can be nested as deep
            // as a file likes (SPEC 7).
            let mut path = vec![(start, open[start].inner())];
            if done[start] {
                continue;
            }
            on_path[start] = true;
            while let Some((at, inner)) = path.last_mut() {
                let at = *at;
                match inner.find(|&inner| !done[inner]) {
                    None => {
                        path.pop();
                        (done[at], on_path[at]) = (true, false);
                        order.push(at);
                    }
                    // The inner group counts as holding nobody here, so the search goes on
                    // and finds other circles.
                    Some(inner) if on_path[inner] => {
                        let circle = path.iter().map(|(at, _)| *at).skip_while(|&at| at != inner);
                        self.report_circle(circle.collect());
                    }
                    Some(inner) => {
                        on_path[inner] = true;
                        path.push((inner, open[inner].inner()));
                    }
                }
            }
        }
        order
    }

    fn report_circle(&mut self, mut circle: Vec<usize>) {
        circle.push(circle[0]);
        let ids: Vec<&str> = circle
            .iter()
            .rev()
            .map(|&at| &*self.lookup.identity(EntryKind::Group, at).id)
            .collect();
        let message =
            format!("the group `{}` is in itself: {}", excerpt(ids[0]), describe_cycle(&ids));
        let at = self.lookup.identity(EntryKind::Group, circle[0]).place;
        let problem =
            Diagnostic::new(Code::GroupCircle, at, message).label("the circle runs through here");
        let next = circle[circle.len() - 2];
        let problem = if next == circle[0] {
            problem
        } else {
            problem.other(self.lookup.identity(EntryKind::Group, next).place, "and through here")
        };
        self.values.report(problem);
    }
}

/// The units of a group whose inner groups are known.
fn hold(open: &Open, selected: &UnitSet, held: &[UnitSet], units: &[Unit]) -> UnitSet {
    let mut inside: Vec<Range<usize>> = selected.ranges().to_vec();
    inside.extend(ranges(&open.members, held, units));
    // SPEC 2: `except` takes away a unit with its parts, and of a group exactly the units it holds.
    let away = ranges(&open.except, held, units);
    UnitSet::new(inside).without(&UnitSet::new(away))
}

/// The units that members or exceptions name, as ranges; they may overlap.
fn ranges(named: &[Subject], held: &[UnitSet], units: &[Unit]) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(named.len());
    for subject in named {
        match subject {
            Subject::Unit(unit) => ranges.push(parts(units, *unit)),
            Subject::Group(group) => ranges.extend_from_slice(held[group.index()].ranges()),
            Subject::Everyone => ranges.push(0..units.len()),
            Subject::Organisation | Subject::Service(_) | Subject::Party(_) => {}
        }
    }
    ranges
}

/// The number of units that a group holds, a unit that is held with all its parts counted once.
fn top_members(held: &UnitSet, units: &[Unit]) -> usize {
    // Everyone is one part of a use, however many units there are.
    if *held == UnitSet::all(units.len()) {
        return 1;
    }
    let mut count = 0;
    for range in held.ranges() {
        let mut next = range.start;
        while next < range.end {
            let end = units[next].end as usize;
            next = if end <= range.end { end } else { next + 1 };
            count += 1;
        }
    }
    count
}

/// A unit with its parts.
fn parts(units: &[Unit], unit: UnitId) -> Range<usize> {
    unit.index()..units[unit.index()].end as usize
}
