//! What a workbook adds to a map: entries, and the items of their keys.

use super::super::record::{ItemState, KeyChange, Path};
use crate::{
    diag::{Place, Slice},
    import::List,
};

/// An entry that a row adds.
pub(super) struct NewEntry {
    pub(super) list: List,
    pub(super) id: Slice,
    pub(super) name: String,
    pub(super) value: Vec<KeyChange>,
    pub(super) items: Vec<(&'static str, ItemList)>,
}

/// The items of a key of an entry, as they will be.
pub(super) struct ItemList {
    pub(super) states: Vec<ItemState>,
    /// What each item names, to find it again.
    pub(super) names: Vec<String>,
    /// Whether an empty list is written where no item is left.
    pub(super) is_empty_list: bool,
    pub(super) place: Place,
}

/// Where items belong: an entry of the map, or one that a row adds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Known(usize, Path),
    New(usize),
}
