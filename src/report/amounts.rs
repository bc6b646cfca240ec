//! What is paid for what failures affect, summed when a row that shows it is asked for: a screen shows few of the rows
//! of a large map, a file has them all.

use crate::{
    analysis::{Failing, FailureMoney, FailureSums},
    graph::LANES,
};
use std::{cell::RefCell, fmt, rc::Rc};

/// A search forwards from 64 failures takes as long as this many backwards from 64 payments, each for all failures
/// (measured on 100,000 units: 0.3 and 0.06 s).
const FORWARDS: usize = 4;

/// The sums of a list of failures.
pub(super) struct Amounts<'g, 'org> {
    failing: Vec<Failing>,
    state: RefCell<State<'g, 'org>>,
}

struct State<'g, 'org> {
    sums: FailureSums<'g, 'org>,
    /// The sums of each block of 64 failures, once one of them was asked for.
    found: Vec<Option<Vec<FailureMoney>>>,
    /// The number of blocks for which a search was made.
    searches: usize,
}

/// The sums of one failure.
#[derive(Clone)]
pub(super) struct Amount<'g, 'org> {
    of: Rc<Amounts<'g, 'org>>,
    at: usize,
}

impl<'g, 'org> Amounts<'g, 'org> {
    /// The sums of some failures.
    pub(super) fn new(sums: FailureSums<'g, 'org>, failing: Vec<Failing>) -> Self {
        let found = vec![None; failing.len().div_ceil(LANES)];
        Self { failing, state: RefCell::new(State { sums, found, searches: 0 }) }
    }
}

impl<'g, 'org> Amount<'g, 'org> {
    /// Returns the amount of a failure by its index in the list.
    pub(super) fn new(of: &Rc<Amounts<'g, 'org>>, at: usize) -> Self {
        Self { of: Rc::clone(of), at }
    }

    /// The sums.
    pub(super) fn get(&self) -> FailureMoney {
        let Amounts { failing, state } = &*self.of;
        let mut state = state.borrow_mut();
        let State { sums, found, searches } = &mut *state;
        let (batch, at) = (self.at / LANES, self.at % LANES);
        if found[batch].is_none() {
            // A screen shows rows of one search; a caller that asks for more lists all.
            if *searches > 0 && sums.searches_for_all() < FORWARDS * found.len() {
                let all = sums.of_all(failing);
                *found = all.chunks(LANES).map(|sums| Some(sums.to_vec())).collect();
            } else {
                let first = batch * LANES;
                let last = failing.len().min(first + LANES);
                found[batch] = Some(sums.of(&failing[first..last]));
                *searches += 1;
            }
        }
        found[batch].as_ref().map_or(FailureMoney::default(), |sums| sums[at])
    }
}

impl fmt::Debug for Amount<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Amount").field(&self.at).finish()
    }
}
