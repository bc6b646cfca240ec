//! `report`: the page.

mod cards;
mod command;
mod html;
mod large;
mod links;
mod overview;
mod policy;
mod private;
mod shapes;
mod structure;
mod text;
mod watch;

pub use html::{Element, Html};

use crate::run::Run;
use std::{fs, path::Path};

/// Names that try to be something else than text.
pub const HOSTILE: &str = include_str!("../maps/hostile.yaml");

/// The page of a map.
#[track_caller]
pub fn page(yaml: &str) -> Html {
    Html::read(&Run::yaml(yaml).line("report org.yaml").fine().stdout)
}

/// The page of a map with more arguments.
#[track_caller]
fn page_with(yaml: &str, more: &str) -> Html {
    let run = Run::yaml(yaml).line("report org.yaml").line(more);
    Html::read(&run.fine().stdout)
}

/// The examples, and maps that have little or nothing of something.
fn maps() -> Vec<(String, String)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut maps: Vec<(String, String)> = ["xyz", "council", "we-care"]
        .map(|name| {
            let text = fs::read_to_string(examples.join(format!("{name}.yaml")));
            (name.to_owned(), text.unwrap())
        })
        .into();
    for (name, text) in [
        ("small", crate::commands::SMALL),
        ("hostile", HOSTILE),
        ("nobody", "organisation: {name: X}"),
        (
            "only people",
            "organisation: {name: X}\npeople: [{id: p, name: P, serves: everyone}, {id: q, name: Q}]",
        ),
        (
            "nobody outside",
            "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: b}, {id: b, name: B}]",
        ),
        (
            "only parties",
            "organisation: {name: X}\nbeneficiaries: [{id: b, name: B}]\npayers: [{id: p, name: P}]",
        ),
    ] {
        maps.push((name.to_owned(), text.to_owned()));
    }
    maps
}
