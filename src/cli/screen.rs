//! Arguments of every command: how output looks, and how much is printed.

use super::verbosity::Verbosity;
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use custmap::{
    model::{Organisation, PseudonymKey},
    render::table::{Charset, Screen},
};
use std::{
    cell::OnceCell,
    fs,
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

/// The width of tables where standard output is no terminal and $COLUMNS is not set.
const PIPED_WIDTH: usize = 120;

/// How output looks on a screen, and how much is printed.
#[derive(Debug, Args)]
#[command(next_help_heading = "Screen")]
pub(super) struct ScreenArgs {
    /// How wide tables are, in columns [default: the screen's width, else $COLUMNS, else 120]
    #[arg(long, global = true, value_name = "COLUMNS")]
    width: Option<u16>,
    /// Draw lines and marks with ASCII only
    #[arg(long, global = true)]
    ascii: bool,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorArg,
    /// Replace the names of persons by pseudonyms, which differ in every run
    #[arg(long, global = true)]
    anonymous: bool,
    /// Make pseudonyms with the secret in this file, so that they stay the same from run to run: 16 bytes or more
    #[arg(long, global = true, value_name = "FILE", requires = "anonymous")]
    pseudonym_key: Option<PathBuf>,
    /// The key, once it is needed: all maps of a run have the same pseudonyms.
    #[arg(skip)]
    key: OnceCell<PseudonymKey>,
    /// Print only the result and errors
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorArg {
    /// When writing to a terminal (`NO_COLOR`, `CLICOLOR_FORCE` and TERM=dumb are heeded)
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ScreenArgs {
    /// Applies `--color` to everything that is written from now on.
    pub(super) fn color(&self) {
        match self.color {
            ColorArg::Auto => {}
            ColorArg::Always => anstream::ColorChoice::Always.write_global(),
            ColorArg::Never => anstream::ColorChoice::Never.write_global(),
        }
    }

    /// The width and character set of tables.
    pub(super) fn screen(&self) -> Screen {
        let terminal = || {
            let size = std::io::stdout().is_terminal().then(terminal_size::terminal_size)??;
            Some(usize::from(size.0.0))
        };
        // Wider than any screen serves no one, and a library that draws tables counts columns in 16 bits.
        let columns = || {
            let columns: u64 = std::env::var("COLUMNS").ok()?.parse().ok()?;
            Some(usize::from(u16::try_from(columns).unwrap_or(u16::MAX)))
        };
        let width = self.width.map(usize::from).or_else(terminal).or_else(columns);
        Screen {
            width: width.unwrap_or(PIPED_WIDTH),
            charset: if self.ascii { Charset::Ascii } else { Charset::Unicode },
        }
    }

    /// The organisation, with pseudonyms where they are asked for.
    pub(super) fn shown(&self, organisation: Organisation) -> anyhow::Result<Organisation> {
        if !self.anonymous {
            return Ok(organisation);
        }
        let key = if let Some(key) = self.key.get() {
            *key
        } else {
            let key = self.pseudonym_key()?;
            *self.key.get_or_init(|| key)
        };
        Ok(organisation.anonymous(key))
    }

    /// The key of the file that holds one, else a random one.
    fn pseudonym_key(&self) -> anyhow::Result<PseudonymKey> {
        let secret = if let Some(path) = &self.pseudonym_key {
            fs::read(path).with_context(|| format!("can't read {}", path.display()))?
        } else {
            let mut secret = vec![0; 32];
            getrandom::fill(&mut secret).context("no random key can be had for --anonymous")?;
            secret
        };
        PseudonymKey::new(&secret).with_context(|| {
            let shortest = PseudonymKey::SHORTEST;
            format!("a key for pseudonyms has at least {shortest} bytes\nhelp: make one with head -c 32 /dev/urandom > KEY")
        })
    }

    /// The file with the key for pseudonyms.
    pub(super) fn key_file(&self) -> Option<&Path> {
        self.pseudonym_key.as_deref()
    }

    /// Whether persons are shown by pseudonyms.
    pub(super) fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// Whether notes are printed.
    pub(super) fn verbosity(&self) -> Verbosity {
        if self.quiet { Verbosity::Quiet } else { Verbosity::Normal }
    }
}
