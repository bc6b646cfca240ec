//! Any text as what comes back to a map: a survey, tickets, the answers of a form, the sheets of a workbook.
#![no_main]

#[path = "../it/returned.rs"]
mod returned;

use libfuzzer_sys::fuzz_target;
use returned::Returned;

// The first byte says what the others are.
fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let kind = match kind {
        b's' => Returned::Survey,
        b'l' => Returned::LongSurvey,
        b'u' => Returned::Usage,
        b'a' => Returned::Answers,
        _ => Returned::Sheets { delete: kind & 1 == 1, overwrite: kind & 2 == 2 },
    };
    returned::take_back(kind, bytes);
});
