//! README.md and the examples of `--help` say what is so: every command is run, every map is read, and every
//! table of keys, codes, columns and libraries is compared with the program.
//!
//! The commands run in a copy: a folder with `examples` and each YAML block of README.md, which names its file
//! in its first line (`# bakery/map.yaml`). `TRYCMD=overwrite cargo test readme` brings their output up to date.

use custmap::{
    diag::{Code, Severity},
    input::{self, Format},
    render::csv,
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

/// How wide the tables of README.md are.
const WIDTH: &str = "96";
const BINARY: &str = env!("CARGO_BIN_EXE_custmap");

/// A file of the repository.
fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn readme() -> String {
    fs::read_to_string(file("README.md")).unwrap()
}

/// The fenced blocks of a language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let opening = format!("\n```{language}\n");
    let rests = text.split(&opening).skip(1);
    let ends = rests.map(|rest| rest.split("```").next().unwrap());
    ends.collect()
}

/// The maps of README.md: the file that each names in its first line, and its text.
fn maps(text: &str) -> Vec<(&str, &str)> {
    let yaml = blocks(text, "yaml").into_iter();
    yaml.map(|block| {
        let first = block.lines().next().unwrap();
        let name = first.strip_prefix("# ").expect("a map names its file");
        (name, block)
    })
    .collect()
}

/// What stands under a heading, up to the next one.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let opening = format!("\n{heading}\n");
    let (_, rest) = text.split_once(&opening).unwrap_or_else(|| panic!("no {heading}"));
    rest.split("\n#").next().unwrap()
}

/// The rows of the tables in a text, without their heads: the text of each cell.
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

