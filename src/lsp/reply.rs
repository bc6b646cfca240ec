//! Answers of the server, and why there are none.

use crate::language::RenameError;
use lsp_server::ErrorCode;
use serde_json::Value;

/// Why a request can't be answered.
pub(super) struct RequestFailure {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

impl RequestFailure {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<RenameError> for RequestFailure {
    fn from(error: RenameError) -> Self {
        Self::new(ErrorCode::RequestFailed, error.to_string())
    }
}

/// A value, if the request can be answered.
pub(super) type Answer = Result<Value, RequestFailure>;

/// What a request is answered with.
#[derive(Debug)]
pub(super) enum Reply {
    Value(Value),
    /// A long list as JSON. A tree of values has some thirty allocations for each entry of a map: 0.35 seconds of
    /// processor time for 20,000 symbols, where the text takes a tenth.
    Text(String),
}
