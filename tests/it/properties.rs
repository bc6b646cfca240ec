//! What holds of every organisation, tried on random ones.

use crate::{
    drafts::{Draft, draft, shuffled, to_yaml},
    judge::{
        alone_as_among_all, costs_agree, explanations_agree, facts, judge, judge_input,
        naive_agrees, sound, write_everything,
    },
    naive::Naive,
};
use custmap::{
    analysis,
    graph::Graph,
    id::Subject,
    input::{self, MapFormat},
    model::{Date, Organisation, Recipient},
    resolve::resolve,
};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{RngAlgorithm, RngSeed},
};

/// The same cases every time, and no file beside the tests. `CUSTMAP_SEED` draws other cases, and `CUSTMAP_TIMES` so
/// many times more.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u32>().ok());
    ProptestConfig {
        cases: cases.saturating_mul(number("CUSTMAP_TIMES").unwrap_or(1)),
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(number("CUSTMAP_SEED").map_or(0xc057_0e75, u64::from)),
        max_shrink_time: 20_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// Two derivations written apart agree in every row and its order: the naive one quotes SPEC 3.1 to 3.6.
    #[test]
    fn naive_derivation_agrees(draft in draft()) {
        naive_agrees(&sound(&draft.yaml(), MapFormat::Yaml));
    }

    /// Each step of a shown chain may follow the one before it, and its counts are those of its steps (SPEC 3.3).
    #[test]
    fn chains_are_valid(draft in draft()) {
        let text = draft.yaml();
        let organisation = sound(&text, MapFormat::Yaml);
        let naive = Naive::new(&organisation);
        for (unit, facts) in facts(&organisation) {
            for row in facts.primary.iter().filter(|row| row.reach != "shared") {
                prop_assert!(naive.is_chain(&unit, &row.id, &row.chain), "{} {:?}\n{}", unit, row, text);
                let broad = row.chain.iter().filter(|(_, to)| naive.is_broad(to)).count();
                prop_assert_eq!(row.broad_steps.map(|steps| steps as usize), Some(broad));
                prop_assert_eq!(row.steps.map(|steps| steps as usize), Some(row.chain.len()));
            }
        }
    }

    /// A unit asked about alone has the rows that it has among all.
    #[test]
    fn rows_of_one_are_those_among_all(draft in draft()) {
        alone_as_among_all(&sound(&draft.yaml(), MapFormat::Yaml));
    }

    /// Why a party is a customer is explained by every chain of the least cost, and by no other.
    #[test]
    fn explanations_have_all_least_chains(draft in draft()) {
        explanations_agree(&sound(&draft.yaml(), MapFormat::Yaml));
    }

    /// What is found without chains, costs and the number of units that contribute to a party, is as the rows say.
    #[test]
    fn costs_are_those_of_the_rows(draft in draft()) {
        costs_agree(&sound(&draft.yaml(), MapFormat::Yaml));
    }

    /// What recipients use a service for is what SPEC 3.2 says, and whether a step is broad what 3.3 says.
    #[test]
    fn recipients_use_what_they_hold(draft in draft()) {
        let text = draft.yaml();
        let organisation = sound(&text, MapFormat::Yaml);
        let naive = Naive::new(&organisation);
        let graph = Graph::build(&organisation);
        for recipient in recipients(&organisation) {
            let id = organisation.id_of(Subject::from(recipient));
            let used = graph.services_used_by(recipient);
            let used: Vec<&str> = used.iter().map(|one| organisation.id_of(Subject::Service(*one))).collect();
            let expected: Vec<String> = naive.put_to_work(id).into_iter().collect();
            prop_assert_eq!(used, expected, "{} of\n{}", id, text);
        }
        for relation in organisation.services().flat_map(|(id, _)| organisation.active_relations(id)) {
            let id = organisation.id_of(Subject::from(relation.to));
            prop_assert_eq!(graph.is_broad(&relation), naive.is_broad(id), "{} of\n{}", id, text);
        }
    }

    /// A group holds whom SPEC part 2 says: members and selected ones with their parts, site by site, but for some.
    #[test]
    fn groups_hold_whom_they_select(draft in draft()) {
        let text = draft.yaml();
        let organisation = sound(&text, MapFormat::Yaml);
        for (at, (_, group)) in organisation.groups().enumerate() {
            let held = group.held.units().map(|unit| organisation.id_of(Subject::Unit(unit)).to_owned());
            let mut held: Vec<String> = held.collect();
            held.sort_unstable();
            let expected: Vec<String> = draft.held(at).into_iter().collect();
            prop_assert_eq!(held, expected, "{} of\n{}", group.header.id, text);
        }
    }

    /// Nothing derived depends on the order of the file (SPEC part 3).
    #[test]
    fn order_of_the_file_changes_nothing(draft in draft(), seed in any::<u64>()) {
        let value = draft.value();
        let before = sound(&to_yaml(&value, 0), MapFormat::Yaml);
        let text = to_yaml(&shuffled(&value, seed), 4);
        let after = sound(&text, MapFormat::Yaml);
        prop_assert_eq!(facts(&before), facts(&after), "{}", text);
        prop_assert_eq!(found(&before), found(&after), "{}", text);
    }

    /// YAML in any of its styles and JSON say the same.
    #[test]
    fn json_says_the_same(draft in draft()) {
        let (yaml, json) = (draft.yaml(), draft.json());
        let yaml = sound(&yaml, MapFormat::Yaml);
        let json_read = sound(&json, MapFormat::Json);
        prop_assert_eq!(facts(&yaml), facts(&json_read), "{}", json);
        prop_assert_eq!(found(&yaml), found(&json_read), "{}", json);
    }

    /// Every format carries every map; the JSON is JSON, and the CSV a row for each customer.
    #[test]
    fn every_format_can_be_written(draft in draft()) {
        let input = input::read_text("map.yaml", &draft.yaml(), MapFormat::Yaml);
        let organisation = resolve(input.raw).unwrap();
        write_everything(&organisation, &input.sources);
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// A map with mistakes anywhere in it gives problems with places or an organisation, and never a panic.
    #[test]
    fn broken_maps_give_problems(draft in draft(), json in any::<bool>(), blows in vec(blow(), 1..6)) {
        let (text, format) = if json { (draft.json(), MapFormat::Json) } else { (draft.yaml(), MapFormat::Yaml) };
        let text = blows.into_iter().fold(text, |text, blow| blow.strike(&text));
        judge(&text, format);
    }

    /// So does any text.
    #[test]
    fn any_text_gives_problems(text in any_text(), json in any::<bool>()) {
        judge(&text, if json { MapFormat::Json } else { MapFormat::Yaml });
    }
}

proptest! {
    #![proptest_config(cases(100))]

    /// So do any bytes in a file, text or not.
    #[test]
    fn any_bytes_give_problems(bytes in vec(any::<u8>(), 0..200), json in any::<bool>(), bom in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(if json { "map.json" } else { "map.yaml" });
        let bytes = [if bom { &b"\xef\xbb\xbf"[..] } else { b"" }, &bytes].concat();
        std::fs::write(&path, bytes).unwrap();
        judge_input(input::read(&path).unwrap());
    }
}

fn recipients(organisation: &Organisation) -> Vec<Recipient> {
    let units = organisation.units().map(|(id, _)| Recipient::Unit(id));
    let groups = organisation.groups().map(|(id, _)| Recipient::Group(id));
    let services = organisation.services();
    let services = services.filter(|(id, _)| organisation.is_active(*id));
    let services = services.map(|(id, _)| Recipient::Service(id));
    let parties = organisation.parties().map(|(id, _)| Recipient::Party(id));
    let all = units.chain(groups).chain(services).chain(parties);
    all.chain([Recipient::Everyone]).collect()
}

/// What `check` finds, without places.
fn found(organisation: &Organisation) -> Vec<(String, &'static str, &'static str)> {
    let graph = Graph::build(organisation);
    let found = analysis::findings(
        &graph,
        &Date::parse("2026-11-21").unwrap(),
        analysis::Privacy::Confidential,
    );
    let mut found: Vec<_> = found
        .iter()
        .map(|one| {
            (organisation.id_of(one.subject).to_owned(), one.code.word(), one.severity.word())
        })
        .collect();
    found.sort_unstable();
    found
}

/// A mistake: something taken out, put in, or in the wrong place.
#[derive(Clone, Debug)]
pub(crate) enum Blow {
    Delete(u16, u8),
    Insert(u16, &'static str),
    Swap(u16, u16, u8),
    Repeat(u16),
}

/// What people and machines put where it doesn't belong.
const SPLINTERS: &[&str] = &[
    "\t",
    "\n",
    "\r",
    " ",
    "  ",
    "- ",
    ": ",
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    " # ",
    "&a ",
    "*a ",
    "<<: *a",
    "!!str ",
    "!x ",
    "|",
    ">",
    "? ",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "\u{0}",
    "\u{7f}",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "é",
    "🦀",
    "~",
    "null",
    "no",
    ".nan",
    "-1",
    "1e999",
    "0x1F",
    "\\",
    "\\u0000",
    "\\ud800",
    "everyone",
    "organisation",
    "recipients",
    "serves",
    "paid_by: ",
    "members: ",
    "id: ",
    "  - {id: d0}\n",
    "\"id\":",
    "\"d0\"",
    "[[[[",
    "{{{{",
    "2026-13",
];

pub(crate) fn blow() -> impl Strategy<Value = Blow> {
    prop_oneof![
        (any::<u16>(), 1..12_u8).prop_map(|(at, length)| Blow::Delete(at, length)),
        (any::<u16>(), proptest::sample::select(SPLINTERS))
            .prop_map(|(at, what)| Blow::Insert(at, what)),
        (any::<u16>(), any::<u16>(), 1..12_u8).prop_map(|(a, b, length)| Blow::Swap(a, b, length)),
        any::<u16>().prop_map(Blow::Repeat),
    ]
}

impl Blow {
    pub(crate) fn strike(self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let at = |at: u16| usize::from(at) % (chars.len() + 1);
        let mut struck = chars.clone();
        match self {
            Self::Delete(from, length) => {
                let from = at(from);
                struck.drain(from..(from + usize::from(length)).min(chars.len()));
            }
            Self::Insert(from, what) => {
                struck.splice(at(from)..at(from), what.chars());
            }
            Self::Swap(a, b, length) => {
                for step in 0..usize::from(length) {
                    let (a, b) = (at(a) + step, at(b) + step);
                    if a.max(b) < struck.len() {
                        struck.swap(a, b);
                    }
                }
            }
            Self::Repeat(line) => {
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                let line = usize::from(line).checked_rem(lines.len());
                let line = line.map_or("", |line| lines[line]);
                return text.replacen(line, &line.repeat(2), 1);
            }
        }
        struck.into_iter().collect()
    }
}

/// Texts of what YAML and JSON are made of.
fn any_text() -> impl Strategy<Value = String> {
    let words = proptest::sample::select(SPLINTERS);
    let keys = proptest::sample::select(
        &["organisation", "name", "departments", "services", "a", "b: c\n"][..],
    );
    let piece = prop_oneof![3 => words, 1 => keys];
    prop_oneof![
        vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        "\\PC{0,80}",
        vec(any::<char>(), 0..80).prop_map(|all| all.into_iter().collect::<String>()),
    ]
}

/// The drafts are worth trying: together they have every reach, every kind of recipient and every way to pay.
#[test]
fn drafts_show_everything() {
    let mut runner = proptest::test_runner::TestRunner::new(cases(1));
    let mut reaches = std::collections::BTreeMap::new();
    for _ in 0..200 {
        let draft: Draft = draft().new_tree(&mut runner).unwrap().current();
        let organisation = sound(&draft.yaml(), MapFormat::Yaml);
        for facts in facts(&organisation).into_values() {
            for row in facts.primary {
                let passed_on = row.chain.iter().any(|(service, _)| service.is_empty());
                *reaches.entry((row.reach, passed_on)).or_insert(0) += 1;
                *reaches.entry(("measured", row.satisfaction.is_some())).or_insert(0) += 1;
            }
            for row in facts.secondary {
                let reach =
                    if row.shared_with.is_some() { "shared inside" } else { "direct inside" };
                *reaches.entry((reach, row.satisfaction.is_some())).or_insert(0) += 1;
            }
            for row in facts.payers {
                *reaches.entry(("payer", row.amount.is_some())).or_insert(0) += 1;
            }
        }
    }
    let seen = |what: &str| {
        reaches
            .iter()
            .filter(|((reach, _), _)| *reach == what)
            .map(|(_, count)| count)
            .sum::<usize>()
    };
    for what in [
        "direct",
        "through",
        "broad",
        "shared",
        "measured",
        "shared inside",
        "direct inside",
        "payer",
    ] {
        assert!(seen(what) > 30, "{what}: {reaches:?}");
    }
    assert!(reaches[&("through", true)] > 20, "{reaches:?}");
}

/// The column of a JSON error counts characters, also where the text ends in one of several bytes.
#[test]
fn issue_json_column() {
    let input = input::read_text("map", "\"日本", MapFormat::Json);
    let at = input.sources.location(input.problems[0].place);
    assert!(at.column <= 4, "{at:?}");
}

/// An escape that is none is found where it is in the file, also within a record.
#[test]
fn issue_json_place_of_an_escape() {
    let text = "{\"organisation\": {\"name\": \"X\"},\n\n\"people\": [\n{\"name\": \"\\ud800\"}]}";
    let input = input::read_text("map", text, MapFormat::Json);
    let at = input.sources.location(input.problems[0].place);
    assert_eq!(at.line, 4, "{:?}", input.problems);
}

/// Of a recipient that stands twice in one service the newest measurement counts, wherever it is.
#[test]
fn issue_newest_of_a_recipient_named_twice() {
    let text = "
organisation: {name: X}
departments: [{name: A}]
beneficiaries: [{name: B}]
services:
  - name: S
    provided_by: a
    serves: [{to: b, satisfaction: {score: 2, measured: 2020}}, {to: b, satisfaction: {score: 9, measured: 2025}}]
";
    let facts = facts(&sound(text, MapFormat::Yaml));
    assert_eq!(facts["a"].primary[0].satisfaction, Some(9.0));
}
