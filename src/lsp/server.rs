//! The main loop: messages in, answers and diagnostics out.

use super::{
    answers,
    convert::own,
    reply::{Reply, RequestFailure},
    session::{Abilities, Options, Session},
    workspace::Workspace,
};
use crate::language::{PositionEncoding, Snapshot};
use crossbeam_channel::{Receiver, Sender, after, never, select, unbounded};
use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

/// The time from the last change until diagnostics are derived. Shorter than people notice, longer than between two
/// keys of fast typing.
const QUIET: Duration = Duration::from_millis(50);

/// How the session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As agreed: `shutdown`, then `exit`.
    Agreed,
    /// The editor went away.
    Abrupt,
}

/// The session ended before it began: the first message was `exit`.
#[derive(Debug, thiserror::Error)]
#[error("the editor ended the session before `initialize`")]
pub struct NotInitialized;

/// The state of the main loop.
struct Server<'c> {
    session: Session<'c>,
    /// Messages that have arrived and were not looked at.
    inbox: VecDeque<Message>,
    /// When diagnostics are due.
    due: Option<Instant>,
    /// The map that is being derived.
    deriving: Option<PathBuf>,
    derived: (Sender<Derived>, Receiver<Derived>),
    is_shut_down: bool,
}

/// What the thread that derives returns.
struct Derived {
    map: PathBuf,
    change: u64,
    snapshot: Snapshot,
}

/// Answers an editor until it ends the session.
///
/// # Errors
/// Where the first message is `exit`.
pub fn serve(connection: &Connection, options: Options) -> Result<Ending, NotInitialized> {
    let (id, params) = match connection.initialize_start() {
        Ok(begun) => begun,
        Err(error) if error.channel_is_disconnected() => return Ok(Ending::Abrupt),
        Err(_) => return Err(NotInitialized),
    };
    let params: lsp::InitializeParams = serde_json::from_value(params).unwrap_or_default();
    let abilities = abilities(&params);
    let result = answers::capabilities(abilities);
    let _ = connection.sender.send(Response::new_ok(id, result).into());
    let workspace =
        Workspace { named: options.map.clone(), folder: folder(&params), ..Workspace::default() };
    let mut server = Server {
        session: Session { connection, options, abilities, workspace, last_id: 0 },
        inbox: VecDeque::new(),
        due: None,
        deriving: None,
        derived: unbounded(),
        is_shut_down: false,
    };
    Ok(server.run())
}

fn abilities(params: &lsp::InitializeParams) -> Abilities {
    let capabilities = &params.capabilities;
    let encodings = capabilities.general.as_ref().and_then(|it| it.position_encodings.as_ref());
    let utf8 = encodings.is_some_and(|all| all.contains(&lsp::PositionEncodingKind::UTF8));
    let value = serde_json::to_value(capabilities).unwrap_or_default();
    let has = |path: &str| value.pointer(path).and_then(Value::as_bool).unwrap_or(false);
    let resolved = value.pointer("/textDocument/codeAction/resolveSupport/properties");
    let edits =
        resolved.and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == "edit"));
    Abilities {
        encoding: if utf8 { PositionEncoding::Utf8 } else { PositionEncoding::Utf16 },
        snippets: has("/textDocument/completion/completionItem/snippetSupport"),
        resolves_edits: edits && has("/textDocument/codeAction/dataSupport"),
        shows_documents: has("/window/showDocument/support"),
    }
}

/// The folder that the editor has open.
#[expect(deprecated, reason = "older editors name only the root")]
fn folder(params: &lsp::InitializeParams) -> Option<PathBuf> {
    let value = serde_json::to_value(&params.workspace_folders_initialize_params).ok()?;
    let first = value.pointer("/workspaceFolders/0/uri").and_then(Value::as_str);
    let root = params.root_uri.as_ref().map(AsRef::as_ref);
    super::uri::to_path(first.or(root)?)
}

