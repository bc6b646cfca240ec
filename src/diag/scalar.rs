//! A text as a YAML scalar: what a writer puts into a map, and what a message shows to be pasted into one.

use std::{borrow::Cow, fmt::Write as _};

/// The position of a scalar, which decides what must be quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarPosition {
    /// Before a colon. The words of the format need no quotes there.
    Key,
    /// After a colon or a dash, up to the end of the line.
    Value,
    /// Within brackets.
    Flow,
}

/// Returns a text as a scalar on one line, quoted where a reader could take it for anything else.
pub fn scalar(text: &str, position: ScalarPosition) -> Cow<'_, str> {
    if is_plain(text, position) { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// Returns whether every YAML reader takes the text, as it is, for that text. Careful rather than complete: what might
/// be anything else is quoted.
fn is_plain(text: &str, position: ScalarPosition) -> bool {
    let starts = |c: char| c.is_alphabetic() || (c.is_ascii_digit() && !is_number_like(text));
    // No `:` and no `#`, which end a plain scalar before or after a blank.
    let inside = |c: char| c.is_alphanumeric() || " _-./()&'+@%;!?’–°§".contains(c);
    // Within brackets a comma ends the value.
    let listed = |c: char| position == ScalarPosition::Value && c == ',';
    let word = |c: char| c.is_ascii_lowercase() || c == '_';
    if position == ScalarPosition::Key && !text.is_empty() && text.chars().all(word) {
        return true;
    }
    let mut chars = text.chars();
    chars.next().is_some_and(starts)
        && chars.all(|c| inside(c) || listed(c))
        && !text.ends_with(' ')
        && !is_word(text)
}

/// Whether a text that begins with a digit may be read as a number, a date or a time.
fn is_number_like(text: &str) -> bool {
    // The letters of exponents, hexadecimal, octal and binary numbers, and of dates with a time.
    let letters = |c: char| c.is_alphabetic() && !"eExXoObBaAcCdDfFtTzZ".contains(c);
    !text.contains(letters)
}

/// Whether a text is a word that some reader takes for a truth value, a number or nothing.
fn is_word(text: &str) -> bool {
    let words =
        // YAML 1.1, which many tools still read, takes `no` for false.
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The text in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if must_escape(c) && u32::from(c) > 0xffff => {
                // A string takes every text.
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c if must_escape(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character is not allowed in a YAML text, or is invisible there.
fn must_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{a0}' | '\u{61c}' | '\u{fff9}'..='\u{fffb}')
}
