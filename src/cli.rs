//! The command line: what is asked, what is read, where the answer goes.

mod analyze;
mod args;
mod ask;
mod brief;
mod card;
mod check;
mod completions;
mod customers;
mod diff;
mod explain;
mod export;
mod future_dates;
mod impact;
mod import;
mod init;
mod interrupt;
mod list;
mod load;
mod lsp;
mod man;
mod map_files;
mod names;
mod other_commands;
mod outcome;
mod output;
mod people;
mod progress;
mod refs;
mod register;
mod rename;
mod report;
mod schema;
mod screen;
mod sheet;
mod shell_word;
mod since;
mod trend;
mod verbosity;
mod vocabulary;
mod why;

use outcome::{InvalidMap, Outcome};

use clap::{CommandFactory as _, Parser, Subcommand};
use custmap::diag::clean;
use std::{env, ffi::OsString, process::ExitCode};

/// Everyone in an organisation has a customer. Who is yours, through whom, and who pays?
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Start here:
  custmap analyze examples/xyz.yaml
  custmap check examples/xyz.yaml
  custmap why examples/xyz.yaml it \"Retail buyers\"")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    screen: screen::ScreenArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what a director needs to know in two minutes, and what to do next
    Brief(brief::BriefCommand),
    #[command(alias = "analyse")]
    /// Show every unit's primary and secondary customers, how it reaches them, and who pays
    Analyze(analyze::AnalyzeCommand),
    /// Show who serves whom with what, who pays for it, and how satisfied they are
    List(list::ListCommand),
    /// Show one unit, or somebody outside, on one page
    Card(card::CardCommand),
    /// Show the chain from a unit to a customer, with file and line of each step
    Why(why::WhyCommand),
    /// Report mistakes in the file and gaps in the organisation, with file and line
    Check(check::CheckCommand),
    /// Show the customers outside, key customers first: since when, how satisfied, what is not known
    Customers(customers::CustomersCommand),
    /// Show who owns which relationship, what depends on each person, whom to support or protect
    People(people::PeopleCommand),
    /// Show what is affected if a unit, service or person fails, or if somebody stops paying
    Impact(impact::ImpactCommand),
    /// Show what changed between two maps, and because of which line
    Diff(diff::DiffCommand),
    /// Show how the map changed over time: versions in git, or its measurements
    Trend(trend::TrendCommand),
    /// Write a register for an audit: interested parties, SIPOC, agreements, the catalogue of services
    Register(register::RegisterCommand),
    /// Write a form for a head of department: what is right, wrong or missing, and how satisfied they are
    Ask(ask::AskCommand),
    /// Write every fact as CSV, JSON or a workbook, or as a network for graph tools
    Export(export::ExportCommand),
    /// Write the page: pictures, tables and a card for everyone, in one file
    Report(report::ReportCommand),
    /// Make a map from what you have: a spreadsheet, a staff list, an architecture model, a catalogue
    Import(import::ImportCommand),
    /// Write a map as a workbook to fill in; `import workbook` takes it back
    Sheet(sheet::SheetCommand),
    /// Explain a finding or an error of `check`, or list them all
    Explain(explain::ExplainCommand),
    /// Write a first map, by example or by questions
    Init(init::InitCommand),
    /// Show every place of the map that names an entry
    Refs(refs::RefsCommand),
    /// Change the id of an entry, in every place that uses it
    Rename(rename::RenameCommand),
    /// Run the language server for editors: completion, mistakes, cards, renames
    Lsp(lsp::LspCommand),
    /// Write the JSON Schema of a map, with which editors complete and check it
    Schema(schema::SchemaCommand),
    /// Write the script with which a shell completes commands, and the ids and names of the map
    Completions(completions::CompletionsCommand),
    /// Write the manual pages
    Man(man::ManCommand),
}

/// Runs the command that the arguments ask for. 0: fine; 1: findings that are denied, or
/// differences; 2: could not run.
pub(crate) fn run() -> ExitCode {
    // A shell asks for completions by a variable of the environment, with arguments
    // that are not complete yet.
    if let Some(status) = completions::answer(Cli::command) {
        return status;
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(asked) => {
            let asked = other_commands::with_commands(asked, &Cli::command());
            print_usage(&asked);
            // Help that was asked for is no mistake: clap answers 0 for that,
            // and 2 for wrong arguments.
            return ExitCode::from(u8::try_from(asked.exit_code()).unwrap_or(2));
        }
    };
    cli.screen.color();
    interrupt::survive_file_size_limit();
    progress::begin(cli.screen.verbosity());
    let outcome = match cli.command {
        Command::Brief(command) => command.run(&cli.screen),
        Command::Analyze(command) => command.run(&cli.screen),
        Command::List(command) => command.run(&cli.screen),
        Command::Card(command) => command.run(&cli.screen),
        Command::Why(command) => command.run(&cli.screen),
        Command::Check(command) => command.run(&cli.screen),
        Command::Customers(command) => command.run(&cli.screen),
        Command::People(command) => command.run(&cli.screen),
        Command::Impact(command) => command.run(&cli.screen),
        Command::Diff(command) => command.run(&cli.screen),
        Command::Trend(command) => command.run(&cli.screen),
        Command::Ask(command) => command.run(&cli.screen),
        Command::Export(command) => command.run(&cli.screen),
        Command::Register(command) => command.run(&cli.screen),
        Command::Report(command) => command.run(&cli.screen),
        Command::Import(command) => command.run(&cli.screen),
        Command::Sheet(command) => command.run(&cli.screen),
        Command::Explain(command) => command.run(&cli.screen),
        Command::Init(command) => command.run(&cli.screen),
        Command::Refs(command) => command.run(&cli.screen),
        Command::Rename(command) => command.run(&cli.screen),
        Command::Lsp(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(Cli::command()),
    };
    progress::end();
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Denied | Outcome::Different) => ExitCode::from(1),
        Err(error) => {
            // The errors of the map were shown with their places already.
            if !error.is::<InvalidMap>() {
                output::complain(&output::in_words(&error));
            }
            ExitCode::from(2)
        }
    }
}

/// Prints the help that was asked for, or what is wrong with the arguments. A reader that has gone away is no error.
fn print_usage(asked: &clap::Error) {
    let is_clean = |arg: OsString| {
        let text = arg.to_string_lossy();
        clean(&text) == text
    };
    if env::args_os().all(is_clean) {
        let _ = asked.print();
    } else {
        // The message repeats an argument as it is, and its colours are control characters too.
        output::print_clean(&asked.render().to_string());
    }
}
