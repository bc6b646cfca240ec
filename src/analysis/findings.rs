//! wip
use crate::{diag::Diagnostic, graph::Graph, model::Date};
/// wip
pub fn findings(_: &Graph<'_>, _: &Date) -> Vec<Diagnostic> { Vec::new() }
