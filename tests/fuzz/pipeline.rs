//! Organisations drawn by any seed: every way of deriving agrees, and every format is written.
#![no_main]

#[allow(
    dead_code,
    reason = "of what is shared with the tests, some is used here"
)]
#[path = "../it/drafts.rs"]
mod drafts;
#[allow(
    dead_code,
    reason = "of what is shared with the tests, some is used here"
)]
#[path = "../it/judge.rs"]
mod judge;
#[allow(
    dead_code,
    reason = "of what is shared with the tests, some is used here"
)]
#[path = "../it/naive.rs"]
mod naive;

use custmap::{
    input::{self, MapFormat},
    resolve::resolve,
};
use libfuzzer_sys::{Corpus, fuzz_target};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

// The bytes are a seed: drawn from bytes that end, proptest's strategies would wait for others for ever.
fuzz_target!(|seed: [u8; 32]| -> Corpus {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let Ok(draft) = drafts::draft().new_tree(&mut runner) else {
        return Corpus::Reject;
    };
    let text = draft.current().yaml();
    let input = input::read_text("map", &text, MapFormat::Yaml);
    assert_eq!(input.problems, [], "{text}");
    let organisation =
        resolve(input.raw).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    judge::naive_agrees(&organisation);
    judge::alone_as_among_all(&organisation);
    judge::explanations_agree(&organisation);
    judge::costs_agree(&organisation);
    judge::write_everything(&organisation, &input.sources);
    Corpus::Keep
});
