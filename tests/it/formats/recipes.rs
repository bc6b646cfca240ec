//! The recipes of the documentation for commits and builds, taken from its text and run.

use super::GAPS;
use crate::{
    docs::{blocks, page},
    run::Run,
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A block of the guide by its language and its first line.
fn block(language: &str, first: &str) -> String {
    let text = page("docs/guide/in-ci.md");
    let found = blocks(&text, language).into_iter();
    let mut found = found.filter(|block| block.lines().take(2).any(|line| line.starts_with(first)));
    found.next().unwrap_or_else(|| panic!("in-ci.md has no {first}")).to_owned()
}

/// The search path with the program first.
fn path() -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_custmap")).parent().unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default())
}

/// A map without errors, and one with a mistake.
const GOOD: &str = "organisation: {name: X}\n";
const BAD: &str = "organisation: {nam: X}\n";

/// A repository in a folder of its own.
struct Repository(PathBuf);

impl Repository {
    fn git(&self, args: &[&str]) -> Output {
        let mut git = Command::new("git");
        let who = ["user.name=x", "user.email=x@example.org", "commit.gpgsign=false"];
        for setting in who {
            git.args(["-c", setting]);
        }
        git.args(args).current_dir(&self.0).env("PATH", path()).env("HOME", &self.0);
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            git.env_remove(name);
        }
        git.stdin(Stdio::null()).output().unwrap()
    }

    /// Stages a map and tries to commit it: whether it went in, and what was said.
    fn commits(&self, map: &str) -> (bool, String) {
        fs::write(self.0.join("org.yaml"), map).unwrap();
        assert!(self.git(&["add", "org.yaml"]).status.success());
        self.commit()
    }

    fn commit(&self) -> (bool, String) {
        let output = self.git(&["commit", "--allow-empty", "-m", "x"]);
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }
}

/// The hook refuses a commit of a map with a mistake or a warning, says where, and lets a good one through;
/// it looks at what is committed, not at what lies in the folder.
#[cfg(unix)]
#[test]
fn the_hook_refuses_a_bad_map() {
    use std::os::unix::fs::PermissionsExt as _;
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git on this machine");
        return;
    }
    let run = Run::empty();
    let repository = Repository(run.path().to_owned());
    assert!(repository.git(&["init", "-q"]).status.success());
    let hook = run.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, block("bash", "#!/bin/sh")).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();

    let (committed, said) = repository.commits(BAD);
    assert!(!committed && said.contains(":1:16: error[unknown-key]"), "{said}");
    let (committed, said) = repository.commits(GAPS);
    assert!(!committed && said.contains("warning[unit-without-service]"), "{said}");
    let (committed, said) = repository.commits(GOOD);
    assert!(committed, "{said}");
    fs::write(run.path().join("org.yaml"), BAD).unwrap();
    assert!(repository.commit().0, "what is not staged is not committed");
    assert!(!repository.commits(BAD).0, "and what is staged is looked at");
}

/// Every text in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(entries) => entries.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// The commands of a recipe.
fn commands(first: &str) -> Vec<String> {
    let recipe: Value = serde_saphyr::from_str(&block("yml", first)).expect("a recipe is YAML");
    let texts = texts(&recipe).into_iter();
    let commands = texts.filter_map(|text| text.strip_prefix("custmap "));
    // A step may also be named so.
    let commands = commands.filter(|line| line.contains(".yaml"));
    commands.map(str::to_owned).collect()
}

/// The commands of each recipe fail on a bad map and pass on a good one, and write the file that the next
/// step reads.
#[test]
fn recipes_fail_on_a_bad_map() {
    for (first, count, report) in [
        ("# .pre-commit-config.yaml", 1, None),
        ("# .github/workflows/map.yml", 2, Some("custmap.sarif")),
        ("# .gitlab-ci.yml", 1, Some("custmap.xml")),
    ] {
        let commands = commands(first);
        assert_eq!(commands.len(), count, "{first}: {commands:?}");
        for line in &commands {
            Run::yaml(BAD).line(line).ran().ends(2);
            let good = Run::yaml(GOOD).line(line).ran().ends(0);
            if line.contains("--deny") {
                Run::yaml(GAPS).line(line).ran().ends(1);
            }
            if line.contains(" -o ") {
                let report = report.expect("a report");
                assert!(block("yml", first).matches(report).count() >= 2, "{report} is read");
                assert!(!good.left(report).is_empty());
            }
        }
    }
}
