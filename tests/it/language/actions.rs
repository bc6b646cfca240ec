//! The changes that are offered at a place.

use super::{MAP, at, one};
use custmap::language::{Action, actions, apply};

fn offered(text: &str, part: &str) -> Vec<Action> {
    let (snapshot, file) = one(text);
    let start = at(text, part);
    actions(&snapshot, file, &(start..start))
}

#[track_caller]
fn makes(text: &str, part: &str, title: &str, wanted: &str) {
    let all = offered(text, part);
    let titles: Vec<&str> = all.iter().map(|one| &*one.title).collect();
    let found = all.iter().find(|one| one.title == title);
    let found = found.unwrap_or_else(|| panic!("not offered: {title}; but {titles:?}"));
    let (snapshot, _) = one(text);
    assert_eq!(apply(text, &found.edit(&snapshot).unwrap().edits), wanted);
}

/// A misspelt name, key or word is replaced by the nearest one.
#[test]
fn the_nearest_word_is_offered() {
    let text = MAP.replace("provided_by: it", "provided_by: \"head-of-itt\"");
    makes(
        &text,
        "\"head-of-itt",
        "Write `head-of-it`",
        &text.replace("\"head-of-itt\"", "head-of-it"),
    );
    // Anywhere on its line, and on no other.
    let word =
        |part: &str| offered(&text, part).iter().any(|one| one.title == "Write `head-of-it`");
    let line = text.lines().find(|line| line.contains("head-of-itt")).unwrap();
    assert!(word(line) && !word("departments:"));
    let text = MAP.replace("part_of:", "partof:");
    makes(&text, "partof", "Write `part_of`", MAP);
    let text = MAP.replace("name: Buyers", "name: Buyers\n    status: actve");
    makes(&text, "actve", "Write `active`", &text.replace("actve", "active"));
}

/// A name that nothing has becomes a new entry of a kind that may be named there.
#[test]
fn a_missing_entry_is_offered() {
    let text = MAP.replace("serves: [Sales,", "serves: [Archive,");
    let wanted = text.replace("part_of: Sales}\n", "part_of: Sales}\n  - name: Archive\n");
    makes(&text, "Archive", "Add `Archive` as a new department", &wanted);
    // A payer may be named there too, an organisation may not.
    let titles: Vec<String> = offered(&text, "Archive").into_iter().map(|one| one.title).collect();
    assert!(titles.iter().any(|title| title.ends_with("a new payer")));
    assert!(!titles.iter().any(|title| title.contains("new organisation")));
}

/// A finding is answered with a reason, one about a lone owner with a colleague as a backup.
#[test]
fn findings_can_be_allowed_and_backups_named() {
    let found = offered(MAP, "{owner: Clerk}");
    let titles: Vec<&str> = found.iter().map(|one| &*one.title).collect();
    assert!(titles.contains(&"Say why `single-relationship` is all right here"), "{titles:?}");
    let text = MAP.replace("{name: Clerk,", "{name: Agent, department: Sales}\n  - {name: Clerk,");
    makes(
        &text,
        "{owner: Clerk}",
        "Name Agent as the backup",
        &text.replace("{owner: Clerk}", "{owner: Clerk, backup: agent}"),
    );
}

/// An inferred customer of a unit is confirmed or rejected at the unit.
#[test]
fn inferred_customers_are_judged_at_the_unit() {
    let end = "verdicts:\n  - unit: it\n    customer: buyers\n    verdict: rejected\n    because: write the reason here";
    let titles: Vec<String> =
        offered(MAP, "it\n    name: IT").into_iter().map(|one| one.title).collect();
    assert!(titles.contains(&"Say that Buyers is a customer of IT".to_owned()), "{titles:?}");
    makes(
        MAP,
        "it\n    name: IT",
        "Say that Buyers is no customer of IT",
        &format!("{}\n\n{end}\n", MAP.trim_end()),
    );
    // What is declared is not inferred.
    let titles: Vec<String> = offered(MAP, "Sales}").into_iter().map(|one| one.title).collect();
    assert!(!titles.iter().any(|title| title.contains("Buyers is")), "{titles:?}");
}

/// A recipient is written in its long form, and what it uses the service for is listed.
#[test]
fn a_short_recipient_gets_its_long_form_and_its_uses() {
    let text = MAP.replace("serves: [Sales, everyone]", "serves:\n      - Sales\n      - everyone");
    makes(
        &text,
        "Sales\n      - every",
        "Write `Sales` in its long form",
        &text.replace("- Sales\n", "- {to: Sales}\n"),
    );
    makes(
        &text,
        "Sales\n      - every",
        "List what Sales uses this for, and delete the rest",
        &text.replace("- Sales\n", "- {to: Sales, for: [deliveries, shop]}\n"),
    );
    // A customer outside has no services of its own.
    let titles: Vec<String> =
        offered(MAP, "Buyers, satis").into_iter().map(|one| one.title).collect();
    assert!(!titles.iter().any(|title| title.contains("uses this for")), "{titles:?}");
}
