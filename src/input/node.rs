//! One value of a file with its place: what both readers make, and what records are decoded from.

use std::borrow::Cow;

/// A value and where it stands. Lines and columns from 1; `start` and `length` in bytes of the text.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) value: Value<'t>,
}

/// What stands there.
#[derive(Debug)]
pub(super) enum Value<'t> {
    /// Nothing: `~`, `null` or a key with nothing after it.
    Null,
    /// A text.
    Text(Cow<'t, str>),
    /// A number or truth value: its text is the slice of the file that the node spans.
    Literal,
    /// A list.
    List(Vec<Node<'t>>),
    /// A mapping: keys and values in their order, the same key as often as it stands there.
    Map(Vec<(Node<'t>, Node<'t>)>),
}

impl Value<'_> {
    /// What it is, for "expected ..., found ...".
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Text(_) => "a text",
            Self::Literal => "a number or truth value",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}
