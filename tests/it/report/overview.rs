//! The flow and the matrix of the page: what belongs together, and how satisfied those are who are served.

use super::{Element, maps, page, page_with};
use crate::{commands::SMALL, run::Run};
use custmap::diag::Code;

/// A customer who is unhappy, one who is content, one between, one whom nobody asked; and a net promoter score, which
/// is shown as one.
const SCORES: &str = "\
organisation: {name: X}
departments: [{id: a, name: A}, {id: b, name: B}]
services:
  - id: s
    name: S
    provided_by: a
    serves:
      - {to: low, satisfaction: {score: 5.9, measured: 2026-01}}
      - {to: fair, satisfaction: {score: 6, measured: 2026-01}}
      - {to: high, satisfaction: [{score: 8, measured: 2026-01}, {score: 1, measured: 2020-01}]}
      - {to: nps, satisfaction: {score: 20, metric: nps, measured: 2026-01}}
      - unasked
  - {id: t, name: T, provided_by: a, serves: [{to: high, satisfaction: {score: 9, measured: 2026-01}}]}
beneficiaries: [{id: low, name: Low}, {id: fair, name: Fair}, {id: high, name: High}, {id: nps, name: Nps}, {id: unasked, name: Unasked}]
";

/// A cell has the colour of the lowest of the newest scores, and that score as text; without one the tint of its
/// number.
#[test]
fn the_matrix_shows_the_lowest_score() {
    let page = page(SCORES);
    let cells: Vec<(String, String)> = page
        .inside("matrix", "td")
        .filter_map(|it| Some((it.attributes.get("class")?.clone(), it.text.clone())))
        .collect();
    let cell = |class: &str, text: &str| (class.to_owned(), text.to_owned());
    assert!(cells.contains(&cell("unhappy", "1 5.9")), "{cells:?}");
    assert!(cells.contains(&cell("fair", "1 6.0")), "{cells:?}");
    assert!(cells.contains(&cell("content", "2 8.0")), "two services, the lower score: {cells:?}");
    assert!(cells.contains(&cell("fair", "1 NPS 20")), "6 of 10: {cells:?}");
    assert!(cells.contains(&cell("t1", "1")), "{cells:?}");
}

/// Each ribbon names its two ends by number, and each end is there: the script lights them together.
#[test]
fn ribbons_know_their_ends() {
    let page = page_with(SMALL, "--today 2026-11-21");
    let parts: Vec<_> = page.inside("flow", "path").collect();
    assert!(!parts.is_empty());
    let ends = |side: &str| -> Vec<String> {
        let ends = page.inside("flow", "g").filter_map(|it| it.attributes.get(side).cloned());
        ends.collect()
    };
    let (from, to) = (ends("data-from"), ends("data-to"));
    for ribbon in parts {
        assert!(from.contains(&ribbon.attributes["data-from"]), "{ribbon:?}");
        assert!(to.contains(&ribbon.attributes["data-to"]), "{ribbon:?}");
    }
    let count = |all: &[String]| all.iter().collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!((count(&from), count(&to)), (from.len(), to.len()), "no two ends have one number");
}

/// A map with nearly every finding.
const FOUND: &str = include_str!("../../maps/findings.yaml");

/// What to do is said in groups, without a code, a key of the file or a command in any sentence; what to write into the
/// map is folded away. Each finding is there once, everybody whom it names is linked, and so is with whom to settle it.
#[test]
fn what_to_do_is_grouped() {
    let all =
        Run::yaml(FOUND).line("check org.yaml --today 2026-11-29 --format json").fine().json();
    let all = all["findings"].as_array().unwrap();
    let page = page_with(FOUND, "--today 2026-11-29");
    let items: Vec<String> = page.inside("findings", "li").map(Element::words).collect();
    assert_eq!(items.len(), all.len(), "{items:#?}");
    let section = page.id("findings");
    let fixes: Vec<&Element> =
        page.inside("findings", "details").filter(|it| it.is("class", "fix")).collect();
    assert!(!fixes.is_empty() && fixes.iter().all(|it| !it.attributes.contains_key("open")));
    let mut seen = section.words();
    for fix in &fixes {
        seen = seen.replace(&fix.words(), "");
    }
    for code in Code::ALL {
        assert!(!seen.contains(code.word()), "{}: {seen}", code.word());
    }
    for word in ["custmap", "`", "{", "serves:", "paid_by"] {
        assert!(!seen.contains(word), "{word}: {seen}");
    }
    let headings: Vec<String> = page.inside("findings", "h3").map(Element::words).collect();
    assert_eq!(headings[0], "Ask those who are unhappy what to improve first");
    assert!(headings.contains(&"Find out whom the work is for".to_owned()), "{headings:?}");
    let unhappy = items.iter().find(|item| item.contains("unhappy with")).unwrap();
    assert!(unhappy.contains("With ") && unhappy.contains("org.yaml:"), "{unhappy}");
}

