//! Bytes to text: the encodings that spreadsheets write.

use crate::{
    diag::{Code, Diagnostic, Place, Sources},
    id::index32,
};
use encoding_rs::{UTF_8, WINDOWS_1252};

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
    #[must_use]
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
    let marked = encoding_rs::Encoding::for_bom(&bytes);
    // A zero byte is in no text of the encodings read here, but in nearly every other file.
    if marked.is_none() && (bytes.contains(&0) || bytes.starts_with(b"%PDF-")) {
        // Pictures and other files that no encoding makes a text.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let place = Place { file: sources.add(name, text), offset: 0 };
        let help =
            "name a file of the kind that this import reads; a table can be saved as CSV UTF-8";
        let problem = Diagnostic::new(Code::NotText, place, "this is no text file");
        return Err(Box::new(problem.help(help)));
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
