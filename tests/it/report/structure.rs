//! The structure of the page: what a screen reader reads, and what a narrow screen shows instead of pictures.

use super::{Element, maps, page};

/// Each heading of a table says of what it is the heading, and each card is named by its own heading.
#[test]
fn headings_and_cards_are_named() {
    for (map, text) in maps() {
        let page = page(&text);
        for heading in page.all("th") {
            let scope = heading.attributes.get("scope").map(String::as_str);
            assert!(matches!(scope, Some("col" | "row" | "colgroup")), "{map}: {heading:?}");
        }
        for card in page.all("section").filter(|it| it.is("class", "card")) {
            let name = page.id(&card.attributes["aria-labelledby"]);
            assert_eq!(name.name, "h2", "{map}: {card:?}");
        }
    }
}

/// The tree is lists in lists: a part is an item of a list in the item of the unit around it, at any depth; the next
/// unit on top is not.
#[test]
fn the_tree_is_nested() {
    let part = |at: usize| format!("- {{id: d{at}, name: D{at}, part_of: d{}}}\n", at - 1);
    let parts: String = (1..200).map(part).collect();
    let page = page(&format!(
        "organisation: {{name: X}}\ndepartments:\n- {{id: d0, name: D0}}\n{parts}- {{id: last, name: Last}}\n"
    ));
    let items: Vec<&Element> = page.inside("tree", "li").collect();
    assert_eq!(items.len(), 201);
    let holds = |at: usize, name| items[at].text.split_whitespace().any(|word| word == name);
    assert!(holds(0, "D10") && holds(12, "D13") && holds(200, "Last"));
    assert!(!holds(12, "D11") && !holds(0, "Last"));
    let lists = page.inside("tree", "ul").count();
    assert!((20..100).contains(&lists), "as deep as a browser goes, and no deeper: {lists}");
}

/// The flow is reported as a list too, for screens that are too narrow for it: each ribbon is an item.
#[test]
fn the_flow_is_a_list_too() {
    let page = page(crate::commands::SMALL);
    let items: Vec<String> = page.inside("flow", "dd").map(Element::words).collect();
    let ribbons = page.inside("flow", "path").count();
    assert_eq!(items.len(), ribbons);
    assert!(items.iter().any(|item| item == "Buyers"), "{items:?}");
}

/// A name leads elsewhere: on its own card, and in its own row, it is no link.
#[test]
fn nothing_leads_to_itself() {
    for (map, text) in maps() {
        let page = page(&text);
        for part in page.elements.iter().filter(|it| it.is("class", "card") || it.name == "tr") {
            let Some(id) = part.attributes.get("id") else { continue };
            let own = page.inside(id, "a").any(|link| link.is("href", &format!("#{id}")));
            assert!(!own, "{map}: {id}");
        }
    }
}

/// A row is found by what it serves, whether or not the row shows that: words that it shows are not repeated.
#[test]
fn rows_repeat_no_words() {
    let page = page(crate::commands::SMALL);
    for row in page.inside("units", "tr") {
        let Some(words) = row.attributes.get("data-find") else { continue };
        for word in words.split(' ') {
            assert!(!row.text.split_whitespace().any(|shown| shown == word), "{word} in {row:?}");
        }
    }
}

/// A cell that shows an amount, a year or a count states its value to sort by, and an unknown one states that there
/// is none; a name does not.
#[test]
fn cells_state_what_they_are_sorted_by() {
    let page = page(
        "organisation: {name: X, currency: GBP}\n\
        beneficiaries: [{id: a, name: A, since: 2010}, {id: b, name: B}]\n\
        services: [{id: s, name: S, provided_by: organisation, serves: [a, b], \
        paid_by: [{from: a, amount: 8400000}]}]",
    );
    let cells: Vec<&Element> =
        page.inside("customers", "td").chain(page.inside("customers", "th")).collect();
    let value = |text: &str| {
        let cell = cells.iter().find(|cell| cell.words() == text);
        let cell = cell.unwrap_or_else(|| panic!("no cell shows {text}"));
        cell.attributes.get("data-sort").map(String::as_str)
    };
    assert_eq!(value("8.40 M GBP"), Some("8400000"));
    assert_eq!(value("2010"), Some("2010"));
    assert_eq!(value("not measured"), Some(""));
    assert_eq!(value("A"), None, "a name is sorted by itself");
}

/// What a card begins with is a list of labels and values, and the headings of tables are in small letters.
#[test]
fn facts_are_labels_and_values() {
    let page = page(
        "organisation: {name: X}\ndepartments: [{id: a, name: A, purpose: To sell}]\n\
        people: [{id: p, name: P, department: a}]",
    );
    let words =
        |tag: &str| -> Vec<String> { page.inside("unit-a", tag).map(Element::words).collect() };
    assert_eq!(words("dt"), ["Satisfaction", "Purpose", "Lead", "Parts"]);
    assert_eq!(words("dd")[1..], ["To sell", "not named", "P"]);
    let heads: Vec<String> = page.inside("units", "th").map(Element::words).collect();
    assert_eq!(heads[0], "Department");
}
