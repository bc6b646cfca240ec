//! The same map as JSON: the same errors, at their places there.

use super::{said, wrong_file};
use crate::run::Run;
use custmap::{
    diag::Code,
    input::{MapFormat, read_text},
};
use proptest::{prelude::*, sample::select};

/// Pieces of JSON, and of what only looks like it.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\t",
    "\r",
    "\u{b}",
    "\u{a0}",
    "\u{feff}",
    "\0",
    "\"a\"",
    "\"\"",
    "\"é\\n\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\x41\"",
    "\"\\'\"",
    "\"a\tb\"",
    "\"a\nb\"",
    "\"\u{7f}\"",
    "\"",
    "'a'",
    "\\",
    "1",
    "0",
    "-",
    "-0",
    "01",
    "1.",
    ".5",
    "1.5",
    "1e5",
    "1e+",
    "1E-05",
    "+1",
    "0x1",
    "true",
    "false",
    "null",
    "nul",
    "NaN",
    "Infinity",
    "word",
    "// x\n",
    "/* x */",
    "\"a\":1",
    "\"a\":",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A text is JSON here if and only if `serde_json` says so.
    #[test]
    fn json_is_what_serde_json_reads(pieces in prop::collection::vec(select(PIECES), 0..8)) {
        let text = format!("{{\"organisation\": {{\"name\": \"X\"}}, \"zzz\": {}}}", pieces.concat());
        let ours = read_text("m.json", &text, MapFormat::Json);
        let is_json = !ours.problems.iter().any(|problem| problem.code == Code::Syntax);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // Here a number stays as it is written, however large it is.
        prop_assume!(!theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range")));
        prop_assert_eq!(is_json, theirs.is_ok(), "{}", text);
        prop_assert_eq!(is_json, ours.complete, "{}", text);
    }

    /// Every text that `serde_json` writes is read as it was, at its place.
    #[test]
    fn texts_are_read_as_serde_json_writes_them(name in "\\PC{0,12}", before in "[ \n]{0,4}", escapes in "[\u{0}-\u{1f}\"\\\\]{0,3}") {
        let name = format!("x{name}{escapes}");
        let written = serde_json::to_string(&name).unwrap();
        let text = format!("{{\"organisation\":{before}{{\"name\":{before}{written}}}}}");
        let ours = read_text("m.json", &text, MapFormat::Json);
        let read = ours.raw.organisations[0].name.as_ref().unwrap();
        prop_assert_eq!(&*read.value, &name);
        prop_assert!(text[read.place.offset as usize..].starts_with(&written), "{:?} in {:?}", read, text);
    }
}

