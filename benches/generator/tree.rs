//! A tree of departments that is known by its numbers alone: eight levels, every department of a level alike, and
//! numbered so that a department comes right before its parts.

use std::ops::Range;

/// How many levels lie below the organisation.
const LEVELS: usize = 8;

/// The tree.
pub(crate) struct Tree {
    departments: u64,
    /// How many departments one of each level holds, itself included.
    sizes: [u64; LEVELS],
}

impl Tree {
    /// A tree of a given number of departments: each level as broad as the others, or broader by one.
    pub(crate) fn new(departments: u64) -> Self {
        let mut broad = [1; LEVELS - 1];
        let mut next = (0..broad.len()).rev().cycle();
        // Some ten divisions at the top.
        while sizes(&broad)[0] * 10 < departments {
            broad[next.next().unwrap_or_default()] += 1;
        }
        Self { departments, sizes: sizes(&broad) }
    }

    /// How many departments there are.
    pub(crate) fn departments(&self) -> u64 {
        self.departments
    }

    /// The department and all around it, the outermost first.
    pub(crate) fn path(&self, department: u64) -> Vec<u64> {
        let mut path = Vec::with_capacity(LEVELS);
        let (mut start, mut rest) = (0, department);
        for size in self.sizes {
            start += rest / size * size;
            rest %= size;
            path.push(start);
            if rest == 0 {
                break;
            }
            (start, rest) = (start + 1, rest - 1);
        }
        path
    }

    /// The department and all its parts.
    pub(crate) fn parts(&self, department: u64) -> Range<u64> {
        let size = self.sizes[self.path(department).len() - 1];
        department..self.departments.min(department + size)
    }

    /// What lies near a department: the parts of the one a given number of levels above it, or all.
    pub(crate) fn near(&self, department: u64, levels: usize) -> Range<u64> {
        let path = self.path(department);
        let above = path.len().checked_sub(levels + 1);
        above.map_or(0..self.departments, |level| self.parts(path[level]))
    }
}

/// How many departments one of each level holds where the levels are so broad.
fn sizes(broad: &[u64; LEVELS - 1]) -> [u64; LEVELS] {
    let mut sizes = [1; LEVELS];
    for level in (0..broad.len()).rev() {
        sizes[level] = 1 + broad[level] * sizes[level + 1];
    }
    sizes
}