/// Every finding is in a group and has a name of two or three words.
#[test]
fn every_finding_has_a_plain_name() {
    let page = page_with(FOUND, "--today 2026-11-29");
    for gap in page.elements.iter().filter(|it| it.is("class", "gap")) {
        assert!(Code::ALL.iter().all(|code| code.word() != gap.text), "{}", gap.text);
    }
}

/// What may fail is there to be chosen, what affects most customers first, with the numbers of `impact`; what affects
/// nobody outside is not.
#[test]
fn what_if_this_fails() {
    let page = page(SMALL);
    let titles: Vec<String> = page.inside("failures", "summary").map(Element::words).collect();
    let options: Vec<String> = page.inside("failures", "option").map(Element::words).collect();
    assert!(!titles.is_empty());
    assert_eq!(titles, options);
    let number = |title: &String| -> u32 {
        let (_, rest) = title.rsplit_once(": ").unwrap();
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    assert!(titles.iter().map(number).is_sorted_by(|a, b| a >= b), "{titles:?}");
    let all = Run::yaml(SMALL).line("impact org.yaml --all --format json").fine().json();
    let mut listed: Vec<u64> = all["failures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["kind"] != "payer" && one["parties"] != 0)
        .map(|one| one["parties"].as_u64().unwrap())
        .collect();
    listed.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(titles.iter().map(|it| u64::from(number(it))).collect::<Vec<_>>(), listed);
    let ids: Vec<&str> = page.values("id").collect();
    for value in page.inside("failures", "option").map(|it| it.attributes["value"].as_str()) {
        assert!(ids.contains(&value), "{value} is chosen and not there");
    }
    let nobody =
        super::page("organisation: {name: X}\ndepartments: [{id: a, name: A, serves: everyone}]\n");
    assert!(nobody.values("id").all(|id| id != "failures"));
}

/// The money beside what may fail is that of `impact --all`: what only broad steps lead to is in neither.
#[test]
fn the_money_of_a_failure_is_that_of_impact() {
    let mut seen = 0;
    for (name, map) in maps() {
        let page = page_with(&map, "--today 2026-11-21");
        let all = Run::yaml(&map).line("impact org.yaml --all --format json").fine().json();
        for one in all["failures"].as_array().unwrap() {
            let kind = if one["kind"] == "service" { "service" } else { "unit" };
            let id = format!("fails~{kind}-{}", one["id"].as_str().unwrap());
            let Some(shown) = page.elements.iter().find(|it| it.is("id", &id)) else { continue };
            let money = shown.text.split_once("Paid a year for it").map(|(_, money)| money);
            match (money.map(|money| money.replace('\u{a0}', " ")), one["amount"].as_f64()) {
                (Some(money), Some(sum)) if sum >= 1e6 => {
                    let sum = format!("{:.2} M", sum / 1e6);
                    assert!(money.starts_with(&sum), "{name} {id}: {sum} in {money}");
                    seen += 1;
                }
                (Some(money), None) => {
                    assert!(money.starts_with("amount not known"), "{name} {id}: {money}");
                }
                (None, Some(sum)) => panic!("{name} {id}: {sum} is not on the page"),
                (Some(_) | None, _) => {}
            }
        }
    }
    assert!(seen > 40, "only {seen} sums");
}

/// The card of a customer has a lane for each number of steps, and one line of visibility below those who meet it.
#[test]
fn the_blueprint_of_a_customer() {
    let yaml = "\
organisation: {name: X}
departments: [{id: front, name: Front}, {id: back, name: Back}, {id: deep, name: Deep}, {id: all, name: All}, {id: idle, name: Idle}]
services:
  - {id: s1, name: Counter, provided_by: front, serves: guests}
  - {id: s2, name: Kitchen, provided_by: back, serves: front}
  - {id: s3, name: Stores, provided_by: deep, serves: back}
  - {id: s4, name: Payroll, provided_by: all, serves: everyone}
  - {id: s5, name: Hobby, provided_by: idle, serves: []}
beneficiaries: [{id: guests, name: Guests}, {id: lone, name: Lone}]
";
    let page = page(yaml);
    let lanes: Vec<(String, String)> = page
        .inside("party-guests", "div")
        .filter(|it| it.is("class", "lane"))
        .map(|it| (it.is("class", "visible").to_string(), it.words()))
        .collect();
    let lane = |visible: bool, words: &str| (visible.to_string(), words.to_owned());
    assert_eq!(
        lanes,
        [
            lane(true, "Meets the customerFront Counter"),
            lane(false, "One step behindBack Kitchen"),
            lane(false, "Two steps behindDeep Stores"),
            lane(false, "Only by what nearly everybody usesAll Payroll"),
        ]
    );
    let visibility = page.inside("party-guests", "p").filter(|it| it.is("class", "visibility"));
    assert_eq!(visibility.count(), 1);
    assert!(page.inside("party-lone", "div").all(|it| !it.is("class", "lane")));
}
