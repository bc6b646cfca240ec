//! Names are text, whatever they look like.

use super::{HOSTILE, page};

/// Every name is on the page as it is written; what would steer the screen or the direction of writing is
/// replaced.
#[test]
fn names_stand_as_they_are_written() {
    let page = page(HOSTILE);
    let heading = |id: &str| page.inside(id, "h2").next().unwrap().words();
    for (id, name) in [
        ("unit-script", "<script>alert(1)</script>"),
        ("unit-style", "</style><style>*{display:none}"),
        ("unit-image", "\"><img src=x onerror=alert(3)>"),
        ("unit-cdata", "]]>&amp;&#60;b&#62;"),
        ("unit-template", "{{ self }} ${alert(4)} {% if %}"),
        ("unit-entity", "&lt;b&gt; #60; #quot; &"),
        ("unit-rlo", "right �to left� and �isolate�"),
        ("unit-control", "bell � escape �[31m nul � delete � end"),
        ("unit-lines", "two lines and a tab"),
        ("party-emoji", "👩\u{200d}👩\u{200d}👧\u{200d}👦 families 🏳\u{fe0f}\u{200d}🌈"),
        ("party-arabic", "وزارة الصحة"),
        ("party-hebrew", "משרד <b>"),
        ("party-lost", "--> lost"),
        ("party~4", "o|--o"),
    ] {
        let shown = heading(id);
        assert!(shown.starts_with(name), "{id}: {shown}");
    }
    assert!(heading("unit-long").contains(&"Long".repeat(1250)));
}

/// Other texts of the map do too: notes, reasons, sources, claims.
#[test]
fn other_texts_stand_as_they_are_written() {
    let page = page(HOSTILE);
    for (id, text) in [
        ("unit-script", "<img src=x onerror=alert(2)>"),
        ("party-emoji", "</script>"),
        ("party-hebrew", "<a href=\"javascript:alert(8)\">"),
        ("party-arabic", "<u>price</u>"),
        ("party-lost", "<plaintext>"),
    ] {
        let card = page.id(id).words();
        assert!(card.contains(text), "{text} not on {id}: {card}");
    }
}

/// No character that steers a screen or turns the writing is left, in any place of the page.
#[test]
fn no_character_steers() {
    let ran = crate::run::Run::yaml(HOSTILE).line("report org.yaml").fine();
    let steers = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut found = ran.stdout.chars().filter(steers);
    assert_eq!(found.next(), None);
}

/// The title and what is read aloud for a picture are text too.
#[test]
fn the_title_is_text() {
    let page = page(HOSTILE);
    let name = "</title><script>alert(\"organisation\")</script>";
    let titles: Vec<&str> = page.all("title").map(|it| &*it.text).collect();
    assert_eq!(titles[0], format!("{name}: who is whose customer"));
    let flow = page.id("flow-picture");
    assert!(flow.attributes["aria-label"].starts_with(name));
    assert_eq!(page.one("h1").words(), name);
}

/// A name's own words find it: what a row is found by besides is text as well.
#[test]
fn what_rows_are_found_by_is_text() {
    let page = page(HOSTILE);
    let mut found = page.values("data-find");
    assert!(found.any(|it| it.contains("javascript:alert(5)")));
}
