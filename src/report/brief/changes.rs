//! What changed since an older version of a map, counted and named for a brief.

use super::{
    super::{
        Line,
        anchor::link,
        size::customers,
        words::{count, names},
    },
    since::Since,
};
use crate::{
    analysis::{ScoreChange, View, owner_and_backup, population, score_change},
    id::Subject,
    model::{Datum, Organisation, Record, Relation},
};
use std::collections::{BTreeMap, BTreeSet};

/// How many names a line has.
const NAMES: usize = 5;

/// What changed since an older version of a map.
#[derive(Clone, Debug)]
pub(super) struct Changes<'org> {
    organisation: &'org Organisation,
    /// The older version.
    old: &'org Organisation,
    /// What the older version is called in data.
    since: String,
    /// Relationships and how many of them were measured, then and now.
    pub(super) measured_before: (usize, usize),
    /// Customers that a service reaches now, and that none reached then.
    customers_gained: Vec<Subject>,
    /// Customers that a service reached then, and that none reaches now, as things of the older version: they may be
    /// in that one only.
    customers_lost: Vec<Subject>,
    departments_added: usize,
    departments_removed: usize,
    /// Relationships that had no measurement then.
    first_measured: usize,
    /// Relationships whose score moved, beyond chance where that is known.
    higher: Vec<Subject>,
    lower: Vec<Subject>,
    /// Customers whose relationship has another owner.
    owners: usize,
}

/// Customers outside by their ids.
type CustomersById<'org> = BTreeMap<&'org str, Subject>;

/// The relationships of a map by the ids of service and recipient.
type RelationsById<'org> = BTreeMap<(&'org str, &'org str), Relation<'org>>;

impl<'org> Changes<'org> {
    /// The changes since an older version.
    pub(super) fn between(since: Since<'_, 'org>, new: View<'_, 'org>) -> Self {
        let old = since.view;
        let (was, is) = (old.organisation(), new.organisation());
        let (before, now) = (relations(old), relations(new));
        let mut changes = Self {
            organisation: is,
            old: was,
            since: since.name.to_owned(),
            measured_before: (
                before.len(),
                before.values().filter(|one| one.newest().is_some()).count(),
            ),
            customers_gained: Vec::new(),
            customers_lost: Vec::new(),
            departments_added: 0,
            departments_removed: 0,
            first_measured: 0,
            higher: Vec::new(),
            lower: Vec::new(),
            owners: 0,
        };
        changes.compare_customers(old, new);
        let (old_departments, new_departments) = (departments(was), departments(is));
        changes.departments_added = new_departments.difference(&old_departments).count();
        changes.departments_removed = old_departments.difference(&new_departments).count();
        for (key, relation) in &now {
            changes.compare_scores(before.get(key), *relation);
        }
        changes
    }

