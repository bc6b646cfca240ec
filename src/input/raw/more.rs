//! Free text, which every entry of a list may have.

use crate::input::{record::record, text::Text};

record! {
    /// Free text about a thing.
    RawMore is "free text"
    /// What it is, in a sentence or two.
    "description" description: Text;
    /// Where to read more: an address.
    "url" url: Text;
    /// Anything else worth writing down.
    "notes" notes: Text;
}
