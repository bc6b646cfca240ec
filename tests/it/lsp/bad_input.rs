//! What editors should not send, and do: each kind is answered, and the session goes on.

use super::{Ending, MAP, Session, at};
use serde_json::{Value, json};

const URI: &str = "untitled:org.yaml";

fn opened(text: &str) -> Session {
    let session = Session::new(&json!({}));
    session.open(URI, text);
    session
}

/// The session still answers, and ends as agreed.
#[track_caller]
fn goes_on(mut session: Session) {
    session.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert_eq!(session.end(), Ending::Agreed);
}

/// A map of many departments, each of which serves the next one.
fn large(departments: usize) -> String {
    let mut lines = vec!["organisation: {name: Works}\ndepartments:".to_owned()];
    lines.extend((0..departments).map(|number| {
        let next = (number + 1) % departments;
        format!("  - {{id: d{number}, name: Unit {number}, serves: [d{next}]}}")
    }));
    lines.join("\n")
}

/// A message whose parameters are none of its method is answered with an error; of a notification the editor gets a
/// message in its log.
#[test]
fn malformed_parameters() {
    let mut session = opened(MAP);
    let params =
        [Value::Null, json!(7), json!("x"), json!([]), json!({}), json!({"textDocument": 1})];
    for method in [
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/rename",
        "textDocument/codeAction",
        "textDocument/inlayHint",
        "workspace/executeCommand",
    ] {
        for params in &params {
            let (code, _) = session.try_ask(method, params.clone()).unwrap_err();
            assert_eq!(code, -32602, "{method} {params}");
        }
    }
    for method in ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"] {
        for params in &params {
            session.tell(method, params.clone());
        }
    }
    // A line that is negative or no number is no position.
    for line in [json!(-1), json!(1.5), json!("1"), json!(u64::MAX)] {
        let position = json!({"line": line, "character": 0});
        let params = json!({"textDocument": {"uri": URI}, "position": position});
        assert_eq!(session.try_ask("textDocument/hover", params).unwrap_err().0, -32602);
    }
    goes_on(session);
}

/// An unknown method, and an unknown command, is an error; an unknown notification is passed over.
#[test]
fn unknown_methods() {
    let mut session = opened(MAP);
    for method in ["", "textDocument/nothing", "$/nothing", "workspace/willRenameFiles", "😀"] {
        assert_eq!(session.try_ask(method, json!({})).unwrap_err().0, -32601, "{method}");
        session.tell(method, json!({}));
    }
    let command = json!({"command": "custmap.nothing"});
    assert_eq!(session.try_ask("workspace/executeCommand", command).unwrap_err().0, -32602);
    goes_on(session);
}

/// A long file, a long line and a deep nesting are answered.
#[test]
fn huge_documents() {
    let text = large(600);
    let mut session = opened(&text);
    assert!(!session.diagnosed(URI).is_empty());
    let symbols = session.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert_eq!(symbols.as_array().unwrap().len(), 600 + 1);
    let completion = session.ask("textDocument/completion", at(URI, 400, 40));
    assert_eq!(completion["isIncomplete"], true, "there are more names than a list shows");
    let hover = session.ask("textDocument/hover", at(URI, 400, 22));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Unit 398"), "{hover}");
    for text in [
        format!("organisation: {{name: {}}}\n", "x".repeat(1 << 20)),
        "[".repeat(100_000),
        "a: ".repeat(100_000),
        "  - ".repeat(50_000),
    ] {
        session.change(URI, 2, &json!([{"text": text}]));
        session.ask("textDocument/completion", at(URI, 0, 500));
        session.ask("textDocument/hover", at(URI, 0, 500));
    }
    goes_on(session);
}

/// A position beyond a line or the text counts as its end, in requests and in changes, also where a range ends before
/// it begins; one within a character counts as its start.
#[test]
fn positions_outside() {
    let mut session = opened(MAP);
    for (line, character) in [(0, u32::MAX), (99_999, 3), (u32::MAX, u32::MAX)] {
        for method in ["completion", "hover", "definition", "documentHighlight", "prepareRename"] {
            session.ask(&format!("textDocument/{method}"), at(URI, line, character));
        }
    }
    let end = json!({"line": 99_999, "character": 0});
    let range = json!({"start": end, "end": {"line": 8, "character": 99}});
    session.change(URI, 2, &json!([{"range": range, "text": "\n  - {name: 😀 Guests}\n"}]));
    let within = json!({"line": 9, "character": 12});
    session.change(URI, 3, &json!([{"range": {"start": within, "end": within}, "text": "Our "}]));
    let params = json!({"textDocument": {"uri": URI}});
    let symbols = session.ask("textDocument/documentSymbol", params);
    let names: Vec<&Value> = symbols.as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names.last(), Some(&&json!("Our 😀 Guests")), "{names:?}");
    goes_on(session);
}

/// Columns count UTF-16 units: two for an emoji, one for each of a letter and the accent that follows it.
#[test]
fn positions_behind_emoji_and_combining_letters() {
    let map = MAP.replace("Help desk, provided_by: IT", "'👩‍💻 Ze\u{301}', provided_by: IT");
    let mut session = opened(&map);
    // "  - {name: '" has 12 units, the emoji 5, the rest of the name 4 with its space.
    let found = session.ask("textDocument/definition", at(URI, 5, 12 + 5 + 4 + 1 + 15));
    assert_eq!(found["range"]["start"], json!({"line": 2, "character": 11}));
    let mut params = at(URI, 5, 13);
    params["newName"] = json!("e\u{301}😀");
    let edit = session.ask("textDocument/rename", params);
    let range = &edit["changes"][URI][0]["range"];
    assert_eq!(range["start"], json!({"line": 5, "character": 11}));
    assert_eq!(range["end"], json!({"line": 5, "character": 12 + 5 + 4 + 1}));
    goes_on(session);
}

/// A request that is withdrawn while it waits behind a long one is answered with the error of the protocol for that;
/// what is withdrawn afterwards, or was never asked, changes nothing.
#[test]
fn cancelled_requests() {
    let mut session = opened(&large(600));
    let slow = session.send("textDocument/hover", at(URI, 400, 22));
    let withdrawn = session.send("textDocument/hover", at(URI, 401, 22));
    session.tell("$/cancelRequest", json!({"id": withdrawn}));
    let kept = session.send("textDocument/hover", at(URI, 402, 22));
    assert!(session.wait(&slow).is_ok());
    assert_eq!(session.wait(&withdrawn).unwrap_err().0, -32800);
    assert!(session.wait(&kept).is_ok());
    for id in [json!(slow), json!("never asked"), Value::Null, json!({})] {
        session.tell("$/cancelRequest", json!({"id": id}));
    }
    goes_on(session);
}

/// `shutdown` while a map is being derived is answered, what comes behind it is refused, and the server ends.
#[test]
fn shutdown_in_the_middle() {
    let mut session = opened(&large(600));
    session.change(URI, 2, &json!([{"text": large(500)}]));
    let waiting = session.send("textDocument/hover", at(URI, 400, 22));
    let shutdown = session.send("shutdown", Value::Null);
    let late = session.send("textDocument/hover", at(URI, 400, 22));
    assert!(session.wait(&waiting).is_ok());
    assert_eq!(session.wait(&shutdown), Ok(Value::Null));
    assert_eq!(session.wait(&late).unwrap_err().0, -32600);
    session.tell("exit", Value::Null);
    assert_eq!(session.server.join().unwrap(), Ending::Agreed);
}
