//! `explain`: what a code means.

use super::says;
use snapbox::{assert_data_eq, str};

/// The page of a finding: level, meaning, what to do, how to silence it.
#[test]
fn a_finding() {
    assert_data_eq!(
        says("explain no-primary-chain --width 80"),
        str![[r#"
no-primary-chain (warning)

No chain of services leads from the unit to any customer outside, or every such
customer was rejected by a verdict.

What to do: ask those at the end of the chain what they do for the outside, and
write that service.

To change its level, write `checks: {no-primary-chain: off}` (or note, warning,
error) in the map. To silence it for one thing and its parts, write under
`allow`: `- {finding: no-primary-chain, of: ID, because: ...}`.

"#]]
    );
}

/// The page of an error of the file.
#[test]
fn an_error() {
    assert_data_eq!(
        says("explain part-of-circle --width 80"),
        str![[r#"
part-of-circle (error)

A department is part of itself by way of the departments named.

What to do: take the `part_of` out of the topmost one.

An error of the file: the map can't be used until it is fixed.

"#]]
    );
}

/// The page on whole lines.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("explain unused-group --format plain"),
        str![[r#"
unused-group	note	No service or group names the group, and no `allow` of another finding.	name it under the `serves` of what its members use, or take it out

"#]]
    );
}

/// The page as JSON has its words.
#[test]
fn as_data() {
    for format in ["json", "csv"] {
        let page = says(&format!("explain unused-group --format {format}"));
        assert!(page.contains("unused-group") && page.contains("names the group"), "{page}");
    }
}

/// All codes as JSON: a row each, with code, level and when.
#[test]
fn all_as_json() {
    let all = says("explain --format json");
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["custmap"], 2);
    let rows = all["codes"].as_array().unwrap();
    assert_eq!(rows.len(), custmap::diag::Code::ALL.len());
    for row in rows {
        let keys: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["code", "level", "what_to_do", "when"]);
    }
}

/// An unknown code is refused with the nearest ones.
#[test]
fn an_unknown_code_is_refused() {
    let ran = crate::run::Run::empty().line("explain unused-groups").refused();
    ran.complains("there is no code `unused-groups`").complains("`unused-group`");
}