    fn compare_customers(&mut self, old: View<'_, 'org>, new: View<'_, 'org>) {
        let by_id = |view: View<'_, 'org>| -> BTreeMap<&'org str, _> {
            customers(view).map(|(id, party)| (&*party.header.id, (id, party))).collect()
        };
        let (was, is) = (by_id(old), by_id(new));
        for (id, (_, after)) in &is {
            let Some((_, before)) = was.get(id) else { continue };
            let owner = |organisation: &'org Organisation, owner: Option<_>| {
                owner.map(|owner| organisation.id_of(Subject::Unit(owner)))
            };
            let then = owner(old.organisation(), owner_and_backup(before).0);
            let now = owner(new.organisation(), owner_and_backup(after).0);
            self.owners += usize::from(then != now);
        }
        let (served_then, served_now) = (served(old), served(new));
        let only = |these: &CustomersById<'org>, those: &CustomersById<'org>| -> Vec<Subject> {
            these.iter().filter(|(id, _)| !those.contains_key(*id)).map(|(_, one)| *one).collect()
        };
        self.customers_gained = only(&served_now, &served_then);
        self.customers_lost = only(&served_then, &served_now);
    }

    fn compare_scores(&mut self, before: Option<&Relation<'org>>, now: Relation<'org>) {
        let Some(newest) = now.newest() else { return };
        let Some(then) = before.and_then(|relation| relation.newest()) else {
            self.first_measured += 1;
            return;
        };
        let (Some(new), Some(old)) = (newest.of_ten(), then.of_ten()) else { return };
        let change = score_change(newest, then, population(self.organisation, now.to));
        // What may be chance is no news.
        if newest == then || change == Some(ScoreChange::PerhapsChance) {
            return;
        }
        let moved = Subject::from(now.to);
        let of = match new.total_cmp(&old) {
            std::cmp::Ordering::Less => &mut self.lower,
            std::cmp::Ordering::Equal => return,
            std::cmp::Ordering::Greater => &mut self.higher,
        };
        if !of.contains(&moved) {
            of.push(moved);
        }
    }

    fn names(&self, subjects: &[Subject]) -> Line {
        names(subjects.iter().map(|one| link(self.organisation, *one)), NAMES)
    }

    /// The changes as sentences; none where nothing changed.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut named = |what: &str, who: Line| {
            let mut line = Line::from(what);
            line.push_line(&who);
            line.push(".");
            lines.push(line);
        };
        if !self.customers_gained.is_empty() {
            named("Customers gained: ", self.names(&self.customers_gained));
        }
        if !self.customers_lost.is_empty() {
            let lost = self.customers_lost.iter().map(|one| self.old.name_of(*one));
            named("Customers lost: ", names(lost, NAMES));
        }
        if !self.higher.is_empty() {
            named("Happier than then: ", self.names(&self.higher));
        }
        if !self.lower.is_empty() {
            named("Less happy than then: ", self.names(&self.lower));
        }
        let counted = [
            (self.first_measured, "relationship", "measured for the first time"),
            (self.owners, "customer", "with another owner of the relationship"),
            (self.departments_added, "department", "more"),
            (self.departments_removed, "department", "less"),
        ];
        let some = counted.iter().filter(|(number, ..)| *number > 0);
        lines.extend(
            some.map(|(number, what, how)| format!("{} {how}.", count(*number, what)).into()),
        );
        lines
    }

    /// The changes as data.
    pub(super) fn record(&self) -> Record<'_> {
        let subjects = |all: &[Subject]| Datum::names(self.organisation, all.iter().copied());
        vec![
            ("since", Datum::text(&self.since)),
            ("relationships_before", Datum::count(self.measured_before.0)),
            ("measured_before", Datum::count(self.measured_before.1)),
            ("customers_gained", subjects(&self.customers_gained)),
            ("customers_lost", Datum::names(self.old, self.customers_lost.iter().copied())),
            ("first_measured", Datum::count(self.first_measured)),
            ("higher", subjects(&self.higher)),
            ("lower", subjects(&self.lower)),
            ("owners_changed", Datum::count(self.owners)),
            ("departments_added", Datum::count(self.departments_added)),
            ("departments_removed", Datum::count(self.departments_removed)),
        ]
    }
}

/// The customers outside whom a service reaches.
fn served<'org>(view: View<'_, 'org>) -> CustomersById<'org> {
    let steps = view.graph().steps_to_parties();
    // SPEC 3.4: whom no service reaches is nobody's customer.
    let served = customers(view).filter(|(id, _)| steps[id.index()].is_some());
    served.map(|(id, party)| (&*party.header.id, Subject::Party(id))).collect()
}

fn departments(organisation: &Organisation) -> BTreeSet<&str> {
    let departments = organisation.units().filter(|(_, unit)| unit.department().is_some());
    departments.map(|(_, unit)| &*unit.header.id).collect()
}

fn relations<'org>(view: View<'_, 'org>) -> RelationsById<'org> {
    let organisation = view.organisation();
    let active = view.own_services().filter(|id| organisation.is_active(*id));
    let all = active.flat_map(|id| organisation.active_relations(id).map(move |one| (id, one)));
    let served = all.filter(|(_, one)| organisation.is_served(one.to));
    let key = |service, one: &Relation<'org>| {
        (organisation.id_of(Subject::Service(service)), organisation.id_of(one.to.into()))
    };
    served.map(|(service, one)| (key(service, &one), one)).collect()
}

/// How many percentage points more are measured now, rounded: `+9`; `None` where that is 0.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
#[expect(clippy::cast_possible_truncation, reason = "from -100 to 100")]
pub(super) fn points_more(
    (relationships, measured): (usize, usize),
    (relationships_before, measured_before): (usize, usize),
) -> Option<i64> {
    let share = |measured: usize, of: usize| (of > 0).then(|| measured as f64 / of as f64);
    let more = share(measured, relationships)? - share(measured_before, relationships_before)?;
    // The difference is rounded, not the shares: rounded twice it could be off by a point.
    Some((100.0 * more).round() as i64).filter(|more| *more != 0)
}
