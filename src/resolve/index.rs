//! Finds a text among many without looking at any of them: by a print of 96 bits that stands for it.
//!
//! To compare a text with one of a million others is to fetch that from far away in memory; the prints stand in one
//! row, in the order of the texts, so that those of neighbours are near. Most of a print is keyed anew in every run,
//! so that nobody can write a file in which two texts have the same one, and among ten million texts chance makes
//! that once in 10^14 runs.

use crate::id::index32;
use hashbrown::{HashTable, hash_table::Entry};
use rustc_hash::FxBuildHasher;
use std::{
    hash::{BuildHasher as _, RandomState},
    iter::successors,
};

/// What stands for a text, in 12 bytes: a keyed hash and half of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print([u32; 3]);

impl Print {
    /// Its keyed half.
    fn hash(self) -> u64 {
        u64::from(self.0[1]) << 32 | u64::from(self.0[0])
    }
}

/// The prints of texts, in their order.
#[derive(Debug, Default)]
pub(super) struct Prints {
    key: RandomState,
    all: Vec<Print>,
}

impl Prints {
    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.all.reserve(count);
    }

    /// Adds that of a text.
    pub(super) fn add(&mut self, text: &str) {
        self.all.push(self.of(text));
    }

    fn of(&self, text: &str) -> Print {
        let keyed = self.key.hash_one(text).to_le_bytes();
        let plain = FxBuildHasher.hash_one(text).to_le_bytes();
        Print([keyed.first_chunk(), keyed.last_chunk(), plain.last_chunk()].map(word))
    }
}

fn word(bytes: Option<&[u8; 4]>) -> u32 {
    bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// No text, where the number of one stands.
const NONE: u32 = u32::MAX;

/// The numbers of texts, by their prints.
#[derive(Debug)]
pub(super) struct Index {
    prints: Prints,
    /// The first of the texts with each print.
    firsts: HashTable<u32>,
    /// Behind each text the next one that is the same.
    next: Vec<u32>,
}

impl From<Prints> for Index {
    fn from(prints: Prints) -> Self {
        let mut firsts = HashTable::with_capacity(prints.all.len());
        let mut next = vec![NONE; prints.all.len()];
        let hash = |at: &u32| prints.all[*at as usize].hash();
        for (at, print) in prints.all.iter().enumerate().rev() {
            let at = index32(at);
            let same = |other: &u32| prints.all[*other as usize] == *print;
            match firsts.entry(print.hash(), same, hash) {
                Entry::Occupied(mut first) => {
                    next[at as usize] = std::mem::replace(first.get_mut(), at);
                }
                Entry::Vacant(free) => {
                    free.insert(at);
                }
            }
        }
        Self { prints, firsts, next }
    }
}

impl Index {
    /// Numbers texts in their order, from 0.
    pub(super) fn of<T: AsRef<str>>(texts: impl ExactSizeIterator<Item = T>) -> Self {
        let mut prints = Prints::default();
        prints.reserve(texts.len());
        texts.for_each(|text| prints.add(text.as_ref()));
        prints.into()
    }

    /// The numbers of all texts that are this one, ascending.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = usize> {
        let print = self.prints.of(text);
        let same = |at: &u32| self.prints.all[*at as usize] == print;
        let first = self.firsts.find(print.hash(), same);
        self.chain(first.copied().unwrap_or(NONE))
    }

    /// The numbers of texts that are the same, those of each text together, ascending.
    pub(super) fn same(&self) -> impl Iterator<Item = Vec<usize>> {
        let mut more = vec![false; self.next.len()];
        for next in self.next.iter().filter(|next| **next != NONE) {
            more[*next as usize] = true;
        }
        let firsts = self.next.iter().enumerate();
        let firsts = firsts.filter(move |(at, next)| **next != NONE && !more[*at]);
        firsts.map(|(at, _)| self.chain(index32(at)).collect())
    }

    fn chain(&self, first: u32) -> impl Iterator<Item = usize> {
        let some = |number: u32| (number != NONE).then_some(number);
        successors(some(first), move |at| some(self.next[*at as usize])).map(|at| at as usize)
    }
}
