//! The state of a session: the open maps, and what is sent to the editor.

use super::{
    convert::Converter,
    reply::{Reply, RequestFailure},
    workspace::Workspace,
};
use crate::{
    diag::FileId,
    language::{PositionEncoding, Snapshot},
    model::Date,
};
use crossbeam_channel::Sender;
use gen_lsp_types as lsp;
use lsp_server::{Connection, Notification, Request, RequestId, Response, ResponseError};
use serde_json::json;
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Writes a page to a file of its own and returns its path.
pub type WritePage = fn(&[u8]) -> io::Result<PathBuf>;

/// How the server is set up.
#[derive(Debug)]
pub struct Options {
    /// The map that every file within it belongs to; where none is named, it is found for each file.
    pub map: Option<PathBuf>,
    /// The date that counts as today.
    pub today: Date,
    /// Writes a page to a file of its own and returns its path.
    pub write_page: WritePage,
    /// Takes long answers as JSON; without it they go the way of all messages.
    pub texts: Option<Sender<String>>,
}

/// What the editor can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Abilities {
    pub(super) encoding: PositionEncoding,
    /// Templates with places to fill in.
    pub(super) snippets: bool,
    /// Asking for the edit of a code action when it is taken.
    pub(super) resolves_edits: bool,
    /// Opening a document that the server names.
    pub(super) shows_documents: bool,
}

/// The state of a session.
pub(super) struct Session<'c> {
    pub(super) connection: &'c Connection,
    pub(super) options: Options,
    pub(super) abilities: Abilities,
    pub(super) workspace: Workspace,
    /// The number of the last request to the editor.
    pub(super) last_id: i32,
}

impl Session<'_> {
    /// The snapshot of a map with every change so far.
    pub(super) fn current(&mut self, path: &Path) -> Option<Arc<Snapshot>> {
        let map = self.workspace.maps.get(path)?;
        if !map.is_current() {
            let (files, previous) = (self.workspace.map_files(path), map.snapshot.clone());
            let snapshot = Snapshot::new(&files, previous.as_deref(), self.options.today.clone());
            let map = self.workspace.maps.get_mut(path)?;
            (map.snapshot, map.derived) = (Some(Arc::new(snapshot)), map.changed);
            self.publish(path);
        }
        self.workspace.maps.get(path)?.snapshot.clone()
    }

    /// The last snapshot of a map, which may lack the last changes.
    pub(super) fn latest(&mut self, path: &Path) -> Option<Arc<Snapshot>> {
        let known = self.workspace.maps.get(path)?.snapshot.clone();
        known.or_else(|| self.current(path))
    }

    /// Sends the diagnostics of each file of a map for which they changed.
    pub(super) fn publish(&mut self, path: &Path) {
        let Some(map) = self.workspace.maps.get(path) else { return };
        let Some(snapshot) = map.snapshot.clone() else { return };
        let mut converter = Converter::new(map, &snapshot, self.abilities.encoding);
        let files: Vec<FileId> = snapshot.sources.iter().map(|(id, _)| id).collect();
        let mut all: BTreeMap<String, Vec<lsp::Diagnostic>> =
            files.iter().map(|file| (converter.uri(*file).0, Vec::new())).collect();
        for one in &snapshot.diagnostics {
            let uri = converter.uri(one.place.file).0;
            all.entry(uri).or_default().push(converter.diagnostic(one));
        }
        // An editor keeps diagnostics until an empty list replaces them.
        let gone = map.published.keys().filter(|uri| !all.contains_key(*uri)).cloned();
        let closed: Vec<String> = gone.collect();
        all.extend(closed.into_iter().map(|uri| (uri, Vec::new())));
        let mut messages = Vec::new();
        for (uri, diagnostics) in &all {
            if map.published.get(uri).is_none_or(|sent| sent != diagnostics) {
                let buffer = self.workspace.buffers.get(uri);
                messages.push(lsp::PublishDiagnosticsParams {
                    uri: lsp::Uri(uri.clone()),
                    // With an older snapshot the version would claim that they
                    // belong to the text as it is.
                    version: buffer.map(|buffer| buffer.version).filter(|_| map.is_current()),
                    diagnostics: diagnostics.clone(),
                });
            }
        }
        for message in messages {
            self.notify("textDocument/publishDiagnostics", message);
        }
        if let Some(map) = self.workspace.maps.get_mut(path) {
            map.published = all;
        }
    }

    /// Answers a request.
    pub(super) fn respond(&self, id: RequestId, reply: Result<Reply, RequestFailure>) {
        let response_result = match (reply, &self.options.texts) {
            (Ok(Reply::Text(result)), Some(texts)) => {
                let id = json!(id);
                let _ = texts.send(format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#));
                return;
            }
            (Ok(Reply::Text(result)), None) => {
                Ok(serde_json::from_str(&result).unwrap_or_default())
            }
            // Not `Response::new_ok`, which copies the whole answer once more.
            (Ok(Reply::Value(result)), _) => Ok(result),
            (Err(RequestFailure { code, message }), _) => {
                Err(ResponseError { code: code as i32, message, data: None })
            }
        };
        let _ = self.connection.sender.send(Response { id, response_result }.into());
    }

    pub(super) fn notify(&self, method: &str, params: impl serde::Serialize) {
        let one = Notification::new(method.to_owned(), params);
        let _ = self.connection.sender.send(one.into());
    }

    /// Asks the editor for something.
    pub(super) fn ask(&mut self, method: &str, params: impl serde::Serialize) {
        self.last_id += 1;
        let request = Request::new(RequestId::from(self.last_id), method.to_owned(), params);
        let _ = self.connection.sender.send(request.into());
    }

    pub(super) fn message(&self, text: &str) {
        self.notify("window/showMessage", json!({"type": 3, "message": text}));
    }
}
