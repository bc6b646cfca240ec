//! `GraphML`, for yEd, Gephi, Cytoscape and networkx.

use crate::report::Network;
use askama::Template;
use std::io::{self, Write};

#[derive(Template)]
#[template(path = "network.graphml", config = "src/render/askama.toml")]
struct GraphMl<'n> {
    network: &'n Network<'n>,
}

/// Writes a network.
///
/// # Errors
/// The errors of `out`.
pub fn network(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    GraphMl { network }.write_into(out)
}
