//! The edits that could not be made, and what therefore did not change.

use super::changes::SheetEdit;
use crate::{input::PathStep, render::edit::MapEdit};

/// The places that edits which failed were to change: the file, and the path there.
pub(super) struct FailedEdits<'e>(Vec<(usize, Vec<PathStep<'e>>)>);

impl<'e> FailedEdits<'e> {
    pub(super) fn of(edits: impl IntoIterator<Item = &'e SheetEdit>) -> Self {
        let places = edits
            .into_iter()
            .flat_map(|one| places(&one.edit).into_iter().map(|path| (one.file, path)));
        Self(places.collect())
    }

    /// Whether an edit that failed was to change a place, something around it or something in it.
    pub(super) fn concern(&self, file: usize, place: &[PathStep<'_>]) -> bool {
        let mut here = self.0.iter().filter(|(of, _)| *of == file);
        here.any(|(_, failed)| is_around(failed, place) || is_around(place, failed))
    }

    /// Whether an edit that failed was to change a place, or something around it.
    pub(super) fn hold(&self, file: usize, place: &[PathStep<'_>]) -> bool {
        self.0.iter().any(|(of, failed)| *of == file && is_around(failed, place))
    }
}

/// Whether a path leads to a place around another one, or to the same. The measurements of a relationship may be a list,
/// which a change of one of them does not name: only the items that both name are compared.
fn is_around(outer: &[PathStep<'_>], inner: &[PathStep<'_>]) -> bool {
    let is_item = |step: Option<&&PathStep<'_>>| matches!(step, Some(PathStep::Item(_)));
    let (mut outer, mut inner) = (outer.iter().peekable(), inner.iter().peekable());
    loop {
        match (is_item(outer.peek()), is_item(inner.peek())) {
            (true, false) if inner.peek().is_some() => drop(outer.next()),
            (false, true) if outer.peek().is_some() => drop(inner.next()),
            _ => match (outer.next(), inner.next()) {
                (None, _) => return true,
                (Some(a), Some(b)) if a == b => {}
                (Some(_), _) => return false,
            },
        }
    }
}

/// The places that an edit changes.
fn places(edit: &MapEdit) -> Vec<Vec<PathStep<'_>>> {
    let below = |step| edit.path().iter().copied().chain([step]).collect();
    match edit {
        MapEdit::Replace { path, .. } => vec![path.clone()],
        MapEdit::Set { key, .. } | MapEdit::Insert { key, .. } => vec![below(PathStep::Key(key))],
        MapEdit::Remove { keys, .. } => keys.iter().map(|key| below(PathStep::Key(key))).collect(),
        MapEdit::RemoveItems { items, .. } => {
            items.iter().map(|at| below(PathStep::Item(*at))).collect()
        }
    }
}
