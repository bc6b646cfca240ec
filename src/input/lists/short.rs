//! Records for which a text may stand.

use crate::input::{
    decode::{Decode, Decoder},
    node::{Node, Value},
    raw::Text,
    shape::{Holds, Shape},
};

/// A record, or the text that stands for it, which is all that most of them are.
#[derive(Clone, Debug)]
pub enum TextOr<T> {
    /// The text.
    Text(Text),
    /// The record.
    Record(Box<T>),
}

/// A record for which a text may stand.
pub(in crate::input) trait Short: Decode {
    /// What the text is then.
    fn short(&mut self) -> &mut Option<Text>;
}

impl<T: Short> Decode for TextOr<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        let is_text = matches!(node.value, Value::Text(_) | Value::Literal);
        let mut record = T::decode(node, decoder)?;
        let text = record.short().take_if(|_| is_text);
        let otherwise = || Self::Record(Box::new(record));
        Some(text.map_or_else(otherwise, Self::Text))
    }

    fn shape(holds: Holds) -> Shape {
        T::shape(holds)
    }
}

impl<T: From<Text>> TextOr<T> {
    /// The record.
    #[must_use]
    pub fn record(self) -> T {
        match self {
            Self::Text(text) => text.into(),
            Self::Record(record) => *record,
        }
    }
}
