//! `--depth`, `--only` and `--sort`: a long listing narrowed to what a manager looks for.

use crate::run::Run;

/// Departments of two levels: one unhappy customer, one never asked, one unit without a service.
const TEAMS: &str = "\
organisation: {name: Teams, kind: company}
departments:
  - {id: front, name: Zeta front}
  - {id: desk, name: Desk, part_of: front}
  - {id: plant, name: Plant}
  - {id: idle, name: Idle}
services:
  - {id: counter, name: Counter, provided_by: desk, serves: [{to: buyers, satisfaction: {score: 4, n: 50, measured: 2026-05}}], paid_by: [{from: buyers, amount: 10}]}
  - {id: goods, name: Goods, provided_by: plant, serves: [desk, {to: shops, satisfaction: {score: 9, n: 50, measured: 2026-05}}], paid_by: [{from: shops, amount: 500}]}
beneficiaries: [{id: buyers, name: Buyers}, {id: shops, name: Ateliers}, {id: crowd, name: Crowd}]
";

fn run(line: &str) -> Run {
    Run::yaml(TEAMS).line(line)
}

/// The ids of a list of an answer.
#[track_caller]
fn ids(line: &str, list: &str, key: &str) -> Vec<String> {
    let json = run(line).line("--format json").fine().json();
    let rows = json[list].as_array().unwrap().clone();
    rows.iter().map(|row| row[key].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn units(more: &str) -> Vec<String> {
    ids(&format!("analyze org.yaml --today 2026-11-21 {more}"), "units", "id")
}

/// `--depth 1` is what is directly under the organisation.
#[test]
fn by_depth() {
    assert_eq!(units(""), ["front", "desk", "plant", "idle"]);
    assert_eq!(units("--depth 1"), ["front", "plant", "idle"]);
    assert_eq!(units("--depth 2"), units(""));
    assert_eq!(units("--depth 1 --within front"), ["front"]);
    run("analyze org.yaml --depth 0").refused().complains("--depth");
}

/// `--only` shows units of which one of the conditions holds: of a department also where it holds of a part.
#[test]
fn by_condition() {
    assert_eq!(units("--only unhappy"), ["front", "desk"]);
    assert_eq!(units("--only unmeasured"), ["plant"], "nobody asked the desk");
    let gaps = units("--only gap");
    assert!(gaps.contains(&"idle".to_owned()) && !gaps.contains(&"plant".to_owned()), "{gaps:?}");
    assert_eq!(units("--only unhappy,unmeasured"), ["front", "desk", "plant"]);
    assert_eq!(units("--only unhappy --unit plant"), Vec::<String>::new());
    run("analyze org.yaml --only unhapy").refused().complains("unhappy");
}

/// `--sort`: the lowest score, the most money, the most gaps first; the others keep their order.
#[test]
fn by_order() {
    assert_eq!(units("--sort satisfaction"), ["front", "desk", "plant", "idle"]);
    assert_eq!(units("--sort money"), ["plant", "front", "desk", "idle"]);
    assert_eq!(units("--sort name"), ["desk", "idle", "plant", "front"]);
    assert_eq!(units("--sort gaps").last().unwrap(), "plant", "it has none");
    assert_eq!(units("--sort money --only unhappy"), ["front", "desk"]);
}

/// A table has the same units in the same order as data, and says so where no unit is left.
#[test]
fn a_table_has_the_same_order() {
    let text = run("analyze org.yaml --sort name").fine().stdout;
    let place = |name: &str| text.lines().position(|line| line.starts_with(name)).unwrap();
    assert!(place("Desk") < place("Idle") && place("Plant") < place("Zeta front"), "{text}");
    let none = run("analyze org.yaml --only unhappy --unit plant").fine().stdout;
    assert!(none.contains("No unit is like that."), "{none}");
    run("analyze org.yaml --summary --sort name").refused().complains("--sort");
}

/// `list` and `customers` sort too; what was never measured is last, and each row stays whole.
#[test]
fn lists_and_customers() {
    let list = |by: &str| ids(&format!("list org.yaml --sort {by}"), "relationships", "to");
    assert_eq!(list("satisfaction"), ["buyers", "shops", "desk"]);
    assert_eq!(list("money"), ["desk", "shops", "buyers"]);
    assert_eq!(list("name"), ["buyers", "desk", "shops"]);
    let customers = |more: &str| ids(&format!("customers org.yaml {more}"), "customers", "id");
    assert_eq!(customers("--sort satisfaction"), ["buyers", "shops", "crowd"]);
    assert_eq!(customers("--sort name"), ["shops", "buyers", "crowd"]);
    assert_eq!(customers("--sort money"), customers(""));
    run("list org.yaml --sort gaps").refused().complains("satisfaction");
}

/// `customers --unit` shows whom a unit reaches and who pays for what it does, and nobody else.
#[test]
fn customers_of_a_unit() {
    let customers =
        |unit: &str| ids(&format!("customers org.yaml --unit {unit}"), "customers", "id");
    assert_eq!(customers("desk"), ["buyers"]);
    assert_eq!(customers("plant"), ["shops", "buyers"], "the buyers through the desk");
    assert_eq!(customers("idle"), Vec::<String>::new());
    run("customers org.yaml --unit desc").refused().complains("write `Desk`");
}

/// The table of options in the documentation is what the commands take: an empty cell is refused.
#[test]
fn the_table_of_options_is_true() {
    let page = include_str!("../../../docs/reference/commands.md");
    let row = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = page.lines().skip_while(|line| !line.starts_with("| Command | `--unit`"));
    let head = row(lines.next().expect("the table"));
    let rows: Vec<Vec<String>> =
        lines.skip(1).take_while(|line| line.starts_with('|')).map(row).collect();
    assert!(rows.len() >= 10, "{rows:?}");
    for cells in rows {
        let command = cells[0].trim_matches('`');
        let help = Run::empty().args([command, "--help"]).fine().stdout;
        for (option, cell) in head.iter().zip(&cells).skip(1) {
            let option = option.trim_matches('`');
            let takes = help.lines().any(|line| line.trim_start().starts_with(option));
            assert_eq!(takes, !cell.is_empty(), "{command} {option}: {cell:?}");
            for word in cell.split('`').skip(1).step_by(2) {
                assert!(help.contains(word), "{command} {option} {word}");
            }
        }
    }
}
