//! Finds a text among many: which things have an id or a name.

use crate::diag::Slice;
use std::{collections::HashMap, iter::successors};

/// The numbers of texts, by the texts. Its hash has a new key in every run, so that no file can be written whose
/// texts all collide (SPEC 7).
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The number of the first of the texts that are the same.
    firsts: HashMap<Slice, usize>,
    /// For each text, the number of the next one that is the same.
    next: Vec<Option<usize>>,
}

impl Index {
    /// Numbers texts in their order, from 0.
    pub(super) fn new(texts: impl ExactSizeIterator<Item = Slice> + DoubleEndedIterator) -> Self {
        let mut firsts = HashMap::with_capacity(texts.len());
        let mut next = vec![None; texts.len()];
        // Backwards, so that each chain is ascending.
        for (at, text) in texts.enumerate().rev() {
            next[at] = firsts.insert(text, at);
        }
        Self { firsts, next }
    }

    /// The numbers of all texts that are this one, ascending.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = usize> {
        self.chain(self.firsts.get(text).copied())
    }

    /// The numbers of texts that are the same, those of each text together, ascending.
    pub(super) fn same(&self) -> impl Iterator<Item = Vec<usize>> {
        let mut is_first = vec![true; self.next.len()];
        for next in self.next.iter().flatten() {
            is_first[*next] = false;
        }
        let shared = self.next.iter().enumerate().filter(|(_, next)| next.is_some());
        let firsts = shared.filter(move |(at, _)| is_first[*at]);
        firsts.map(|(at, _)| self.chain(Some(at)).collect())
    }

    fn chain(&self, first: Option<usize>) -> impl Iterator<Item = usize> {
        successors(first, |at| self.next[*at])
    }
}
