//! What an editor asks of a map that is being written: what may be at the cursor, what a name means, where it is
//! used, how it is renamed. Everything here is about texts in memory and byte offsets in them; the protocol by which
//! editors ask is the business of the command line.
//!
//! A [`Snapshot`] is one state of all files of a map. It is made also where the map has errors: names, places and
//! references are taken from what can be read, and answers that need a sound map come from the last state that was
//! one.

mod actions;
mod changed_items;
mod completion;
mod cursor;
mod edits;
mod hints;
mod hover;
mod lookup;
mod map_file;
mod outline;
mod position;
mod read_file;
mod rename;
mod snapshot;
mod symbols;
mod uses;

pub use actions::{Action, actions};
pub use completion::{Proposal, ProposalKind, Proposals, complete};
pub use cursor::{Cursor, Slot};
pub use edits::{FileEdit, TextEdit, apply, replace};
pub use hints::{Hint, hints};
pub use hover::{Hover, hover, token_end};
pub use lookup::{Located, Reference, declaration_of, located, references};
pub use map_file::MapFile;
pub use outline::{Mention, Outline};
pub use position::{LineIndex, Position, PositionEncoding};
pub use rename::{RenameError, Renamed, rename_at, rename_id};
pub use snapshot::Snapshot;
pub use symbols::{Symbol, foldings, symbols};
