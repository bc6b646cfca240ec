//! README.md and the pages under `docs/` describe the program as it is: every console block is run, every map is
//! read, every link leads somewhere, and every table of keys, codes, columns and libraries is compared with the
//! program.
//!
//! The commands of a page run in a copy: a folder with `examples` and each YAML block of all pages that names its
//! file in its first line (`# bakery/map.yaml`). `TRYCMD=overwrite cargo test --test it docs` brings the output of
//! all pages up to date, and `SNAPSHOTS=overwrite cargo test --test it docs` the tables made from the program.

mod generated;
mod help;
mod links;
mod options;
mod tables;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

/// How wide the tables on the pages are.
const WIDTH: &str = "96";
const BINARY: &str = env!("CARGO_BIN_EXE_custmap");

/// A file of the repository.
fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a page, by its path from the root of the repository.
pub fn page(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every page by its path: those beside README.md, and those under `docs/`.
pub fn pages() -> BTreeMap<String, String> {
    let mut paths: Vec<String> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned).into();
    let mut folders = vec!["docs".to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(file(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if Path::new(&path).extension().is_some_and(|ending| ending == "md") {
                paths.push(path);
            }
        }
    }
    paths.into_iter().map(|path| (path.clone(), page(&path))).collect()
}

/// The fenced blocks of a language.
pub fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let opening = format!("\n```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// The maps of a page: the file that each names in its first line, and its text.
fn maps(text: &str) -> Vec<(&str, &str)> {
    let yaml = blocks(text, "yaml");
    let unnamed = yaml.iter().find(|block| !block.starts_with("# "));
    assert_eq!(unnamed, None, "a map names its file in the first line");
    yaml.into_iter()
        .map(|block| (block.lines().next().unwrap().trim_start_matches("# "), block))
        .collect()
}

/// The text under a heading, up to the next heading.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let opening = format!("\n{heading}\n");
    let (_, rest) = text.split_once(&opening).unwrap_or_else(|| panic!("no {heading}"));
    rest.split("\n#").next().unwrap()
}

/// The rows of the tables in a text, without their headings: the text of each cell.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let rule = |line: &str| line.starts_with("| ---");
    let lines: Vec<&str> = text.lines().chain([""]).collect();
    let pairs = lines.windows(2);
    let rows = pairs.filter(|pair| pair[0].starts_with('|') && !rule(pair[0]) && !rule(pair[1]));
    let cells = rows.map(|pair| pair[0].trim_matches('|').split('|'));
    cells.map(|cells| cells.map(str::trim).collect()).collect()
}

/// The words in backticks of a text.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A copy of the files on which the commands of the pages and of `--help` work.
struct Copy {
    folder: TempDir,
    /// The page whose commands run, by its path.
    page: String,
}

impl Copy {
    /// The copy for commands of no particular page.
    fn new() -> Self {
        Self::of("README.md", &pages())
    }

    fn of(path: &str, pages: &BTreeMap<String, String>) -> Self {
        let copy = Self { folder: tempfile::tempdir().unwrap(), page: path.to_owned() };
        copy.take(Path::new("examples"));
        fs::write(copy.text(), &pages[path]).unwrap();
        for (name, map) in pages.values().flat_map(|text| maps(text)) {
            copy.write(Path::new(name), map);
        }
        copy
    }

