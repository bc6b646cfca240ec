//! The YAML reader: serde-saphyr, which knows the place of every value.
//!
//! Its budgets are set so that a map of a million units reads and an alias bomb doesn't: sizes are
//! bounded by the file's own, nesting and the replay of aliases stay limited.

use super::{
    decode::Decoder,
    document::{Document, Reader},
    node::{Node, Value},
    raw::RawMap,
};
use crate::diag::{Code, Diagnostic};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{
    DuplicateKeyPolicy, Error, Location, MergeKeyPolicy, NonFiniteFloatPolicy, Options, Spanned,
    budget, options,
};
use std::{borrow::Cow, fmt};

/// Reads the records of the decoder's text into `raw`; a broken text ends it with its problem.
pub(super) fn read(decoder: &mut Decoder<'_>, raw: &mut RawMap) -> Result<(), Box<Diagnostic>> {
    let text = decoder.text;
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, settings(), |yaml| {
        yaml.deserialize_any(Document::new(&mut *decoder, raw, Yaml))
    });
    read.map_err(|error| Box::new(broken(decoder, &error)))
}

/// Reads the decoder's text as one value.
pub(super) fn read_value<'t>(decoder: &mut Decoder<'t>) -> Result<Node<'t>, Box<Diagnostic>> {
    let text = decoder.text;
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, settings(), |yaml| {
        Node::deserialize(yaml)
    });
    read.map_err(|error| Box::new(broken(decoder, &error)))
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

/// YAML's half of reading a document: keys and items are nodes already.
struct Yaml;

impl<'t> Reader<'t> for Yaml {
    type Key = Node<'t>;
    type Item = Node<'t>;

    fn key(&mut self, key: Node<'t>) -> Node<'t> {
        key
    }

    fn item(&mut self, item: Node<'t>) -> Result<Node<'t>, String> {
        Ok(item)
    }
}

impl<'t> Deserialize<'t> for Node<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned {
            value,
            referenced,
            defined,
        } = Spanned::<Value<'t>>::deserialize(deserializer)?;
        let span = defined.span();
        let narrow = |wide: u64| u32::try_from(wide).map_err(D::Error::custom);
        Ok(Node {
            line: narrow(referenced.line())?,
            column: narrow(referenced.column())?,
            start: narrow(span.byte_offset().unwrap_or(0))?,
            length: narrow(span.byte_len().unwrap_or(0))?,
            value,
        })
    }
}

impl<'t> Deserialize<'t> for Value<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

/// Takes any value; numbers and truth values are left as the slice of text that they are.
struct AnyValue;

impl<'t> Visitor<'t> for AnyValue {
    type Value = Value<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value<'t>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'t>, E> {
        Ok(Value::Literal)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value<'t>, E> {
        Ok(Value::Literal)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value<'t>, E> {
        Ok(Value::Literal)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value<'t>, E> {
        Ok(Value::Literal)
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Value<'t>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'t>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Value<'t>, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Value<'t>, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Value::List(nodes))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Value<'t>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}

/// The reader's error as a problem at its place.
fn broken(decoder: &Decoder<'_>, error: &Error) -> Diagnostic {
    let at = error.location().unwrap_or(Location::UNKNOWN);
    let narrow = |wide: u64| u32::try_from(wide).unwrap_or(u32::MAX).max(1);
    let place = decoder.place(narrow(at.line()), narrow(at.column()));
    let text = error.to_string();
    let said = text
        .split_once(": ")
        .filter(|(head, _)| head.starts_with("line "));
    let said = said.map_or(text.as_str(), |(_, said)| said);
    let said = said.split_once(" at line ").map_or(said, |(said, _)| said);
    let several = matches!(error.without_snippet(), Error::MultipleDocuments { .. });
    // The budget's own words name its fields: people are told what it is about.
    let limits = [
        "budget",
        "alias replay",
        "alias expansion",
        "recursion limit",
    ];
    let (code, message) = if several {
        (
            Code::SeveralDocuments,
            "a second document begins here".to_owned(),
        )
    } else if limits.iter().any(|limit| said.contains(limit)) {
        let message =
            "this is more than any map needs: it nests too deep, or repeats too much by aliases";
        (Code::TooMuch, message.to_owned())
    } else {
        (Code::Syntax, format!("this is not YAML: {said}"))
    };
    Diagnostic::new(code, place, message)
}
