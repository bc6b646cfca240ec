//! Who leaves, who follows and addresses stay off the page unless they are asked for; so do names.

use super::{page, page_with};
use crate::commands::SMALL;

const LEAVING: &str = "\
organisation: {name: XYZ}
departments: [{id: a, name: A, lead: p, serves: b}]
people:
  - {id: p, name: Packer, department: a, email: packer@example.org, leaving: 2031-07-19, successor: heir, serves: b}
  - {id: q, name: Quiet one, department: a, leaving: 2032-08-20, serves: everyone}
  - {id: heir, name: Heir, serves: a}
beneficiaries: [{id: b, name: B, kind: business, relationship: {owner: q}}]
";

/// Nobody reads on the page who leaves: not on a card, not among the findings, not in a title of a picture.
#[test]
fn nobody_reads_who_leaves() {
    let page = page(LEAVING);
    let all = &page.one("html").text;
    for secret in ["packer@", "2031", "2032", "leaves", "Leaving", "uccessor"] {
        assert!(!all.contains(secret), "{secret}");
    }
    let values = page.elements.iter().flat_map(|it| it.attributes.values());
    for value in values {
        assert!(!value.contains("2031") && !value.contains("packer@"), "{value}");
    }
}

/// With `--confidential` it is for those who may know.
#[test]
fn those_who_may_know_read_it() {
    let page = page_with(LEAVING, "--confidential");
    let card = &page.id("unit-p").text;
    for listed in ["packer@example.org", "2031-07-19", "Heir"] {
        assert!(card.contains(listed), "{listed} in {card}");
    }
    assert!(page.id("findings").text.contains("2032-08-20"));
}

/// With `--anonymous` nobody is named in any place.
#[test]
fn nobody_is_named() {
    let page = page_with(SMALL, "--anonymous");
    let all = &page.one("html").text;
    let mut values = page.elements.iter().flat_map(|it| it.attributes.values());
    for name in ["Head of Sales", "Clerk"] {
        assert!(!all.contains(name), "{name}");
        assert!(!values.any(|value| value.contains(name)), "{name}");
    }
    for id in ["unit-head", "unit-clerk"] {
        assert!(page.values("id").all(|it| it != id), "{id}");
    }
    assert!(all.contains("Computer users"), "departments and groups are");
}
