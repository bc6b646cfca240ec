//! The language server, over a connection in memory and as a process.

mod bad_input;
mod neovim;
mod process;

use custmap::{
    lsp::{Ending, Options, serve},
    model::Date,
};
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    thread::{self, JoinHandle},
    time::Duration,
};

const MAP: &str = "\
organisation: {name: Works}
departments:
  - {name: IT}
  - {name: Sales}
services:
  - {name: Help desk, provided_by: IT, serves: [Sales]}
  - {name: Shop, provided_by: Sales, serves: [Buyers]}
beneficiaries:
  - {name: Buyers}
";

/// A session with the server in a thread.
struct Session {
    client: Connection,
    server: JoinHandle<Ending>,
    next: i32,
    /// Diagnostics by address, as they were sent last.
    diagnostics: Vec<(String, Vec<Value>)>,
}

impl Session {
    fn new(capabilities: &Value) -> Self {
        let (server, client) = Connection::memory();
        let options = Options {
            map: None,
            today: Date::parse("2026-11-29").unwrap(),
            write_page: |_| Ok(PathBuf::from("/page.html")),
            texts: None,
        };
        let server = thread::spawn(move || serve(&server, options).unwrap());
        let mut session = Self { client, server, next: 0, diagnostics: Vec::new() };
        let answer = session.ask("initialize", json!({"capabilities": capabilities}));
        assert_eq!(answer["serverInfo"]["name"], "custmap");
        session.tell("initialized", json!({}));
        session
    }

    fn tell(&self, method: &str, params: Value) {
        let one = Notification::new(method.to_owned(), params);
        self.client.sender.send(one.into()).unwrap();
    }

    fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        let request = Request::new(id.clone(), method.to_owned(), params);
        self.client.sender.send(request.into()).unwrap();
        id
    }

    /// The answer to a request: its result, or its error.
    fn wait(&mut self, id: &RequestId) -> Result<Value, (i32, String)> {
        loop {
            match self.next_message() {
                Message::Response(response) if response.id == *id => {
                    return response.response_result.map_err(|error| (error.code, error.message));
                }
                _ => {}
            }
        }
    }

    fn next_message(&mut self) -> Message {
        let message = self.client.receiver.recv_timeout(Duration::from_mins(1)).unwrap();
        if let Message::Notification(one) = &message
            && one.method == "textDocument/publishDiagnostics"
        {
            let uri = one.params["uri"].as_str().unwrap().to_owned();
            let found = one.params["diagnostics"].as_array().unwrap().clone();
            self.diagnostics.push((uri, found));
        }
        message
    }

    fn try_ask(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.send(method, params);
        self.wait(&id)
    }

    #[track_caller]
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.try_ask(method, params).unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    fn open(&self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn change(&self, uri: &str, version: i32, changes: &Value) {
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
    }

    /// Waits for the diagnostics of a file.
    fn diagnosed(&mut self, uri: &str) -> Vec<Value> {
        loop {
            if let Some(at) = self.diagnostics.iter().rposition(|(known, _)| known == uri) {
                let (_, found) = self.diagnostics.swap_remove(at);
                self.diagnostics.retain(|(known, _)| known != uri);
                return found;
            }
            self.next_message();
        }
    }

    fn end(mut self) -> Ending {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.join().unwrap()
    }
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

/// Diagnostics come when a file is opened and after a change, with code, place and level; then the session ends.
#[test]
fn a_session_from_beginning_to_end() {
    let mut session = Session::new(&json!({}));
    let uri = "untitled:org.yaml";
    session.open(uri, MAP);
    let found = session.diagnosed(uri);
    assert!(found.iter().any(|one| one["code"] == "satisfaction-unknown"), "{found:?}");
    let wrong = json!({"start": {"line": 5, "character": 35}, "end": {"line": 5, "character": 37}});
    session.change(uri, 2, &json!([{"range": wrong, "text": "ITT"}]));
    let found = session.diagnosed(uri);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "unknown-reference");
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["range"]["start"], json!({"line": 5, "character": 35}));
    assert_eq!(found[0]["range"]["end"], json!({"line": 5, "character": 38}));
    let near = &found[0]["relatedInformation"][0]["location"];
    assert_eq!(near["range"]["start"]["line"], 2);
    let params = json!({
        "textDocument": {"uri": uri}, "range": found[0]["range"], "context": {"diagnostics": []},
    });
    let actions = session.ask("textDocument/codeAction", params);
    let title = |one: &Value| one["title"] == "Write `IT`" && one["kind"] == "quickfix";
    assert!(actions.as_array().unwrap().iter().any(title), "{actions}");
    session.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    assert_eq!(session.diagnosed(uri), Vec::<Value>::new());
    assert_eq!(session.end(), Ending::Agreed);
}

/// What is offered where `ITT` is no name.
fn offers(session: &mut Session, uri: &str) -> Vec<Value> {
    let place = json!({"line": 5, "character": 36});
    let params = json!({
        "textDocument": {"uri": uri},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    });
    session.ask("textDocument/codeAction", params).as_array().unwrap().clone()
}

