//! Whether a map that was made is one: it is read back before anything is written, and what is wrong stands at its
//! place in the source.

use custmap::{
    diag::{Diagnostic, Place},
    import::Wrong,
    input::{self, Format},
    render::map::{Origin, Written},
    resolve::resolve,
};

/// What is wrong with a map that was made.
pub(super) fn problems(written: &Written) -> Vec<Wrong> {
    let input = input::read_text("the map", &written.text, Format::Yaml);
    let mut found = input.problems;
    if input.complete {
        found.extend(resolve(input.raw).err().unwrap_or_default());
    }
    found
        .into_iter()
        .map(|one| at_source(one, written))
        .collect()
}

/// A problem of the map at the place that it comes from.
fn at_source(mut found: Diagnostic, written: &Written) -> Wrong {
    let origin = found.place.and_then(|place| origin(written, place));
    found.place = origin.map(|origin| origin.place);
    let other = found.other.take();
    found.other = other.and_then(|(place, label)| Some((origin_place(written, place)?, label)));
    Wrong {
        diagnostic: found,
        entry: origin.and_then(|origin| origin.entry),
    }
}

fn origin_place(written: &Written, place: Place) -> Option<Place> {
    origin(written, place).map(|origin| origin.place)
}

/// Where a line of the map comes from.
fn origin(written: &Written, place: Place) -> Option<Origin> {
    let origins = &written.origins;
    let after = origins.partition_point(|origin| origin.line <= place.line);
    after.checked_sub(1).map(|at| origins[at])
}
