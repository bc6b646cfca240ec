//! `custmap lsp`.

use super::{Outcome, args::TodayArg};
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::lsp::{Ending, Options, Stdio, serve, stdio};
use std::{
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
};

#[derive(Debug, Args)]
#[command(after_help = "\
An editor starts it and talks to it; docs/guide/in-an-editor.md has the set-up for VS Code, Neovim, Helix, Zed and
Emacs. Without MAP the map of a file is the file, or the folder around it whose files make one map.

Examples:
  custmap lsp
  custmap lsp examples/xyz.yaml
  custmap lsp examples/council.yaml --today 2026-11-21")]
pub(super) struct LspCommand {
    /// The map that every open file within it belongs to: a file or a directory
    map: Option<PathBuf>,
    #[command(flatten)]
    today: TodayArg,
}

impl LspCommand {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if io::stdin().is_terminal() {
            bail!(
                "an editor talks to this command, not a person\n\
                 help: docs/guide/in-an-editor.md says how to set one up"
            );
        }
        let map = self
            .map
            .map(|map| map.canonicalize().with_context(|| format!("can't read {}", map.display())));
        let map = map.transpose()?;
        let Stdio { connection, texts, writer } =
            stdio().context("the server can't start its threads")?;
        let options = Options { map, today: self.today.date(), write_page, texts: Some(texts) };
        let ending = serve(&connection, options);
        drop(connection);
        // What is still to be sent is sent.
        let _ = writer.join();
        match ending {
            Ok(Ending::Agreed) => Ok(Outcome::Fine),
            Ok(Ending::Abrupt) => Ok(Outcome::Denied),
            Err(error) => Err(error.into()),
        }
    }
}

/// Writes a page to a new file among the temporary ones of this user, which only this user can read.
fn write_page(page: &[u8]) -> io::Result<PathBuf> {
    let mut file = tempfile::Builder::new().prefix("custmap-").suffix(".html").tempfile()?;
    file.write_all(page)?;
    let (_, path) = file.keep().map_err(|error| error.error)?;
    Ok(path)
}
