//! The service inventory of the Government of Canada, by the mapping in `examples/import/gc.yaml`.

use super::map;
use crate::run::{Ran, Run};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

const MAPPING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/import/gc.yaml");

/// The folder with the real files: named by the environment, or beside the project; they are no part of it.
pub fn real_file(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("CUSTMAP_DATA").map_or(beside, PathBuf::from);
    let file = folder.join(name);
    if !file.exists() {
        eprintln!(
            "SKIPPED: no {name} in {}; set CUSTMAP_DATA to the folder that holds it",
            folder.display()
        );
        return None;
    }
    Some(file)
}

fn import(file: &Path) -> Ran {
    let run = Run::empty().args(["import", "csv"]).args([file]);
    let ran = run.args(["--mapping", MAPPING, "-o", "canada.yaml"]).ran().ends(0);
    assert_eq!(ran.stdout, "", "the map is in the file");
    ran
}

fn counts(ran: &Ran) -> BTreeMap<String, usize> {
    let check = Run::yaml(&ran.left("canada.yaml")).line("check org.yaml --format json --all");
    let mut counts = BTreeMap::new();
    for finding in check.ran().ends(0).json()["findings"].as_array().unwrap() {
        *counts.entry(finding["code"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// Rows with the traits of the real ones: every code of scope, target group, fee and channel has its place in the map.
#[test]
fn an_excerpt_becomes_a_map() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/import/gc.csv");
    let ran = import(&file);
    let text = ran.left("canada.yaml");
    let map = map(&text);
    assert_eq!((map.departments.len(), map.services.len()), (3, 6));
    for said in [
        "id: agr\n    name: Agency of Roads\n    notes: \"In French: Agence des routes\"\n",
        "serves: [people, businesses, society]\n    paid_by: [{from: recipients, as: fee}]\n",
        "serves: [federal-organisations, agr]\n",
        "purpose: Part of the program Road safety\n    reviewed: 2023\n",
        "Never measured: no feedback channel",
        "Feedback channels: EML,TEL",
    ] {
        assert!(text.contains(said), "{said:?} in\n{text}");
    }
    assert!(!text.contains("N/A"), "no address is none");
    ran.complains("services: 1 row describes something that an earlier row describes");
}

/// The real file: 1,752 rows are 1,751 services (one is reported for two years) of 79 organisations; `check` accepts
/// the map, and says once that nothing in it was ever measured.
#[test]
fn the_real_inventory_becomes_a_map() {
    let Some(file) = real_file("gc-services.csv") else {
        return;
    };
    let ran = import(&file);
    let text = ran.left("canada.yaml");
    let map = map(&text);
    assert_eq!((map.departments.len(), map.services.len()), (79, 1751));
    let fee = |service: &&custmap::input::RawService| service.paid_by.is_some();
    assert_eq!(map.services.iter().filter(fee).count(), 331, "those with a fee");
    assert_eq!(text.matches("Never measured: no feedback channel").count(), 145);
    let counts = counts(&ran);
    assert_eq!(counts.get("satisfaction-unknown"), Some(&1));
    assert_eq!(counts.get("service-serves-nobody"), None, "each serves somebody");
    assert_eq!(counts.get("service-without-payer"), None, "a fee, or taxes");
    ran.complains("gc-services.csv: 1752 rows").complains("79 departments, 1 group, 1751 services");
}

/// Importing twice makes the same bytes, and the second time nothing is overwritten.
#[test]
fn the_map_is_the_same_each_time() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/import/gc.csv");
    let first = import(&file).left("canada.yaml");
    let again = Run::empty().file("canada.yaml", &first).args(["import", "csv"]).args([&file]);
    let ran = again.args(["--mapping", MAPPING, "-o", "canada.yaml"]).refused();
    assert_eq!(ran.complains("already exists").left("canada.yaml"), first);
    let printed = Run::empty().args(["import", "csv"]).args([&file]).args(["--mapping", MAPPING]);
    let (editors, rest) = first.split_once('\n').unwrap();
    assert!(editors.contains("$schema"), "{editors}");
    assert_eq!(printed.ran().stdout, rest, "a map without a file has no schema beside it");
    let _: Value = super::facts(&first);
}
