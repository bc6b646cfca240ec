//! Chance that is the same on every run and machine, and for every item by itself.
//!
//! Each item throws dice of its own, made of the seed, a word for what is thrown and its number. So an item can be
//! made without those before it, and again where another list needs to know about it.

use std::ops::Range;

/// A source of numbers: splitmix64.
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one item.
    pub(crate) fn new(seed: u64, what: u64, item: u64) -> Self {
        let mut dice = Self(seed ^ what.rotate_left(48));
        let mixed = dice.next();
        Self(mixed ^ item.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not zero.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number of a range, which is not empty.
    pub(crate) fn within(&mut self, range: &Range<u64>) -> u64 {
        range.start + self.below(range.end - range.start)
    }

    /// Whether something happens that happens a given number of times in a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A number below `end`, small ones far more often: a few customers are everybody's.
    pub(crate) fn popular(&mut self, end: u64) -> u64 {
        let widest = self.below(end) + 1;
        let middle = self.below(widest) + 1;
        self.below(middle)
    }

    /// One of some words.
    pub(crate) fn word(&mut self, words: &[&'static str]) -> &'static str {
        let at = self.below(words.len() as u64);
        words[usize::try_from(at).unwrap_or_default()]
    }
}
