//! Every example runs with every command, in every format, without a complaint.

use crate::run::Run;
use std::fs;
use std::path::Path;

/// The examples, as paths from the package.
fn examples() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "yaml"));
    let mut names: Vec<String> =
        names.map(|name| format!("examples/{}", name.to_str().unwrap())).collect();
    names.sort();
    assert!(names.len() >= 3, "{names:?}");
    names
}

/// Each command in each format gives an answer.
#[test]
fn examples_run_with_every_command() {
    for example in examples() {
        for command in ["analyze", "list", "check"] {
            for format in ["table", "plain", "json", "csv", "markdown", "html"] {
                let run = Run::package().args([command, &example, "--format", format]);
                assert!(!run.fine().stdout.is_empty(), "{command} {example} {format}");
            }
        }
        for format in ["csv", "json"] {
            Run::package().args(["export", &example, "--format", format]).fine();
        }
    }
}

/// Each unit of an example has an answer to `why` for each of its customers, in as many steps as exported.
#[test]
fn examples_know_why() {
    for example in examples() {
        let ran = Run::package().args(["export", &example, "--format", "csv"]).fine();
        let rows = ran.columns(["unit_id", "rank", "customer_id", "reach", "steps"]);
        // One of each reach and rank is enough: the rest is for the properties.
        let mut seen = std::collections::BTreeSet::new();
        for row in rows {
            let [unit, rank, customer, reach, steps] = &row;
            // A funder is no customer: `why` has nothing to explain.
            if rank == "funder" || !seen.insert((rank.clone(), reach.clone())) {
                continue;
            }
            let run = Run::package().args(["why", &example, unit, customer, "--format", "json"]);
            let why = run.fine().json();
            let expected = (&rank.as_str().into(), &reach.as_str().into());
            assert_eq!((&why["rank"], &why["reach"]), expected, "{row:?}");
            if !steps.is_empty() {
                assert_eq!(&why["ways"][0]["steps"].to_string(), steps, "{example}: {row:?}");
            }
        }
    }
}

/// An example shows what a good map looks like: no finding as bad as an error, none unread.
#[test]
fn examples_have_no_error() {
    for example in examples() {
        let ran = Run::package().args(["check", &example, "--today", "2026-11-21"]).fine();
        ran.says_no("allow-unused");
    }
}

/// Every unit of an example has a customer, or `check` says that it is a gap: nobody is forgotten.
#[test]
fn examples_forget_nobody() {
    for example in examples() {
        let export = Run::package().args(["export", &example, "--format", "json"]).fine().json();
        for unit in export["units"].as_array().unwrap() {
            let customers =
                ["primary", "secondary"].map(|rank| unit[rank].as_array().unwrap().len());
            assert!(customers.iter().sum::<usize>() > 0, "{example}: {}", unit["id"]);
        }
    }
}
