//! Everything that `card` says is on the page, too.

use super::{Html, maps};
use crate::run::Run;

/// For every unit and party of the small maps: each cell and each value of its card as Markdown is on its card of
/// the page. What to look at in the parts of a unit is on theirs, and in what there is to do, which has no words for
/// levels and begins sentences with a capital.
#[test]
fn what_a_card_says_stands_on_the_page() {
    let mut seen = 0;
    for name in ["xyz", "council", "we-care"] {
        let (_, text) = maps().into_iter().find(|(map, _)| map == name).unwrap();
        let run = |line: &str| Run::yaml(&text).line(line).args(["--today", "2026-11-21"]);
        let page = Html::read(&run("report org.yaml --confidential").fine().stdout);
        for card in page.all("section").filter(|it| it.is("class", "card")) {
            let (_, id) = card.attributes["id"].split_once('-').unwrap();
            let said = run("card org.yaml --format markdown").args(["--", id]).fine().stdout;
            let (here, all) = (squeezed(&card.text), squeezed(&page.id("findings").text));
            let mut section = "";
            for line in said.lines() {
                if let Some(heading) = line.strip_prefix("## ") {
                    section = heading;
                }
                let place = if section == "What to look at" { &all } else { &here };
                for part in parts(line) {
                    let is_level = ["note", "warning", "error"].contains(&&*part);
                    assert!(
                        is_level || place.contains(&squeezed(&part)),
                        "{name} {id}: {part:?} of {line:?} is not in {place}"
                    );
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 1_500, "only {seen} cells");
}

/// What a line of Markdown says: the lines of each cell of a row, or the value behind a label.
fn parts(line: &str) -> Vec<String> {
    let text = match (line.strip_prefix("| "), line.strip_prefix("- ")) {
        (Some(row), _) => row.trim_end_matches('|').replace(" | ", "<br>"),
        (_, Some(field)) => field.split_once(": ").unwrap().1.to_owned(),
        (None, None) => return Vec::new(),
    };
    let is_rule = text.split("<br>").all(|cell| cell.trim() == "---");
    let is_head = !text.replace("<br>", "").contains(char::is_lowercase);
    if is_rule || is_head {
        return Vec::new();
    }
    let plain = text.replace("&emsp;", "").replace('\\', "").replace("&#64;", "@");
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">");
    plain.split("<br>").map(|part| part.replace("&amp;", "&")).collect()
}

/// Without any blank, in small letters: lines of a cell stand side by side on the page.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

/// A card has the headings of its sections, and a picture of who is around a unit; a party has none.
#[test]
fn a_card_has_its_parts() {
    let page = super::page(crate::commands::SMALL);
    let headings: Vec<String> =
        page.inside("unit-sales", "h3").map(super::Element::words).collect();
    assert_eq!(
        headings[..4],
        [
            "Primary customers (external)",
            "Secondary customers (internal)",
            "Services",
            "Who serves it"
        ]
    );
    assert_eq!(page.inside("unit-sales", "svg").count(), 1);
    assert_eq!(page.inside("party-buyers", "svg").count(), 0);
}

/// The overview counts and lists what the map has.
#[test]
fn the_overview_has_everything() {
    let page = super::page(crate::commands::SMALL);
    let parts: Vec<String> = page.one("nav").text.lines().map(str::to_owned).collect();
    for part in
        ["5 departments", "3 customers outside", "4 services", "1 key person", "12 things to do"]
    {
        assert!(parts.iter().any(|one| one == part), "{part}: {parts:?}");
    }
    let rows = |id| page.inside(id, "tbody").next().map_or(0, |body| body.text.lines().count());
    assert_eq!(rows("services"), 5, "each with a line, and the last one's end");
    for (section, name) in [
        ("units", "Archive"),
        ("customers", "Their families"),
        ("customers", "Lost ones"),
        ("services", "Selling"),
        ("groups", "Computer users"),
        ("findings", "Archive"),
        ("tree", "Clerk"),
    ] {
        assert!(page.id(section).text.contains(name), "{name} in {section}");
    }
}
