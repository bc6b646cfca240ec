//! A workbook, and what to say where there is no room to make it.
//!
//! The library that writes workbooks keeps its rows in temporary files, and takes it for granted that they can be
//! written: it panics where a disk is full. To whoever exports that is trouble like any other.

use crate::cli::output;
use std::{env, panic, sync::Arc};

/// What the library says then.
const NO_ROOM: &str = "Couldn't write to xml file";

/// Makes a workbook; ends the program with 2 where its temporary files can't be written.
pub(super) fn with_room<T>(make: impl FnOnce() -> T) -> T {
    let before = Arc::new(panic::take_hook());
    let after = Arc::clone(&before);
    panic::set_hook(Box::new(move |info| {
        let said = info.payload_as_str().unwrap_or_default();
        let Some((NO_ROOM, why)) = said.split_once(": ") else {
            return before(info);
        };
        // An error of the system, as programmers write it down: its words stand in quotes.
        end(why.split('"').nth(1).unwrap_or(why));
    }));
    let done = make();
    panic::set_hook(Box::new(move |info| after(info)));
    done
}

#[expect(clippy::exit, reason = "the library leaves no other way")]
fn end(why: &str) {
    let folder = env::temp_dir();
    output::complain(&format!(
        "can't write the workbook: no room for its temporary files in {} ({why})\n\
         help: name a folder with more room in TMPDIR, or write CSV",
        folder.display()
    ));
    std::process::exit(2);
}
