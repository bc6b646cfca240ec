//! Work is counted, not timed: `cachegrind` counts the instructions of every function. Where an input grows fourfold the
//! whole takes at most five times as many, and next to nothing of it is in functions that take far more than four times
//! as many: so a loop over all pairs shows in a small map, where it is no time yet.
//!
//! That takes some minutes, so it is done where `CUSTMAP_NEED_VALGRIND` is set, and skipped with a word elsewhere.
#![cfg(target_os = "linux")]

mod maps;
mod tables;

use crate::run::Run;
use maps::{KINDS, WRONG};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, OnceLock},
};
use tables::SOURCES;
use tempfile::TempDir;

/// Entries of the small input; the large one has four times as many.
const SMALL: usize = 40;

/// A function that takes this many times the instructions for four times the input grows faster than `n log n`, which is
/// 5.4 times from 40 to 160; a loop over all pairs takes 16 times.
const STEEP: u64 = 13;
/// Two of these, to count in whole numbers: 6.5.
const STEEP_OF: u64 = 2;

/// The most of all instructions that may be in steep functions, in thousandths. Tables that double their size and the 64
/// parties of a search take up to 20; what was found and repaired took from 40 to 500.
const MOST_STEEP: u64 = 30;

/// What is not counted, because the answer itself is quadratic or the work ends at a limit: an input, the beginning of a
/// command, and why.
const EXPECTED: [(&str, &str, &str); 12] = [
    (
        "groups of all but one",
        "",
        "n groups of n - 1 members each; 16,000,000 members of all groups are refused",
    ),
    ("groups of everyone", "report", "each card names everybody who uses what the unit provides"),
    (
        "recipients of a service",
        "list",
        "each row looks for its relationship among those of the service: cheap, and not yet indexed",
    ),
    (
        "parties of a service",
        "report",
        "a search has 64 parties at a time, which is nearly all of a map as small as those of pages",
    ),
    ("a deep tree", "", "each unit looks at all departments around it: a few instructions each"),
    ("rows of services", "import", "names that may mean the same are sought among 1,000,000 pairs"),
    (
        "documents of a catalogue",
        "import",
        "names that may mean the same are sought among 1,000,000 pairs",
    ),
    (
        "a chain of a model",
        "import",
        "each role is followed to its actors by itself: not yet shared",
    ),
    ("services of each level", "", "each department is answered with all services of its parts"),
    ("a chain of services", "", "each unit has a chain through all units behind it"),
    ("a circle of parties", "", "each party has a chain through all parties before it"),
    ("unknown references", "", "the nearest name is looked for among 4,000,000 pairs at most"),
];

/// The instructions of each function.
type Counted = BTreeMap<String, u64>;

/// What is run, on which input.
struct Job {
    input: &'static str,
    line: &'static str,
    file: &'static str,
    text: fn(usize) -> String,
    size: usize,
}

/// The program, without what only a debugger reads: valgrind would read all of it at each start.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<(PathBuf, Option<TempDir>)> = OnceLock::new();
    let (path, _) = PROGRAM.get_or_init(|| {
        let whole = PathBuf::from(env!("CARGO_BIN_EXE_custmap"));
        let folder = tempfile::tempdir().unwrap();
        let stripped = folder.path().join("custmap");
        let strip = Command::new("strip")
            .arg("--strip-debug")
            .arg("-o")
            .arg(&stripped)
            .arg(&whole)
            .status();
        if strip.is_ok_and(|status| status.success()) {
            (stripped, Some(folder))
        } else {
            (whole, None)
        }
    });
    path
}

/// Whether work is to be counted.
fn is_asked_for() -> bool {
    if std::env::var_os("CUSTMAP_NEED_VALGRIND").is_none() {
        eprintln!("SKIPPED: no work is counted without CUSTMAP_NEED_VALGRIND");
        return false;
    }
    true
}

/// The instructions of a run, by function.
fn count(job: &Job, size: usize) -> Counted {
    let run = Run::empty().file(job.file, (job.text)(size)).line(job.line);
    let plain = run.command();
    let counts = run.path().join("counts");
    let mut command = Command::new("valgrind");
    command.args(["--quiet", "--tool=cachegrind", "--cache-sim=no", "--vgdb=no"]);
    command.arg(format!("--cachegrind-out-file={}", counts.display()));
    command.arg(program()).args(plain.get_args()).current_dir(run.path());
    let ran = command.output().expect("valgrind is there");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(matches!(ran.status.code(), Some(0..=2)), "{} {}: {said}", job.input, job.line);
    counted(&std::fs::read_to_string(counts).unwrap())
}

