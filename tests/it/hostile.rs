//! Malformed and oversized files through the built binary: it says what is wrong and where, or answers, and
//! neither panics, hangs, eats the memory nor lets a control character out (SPEC 7).
//!
//! The times are guards against a hang; how fast it is in earnest is measured elsewhere.

mod mutated;

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// No case takes longer, also where the tests have both cores.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 10 });
/// By what large maps are smaller in a debug build, which is slow.
const SMALLER: usize = if cfg!(debug_assertions) { 10 } else { 1 };
/// No case needs more memory, in KiB of address space.
const MOST_MEMORY: u64 = 4_000_000;

/// The code of a run that took too long, or that a signal ended.
const KILLED: i32 = -1;

/// What a run leaves behind.
struct Ran {
    code: i32,
    stdout: Vec<u8>,
    stderr: String,
}

/// Runs custmap in a folder, with a limit on time and, where the shell can, on memory.
#[track_caller]
fn run(folder: &Path, args: &[&str]) -> Ran {
    let out = |name: &str| folder.join(name);
    let limited = format!("ulimit -v {MOST_MEMORY} 2>/dev/null; exec \"$0\" \"$@\"");
    let mut child = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_custmap")])
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null())
        .stdout(fs::File::create(out(".stdout")).unwrap())
        .stderr(fs::File::create(out(".stderr")).unwrap())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > LONGEST {
            child.kill().unwrap();
            break child.wait().unwrap();
        }
        std::thread::sleep(Duration::from_millis(3));
    };
    Ran {
        code: status.code().unwrap_or(KILLED),
        stdout: fs::read(out(".stdout")).unwrap(),
        stderr: String::from_utf8(fs::read(out(".stderr")).unwrap()).unwrap(),
    }
}

/// How a file is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// The map is sound: exit status 0 or 1.
    Sound,
    /// It has errors, of this code, at a place.
    Wrong(&'static str),
    /// It has errors, of whatever code, at a place.
    Refused,
}
use Taken::{Refused, Sound, Wrong};

/// One hostile file.
struct Case {
    name: String,
    /// `map.yaml` or `map.json`.
    file: &'static str,
    bytes: Vec<u8>,
    taken: Taken,
}

fn yaml(name: &str, text: impl AsRef<[u8]>, taken: Taken) -> Case {
    case(name, "map.yaml", text, taken)
}

fn json(name: &str, text: impl AsRef<[u8]>, taken: Taken) -> Case {
    case(name, "map.json", text, taken)
}

fn case(name: &str, file: &'static str, text: impl AsRef<[u8]>, taken: Taken) -> Case {
    Case { name: name.to_owned(), file, bytes: text.as_ref().to_vec(), taken }
}

/// A map with one department and one beneficiary, and whatever else.
fn map(rest: &str) -> String {
    format!(
        "organisation: {{name: X}}\ndepartments: [{{id: a, name: A}}]\nbeneficiaries: [{{id: b, name: B}}]\n{rest}\n"
    )
}

/// The same with one service, whose `serves` is this text.
fn serves(text: &str) -> String {
    map(&format!("services: [{{name: S, provided_by: a, serves: {text}}}]"))
}

/// Checks every case, lets every sound one be answered, and names all that fail.
#[track_caller]
fn check(cases: Vec<Case>) {
    try_all(cases, &[&["analyze", "--quiet"], &["export", "--format", "csv"]]);
}

/// Only checks every case.
#[track_caller]
fn check_only(cases: Vec<Case>) {
    try_all(cases, &[]);
}

