//! `custmap completions`, and the answers to the shell when somebody presses TAB.
//!
//! The script that a shell reads is short and knows no command: it asks this program, with what has been
//! typed so far. So it completes what this version knows, and the names in the map that was named.
//! `clap_complete` answers so only in a part that may still change from release to release, which is why
//! `Cargo.toml` pins the release.

mod request;
pub(super) mod words;

use super::{Outcome, output::FileArg};
use clap::{Args, Command, ValueEnum};
use clap_complete::{
    CompleteEnv,
    env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh},
};
use custmap::diag::Sources;
use std::process::ExitCode;

/// The variable by which the script asks, which names the shell.
const ASKED_BY: &str = "CUSTMAP_COMPLETE";
/// How the program is called, by people and by the script.
const NAME: &str = "custmap";

#[derive(Debug, Args)]
#[command(after_help = "\
To have it in every new shell, add the line of yours to its start-up file:
  bash        source <(custmap completions bash)
  zsh         source <(custmap completions zsh)
  fish        custmap completions fish | source
  elvish      eval (custmap completions elvish | slurp)
  powershell  custmap completions powershell | Out-String | Invoke-Expression

Examples:
  custmap completions bash
  custmap completions zsh -o custmap.zsh
  custmap completions fish")]
pub(super) struct CompletionsCommand {
    /// The shell
    shell: Shell,
    #[command(flatten)]
    file: FileArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
}

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &Bash,
            Self::Zsh => &Zsh,
            Self::Fish => &Fish,
            Self::Elvish => &Elvish,
            Self::Powershell => &Powershell,
        }
    }
}

impl CompletionsCommand {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let shell = self.shell.completer();
        let output = self.file.output()?;
        output.write(&Sources::default(), |mut out| {
            shell.write_registration(ASKED_BY, NAME, NAME, NAME, &mut out)
        })?;
        Ok(Outcome::Fine)
    }
}

/// Answers a shell, if it is one that asks.
pub(super) fn answer(command: fn() -> Command) -> Option<ExitCode> {
    let shell = std::env::var_os(ASKED_BY)?;
    request::note(&shell, command());
    let here = std::env::current_dir().ok();
    let environment = CompleteEnv::with_factory(command).var(ASKED_BY);
    match environment.try_complete(std::env::args_os(), here.as_deref()) {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        // No message would reach anybody: the shell shows only that there is nothing to complete.
        Err(_) => Some(ExitCode::from(2)),
    }
}
