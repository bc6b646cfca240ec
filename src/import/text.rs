//! Bytes to the text of a table: the encodings that spreadsheets write.

use crate::diag::{Code, Diagnostic, Place, Sources};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// UTF-8, with or without byte order mark; UTF-16 with one.
    #[default]
    Utf8,
    /// What Excel writes in Western Europe and the Americas unless it is told otherwise.
    Windows1252,
}

impl Letters {
    /// The encodings with their words; the first of each is written in help.
    pub const WORDS: [(&str, Self); 6] = [
        ("utf-8", Self::Utf8),
        ("windows-1252", Self::Windows1252),
        ("utf8", Self::Utf8),
        ("cp1252", Self::Windows1252),
        ("latin1", Self::Windows1252),
        ("iso-8859-1", Self::Windows1252),
    ];

    /// The encoding with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let mut known = Self::WORDS.into_iter();
        known.find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, letters)| letters)
    }
}

/// The text of a file.
///
/// # Errors
/// Where its bytes are no such text: the problem, with the file added to the sources.
pub fn text(
    name: &str,
    bytes: Vec<u8>,
    letters: Letters,
    sources: &mut Sources,
) -> Result<String, Box<Diagnostic>> {
    let own = Encoding::for_bom(&bytes);
    let (encoding, mark) = own.unwrap_or(match letters {
        Letters::Utf8 => (UTF_8, 0),
        Letters::Windows1252 => (WINDOWS_1252, 0),
    });
    let text = if encoding == UTF_8 {
        let mut bytes = bytes;
        bytes.drain(..mark);
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            (at, String::from_utf8_lossy(error.as_bytes()).into_owned())
        })
    } else {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        if wrong { Err((at, text.into_owned())) } else { Ok(text.into_owned()) }
    };
    text.map_err(|(at, text)| {
        let before = text.get(..at).unwrap_or("");
        let count = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        let place = Place {
            line: count(before.matches('\n').count()),
            column: count(before.chars().rev().take_while(|c| *c != '\n').count()),
            file: sources.add(name, text),
        };
        let message = format!("this file is not {}", encoding.name());
        let help = "add --encoding windows-1252 if it comes from Excel, or save it as CSV UTF-8";
        Box::new(Diagnostic::new(Code::NotText, place, message).help(help))
    })
}