/// An editor that can ask for the edit of an offer gets the edit when the offer is taken, another gets it at once; a
/// word in place of another always comes at once. An offer for a text that has changed is refused.
#[test]
fn an_edit_is_made_when_its_offer_is_taken() {
    let uri = "untitled:org.yaml";
    let map = MAP.replace("provided_by: IT", "provided_by: ITT");
    let resolves = json!({
        "textDocument": {"codeAction": {
            "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
        }},
    });
    let adds = |one: &&Value| one["title"] == "Add `ITT` as a new department";
    let mut session = Session::new(&json!({}));
    session.open(uri, &map);
    let at_once = offers(&mut session, uri);
    let wanted = at_once.iter().find(adds).unwrap()["edit"].clone();
    assert!(wanted["changes"][uri][0]["newText"].as_str().unwrap().contains("ITT"), "{wanted}");
    assert_eq!(session.end(), Ending::Agreed);

    let mut session = Session::new(&resolves);
    session.open(uri, &map);
    let later = offers(&mut session, uri);
    let title = |one: &Value| one["title"].clone();
    assert!(later.iter().map(title).eq(at_once.iter().map(title)));
    let word = later.iter().find(|one| one["title"] == "Write `IT`").unwrap();
    assert!(word["edit"].is_object(), "{word}");
    let offer = later.iter().find(adds).unwrap();
    assert!(offer["edit"].is_null(), "{offer}");
    assert_eq!(session.ask("codeAction/resolve", offer.clone())["edit"], wanted);
    assert_eq!(session.ask("codeAction/resolve", word.clone()), *word);
    session.change(uri, 2, &json!([{"text": MAP}]));
    let refused = session.try_ask("codeAction/resolve", offer.clone());
    assert_eq!(refused.unwrap_err().0, -32801);
    assert_eq!(session.end(), Ending::Agreed);
}

/// Every request answers at a place that has something to say.
#[test]
fn each_request_is_answered() {
    let mut session = Session::new(&json!({}));
    let uri = "untitled:org.yaml";
    session.open(uri, MAP);
    let hover = session.ask("textDocument/hover", at(uri, 5, 35));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("**IT**"), "{hover}");
    let definition = session.ask("textDocument/definition", at(uri, 5, 35));
    assert_eq!(definition["range"]["start"], json!({"line": 2, "character": 11}));
    let mut params = at(uri, 2, 12);
    params["context"] = json!({"includeDeclaration": true});
    let references = session.ask("textDocument/references", params);
    assert_eq!(references.as_array().unwrap().len(), 2, "{references}");
    let highlights = session.ask("textDocument/documentHighlight", at(uri, 3, 12));
    assert_eq!(highlights.as_array().unwrap().len(), 3, "{highlights}");
    let document = json!({"textDocument": {"uri": uri}});
    let symbols = session.ask("textDocument/documentSymbol", document.clone());
    assert_eq!(symbols.as_array().unwrap().len(), 6, "{symbols}");
    let found = session.ask("workspace/symbol", json!({"query": "desk"}));
    assert_eq!(found[0]["name"], "Help desk");
    assert!(
        !session.ask("textDocument/foldingRange", document.clone()).as_array().unwrap().is_empty()
    );
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let params = json!({"textDocument": {"uri": uri}, "range": whole});
    let hints = session.ask("textDocument/inlayHint", params);
    assert_eq!(hints[0]["label"], "reaches 1 customer outside");
    let prepared = session.ask("textDocument/prepareRename", at(uri, 5, 35));
    assert_eq!(prepared["placeholder"], "IT");
    let mut params = at(uri, 5, 35);
    params["newName"] = json!("Tech");
    let edit = session.ask("textDocument/rename", params);
    assert_eq!(edit["changes"][uri].as_array().unwrap().len(), 2, "{edit}");
    let completion = session.ask("textDocument/completion", at(uri, 5, 34));
    let labels: Vec<&Value> =
        completion["items"].as_array().unwrap().iter().map(|one| &one["label"]).collect();
    assert!(labels.contains(&&json!("IT")) && !labels.contains(&&json!("Buyers")), "{labels:?}");
    let params = json!({"command": "custmap.openPage", "arguments": [uri]});
    assert_eq!(session.ask("workspace/executeCommand", params), Value::Null);
    assert_eq!(session.end(), Ending::Agreed);
}

/// Positions count UTF-16 units, also behind an emoji and combining letters, and are answered beyond the text.
#[test]
fn positions_count_utf16_units() {
    let mut session = Session::new(&json!({}));
    let uri = "untitled:org.yaml";
    let map = MAP
        .replace("name: IT", "name: 😀e\u{301} IT")
        .replace("provided_by: IT", "provided_by: 😀e\u{301} IT");
    session.open(uri, &map);
    let definition = session.ask("textDocument/definition", at(uri, 5, 40));
    assert_eq!(definition["range"]["start"], json!({"line": 2, "character": 11}));
    assert_eq!(definition["range"]["end"], json!({"line": 2, "character": 18}));
    for (line, character) in [(5, 9999), (9999, 0), (u32::MAX, u32::MAX)] {
        session.ask("textDocument/hover", at(uri, line, character));
        session.ask("textDocument/completion", at(uri, line, character));
    }
    assert_eq!(session.end(), Ending::Agreed);
}

