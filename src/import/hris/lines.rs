//! Reporting lines, by id or else by name. Orphans and cycles are reported and dropped.

use super::member::{Member, common_name};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    id::fold_name,
    import::{ImportSummary, names::name_and_id},
};
use std::collections::HashMap;

/// The member above each member.
pub(super) struct Lines {
    above: Vec<Option<usize>>,
    /// Whether each names somebody above whom the list doesn't have.
    is_lost: Vec<bool>,
}

impl Lines {
    /// Finds the reporting lines. `word` is what the column is called, and `absent` are those who have left.
    pub(super) fn of(
        members: &[Member],
        absent: &[Member],
        word: &str,
        summary: &mut ImportSummary,
    ) -> Self {
        let index = MemberIndex::new(members);
        let left = MemberIndex::new(absent);
        let mut own = 0;
        let mut is_lost = vec![false; members.len()];
        let find = |(at, member): (usize, &Member)| {
            let first = member.above.first().filter(|above| !is_nobody(&above.value))?;
            let found = member.above.iter().find_map(|above| index.find(&above.value));
            if found.is_none() {
                let name = excerpt(&first.value);
                let has_left = member.above.iter().any(|above| left.find(&above.value).is_some());
                let message = if index.is_ambiguous(&first.value) {
                    format!(
                        "several rows are called `{name}`: which of them is the {word} is not known; write the id"
                    )
                } else if has_left {
                    format!("the {word} `{name}` has left, or is nobody who works there")
                } else {
                    format!("no row is the {word} `{name}`")
                };
                let doubt = Diagnostic::new(Code::UnknownManager, first.place, message);
                summary.doubts.push(if has_left {
                    doubt.help(
                        "write who took over, or leave it: the row then has no place under anybody",
                    )
                } else {
                    doubt
                });
            }
            is_lost[at] = found.is_none();
            own += usize::from(found == Some(at));
            // Some systems write the head of the organisation as their own manager.
            found.filter(|found| *found != at)
        };
        let above = members.iter().enumerate().map(find).collect();
        if own > 0 {
            summary.notes.push(format!("their own {word}, and so at the top: {own}"));
        }
        let mut lines = Self { above, is_lost };
        lines.break_circles(members, summary);
        lines
    }

    /// The member above one.
    pub(super) fn above(&self, at: usize) -> Option<usize> {
        self.above[at]
    }

    /// Whether a member names somebody above whom the list doesn't have.
    pub(super) fn is_lost(&self, at: usize) -> bool {
        self.is_lost[at]
    }

    /// Reports each circle once, and drops its lines.
    fn break_circles(&mut self, members: &[Member], summary: &mut ImportSummary) {
        for circle in circles(&self.above) {
            let mut names: Vec<&str> =
                circle.iter().take(8).map(|&at| &*members[at].entry.name.value).collect();
            names.push(if circle.len() > 8 { "..." } else { names[0] });
            let message = format!("a circle: {}", names.join(" -> "));
            let first = &members[circle[0]];
            let place = first.above.first().map_or(first.entry.place, |above| above.place);
            summary.doubts.push(Diagnostic::new(Code::ReportingCircle, place, message));
            for at in circle {
                self.above[at] = None;
            }
        }
    }
}

/// Whether a cell says that there is nobody above, as `SuccessFactors` writes it.
fn is_nobody(cell: &str) -> bool {
    matches!(cell.trim(), "NO_MANAGER" | "NO_HR")
}

/// The rows by what others call them.
struct MemberIndex {
    /// By id, address or name in a directory.
    ids: HashMap<String, usize>,
    /// By name.
    names: HashMap<String, Vec<usize>>,
}

impl MemberIndex {
    fn new(members: &[Member]) -> Self {
        let mut index = Self { ids: HashMap::new(), names: HashMap::new() };
        for (at, member) in members.iter().enumerate() {
            let id = member.entry.id.iter().map(|id| id.value.to_lowercase());
            for id in id.chain(member.aliases.iter().cloned()) {
                // The first row keeps an id that comes twice; the draft's check reports the second.
                index.ids.entry(id).or_insert(at);
            }
            index.names.entry(fold_name(&member.entry.name.value)).or_default().push(at);
        }
        index
    }

    /// Whether a cell names several rows.
    fn is_ambiguous(&self, cell: &str) -> bool {
        let (name, _) = name_and_id(cell);
        let named = |name: &str| self.names.get(&fold_name(name)).map_or(0, Vec::len);
        named(&name) > 1 || named(cell) > 1
    }

    /// The row that a cell names: by id, address, name, `Last, First`, `Name (id)` or a name in a directory.
    fn find(&self, cell: &str) -> Option<usize> {
        if let Some(&at) = self.ids.get(&cell.trim().to_lowercase()) {
            return Some(at);
        }
        let common_name = common_name(cell);
        let (name, id) = name_and_id(common_name.as_deref().unwrap_or(cell));
        if let Some(at) = id.and_then(|id| self.ids.get(&id.to_lowercase()).copied()) {
            return Some(at);
        }
        match self.names.get(&fold_name(&name)).or_else(|| self.names.get(&fold_name(cell))) {
            Some(found) if found.len() == 1 => found.first().copied(),
            Some(_) | None => None,
        }
    }
}

/// The circles among the parents of rows, each from its first member on.
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
