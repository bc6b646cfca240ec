//! What a shell asks: which shell it is, and which words come before the one that is being typed.

use clap::{Arg, Command};
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The shells that quote what they take over. Others would read a name as several words, or run it.
const QUOTING: [&str; 3] = ["zsh", "fish", "elvish"];
/// The variable in which some shells give the index of the word that is being typed; elsewhere it is the last word.
const INDEX: &str = "_CLAP_COMPLETE_INDEX";

static REQUEST: OnceLock<CompletionRequest> = OnceLock::new();

/// A question of a shell.
#[derive(Debug, Default)]
pub(super) struct CompletionRequest {
    /// Whether the shell quotes what it takes over.
    pub(super) quotes: bool,
    /// The map that is named.
    pub(super) map: Option<PathBuf>,
    /// How many other words follow it, without options.
    pub(super) behind: usize,
}

/// Remembers the command line: clap passes a completer only the word that is being typed.
pub(super) fn note(shell: &OsStr, command: Command) {
    REQUEST.get_or_init(|| CompletionRequest::new(shell, command));
}

/// The question.
pub(super) fn request() -> &'static CompletionRequest {
    REQUEST.get_or_init(CompletionRequest::default)
}

impl CompletionRequest {
    fn new(shell: &OsStr, mut command: Command) -> Self {
        command.build();
        // The script writes `--` before the line, which begins with the program.
        let line: Vec<OsString> =
            std::env::args_os().skip_while(|word| word != "--").skip(2).collect();
        let index = std::env::var(INDEX).ok().and_then(|at| at.parse().ok());
        let typed = index.unwrap_or(line.len()).saturating_sub(1);
        let before = &line[..typed.min(line.len())];
        let mut words = positionals(&command, before).into_iter();
        let first = words.next();
        let map = first.filter(|word| *word == "-" || Path::new(word).exists());
        Self {
            quotes: QUOTING.iter().any(|quoting| shell == *quoting),
            behind: words.len() + usize::from(map.is_none() && first.is_some()),
            map: map.map(PathBuf::from),
        }
    }
}

/// The words behind a command that are no options and no values of options.
fn positionals<'w>(command: &Command, all: &'w [OsString]) -> Vec<&'w OsStr> {
    let mut words = all.iter();
    let part = words.find_map(|word| command.find_subcommand(word));
    let Some(part) = part else {
        return Vec::new();
    };
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        if word.to_string_lossy().starts_with('-') && word != "-" {
            if part.get_arguments().any(|option| takes_the_next(option, word)) {
                words.next();
            }
        } else {
            found.push(word.as_os_str());
        }
    }
    found
}

/// Whether a word is an option whose value is the word behind it.
fn takes_the_next(option: &Arg, word: &OsStr) -> bool {
    let long = option.get_long().map(|long| format!("--{long}"));
    let short = option.get_short().map(|short| format!("-{short}"));
    let named = long.into_iter().chain(short).any(|name| word == &*name);
    named && option.get_action().takes_values() && !option.is_require_equals_set()
}
