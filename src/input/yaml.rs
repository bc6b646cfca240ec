//! The YAML reader: the events of granit-parser, which knows the place of everything, made into nodes.
//!
//! What a map of a million units needs is read, and an alias bomb isn't: nesting and what aliases repeat
//! stay limited, everything else is bounded by the size of the file.

mod anchors;
mod events;
mod scalar;

use self::events::Events;
use super::{
    decode::Decoder,
    document::{MAPPING, NextPart, RawDocument, problem},
    node::{Broken, Node, NodeValue},
    raw::{MapKey, RawMap},
    value_tree::ValueTree,
};
use crate::diag::{Code, Diagnostic};
use granit_parser::{Event, Options, Parser, Span};
use std::ops::Range;

/// Reads the records of the decoder's text into `raw`; a broken text ends it with its problem.
pub(super) fn read<'t>(
    decoder: &mut Decoder<'t>,
    raw: &mut RawMap,
    values: Option<&mut ValueTree<'t>>,
) -> Result<(), Box<Diagnostic>> {
    let mut events = Events::new(decoder.text, decoder.aliases_left);
    let read = document(&mut events, RawDocument::new(decoder, raw, values));
    decoder.aliases_left = events.aliases_left();
    read.map_err(|broken| problem(decoder, broken))
}

/// Reads the decoder's text as the items of a list at the top of a file. Whether it is just that.
pub(super) fn read_items<'t>(
    decoder: &mut Decoder<'t>,
    raw: &mut RawMap,
    values: &mut ValueTree<'t>,
    key: MapKey,
) -> bool {
    let mut events = Events::new(decoder.text, decoder.aliases_left);
    let mut document = RawDocument::new(decoder, raw, Some(values));
    let mut read = || -> Result<bool, Broken> {
        let (first, span) = events.next()?;
        let Event::SequenceStart(_, 0, tag) = first else { return Ok(false) };
        events.enter(&span, scalar::YamlKind::List, tag.as_deref())?;
        while let Some(item) = events.node_or_end()? {
            document.take(key, item);
        }
        events.finish().map(|()| true)
    };
    read().unwrap_or(false)
}

/// Reads the decoder's text as one value.
pub(super) fn read_value<'t>(decoder: &mut Decoder<'t>) -> Result<Node<'t>, Box<Diagnostic>> {
    let mut events = Events::new(decoder.text, decoder.aliases_left);
    let node = events.node().and_then(|node| events.finish().map(|()| node));
    decoder.aliases_left = events.aliases_left();
    node.map_err(|broken| problem(decoder, broken))
}

/// Returns the bytes of each comment of a text, in their order, without line breaks; up to the first error.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut options = Options::default();
    options.max_buffered_comment_events = usize::MAX;
    let is_comment = |(event, span): (Event<'_>, Span)| {
        let range = span.start.byte_offset()?..span.end.byte_offset()?;
        matches!(event, Event::Comment(..)).then_some(range)
    };
    Parser::new_from_str_with_options(text, options)
        .map_while(Result::ok)
        .filter_map(is_comment)
        .collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the parser may come to know more events")]
fn document<'t>(events: &mut Events<'t>, mut document: RawDocument<'_, 't>) -> Result<(), Broken> {
    let (first, span) = events.next()?;
    match first {
        Event::MappingStart(_, _, tag) => {
            events.enter(&span, scalar::YamlKind::Mapping, tag.as_deref())?;
            while let Some(key) = events.node_or_end()? {
                match document.key(key) {
                    NextPart::Nothing => events.skip()?,
                    NextPart::Value(key) => document.take(key, events.node()?),
                    NextPart::Items(key, at) => items(events, &mut document, key, at)?,
                }
            }
        }
        Event::SequenceStart(..) => return Err(no_mapping(&span, &NodeValue::List(Vec::new()))),
        other => {
            let value = events.node_of(other, &span)?.value;
            if !matches!(value, NodeValue::Null) {
                return Err(no_mapping(&span, &value));
            }
        }
    }
    events.finish()
}

/// The items of a list, one after the other, if it is one.
fn items<'t>(
    events: &mut Events<'t>,
    document: &mut RawDocument<'_, 't>,
    key: MapKey,
    at: Node<'t>,
) -> Result<(), Broken> {
    if events.enter_list()? {
        while let Some(item) = events.node_or_end()? {
            document.take(key, item);
        }
        return Ok(());
    }
    let value = events.node()?.value;
    if let NodeValue::List(items) = value {
        for item in items {
            document.take(key, item);
        }
    } else {
        document.no_list(key, at, value);
    }
    Ok(())
}

/// The problem that the file is YAML, but has something else than a mapping at its top. It has the code of broken YAML:
/// nothing behind that place is read either.
fn no_mapping(span: &Span, value: &NodeValue<'_>) -> Broken {
    events::broken(span, Code::Syntax, &format!("expected {MAPPING}, found {}", value.word()))
}
