//! Any text as YAML and as JSON: problems at their places, or a map that is derived and written in every format.
#![no_main]

#[allow(
    dead_code,
    reason = "of what is shared with the tests, one property is tried here"
)]
#[path = "../it/judge.rs"]
mod judge;
#[allow(dead_code, reason = "`judge` needs its types")]
#[path = "../it/naive.rs"]
mod naive;

use custmap::input::MapFormat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    judge::judge(text, MapFormat::Yaml);
    judge::judge(text, MapFormat::Json);
});
