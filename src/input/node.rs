//! One value of a file with its place: what both readers make, and what records are decoded from.

use crate::{diag::Slice, id::index32};
use std::{borrow::Cow, ops::Deref};

/// A value and the bytes of the text that it spans.
#[derive(Clone, Debug, Default)]
pub(super) struct Node<'t> {
    /// Where problems of it are reported: its start, or the alias that repeats it.
    pub(super) at: u32,
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) value: NodeValue<'t>,
}

/// What a node holds.
#[derive(Clone, Debug, Default)]
pub(super) enum NodeValue<'t> {
    /// Nothing: `~`, `null` or a key with nothing after it.
    #[default]
    Null,
    /// A text.
    Text(ScalarText<'t>),
    /// A number or truth value: its text is the slice of the file that the node spans.
    Literal,
    /// A list.
    List(Vec<Node<'t>>),
    /// A mapping: keys and values in their order, the same key as often as it is there.
    Map(Vec<NodeEntry<'t>>),
}

/// A key and its value.
pub(super) type NodeEntry<'t> = (Node<'t>, Node<'t>);

/// The content of a text. Copies are cheap, and share it.
#[derive(Clone, Debug)]
pub(super) enum ScalarText<'t> {
    /// A text that is in the file as it is.
    Borrowed(&'t str),
    /// A text that escapes or folded lines make differ from the file.
    Owned(Slice),
}

impl Deref for ScalarText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(part) => part,
            Self::Owned(own) => own,
        }
    }
}

impl<'t> From<Cow<'t, str>> for ScalarText<'t> {
    fn from(text: Cow<'t, str>) -> Self {
        match text {
            Cow::Borrowed(part) => Self::Borrowed(part),
            Cow::Owned(own) => Self::Owned(own.into()),
        }
    }
}

impl<'t> Node<'t> {
    /// A value that spans the bytes from `start` to `end`.
    pub(super) fn new(start: usize, end: usize, value: NodeValue<'t>) -> Self {
        let at = index32(start);
        Self { at, start: at, length: index32(end.saturating_sub(start)), value }
    }
}

impl NodeValue<'_> {
    /// The kind of the node, for "expected ..., found ...".
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

/// Why the text itself can't be read on, and at which of its bytes.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) code: crate::diag::Code,
    pub(super) message: String,
}