/// An editor that counts bytes is answered in bytes.
#[test]
fn positions_count_bytes_where_the_editor_does() {
    let mut session = Session::new(&json!({"general": {"positionEncodings": ["utf-8", "utf-16"]}}));
    let uri = "untitled:org.yaml";
    session.open(
        uri,
        &MAP.replace("name: IT", "name: 😀 IT").replace("provided_by: IT", "provided_by: 😀 IT"),
    );
    let definition = session.ask("textDocument/definition", at(uri, 5, 36));
    assert_eq!(definition["range"]["end"], json!({"line": 2, "character": 18}));
    assert_eq!(session.end(), Ending::Agreed);
}

/// Unknown methods, wrong parameters and files that are not open are answered with an error of the protocol; a request
/// that was withdrawn while it waited is not worked on; after `shutdown` nothing is.
#[test]
fn bad_requests_are_answered_with_errors() {
    let mut session = Session::new(&json!({}));
    let uri = "untitled:org.yaml";
    session.open(uri, MAP);
    let code = |answer: Result<Value, (i32, String)>| answer.unwrap_err().0;
    assert_eq!(code(session.try_ask("textDocument/nothing", json!({}))), -32601);
    assert_eq!(code(session.try_ask("textDocument/hover", json!({"x": 1}))), -32602);
    assert_eq!(code(session.try_ask("textDocument/hover", at("file:///other.yaml", 0, 0))), -32602);
    let mut params = at(uri, 2, 12);
    params["newName"] = json!("Sales");
    assert_eq!(code(session.try_ask("textDocument/rename", params)), -32803);
    session.tell("textDocument/didChange", json!("nonsense"));
    session.tell("unknown/notification", json!([1, 2]));
    let first = session.send("textDocument/hover", at(uri, 5, 35));
    let second = session.send("textDocument/hover", at(uri, 5, 35));
    session.tell("$/cancelRequest", json!({"id": 999}));
    assert!(session.wait(&first).is_ok() && session.wait(&second).is_ok());
    session.ask("shutdown", Value::Null);
    assert_eq!(code(session.try_ask("textDocument/hover", at(uri, 0, 0))), -32600);
    session.tell("exit", Value::Null);
    assert_eq!(session.server.join().unwrap(), Ending::Agreed);
}

/// An editor that goes away, or exits without `shutdown`, ends the server.
#[test]
fn an_abrupt_end_is_an_end() {
    let session = Session::new(&json!({}));
    session.open("untitled:org.yaml", MAP);
    session.tell("exit", Value::Null);
    assert_eq!(session.server.join().unwrap(), Ending::Abrupt);
    let Session { client, server, .. } = Session::new(&json!({}));
    drop(client);
    assert_eq!(server.join().unwrap(), Ending::Abrupt);
}

/// A folder of files is one map: a buffer counts before its file, and references lead from file to file.
#[test]
fn a_folder_is_one_map() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = MAP.split_at(MAP.find("services:").unwrap());
    std::fs::write(folder.path().join("a.yaml"), first).unwrap();
    std::fs::write(folder.path().join("b.yaml"), "services: [{").unwrap();
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    let mut session = Session::new(&json!({}));
    session.open(&uri("b.yaml"), second);
    let definition = session.ask("textDocument/definition", at(&uri("b.yaml"), 1, 35));
    assert_eq!(definition["uri"], uri("a.yaml"));
    let mut params = at(&uri("b.yaml"), 1, 35);
    params["newName"] = json!("Tech");
    let edit = session.ask("textDocument/rename", params);
    assert_eq!(edit["changes"].as_object().unwrap().len(), 2, "{edit}");
    // A file that stands alone beside another whole map is its own.
    std::fs::write(folder.path().join("c.yaml"), MAP).unwrap();
    session.open(&uri("c.yaml"), MAP);
    let definition = session.ask("textDocument/definition", at(&uri("c.yaml"), 5, 35));
    assert_eq!(definition["uri"], uri("c.yaml"));
    assert_eq!(session.end(), Ending::Agreed);
}

/// The search for the map around a file ends at a large folder, so that a file somewhere on a disk does not have all of
/// the disk read; in a small one the map is found.
#[test]
fn a_large_folder_is_no_map() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = MAP.split_at(MAP.find("services:").unwrap());
    std::fs::write(folder.path().join("a.yaml"), first).unwrap();
    let uri = format!("file://{}", folder.path().join("b.yaml").display());
    let definition = || {
        let mut session = Session::new(&json!({}));
        session.open(&uri, second);
        let found = session.ask("textDocument/definition", at(&uri, 1, 35));
        assert_eq!(session.end(), Ending::Agreed);
        found
    };
    std::fs::write(folder.path().join("b.yaml"), second).unwrap();
    assert!(definition()["uri"].as_str().unwrap().ends_with("a.yaml"));
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    for number in 0..5_000 {
        std::fs::File::create(below.join(number.to_string())).unwrap();
    }
    assert_eq!(definition(), Value::Null);
}