/// A copy of what the commands of README.md and of `--help` work on.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn new() -> Self {
        let copy = Self { folder: tempfile::tempdir().unwrap() };
        let readme = readme();
        fs::write(copy.readme(), &readme).unwrap();
        copy.take(Path::new("examples"));
        for (name, map) in maps(&readme) {
            copy.write(Path::new(name), map);
        }
        copy
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

    /// The same in a git checkout with two commits.
    fn committed() -> Self {
        let copy = Self::new();
        let git = |args: &[&str]| {
            let mut command = Command::new("git");
            command.args(["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]);
            command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
            let output = command.args(args).current_dir(copy.place()).output().unwrap();
            assert!(output.status.success(), "git {args:?}: {output:?}");
        };
        git(&["init", "--quiet"]);
        git(&["add", "."]);
        git(&["commit", "--quiet", "-m", "first"]);
        git(&["commit", "--quiet", "--allow-empty", "-m", "second"]);
        copy
    }

    fn readme(&self) -> PathBuf {
        self.folder.path().join("README.md")
    }

    /// Where the commands run: beside README.md, under the name that trycmd looks for.
    fn place(&self) -> PathBuf {
        self.folder.path().join("README.in")
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

    /// What the program prints.
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

/// The commands of the program, as its help lists them.
fn commands(copy: &Copy) -> Vec<String> {
    let help = copy.printed("--help");
    let (_, list) = help.split_once("\nCommands:\n").unwrap();
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    names.map(str::to_owned).collect()
}

/// The examples that a help ends with, each without `custmap`.
fn examples(help: &str) -> Vec<&str> {
    let after = |heading| help.split_once(heading).map(|(_, rest)| rest);
    let list = after("\nExamples:\n").or_else(|| after("\nStart here:\n"));
    let lines = list.unwrap_or("").lines();
    let lines = lines.filter_map(|line| line.strip_prefix("  custmap "));
    lines.collect()
}

fn runs(output: &Output) -> bool {
    let errors = String::from_utf8_lossy(&output.stderr);
    let complains = errors.lines().any(|line| line.starts_with("error"));
    matches!(output.status.code(), Some(0 | 1)) && !complains
}

/// The commands of README.md print what it shows: a reader who types them sees the same.
#[test]
fn readme_commands() {
    let copy = Copy::committed();
    let cases = trycmd::TestCases::new();
    cases.register_bin("custmap", Path::new(BINARY));
    cases.env("COLUMNS", WIDTH).env("CLICOLOR_FORCE", "");
    cases.case(copy.readme());
    cases.run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        fs::copy(copy.readme(), file("README.md")).unwrap();
    }
}

/// What README.md runs through cargo runs too, and its other blocks are of a kind that is tested here.
#[test]
fn readme_cargo_lines() {
    let copy = Copy::new();
    let readme = readme();
    for line in blocks(&readme, "sh").iter().flat_map(|block| block.lines()) {
        assert!(line.starts_with("cargo "), "untested: {line}");
        if let Some(arguments) = line.strip_prefix("cargo run --release -- ") {
            assert!(runs(&copy.run(&words(arguments))), "{line}");
        }
    }
    let opening = readme.lines().filter_map(|line| line.strip_prefix("```"));
    for language in opening.filter(|language| !language.is_empty()) {
        // `bash` and `yml` are the recipes that `formats::recipes` runs.
        let known = ["console", "yaml", "sh", "text", "bash", "yml"];
        assert!(known.contains(&language), "untested: {language}");
    }
}

/// The maps of README.md have no errors, but for those that it shows as wrong.
#[test]
fn readme_maps() {
    let copy = Copy::new();
    let readme = readme();
    let all = maps(&readme);
    let names = all.iter().flat_map(|(name, _)| {
        let folder = name.split_once('/').map(|(folder, _)| folder);
        folder.into_iter().chain([*name])
    });
    let mut checked = 0;
    for name in names.collect::<BTreeSet<_>>() {
        let alone = copy.place().join(name);
        let whole = alone.is_dir() || fs::read_to_string(&alone).unwrap().contains("organisation:");
        if !whole || readme.contains(&format!("$ custmap check {name}\n? 2\n")) {
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
fn readme_answers_questions() {
    let copy = Copy::new();
    let readme = readme();
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

/// README.md has a section for each command, so that none is added in silence.
#[test]
fn readme_names_every_command() {
    let readme = readme();
    for command in commands(&Copy::new()) {
        let heading = format!("\n### `custmap {command}`\n");
        assert!(readme.contains(&heading), "README.md lacks{heading}");
    }
}

/// README.md lists each finding with its level, and nothing else.
#[test]
fn readme_lists_every_finding() {
    let readme = readme();
    let told = rows(section(&readme, "## Findings")).into_iter();
    let told = told.map(|row| (row[0].trim_matches('`').to_owned(), row[1].to_owned()));
    let level = |code: Code| code.level().map_or("off", Severity::word);
    let known = Code::findings().map(|code| (code.word().to_owned(), level(code).to_owned()));
    assert_eq!(told.collect::<BTreeSet<_>>(), known.collect::<BTreeSet<_>>());
}

/// README.md lists the keys that the reader takes in each place, all of them and no other.
#[test]
fn readme_lists_every_key() {
    let readme = readme();
    let everywhere = ["id", "name", "description", "url", "notes"];
    for (place, map) in [
        ("organisation", "organisation: {zzz: 1}"),
        ("departments", "departments: [{zzz: 1}]"),
        ("people", "people: [{zzz: 1}]"),
        ("groups", "groups: [{zzz: 1}]"),
        ("where", "groups: [{where: {zzz: 1}}]"),
        ("services", "services: [{zzz: 1}]"),
        ("serves", "services: [{serves: [{zzz: 1}]}]"),
        ("satisfaction", "services: [{serves: [{satisfaction: {zzz: 1}}]}]"),
        ("paid_by", "services: [{paid_by: [{zzz: 1}]}]"),
        ("beneficiaries", "beneficiaries: [{zzz: 1}]"),
        ("relationship", "payers: [{relationship: {zzz: 1}}]"),
        ("won_by", "payers: [{won_by: {zzz: 1}}]"),
        ("reasons", "payers: [{reasons: [{zzz: 1}]}]"),
        ("allow", "allow: [{zzz: 1}]"),
    ] {
        let table = rows(section(&readme, &format!("#### `{place}`")));
        let mut told: BTreeSet<&str> = table.iter().flat_map(|row| quoted(row[0])).collect();
        let known = known_keys(map);
        let mut known: BTreeSet<&str> = known.split(", ").collect();
        told.retain(|key| !everywhere.contains(key));
        known.retain(|key| !everywhere.contains(key));
        assert_eq!(told, known, "README.md and the reader on `{place}`");
    }
}

/// The keys that the reader names where it meets the unknown key of a map.
fn known_keys(map: &str) -> String {
    let problems = input::read_text("map.yaml", map, Format::Yaml).problems;
    let unknown = problems.iter().find(|one| one.code == Code::UnknownKey);
    let help = &unknown.expect("zzz is unknown").help;
    let keys = help.strip_prefix("known here: ").unwrap();
    keys.split(';').next().unwrap().to_owned()
}

/// README.md lists the columns of the CSV in their order.
#[test]
fn readme_lists_every_column() {
    let readme = readme();
    let table = rows(section(&readme, "### CSV"));
    let told: Vec<&str> = table.iter().flat_map(|row| quoted(row[0])).collect();
    assert_eq!(told, csv::HEADER);
    let table = rows(section(&readme, "#### A row for each unit"));
    let told: Vec<&str> = table.iter().flat_map(|row| quoted(row[0])).collect();
    assert_eq!(told, csv::wide_header());
}

/// It lists the sheets of a workbook, and the kinds of edges of a network.
#[test]
fn readme_lists_every_sheet_and_edge() {
    let readme = readme();
    let copy = Copy::new();
    copy.printed("export examples/xyz.yaml -o book.xlsx");
    let book: calamine::Xlsx<_> = calamine::open_workbook(copy.place().join("book.xlsx")).unwrap();
    let table = rows(section(&readme, "### A workbook"));
    let told: Vec<&str> = table.iter().map(|row| row[0]).collect();
    assert_eq!(told, calamine::Reader::sheet_names(&book));
    let mut seen = BTreeSet::new();
    for example in ["xyz", "we-care", "council"] {
        copy.printed(&format!("export examples/{example}.yaml --format nodes-edges -o net"));
        let edges = fs::read_to_string(copy.place().join("net/edges.csv")).unwrap();
        let edges = crate::run::csv(&edges);
        seen.extend(edges.into_iter().skip(1).map(|edge| edge[3].clone()));
    }
    let table = rows(section(&readme, "### Nodes and edges"));
    let told = table.iter().flat_map(|row| quoted(row[0]));
    assert_eq!(told.map(str::to_owned).collect::<BTreeSet<_>>(), seen);
}

/// README.md lists the keys of the JSON, all of them and no other: they are promised for version 1.
#[test]
fn readme_lists_every_json_key() {
    let exports = ["xyz", "we-care", "council"];
    let exports = exports.map(|map| format!("export examples/{map}.yaml"));
    let values = "department person group organisation beneficiary payer direct shared within";
    compare_keys(0, &exports, values);
    let others = [
        "list examples/xyz.yaml",
        "why examples/xyz.yaml it \"Retail buyers\"",
        "check examples/xyz.yaml",
        "customers examples/xyz.yaml",
        "people examples/xyz.yaml",
        "impact examples/xyz.yaml it",
        "impact examples/we-care.yaml donors",
        "impact examples/we-care.yaml \"Shelter guests\"",
        "impact examples/xyz.yaml --all",
        "diff before.yaml after.yaml",
    ];
    compare_keys(
        1,
        &others.map(str::to_owned),
        "primary secondary high some low unit party gained lost changed",
    );
    for (who, key) in [("accounting", "unit"), ("\"Retail buyers\"", "party")] {
        let keys = keys_of(&format!("card examples/xyz.yaml {who}"));
        for key in ["custmap", key, "services", "findings"] {
            assert!(keys.contains(key), "a card holds {key}");
        }
    }
}

/// What README.md says takes `--within` takes it for each department of the examples.
#[test]
fn readme_within() {
    let copy = Copy::new();
    let mut broken = Vec::new();
    for example in ["xyz", "we-care", "council"] {
        let map = format!("examples/{example}.yaml");
        let printed = copy.printed(&format!("export {map} --format json"));
        let facts: Value = serde_json::from_str(&printed).unwrap();
        let units = facts["units"].as_array().unwrap();
        let departments = units.iter().filter(|unit| unit["kind"] == "department");
        for id in departments.map(|unit| unit["id"].as_str().unwrap()) {
            for line in [
                format!("analyze {map} --within {id}"),
                format!("list {map} --within {id}"),
                format!("card {map} {id} --within {id}"),
                format!("export {map} --within {id} --format csv"),
                format!("export {map} --within {id} --format json"),
            ] {
                if !runs(&copy.run(&words(&line))) {
                    broken.push(line);
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Compares the keys that a block of README.md tells with those that commands print, beside the values in it.
fn compare_keys(block: usize, commands: &[String], values: &str) {
    let readme = readme();
    let shape = blocks(section(&readme, "### JSON"), "text")[block];
    let told: BTreeSet<&str> = shape.split('"').skip(1).step_by(2).collect();
    let keys: BTreeSet<String> = commands.iter().flat_map(|line| keys_of(line)).collect();
    // What a finding holds is told once, in the first block.
    let elsewhere = ["code", "severity", "subject", "message", "help", "column"];
    let lacks = |key: &&String| {
        let key = key.as_str();
        !told.contains(key) && (block == 0 || !elsewhere.contains(&key))
    };
    let untold: Vec<&String> = keys.iter().filter(lacks).collect();
    assert!(untold.is_empty(), "README.md lacks {untold:?}");
    let there = |key: &str| keys.contains(key) || values.split(' ').any(|value| value == key);
    let gone: Vec<&&str> = told.iter().filter(|key| !there(key)).collect();
    assert!(gone.is_empty(), "README.md promises more than there is: {gone:?}");
}

/// The keys of the JSON that a command prints.
fn keys_of(line: &str) -> BTreeSet<String> {
    let printed = Copy::new().printed(&format!("{line} --format json"));
    let mut keys = BTreeSet::new();
    gather_keys(&serde_json::from_str(&printed).unwrap(), &mut keys);
    keys
}

/// Every key of every object in a value.
fn gather_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather_keys(item, keys)),
        Value::Object(entries) => {
            for (key, inner) in entries {
                keys.insert(key.clone());
                gather_keys(inner, keys);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// README.md gives a reason for each library that the program stands on, and for no other.
#[test]
fn readme_lists_every_library() {
    let readme = readme();
    let libraries = section(&readme, "## The libraries");
    let table = rows(libraries);
    let told = table.iter().flat_map(|row| quoted(row[0]));
    let manifest = fs::read_to_string(file("Cargo.toml")).unwrap();
    let listed = |heading: &str| -> BTreeSet<String> {
        let (_, list) = manifest.split_once(heading).unwrap();
        let lines = list.lines().take_while(|line| !line.starts_with('['));
        let names = lines.filter_map(|line| line.split_once(" =").map(|(name, _)| name));
        names.map(str::to_owned).collect()
    };
    let mut needed = listed("\n[dependencies]\n");
    needed.extend(listed("\n[target.\"cfg(unix)\".dependencies]\n"));
    assert_eq!(told.map(str::to_owned).collect::<BTreeSet<_>>(), needed);
    for name in listed("\n[dev-dependencies]\n") {
        let named = libraries.contains(&format!("`{name}`"));
        assert!(named, "README.md lacks {name}");
    }
}

/// The examples that each `--help` ends with run from the root of the repository: they are there to be typed.
#[test]
fn help_examples() {
    let copy = Copy::committed();
    let mut pages = vec!["--help".to_owned()];
    pages.extend(commands(&copy).iter().map(|name| format!("{name} --help")));
    let sources = ["csv", "hris", "archimate", "backstage"];
    pages.extend(sources.map(|source| format!("import {source} --help")));
    let mut broken = Vec::new();
    for page in pages {
        let help = copy.printed(&page);
        let lines = examples(&help);
        assert_eq!(lines.len(), 3, "custmap {page} ends with three examples");
        for line in lines {
            let output = copy.run(&words(line));
            if !runs(&output) {
                let errors = String::from_utf8_lossy(&output.stderr);
                broken.push(format!("custmap {line} (of {page}): {errors}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The commands that the remarks of an example suggest run too.
#[test]
fn example_remarks() {
    let copy = Copy::new();
    for example in fs::read_dir(file("examples")).unwrap() {
        let path = example.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let remarks = text.lines().filter(|line| line.starts_with('#'));
        let suggested = remarks.filter_map(|line| line.split_once(" custmap "));
        for (_, line) in suggested {
            let output = copy.run(&words(line));
            assert!(runs(&output), "{}: custmap {line}", path.display());
        }
    }
}
