//! Free texts and marks of things: what few have, and what many have in common.

use super::values::{text, texts};
use crate::{
    input::Text,
    model::{Marks, Texts},
};
use std::{collections::HashSet, num::NonZeroU32, sync::Arc};

/// The free texts of all things, for those that have any.
#[derive(Debug, Default)]
pub(super) struct FreeTexts(Vec<Texts>);

impl FreeTexts {
    /// Keeps description, address and notes of a thing; their number, if there is any of them.
    pub(super) fn add(
        &mut self,
        description: Option<Text>,
        url: Option<Text>,
        notes: Option<Text>,
    ) -> Option<NonZeroU32> {
        let texts = Texts {
            description: text(description),
            url: text(url),
            notes: text(notes),
        };
        if texts == Texts::default() {
            return None;
        }
        self.0.push(texts);
        NonZeroU32::new(u32::try_from(self.0.len()).ok()?)
    }

    /// All of them, by their numbers.
    pub(super) fn into_all(self) -> Arc<[Texts]> {
        self.0.into()
    }
}

/// The marks of all units, the same ones once.
#[derive(Debug, Default)]
pub(super) struct AllMarks(HashSet<Arc<Marks>>);

impl AllMarks {
    /// The marks with these tags and this site.
    pub(super) fn of(&mut self, tags: Option<Vec<Text>>, site: Option<Text>) -> Arc<Marks> {
        let marks = Marks {
            tags: texts(tags).into(),
            site: text(site),
        };
        if let Some(known) = self.0.get(&marks) {
            return Arc::clone(known);
        }
        let marks = Arc::new(marks);
        self.0.insert(Arc::clone(&marks));
        marks
    }
}
