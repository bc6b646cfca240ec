//! The editor of map text: one change of the facts, everything else byte by byte as it was.

use custmap::{
    diag::{FileId, Place, Slice},
    import::Value,
    input::{self, RawKind, RawValue, Text, read_documents},
    render::edit::{EditError, MapEditor, PathStep},
};
use proptest::prelude::*;

fn text(value: &str) -> Value {
    Value::Text(Text { value: value.into(), place: Place::default() })
}

fn texts(values: &[&str]) -> Value {
    Value::List(values.iter().map(|value| text(value)).collect())
}

/// The path to an item of `services`.
fn service(at: usize) -> [PathStep<'static>; 2] {
    [PathStep::Key("services"), PathStep::Item(at)]
}

/// What the editor makes of a text.
fn edited(
    map: &str,
    edit: impl FnOnce(&mut MapEditor<'_>) -> Result<(), EditError>,
) -> Result<String, EditError> {
    let mut editor = MapEditor::new(map)?;
    edit(&mut editor)?;
    editor.finish()
}

#[track_caller]
fn sets(map: &str, at: usize, key: &str, value: &str, wanted: &str) {
    let found = edited(map, |editor| editor.set(&service(at), key, &text(value)));
    assert_eq!(found.as_deref(), Ok(wanted));
}

/// A value is replaced where it is, whatever way it is written; comments and quotes around it stay.
#[test]
fn a_key_is_set_in_every_style() {
    for (old, new) in [
        ("url: a # why", "url: b # why"),
        ("url: 'it''s a' # why", "url: b # why"),
        ("url: \"a\\\"b\"", "url: b"),
        ("url: 'a\n\n      c' # why", "url: b # why"),
        ("url: |\n      a\n\n      # no comment", "url: b"),
        ("url: >-\n      a\n      c", "url: b"),
        ("url: a\n      c", "url: b"),
        ("url:", "url: b"),
        ("url: ~", "url: b"),
        ("url: # why\n      a", "url: # why\n      b"),
        ("url:\n      - a\n      - c", "url: b"),
        ("url:\n    - a", "url: b"),
        ("url: [a, c]", "url: b"),
        ("\"url\" : a", "\"url\" : b"),
    ] {
        let map = |line: &str| {
            format!("services: # those\n  - name: A # a\n    {line}\n    site: s\n\n  - name: B\n")
        };
        sets(&map(old), 0, "url", "b", &map(new));
        let windows = |line: &str| map(line).replace('\n', "\r\n");
        sets(&windows(old), 0, "url", "b", &windows(new));
    }
    sets("services: [{name: A, url: a}]", 0, "url", "b, c", "services: [{name: A, url: \"b, c\"}]");
    sets(
        "services:\n  - {name: A, url: } # c\n",
        0,
        "url",
        "b, c",
        "services:\n  - {name: A, url: \"b, c\" } # c\n",
    );
}

/// A new key is behind the name, within brackets too; without a name it is the last.
#[test]
fn a_new_key_stands_behind_the_name() {
    for (old, new) in [
        (
            "  - id: a\n    name: A # a\n    site: s",
            "  - id: a\n    name: A # a\n    url: b\n    site: s",
        ),
        ("  -\n    name: A", "  -\n    name: A\n    url: b"),
        ("- name: 'A\n    b'", "- name: 'A\n    b'\n  url: b"),
        ("  - {id: a, name: A, site: s}", "  - {id: a, name: A, url: b, site: s}"),
        ("  - {}", "  - {url: b}"),
        ("  - serves:\n      - x\n  # end", "  - serves:\n      - x\n    url: b\n  # end"),
    ] {
        let map = |lines: &str| format!("services:\n{lines}\npeople: []\n");
        sets(&map(old), 0, "url", "b", &map(new));
    }
}

/// Items are behind the last one, in the style of their list; a list that isn't there is added at the end.
#[test]
fn items_are_inserted_in_every_style() {
    let item = Value::Map(vec![("id".into(), text("p")), ("name".into(), text("P"))]);
    for (old, new) in [
        ("services:\n  - name: A\n", "services:\n  - name: A\n  - id: p\n    name: P\n"),
        ("services:\n- name: A\n\n# end\n", "services:\n- name: A\n- id: p\n  name: P\n\n# end\n"),
        ("services:\n  - name: A", "services:\n  - name: A\n  - id: p\n    name: P"),
        ("services: [{name: A}] # c\n", "services: [{name: A}, {id: p, name: P}] # c\n"),
        ("services: [{name: A}, # c\n  ]\n", "services: [{name: A}, {id: p, name: P}, # c\n  ]\n"),
        ("services: []\npeople: []\n", "services: [{id: p, name: P}]\npeople: []\n"),
        ("services:\npeople: []\n", "services:\n  - id: p\n    name: P\npeople: []\n"),
        ("services: ~\n", "services:\n  - id: p\n    name: P\n"),
        ("people: []\n", "people: []\n\n# New.\nservices:\n  - id: p\n    name: P\n"),
        ("{people: []}", "{people: [], services: [{id: p, name: P}]}"),
    ] {
        let found = edited(old, |editor| {
            editor.insert(&[], "services", std::slice::from_ref(&item), Some("New."))
        });
        assert_eq!(found.as_deref(), Ok(new), "{old}");
    }
    for (old, new) in [
        ("serves: everyone # all", "serves: [everyone, \"x, y\"] # all"),
        ("serves: [a]", "serves: [a, \"x, y\"]"),
        ("serves:\n    - a # first", "serves:\n    - a # first\n    - x, y"),
        ("serves: {to: a}", "serves: [{to: a}, \"x, y\"]"),
    ] {
        let map = |lines: &str| format!("services:\n- name: A\n  {lines}\n- name: B\n");
        let found =
            edited(&map(old), |editor| editor.insert(&service(0), "serves", &[text("x, y")], None));
        assert_eq!(found, Ok(map(new)), "{old}");
    }
}

/// References are renamed at their places, each quoted as its place needs; a place without a text is an error.
#[test]
fn references_are_renamed() {
    let map = "services:\n  - name: A\n    provided_by: IT # them\n    serves: ['IT', x]\n  - {name: IT}\n";
    let place = |before: &str| {
        let offset = map.find(before).unwrap() + before.len();
        Place { offset: u32::try_from(offset).unwrap(), ..Place::default() }
    };
    let rename = |places: &[Place]| edited(map, |editor| editor.rename(places, "IT, all"));
    let wanted = map.replace("by: IT", "by: IT, all").replace("'IT'", "\"IT, all\"");
    assert_eq!(rename(&[place("provided_by: "), place("serves: [")]), Ok(wanted));
    assert_eq!(rename(&[place("provided_by:")]), Err(EditError::NotFound));
}

/// Whatever an anchor shares is never edited: not the value with the anchor, not its alias, nothing inside them.
/// What is beside them is.
#[test]
fn shared_values_are_not_edited() {
    let map = "services:\n  - {name: A, url: &e x, tags: &t [a]}\n  - {name: B, url: *e, tags: *t}\n  \
               - &c\n    name: C\n    tags: [c]\n  - *c\n";
    for at in [0, 1] {
        for result in [
            edited(map, |editor| editor.set(&service(at), "url", &text("y"))),
            edited(map, |editor| editor.set(&service(at), "tags", &texts(&["b"]))),
            edited(map, |editor| editor.insert(&service(at), "tags", &[text("b")], None)),
        ] {
            assert!(matches!(result, Err(EditError::Shared(_))), "{at}: {result:?}");
        }
    }
    for at in [2, 3] {
        for result in [
            edited(map, |editor| editor.set(&service(at), "name", &text("y"))),
            edited(map, |editor| editor.set(&service(at), "url", &text("y"))),
            edited(map, |editor| editor.insert(&service(at), "tags", &[text("b")], None)),
        ] {
            assert!(matches!(result, Err(EditError::Shared(_))), "{at}: {result:?}");
        }
    }
    sets(map, 1, "name", "Z", &map.replace("name: B", "name: Z"));
    let line = "services: # not an anchor: &x\n  - name: A\n    url: a\n";
    sets(line, 0, "url", "b", &line.replace("url: a", "url: b"));
}

/// What can't be replaced without losing something is an error: a comment inside, a text, a path that leads nowhere.
#[test]
fn nothing_else_is_lost() {
    let map = "services:\n  - name: A\n    tags:\n      - a # first\n      - b\n";
    let result = edited(map, |editor| editor.set(&service(0), "tags", &texts(&["c"])));
    assert!(matches!(result, Err(EditError::Layout(_))), "{result:?}");
    let result = edited("services: [A]\n", |editor| editor.set(&service(0), "url", &text("c")));
    assert!(matches!(result, Err(EditError::Layout(_))), "{result:?}");
    let result = edited(map, |editor| editor.set(&service(1), "url", &text("c")));
    assert_eq!(result, Err(EditError::NotFound));
    for broken in ["a: [", "a: 1\n---\nb: 2\n", "a: 1\na: 2\n"] {
        assert!(matches!(MapEditor::new(broken), Err(EditError::NotYaml)), "{broken}");
    }
    let both = edited(map, |editor| {
        editor.set(&service(0), "name", &text("B"))?;
        editor.set(&service(0), "name", &text("C"))
    });
    assert!(matches!(both, Err(EditError::Twice(_))), "two values for one key: {both:?}");
}

/// A text that looks like a comment or an anchor is neither: only real comments keep a value from being replaced.
#[test]
fn texts_that_look_like_comments() {
    let map = "services:\n- name: A\n  tags: [' #', '|']\n- {name: ' &x # y', tags: ['# a', b]}\n";
    let tags = |at| [&service(at)[..], &[PathStep::Key("tags")]].concat();
    let result = edited(map, |editor| editor.remove_items(&tags(0), &[0]));
    assert_eq!(result.as_deref(), Ok(&*map.replace("' #', ", "")));
    let result = edited(map, |editor| editor.remove_items(&tags(1), &[0]));
    assert_eq!(result.as_deref(), Ok(&*map.replace("'# a', ", "")));
    sets(map, 1, "name", "Z", &map.replace("' &x # y'", "Z"));
    let result = edited(map, |editor| editor.set(&service(0), "tags", &texts(&["c"])));
    assert_eq!(result.as_deref(), Ok(&*map.replace("[' #', '|']", "[c]")));
    let map = "services:\n- name: A\n  tags: [a, # first\n    b]\n";
    let result = edited(map, |editor| editor.remove_items(&tags(0), &[0]));
    assert!(matches!(result, Err(EditError::Layout(_))), "a real comment: {result:?}");
}

/// How an entry of a random map is written.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    url: Option<String>,
    tags: Vec<String>,
    /// In brackets; with a comment; its list in brackets; a block of text.
    style: [bool; 4],
}

