//! The JSON reader: the tokens of jsonc-parser, each with its byte offset, made into nodes.
//!
//! Only jsonc-parser's scanner is used: its own parser would hold the whole file as a tree, and reads comments,
//! single quotes and trailing commas, which are no JSON. jiter, the other reader that knows offsets, is strict
//! but brings eleven crates.

mod tokens;

use self::tokens::{Tokens, syntax};
use super::{
    decode::Decoder,
    document::{MAPPING, NextPart, RawDocument, problem},
    node::{Broken, Node, NodeEntry, NodeValue},
    raw::{MapKey, RawMap},
    value_tree::ValueTree,
};
use crate::diag::{Code, Diagnostic};
use jsonc_parser::tokens::Token;

/// How deep values may nest, as in YAML: nodes are made and dropped recursively.
const DEEPEST: usize = 60;

/// Reads the records of the decoder's text into `raw`; a broken text ends it with its problem.
pub(super) fn read<'t>(
    decoder: &mut Decoder<'t>,
    raw: &mut RawMap,
    values: Option<&mut ValueTree<'t>>,
) -> Result<(), Box<Diagnostic>> {
    let mut reader = JsonReader { tokens: Tokens::new(decoder.text), depth: 0 };
    let read = reader.document(RawDocument::new(decoder, raw, values));
    read.map_err(|broken| problem(decoder, broken))
}

struct JsonReader<'t> {
    tokens: Tokens<'t>,
    /// How many brackets are open.
    depth: usize,
}

/// Whether an item of a list or mapping has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    Item,
}

impl<'t> JsonReader<'t> {
    fn document(&mut self, mut document: RawDocument<'_, 't>) -> Result<(), Broken> {
        match self.tokens.peek()? {
            // An empty file is an empty map.
            None => return Ok(()),
            Some(Token::OpenBrace) => {
                self.open()?;
                let mut seen = Seen::Nothing;
                while let Some(key) = self.key_or_end(&mut seen)? {
                    match document.key(key) {
                        NextPart::Nothing => drop(self.value()?),
                        NextPart::Value(key) => document.take(key, self.value()?),
                        NextPart::Items(key, at) => self.items(&mut document, key, at)?,
                    }
                }
            }
            Some(_) => {
                let node = self.value()?;
                if !matches!(node.value, NodeValue::Null) {
                    let found = node.value.word();
                    let message = format!("expected {MAPPING}, found {found}");
                    return Err(Broken { at: node.at as usize, code: Code::Syntax, message });
                }
            }
        }
        match self.tokens.next()? {
            None => Ok(()),
            Some((_, at)) => Err(syntax(at, "something follows the end of the map")),
        }
    }

    /// The items of a list one by one, if it is a list.
    fn items(
        &mut self,
        document: &mut RawDocument<'_, 't>,
        key: MapKey,
        at: Node<'t>,
    ) -> Result<(), Broken> {
        if self.tokens.peek()? != Some(&Token::OpenBracket) {
            let value = self.value()?.value;
            document.no_list(key, at, value);
            return Ok(());
        }
        self.open()?;
        let mut seen = Seen::Nothing;
        while self.goes_on(&Token::CloseBracket, &mut seen)? {
            document.take(key, self.value()?);
        }
        Ok(())
    }

    /// The next value.
    fn value(&mut self) -> Result<Node<'t>, Broken> {
        let Some((token, start)) = self.tokens.next()? else {
            return Err(self.tokens.ends_early());
        };
        let value = match token {
            Token::Null => NodeValue::Null,
            Token::Boolean(_) | Token::Number(_) => NodeValue::Literal,
            Token::String(text) => NodeValue::Text(text.into()),
            Token::OpenBracket => {
                self.enter(start)?;
                let mut items = Vec::new();
                let mut seen = Seen::Nothing;
                while self.goes_on(&Token::CloseBracket, &mut seen)? {
                    items.push(self.value()?);
                }
                NodeValue::List(items)
            }
            Token::OpenBrace => {
                self.enter(start)?;
                let mut entries: Vec<NodeEntry<'t>> = Vec::new();
                let mut seen = Seen::Nothing;
                while let Some(key) = self.key_or_end(&mut seen)? {
                    entries.push((key, self.value()?));
                }
                NodeValue::Map(entries)
            }
            Token::CloseBrace
            | Token::CloseBracket
            | Token::Comma
            | Token::Colon
            | Token::Word(_)
            | Token::CommentLine(_)
            | Token::CommentBlock(_) => return Err(syntax(start, "expected a value")),
        };
        Ok(Node::new(start, self.tokens.end(), value))
    }

    /// The next key with its colon; `None` at the end of the mapping, which is then left.
    fn key_or_end(&mut self, seen: &mut Seen) -> Result<Option<Node<'t>>, Broken> {
        if !self.goes_on(&Token::CloseBrace, seen)? {
            return Ok(None);
        }
        let Some((token, start)) = self.tokens.next()? else {
            return Err(self.tokens.ends_early());
        };
        let Token::String(text) = token else {
            return Err(syntax(start, "expected a key in double quotes"));
        };
        let key = Node::new(start, self.tokens.end(), NodeValue::Text(text.into()));
        match self.tokens.next()? {
            Some((Token::Colon, _)) => Ok(Some(key)),
            Some((_, at)) => Err(syntax(at, "expected `:` after the key")),
            None => Err(self.tokens.ends_early()),
        }
    }

    /// Whether another item follows, past its comma; if not, the closing bracket is passed.
    fn goes_on(&mut self, close: &Token<'t>, seen: &mut Seen) -> Result<bool, Broken> {
        let closes = self.tokens.peek()? == Some(close);
        let is_first = std::mem::replace(seen, Seen::Item) == Seen::Nothing;
        if closes {
            self.tokens.next()?;
            self.depth -= 1;
            return Ok(false);
        }
        if is_first {
            return Ok(true);
        }
        match self.tokens.next()? {
            Some((Token::Comma, _)) => Ok(true),
            Some((_, at)) => Err(syntax(at, &format!("expected `,` or `{}`", close.as_str()))),
            None => Err(self.tokens.ends_early()),
        }
    }

    /// Passes an opening bracket.
    fn open(&mut self) -> Result<(), Broken> {
        match self.tokens.next()? {
            Some((_, at)) => self.enter(at),
            None => Err(self.tokens.ends_early()),
        }
    }

    fn enter(&mut self, at: usize) -> Result<(), Broken> {
        if self.depth == DEEPEST {
            let message = "this is more than any map needs: it nests too deep".to_owned();
            return Err(Broken { at, code: Code::TooMuch, message });
        }
        self.depth += 1;
        Ok(())
    }
}
