//! `src/` imports only downwards, and each outside crate has its homes.

mod files;

use std::{fs, path::Path};

/// Every library module, lowest first, with the modules it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    // What a word of the format, of the command line and of output is.
    ("words", &[]),
    ("id", &[]),
    ("diag", &["id", "words"]),
    ("input", &["id", "diag", "words"]),
    ("model", &["id", "diag", "words"]),
    ("resolve", &["id", "diag", "input", "model", "words"]),
    // Foreign files become drafts of a map, which are checked as the files of a map are.
    ("import", &["id", "diag", "input", "model", "resolve"]),
    ("graph", &["id", "model"]),
    ("analysis", &["id", "diag", "model", "graph", "words"]),
    ("report", &["id", "diag", "model", "graph", "analysis", "words"]),
    // The schema says what the readers take; a draft is written as YAML, and merged into the text of a map by the
    // places that `input` knows.
    ("render", &["id", "diag", "input", "model", "resolve", "import", "report", "words"]),
    // What an editor asks needs the places of the file and what follows from it.
    (
        "language",
        &["id", "diag", "input", "model", "resolve", "import", "graph", "analysis", "render"],
    ),
    ("lsp", &["diag", "input", "model", "graph", "analysis", "report", "render", "language"]),
];

/// What may import everything: the binary and the list of modules.
const TOP: [&str; 3] = ["lib", "main", "cli"];

/// An outside crate, and the modules that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("granit_parser", &["input"]),
    ("petgraph", &["graph"]),
    ("annotate_snippets", &["render"]),
    ("comfy_table", &["render"]),
    // In `cli` that word is our own `render::csv`.
    ("csv", &["import", "render", "cli"]),
    // In `cli` that word is our own `render::parquet`.
    ("parquet", &["render", "cli"]),
    ("zip", &["import"]),
    ("encoding_rs", &["import"]),
    ("quick_xml", &["import", "render"]),
    ("serde_json", &["import", "render", "lsp"]),
    ("lsp_server", &["lsp"]),
    ("gen_lsp_types", &["lsp"]),
    ("crossbeam_channel", &["lsp"]),
    ("jsonc_parser", &["input"]),
    ("strsim", &["diag"]),
    ("jiff", &["model"]),
    ("siphasher", &["model"]),
    ("getrandom", &["cli"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("anyhow", &["cli"]),
    ("anstream", &["cli"]),
    ("rust_xlsxwriter", &["render"]),
    ("tempfile", &["cli"]),
    ("indicatif", &["cli"]),
    ("rustix", &["cli"]),
    ("signal_hook", &["cli"]),
];

/// The order itself has no circle: every module imports only those before it.
#[test]
fn the_order_has_no_circle() {
    for (rank, (module, allowed)) in MAY_IMPORT.iter().enumerate() {
        let below = |name| MAY_IMPORT[..rank].iter().any(|(lower, _)| lower == name);
        assert!(allowed.iter().all(below), "{module} may import a module that is not below it");
    }
}

/// Each file imports only what its layer may, so that a layer can be read without those above it.
#[test]
fn modules_import_only_what_they_may() {
    let mut wrong = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    visit(&src, &src, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The scan itself sees imports in each of the shapes that Rust has for them.
#[test]
fn imports_are_seen_in_every_shape() {
    for code in [
        "use crate::graph::Graph;",
        "use crate::{diag::Code, graph::{Graph, Steps}};",
        "use crate::{diag::{Code, Place}, graph};",
        "let g = crate::graph::Graph::build(o);",
    ] {
        assert!(names_module(code, "graph"), "{code}");
    }
    for code in ["use crate::graphs::X;", "use crate::diag::{graph, Code};", "graph.x()"] {
        assert!(!names_module(code, "graph"), "{code}");
    }
    assert!(names_crate("use ::csv::Writer;", "csv") && names_crate("csv::Writer", "csv"));
    assert!(!names_crate("render::csv::export", "csv") && !names_crate("my_csv::x", "csv"));
}

/// The fast hash is for numbers that the program gives out: whoever writes a file chooses its texts, and could make all
/// of them collide (SPEC 7).
#[test]
fn texts_are_hashed_with_a_key() {
    for text in ["FxHashMap<&str, X>", "FxHashSet<(String, u8)>", "FxHashMap<Slice, X>"] {
        assert!(hashes_texts_without_a_key(text), "{text}");
    }
    for other in ["FxHashMap<UnitId, String>", "HashMap<&str, X>", "FxHashSet<(UnitId, Code)>"] {
        assert!(!hashes_texts_without_a_key(other), "{other}");
    }
}

/// Whether code names a map or set with the fast hash whose keys are, or begin with, texts.
fn hashes_texts_without_a_key(code: &str) -> bool {
    ["FxHashMap<", "FxHashSet<"].iter().any(|start| {
        code.split(start).skip(1).any(|rest| {
            let key = rest.trim_start_matches(['(', '&', ' ']);
            ["str", "String", "Slice", "Box<str>", "Cow", "Text"]
                .iter()
                .any(|text| key.strip_prefix(text).is_some_and(|rest| !rest.starts_with(is_word)))
        })
    })
}

fn visit(src: &Path, folder: &Path, wrong: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(src, &path, wrong);
            continue;
        }
        let path = path.strip_prefix(src).unwrap();
        let own = path.iter().next().unwrap().to_str().unwrap();
        let own = own.trim_end_matches(".rs");
        let code = code_of(&src.join(path));
        let path = path.display();
        if let Some((_, allowed)) = MAY_IMPORT.iter().find(|(module, _)| *module == own) {
            let others = MAY_IMPORT.iter().map(|(module, _)| *module);
            let banned = others.filter(|module| *module != own && !allowed.contains(module));
            let found = banned.filter(|module| names_module(&code, module));
            wrong.extend(found.map(|module| format!("{path}: `{own}` may not import `{module}`")));
        } else if !TOP.contains(&own) {
            wrong.push(format!("{path}: `{own}` has no place in MAY_IMPORT"));
        }
        if hashes_texts_without_a_key(&code) {
            wrong.push(format!("{path}: a hash of texts without a key can be flooded: use std's"));
        }
        for (name, homes) in HOMES {
            if !homes.contains(&own) && names_crate(&code, name) {
                wrong.push(format!("{path}: `{name}` belongs in {homes:?}"));
            }
        }
    }
}

/// The file without comment lines, each run of blanks as one space.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// Whether `code` holds `crate::name` or `crate::{.., name ..}`.
fn names_module(code: &str, name: &str) -> bool {
    let own = code.split("crate::").skip(1);
    own.map(|rest| rest.strip_prefix('{').ok_or(rest)).any(|rest| match rest {
        Err(path) => starts_with_word(path, name),
        Ok(group) => outermost(group).any(|item| starts_with_word(item, name)),
    })
}

/// The items of a `{..}` behind its brace, without what is in inner braces.
fn outermost(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 1;
    let group = group.split(';').next().unwrap_or(group);
    let comma = move |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 1
    };
    group.split(comma).map(str::trim)
}

/// Whether `code` holds the path `name::`, and not as the tail of another path.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = code[..at].trim_end_matches(' ');
        let root = before.strip_suffix("::");
        match root {
            Some(root) => !root.ends_with(|c: char| is_word(c) || c == '>'),
            None => !code[..at].ends_with(is_word),
        }
    })
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| !rest.starts_with(is_word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
