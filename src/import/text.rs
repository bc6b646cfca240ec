//! Bytes to text: the encodings that spreadsheets write.

use super::file_kind::{OTHER_FILE, kind_of};
use crate::{
    diag::{Code, Diagnostic, Place, Sources},
    id::index32,
};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a text file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark; UTF-16 with one.
    #[default]
    Utf8,
    /// What Excel writes in Western Europe and the Americas unless another encoding is chosen.
    Windows1252,
}

impl Encoding {
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
    pub fn named(word: &str) -> Option<Self> {
        let mut known = Self::WORDS.into_iter();
        known.find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, encoding)| encoding)
    }
}

/// The bytes of an XML file in UTF-8, from the encoding that its first line declares; as they are where that is no other.
pub(super) fn in_utf8(bytes: Vec<u8>) -> Vec<u8> {
    /// A declaration is no longer.
    const DECLARATION: usize = 200;
    if encoding_rs::Encoding::for_bom(&bytes).is_some() {
        return bytes;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]);
    let declaration =
        head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let name = declaration.and_then(|text| {
        let (_, value) = text.split_once("encoding")?;
        value.split(['"', '\'']).nth(1).map(str::to_owned)
    });
    match name.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes())) {
        // A text that can declare UTF-16 in single bytes is not in it.
        Some(declared) if !matches!(declared.name(), "UTF-8" | "UTF-16LE" | "UTF-16BE") => {
            declared.decode_without_bom_handling(&bytes).0.into_owned().into_bytes()
        }
        Some(_) | None => bytes,
    }
}

/// The text of a file.
///
/// # Errors
/// Where its bytes are no such text: the problem, with the file added to the sources.
pub fn text(
    name: &str,
    bytes: Vec<u8>,
    encoding: Encoding,
    sources: &mut Sources,
) -> Result<String, Box<Diagnostic>> {
    let marked = encoding_rs::Encoding::for_bom(&bytes)
        .or_else(|| unmarked_utf16(&bytes).map(|coding| (coding, 0)));
    let kind = kind_of(&bytes);
    // A zero byte is in no text of the encodings read here, but in nearly every other file.
    if marked.is_none() && (bytes.contains(&0) || kind.is_some()) {
        // Pictures and other files that no encoding makes a text.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let place = Place { file: sources.add(name, text), offset: 0 };
        let message = match kind {
            Some(kind) => format!("this is no text file, but {kind}"),
            None => "this is no text file".to_owned(),
        };
        return Err(Box::new(Diagnostic::new(Code::NotText, place, message).help(OTHER_FILE)));
    }
    // A byte order mark decides, whatever the option says.
    let (coding, mark) = marked.unwrap_or(match encoding {
        Encoding::Utf8 => (UTF_8, 0),
        Encoding::Windows1252 => (WINDOWS_1252, 0),
    });
    let decoded = if coding == UTF_8 {
        let plain = if mark == 0 { bytes } else { bytes[mark..].to_vec() };
        String::from_utf8(plain).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            (at, String::from_utf8_lossy(error.as_bytes()).into_owned())
        })
    } else {
        let (text, wrong) = coding.decode_without_bom_handling(&bytes[mark..]);
        let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        if wrong { Err((at, text.into_owned())) } else { Ok(text.into_owned()) }
    };
    decoded.map_err(|(at, text)| {
        let place = Place { file: sources.add(name, text), offset: index32(at) };
        let message = format!("this file is not {}", coding.name());
        let help = "add --encoding windows-1252 if it comes from Excel, or save it as CSV UTF-8";
        Box::new(Diagnostic::new(Code::NotText, place, message).help(help))
    })
}

/// UTF-16 without a byte order mark: of Latin letters every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    /// Enough to tell, and little to look at.
    const LOOKED_AT: usize = 4 << 10;
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros =
        |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    let is_mostly = |count: usize, other: usize| half > 1 && count * 10 > half * 9 && other == 0;
    match bytes.len() % 2 {
        0 if is_mostly(odd, even) => Some(UTF_16LE),
        0 if is_mostly(even, odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of a table of which nobody states it: that of older spreadsheets where it is not UTF-8 and reads like
/// Latin letters.
pub(super) fn likely_encoding(bytes: &[u8]) -> Encoding {
    /// No Latin word has as many letters with accents in a row; words of other alphabets have only such.
    const MOST: usize = 3;
    let is_other = |byte: &u8| {
        matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)
            || (*byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n'))
    };
    let longest = bytes.split(u8::is_ascii).map(<[u8]>::len).max().unwrap_or(0);
    let is_western = longest <= MOST && !bytes.iter().any(is_other);
    let is_marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    if !is_marked && is_western && std::str::from_utf8(bytes).is_err() {
        Encoding::Windows1252
    } else {
        Encoding::Utf8
    }
}
