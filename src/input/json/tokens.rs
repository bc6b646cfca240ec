//! The tokens of a JSON text, without what jsonc-parser reads beyond JSON.

use crate::{diag::Code, input::node::Broken};
use jsonc_parser::{
    Scanner, ScannerOptions,
    errors::{ParseError, ParseErrorKind},
    tokens::Token,
};

/// The tokens of a text, one after the other, each with the byte at which it begins.
pub(super) struct Tokens<'t> {
    text: &'t str,
    scanner: Scanner<'t>,
    /// The next token and where it begins, if it has been looked at.
    peeked: Option<(Token<'t>, usize)>,
    /// Where the last token that was taken ends.
    end: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let options = ScannerOptions {
            // JSON as RFC 8259 has it: what only JSON5 or JSONC allow would
            // be read by no other tool.
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        Self { text, scanner: Scanner::new(text, &options), peeked: None, end: 0 }
    }

    /// The next token and the byte at which it begins; `None` at the end of the text.
    pub(super) fn next(&mut self) -> Result<Option<(Token<'t>, usize)>, Broken> {
        self.peek()?;
        let taken = self.peeked.take();
        if taken.is_some() {
            self.end = self.scanner.token_end();
        }
        Ok(taken)
    }

    /// The next token, which stays the next one.
    pub(super) fn peek(&mut self) -> Result<Option<&Token<'t>>, Broken> {
        if self.peeked.is_none() {
            // The scanner skips white space before a token, so what it skipped is checked here.
            let before = self.scanner.token_end();
            let scanned = self.scanner.scan();
            let start = self.scanner.token_start();
            // jsonc-parser passes over any white space of Unicode.
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
            if let Some(at) = self.text[before..start].find(|c| !blank(c)) {
                return Err(syntax(before + at, "unexpected character"));
            }
            let token = scanned.map_err(|error| broken(&error))?;
            self.peeked = match token {
                Some(token) => Some((self.checked(token, start)?, start)),
                None => None,
            };
        }
        Ok(self.peeked.as_ref().map(|(token, _)| token))
    }

    /// A token, unless it is no JSON.
    fn checked(&self, token: Token<'t>, start: usize) -> Result<Token<'t>, Broken> {
        match token {
            Token::String(_) => {
                let written = &self.text[start..self.scanner.token_end()];
                match written.char_indices().find(|(_, c)| *c < ' ') {
                    Some((at, '\n')) => Err(syntax(start + at, "a text is not closed on its line")),
                    Some((at, _)) => Err(syntax(start + at, "a control character in a text")),
                    None => Ok(token),
                }
            }
            Token::CommentLine(_) | Token::CommentBlock(_) => {
                Err(syntax(start, "JSON has no comments"))
            }
            Token::Word(_) => Err(syntax(start, "a text needs double quotes")),
            Token::OpenBrace
            | Token::CloseBrace
            | Token::OpenBracket
            | Token::CloseBracket
            | Token::Comma
            | Token::Colon
            | Token::Boolean(_)
            | Token::Number(_)
            | Token::Null => Ok(token),
        }
    }

    /// Where the last token that was taken ends.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// The text ends where more has to follow.
    pub(super) fn ends_early(&self) -> Broken {
        syntax(self.end, "the text ends before its brackets are closed")
    }
}

/// The error that a text is not JSON at one of its bytes.
pub(super) fn syntax(at: usize, message: &str) -> Broken {
    Broken { at, code: Code::Syntax, message: format!("this is not JSON: {message}") }
}

/// What the scanner says of a text that it can't read.
#[expect(clippy::wildcard_enum_match_arm, reason = "the scanner raises few of the kinds")]
fn broken(error: &ParseError) -> Broken {
    let message = match error.kind() {
        ParseErrorKind::SingleQuotedStringsNotAllowed => "a text needs double quotes",
        ParseErrorKind::String(_) => "a text is not closed, or has an unknown escape",
        ParseErrorKind::UnterminatedCommentBlock => "JSON has no comments",
        ParseErrorKind::UnexpectedToken => "unexpected character",
        _ => "invalid number",
    };
    syntax(error.range().start, message)
}
