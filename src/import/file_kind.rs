//! What a file is that no import reads, by its first bytes.

/// The first bytes of some files, and what these are.
const KINDS: [(&[u8], &str); 11] = [
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a packed file (gzip), which has to be unpacked first"),
    (b"BZh", "a packed file (bzip2), which has to be unpacked first"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z), which has to be unpacked first"),
    (b"Rar!", "a packed file (RAR), which has to be unpacked first"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"PK\x03\x04", "a packed file, or a document of another program"),
];

/// The help where a file is of another kind; a command replaces it by what its import looks for.
pub const OTHER_FILE: &str = "name a file of the kind that this import reads";

/// What a file is, if that shows in its first bytes.
pub(super) fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let found = KINDS.into_iter().find(|(start, _)| bytes.starts_with(start));
    found.map(|(_, kind)| kind)
}

/// What a text is, by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextKind {
    /// What it is called.
    pub what: &'static str,
    /// The import that reads it, or the whole command; none where no command does.
    pub reader: Option<&'static str>,
}

impl TextKind {
    /// The sentence that says what a file seems to be, for an import that can't read it; none where it is of the kind of
    /// that import.
    #[must_use]
    pub fn hint(self, import: &str) -> Option<String> {
        let what = self.what;
        match self.reader {
            Some(reader) if reader.strip_prefix("import ") == Some(import) => None,
            Some(reader) => Some(format!("this seems to be {what}: custmap {reader} reads it")),
            None => Some(format!("this seems to be {what}")),
        }
    }
}

/// How much of a text is looked at.
const HEAD: usize = 4 << 10;

/// What a text seems to be, if that shows at its beginning.
#[must_use]
pub fn text_kind(text: &str) -> Option<TextKind> {
    let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = text[..end].trim_start_matches('\u{feff}').trim_start();
    let small = head.to_lowercase();
    let is_line = |start: &str| head.lines().any(|line| line.starts_with(start));
    let kind = |what, reader| Some(TextKind { what, reader });
    match head.chars().next()? {
        '<' if small.contains("archimate") => {
            kind("an architecture model", Some("import archimate"))
        }
        '<' if small.starts_with("<!doctype html") || small.contains("<html") => {
            kind("a web page (HTML)", None)
        }
        '<' => kind("XML", None),
        '{' | '[' if head.contains("custmap_answers") => {
            kind("answers to a form", Some("import answers"))
        }
        '{' | '[' if small.contains("backstage.io") => {
            kind("a catalogue of Backstage", Some("import backstage"))
        }
        '{' | '[' if is_directory(&small) => {
            kind("a directory of people in JSON", Some("import hris"))
        }
        '{' | '[' => kind("JSON", None),
        _ if is_line("dn:") => kind("a directory of people (LDIF)", Some("import hris")),
        _ if small.contains("apiversion: backstage.io") => {
            kind("a catalogue of Backstage", Some("import backstage"))
        }
        _ if is_line("organisation:") || is_line("organization:") => {
            kind("a map of custmap", Some("check"))
        }
        _ if is_table(head) => kind("a table of text (CSV)", Some("import csv")),
        _ => None,
    }
}

/// Whether JSON, in small letters, begins like the answers of Microsoft Graph or SCIM.
fn is_directory(json: &str) -> bool {
    json.contains("graph.microsoft.com")
        || json.contains("urn:ietf:params:scim")
        || json.contains("\"userprincipalname\"")
}

/// Whether the first two lines have the same number of cells, and several.
fn is_table(head: &str) -> bool {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    let cells = |line: &str, sign| line.matches(sign).count();
    let signs = [',', ';', '\t', '|'];
    signs
        .into_iter()
        .any(|sign| cells(first, sign) > 0 && cells(first, sign) == cells(second, sign))
}
