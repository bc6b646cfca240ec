//! The circle around everyone, found before all others.
//!
//! Everyone holds every unit. So all units that lead to everyone, by whatever chain, are in one circle with it:
//!
//! ```text
//! everyone ─holds→ Sales ─serves→ IT ─serves→ everyone
//! ```
//!
//! In many an organisation that is most units, because somebody whom everybody serves serves everybody. They
//! are found by reading all rows from the last to the first, again and again, as long as that finds many: in
//! the order of memory, where the search jumps to and fro. A unit that is missed only makes more work: the
//! search finds it to be in the circle.

use super::layout::{Layout, Packed, Target};

/// What share of all points makes it worth reading all rows once more.
const MANY: usize = 32;

/// For each point whether it was found to be in the circle of everyone. A group may be so too that nobody
/// leads to: what it reaches is the same.
pub(super) fn around_everyone(layout: &Layout) -> Vec<bool> {
    let mut inside = vec![false; layout.len() as usize];
    let points = layout.holding();
    inside[layout.everyone() as usize] = true;
    let mut found = points.len();
    while found > points.len() / MANY {
        found = 0;
        for point in points.clone().rev() {
            let leads_inside = |target: &Packed| match target.decode() {
                Target::Point(next) => inside[next as usize],
                Target::Party(_) => false,
            };
            if !inside[point as usize] && layout.row(point).iter().any(leads_inside) {
                inside[point as usize] = true;
                found += 1;
            }
        }
    }
    inside
}