/// Each kind of error has its place in a JSON file too.
#[test]
fn errors_have_their_places_in_json() {
    let wrong = |code: &str, marked: &str| {
        let json = format!("{{\"organisation\": {{\"name\": \"XYZ\"}},\n {marked}}}");
        wrong_file("org.json", code, &json);
    };
    wrong("unknown-key", r#""departments": [{"name": "IT", «"part-of": "x"}]"#);
    wrong("unknown-key", r#"«"departement": []"#);
    wrong("duplicate-key", r#""departments": [{"name": "IT", «"name": "x"}]"#);
    wrong("duplicate-key", r#""departments": [], «"departments": []"#);
    wrong("wrong-type", r#""people": [{"name": "A", "site": «["IT"]}]"#);
    wrong("wrong-type", r#""departments": [«"IT"]"#);
    wrong("missing-key", r#""departments": [«{"id": "it"}]"#);
    wrong("missing-key", r#""services": [«{"name": "S", "provided_by": []}]"#);
    wrong("wrong-word", r#""beneficiaries": [{"name": "B", "kind": «"x"}]"#);
    wrong("wrong-date", r#""people": [{"name": "A", "since": «"soon"}]"#);
    wrong("wrong-date", r#""people": [{"name": "A", "since": «20260}]"#);
    wrong("wrong-number", r#""departments": [{"name": "A", "headcount": «-1}]"#);
    wrong("no-id", r#""departments": [{"name": «"!!!"}]"#);
    wrong("reserved-id", r#""departments": [{"id": «"everyone", "name": "A"}]"#);
    wrong("duplicate-id", r#""departments": [{"name": "A"}, {"name": «"A"}]"#);
    wrong("unknown-reference", r#""departments": [{"name": "A", "part_of": «"x"}]"#);
    wrong("wrong-reference", r#""departments": [{"name": "A", "lead": «"a"}]"#);
    wrong("part-of-circle", r#""departments": [{"name": "A", "part_of": «"a"}]"#);
    wrong("group-circle", r#""groups": [{"name": «"G", "members": ["g"]}]"#);
    wrong("empty-selector", r#""groups": [{"name": "G", "where": «{}}]"#);
    wrong(
        "amount-of-recipients",
        r#""departments": [{"name": "A", "serves": [], "paid_by": {"from": "recipients", "amount": «5}}]"#,
    );
}

/// A text with an escape still has a place on its line, and what follows it the right one.
#[test]
fn an_escape_moves_no_place() {
    let json = "{\"organisation\": {\"name\": \"X\\u0059Z\"},\n \"departments\": [{\"name\": \"A\\tB\", «\"nmae\": 1}]}";
    wrong_file("org.json", "unknown-key", json);
}

/// A text with an escape that is itself wrong is placed at its own quote.
#[test]
fn a_wrong_text_with_an_escape_has_its_place() {
    let json = "{\"organisation\": {\"name\": \"XYZ\"},\n \"departments\": [{\"name\": \"A\", \"part_of\": «\"n\\u006fwhere\"}]}";
    wrong_file("org.json", "unknown-reference", json);
}

/// Columns count characters, not bytes.
#[test]
fn columns_count_characters() {
    let json = "{\"organisation\": {\"name\": \"Zürich 客户\", «\"knd\": \"x\"}}";
    wrong_file("org.json", "unknown-key", json);
    wrong_file("org.yaml", "unknown-key", "organisation: {name: Zürich 客户, «knd: x}");
}

/// The same map in YAML and JSON has the same codes and messages.
#[test]
fn yaml_and_json_agree() {
    let json = r#"{"organisation": {"name": "XYZ", "kind": "firm"},
      "departments": [{"name": "IT", "nmae": "x"}, {"name": "HR", "headcount": "few"}],
      "people": [{"id": "everyone", "name": "E"}, {"name": "P", "since": "soon"}],
      "services": [{"name": "S"}, {"name": "T", "provided_by": "nobody", "serves": ["it"]}]}"#;
    let codes = |name: &str| {
        let said = said(Run::empty().file(name, json), name);
        let codes = said.into_iter().map(|said| (said.code, said.message, said.help));
        codes.collect::<Vec<_>>()
    };
    // JSON is YAML, so the very same text is read by both readers.
    assert_eq!(codes("org.yaml"), codes("org.json"));
    assert_eq!(codes("org.json").len(), 7);
}

/// The very same text, read as YAML and as JSON, gives the same facts.
#[test]
fn yaml_and_json_give_the_same_facts() {
    let json = r#"{"organisation": {"name": "XYZ", "id": null, "currency": "GBP"},
      "departments": [{"id": "it", "name": "I\u0054", "serves": ["sales"], "headcount": 24},
                      {"name": "Sales", "tags": [], "serves": {"to": "b", "satisfaction": {"score": 7.5}}}],
      "beneficiaries": [{"id": "b", "name": "007", "since": 2009}]}"#;
    let facts = |name: &str| {
        let run = Run::empty().file(name, json).args(["export", name, "--format", "json"]);
        run.args(["--today", "2026-11-21"]).fine().stdout.replace(name, "MAP")
    };
    assert_eq!(facts("org.yaml"), facts("org.json"));
}

/// Escapes, characters of several bytes and values that are passed over don't shift the places behind them.
#[test]
fn places_behind_escapes_are_exact() {
    let wrong = |marked: &str| wrong_file("org.json", "unknown-key", marked);
    wrong(r#"{"organisation": {"name": "X \"é\" \\", «"x": 1}}"#);
    wrong(r#"{"organisation": {"name": "X", «"\u0078": 1}}"#);
    wrong(r#"{"organisation": {"name": "Ö🦀"}, "departments": [{"name": "É", «"é": [ ]}]}"#);
    let said = said(
        Run::empty().file(
            "org.json",
            "{\"organisation\": {\"name\": \"X\"}, \"zzz\": {\n \"a\": [\"é\\\"\",\n1.5e3]}, \"yyy\": 1}",
        ),
        "org.json",
    );
    let places: Vec<&str> = said.iter().map(|said| &*said.place).collect();
    assert_eq!(places, ["org.json:1:33", "org.json:3:10"]);
}

/// A quote that isn't closed is missing at the end of its line, not on the next one.
#[test]
fn a_missing_quote_is_reported_on_its_line() {
    let json = "{\"organisation\":\n {\"name\": \"XYZ,\n  \"id\": \"x\"}}";
    let said = said(Run::empty().file("org.json", json), "org.json");
    assert_eq!((&*said[0].code, &*said[0].place), ("syntax", "org.json:2:16"));
}

/// However large a number is: where a text is expected it stays as it is written.
#[test]
fn numbers_stay_as_they_are_written() {
    let json =
        r#"{"organisation": {"name": 1e999, "id": -0.10, "currency": 12345678901234567890123}}"#;
    let input = custmap::input::read_text("m", json, custmap::input::MapFormat::Json);
    let organisation = &input.raw.organisations[0];
    let texts = [&organisation.name, &organisation.id, &organisation.currency];
    let texts = texts.map(|text| text.as_ref().unwrap().value.to_string());
    assert_eq!(texts, ["1e999", "-0.10", "12345678901234567890123"]);
}
