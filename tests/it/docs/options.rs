//! The page of options lists every option of every command, as its `--help` shows it.

use super::{Copy, generated::current, help::commands};
use std::fmt::Write;

/// An option of a help text.
#[derive(Default, PartialEq)]
struct HelpOption {
    /// Its name with the placeholder of its value: `--unit UNIT`.
    name: String,
    /// What it does.
    meaning: String,
    /// The words that it takes, where these are listed.
    words: Vec<String>,
    /// Whether every command has it.
    is_common: bool,
}

impl HelpOption {
    /// Adds a line of the help: of the meaning, or one of the listed words.
    fn add(&mut self, line: &str) {
        let word = line.strip_prefix("- ").and_then(|line| line.split_once(':'));
        match word {
            Some((word, _)) => self.words.push(word.to_owned()),
            None if line == "Possible values:" || line.is_empty() => {}
            // The meaning of a listed word that goes on: the help itself explains the words.
            None if !self.words.is_empty() && !line.starts_with('[') => {}
            None => {
                let space = if self.meaning.is_empty() { "" } else { " " };
                write!(self.meaning, "{space}{line}").unwrap();
            }
        }
    }

    /// The row of a table.
    fn row(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| format!("`{word}`")).collect();
        let words =
            if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
        let (name, meaning) = (self.name.replace('|', "\\|"), self.meaning.replace('|', "\\|"));
        format!("| `{name}` | {meaning}{words} |\n")
    }
}

/// The options of a help text, in its order.
fn options(help: &str) -> Vec<HelpOption> {
    let mut found: Vec<HelpOption> = Vec::new();
    let (mut heading, mut is_open) = ("", false);
    for line in help.lines() {
        let text = line.trim();
        if !line.is_empty() && !line.starts_with(' ') {
            (heading, is_open) = (line, false);
        } else if text.starts_with('-') && text.contains("--") && !line.starts_with("          ") {
            let name = text.replace(['<', '>'], "");
            let is_common = heading == "Screen:" || name.contains("--help");
            found.push(HelpOption { name, is_common, ..HelpOption::default() });
            is_open = true;
        } else if let Some(option) = found.last_mut().filter(|_| is_open) {
            option.add(text);
        }
    }
    found
}

/// A table of some options.
fn table<'o>(options: impl Iterator<Item = &'o HelpOption>) -> String {
    let rows: String = options.map(HelpOption::row).collect();
    if rows.is_empty() {
        return "No options of its own.\n".to_owned();
    }
    format!("| Option | Meaning |\n| --- | --- |\n{rows}")
}

/// Every option of every command is listed with what it does, and no other.
#[test]
fn docs_options_are_current() {
    let copy = Copy::new();
    let common = options(&copy.printed("list --help"));
    let common = table(common.iter().filter(|option| option.is_common));
    let mut text = format!("## Every command\n\n{common}");
    let mut names = commands(&copy, "");
    names.extend(commands(&copy, "import ").into_iter().map(|name| format!("import {name}")));
    for name in names.iter().filter(|name| *name != "import") {
        let found = options(&copy.printed(&format!("{name} --help")));
        let own = table(found.iter().filter(|option| !option.is_common));
        write!(text, "\n## `custmap {name}`\n\n{own}").unwrap();
    }
    current("docs/reference/options.md", "options", &text);
}
