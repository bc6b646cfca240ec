//! Those on one side of a grid: the ones that there is room for, and the rest in one.

use super::{
    super::{anchor, words::count},
    block::End,
};
use crate::{id::Subject, model::Organisation};
use std::collections::BTreeMap;

/// The rows or columns of a grid, or of one block of it.
pub(super) struct Ends {
    /// The things with a place of their own, in order.
    named: Vec<Subject>,
    /// How many share the place behind them.
    more: usize,
}

impl Ends {
    /// Names as many as there is `room` for, those with most services first.
    pub(super) fn new(services: &BTreeMap<Subject, usize>, room: usize) -> Self {
        let mut all: Vec<(Subject, usize)> = services.iter().map(|(of, n)| (*of, *n)).collect();
        let more = if all.len() > room {
            // The ones with most services say most; of equals the earlier in the tree.
            all.sort_by_key(|(of, services)| (std::cmp::Reverse(*services), *of));
            // One place is kept for "+n more".
            all.split_off(room.saturating_sub(1)).len()
        } else {
            0
        };
        let mut named: Vec<Subject> = all.into_iter().map(|(of, _)| of).collect();
        // Back in the order of the map, which is how readers know their
        // departments; `place` searches in it.
        named.sort_unstable();
        Self { named, more }
    }

    /// How many places there are.
    pub(super) fn len(&self) -> usize {
        self.named.len() + usize::from(self.more > 0)
    }

    /// The place of somebody who serves or is served.
    pub(super) fn place(&self, of: Subject) -> usize {
        // Those that are not named share the one place behind.
        self.named.binary_search(&of).unwrap_or(self.named.len())
    }

    /// The ends by name; `thing` is what each of the rest is.
    pub(super) fn ends(&self, organisation: &Organisation, thing: &str) -> Vec<End> {
        let named = self.named.iter().map(|&of| End {
            name: organisation.name_of(of).to_owned(),
            anchor: Some(anchor(organisation, of)),
        });
        let more = (self.more > 0).then(|| End {
            name: format!("+{}", count(self.more, &format!("more {thing}"))),
            anchor: None,
        });
        named.chain(more).collect()
    }
}
