//! `export --format parquet`: nodes and edges for engines on more than one machine, where the program is built for it.

#[cfg(feature = "parquet")]
mod files;
#[cfg(feature = "parquet")]
mod groups;

use crate::{commands::SMALL, run::Run};

/// What the program says where it was built without Parquet, or which options it refuses with it.
#[track_caller]
fn refused(more: &str) -> String {
    let run = Run::yaml(SMALL).line("export org.yaml --format parquet");
    let ran = run.line(more).refused();
    assert_eq!(ran.folder(), ["org.yaml"], "nothing is written");
    ran.stderr
}

/// A build without it says how to get one with it, before it reads a map that may be large.
#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_it_says_so() {
    let said = refused("-o net");
    assert!(said.contains("built without Parquet"), "{said}");
    assert!(said.contains("--features parquet"), "{said}");
    let unread = Run::empty().line("export nowhere.yaml --format parquet -o net");
    unread.refused().complains("built without Parquet");
}

/// The format is in the help of every build: who needs it learns that it is there.
#[test]
fn help_lists_it() {
    let help = Run::empty().line("export --help").fine();
    help.says("- parquet:").says("nodes.parquet");
}

/// Options of CSV are refused as with any other format that knows none.
#[test]
fn it_has_no_options_of_csv() {
    for option in ["--wide", "--excel", "--delimiter ;"] {
        let said = refused(&format!("-o net {option}"));
        assert!(said.contains("goes with csv"), "{said}");
    }
}
