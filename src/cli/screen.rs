//! Arguments of every command: how output looks, and how much is printed.

use super::verbosity::Verbosity;
use clap::{Args, ValueEnum};
use custmap::{
    model::Organisation,
    render::table::{Letters, Screen},
};
use std::io::IsTerminal as _;

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
    /// Show persons by pseudonyms that stay the same
    #[arg(long, global = true)]
    anonymous: bool,
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
            letters: if self.ascii { Letters::Ascii } else { Letters::Unicode },
        }
    }

    /// The organisation, with pseudonyms where they are asked for.
    pub(super) fn shown(&self, organisation: Organisation) -> Organisation {
        if self.anonymous { organisation.anonymous() } else { organisation }
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
