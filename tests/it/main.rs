//! The tests of custmap, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    clippy::needless_raw_string_hashes,
    missing_docs,
    unreachable_pub,
    reason = "tests may fail loudly"
)]

mod ask;
mod binary_books;
mod brief;
mod browser;
mod card;
mod circles;
mod closed_pipe;
mod codes;
mod commands;
mod compact;
mod completions;
mod counted;
mod customers;
mod derivation;
mod diff;
mod docs;
mod drafts;
mod edit;
mod errors;
mod examples;
mod faults;
mod findings;
mod formats;
mod groups;
mod hardening;
mod hostile;
mod impact;
mod import;
mod imported;
mod init;
mod judge;
mod keys;
mod language;
mod large;
mod layers;
mod limits;
mod lsp;
mod man;
mod naive;
mod names;
mod network;
mod oracle;
mod output;
mod parquet;
mod people;
mod pictures;
mod privacy;
mod progress;
mod properties;
mod pseudonyms;
mod quarter;
mod register;
mod report;
mod returned;
mod run;
mod satisfaction;
mod schema;
mod screen;
mod sheets;
mod side_by_side;
mod slices;
mod stable;
mod summary;
mod supply;
mod trend;
mod within;
