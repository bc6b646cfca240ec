//! The events of a text as nodes.

use super::{
    anchors::YamlAnchors,
    scalar::{self, YamlKind},
};
use crate::{
    diag::Code,
    id::index32,
    input::node::{Broken, Node, NodeValue},
};
use granit_parser::{ErrorKind, Event, Options, Parser, ScanError, Span, StrInput, Tag};

/// How deep values may nest.
// Nodes are made, decoded and dropped recursively, so nesting is bounded by the stack (SPEC 7).
const DEEPEST: usize = 60;

/// The message about a text that goes beyond a limit.
const TOO_MUCH: &str =
    "this is more than any map needs: it nests too deep, or repeats too much by aliases";

/// The events of a text, one after the other.
pub(super) struct Events<'t> {
    parser: Parser<'t, StrInput<'t>>,
    anchors: YamlAnchors<'t>,
    depth: usize,
}

impl<'t> Events<'t> {
    /// Reads the events of a text; aliases may repeat `aliases_left` of them.
    pub(super) fn new(text: &'t str, aliases_left: usize) -> Self {
        let mut options = Options::default();
        options.set_emit_comments(false);
        Self {
            parser: Parser::new_from_str_with_options(text, options),
            anchors: YamlAnchors::new(aliases_left),
            depth: 0,
        }
    }

    /// How many events aliases may still repeat.
    pub(super) fn aliases_left(&self) -> usize {
        self.anchors.left()
    }

    /// The next event that is about a value, or the end of the text.
    pub(super) fn next(&mut self) -> Result<(Event<'t>, Span), Broken> {
        loop {
            let Some(next) = self.parser.next() else {
                return Ok((Event::StreamEnd, Span::default()));
            };
            let (event, span) = next.map_err(|error| refused(&error))?;
            if !matches!(event, Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd)
            {
                let bounded = self.anchors.charge();
                return bounded.then_some((event, span)).ok_or(too_much(&span));
            }
        }
    }

    /// The next value.
    pub(super) fn node(&mut self) -> Result<Node<'t>, Broken> {
        let (event, span) = self.next()?;
        self.node_of(event, &span)
    }

    /// The next key or item; `None` at the end of the list or mapping, which is then left.
    pub(super) fn node_or_end(&mut self) -> Result<Option<Node<'t>>, Broken> {
        let (event, span) = self.next()?;
        if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
            self.depth -= 1;
            return Ok(None);
        }
        self.node_of(event, &span).map(Some)
    }

    /// The value that begins with an event.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser may come to know more events")]
    pub(super) fn node_of(&mut self, event: Event<'t>, span: &Span) -> Result<Node<'t>, Broken> {
        let anchor = event.anchor_id().unwrap_or(0);
        match event {
            Event::Scalar(text, style, _, tag) => {
                let value = scalar::value(text, style, tag.as_deref())
                    .map_err(|message| syntax(span, &message))?;
                Ok(self.anchors.keep(anchor, node(span, value)))
            }
            Event::SequenceStart(_, _, tag) => {
                self.enter(span, YamlKind::List, tag.as_deref())?;
                self.anchors.open(anchor);
                let mut items = Vec::new();
                while let Some(item) = self.node_or_end()? {
                    items.push(item);
                }
                Ok(self.anchors.close(anchor, node(span, NodeValue::List(items))))
            }
            Event::MappingStart(_, _, tag) => {
                self.enter(span, YamlKind::Mapping, tag.as_deref())?;
                self.anchors.open(anchor);
                let mut entries = Vec::new();
                while let Some(key) = self.node_or_end()? {
                    entries.push((key, self.node()?));
                }
                Ok(self.anchors.close(anchor, node(span, NodeValue::Map(entries))))
            }
            Event::Alias(of) => self.repeated(of, span),
            _ => Ok(node(span, NodeValue::Null)),
        }
    }

    /// Enters a list, if one comes next. One with an anchor has to be read as a whole.
    pub(super) fn enter_list(&mut self) -> Result<bool, Broken> {
        let next = self.parser.peek();
        if !matches!(next, Some(Ok((Event::SequenceStart(_, 0, _), _)))) {
            return Ok(false);
        }
        let (event, span) = self.next()?;
        self.enter(&span, YamlKind::List, event.tag())?;
        Ok(true)
    }

    /// Enters what begins here.
    pub(super) fn enter(
        &mut self,
        span: &Span,
        kind: YamlKind,
        tag: Option<&Tag>,
    ) -> Result<(), Broken> {
        if self.depth == DEEPEST {
            return Err(too_much(span));
        }
        self.depth += 1;
        scalar::check(tag, kind).map_err(|message| syntax(span, &message))
    }

    /// Passes over the next value. What has an anchor is kept all the same.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser may come to know more events")]
    pub(super) fn skip(&mut self) -> Result<(), Broken> {
        let outside = self.depth;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::SequenceStart(_, 0, tag) => {
                    self.enter(&span, YamlKind::List, tag.as_deref())?;
                }
                Event::MappingStart(_, 0, tag) => {
                    self.enter(&span, YamlKind::Mapping, tag.as_deref())?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.depth -= 1,
                other => drop(self.node_of(other, &span)?),
            }
            if self.depth == outside {
                return Ok(());
            }
        }
    }

    /// The value that an alias repeats.
    fn repeated(&mut self, of: usize, span: &Span) -> Result<Node<'t>, Broken> {
        if !self.anchors.knows(of) {
            let message = "an alias repeats what it is itself a part of";
            return Err(syntax(span, message));
        }
        let repeated = self.anchors.repeat(of, index32(start(span)), DEEPEST - self.depth);
        repeated.ok_or_else(|| too_much(span))
    }

    /// Nothing may follow the one document.
    pub(super) fn finish(&mut self) -> Result<(), Broken> {
        let (event, span) = self.next()?;
        if matches!(event, Event::StreamEnd) {
            return Ok(());
        }
        let message = "a second document begins here";
        Err(broken(&span, Code::SeveralDocuments, message))
    }
}

fn node<'t>(span: &Span, value: NodeValue<'t>) -> Node<'t> {
    let start = start(span);
    Node::new(start, span.end.byte_offset().unwrap_or(start), value)
}

/// The byte at which a span starts. The parser counts bytes of every text that it holds in memory.
fn start(span: &Span) -> usize {
    span.start.byte_offset().unwrap_or(0)
}

fn too_much(span: &Span) -> Broken {
    broken(span, Code::TooMuch, TOO_MUCH)
}

/// What is wrong with the YAML at a place.
pub(super) fn syntax(span: &Span, message: &str) -> Broken {
    broken(span, Code::Syntax, &format!("this is not YAML: {message}"))
}

/// A problem at the start of a span.
pub(super) fn broken(span: &Span, code: Code, message: &str) -> Broken {
    Broken { at: start(span), code, message: message.to_owned() }
}

/// What the parser refuses to read on.
fn refused(error: &ScanError) -> Broken {
    let at = Span::empty(*error.marker());
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        too_much(&at)
    } else if *error.kind() == ErrorKind::UnknownAnchor {
        syntax(&at, "this alias repeats a value that no anchor names")
    } else {
        syntax(&at, &error.info())
    }
}
