//! No circle of files: anybody who reads a file of `src/` finds what it builds on in files that don't build on it.
//!
//! There is an edge from file A to file B where A names an item that B defines: in a `use`, or in a path such as
//! `crate::graph::Cost`, `super::NextPart`, `output::note` or `Self::of(kind::KINDS)`. Names are followed through
//! re-exports to the file that defines the item, so that a name taken from a facade (`use super::Line`, where the
//! parent has `pub use line::Line`) is an edge to that file and none to the facade. No edges are:
//!
//! * `mod child;` and `pub use child::Item`, with which a parent only lists what there is;
//! * the name of a module alone, as in `use super::output;`, until an item of it is named;
//! * methods and fields: a value may be handed on to a file that doesn't name its type.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// No files build on one another in a circle.
#[test]
fn no_circle_of_files() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    read(&src, &src, &mut files);
    let circles = Tree::new(&files).circles();
    let circles: Vec<String> = circles.iter().map(|circle| circle.join(" ")).collect();
    assert!(circles.is_empty(), "circles of files:\n{}", circles.join("\n"));
}

/// The scan sees an edge in each of the shapes that Rust has for a name in another file.
#[test]
fn edges_are_seen_in_every_shape() {
    for code in [
        "use super::Item;",
        "use super::{Other as Mine, Item};",
        "use super::super::a::{self, Item};",
        "use crate::{b::{self, Item}, a::{Item}};",
        "use crate::a; fn f(_: a::Item) {}",
        "use crate::a as other; fn f(_: &mut other::Item<'_>) {}",
        "use custmap::a::Item;",
        "fn f() -> super::Item { super::Item::new() }",
        "fn f() { let _ = crate::a::Item { x: 'x' }; }",
        "mod inner { use super::super::Item; }",
        "mod inner { use crate::a::*; fn f() { super::super::Other } }",
    ] {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod child; use child::f; pub struct Item; pub struct Other;"),
            ("a/child.rs", code),
            ("b.rs", "pub struct Item;"),
        ];
        let circles = Tree::new(&owned(&files)).circles_owned();
        assert_eq!(circles, [["a.rs", "a/child.rs"]], "{code}");
    }
}

/// It sees none where a parent only lists its children, nor in a comment, a text or the name of a module.
#[test]
fn there_are_edges_nowhere_else() {
    for (parent, child) in [
        ("mod child; mod other; pub use child::f; pub use other::Item;", "use super::Item;"),
        ("mod child; mod other; pub(crate) use child::{f, g as h};", "use super::Item;"),
        ("mod child; use child::f; pub struct Item;", "// use super::Item;\nfn f() {}"),
        ("mod child; use child::f; pub struct Item;", "const F: &str = \"super::Item\";"),
        ("mod child; use child::f; pub struct Item;", "const F: &str = r#\"\"super::Item\"#;"),
        ("mod child; use child::f; pub struct Item;", "/// [`super::Item`]\nfn f() {}"),
        ("mod child; use child::f; pub struct Item;", "use self::Item; struct Item;"),
        ("mod child; use child::f; pub struct Item;", "mod inner { use super::Item; }"),
        ("mod child; use child::f; pub mod other;", "use super::{other, other::Item};"),
        ("mod child; use child::f; use other::Item; pub mod other;", "use super::Item;"),
    ] {
        let files = [
            ("lib.rs", "mod a;"),
            ("a.rs", parent),
            ("a/child.rs", child),
            ("a/other.rs", "pub struct Item;"),
        ];
        let circles = Tree::new(&owned(&files)).circles_owned();
        assert_eq!(circles, [[""; 0]; 0], "{parent} / {child}");
    }
}

/// A circle of three is found whole, whatever leads to it.
#[test]
fn a_long_circle_is_found() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
        ("d.rs", "use crate::a::A;"),
    ];
    assert_eq!(Tree::new(&owned(&files)).circles_owned(), [["a.rs", "b.rs", "c.rs"]]);
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect()
}

