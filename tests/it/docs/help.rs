//! The examples of `--help` and of the comments in the example maps run as they are written.

use super::{Copy, file, page, runs, words};
use std::fs;

/// The commands of the program, as its help lists them, or behind a command such as `import ` its own.
pub(super) fn commands(copy: &Copy, command: &str) -> Vec<String> {
    let help = copy.printed(&format!("{command}--help"));
    let (_, list) = help.split_once("\nCommands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty() && *name != "help").map(str::to_owned).collect()
}

/// The examples at the end of a help text, each without `custmap`.
fn examples(help: &str) -> Vec<&str> {
    let after = |heading| help.split_once(heading).map(|(_, rest)| rest);
    let list = after("\nExamples:\n").or_else(|| after("\nStart here:\n"));
    list.unwrap_or("").lines().filter_map(|line| line.strip_prefix("  custmap ")).collect()
}

/// Each command has a page of its own, which the list of commands links to, so that none is added in silence.
#[test]
fn docs_describe_every_command() {
    let list = page("docs/reference/commands.md");
    for command in commands(&Copy::new(), "") {
        let text = page(&format!("docs/reference/commands/{command}.md"));
        assert!(text.starts_with(&format!("# `custmap {command}`\n")), "{command}");
        assert!(list.contains(&format!("(commands/{command}.md)")), "commands.md lacks {command}");
    }
}

/// The examples that each `--help` ends with run from the root of the repository: they are there to be typed.
#[test]
fn help_examples() {
    let copy = Copy::new();
    copy.commit();
    let mut texts = vec!["--help".to_owned()];
    texts.extend(commands(&copy, "").iter().map(|name| format!("{name} --help")));
    let sources = ["csv", "hris", "crm", "archimate", "backstage"];
    texts.extend(sources.map(|source| format!("import {source} --help")));
    let mut broken = Vec::new();
    for text in texts {
        let help = copy.printed(&text);
        let lines = examples(&help);
        assert_eq!(lines.len(), 3, "custmap {text} ends with three examples");
        for line in lines {
            let output = copy.run(&words(line));
            if !runs(&output) {
                let errors = String::from_utf8_lossy(&output.stderr);
                broken.push(format!("custmap {line} (of {text}): {errors}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The commands that the comments of an example suggest run too.
#[test]
fn example_comments() {
    let copy = Copy::new();
    for example in fs::read_dir(file("examples")).unwrap() {
        let path = example.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let comments = text.lines().filter(|line| line.starts_with('#'));
        for (_, line) in comments.filter_map(|line| line.split_once(" custmap ")) {
            let output = copy.run(&words(line));
            assert!(runs(&output), "{}: custmap {line}", path.display());
        }
    }
}
