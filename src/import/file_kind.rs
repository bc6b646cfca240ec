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
