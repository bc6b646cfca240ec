//! Texts that are parts of a longer one.

use custmap::{
    diag::Slice,
    input::{MapFormat, read_text},
};
use std::mem::size_of;

/// A slice of a slice is the very same bytes: nothing is copied, however often it is sliced.
#[test]
fn shared() {
    let whole = Slice::from("id: it, name: Häuser");
    let name = whole.share(&whole[8..]);
    let last = name.share(&name[6..]);
    assert_eq!((&*name, &*last), ("name: Häuser", "Häuser"));
    assert_eq!(last.as_ptr(), whole[14..].as_ptr());
    drop((whole, name));
    assert_eq!(last.to_string(), "Häuser");
}

/// A text from elsewhere is no slice of it, and gets a text of its own instead of other bytes.
#[test]
fn not_shared() {
    let whole = Slice::from("abc");
    let (before, after) = (String::from("abc"), String::from("bc"));
    for other in [before, after, String::new()] {
        assert_eq!(*whole.share(&other), *other);
    }
    let part = whole.share(&whole[1..2]);
    assert_eq!(&*part.share(&whole), "abc", "more than the part is none of its slices");
}

/// Two texts are the same if they read the same, wherever they come from.
#[test]
fn compared() {
    let whole = Slice::from("it hr it");
    let (first, last) = (whole.share(&whole[..2]), whole.share(&whole[6..]));
    assert_eq!(first, last);
    assert_eq!(first, Slice::from("it"));
    assert!(whole.share(&whole[3..5]) < first);
    assert_eq!(std::collections::HashSet::from([first, last]).len(), 1);
    assert_eq!(format!("{whole} {whole:?}"), "it hr it \"it hr it\"");
}

/// Names of a file are slices of its text in both formats, and small: a large map holds millions of them.
/// A text with escapes is not what is in the file, so it is one of its own.
#[test]
fn of_a_file() {
    let yaml = "organisation: {id: 12, name: \"O\", description: \"a\\tb\"}";
    let json = r#"{"organisation": {"id": 12, "name": "O", "description": "a\tb"}}"#;
    for (text, format) in [(yaml, MapFormat::Yaml), (json, MapFormat::Json)] {
        let input = read_text("map", text, format);
        let (_, source) = input.sources.iter().next().unwrap();
        let organisation = &input.raw.organisations[0];
        let inside = |text: &Option<custmap::input::Text>| {
            let value = &text.as_ref().unwrap().value;
            source.text.as_bytes().as_ptr_range().contains(&value.as_ptr())
        };
        assert!(inside(&organisation.id) && inside(&organisation.name), "{format:?}");
        assert!(!inside(&organisation.description), "{format:?}");
        assert_eq!(&*organisation.description.as_ref().unwrap().value, "a\tb");
    }
    assert_eq!((size_of::<Slice>(), size_of::<Option<Slice>>()), (16, 16));
}
