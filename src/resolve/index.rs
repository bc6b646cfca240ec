//! Finds a text among many by its hash, in 16 bytes a text and none of the text itself.
//!
//! The hash is keyed anew in every run, so that no file can be written whose texts all meet in one place.

use rustc_hash::FxBuildHasher;
use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    iter::successors,
};

/// The numbers of texts, by their hashes.
#[derive(Debug)]
pub(super) struct Index {
    key: RandomState,
    first: HashMap<u64, u32, FxBuildHasher>,
    /// Behind each text the next one with the same hash.
    next: Vec<Option<u32>>,
}

impl Index {
    /// Numbers texts in their order, from 0.
    pub(super) fn of<T: AsRef<str>>(
        texts: impl DoubleEndedIterator<Item = T> + ExactSizeIterator,
    ) -> Self {
        let key = RandomState::new();
        let mut first = HashMap::with_capacity_and_hasher(texts.len(), FxBuildHasher);
        let mut next = vec![None; texts.len()];
        for (at, text) in texts.enumerate().rev() {
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            next[at] = first.insert(key.hash_one(text.as_ref()), number);
        }
        Self { key, first, next }
    }

    /// The numbers of all texts that may be this one: of those with its hash, ascending.
    pub(super) fn maybe(&self, text: &str) -> impl Iterator<Item = usize> {
        let first = self.first.get(&self.key.hash_one(text)).copied();
        self.chain(first)
    }

    /// The numbers of texts that may be the same, those of each hash together, ascending.
    pub(super) fn maybe_same(&self) -> impl Iterator<Item = Vec<usize>> {
        let mut more = vec![false; self.next.len()];
        for next in self.next.iter().flatten() {
            more[*next as usize] = true;
        }
        let firsts = self.next.iter().enumerate();
        let firsts = firsts.filter(move |(at, next)| next.is_some() && !more[*at]);
        firsts.map(|(at, _)| self.chain(u32::try_from(at).ok()).collect())
    }

    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = usize> {
        successors(first, |at| self.next[*at as usize]).map(|at| at as usize)
    }
}
