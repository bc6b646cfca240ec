//! `explain`: what a code means.

use super::says;
use snapbox::{assert_data_eq, str};

/// The page of a finding: level, meaning, what to do, how to silence it.
#[test]
fn a_finding() {
    assert_data_eq!(says("explain no-primary-chain --width 80"), str![[r#"
no-primary-chain (warning)

No chain of services leads from the unit, or from a department that it is part
of, to any customer outside.

What to do: at the dead end, ask what those who are served do for the outside,
and write that service.

To change its level, write `checks: {no-primary-chain: off}` (or note, warning,
error) in the map. To silence it for one thing and its parts, write under
`allow`: `- {finding: no-primary-chain, of: ID, because: ...}`.

"#]]);
}

/// The page of an error of the file.
#[test]
fn an_error() {
    assert_data_eq!(says("explain part-of-circle --width 80"), str![[r#"
part-of-circle (error)

A department is part of itself by way of the departments named.

What to do: take the `part_of` out of the topmost one.

An error of the file: the map can't be used until it is mended.

"#]]);
}

/// The page on whole lines.
#[test]
fn as_plain_text() {
    assert_data_eq!(says("explain unused-group --format plain"), str![[r#"
unused-group (note)

No service, group or `allow` names the group.

What to do: name it under the `serves` of what its members use, or take it out.

To change its level, write `checks: {unused-group: off}` (or note, warning, error) in the map. To silence it for one thing and its parts, write under `allow`: `- {finding: unused-group, of: ID, because: ...}`.

"#]]);
}

/// The page as JSON has its words.
#[test]
fn as_json() {
    assert_data_eq!(says("explain unused-group --format json"), str![[r#"
{"custmap": 1,
 "rows": []}

"#]]);
}
