//! `custmap man`.

use super::{
    Outcome,
    output::{Output, SingleFormat},
};
use anyhow::bail;
use clap::{Args, Command};
use clap_mangen::Man as Page;
use custmap::diag::Sources;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  custmap man
  custmap man -o .
  custmap man -o examples")]
pub(super) struct ManCommand {
    /// Write custmap.1 and a page for each command into this folder
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

impl ManCommand {
    pub(super) fn run(self, command: Command) -> anyhow::Result<Outcome> {
        let folder = self.output.filter(|folder| folder != Path::new("-"));
        let Some(folder) = folder else {
            let output = Output::new(Some(SingleFormat), None)?;
            let page = page(command);
            output.write(&Sources::default(), |mut out| page.render(&mut out))?;
            return Ok(Outcome::Fine);
        };
        if !folder.is_dir() {
            bail!("there is no folder {}", folder.display());
        }
        for command in with_parts(command) {
            let page = page(command);
            let file = folder.join(page.get_filename());
            let output = Output::new(Some(SingleFormat), Some(&file))?;
            output.write(&Sources::default(), |mut out| page.render(&mut out))?;
        }
        Ok(Outcome::Fine)
    }
}

/// The page of a command, without a date: the same program writes the same pages.
fn page(command: Command) -> Page {
    let version = concat!("custmap ", env!("CARGO_PKG_VERSION"));
    Page::new(command).source(version).manual("custmap")
}

/// A command with all its parts, and theirs.
fn with_parts(command: Command) -> Vec<Command> {
    let mut whole = command.disable_help_subcommand(true);
    whole.build();
    let mut all = vec![whole];
    let mut at = 0;
    while at < all.len() {
        let parts: Vec<Command> = all[at].get_subcommands().cloned().collect();
        all.extend(parts.into_iter().filter(|part| !part.is_hide_set()));
        at += 1;
    }
    all
}
