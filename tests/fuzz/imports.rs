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

use imported::Source;
use libfuzzer_sys::fuzz_target;

// The first byte says what the others are.
fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    imported::import(Source::of_sign(*kind), bytes);
});
