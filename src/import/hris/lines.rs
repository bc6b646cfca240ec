//! Reporting lines, by id or else by name. Orphans and cycles are reported and dropped.

use super::member::Member;
use crate::{
    diag::{Code, Diagnostic},
    import::ImportSummary,
};
use std::collections::HashMap;

/// The member above each member.
pub(super) struct Lines(Vec<Option<usize>>);

impl Lines {
    /// Finds them; `word` is what the column is called.
    pub(super) fn of(members: &[Member], word: &str, summary: &mut ImportSummary) -> Self {
        let mut ids: HashMap<&str, usize> = HashMap::new();
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, member) in members.iter().enumerate() {
            if let Some(id) = &member.entry.id {
                ids.entry(&id.value).or_insert(at);
            }
            let name = member.entry.name.value.to_lowercase();
            names.entry(name).or_default().push(at);
        }
        let mut own = 0;
        let find = |(at, member): (usize, &Member)| {
            let above = member.above.as_ref()?;
            let by_name = || match names.get(&above.value.to_lowercase()).map(Vec::as_slice) {
                Some([one]) => Some(*one),
                Some(_) | None => None,
            };
            let found = ids.get(&*above.value).copied().or_else(by_name);
            if found.is_none() {
                let message = format!("no row is the {word} `{}`", above.value);
                summary.doubts.push(Diagnostic::new(Code::UnknownManager, above.place, message));
            }
            own += usize::from(found == Some(at));
            found.filter(|found| *found != at)
        };
        let above = members.iter().enumerate().map(find).collect();
        if own > 0 {
            summary.notes.push(format!("their own {word}, and so at the top: {own}"));
        }
        let mut lines = Self(above);
        lines.break_circles(members, summary);
        lines
    }

    /// The member above one.
    pub(super) fn above(&self, at: usize) -> Option<usize> {
        self.0[at]
    }

    /// Reports each circle once, and drops its lines.
    fn break_circles(&mut self, members: &[Member], summary: &mut ImportSummary) {
        for circle in circles(&self.0) {
            let names = circle.iter().take(8).map(|&at| &*members[at].entry.name.value);
            let mut names: Vec<&str> = names.collect();
            names.push(if circle.len() > 8 { "..." } else { names[0] });
            let message = format!("a circle: {}", names.join(" -> "));
            let first = &members[circle[0]];
            let place = first.above.as_ref().map_or(first.entry.place, |above| above.place);
            summary.doubts.push(Diagnostic::new(Code::ReportingCircle, place, message));
            for at in circle {
                self.0[at] = None;
            }
        }
    }
}

/// The circles among what each stands under, each from its first member on.
pub(super) fn circles(above: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    // The walk on which each was seen first; 0: on none.
    let mut seen = vec![0; above.len()];
    for start in 0..above.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&here| seen[here] == 0) {
            seen[here] = start + 1;
            at = above[here];
        }
        if let Some(first) = at.filter(|&here| seen[here] == start + 1) {
            let next = |here: &usize| above[*here].filter(|&next| next != first);
            let mut circle: Vec<usize> = std::iter::successors(Some(first), next).collect();
            let least = (0..circle.len()).min_by_key(|&at| circle[at]).unwrap_or(0);
            circle.rotate_left(least);
            circles.push(circle);
        }
    }
    circles
}
