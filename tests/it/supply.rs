//! What the program depends on: licences that `.ci/deny.toml` allows, from the one registry, by checksum.
//!
//! Whether a release has become known to be vulnerable can't be known without a network: `cargo deny check` does.

use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::{collections::BTreeSet, fs, process::Command};

fn read(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap()
}

/// The licences that the policy allows: the words in quotes between the brackets of `allow`.
fn allowed() -> BTreeSet<String> {
    let policy = read(".ci/deny.toml");
    let (_, list) = policy.split_once("\nallow = [").expect("a list of licences");
    let (list, _) = list.split_once(']').expect("its end");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every package that is compiled here, for the program or for its tests.
fn packages() -> Vec<Value> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--offline", "--format-version", "1"]);
    // Those of features that are off need not be here.
    if cfg!(feature = "parquet") {
        cargo.arg("--all-features");
    }
    // Nor those of other systems.
    cargo.args(["--filter-platform", &host()]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let mut all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let Value::Array(packages) = all["packages"].take() else {
        panic!("no packages");
    };
    packages
}

/// The system that this is compiled on.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}

/// What is wrong with a licence, if anything is: it must leave a choice that is allowed.
fn wrong(licence: &str, allowed: &BTreeSet<String>) -> Option<String> {
    let parsed = match Expression::parse_mode(licence, ParseMode::LAX) {
        Ok(parsed) => parsed,
        Err(error) => return Some(error.to_string()),
    };
    let may = parsed.evaluate(|asked| allowed.contains(&asked.to_string()));
    (!may).then(|| format!("{licence} is not allowed by .ci/deny.toml"))
}

/// Every library leaves a choice of licence that the policy allows.
#[test]
fn every_licence_is_allowed() {
    let allowed = allowed();
    assert!(allowed.contains("MIT"), "{allowed:?}");
    let packages = packages();
    assert!(packages.len() > 50, "only {} packages", packages.len());
    let refused = packages.iter().filter_map(|package| {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("");
        wrong(licence, &allowed).map(|wrong| format!("{name}: {wrong}"))
    });
    let refused: Vec<String> = refused.collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

/// And is needed by none in vain: a licence that nothing needs any more goes out of the policy.
#[test]
fn no_licence_is_allowed_in_vain() {
    let packages = packages();
    let allowed = allowed();
    for one in &allowed {
        let named = packages.iter().any(|package| {
            let licence = package["license"].as_str().unwrap_or("");
            let parsed = Expression::parse_mode(licence, ParseMode::LAX).unwrap();
            parsed.requirements().any(|asked| asked.req.to_string() == *one)
        });
        assert!(named, "nothing is under {one}");
    }
}

/// Choices are understood: `OR` needs one, `AND` all, an exception is not its licence, and no licence is none.
#[test]
fn a_licence_is_understood() {
    let allowed: BTreeSet<String> = ["MIT", "Zlib"].map(str::to_owned).into();
    for fine in ["MIT", "MIT OR GPL-3.0-only", "GPL-3.0-only/MIT", "(MIT OR ISC) AND Zlib"] {
        assert_eq!(wrong(fine, &allowed), None, "{fine}");
    }
    for bad in ["", "ISC", "MIT AND ISC", "Our own", "MIT WITH LLVM-exception"] {
        assert!(wrong(bad, &allowed).is_some(), "{bad:?}");
    }
}

/// Every library comes from the one registry, with the checksum of what was looked at.
#[test]
fn every_library_is_from_the_registry() {
    let lock = read("Cargo.lock");
    let packages: Vec<&str> = lock.split("[[package]]\n").skip(1).collect();
    let ours = packages.iter().filter(|it| !it.contains("\nsource = "));
    assert_eq!(ours.count(), 1, "only custmap itself is from here");
    let mut sources = BTreeSet::new();
    for package in packages.iter().filter(|it| it.contains("\nsource = ")) {
        sources.extend(package.lines().filter(|line| line.starts_with("source = ")));
        assert!(package.contains("\nchecksum = \""), "{package}");
    }
    let sources: Vec<&str> = sources.into_iter().collect();
    assert!(
        matches!(sources.as_slice(), [one] if one.starts_with("source = \"registry+")),
        "{sources:?}"
    );
}

/// The architecture page says how many libraries are compiled, so that one more is noticed.
#[cfg(target_os = "linux")]
#[test]
fn docs_count_the_libraries() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--locked", "--offline", "--edges", "normal"]);
    cargo.args(["--prefix", "none", "--no-dedupe"]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    let all: BTreeSet<&str> = tree.lines().collect();
    let said = format!("compiles {} libraries on Linux", all.len() - 1);
    assert!(read("docs/architecture.md").contains(&said), "it {said}");
}
