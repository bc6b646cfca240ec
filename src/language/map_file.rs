//! One file of a map as an editor has it.

use crate::{diag::Slice, input::MapFormat};

/// The text of one file of a map.
#[derive(Clone, Debug)]
pub struct MapFile {
    /// What it is called in messages.
    pub name: String,
    /// Its text.
    pub text: Slice,
    /// How it is written.
    pub format: MapFormat,
}
