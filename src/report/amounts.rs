//! What is paid for what failures hit, summed for 64 of them when a row that shows it is asked for: a list of all failures of
//! a large map shows few of its rows.

use crate::{
    analysis::{Failing, FailureSums},
    graph::{Graph, LANES},
};
use std::{cell::RefCell, fmt, rc::Rc};

/// The sums of a list of failures.
pub(super) struct Amounts<'g, 'org> {
    failing: Vec<Failing>,
    state: RefCell<State<'g, 'org>>,
}

struct State<'g, 'org> {
    sums: FailureSums<'g, 'org>,
    /// The sums of each 64 failures, as far as one of them was asked for.
    found: Vec<Option<Vec<Option<f64>>>>,
}

/// The sum of one failure.
#[derive(Clone)]
pub(super) struct Amount<'g, 'org> {
    of: Rc<Amounts<'g, 'org>>,
    at: usize,
}

impl<'g, 'org> Amounts<'g, 'org> {
    /// Those of some failures.
    pub(super) fn new(graph: &'g Graph<'org>, failing: Vec<Failing>) -> Self {
        let found = vec![None; failing.len().div_ceil(LANES)];
        Self { failing, state: RefCell::new(State { sums: FailureSums::new(graph), found }) }
    }
}

impl<'g, 'org> Amount<'g, 'org> {
    /// That of a failure by its place in the list.
    pub(super) fn new(of: &Rc<Amounts<'g, 'org>>, at: usize) -> Self {
        Self { of: Rc::clone(of), at }
    }

    /// The sum; `None` where no amount is known.
    pub(super) fn get(&self) -> Option<f64> {
        let Amounts { failing, state } = &*self.of;
        let mut state = state.borrow_mut();
        let State { sums, found } = &mut *state;
        let (batch, at) = (self.at / LANES, self.at % LANES);
        let first = batch * LANES;
        let last = failing.len().min(first + LANES);
        found[batch].get_or_insert_with(|| sums.of(&failing[first..last]))[at]
    }
}

impl fmt::Debug for Amount<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Amount").field(&self.at).finish()
    }
}
