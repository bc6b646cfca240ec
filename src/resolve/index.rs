//! Finds a text among many without looking at any of them: by a print of 96 bits that stands for it.
//!
//! To compare a text with one of a million others is to fetch that from far away in memory; the prints stand in one
//! row, in the order of the texts, so that those of neighbours are near. Most of a print is keyed anew in every run,
//! so that nobody can write a file in which two texts have the same one, and among ten million texts chance makes
//! that once in 10^14 runs.

use rustc_hash::FxBuildHasher;
use std::{
    hash::{BuildHasher as _, RandomState},
    iter::successors,
};

/// What stands for a text, in 12 bytes: a keyed hash and half of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print([u32; 3]);

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
    /// The first of the texts with each print, in the slot that the print tells or in the next free one; a power of
    /// two, and at least half of them free.
    slots: Vec<u32>,
    /// Behind each text the next one that is the same.
    next: Vec<u32>,
}

impl From<Prints> for Index {
    fn from(prints: Prints) -> Self {
        let count = prints.all.len();
        let mut index = Self {
            prints,
            slots: vec![NONE; (2 * count).next_power_of_two()],
            next: vec![NONE; count],
        };
        for at in (0..count).rev() {
            let slot = index.slot(index.prints.all[at]);
            index.next[at] = index.slots[slot];
            index.slots[slot] = u32::try_from(at).unwrap_or(NONE);
        }
        index
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

    /// The slot of the texts with this print, or the free one where they would be.
    fn slot(&self, print: Print) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = print.0[0] as usize & last;
        while self.print_in(slot).is_some_and(|other| other != print) {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn print_in(&self, slot: usize) -> Option<Print> {
        self.prints.all.get(self.slots[slot] as usize).copied()
    }

    /// The numbers of all texts that are this one, ascending.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = usize> {
        self.chain(self.slots[self.slot(self.prints.of(text))])
    }

    /// The numbers of texts that are the same, those of each text together, ascending.
    pub(super) fn same(&self) -> impl Iterator<Item = Vec<usize>> {
        let mut more = vec![false; self.next.len()];
        for next in self.next.iter().filter(|next| **next != NONE) {
            more[*next as usize] = true;
        }
        let firsts = self.next.iter().enumerate();
        let firsts = firsts.filter(move |(at, next)| **next != NONE && !more[*at]);
        firsts.map(|(at, _)| self.chain(u32::try_from(at).unwrap_or(NONE)).collect())
    }

    fn chain(&self, first: u32) -> impl Iterator<Item = usize> {
        let some = |number: u32| (number != NONE).then_some(number);
        successors(some(first), move |at| some(self.next[*at as usize])).map(|at| at as usize)
    }
}
