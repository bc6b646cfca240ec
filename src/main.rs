//! `custmap`: who is this unit's customer, through whom, and who pays.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