fn entry() -> impl Strategy<Value = Entry> {
    let text = || "[a-c#:, '\"\\[&*|>-]{1,6}";
    let tags = prop::collection::vec(text(), 0..3);
    (text(), prop::option::of(text()), tags, any::<[bool; 4]>())
        .prop_map(|(name, url, tags, style)| Entry { name, url, tags, style })
}

fn quoted(text: &str, plain: bool) -> String {
    let is_plain = text.chars().all(|c| c.is_ascii_lowercase());
    if plain && is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// The text of a map, and its line breaks.
fn map_text(entries: &[Entry], indent: bool, windows: bool, last_break: bool) -> String {
    let mut lines = vec!["# Ours".to_owned(), "services:".to_owned()];
    for entry in entries {
        let [flow, comment, inline, block] = entry.style;
        let note = if comment { "  # mine: &x" } else { "" };
        let lead = if indent { "  " } else { "" };
        let tags: Vec<String> = entry.tags.iter().map(|tag| quoted(tag, block)).collect();
        let tags_inline = format!("[{}]", tags.join(", "));
        if flow {
            let url = entry.url.iter().map(|url| format!(", url: {}", quoted(url, inline)));
            let url: String = url.collect();
            let name = quoted(&entry.name, block);
            lines.push(format!("{lead}- {{name: {name}{url}, tags: {tags_inline}}}{note}"));
            continue;
        }
        lines.push(format!("{lead}- name: {}{note}", quoted(&entry.name, inline)));
        match &entry.url {
            Some(url) if block => lines.push(format!("{lead}  url: |-\n{lead}    x{url}")),
            Some(url) => lines.push(format!("{lead}  url: {}{note}", quoted(url, inline))),
            None => {}
        }
        if inline || tags.is_empty() {
            lines.push(format!("{lead}  tags: {tags_inline}{note}"));
        } else {
            lines.push(format!("{lead}  tags:"));
            lines.extend(tags.iter().map(|tag| format!("{lead}  - {tag}")));
        }
        if comment {
            lines.extend([String::new(), "# next".to_owned()]);
        }
    }
    lines.extend(["# The rest".to_owned(), "people: []".to_owned()]);
    let end = if last_break { "\n" } else { "" };
    let text = lines.join("\n") + end;
    if windows { text.replace('\n', "\r\n") } else { text }
}

fn read(text: &str) -> RawValue {
    let text: Slice = text.into();
    let (mut documents, problems) = read_documents(FileId::default(), &text);
    assert_eq!(problems, [], "{text:?}");
    documents.pop().unwrap()
}

/// The comments of a text, in their order.
fn comments(text: &str) -> Vec<String> {
    input::comments(text).into_iter().map(|range| text[range].trim_end().to_owned()).collect()
}

/// The facts without places, keys sorted.
fn facts(value: &RawValue) -> String {
    match &value.kind {
        RawKind::Null => "~".to_owned(),
        RawKind::Text(text) => format!("{text:?}"),
        RawKind::List(items) => format!("{:?}", items.iter().map(facts).collect::<Vec<_>>()),
        RawKind::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| (key.value.to_string(), facts(value)));
            format!("{:?}", pairs.collect::<std::collections::BTreeMap<_, _>>())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A random map and a random edit: the same facts with that one change, and every comment still there.
    #[test]
    fn one_edit_is_one_change(
        entries in prop::collection::vec(entry(), 1..5),
        (at, kind) in (0_usize..5, 0_usize..8),
        new in "[a-c#:, '\"\\[{}&*|>\n-]{1,8}",
        (indent, windows, last_break) in any::<(bool, bool, bool)>(),
    ) {
        let at = at % entries.len();
        let is_there = match kind {
            5 => entries[at].url.is_some(),
            6 => entries[at].tags.len() > 1,
            7 => entries.len() > 1,
            _ => true,
        };
        // Nothing to remove: another edit, so that no case is wasted.
        let kind = if is_there { kind } else { 0 };
        let map = map_text(&entries, indent, windows, last_break);
        let mut wanted = read(&map);
        let value = text(&new);
        let result = edited(&map, |editor| match kind {
            0 => editor.set(&service(at), "name", &value),
            1 => editor.set(&service(at), "url", &value),
            2 => editor.set(&service(at), "site", &value),
            3 => editor.insert(&service(at), "tags", std::slice::from_ref(&value), None),
            5 => editor.remove(&service(at), &["url"]),
            6 => editor.remove_items(&[&service(at)[..], &[PathStep::Key("tags")]].concat(), &[0]),
            7 => editor.remove_items(&[PathStep::Key("services")], &[at]),
            _ => editor.insert(&[], "services", &[Value::Map(vec![("name".into(), value)])], None),
        });
        let text = result.unwrap_or_else(|error| panic!("{error}\n{map}"));
        let RawKind::Map(lists) = &mut wanted.kind else { panic!() };
        let RawKind::List(items) = &mut lists[0].1.kind else { panic!() };
        let raw = |kind| RawValue { kind, place: Place::default(), span: 0..0 };
        let key = |key: &str| Text { value: key.into(), place: Place::default() };
        let new = raw(RawKind::Text((&*new).into()));
        if kind == 7 {
            items.remove(at);
        } else if kind == 4 {
            items.push(raw(RawKind::Map(vec![(key("name"), new)])));
        } else {
            let RawKind::Map(pairs) = &mut items[at].kind else { panic!() };
            let name = ["name", "url", "site", "tags", "", "url", "tags"][kind];
            let known = pairs.iter().position(|(known, _)| &*known.value == name);
            match kind {
                5 => {
                    pairs.remove(known.unwrap());
                }
                6 => {
                    let RawKind::List(tags) = &mut pairs[known.unwrap()].1.kind else { panic!() };
                    tags.remove(0);
                }
                _ => match pairs.iter_mut().find(|(known, _)| &*known.value == name) {
                None => pairs.push((key(name), new)),
                Some((_, RawValue { kind: RawKind::List(items), .. })) => items.push(new),
                Some((_, old)) => *old = new,
            },
            }
        }
        prop_assert_eq!(facts(&read(&text)), facts(&wanted), "{}", text);
        let (before, after) = (comments(&map), comments(&text));
        if kind < 5 {
            prop_assert_eq!(&after, &before, "{}", text);
        } else {
            // What is removed goes with its own comments.
            prop_assert!(after.iter().all(|comment| before.contains(comment)), "{}", text);
            prop_assert!(after.len() + 8 >= before.len(), "{}\n{}", map, text);
        }
        prop_assert_eq!(text.contains("\r\n"), windows);
    }
}
