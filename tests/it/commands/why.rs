//! `why`: the chain from a unit to a customer.

use super::says;
use snapbox::{assert_data_eq, str};

/// The chain step by step, each with file and line.
#[test]
fn as_a_table() {
    assert_data_eq!(
        says("why org.yaml it buyers"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).
SERVICE              SERVES          WHERE
────────────────────────────────────────────────
IT                   Computer users  org.yaml:5
  Web shop: Selling  Buyers          org.yaml:17

"#]]
    );
}

/// A step a line.
#[test]
fn as_plain_text() {
    assert_data_eq!(
        says("why org.yaml it buyers --format plain"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).
IT	Computer users	org.yaml:5
Web shop: Selling	Buyers	org.yaml:17

"#]]
    );
}

/// The chain with ids, for programs.
#[test]
fn as_json() {
    assert_data_eq!(
        says("why org.yaml it buyers --format json"),
        str![[r#"
{
  "custmap": 1,
  "unit": "it",
  "customer": "buyers",
  "answer": "Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).",
  "rank": "primary",
  "reach": "broad",
  "shared_with": null,
  "steps": [
    {
      "service": "it.serves",
      "to": "users",
      "file": "org.yaml",
      "line": 5
    },
    {
      "service": "shop",
      "to": "buyers",
      "file": "org.yaml",
      "line": 17
    }
  ],
  "others": []
}

"#]]
    );
}

/// A step a row.
#[test]
fn as_csv() {
    assert_data_eq!(
        says("why org.yaml it buyers --format csv"),
        str![[r#"
service,serves,where
IT,Computer users,org.yaml:5
Web shop: Selling,Buyers,org.yaml:17

"#]]
    );
}

/// A Markdown table.
#[test]
fn as_markdown() {
    assert_data_eq!(
        says("why org.yaml it buyers --format markdown"),
        str![[r#"
Buyers: PRIMARY (external) customer of IT, reached BROADLY, through Computer users (2 steps, 1 broad).

| SERVICE | SERVES | WHERE |
| --- | --- | --- |
| IT | Computer users | org.yaml:5 |
| &emsp;Web shop: Selling | Buyers | org.yaml:17 |

"#]]
    );
}

/// One step: a service of the unit itself.
#[test]
fn of_a_direct_customer() {
    assert_data_eq!(
        says("why org.yaml web buyers"),
        str![[r#"
Buyers: PRIMARY (external) customer of Web shop, DIRECT: a service of it serves them.
SERVICE  SERVES  WHERE
────────────────────────────
Selling  Buyers  org.yaml:17

"#]]
    );
}

/// A colleague as customer: the service that serves them.
#[test]
fn of_a_secondary_customer() {
    assert_data_eq!(
        says("why org.yaml books sales"),
        str![[r#"
Sales: SECONDARY (internal) customer of Bookkeeping, DIRECT: it uses what the unit provides.
SERVICE      SERVES  WHERE
───────────────────────────────
Bookkeeping  Sales   org.yaml:6

"#]]
    );
}

/// Only by way of the department around it.
#[test]
fn of_a_shared_customer() {
    assert_data_eq!(
        says("why org.yaml clerk firms"),
        str![[r#"
Firms: PRIMARY (external) customer of Clerk, SHARED as part of Bookkeeping, which reaches them so (through).
SERVICE                SERVES  WHERE
──────────────────────────────────────────
Bookkeeping            Sales   org.yaml:6
  Head of Sales: Care  Firms   org.yaml:18

"#]]
    );
}

/// Nobody's customer: said so, without a chain.
#[test]
fn of_one_who_is_no_customer() {
    assert_data_eq!(
        says("why org.yaml it lost"),
        str![[r#"
Lost ones is a former customer, and so nobody's customer now.

"#]]
    );
}

/// The last step is passed on by a customer.
#[test]
fn of_one_who_is_passed_on_to() {
    assert_data_eq!(
        says("why org.yaml web families"),
        str![[r#"
Their families: PRIMARY (external) customer of Web shop, reached THROUGH Buyers (2 steps).
SERVICE      SERVES          WHERE
────────────────────────────────────────
Selling      Buyers          org.yaml:17
  passes on  Their families  org.yaml:20

"#]]
    );
}