impl Server<'_> {
    fn run(&mut self) -> Ending {
        loop {
            match self.next() {
                Next::Message(Message::Request(request)) => self.request(request),
                Next::Message(Message::Notification(one)) if one.method == "exit" => {
                    return if self.is_shut_down { Ending::Agreed } else { Ending::Abrupt };
                }
                Next::Message(Message::Notification(one)) => self.notification(one),
                // Answers to what the server asked need no reaction.
                Next::Message(Message::Response(_)) => {}
                Next::Derived(derived) => self.take(derived),
                Next::Due => self.derive_in_background(),
                Next::End => return Ending::Abrupt,
            }
        }
    }

    /// Waits for what is next.
    fn next(&mut self) -> Next {
        self.inbox.extend(self.session.connection.receiver.try_iter());
        if let Some(message) = self.inbox.pop_front() {
            return Next::Message(message);
        }
        // One map is derived at a time.
        let due = self.due.filter(|_| self.deriving.is_none());
        let timer =
            due.map_or_else(never, |due| after(due.saturating_duration_since(Instant::now())));
        select! {
            recv(self.session.connection.receiver) -> message => message.map_or(Next::End, Next::Message),
            recv(self.derived.1) -> derived => derived.map_or(Next::End, Next::Derived),
            recv(timer) -> _ => Next::Due,
        }
    }

    /// Derives the next map that has changed, in a thread of its own.
    fn derive_in_background(&mut self) {
        let next = self.session.workspace.maps.iter().find(|(_, map)| !map.is_current());
        let Some((path, map)) = next.map(|(path, map)| (path.clone(), map)) else {
            self.due = None;
            return;
        };
        let (files, change) = (self.session.workspace.map_files(&path), map.changed);
        let previous = map.snapshot.clone();
        let (today, sender) = (self.session.options.today.clone(), self.derived.0.clone());
        self.deriving = Some(path.clone());
        let derive = Arc::new(move || {
            let snapshot = Snapshot::new(&files, previous.as_deref(), today.clone());
            // Nobody waits for it where the session has ended.
            let _ = sender.send(Derived { map: path.clone(), change, snapshot });
        });
        let in_background = Arc::clone(&derive);
        if thread::Builder::new().spawn(move || in_background()).is_err() {
            // Where the system has no thread left, answers wait instead.
            derive();
        }
    }

    /// Takes what was derived, and sends the diagnostics.
    fn take(&mut self, derived: Derived) {
        self.deriving = None;
        let Derived { map: path, change, snapshot } = derived;
        let Some(map) = self.session.workspace.maps.get_mut(&path) else { return };
        // An answer may have derived a newer state meanwhile, which stays.
        if change >= map.derived {
            (map.snapshot, map.derived) = (Some(Arc::new(snapshot)), change);
        }
        self.due =
            self.session.workspace.maps.values().any(|map| !map.is_current()).then(Instant::now);
        self.session.publish(&path);
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let failure = |code, message: &str| Err(RequestFailure::new(code, message));
        let reply = if self.is_shut_down {
            failure(ErrorCode::InvalidRequest, "the session is over")
        } else if self.is_cancelled(&id) {
            failure(ErrorCode::RequestCanceled, "cancelled by the editor")
        } else if method == "shutdown" {
            self.is_shut_down = true;
            Ok(Reply::Value(Value::Null))
        } else {
            self.session.answer(&method, params)
        };
        self.session.respond(id, reply);
    }

    /// Whether the editor has withdrawn a request that waited.
    fn is_cancelled(&mut self, id: &RequestId) -> bool {
        self.inbox.extend(self.session.connection.receiver.try_iter());
        let wanted = json!(id);
        self.inbox.iter().any(|message| {
            matches!(message, Message::Notification(one)
                if one.method == "$/cancelRequest" && one.params.get("id") == Some(&wanted))
        })
    }

    fn notification(&mut self, one: Notification) {
        match one.method.as_str() {
            "textDocument/didOpen" => self.with(one, Self::opened),
            "textDocument/didChange" => self.with(one, Self::changed),
            "textDocument/didClose" => self.with(one, Self::closed),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.session.workspace.reload_all();
                self.due_soon();
            }
            // `initialized`, `$/cancelRequest` of what was answered, and what this server has no use for.
            _ => {}
        }
    }

    /// Handles a notification. One that can't be read is passed over: nobody waits for an answer.
    fn with<P: DeserializeOwned>(&mut self, one: Notification, handle: fn(&mut Self, &P)) {
        match serde_json::from_value(one.params) {
            Ok(params) => handle(self, &params),
            Err(error) => {
                let message = format!("custmap: {} can't be read: {error}", one.method);
                self.session.notify("window/logMessage", json!({"type": 1, "message": message}));
            }
        }
    }

    fn due_soon(&mut self) {
        self.due = Some(Instant::now() + QUIET);
    }

    fn opened(&mut self, params: &lsp::DidOpenTextDocumentParams) {
        let lsp::TextDocumentItem { uri, text, version, .. } = &params.text_document;
        self.session.workspace.open(&uri.0, text.clone(), *version);
        // A file that is opened shows its errors at once: nobody is typing.
        self.due = Some(Instant::now());
    }

    fn changed(&mut self, params: &lsp::DidChangeTextDocumentParams) {
        let encoding = self.session.abilities.encoding;
        let document = &params.text_document;
        let uri = &document.text_document_identifier.uri.0;
        let Some(buffer) = self.session.workspace.buffers.get_mut(uri) else {
            return;
        };
        for change in &params.content_changes {
            match change {
                lsp::TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let range = own(part.range.start)..own(part.range.end);
                    buffer.change(Some(range), &part.text, encoding);
                }
                lsp::TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(
                    whole,
                ) => {
                    buffer.change(None, &whole.text, encoding);
                }
            }
        }
        buffer.version = document.version;
        let map = buffer.map.clone();
        if let Some(map) = self.session.workspace.maps.get_mut(&map) {
            map.changed += 1;
        }
        self.due_soon();
    }

    fn closed(&mut self, params: &lsp::DidCloseTextDocumentParams) {
        for uri in self.session.workspace.close(&params.text_document.uri.0) {
            let params = lsp::PublishDiagnosticsParams {
                uri: lsp::Uri(uri),
                version: None,
                diagnostics: Vec::new(),
            };
            self.session.notify("textDocument/publishDiagnostics", params);
        }
        self.due_soon();
    }
}

/// What the main loop does next.
enum Next {
    Message(Message),
    Derived(Derived),
    Due,
    End,
}
