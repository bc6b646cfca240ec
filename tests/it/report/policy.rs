//! The page asks nobody for anything, and runs nothing but its own script.

use super::{Html, maps, page};
use crate::commands::SMALL;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// The policy names exactly the style and the script that are in the page: with another hash a browser would
/// show neither.
#[test]
fn the_policy_knows_its_style_and_its_script() {
    let page = page(SMALL);
    let policy = page.all("meta");
    let policy = policy.filter(|it| it.is("http-equiv", "Content-Security-Policy"));
    let policy: Vec<&str> = policy.map(|it| it.attributes["content"].as_str()).collect();
    let hash = |name| {
        let sum = Sha256::digest(page.one(name).text.as_bytes());
        format!("{name}-src 'sha256-{}'", BASE64_STANDARD.encode(sum))
    };
    let wanted = format!(
        "default-src 'none'; {}; {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash("style"),
        hash("script")
    );
    assert_eq!(policy, [wanted], "left: the page; right: what it has to say");
}

/// The policy comes before what it is about, and the encoding is declared before the first text.
#[test]
fn the_policy_comes_first() {
    let page = page(SMALL);
    let place = |wanted: &dyn Fn(&super::Element) -> bool| {
        let place = page.elements.iter().position(wanted);
        place.expect("it is there")
    };
    let letters = place(&|it| it.is("charset", "utf-8"));
    let policy = place(&|it| it.is("http-equiv", "Content-Security-Policy"));
    let title = place(&|it| it.name == "title");
    assert!(letters < policy && policy < title);
    assert!(policy < place(&|it| it.name == "style"));
    assert!(policy < place(&|it| it.name == "script"));
}

/// Nothing is styled in place or runs in place: the policy would stop it, and complain.
#[test]
fn nothing_has_a_style_or_a_script_of_its_own() {
    for (map, text) in maps() {
        let page = page(&text);
        for element in &page.elements {
            let mut names = element.attributes.keys();
            let own = names.find(|name| *name == "style" || name.starts_with("on"));
            assert_eq!(own, None, "{map}: {element:?}");
        }
        page.one("style");
        page.one("script");
    }
}

/// Nothing is fetched: every address leads to a place on the page, and no element brings another file.
#[test]
fn nothing_is_fetched() {
    const BRING: [&str; 12] = [
        "img",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "source",
        "form",
        "image",
        "use",
        "base",
        "foreignobject",
    ];
    for (map, text) in maps() {
        let page = page(&text);
        for element in &page.elements {
            assert!(!BRING.contains(&&*element.name), "{map}: {element:?}");
            for (name, value) in &element.attributes {
                let fetched = match name.as_str() {
                    "href" => !value.starts_with('#') && value != "data:,",
                    "src" | "srcset" | "action" | "poster" | "data" | "xlink:href" => true,
                    "marker-end" => !value.starts_with("url(#"),
                    _ => value.contains("url("),
                };
                assert!(!fetched, "{map}: {name}={value}");
            }
        }
        assert!(!page.one("style").text.contains("url("));
        assert!(!page.one("style").text.contains("@import"));
    }
}

/// The reader of these tests sees what it has to refuse.
#[test]
fn the_reader_sees_what_is_wrong() {
    for wrong in ["<p>", "<p></b>", "<p a=1 a=2></p>", "<!-- x --><p></p>", "</p>"] {
        let read = std::panic::catch_unwind(|| Html::read(wrong));
        assert!(read.is_err(), "{wrong}");
    }
    let fine = Html::read("<p id=x>a<br><b>b &lt;i&gt;</b></p>");
    assert_eq!(fine.id("x").text, "ab <i>");
    assert_eq!(fine.inside("x", "b").count(), 1);
}
