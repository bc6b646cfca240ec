//! Any bytes as any source of an import: problems at their places, or a map that is YAML.
#![no_main]

#[path = "../it/imported.rs"]
mod imported;
#[allow(
    dead_code,
    reason = "of what is shared with the tests, one property is tried here"
)]
#[path = "../it/judge.rs"]
mod judge;
#[allow(dead_code, reason = "`judge` needs its types")]
#[path = "../it/naive.rs"]
mod naive;

use custmap::import::{Encoding, List, RecordKind};
use imported::Source;
use libfuzzer_sys::fuzz_target;

// The first byte says what the others are.
fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let source = match kind {
        b'a'..=b'f' => Source::Table(List::ALL[usize::from(kind - b'a')], Encoding::Utf8),
        b'1' => Source::Table(List::Services, Encoding::Windows1252),
        b'w' => Source::Workbook,
        b's' => Source::Staff,
        b'j' => Source::Records(RecordKind::Json),
        b'l' => Source::Records(RecordKind::Ldif),
        b'o' => Source::Accounts,
        b'p' => Source::Deals,
        b'x' => Source::Exchange,
        b'y' => Source::Elements,
        b'k' => Source::Catalogue,
        _ => Source::Mapping,
    };
    imported::import(source, bytes);
});
