//! Free texts and marks of things: what few have, and what many have in common.

use super::values::{text, texts};
use crate::{
    id::index32,
    input::{RawMore, Text},
    model::{Marks, Texts},
};
use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

/// The free texts of all things, for those that have any.
#[derive(Debug, Default)]
pub(super) struct FreeTexts(Vec<Texts>);

impl FreeTexts {
    /// Keeps description, address and notes of a thing; their number, if there is any of them.
    pub(super) fn add(&mut self, stated: Option<Box<RawMore>>) -> Option<NonZeroU32> {
        let more = stated?;
        let texts = Texts {
            description: text(more.description),
            url: text(more.url),
            notes: text(more.notes),
        };
        if texts == Texts::default() {
            return None;
        }
        self.0.push(texts);
        // Counted from 1, so that an option of it takes four bytes in every thing.
        NonZeroU32::new(index32(self.0.len()))
    }

    /// All of them, by their numbers.
    pub(super) fn into_all(self) -> Arc<[Texts]> {
        self.0.into()
    }
}

/// The marks of all units, the same ones once.
#[derive(Debug, Default)]
pub(super) struct AllMarks(HashMap<Marks, u32>);

impl AllMarks {
    /// The number of the marks with these tags and this site.
    pub(super) fn add(&mut self, tags: Option<Box<[Text]>>, site: Option<Text>) -> u32 {
        let next = index32(self.0.len());
        let marks = Marks { tags: texts(tags).into(), site: text(site) };
        *self.0.entry(marks).or_insert(next)
    }

    /// All of them, by their numbers.
    pub(super) fn into_all(self) -> Arc<[Marks]> {
        let mut all: Vec<(Marks, u32)> = self.0.into_iter().collect();
        // A hash map has no order of its own; the numbers are indices of this list.
        all.sort_unstable_by_key(|(_, number)| *number);
        all.into_iter().map(|(marks, _)| marks).collect()
    }
}
