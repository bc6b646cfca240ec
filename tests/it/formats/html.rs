//! An answer as a page of its own, for browsers and office programs.

use crate::{
    commands::SMALL,
    report::{HOSTILE, Html},
    run::Run,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// Commands of every kind of answer: lists, several lists, one thing.
const ANSWERS: [&str; 5] =
    ["analyze org.yaml", "list org.yaml", "customers org.yaml", "check org.yaml", "explain"];

#[track_caller]
fn page(map: &str, line: &str) -> Html {
    let ran = Run::yaml(map).line(line).args(["--format", "html"]).ran();
    assert!(matches!(ran.code, 0 | 1), "{line}: {ran}");
    Html::read(&ran.stdout)
}

/// The policy names the style of the page, and lets nothing else be fetched or run.
#[test]
fn nothing_is_fetched_or_run() {
    for line in ANSWERS {
        let page = page(SMALL, line);
        let sum = Sha256::digest(page.one("style").text.as_bytes());
        let wanted = format!(
            "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
            BASE64_STANDARD.encode(sum)
        );
        let mut policies =
            page.all("meta").filter(|it| it.is("http-equiv", "Content-Security-Policy"));
        assert_eq!(policies.next().unwrap().attributes["content"], wanted, "{line}");
        for brings in ["script", "img", "iframe", "a", "form"] {
            assert_eq!(page.all(brings).count(), 0, "{line}: {brings}");
        }
    }
}

/// A page has one heading of the first level, which is its title, and each heading of a table its scope.
#[test]
fn headings_are_headings() {
    for line in ANSWERS {
        let page = page(SMALL, line);
        assert_eq!(page.one("h1").text, page.one("title").text, "{line}");
        assert!(page.all("th").all(|it| it.attributes.contains_key("scope")), "{line}");
        assert!(page.all("table").count() > 0, "{line}");
    }
}

/// A name that looks like markup is text, and the page holds no element of it. The page says as many rows as JSON.
#[test]
fn names_are_text() {
    for line in ["list org.yaml", "analyze org.yaml --all", "customers org.yaml"] {
        let page = page(HOSTILE, line);
        for element in ["script", "img", "svg", "b", "i"] {
            assert_eq!(page.all(element).count(), 0, "{line}: {element}");
        }
        let own = |name: &String| name.starts_with("on") || name == "style";
        assert!(!page.elements.iter().any(|it| it.attributes.keys().any(own)), "{line}");
    }
    let json = Run::yaml(SMALL).line("list org.yaml --format json").fine().stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = json["relationships"].as_array().unwrap().len();
    // One row more is the head.
    assert_eq!(page(SMALL, "list org.yaml").all("tr").count(), rows + 1);
}

/// An empty answer is a page too, and says so.
#[test]
fn nothing_to_show_is_a_page_too() {
    let page = page("organisation: {name: X}", "customers org.yaml");
    assert_eq!(page.all("table").count(), 0);
    assert!(page.all("p").any(|it| it.text == "None."));
}
