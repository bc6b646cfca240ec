//! Who could be a customer and isn't, or isn't any more.

use super::{SHOP, columns, run};
use crate::run::Run;

/// `--prospects`: what they use instead, what they could use, why not us; of former ones why they went.
#[test]
fn prospects_and_former_ones() {
    let keys = ["id", "status", "buys_from", "could_use", "why_not_us", "lost_by", "lost_by_note"];
    assert_eq!(
        columns("--prospects", keys),
        [
            ["hope", "prospect", "Rival", "shop;help", "no Sundays", "", ""],
            ["lost", "former", "", "", "", "price", "dear"],
        ]
    );
    run("--prospects").fine().says("Shop, Help").says("price, dear, in 2025");
    let json = run("--prospects --format json").fine().json();
    assert_eq!(json["customers"][0]["could_use"], serde_json::json!(["shop", "help"]));
    assert_eq!(json["customers"][0]["status"], "prospect");
}

/// JSON says why prospects aren't customers and why former ones went: the same facts as the table.
#[test]
fn json_says_why_not() {
    let json = run("--prospects --format json").fine().stdout;
    assert!(json.contains("no Sundays") && json.contains("dear"), "{json}");
    let json = run("--assumptions --format json").fine().stdout;
    assert!(json.contains("refuted"), "{json}");
}

/// Keys that belong to another status are ignored (SPEC part 2).
#[test]
fn keys_of_another_status_are_ignored() {
    let yaml = SHOP
        .replace("why_not_us: no Sundays", "lost_by: {note: never ours}")
        .replace(
            "lost_by: {reason: price, note: dear, date: 2025}",
            "could_use: [net], why_not_us: a word",
        )
        .replace("name: Mute,", "name: Mute, lost_by: {note: not gone},");
    let ran = Run::yaml(&yaml).line("customers org.yaml --prospects").fine();
    ran.says_no("never ours").says_no("Net").says_no("a word");
    let card = |who: &str| Run::yaml(&yaml).args(["card", "org.yaml", who]).fine();
    card("mute").says_no("not gone");
    card("hope").says_no("never ours");
    card("lost").says_no("a word").says_no("Net");
}
