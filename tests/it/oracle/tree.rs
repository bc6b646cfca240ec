//! What serde-saphyr reads: values with their places.

use custmap::diag::Code;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{
    DuplicateKeyPolicy, Error, MergeKeyPolicy, NonFiniteFloatPolicy, Options, Spanned, budget,
    options,
};
use std::{fmt, ops::Range};

/// A value, where it is, and the bytes that it spans.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Text(String),
    /// A number or truth value: what it says is to be taken from the text.
    Literal,
    List(Vec<Tree>),
    Map(Vec<(Tree, Tree)>),
}

/// The value of a text, or the line where it breaks off and why.
pub(super) fn read(text: &str) -> super::Said<Tree> {
    let read = serde_saphyr::from_str_with_options::<Tree>(text, settings());
    let mut tree = read.map_err(|error| (line(&error), code(&error)))?;
    tree.spell_out(text);
    Ok(tree)
}

fn settings() -> Options {
    options! {
        budget: budget! {
            max_events: 1_000_000_000,
            max_nodes: 1_000_000_000,
            max_total_scalar_bytes: 8_000_000_000,
            max_anchors: 1_000_000,
            max_aliases: 1_000_000,
            max_depth: 60,
            enforce_alias_anchor_ratio: false,
        },
        strict_booleans: true,
        with_snippet: false,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
    }
}

fn line(error: &Error) -> u32 {
    let line = error.location().map_or(1, |at| at.line());
    u32::try_from(line).unwrap().max(1)
}

fn code(error: &Error) -> Code {
    let said = error.to_string();
    let limits = ["budget", "alias replay", "alias expansion", "recursion limit"];
    if matches!(error.without_snippet(), Error::MultipleDocuments { .. }) {
        Code::SeveralDocuments
    } else if limits.iter().any(|limit| said.contains(limit)) {
        Code::TooMuch
    } else {
        Code::Syntax
    }
}

impl Tree {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            Kind::Null | Kind::Literal | Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// Numbers and truth values are texts as they are written.
    fn spell_out(&mut self, text: &str) {
        match &mut self.kind {
            Kind::Literal => self.kind = Kind::Text(text[self.span.clone()].trim().to_owned()),
            Kind::List(items) => items.iter_mut().for_each(|item| item.spell_out(text)),
            Kind::Map(pairs) => {
                for (key, value) in pairs {
                    key.spell_out(text);
                    value.spell_out(text);
                }
            }
            Kind::Null | Kind::Text(_) => {}
        }
    }
}

/// The pairs whose key is a text that is there for the first time.
pub(super) fn pairs(all: &[(Tree, Tree)]) -> Vec<(&Tree, &Tree)> {
    let mut kept: Vec<(&Tree, &Tree)> = Vec::new();
    for (key, value) in all {
        let again = kept.iter().any(|(known, _)| known.text() == key.text());
        if key.text().is_some() && !again {
            kept.push((key, value));
        }
    }
    kept
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Spanned::<Kind>::deserialize(deserializer)?;
        let (span, at) = (read.defined.span(), read.referenced);
        let start = usize::try_from(span.byte_offset().unwrap_or(0)).unwrap();
        let length = usize::try_from(span.byte_len().unwrap_or(0)).unwrap();
        Ok(Self {
            line: u32::try_from(at.line()).unwrap(),
            column: u32::try_from(at.column()).unwrap(),
            span: start..start + length,
            kind: read.value,
        })
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyKind)
    }
}

struct AnyKind;

impl<'de> Visitor<'de> for AnyKind {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Kind, E> {
        Ok(Kind::Literal)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Kind, E> {
        Ok(Kind::Literal)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Kind, E> {
        Ok(Kind::Literal)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Kind, E> {
        Ok(Kind::Literal)
    }

    fn visit_str<E>(self, text: &str) -> Result<Kind, E> {
        Ok(Kind::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Kind, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Kind::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kind, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Kind::Map(pairs))
    }
}