/// Reads what `cachegrind` writes: `fn=` and a name, and below it lines of source with their counts.
fn counted(text: &str) -> Counted {
    let mut counted = Counted::new();
    let mut function = "";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("fn=") {
            function = name;
        } else if let Some((at, count)) = line.split_once(' ')
            && at.bytes().all(|byte| byte.is_ascii_digit())
        {
            *counted.entry(function.to_owned()).or_default() +=
                count.trim().parse::<u64>().unwrap();
        }
    }
    counted
}

/// What is wrong with how the work grows, with the functions that grow most.
fn fault(job: &Job) -> Option<String> {
    let [small, large] = [job.size, job.size * 4].map(|size| count(job, size));
    let [all_small, all]: [u64; 2] = [&small, &large].map(|counted| counted.values().sum());
    let beyond = |(name, count): (&String, &u64)| {
        let before = small.get(name).copied().unwrap_or(0);
        count.saturating_sub(before * STEEP / STEEP_OF)
    };
    let steep: u64 = large.iter().map(beyond).sum();
    let share = steep * 1000 / all;
    eprintln!("{}, {}: {all_small} {all}, steep {share}", job.input, job.line);
    if share <= MOST_STEEP && all <= all_small * 5 {
        return None;
    }
    let mut worst: Vec<_> = large.iter().map(|it| (beyond(it), it.0)).collect();
    worst.sort_unstable_by(|a, b| b.cmp(a));
    let ours = worst.iter().filter(|(_, name)| name.contains("custmap")).take(6);
    let ours: Vec<String> = ours.map(|(count, name)| format!("\n    {count} {name}")).collect();
    let Job { input, line, .. } = job;
    Some(format!(
        "{input}, {line}: {all_small} instructions, then {all}, {share} thousandths in steep functions{}",
        ours.concat()
    ))
}

/// Tries all, as many at once as there are processors.
#[track_caller]
fn try_all(jobs: Vec<Job>) {
    if !is_asked_for() {
        return;
    }
    let is_expected = |job: &Job| {
        EXPECTED.iter().any(|(input, line, _)| *input == job.input && job.line.starts_with(line))
    };
    let open = Mutex::new(jobs.into_iter().filter(|job| !is_expected(job)).collect::<Vec<_>>());
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    // Not in the condition of a loop: it would be locked for all of its body.
                    let Some(job) = open.lock().unwrap().pop() else { break };
                    faults.lock().unwrap().extend(fault(&job));
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn jobs(kinds: &[maps::Kind], size: usize, lines: &[&'static str]) -> Vec<Job> {
    let jobs = kinds.iter().flat_map(|(input, text)| {
        let text = *text;
        lines.iter().map(move |line| Job { input, line, file: "org.yaml", text, size })
    });
    jobs.collect()
}

/// The kinds of these names.
fn named(names: &[&str]) -> Vec<maps::Kind> {
    let kinds: Vec<_> = KINDS.into_iter().filter(|(name, _)| names.contains(name)).collect();
    assert_eq!(kinds.len(), names.len(), "{names:?}");
    kinds
}

/// Every kind of input, read, resolved and derived: the export has all facts and findings.
#[test]
fn the_export_of_every_kind_of_map() {
    try_all(jobs(&KINDS, SMALL, &["export org.yaml --format json"]));
}

/// Errors and findings cost no more than what they are about.
#[test]
fn the_errors_of_every_kind_of_map() {
    try_all(jobs(&WRONG, SMALL, &["check org.yaml --all"]));
}

/// What imports read.
#[test]
fn the_import_of_every_kind_of_file() {
    let jobs = SOURCES.iter().map(|(input, line, file, text)| Job {
        input,
        line,
        file,
        text: *text,
        size: SMALL,
    });
    try_all(jobs.collect());
}

/// The answers to people, on the kinds of maps that make them long.
#[test]
fn answers_about_long_maps() {
    let units = named(&["departments", "a deep tree", "one lead of all"]);
    let parties = named(&["parties of a service", "owners of relationships"]);
    let services = named(&["services of a department", "recipients of a service"]);
    let mut all = jobs(&units, SMALL, &["analyze org.yaml --all", "impact org.yaml --all"]);
    all.extend(jobs(
        &parties,
        SMALL,
        &["customers org.yaml --all", "people org.yaml --all", "brief org.yaml"],
    ));
    all.extend(jobs(
        &services,
        SMALL,
        &["card org.yaml d0", "list org.yaml", "impact org.yaml d0"],
    ));
    try_all(all);
}

/// The page, whose cards and pictures show each unit with its neighbours. It is large, so the maps are small.
#[test]
fn pages_of_long_maps() {
    let kinds = named(&[
        "departments",
        "people of a department",
        "services of a department",
        "recipients of a service",
        "parties of a service",
        "groups of one site each",
        "measurements of a relationship",
        "payers of a service",
    ]);
    try_all(jobs(&kinds, SMALL / 2, &["report org.yaml -o page.html"]));
}
