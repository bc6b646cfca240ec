//! Small groups: nobody's own answer may be read from a published figure.
//!
//! The answers of a group that is smaller than the minimum join the next wider recipient of the same service; where
//! there is none, only their number is reported. Each answer is part of one figure at most, and figures have no answer
//! in common: no figure can be subtracted from another one, and what is left out is in none of them.
//!
//! ```text
//! IT 3 answers, everyone 10, at least 5  ->  everyone 13
//! IT 3 answers, nothing wider            ->  IT: "3 answers, too few"
//! ```

use crate::model::{Organisation, Recipient};
use std::collections::{BTreeSet, HashMap};

/// An answer on its way to a recipient.
#[derive(Clone, Debug)]
pub(super) struct Placed<'c> {
    /// The recipients to which its respondent belongs, the narrowest first.
    pub(super) chain: &'c [Recipient],
    /// The score.
    pub(super) score: f64,
}

/// The answers of a recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pool {
    /// The scores, in the order of the file.
    pub(super) scores: Vec<f64>,
    /// How many of them come from smaller groups.
    pub(super) joined: usize,
}

/// The answers that are published, and those that are too few.
#[derive(Debug, Default)]
pub(super) struct Pools {
    /// Each recipient with at least the minimum of answers.
    pub(super) published: Vec<(Recipient, Pool)>,
    /// Each recipient of which only the number of answers is reported.
    pub(super) too_few: Vec<(Recipient, usize)>,
}

/// Groups answers to one question by recipient so that no group is smaller than the minimum.
pub(super) fn pool(organisation: &Organisation, answers: &[Placed<'_>], minimum: usize) -> Pools {
    let mut ranked: Vec<Recipient> =
        answers.iter().flat_map(|answer| answer.chain).copied().collect();
    ranked.sort_by_key(|recipient| organisation.narrowest_first(*recipient));
    ranked.dedup();
    let ranks: HashMap<Recipient, usize> =
        ranked.iter().enumerate().map(|(rank, recipient)| (*recipient, rank)).collect();
    // The answers of each recipient, by rank: each with its position in its own chain.
    let mut members: Vec<Vec<(usize, usize)>> = vec![Vec::new(); ranked.len()];
    for (answer, placed) in answers.iter().enumerate() {
        if let Some(first) = placed.chain.first() {
            members[ranks[first]].push((answer, 0));
        }
    }
    let mut pools = Pools::default();
    let mut unchecked: BTreeSet<usize> = (0..ranked.len()).collect();
    // Narrow recipients first, so that what joins a wider one is counted there.
    while let Some(rank) = unchecked.pop_first() {
        if members[rank].len() >= minimum {
            continue;
        }
        let mut left_out = 0;
        for (answer, at) in std::mem::take(&mut members[rank]) {
            match answers[answer].chain.get(at + 1).map(|wider| ranks[wider]) {
                Some(wider) => {
                    members[wider].push((answer, at + 1));
                    // To be checked, also if it was checked before: its number of answers has
                    // changed.
                    unchecked.insert(wider);
                }
                None => left_out += 1,
            }
        }
        if left_out > 0 {
            pools.too_few.push((ranked[rank], left_out));
        }
    }
    for (recipient, mut members) in ranked.into_iter().zip(members) {
        if members.is_empty() {
            continue;
        }
        // By the order of the file, so that a figure does not depend on which group joined first.
        members.sort_unstable();
        let scores = members.iter().map(|(answer, _)| answers[*answer].score).collect();
        let joined = members.iter().filter(|(_, at)| *at > 0).count();
        pools.published.push((recipient, Pool { scores, joined }));
    }
    pools
}
