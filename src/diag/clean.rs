//! Text that is safe to show: nothing in a file may move the cursor, colour the screen or turn the
//! direction of writing.

use std::borrow::Cow;

/// A text for one line of a terminal: line breaks and tabs become spaces, control and
/// direction-overriding characters the replacement character.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Nearly every text of a map is clean, and needs no copy.
    if text.chars().all(|c| shown(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

/// What is shown for a character.
fn shown(c: char) -> char {
    match c {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        // Marks and overrides of direction: they make a text look like another one.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            char::REPLACEMENT_CHARACTER
        }
        // Invisible: the byte order mark and interlinear annotations.
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() || is_none(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Whether Unicode says that it will never be a character: XML and HTML hold none of those.
fn is_none(c: char) -> bool {
    // The last two code points of each plane are such as well.
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}
