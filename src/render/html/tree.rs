//! The tree of units as nested lists.

use crate::report::Line;

/// How deep lists nest at most. Browsers cut what nests deeper than some hundred elements; units below this level
/// are beside the one that they are part of.
const DEEPEST: usize = 60;

/// A unit in the tree, and what follows it.
pub(super) struct Branch<'l> {
    pub(super) line: &'l Line,
    /// Whether a list of its parts follows.
    pub(super) opens: bool,
    /// How many lists end after it.
    pub(super) closes: usize,
}

/// The branches of a tree, given as lines with their depths, each before its parts.
pub(super) fn branches(tree: &[(usize, Line)]) -> impl Iterator<Item = Branch<'_>> {
    let level = |at: usize| tree.get(at).map_or(0, |(depth, _)| (*depth).min(DEEPEST));
    tree.iter().enumerate().map(move |(at, (_, line))| {
        let (own, next) = (level(at), level(at + 1));
        Branch { line, opens: next > own, closes: own.saturating_sub(next) }
    })
}