#[track_caller]
fn try_all(cases: Vec<Case>, answers: &[&[&str]]) {
    let mut wrong = String::new();
    for case in cases {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(case.file), &case.bytes).unwrap();
        let ran = run(folder.path(), &["check", case.file]);
        let problems = judge(&case, &ran);
        if !problems.is_empty() {
            let said: String = ran.stderr.chars().take(600).collect();
            writeln!(wrong, "{}: {}\n{said}\n", case.name, problems.join("; ")).unwrap();
        }
        if case.taken == Sound && ran.code != KILLED {
            for args in answers {
                let args = [&[args[0], case.file], &args[1..]].concat();
                let ran = run(folder.path(), &args);
                if ran.code != 0 {
                    writeln!(
                        wrong,
                        "{}: {} ends with {}\n{}",
                        case.name, args[0], ran.code, ran.stderr
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is wrong with a run.
fn judge(case: &Case, ran: &Ran) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    expect(ran.code != KILLED, "it took too long or was killed");
    let stdout = String::from_utf8_lossy(&ran.stdout);
    for text in [&stdout, &*ran.stderr] {
        expect(!text.contains("panicked"), "it panicked");
        expect(!text.contains("overflowed its stack"), "stack overflow");
        expect(!text.contains("memory allocation"), "out of memory");
        expect(text.chars().all(harmless), "a control character gets out");
    }
    match case.taken {
        Refused => {
            expect(ran.code == 2, &format!("ends with {}, expected 2", ran.code));
            expect(has_place(&ran.stderr, case.file), "no file:line:column");
        }
        Sound => expect(
            matches!(ran.code, 0 | 1),
            &format!("ends with {}, expected a sound map", ran.code),
        ),
        Wrong(code) => {
            expect(ran.code == 2, &format!("ends with {}, expected 2", ran.code));
            expect(ran.stderr.contains(&format!("error[{code}]")), &format!("no error[{code}]"));
            expect(has_place(&ran.stderr, case.file), "no file:line:column");
        }
    }
    wrong
}

/// Whether a terminal may show it: no control character but the end of a line, nothing that turns the direction.
fn harmless(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}');
    c == '\n' || !(c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Whether a text names a place in a file: `file:line:column`.
fn has_place(text: &str, file: &str) -> bool {
    let number = |part: Option<&str>| {
        let digits = part.map_or(0, |part| part.bytes().take_while(u8::is_ascii_digit).count());
        digits > 0 && !part.is_some_and(|part| part.starts_with('0'))
    };
    text.match_indices(&format!("{file}:")).any(|(at, found)| {
        let mut parts = text[at + found.len()..].splitn(3, ':');
        number(parts.next()) && number(parts.next())
    })
}

/// A file that is no map, or hardly one, gets an error that says what is missing.
#[test]
fn hardly_a_file() {
    check(vec![
        yaml("empty", "", Wrong("no-organisation")),
        json("empty JSON", "", Wrong("no-organisation")),
        yaml("blanks", "\n\n   \n", Wrong("no-organisation")),
        yaml("comments only", "# nothing\n# at all\n", Wrong("no-organisation")),
        yaml("three dashes", "---\n", Wrong("no-organisation")),
        yaml("null", "null\n", Wrong("no-organisation")),
        yaml("a word", "organisation\n", Wrong("syntax")),
        yaml("a list", "- organisation\n", Wrong("syntax")),
        yaml("a number", "7\n", Wrong("syntax")),
        json("a word as JSON", "organisation", Wrong("syntax")),
        json("a list as JSON", "[]", Wrong("syntax")),
        json("a number as JSON", "7", Wrong("syntax")),
        json("null as JSON", "null", Wrong("no-organisation")),
        json("braces as JSON", "{}", Wrong("no-organisation")),
        yaml("organisation alone", "organisation: {name: X}", Sound),
        yaml("organisation without name", "organisation: {kind: public}", Wrong("missing-key")),
        yaml("organisation left empty", "organisation:\n", Wrong("no-organisation")),
        yaml(
            "every list left empty",
            "organisation: {name: X}\ndepartments:\npeople: ~\ngroups: []\nservices:\nchecks:\nallow:\n",
            Sound,
        ),
        yaml(
            "lists that are none",
            "organisation: {name: X}\ndepartments: 7\npeople: {a: b}\nservices: x\n",
            Wrong("wrong-type"),
        ),
        yaml(
            "items that are none",
            "organisation: {name: X}\ndepartments: [7, [], null, {}]\n",
            Wrong("wrong-type"),
        ),
    ]);
}

/// Text of other encodings is named as such, and marks and line ends of Windows are taken as they come.
#[test]
fn encodings() {
    let text = map("services: [{name: S, provided_by: a, serves: b}]");
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    check(vec![
        yaml("byte order mark", format!("\u{feff}{text}"), Sound),
        json("byte order mark before JSON", "\u{feff}{\"organisation\": {\"name\": \"X\"}}", Sound),
        yaml("CRLF", text.replace('\n', "\r\n"), Sound),
        yaml("lone CR", text.replace('\n', "\r"), Sound),
        yaml("UTF-16 LE", utf16([0xff, 0xfe], u16::to_le_bytes), Wrong("not-text")),
        yaml("UTF-16 BE", utf16([0xfe, 0xff], u16::to_be_bytes), Wrong("not-text")),
        yaml("UTF-16 without mark", &utf16([0xff, 0xfe], u16::to_le_bytes)[2..], Wrong("syntax")),
        yaml("Latin-1", b"organisation: {name: Caf\xe9}\n", Wrong("not-text")),
        json("Latin-1 as JSON", b"{\"organisation\": {\"name\": \"Caf\xe9\"}}", Wrong("not-text")),
        yaml("overlong UTF-8", b"organisation: {name: \xc0\xaf}\n", Wrong("not-text")),
        yaml("a surrogate in UTF-8", b"organisation: {name: \xed\xa0\x80}\n", Wrong("not-text")),
        yaml("cut in a character", b"organisation: {name: X}\n# \xf0\x9f", Wrong("not-text")),
        yaml("NUL", "organisation: {name: X\0Y}\n", Wrong("syntax")),
        yaml("NUL between", "organisation: {name: X}\n\0\ndepartments: []\n", Wrong("syntax")),
        json("NUL in JSON", "{\"organisation\": {\"name\": \"X\0Y\"}}", Wrong("syntax")),
        yaml("bell", "organisation: {name: X\u{7}Y}\n", Wrong("syntax")),
        yaml("escape sequence", "organisation: {name: X\u{1b}[31mY}\n", Wrong("syntax")),
        json(
            "escape sequence in JSON",
            "{\"organisation\": {\"name\": \"X\u{1b}[31mY\"}}",
            Wrong("syntax"),
        ),
        yaml(
            "a binary file",
            (0..=255_u8).cycle().take(5_000).collect::<Vec<u8>>(),
            Wrong("not-text"),
        ),
    ]);
}

/// Escapes in quotes bring any character into a text, and none that moves the cursor comes out again.
#[test]
fn characters_that_never_reach_a_terminal() {
    let nasty = r"\e[31mred\a\b\0\x7f\u202Eevil\u2066\u200F\u061C\uFEFF\L\P\N\r\n\t\u009B31m";
    let long = format!("organisation: {{name: \"{nasty}\"}}\n");
    check(vec![
        yaml("in a name", map("").replace("name: A", &format!("name: \"A{nasty}\"")), Sound),
        yaml("in the organisation's name", &long, Sound),
        yaml("in an id", map("").replace("id: a", &format!("id: \"a{nasty}\"")), Sound),
        yaml("in a key", map(&format!("\"{nasty}\": 1")), Wrong("unknown-key")),
        yaml("in a reference", serves(&format!("\"{nasty}\"")), Wrong("unknown-reference")),
        yaml("in a reference, raw", serves("e\u{202e}vil\u{2066}"), Wrong("unknown-reference")),
        yaml(
            "in a date",
            map(&format!("people: [{{name: P, since: \"{nasty}\"}}]")),
            Wrong("wrong-date"),
        ),
        yaml(
            "in a comment on the line of an error",
            format!("{} # \u{202e}\u{2066}31m", serves("nobody").trim_end()),
            Wrong("unknown-reference"),
        ),
        json(
            "in a name as JSON",
            r#"{"organisation": {"name": "\u001b[31m\u202e\u0000\u009b"}}"#,
            Sound,
        ),
        json("in a key as JSON", r#"{"\u001b[31m\u202e": 1}"#, Wrong("unknown-key")),
        json(
            "in a reference as JSON",
            r#"{"organisation": {"name": "X"}, "services": [{"name": "S", "provided_by": "\u001b]0;x\u0007"}]}"#,
            Wrong("unknown-reference"),
        ),
    ]);
}

/// Every kind of broken YAML is a syntax error at its place.
#[test]
fn broken_yaml() {
    let text = [
        "organisation: {name: X",
        "organisation: [",
        "organisation: {name: X]}",
        "organisation: \"X",
        "organisation: 'X",
        "organisation: {name: X}\n  departments: []",
        "organisation:\n\tname: X",
        "organisation: {name: X}}",
        "]",
        "}",
        ", ,",
        "organisation: {name: X}\ndepartments:\n  - name: A\n serves: b",
        "organisation: name: X",
        "organisation: {name: \"\\q\"}",
        "organisation: {name: \"\\u12\"}",
        "organisation: {name: \"\\ud800\"}",
        "organisation: {name: @x}",
        "organisation: {name: `x`}",
        "organisation: {name: %x}",
        "organisation: |x\n  y",
        "%YAML 9.9\n%YAML 1.2\n---\norganisation: {name: X}",
        "organisation: {name: *nothing}",
        "organisation: &a\n- *b",
        "&a &b organisation: x",
        "? organisation\n: {name: [}",
        "- - - {]",
        "organisation: {name: X} trailing",
        "\"organisation\" {name: X}",
    ];
    let case = |text: &&str| {
        let lone = yaml(text, text, Wrong("syntax"));
        Case { name: format!("{text:?}"), ..lone }
    };
    check(text.iter().map(case).collect());
}

/// So is every kind of broken JSON; what is only odd is taken.
#[test]
fn broken_json() {
    let text = [
        "{\"organisation\": {\"name\": \"X\"},}",
        "{\"organisation\": {\"name\": \"X\",}}",
        "{'organisation': {}}",
        "{organisation: {}}",
        "{\"organisation\": {\"name\": NaN}}",
        "{\"organisation\": {\"name\": Infinity}}",
        "{\"organisation\": {\"name\": \"\\ud800\"}}",
        "{\"organisation\": {\"name\": \"\\ud800\\u0041\"}}",
        "{\"organisation\": {\"name\": \"\\x\"}}",
        "{\"organisation\"",
        "{\"organisation\": ",
        "{\"organisation\": {\"name\": \"X",
        "{\"organisation\": {\"name\": \"X\"}",
        "{\"organisation\": {\"name\": \"X\"}} x",
        "{\"organisation\": {\"name\": \"X\"}}{}",
        "{\"organisation\": {\"name\": 01}}",
        "{\"organisation\": {\"name\": +1}}",
        "{\"organisation\": {\"name\": .5}}",
        "{\"organisation\": {\"name\": tru}}",
        "{\"organisation\": {\"name\": \"a\tb\"}}",
        "// remark\n{\"organisation\": {\"name\": \"X\"}}",
        "{\"departments\": [{\"name\": \"A\"} {\"name\": \"B\"}]}",
        "{\"departments\": [,]}",
        "{\"departments\": [{\"name\": \"\\ud83d\"}]}",
        "{7: 8}",
        "[",
        "{",
        "\"",
        "{\"",
    ];
    let case =
        |text: &&str| Case { name: format!("{text:?}"), ..json(text, text, Wrong("syntax")) };
    let mut cases: Vec<Case> = text.iter().map(case).collect();
    cases.extend([
        json("huge number as a name", format!("{{\"organisation\": {{\"name\": {}}}}}", "9".repeat(5_000)), Sound),
        json("1e400 as a name", r#"{"organisation": {"name": 1e400}}"#, Sound),
        json("1e400 as a count", r#"{"organisation": {"name": "X"}, "departments": [{"name": "A", "headcount": 1e400}]}"#, Wrong("wrong-number")),
        json("duplicate key", r#"{"organisation": {"name": "X", "name": "Y"}}"#, Wrong("duplicate-key")),
        json("duplicate list", r#"{"organisation": {"name": "X"}, "departments": [], "departments": [{"name": "A"}]}"#, Wrong("duplicate-key")),
        json("duplicate key by escape", r#"{"organisation": {"name": "X", "n\u0061me": "Y"}}"#, Wrong("duplicate-key")),
        json("a pair of surrogates", r#"{"organisation": {"name": "X\ud83e\udd80"}}"#, Sound),
        json("serde_json's own key", r#"{"$serde_json::private::RawValue": "x", "organisation": {"name": "X"}}"#, Wrong("unknown-key")),
        json("serde_json's own key within", r#"{"organisation": {"$serde_json::private::RawValue": "{", "name": "X"}}"#, Wrong("unknown-key")),
    ]);
    check(cases);
}

/// 100,000 levels of nesting are refused at once, however they are written, and never overflow the stack.
#[test]
fn deep_nesting() {
    const DEEP: usize = 100_000;
    let block = |line: &str, levels: usize| {
        let mut text = String::from("departments:\n");
        for level in 1..levels {
            writeln!(text, "{}{line}", " ".repeat(level)).unwrap();
        }
        text
    };
    let json_lists = format!("{{\"departments\": {}{}}}", "[".repeat(DEEP), "]".repeat(DEEP));
    let json_maps =
        format!("{{\"departments\": [{}1{}]}}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP));
    check(vec![
        yaml("maps", format!("organisation: {}", "{a: ".repeat(DEEP)), Wrong("too-much")),
        yaml(
            "maps that end",
            format!("organisation: {}x{}", "{a: ".repeat(DEEP), "}".repeat(DEEP)),
            Wrong("too-much"),
        ),
        yaml("lists", format!("departments: {}", "[".repeat(DEEP)), Refused),
        yaml(
            "lists that end",
            format!("departments: {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
            Refused,
        ),
        yaml("lists as a key", format!("? {}", "[".repeat(DEEP)), Refused),
        yaml("under an unknown key", format!("zzz: {}", "[".repeat(DEEP)), Refused),
        yaml("lists at the top", "[".repeat(DEEP), Wrong("too-much")),
        yaml("dashes", format!("departments:\n{}x", "- ".repeat(DEEP)), Wrong("too-much")),
        yaml("question marks", "? ".repeat(DEEP), Wrong("too-much")),
        yaml("block maps", block("a:", 3_000), Wrong("too-much")),
        yaml("block lists", block("-", 3_000), Wrong("too-much")),
        yaml(
            "within a list that isn't one",
            format!("organisation: {{name: {}}}", "[".repeat(59)),
            Wrong("syntax"),
        ),
        json("JSON lists", json_lists, Wrong("too-much")),
        json("JSON maps", json_maps, Wrong("too-much")),
        json("JSON at the top", "[".repeat(DEEP), Wrong("too-much")),
        json(
            "JSON under an unknown key",
            format!("{{\"zzz\": {}", "[".repeat(DEEP)),
            Wrong("too-much"),
        ),
        json(
            "JSON of 100 levels",
            format!("{{\"departments\": [{}{}]}}", "[".repeat(100), "]".repeat(100)),
            Wrong("too-much"),
        ),
    ]);
}

/// Lists in brackets are refused by the reader's own limit, and for the same reason as all else that is deep.
#[test]
fn issue_deep_lists_are_too_much() {
    const DEEP: usize = 100_000;
    check(vec![
        yaml("lists", format!("departments: {}", "[".repeat(DEEP)), Wrong("too-much")),
        yaml(
            "lists that end",
            format!("departments: {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
            Wrong("too-much"),
        ),
        yaml("lists as a key", format!("? {}", "[".repeat(DEEP)), Wrong("too-much")),
        yaml("under an unknown key", format!("zzz: {}", "[".repeat(DEEP)), Wrong("too-much")),
    ]);
}

/// Anchors save typing and may; what they multiply is bounded.
#[test]
fn anchors() {
    let (laughs, typed) = (laughs(), typed_bomb());
    let tags = |count: usize| {
        format!(
            "organisation: {{name: X}}\ndepartments:\n  - {{name: A, tags: &t [x, y]}}\n{}",
            (0..count)
                .fold(String::new(), |text, at| format!("{text}  - {{name: D{at}, tags: *t}}\n"))
        )
    };
    check(vec![
        yaml("classic bomb", &laughs, Refused),
        yaml("classic bomb under a list", laughs.replace("a: &a", "departments: &a"), Refused),
        yaml(
            "classic bomb within a record",
            format!("organisation:\n  {}", laughs.trim_end().replace('\n', "\n  ")),
            Refused,
        ),
        yaml("typed bomb", typed, Refused),
        yaml("300 legitimate aliases", tags(300), Sound),
        yaml(
            "merge key",
            map("people:\n  - &p {id: p, name: P, department: a}\n  - {<<: *p, id: q}\n"),
            Wrong("unknown-key"),
        ),
        yaml(
            "merge of several",
            map(
                "people:\n  - &p {id: p, name: P}\n  - &q {id: q, name: Q, role: r}\n  - {<<: [*p, *q], id: s}\n",
            ),
            Wrong("unknown-key"),
        ),
        yaml(
            "merge of nothing",
            map("people:\n  - {<<: 7, id: s, name: S}\n"),
            Wrong("unknown-key"),
        ),
        yaml("recursive list", map("services: &s [*s]"), Wrong("syntax")),
        yaml("recursive map", "organisation: &o {name: X, sites: [*o]}", Wrong("syntax")),
        yaml("recursive merge", "organisation: &o {name: X, <<: *o}", Wrong("syntax")),
        yaml("undefined alias", "organisation: {name: *x}", Wrong("syntax")),
        yaml(
            "alias before its anchor",
            "organisation: {name: *x}\ndepartments: [{name: &x A}]",
            Wrong("syntax"),
        ),
        yaml(
            "an anchor for everything",
            format!(
                "organisation: {{name: X}}\ndepartments: [{}]",
                (0..20_000)
                    .fold(String::new(), |text, at| format!("{text}&a{at} {{name: D{at}}}, "))
            ),
            Sound,
        ),
    ]);
}

/// Bombs are refused as what they are.
#[test]
fn issue_bombs_are_too_much() {
    check(vec![
        yaml("classic bomb", laughs(), Wrong("too-much")),
        yaml("typed bomb", typed_bomb(), Wrong("too-much")),
    ]);
}

/// An anchor's long text costs its length each time it is repeated, so that is bounded too.
#[test]
fn issue_repeated_text_is_bounded() {
    let long = format!(
        "organisation: {{name: &n \"{}\"}}\ndepartments:\n{}",
        "x".repeat(100_000),
        (0..5_000).fold(String::new(), |text, at| format!("{text}  - {{id: d{at}, name: *n}}\n"))
    );
    check_only(vec![yaml("a large text repeated", long, Refused)]);
}

/// The billion laughs: each list nine times the one before it.
fn laughs() -> String {
    ('b'..='j').fold("a: &a [x, x, x, x, x, x, x, x, x]\n".into(), |text, letter| {
        let before = char::from(letter as u8 - 1);
        let items = vec![format!("*{before}"); 9].join(", ");
        format!("{text}{letter}: &{letter} [{items}]\n")
    })
}

/// A list of 10,000 recipients, repeated by 10,000 services.
fn typed_bomb() -> String {
    let many = vec!["b"; 10_000].join(", ");
    let mut text = map("services:");
    writeln!(text, "  - {{name: S, provided_by: a, serves: &all [{many}]}}").unwrap();
    for at in 0..10_000 {
        writeln!(text, "  - {{name: S{at}, provided_by: a, serves: *all}}").unwrap();
    }
    text
}

/// What YAML allows and a map has no use for is refused by its name.
#[test]
fn yaml_that_maps_do_not_use() {
    check(vec![
        yaml(
            "duplicate key of a record",
            map("people: [{name: P, name: Q}]"),
            Wrong("duplicate-key"),
        ),
        yaml("duplicate list", map("departments: []"), Wrong("duplicate-key")),
        yaml("duplicate organisation", map("organisation: {name: Y}"), Wrong("duplicate-key")),
        yaml(
            "two spellings of organisation",
            map("organization: {name: Y}"),
            Wrong("duplicate-key"),
        ),
        yaml("two documents", format!("{0}---\n{0}", map("")), Wrong("several-documents")),
        yaml(
            "a second document without dashes",
            format!("{}...\nmore: x\n", map("")),
            Wrong("several-documents"),
        ),
        yaml("a broken second document", format!("{}---\n[", map("")), Wrong("syntax")),
        yaml("one document with its marks", format!("%YAML 1.2\n---\n{}...\n", map("")), Sound),
        yaml("a tag", map("people: [!person {name: P}]"), Sound),
        yaml("a tag on a text", map("people: [{name: !!str 7}]"), Sound),
        yaml("a number tag on a text", map("people: [{name: !!int P}]"), Wrong("syntax")),
        yaml("binary", map("people: [{name: !!binary aGk=}]"), Sound),
        yaml("a list as a key", map("? [a, b]\n: c"), Wrong("wrong-type")),
        yaml("null as a key", map("~: c"), Wrong("wrong-type")),
        yaml("a number as a key", map("7: c"), Wrong("unknown-key")),
        yaml("a set", map("people: !!set {P, Q}"), Wrong("wrong-type")),
    ]);
}

/// Text stays as it is written; only nothing and blanks are nothing.
#[test]
fn scalars_that_look_like_others() {
    let text =
        |name: &str| yaml(name, map(&format!("people: [{{id: {name}, name: {name}}}]")), Sound);
    let mut cases: Vec<Case> = [
        "no",
        "yes",
        "on",
        "007",
        "1e3",
        "2024",
        "true",
        "0x1F",
        "1_000",
        ".5",
        "2024-01-01",
        "12:30",
        "1.10",
        ".nan",
        "=",
        "-1",
    ]
    .into_iter()
    .map(text)
    .collect();
    cases.extend([
        yaml("null as a name", map("people: [{name: null}]"), Wrong("missing-key")),
        yaml("~ as a name", map("people: [{name: ~}]"), Wrong("missing-key")),
        yaml("nothing as a name", map("people: [{id: x, name: }]"), Wrong("missing-key")),
        yaml("blanks as a name", map("people: [{id: x, name: '  '}]"), Wrong("missing-key")),
        yaml("no letter in a name", map("people: [{name: '!?'}]"), Wrong("no-id")),
        yaml("blank id", map("people: [{id: '', name: P}]"), Wrong("no-id")),
        yaml("reserved id", map("people: [{id: everyone, name: P}]"), Wrong("reserved-id")),
        yaml("reserved slug", map("people: [{name: Recipients}]"), Wrong("reserved-id")),
        yaml("id twice", map("people: [{id: a, name: P}]"), Wrong("duplicate-id")),
        yaml("slug twice", map("people: [{name: P}, {name: p!}]"), Wrong("duplicate-id")),
        yaml("a list as a name", map("people: [{name: [P]}]"), Wrong("wrong-type")),
        yaml(
            "a mapping as a reference",
            map("services: [{name: S, provided_by: {a: b}}]"),
            Wrong("wrong-type"),
        ),
        yaml("no provider", map("services: [{name: S, provided_by: []}]"), Wrong("missing-key")),
    ]);
    check(cases);
}

/// A number is refused where it is none, is out of range or isn't finite.
#[test]
fn numbers() {
    let amount = |text: &str, taken| {
        yaml(
            &format!("amount {text}"),
            map(&format!(
                "services: [{{name: S, provided_by: a, paid_by: [{{from: b, amount: {text}}}]}}]"
            )),
            taken,
        )
    };
    let score = |text: &str, taken| {
        yaml(
            &format!("score {text}"),
            serves(&format!("[{{to: b, satisfaction: {{{text}}}}}]")),
            taken,
        )
    };
    let count = |text: &str, taken| {
        yaml(
            &format!("headcount {text}"),
            map("").replace("name: A", &format!("name: A, headcount: {text}")),
            taken,
        )
    };
    let wrong = Wrong("wrong-number");
    let mut cases = Vec::new();
    cases
        .extend(["0", "7.5", "1e3", "250000", "'7'", "1E2", "0.0"].map(|text| amount(text, Sound)));
    cases.extend(
        [
            "1e400", ".nan", ".inf", "-.inf", "-1", "-0", "1_000", "'1,000'", "'1 000'", "£7",
            "0x1F", "nan", "inf", "infinity", "+7", "7k", "''", "true",
        ]
        .map(|text| amount(text, wrong)),
    );
    cases.extend(
        ["score: 0", "score: 10", "score: 4, scale: 5", "score: 7, n: 0"]
            .map(|text| score(text, Sound)),
    );
    cases.extend(
        [
            "score: 11",
            "score: -1",
            "score: 1, scale: 0",
            "score: 1, scale: -5",
            "score: .nan",
            "score: 1, scale: .inf",
            "score: 1, scale: 1e-400",
            "score: 5, n: 1.5",
            "score: 5, n: -1",
        ]
        .map(|text| score(text, wrong)),
    );
    cases.extend(["0", "18446744073709551615"].map(|text| count(text, Sound)));
    cases.extend(
        ["-1", "1.5", "1e3", "18446744073709551616", "many", "1_000"]
            .map(|text| count(text, wrong)),
    );
    check(cases);
}

/// A date is a year, a month or a day that there is.
#[test]
fn dates() {
    let date = |text: &str, taken| {
        yaml(&format!("date {text}"), map(&format!("people: [{{name: P, since: {text}}}]")), taken)
    };
    let mut cases = Vec::new();
    cases.extend(
        ["2024", "2024-02", "2024-02-29", "'2024'", "0001-01-01", "9999-12-31"]
            .map(|text| date(text, Sound)),
    );
    cases.extend(
        [
            "2023-02-29",
            "2024-00",
            "2024-13",
            "2024-01-00",
            "2024-01-32",
            "24",
            "20240101",
            "2024-1-1",
            "2024/01/01",
            "01.02.2024",
            "12345",
            "2024-01-01T00:00:00Z",
            "2024-",
            "-2024",
            "٢٠٢٤",
            "yesterday",
            "2024-01-01-01",
            "0.5",
            "true",
        ]
        .map(|text| date(text, Wrong("wrong-date"))),
    );
    check(cases);
}

/// A directory is a map where it holds one, and its broken file is named.
#[test]
fn directories() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["empty", "broken", "two", "circle", "split", "split/deeper", "none.yaml"] {
        fs::create_dir(at(name)).unwrap();
    }
    fs::write(at("empty/notes.txt"), "no map").unwrap();
    fs::write(at("broken/a.yaml"), map("")).unwrap();
    fs::write(at("broken/b.yml"), "services: [").unwrap();
    fs::write(at("two/a.yaml"), map("")).unwrap();
    fs::write(at("two/b.json"), "{\"organisation\": {\"name\": \"Y\"}}").unwrap();
    fs::write(at("circle/a.yaml"), map("")).unwrap();
    fs::write(at("split/a.yaml"), map("")).unwrap();
    fs::write(
        at("split/deeper/b.json"),
        "{\"services\": [{\"name\": \"S\", \"provided_by\": \"a\", \"serves\": \"b\"}]}",
    )
    .unwrap();
    fs::write(at("split/deeper/c.YAML"), "departments: [{name: C}]").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("circle"), at("circle/again")).unwrap();
        std::os::unix::fs::symlink("a.yaml", at("circle/to-itself")).unwrap();
        std::os::unix::fs::symlink("dangling.txt", at("circle/dangling")).unwrap();
    }
    for (name, code, said) in [
        ("empty", 2, "no .yaml, .yml or .json file"),
        ("none.yaml", 2, "no .yaml, .yml or .json file"),
        ("broken", 2, "b.yml:1:"),
        ("two", 2, "error[second-organisation]"),
        ("circle", 0, ""),
        ("split", 0, ""),
        ("missing", 2, "missing"),
        ("missing.yaml", 2, "missing.yaml"),
        ("empty/notes.txt/x", 2, "notes.txt"),
        ("", 2, "error"),
    ] {
        let ran = run(folder.path(), &["check", name]);
        assert_eq!(ran.code, code, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{name}: {}", ran.stderr);
        assert!(!ran.stderr.contains("panicked"), "{name}: {}", ran.stderr);
    }
}

/// What is no file is read like one, and a pipe that holds a map is a map.
#[cfg(unix)]
#[test]
fn files_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    for (name, said) in [
        ("/dev/null", "no-organisation"),
        ("-", "no-organisation"),
        ("/proc/self/mem", "/proc/self/mem"),
    ] {
        let ran = run(folder.path(), &["check", name]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{name}: {}", ran.stderr);
    }
}

/// An answer that can't be written is an error, and never costs the map or leaves half a file.
#[cfg(unix)]
#[test]
fn outputs_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let text = serves("b");
    fs::write(folder.path().join("map.yaml"), &text).unwrap();
    fs::write(folder.path().join("map.json"), "{\"organisation\": {\"name\": \"X\"}}").unwrap();
    fs::create_dir(folder.path().join("folder.csv")).unwrap();
    std::os::unix::fs::symlink("map.yaml", folder.path().join("link.csv")).unwrap();
    for args in [
        &["export", "map.yaml", "-o", "missing/out.csv"][..],
        &["export", "map.yaml", "--format", "csv", "-o", "map.yaml"],
        &["export", "map.yaml", "--format", "csv", "-o", "./map.yaml"],
        &["export", "map.yaml", "-o", "link.csv"],
        &["export", "map.json", "-o", "map.json"],
        &["export", "map.yaml", "-o", "folder.csv"],
        &["export", "map.yaml", "--format", "csv", "-o", "/dev/full"],
        &["export", "map.yaml", "--format", "json", "-o", "/dev/full"],
        &["analyze", "map.yaml", "--format", "table", "-o", "/dev/full"],
        &["check", "map.yaml", "--format", "json", "-o", "missing/out.json"],
        &["export", "map.yaml", "-o", "map.yaml/out.csv"],
        &["export", "map.yaml", "-o", "out.pdf"],
    ] {
        let ran = run(folder.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("error: "), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(fs::read_to_string(folder.path().join("map.yaml")).unwrap(), text);
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with(".std"));
    names.sort_unstable();
    assert_eq!(
        names,
        ["folder.csv", "link.csv", "map.json", "map.yaml"],
        "something is left behind"
    );
}

/// Long lines, long names and long lists are read, and refused by a short message where they are wrong.
#[test]
fn long_lines() {
    let line = |count: usize| {
        let items = (0..count).map(|at| {
            format!("{{id: d{at}, name: Department {at}, purpose: \"{}\"}}", "x".repeat(40))
        });
        items.collect::<Vec<_>>().join(", ")
    };
    let json_line = line(100_000)
        .replace("id: ", "\"id\": \"")
        .replace(", name: ", "\", \"name\": \"")
        .replace(", purpose: ", "\", \"purpose\": ");
    let name = "n".repeat(1_000_000);
    check(vec![
        yaml(
            "20 MB of comment",
            format!("organisation: {{name: X}}\n# {}", "x".repeat(20_000_000)),
            Sound,
        ),
        yaml(
            "20 MB of text",
            format!("organisation: {{name: X, description: \"{}\"}}", "x ".repeat(10_000_000)),
            Sound,
        ),
        json(
            "9 MB of JSON in a line with an error at its end",
            format!(
                "{{\"organisation\": {{\"name\": \"X\"}}, \"departments\": [{json_line}, {{\"nam\": 7}}]}}"
            ),
            Wrong("unknown-key"),
        ),
        yaml("1 MB name", map("").replace("name: A", &format!("name: {name}")), Sound),
        yaml("1 MB id", map("").replace("id: a", &format!("id: {name}")), Sound),
        yaml("1 MB key", map(&format!("{name}: 1")), Wrong("syntax")),
        json("1 MB key of JSON", format!("{{\"{name}\": 1}}"), Wrong("unknown-key")),
        yaml("1 MB reference", serves(&name), Wrong("unknown-reference")),
        yaml(
            "1 MB date",
            map(&format!("people: [{{name: P, since: {name}}}]")),
            Wrong("wrong-date"),
        ),
        yaml(
            "1 MB amount",
            map(&format!(
                "services: [{{name: S, provided_by: a, paid_by: [{{from: b, amount: {}}}]}}]",
                "9".repeat(1_000_000)
            )),
            Wrong("wrong-number"),
        ),
        yaml(
            "20,000 unknown keys",
            map(&format!(
                "people: [{{name: P, {}}}]",
                (0..20_000).fold(String::new(), |mut text, at| {
                    write!(text, "k{at}: 1, ").unwrap();
                    text
                })
            )),
            Wrong("unknown-key"),
        ),
    ]);
}

/// A single line of 20 MB, and the place at its end.
#[test]
fn a_line_of_20_mb() {
    check(vec![one_line("20 MB in a line", 20)]);
}

/// A single line of 200 MB.
#[test]
#[ignore = "takes a minute in a debug build and 1 GiB; run with --release"]
fn a_line_of_200_mb() {
    check(vec![one_line("200 MB in a line", 200)]);
}

fn one_line(name: &str, mega: usize) -> Case {
    let mut text =
        String::from("organisation: {name: X}\nservices: [{name: S, provided_by: d, purpose: ");
    text.push_str(&"x ".repeat(mega * 500_000));
    text.push_str("}]\n");
    yaml(name, text, Wrong("unknown-reference"))
}

/// Maps far larger than any organisation in one way are checked in seconds.
#[test]
fn large_in_one_way() {
    check_only(vec![
        yaml(
            "20,000 unknown references",
            unknown_references(20_000 / SMALLER),
            Wrong("unknown-reference"),
        ),
        yaml("a chain of 20,000 services", service_chain(20_000 / SMALLER), Sound),
        yaml("part_of 20,000 deep", part_of_chain(20_000 / SMALLER), Sound),
        yaml(
            "a circle of 20,000 departments",
            part_of_circle(20_000 / SMALLER),
            Wrong("part-of-circle"),
        ),
        yaml("2,000 parties that reach the next", reaching(2_000 / SMALLER), Sound),
        yaml("100 groups over 2,000 departments", selecting(100 / SMALLER, 2_000), Sound),
        yaml("a circle of 20,000 groups", group_circle(20_000 / SMALLER), Wrong("group-circle")),
        yaml("a group of 5,000 listed", listing(5_000 / SMALLER), Sound),
        yaml("2,000 units serve everyone", serving_everyone(2_000 / SMALLER), Sound),
        yaml(
            "20,000 things of one name",
            same_names(20_000 / SMALLER),
            Wrong("ambiguous-reference"),
        ),
        yaml("1,000 allows", allowing(1_000 / SMALLER), Sound),
        yaml("10,000 tags, and a group for each", tagging(10_000 / SMALLER), Sound),
        yaml("20,000 measurements of one relationship", measuring(20_000 / SMALLER), Sound),
    ]);
}

/// A page has cards for all units: of a deep tree, and where each relationship restricts what it is used for.
#[test]
fn pages_of_large_maps() {
    for (name, text) in [
        ("part_of 10,000 deep", part_of_chain(10_000 / SMALLER)),
        ("5,000 restricted uses", restricting(5_000 / SMALLER)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("map.yaml"), text).unwrap();
        let ran = run(folder.path(), &["report", "map.yaml", "-o", "page.html"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
    }
}

/// And answered, as far as the answer is a size that anybody reads.
#[test]
fn answers_about_large_maps() {
    check(vec![
        yaml("a chain of 1,000 services", service_chain(1_000 / SMALLER), Sound),
        yaml("part_of 3,000 deep", part_of_chain(3_000 / SMALLER), Sound),
        yaml("1,000 parties that reach the next", reaching(1_000 / SMALLER), Sound),
        yaml("100 groups over 1,000 departments", selecting(100 / SMALLER, 1_000 / SMALLER), Sound),
        yaml("a group of 5,000 listed", listing(5_000 / SMALLER), Sound),
        yaml("1,000 units serve everyone", serving_everyone(1_000 / SMALLER), Sound),
    ]);
}

/// A chain of 20,000 services is exported too, or refused: memory stays bounded whatever a file says.
#[test]
fn issue_long_chains_are_exported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.yaml"), service_chain(20_000)).unwrap();
    let ran = run(folder.path(), &["export", "map.yaml", "--format", "csv", "--unit", "d0"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = run(folder.path(), &["analyze", "map.yaml", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// Groups within groups hold a range a unit in each of them: past a bound they are refused, at their place.
#[test]
fn issue_nested_groups_stay_small() {
    let count = 8_000;
    let mut text = lines("departments:", 2 * count, |at| format!("  - {{id: d{at}, name: D{at}}}"));
    text.push_str("groups:\n");
    for at in 0..count {
        let inner = if at + 1 == count { 0 } else { 2 * at };
        let next = if at + 1 == count { String::new() } else { format!(", g{}", at + 1) };
        writeln!(text, "  - {{id: g{at}, name: G{at}, members: [d{inner}{next}]}}").unwrap();
    }
    check_only(vec![yaml("8,000 groups in one another", text, Wrong("too-much"))]);
}

/// A service that many provide or that serves what many use is derived in a time that its size explains.
#[test]
fn issue_many_providers() {
    let many = if cfg!(debug_assertions) { 1_000 } else { 3_000 };
    let units: Vec<String> = (0..many).map(|at| format!("d{at}")).collect();
    let head = format!(
        "beneficiaries: [{{id: b, name: B}}]\nservices: [{{id: hub, name: Hub, provided_by: [{}], serves: b}}]\ndepartments:",
        units.join(", ")
    );
    let text =
        lines(&head, units.len(), |at| format!("  - {{id: d{at}, name: D{at}, serves: hub}}"));
    check(vec![yaml("units serve a service of all of them", text, Sound)]);
}

/// `head` with a line for each number, as `line` writes it.
fn lines(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = format!("organisation: {{name: X}}\n{head}\n");
    for at in 0..count {
        text.push_str(&line(at));
        text.push('\n');
    }
    text
}

fn unknown_references(count: usize) -> String {
    let head = "departments: [{id: a, name: A}]\nbeneficiaries: [{name: Baker}, {name: Butcher}]\nservices:";
    lines(head, count, |at| {
        format!("  - {{id: s{at}, name: S{at}, provided_by: a, serves: [nobody{at}]}}")
    })
}

fn service_chain(count: usize) -> String {
    let head = "beneficiaries: [{id: b, name: B}]\ndepartments:";
    lines(head, count, |at| {
        let to = if at + 1 == count { "b".to_owned() } else { format!("d{}", at + 1) };
        format!("  - {{id: d{at}, name: D{at}, serves: {to}}}")
    })
}

fn part_of_chain(count: usize) -> String {
    lines(
        "beneficiaries: [{id: b, name: B}]\ndepartments:\n  - {id: d0, name: D, serves: b}",
        count,
        |at| format!("  - {{id: d{}, name: D{}, part_of: d{at}}}", at + 1, at + 1),
    )
}

fn part_of_circle(count: usize) -> String {
    lines("departments:", count, |at| {
        format!("  - {{id: d{at}, name: D{at}, part_of: d{}}}", (at + 1) % count)
    })
}

fn reaching(count: usize) -> String {
    lines("departments: [{id: a, name: A, serves: b0}]\nbeneficiaries:", count, |at| {
        format!("  - {{id: b{at}, name: B{at}, reaches: [b{}]}}", (at + 1) % count)
    })
}

fn selecting(groups: usize, departments: usize) -> String {
    let mut text = lines("departments:", departments, |at| {
        format!("  - {{id: d{at}, name: D{at}, site: s{at}, serves: g{}}}", at % groups)
    });
    text.push_str("groups:\n");
    for at in 0..groups {
        writeln!(
            text,
            "  - {{id: g{at}, name: G{at}, where: {{kind: department}}, except: [d{at}]}}"
        )
        .unwrap();
    }
    text
}

fn group_circle(count: usize) -> String {
    lines("groups:", count, |at| {
        format!("  - {{id: g{at}, name: G{at}, members: [g{}]}}", (at + 1) % count)
    })
}

fn listing(count: usize) -> String {
    let members: Vec<String> = (0..count).map(|at| format!("d{at}")).collect();
    let head = format!(
        "groups: [{{id: g, name: G, members: [{}]}}]\nservices: [{{name: S, provided_by: d0, serves: g}}]\ndepartments:",
        members.join(", ")
    );
    lines(&head, count, |at| format!("  - {{id: d{at}, name: D{at}}}"))
}

fn serving_everyone(count: usize) -> String {
    lines("beneficiaries: [{id: b, name: B}]\ndepartments:", count, |at| {
        format!("  - {{id: d{at}, name: D{at}, serves: [everyone, b]}}")
    })
}

fn same_names(count: usize) -> String {
    let head = "departments: [{id: a, name: A}]\nservices: [{name: S, provided_by: a, serves: same}]\nbeneficiaries:";
    lines(head, count, |at| format!("  - {{id: b{at}, name: Same}}"))
}

fn tagging(count: usize) -> String {
    let tags: Vec<String> = (0..count).map(|at| format!("t{at}")).collect();
    let head = format!("departments: [{{name: A, tags: [{}]}}]\ngroups:", tags.join(", "));
    lines(&head, count, |at| format!("  - {{id: g{at}, name: G{at}, where: {{tag: t{at}}}}}"))
}

fn measuring(count: usize) -> String {
    let head = "departments: [{id: a, name: A}, {id: b, name: B}]\n\
                services: [{id: s, name: S, provided_by: a, serves: b}]\nmeasurements:";
    lines(head, count, |at| {
        format!(
            "  - {{service: s, of: b, score: 7, measured: {}, scale: {}}}",
            1000 + at % 8_000,
            10 + at / 8_000
        )
    })
}

fn restricting(count: usize) -> String {
    let head = "beneficiaries: [{id: b, name: B}]\nservices: [{id: hub, name: Hub, provided_by: d0, serves: b}]\n\
                departments:";
    lines(head, count, |at| {
        let next = (at + 1) % count;
        format!("  - {{id: d{at}, name: D{at}, serves: {{to: d{next}, for: [d{next}]}}}}")
    })
}

fn allowing(count: usize) -> String {
    let mut text = lines("departments:", count, |at| format!("  - {{id: d{at}, name: D{at}}}"));
    text.push_str("allow:\n");
    for at in 0..count {
        writeln!(text, "  - {{finding: unit-without-service, of: d{at}}}").unwrap();
    }
    text
}
