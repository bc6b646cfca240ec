//! The levels of findings, and what silences them.

use super::RawMore;
use crate::{
    diag::Code,
    input::{
        decode::{Decode, Decoder},
        missing::Required,
        node::{Node, NodeValue},
        places::{PlaceShift, Places},
        record::record,
        shape::{Content, Key, Presence, Record, Shape, ValueType, Words},
        text::Text,
    },
};

record! {
    /// A finding that is silenced for a thing and its parts.
    RawAllow is "an `allow` (such as `{finding: ..., of: ..., because: ...}`)", with more: RawMore
    /// The code of the finding.
    "finding" finding: Text, required "its code", holds Word(Finding);
    /// What it is about, by id or name. A department includes its parts.
    "of" of: Text, required "the id of the thing", holds Reference(ANYTHING);
    /// Why that is all right.
    "because" because: Text;
}

/// `checks`: findings, each with its level if one is written behind it.
#[derive(Clone, Debug, Default)]
pub struct RawLevels(pub Vec<(Text, Option<Text>)>);

impl Required for RawLevels {}

impl Places for RawLevels {
    fn start(&self) -> Option<usize> {
        self.0.first().map(|(finding, _)| finding.place.offset as usize)
    }

    fn shift(&mut self, shift: PlaceShift) {
        for (finding, level) in &mut self.0 {
            finding.shift(shift);
            if let Some(level) = level {
                level.shift(shift);
            }
        }
    }
}

impl Decode for RawLevels {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        if matches!(node.value, NodeValue::Null) {
            return None;
        }
        let mut levels = Vec::new();
        for (finding, level) in decoder.entries(node, "a mapping of findings to levels")? {
            let finding = Text::decode(finding, decoder);
            let level = Text::decode(level, decoder);
            levels.extend(finding.map(|finding| (finding, level)));
        }
        Some(Self(levels))
    }

    fn shape(_: ValueType) -> Shape {
        let key = |code: Code| Key {
            word: code.word(),
            description: code.meaning().to_owned(),
            presence: Presence::Optional,
            shape: Shape::Text(ValueType::Word(Words::Level)),
        };
        Shape::Record(Record {
            name: "Checks",
            description: String::new(),
            short: None,
            keys: Code::findings().map(key).collect(),
            content: Content::Any,
        })
    }
}
