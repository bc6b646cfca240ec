//! Files of several YAML documents, and values with the bytes that they span: what merging and catalogues rest on.

use custmap::{
    diag::Sources,
    input::{RawKind, RawValue, read_documents},
};
use proptest::prelude::*;

#[track_caller]
fn documents(text: &str) -> Vec<RawValue> {
    let mut sources = Sources::default();
    let file = sources.add("d.yaml", text);
    let (documents, problems) = read_documents(file, &text.into());
    assert_eq!(problems, [], "{text}");
    documents
}

/// A line of three dashes begins the next document, whatever it seems to be part of; remarks alone are none.
#[test]
fn documents_are_read_one_by_one() {
    for (text, count) in [
        ("", 0),
        ("# a\n---\n# b\n", 0),
        ("a: 1", 1),
        ("---\na: 1\n...\n---\nb: 2\n", 2),
        ("a: |\n  x\n---\nb: 2\n", 2),
        ("a: 1\n--- \nb: 2\n---\tc\n", 3),
        ("a: x---y\nb: ----\n", 1),
        ("--- {a: 1}\n--- [b]\n", 2),
        ("a: 1\r\n---\r\nb: 2\r\n", 2),
    ] {
        assert_eq!(documents(text).len(), count, "{text:?}");
    }
}

/// Each value knows its line in the file and the bytes that it spans, in every document.
#[test]
fn values_know_their_bytes() {
    let text = "a: é\n---\n# remark\nb: \"x y\"\nc: [one, 'two', {d: 3}]\n";
    let documents = documents(text);
    let span = |value: &RawValue| text[value.span.clone()].to_owned();
    assert_eq!(span(documents[0].get("a").unwrap()), "é");
    let second = documents[1].get("b").unwrap();
    assert_eq!(span(second), "\"x y\"");
    assert_eq!(Some(second.place.offset as usize), text.find("\"x y\""));
    let items = documents[1].get("c").unwrap().items();
    assert_eq!(items.iter().take(2).map(span).collect::<Vec<_>>(), ["one", "'two'"]);
    assert_eq!(items[1].text(), Some("two"));
    assert_eq!(span(items[2].get("d").unwrap()), "3");
    assert!(matches!(items[2].kind, RawKind::Map(_)) && items[2].items().len() == 1);
}

/// What is broken is reported for each document; so is a key that is there twice.
#[test]
fn each_broken_document_is_reported() {
    let text = "a: [\n---\nb: 1\n---\nc: 1\nc: 2\n---\n\"\n";
    let mut sources = Sources::default();
    let file = sources.add("d.yaml", text);
    let (documents, problems) = read_documents(file, &text.into());
    assert_eq!(documents.len(), 2, "those that are whole");
    let lines: Vec<u32> = problems.iter().map(|one| sources.location(one.place).line).collect();
    assert_eq!(lines.len(), 3, "{problems:#?}");
    assert_eq!(lines[1], 6, "{problems:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text is read or reported, and never a panic; every plain value spans bytes of the text.
    #[test]
    fn any_text_is_answered(text in "[a-c:\\-\n \\[\\]{}\"'#|>&*!.é]{0,60}") {
        let mut sources = Sources::default();
        let file = sources.add("d.yaml", text.clone());
        let (documents, _) = read_documents(file, &text.clone().into());
        for (key, value) in documents.iter().flat_map(RawValue::pairs) {
            prop_assert!(key.place.offset as usize <= text.len());
            prop_assert!(value.span.end <= text.len(), "{:?}", value);
        }
    }
}
