//! Departments rolled up into those that they are part of.

use super::{
    super::{Filter, People},
    block::BlockKind,
    score::CellScore,
};
use crate::{
    analysis::{Reach, stands_for},
    id::{ServiceId, Subject, UnitId},
    model::Organisation,
};
use std::collections::{BTreeMap, BTreeSet};

/// How much a grid holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridSize {
    /// How many of those who serve are shown at most.
    pub rows: usize,
    /// How many of those who are served are shown at most.
    pub columns: usize,
    /// The level of departments that have rows of their own; `None`: as deep as there is room.
    pub depth: Option<usize>,
}

/// One service from one who serves to one who is served.
pub(super) type Pair = (Subject, Subject, ServiceId);

/// Every relation of what is looked at, rolled up to a depth.
pub(super) struct RolledPairs {
    /// The depth; `None`: nothing had to be rolled up.
    pub(super) depth: Option<usize>,
    /// The relations.
    pub(super) pairs: Pairs,
}

/// Relations with the newest score of each that was measured.
pub(super) type Pairs = BTreeMap<Pair, Option<CellScore>>;

impl RolledPairs {
    /// Rolls relations up to the deepest level that there is room for, or to the one that `size` asks for.
    pub(super) fn new(organisation: &Organisation, filter: &Filter, size: GridSize) -> Self {
        let pairs = pairs(organisation, filter);
        // 1 for those straight under the organisation.
        let levels = organisation.from_above(|_, up| up.map_or(1, |(_, level)| level + 1));
        let deepest = levels.iter().copied().max().unwrap_or(0);
        let at = |depth: usize| rolled(organisation, filter, &levels, depth, &pairs);
        if let Some(depth) = size.depth {
            return Self { depth: (depth < deepest).then_some(depth), pairs: at(depth) };
        }
        // The deeper, the more there are: the deepest that fits lies between one that fits and one that doesn't.
        // Level 1 counts as fitting even if it doesn't: there is nothing above to roll up to,
        // and the ends cut the rest.
        let (mut fits, mut fails) = (1, deepest + 1);
        while fits + 1 < fails {
            let middle = usize::midpoint(fits, fails);
            if fit(&at(middle), size) {
                fits = middle;
            } else {
                fails = middle;
            }
        }
        Self { depth: (fits < deepest).then_some(fits), pairs: at(fits) }
    }
}

/// Whether there is room for all who serve, and for the departments among those who are served.
fn fit(pairs: &Pairs, size: GridSize) -> bool {
    let rows: BTreeSet<Subject> = pairs.keys().map(|(from, ..)| *from).collect();
    let columns: BTreeSet<Subject> = pairs.keys().map(|(_, to, _)| *to).collect();
    let of = |kind| columns.iter().filter(|to| BlockKind::of(**to) == kind).count();
    // Groups and parties can be cut, and take a third of the columns each at most;
    // departments must all fit.
    let third = size.columns / 3;
    let others = of(BlockKind::Groups).min(third) + of(BlockKind::Outside).min(third);
    rows.len() <= size.rows && of(BlockKind::Units) + others <= size.columns
}

/// Each relation that a filter lets through: who provides, who receives.
fn pairs(organisation: &Organisation, filter: &Filter) -> Vec<(Pair, Option<CellScore>)> {
    let mut pairs = Vec::new();
    for (id, service) in organisation.services() {
        for relation in organisation.active_relations(id) {
            let shown = organisation.is_served(relation.to)
                && filter.shows_recipient(organisation, relation.to)
                && filter.shows_reach(Reach::Direct);
            let to: Vec<Subject> = match relation.to.party() {
                Some(party) => vec![Subject::Party(party)],
                None => stands_for(organisation, relation.to).map(Subject::from).collect(),
            };
            let score = relation.newest().and_then(CellScore::of);
            for provider in service.provided_by.iter().filter(|_| shown) {
                let from = Subject::from(*provider);
                pairs.extend(to.iter().map(|to| ((from, *to, id), score)));
            }
        }
    }
    pairs
}

/// The relations with every unit below a depth, and every person that isn't shown, in the department around it.
fn rolled(
    organisation: &Organisation,
    filter: &Filter,
    levels: &[usize],
    depth: usize,
    pairs: &[(Pair, Option<CellScore>)],
) -> Pairs {
    let mut tops: Vec<UnitId> = Vec::with_capacity(levels.len());
    for (id, unit) in organisation.units() {
        let folds = levels[id.index()] > depth
            || (filter.people == People::Without && unit.person().is_some());
        let around = unit.part_of.filter(|_| folds);
        tops.push(around.map_or(id, |up| tops[up.index()]));
    }
    // Parties and groups are in no department and stay what they are.
    let top =
        |subject: Subject| subject.unit().map_or(subject, |unit| Subject::Unit(tops[unit.index()]));
    let mut rolled = Pairs::new();
    for ((from, to, service), score) in pairs {
        let known = rolled.entry((top(*from), top(*to), *service)).or_default();
        // The lowest of the scores: an average would hide the one who is unhappy.
        *known = CellScore::lower(*known, *score);
    }
    rolled
}
