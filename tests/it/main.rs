//! The tests of custmap, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod drafts;
mod hostile;
mod naive;
mod properties;
