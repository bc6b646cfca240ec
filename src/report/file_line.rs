//! A place of the map as a reader is shown it: a file and a line.

use crate::diag::{Place, Sources};
use std::fmt;

/// A file and a line in it: `org.yaml:12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileLine<'s> {
    /// The file, as it was named.
    pub file: &'s str,
    /// The line, from 1.
    pub line: u32,
}

impl<'s> FileLine<'s> {
    /// The file and line of a place.
    pub fn of(sources: &'s Sources, place: Place) -> Self {
        let location = sources.location(place);
        Self { file: location.file, line: location.line }
    }
}

impl fmt::Display for FileLine<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}
