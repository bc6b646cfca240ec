//! What has one format only, and is for programs.

use super::{Bytes, Written};

/// That format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Data;

impl Written for Data {
    const ENDINGS: &'static str = "anything";

    fn of_ending(_: &str) -> Option<Self> {
        Some(Self)
    }

    fn bytes(self) -> Bytes {
        Bytes::Exact
    }
}
