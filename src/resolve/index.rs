//! Finds a text among many without looking at any of them: by a print of 96 bits that stands for it.
//!
//! To compare a text with one of a million others is to fetch that from far away in memory; the print
//! stands where it is looked up. Most of it is keyed anew in every run, so that nobody can write a file
//! in which two texts have the same one, and among ten million texts chance makes that once in 10^14 runs.

use rustc_hash::FxBuildHasher;
use std::{
    collections::HashMap,
    hash::{BuildHasher as _, Hash, Hasher, RandomState},
    iter::successors,
};

/// The numbers of texts, by their prints.
#[derive(Debug)]
pub(super) struct Index {
    key: RandomState,
    first: HashMap<Print, u32, FxBuildHasher>,
    /// Behind each text the next one that is the same.
    next: Vec<Option<u32>>,
}

/// What stands for a text, in 12 bytes: a keyed hash and half of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print([u32; 3]);

impl Hash for Print {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [a, b, _] = self.0;
        state.write_u64(u64::from(a) << 32 | u64::from(b));
    }
}

impl Index {
    /// Numbers texts in their order, from 0.
    pub(super) fn of<T: AsRef<str>>(
        texts: impl DoubleEndedIterator<Item = T> + ExactSizeIterator,
    ) -> Self {
        let mut index = Self {
            key: RandomState::new(),
            first: HashMap::with_capacity_and_hasher(texts.len(), FxBuildHasher),
            next: vec![None; texts.len()],
        };
        for (at, text) in texts.enumerate().rev() {
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            let print = index.print(text.as_ref());
            index.next[at] = index.first.insert(print, number);
        }
        index
    }

    /// The numbers of all texts that are this one, ascending.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = usize> {
        self.chain(self.first.get(&self.print(text)).copied())
    }

    /// The numbers of texts that are the same, those of each text together, ascending.
    pub(super) fn same(&self) -> impl Iterator<Item = Vec<usize>> {
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

    fn print(&self, text: &str) -> Print {
        let keyed = self.key.hash_one(text).to_le_bytes();
        let plain = FxBuildHasher.hash_one(text).to_le_bytes();
        Print([keyed.first_chunk(), keyed.last_chunk(), plain.last_chunk()].map(word))
    }
}

fn word(bytes: Option<&[u8; 4]>) -> u32 {
    bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}
