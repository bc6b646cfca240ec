//! Every code of the catalogue has a test, a page and words of its own.

use crate::{docs::page, run::Run};
use custmap::diag::Code;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A code without a test fails here: its word must be in quotes in `errors/`, `import/` or `findings/`.
#[test]
fn every_code_has_a_test() {
    let errors = sources("errors") + &sources("import");
    let findings = sources("findings");
    let without = Code::ALL.iter().filter(|code| {
        let tests = if code.is_finding() { &findings } else { &errors };
        !tests.contains(&format!("\"{}\"", code.word()))
    });
    let without: Vec<&str> = without.map(|code| code.word()).collect();
    assert!(without.is_empty(), "no test names {without:?}");
}

/// The text of the test sources below a folder of `tests/it`.
fn sources(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(folder);
    text_below(&folder)
}

fn text_below(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: PathBuf| {
        if path.is_dir() { text_below(&path) } else { fs::read_to_string(path).unwrap() }
    };
    entries.map(text).collect()
}

/// The findings are those of SPEC 4, each with its level.
#[test]
fn the_findings_are_those_of_the_specification() {
    let levels = Code::findings().map(|code| {
        let level = code.level().map_or("off", custmap::diag::Severity::word);
        format!("{} {level}", code.word())
    });
    let text = page("docs/specification.md");
    let (_, section) = text.split_once("\n## 4. Findings\n").unwrap();
    let (section, _) = section.split_once("\n## 5.").unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let specified = rows.map(|row| {
        let (code, rest) = row.split_once('`').unwrap();
        let level = rest.trim_start_matches([' ', '|']).split([' ', ';']).next().unwrap();
        format!("{code} {level}")
    });
    assert_eq!(levels.collect::<BTreeSet<_>>(), specified.collect::<BTreeSet<_>>());
}

/// Words are kebab-case and each is one code's alone.
#[test]
fn words_are_kebab_case_and_distinct() {
    let words: BTreeSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    assert_eq!(words.len(), Code::ALL.len());
    for word in words {
        assert!(word.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{word}");
    }
}

/// `explain` has a page for every code, which says its level, its meaning and what to do.
#[test]
fn every_code_has_a_page() {
    for code in Code::ALL {
        let page = Run::empty().args(["explain", code.word(), "--width", "1000"]).fine();
        page.says(code.word()).says(code.meaning()).says("What to do: ").says(code.advice());
    }
    let all = Run::empty().line("explain --format plain").fine();
    assert_eq!(all.stdout.lines().count(), Code::ALL.len(), "a line for each");
}