fn read(src: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(src, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(src).unwrap().to_str().unwrap();
            files.push((name.to_owned(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// A path of names; absolute, from the root of the crate.
type Names = Vec<String>;

/// All files as modules. The library and the binary are one tree: their modules have different names.
struct Tree<'f> {
    files: BTreeMap<Names, (&'f str, File)>,
}

/// What the scan reads of a file.
#[derive(Default)]
struct File {
    /// The full path of a name in the file that a `use` brings in.
    names: BTreeMap<String, Names>,
    /// The modules of which all names are brought in.
    globs: Vec<Names>,
    /// Each path that is named, but for re-exports.
    paths: Vec<Names>,
}

impl<'f> Tree<'f> {
    fn new(files: &'f [(String, String)]) -> Self {
        let modules: BTreeSet<Names> = files.iter().map(|(name, _)| module(name)).collect();
        let mut tree: BTreeMap<Names, (&str, File)> = BTreeMap::new();
        for (name, code) in files {
            let own = module(name);
            let file = Scan::new(&own, &modules, code).file();
            tree.insert(own, (name, file));
        }
        Self { files: tree }
    }

    /// The file that defines what a path names; none for a module, and for what is in no file of the crate.
    fn definition(&self, path: &[String], hops: usize) -> Option<&Names> {
        let mut at: Names = Vec::new();
        for (index, name) in path.iter().enumerate() {
            let mut below = at.clone();
            below.push(name.clone());
            if self.files.contains_key(&below) {
                at = below;
                continue;
            }
            let (own, (_, file)) = self.files.get_key_value(&at)?;
            let rest = &path[index + 1..];
            let follow = |names: &Names| {
                let names: Names = names.iter().chain(rest).cloned().collect();
                self.definition(&names, hops.checked_sub(1)?)
            };
            if let Some(names) = file.names.get(name) {
                return follow(names);
            }
            let glob = file.globs.iter().find_map(|glob| {
                let names: Names = glob.iter().chain([name]).cloned().collect();
                let definition = self.definition(&names, hops.checked_sub(1)?)?;
                (definition != own).then_some(definition)
            });
            return glob.or(Some(own));
        }
        None
    }

    /// The files that each file builds on.
    fn edges(&self) -> BTreeMap<&Names, BTreeSet<&Names>> {
        let edges = self.files.iter().map(|(own, (_, file))| {
            let named = file.paths.iter().filter_map(|path| self.definition(path, 10));
            (own, named.filter(|other| *other != own).collect())
        });
        edges.collect()
    }

    /// Each set of files of which every one builds on every other, itself or by way of others.
    fn circles(&self) -> Vec<Vec<&'f str>> {
        let edges = self.edges();
        let reached: BTreeMap<&Names, BTreeSet<&Names>> =
            edges.keys().map(|&from| (from, reach(&edges, from))).collect();
        let mut circles = BTreeSet::new();
        for (&own, others) in &reached {
            let circle = others.iter().filter(|&&other| reached[other].contains(own));
            let names: BTreeSet<&str> = circle.map(|other| self.files[*other].0).collect();
            if !names.is_empty() {
                circles.insert(names.into_iter().collect());
            }
        }
        circles.into_iter().collect()
    }

    fn circles_owned(&self) -> Vec<Vec<String>> {
        let circles = self.circles().into_iter();
        circles.map(|circle| circle.into_iter().map(str::to_owned).collect()).collect()
    }
}

/// All that can be reached by at least one edge.
fn reach<'n>(
    edges: &BTreeMap<&'n Names, BTreeSet<&'n Names>>,
    from: &'n Names,
) -> BTreeSet<&'n Names> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        open.extend(edges[next].iter().filter(|&&other| reached.insert(other)));
    }
    reached
}

/// The module that a file is: `cli/output.rs` is `cli::output`.
fn module(file: &str) -> Names {
    let path = file.strip_suffix(".rs").unwrap();
    match path {
        "lib" | "main" => Vec::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

/// Reads the names in the code of a file.
struct Scan<'c> {
    own: &'c Names,
    modules: &'c BTreeSet<Names>,
    tokens: Vec<String>,
    file: File,
}

impl<'c> Scan<'c> {
    fn new(own: &'c Names, modules: &'c BTreeSet<Names>, code: &str) -> Self {
        Self { own, modules, tokens: tokens(code), file: File::default() }
    }

    fn file(mut self) -> File {
        // Paths are read when all imports are known: a `use` may come after them.
        let mut starts = Vec::new();
        // The modules within the file that are open, each with the depth of braces around it.
        let mut inner: Vec<i32> = Vec::new();
        let mut depth = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            match &*self.tokens[at] {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    inner.retain(|opened| *opened < depth);
                }
                "mod" if self.token(at + 2) == "{" => {
                    inner.push(depth);
                    depth += 1;
                    at += 2;
                }
                "mod" if self.token(at + 2) == ";" => at += 2,
                "use" => {
                    let exports = at > 0 && matches!(self.token(at - 1), "pub" | ")");
                    at = self.imports(at + 1, Vec::new(), exports, inner.len());
                }
                word if is_name(word) && self.token(at + 1) == "::" && !self.is_tail(at) => {
                    let (path, after) = self.path(at);
                    starts.push((path, inner.len()));
                    at = after;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        for (path, inner) in starts {
            if let Some(path) = self.absolute(&path, inner) {
                self.file.paths.push(path);
            }
        }
        self.file
    }

    fn token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", String::as_str)
    }

    /// Whether a name goes on with a path or a value before it.
    fn is_tail(&self, at: usize) -> bool {
        at > 0 && matches!(self.token(at - 1), "::" | ".")
    }

    /// The names from here on that `::` joins, and what comes after them.
    fn path(&self, mut at: usize) -> (Names, usize) {
        let mut names = vec![self.token(at).to_owned()];
        while self.token(at + 1) == "::" && is_name(self.token(at + 2)) {
            names.push(self.token(at + 2).to_owned());
            at += 2;
        }
        (names, at + 1)
    }

    /// Reads a `use` from here on, behind `before`; the place of its end, or of the comma or brace behind its part.
    fn imports(&mut self, mut at: usize, before: Names, exports: bool, inner: usize) -> usize {
        let mut names = before;
        loop {
            match self.token(at) {
                "{" => {
                    at += 1;
                    while self.token(at) != "}" {
                        at = self.imports(at, names.clone(), exports, inner);
                        at += usize::from(self.token(at) == ",");
                    }
                    return at + 1;
                }
                "*" => {
                    if let Some(path) = self.absolute(&names, inner) {
                        self.file.globs.push(path);
                    }
                    return at + 1;
                }
                "::" => {}
                name => names.push(name.to_owned()),
            }
            at += 1;
            if matches!(self.token(at), "" | ";" | "," | "}" | "as") {
                break;
            }
        }
        if names.last().is_some_and(|name| name == "self") && names.len() > 1 {
            names.pop();
        }
        let mut name = names.last().cloned().unwrap_or_default();
        if self.token(at) == "as" {
            self.token(at + 1).clone_into(&mut name);
            at += 2;
        }
        if let Some(path) = self.absolute(&names, inner) {
            if !exports {
                self.file.paths.push(path.clone());
            }
            // `use self::Item` names what the file itself defines.
            let own = [self.own.as_slice(), &[name.clone()]].concat();
            if path != own {
                self.file.names.insert(name, path);
            }
        }
        at
    }

    /// A path from the root of the crate; none if it begins with another crate, or with nothing that is known.
    fn absolute(&self, path: &[String], inner: usize) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut base: Names = match &**first {
            "crate" | "custmap" => Vec::new(),
            "self" => self.own.clone(),
            "super" => {
                let supers = path.iter().take_while(|name| *name == "super").count();
                let up = supers.saturating_sub(inner).min(self.own.len());
                let base = self.own[..self.own.len() - up].to_vec();
                return Some(base.into_iter().chain(path[supers..].iter().cloned()).collect());
            }
            name => {
                let child: Names = self.own.iter().cloned().chain([name.to_owned()]).collect();
                if self.modules.contains(&child) {
                    child
                } else {
                    self.file.names.get(name)?.clone()
                }
            }
        };
        base.extend(rest.iter().cloned());
        Some(base)
    }
}

/// The names and signs of a code, without comments, texts, characters and lifetimes.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if c == '"' {
            quoted(rest, '"')
        } else if c == '\'' {
            character(rest)
        } else if is_of_name(c) {
            let length = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of a raw text such as `r#"..."#`, if one begins here.
fn raw_text(rest: &str) -> Option<usize> {
    let behind = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    let text = behind[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = text.find(&end).map_or(text.len(), |at| at + end.len());
    Some(rest.len() - text.len() + length)
}

/// The length of a text up to its closing quote.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character, or of the quote before a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => quoted(rest, '\''),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| is_of_name(c) && !c.is_numeric())
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