    /// Makes it a git checkout with two commits.
    fn commit(&self) {
        let git = |args: &[&str]| {
            let mut command = Command::new("git");
            command.args(["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]);
            command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
            let output = command.args(args).current_dir(self.place()).output().unwrap();
            assert!(output.status.success(), "git {args:?}: {output:?}");
        };
        git(&["init", "--quiet"]);
        git(&["add", "."]);
        git(&["commit", "--quiet", "-m", "first"]);
        git(&["commit", "--quiet", "--allow-empty", "-m", "second"]);
    }

    /// Copies a folder of the repository.
    fn take(&self, folder: &Path) {
        for entry in fs::read_dir(file(folder.to_str().unwrap())).unwrap() {
            let path = entry.unwrap().path();
            let name = folder.join(path.file_name().unwrap());
            if path.is_dir() {
                self.take(&name);
            } else {
                let target = self.place().join(&name);
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::copy(&path, target).unwrap();
            }
        }
    }

    /// The text of the page. trycmd runs its commands in the folder of the same name with the ending `.in`.
    fn text(&self) -> PathBuf {
        self.folder.path().join(self.page.replace('/', "+"))
    }

    /// The folder in which the commands run.
    fn place(&self) -> PathBuf {
        self.text().with_extension("in")
    }

    fn write(&self, name: &Path, text: &str) {
        let target = self.place().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, text).unwrap();
    }

    /// Runs the program with these arguments.
    fn run(&self, arguments: &[String]) -> Output {
        let mut command = Command::new(BINARY);
        command.args(arguments).current_dir(self.place());
        command.env("COLUMNS", WIDTH).env("CLICOLOR_FORCE", "");
        command.output().unwrap()
    }

    /// The output of the program.
    fn printed(&self, arguments: &str) -> String {
        let output = self.run(&words(arguments));
        assert!(runs(&output), "{arguments}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

/// A line of the shell as its words, with double quotes only.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Whether a command ran, with findings or differences at most.
fn runs(output: &Output) -> bool {
    let errors = String::from_utf8_lossy(&output.stderr);
    let complains = errors.lines().any(|line| line.starts_with("error"));
    matches!(output.status.code(), Some(0 | 1)) && !complains
}

/// The commands of every page print what the page shows: a reader who types them sees the same.
#[test]
fn docs_commands() {
    let pages = pages();
    let copies: Vec<Copy> = (pages.iter().filter(|(_, text)| text.contains("\n```console\n")))
        .map(|(path, _)| Copy::of(path, &pages))
        .collect();
    assert!(copies.len() > 10, "README.md and most pages show commands");
    let cases = trycmd::TestCases::new();
    cases.register_bin("custmap", Path::new(BINARY));
    cases.env("COLUMNS", WIDTH).env("CLICOLOR_FORCE", "");
    for copy in &copies {
        copy.commit();
        cases.case(copy.text());
    }
    cases.run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for copy in &copies {
            fs::copy(copy.text(), file(&copy.page)).unwrap();
        }
    }
}

/// What the pages run through cargo runs too, and their other blocks are of a kind that is tested here.
#[test]
fn docs_cargo_lines() {
    let copy = Copy::new();
    for (path, text) in pages() {
        for line in blocks(&text, "sh").iter().flat_map(|block| block.lines()) {
            assert!(line.starts_with("cargo "), "{path}: untested: {line}");
            if let Some(arguments) = line.strip_prefix("cargo run --release -- ") {
                assert!(runs(&copy.run(&words(arguments))), "{path}: {line}");
            }
        }
        let opening = text.lines().filter_map(|line| line.strip_prefix("```"));
        for language in opening.filter(|language| !language.is_empty()) {
            // `bash` and `yml` are the recipes that `formats::recipes` runs.
            let known = ["console", "yaml", "sh", "text", "bash", "yml"];
            assert!(known.contains(&language), "{path}: untested: {language}");
        }
    }
}

/// The maps of the pages have no errors, but for those that a page shows as wrong.
#[test]
fn docs_maps() {
    let copy = Copy::new();
    let pages = pages();
    let all: Vec<(&str, &str)> = pages.values().flat_map(|text| maps(text)).collect();
    let names: BTreeSet<&str> = all.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), all.len(), "two maps have one name");
    let folders = names.iter().filter_map(|name| Some(name.split_once('/')?.0));
    let mut checked = 0;
    for name in folders.chain(names.iter().copied()).collect::<BTreeSet<_>>() {
        let alone = copy.place().join(name);
        let whole = alone.is_dir() || fs::read_to_string(&alone).unwrap().contains("organisation:");
        let wrong = format!("$ custmap check {name}\n? 2\n");
        if !whole || pages.values().any(|text| text.contains(&wrong)) {
            continue;
        }
        let output = copy.run(&words(&format!("check \"{name}\"")));
        assert!(runs(&output), "{name}: {output:?}");
        checked += 1;
    }
    assert!(checked >= 2, "the folder and its first file");
}

/// Each question of README.md has a command that answers it on an example, and each command answers one.
#[test]
fn docs_answer_questions() {
    let copy = Copy::new();
    let readme = page("README.md");
    let table = rows(section(&readme, "## Questions it answers"));
    let lines: Vec<&str> = table.iter().flat_map(|row| quoted(row[1])).collect();
    assert_eq!(lines.len(), table.len(), "a command for each question");
    for line in &lines {
        let arguments = line.strip_prefix("custmap ").unwrap();
        let output = copy.run(&words(arguments));
        assert!(runs(&output), "{line}: {output:?}");
        assert!(!output.stdout.is_empty(), "{line} tells something");
    }
    for command in
        ["analyze", "list", "why", "card", "customers", "people", "impact", "check", "diff"]
    {
        let asked = lines.iter().any(|line| line.split(' ').nth(1) == Some(command));
        assert!(asked, "{command} answers no question");
    }
}

/// README.md stays the short page it is meant to be.
#[test]
fn readme_is_short() {
    let lines = page("README.md").lines().count();
    assert!(lines <= 300, "README.md has {lines} lines: move what is new to docs/");
}
