//! Paths to the values of a file.

/// A step of a path from the top of a file to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep<'p> {
    /// The value of a key.
    Key(&'p str),
    /// An item of a list, from 0.
    Item(usize),
}
