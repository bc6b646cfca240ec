//! Things met in a row, each numbered when it is met first.

use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Among so many things one is found at once without a table of them.
const FEW: usize = 8;

/// The things met so far.
#[derive(Debug)]
pub(super) struct Met<T> {
    few: Vec<T>,
    /// Empty as long as there are few.
    many: FxHashMap<T, usize>,
}

impl<T: Copy + Eq + Hash> Met<T> {
    pub(super) fn new() -> Self {
        Self { few: Vec::new(), many: FxHashMap::default() }
    }

    /// The number of a thing, if it was met before; from now on it was.
    pub(super) fn again(&mut self, thing: T) -> Option<usize> {
        if self.many.is_empty() {
            let known = self.few.iter().position(|one| *one == thing);
            if known.is_some() || self.few.len() < FEW {
                self.few.extend(known.is_none().then_some(thing));
                return known;
            }
            let numbered = self.few.drain(..).enumerate();
            self.many = numbered.map(|(at, one)| (one, at)).collect();
        }
        let next = self.many.len();
        let at = *self.many.entry(thing).or_insert(next);
        (at < next).then_some(at)
    }
}
