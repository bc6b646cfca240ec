//! Requests of the editor and their answers.

use super::{
    convert::{Converter, own},
    reply::{Answer, Reply, RequestFailure},
    session::{Abilities, Session},
    uri,
    workspace::name_of,
};
use crate::{
    analysis::{Privacy, View},
    diag::FileId,
    graph::Graph,
    language::{
        self, LineIndex, Located, PositionEncoding, Proposal, ProposalKind, Renamed, Snapshot,
    },
    render::html,
    report::{BriefSource, Cards, SiteSource, site},
};
use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{path::PathBuf, sync::Arc};

/// The command that opens the page of a map.
const OPEN_PAGE: &str = "custmap.openPage";
/// At most this many symbols of the workspace are listed. Editors ask again with each letter.
const MOST_SYMBOLS: usize = 1_000;

/// What the server can do.
pub(super) fn capabilities(abilities: Abilities) -> Value {
    let encoding = match abilities.encoding {
        PositionEncoding::Utf8 => "utf-8",
        PositionEncoding::Utf16 => "utf-16",
    };
    json!({
        "capabilities": {
            "positionEncoding": encoding,
            // 2: only what changed is sent.
            "textDocumentSync": {"openClose": true, "change": 2, "save": true},
            // What begins a value, an item or a key; editors ask after letters by themselves.
            "completionProvider": {"triggerCharacters": [" ", "-", "[", ",", ":"]},
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "foldingRangeProvider": true,
            "inlayHintProvider": true,
            "renameProvider": {"prepareProvider": true},
            "codeActionProvider": {
                "codeActionKinds": ["quickfix", "refactor"],
                "resolveProvider": true,
            },
            "executeCommandProvider": {"commands": [OPEN_PAGE]},
        },
        "serverInfo": {"name": "custmap", "version": env!("CARGO_PKG_VERSION")},
    })
}

/// The file that a request is about, in a snapshot with every change.
pub(super) struct RequestDocument {
    map: PathBuf,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) file: FileId,
}

impl Session<'_> {
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Result<Reply, RequestFailure> {
        let answer = match method {
            "textDocument/documentSymbol" => {
                return self.document_symbols(&read(params)?).map(Reply::Text);
            }
            "textDocument/foldingRange" => return self.foldings(&read(params)?).map(Reply::Text),
            "textDocument/completion" => self.completion(&read(params)?),
            "textDocument/hover" => self.hover(&read(params)?),
            "textDocument/definition" => self.definition(&read(params)?),
            "textDocument/references" => self.references(&read(params)?),
            "textDocument/documentHighlight" => self.highlights(&read(params)?),
            "workspace/symbol" => self.workspace_symbols(&read(params)?),
            "textDocument/inlayHint" => self.hints(&read(params)?),
            "textDocument/prepareRename" => self.prepare_rename(&read(params)?),
            "textDocument/rename" => self.rename(&read(params)?),
            "textDocument/codeAction" => self.actions(&read(params)?),
            "codeAction/resolve" => self.resolve_action(read(params)?),
            "workspace/executeCommand" => self.command(&read(params)?),
            _ => Err(RequestFailure::new(ErrorCode::MethodNotFound, format!("no method {method}"))),
        };
        answer.map(Reply::Value)
    }

    /// Returns the open file at an address, in a snapshot with every change.
    pub(super) fn document(&mut self, uri: &lsp::Uri) -> Result<RequestDocument, RequestFailure> {
        // The protocol lets editors ask only about texts that they have opened.
        let closed = || RequestFailure::new(ErrorCode::InvalidParams, format!("{uri} is not open"));
        let map = self.workspace.buffers.get(&uri.0).ok_or_else(closed)?.map.clone();
        // With every change: an answer about older text would have wrong positions.
        let snapshot = self.current(&map).ok_or_else(closed)?;
        let file = snapshot.file(&name_of(&uri.0)).ok_or_else(closed)?;
        Ok(RequestDocument { map, snapshot, file })
    }

    pub(super) fn converter<'s>(
        &'s self,
        document: &'s RequestDocument,
    ) -> Result<Converter<'s>, RequestFailure> {
        let map = self.workspace.maps.get(&document.map);
        let map =
            map.ok_or_else(|| RequestFailure::new(ErrorCode::InternalError, "the map is closed"))?;
        Ok(Converter::new(map, &document.snapshot, self.abilities.encoding))
    }

    fn completion(&mut self, params: &lsp::CompletionParams) -> Answer {
        let lsp::TextDocumentPositionParams { text_document, position } =
            &params.text_document_position_params;
        let uri = &text_document.uri.0;
        let Some(buffer) = self.workspace.buffers.get(uri) else {
            return Err(RequestFailure::new(
                ErrorCode::InvalidParams,
                format!("{uri} is not open"),
            ));
        };
        // The text as it is now, with the names of the last snapshot: a completion does not wait.
        let (text, map) = (buffer.text.clone(), buffer.map.clone());
        let Some(snapshot) = self.latest(&map) else { return Ok(Value::Null) };
        let (lines, encoding) = (LineIndex::new(&text), self.abilities.encoding);
        let offset = lines.offset(&text, own(*position), encoding);
        let proposals = language::complete(&snapshot, &text, offset);
        let place = |at: usize| {
            let language::Position { line, column } = lines.position(&text, at, encoding);
            lsp::Position { line, character: column }
        };
        let range = lsp::Range { start: place(proposals.range.start), end: place(offset) };
        let snippets = self.abilities.snippets;
        let all = proposals.all.iter().filter(|one| snippets || one.kind != ProposalKind::Template);
        let items: Vec<lsp::CompletionItem> =
            all.enumerate().map(|(rank, one)| item(rank, one, range)).collect();
        value(lsp::CompletionList {
            is_incomplete: proposals.is_partial,
            items,
            ..lsp::CompletionList::default()
        })
    }

    fn hover(&mut self, params: &lsp::HoverParams) -> Answer {
        let at = &params.text_document_position_params;
        let document = self.document(&at.text_document.uri)?;
        let mut converter = self.converter(&document)?;
        let offset = converter.offset(document.file, at.position);
        let Some(hover) = language::hover(&document.snapshot, document.file, offset) else {
            return Ok(Value::Null);
        };
        let range = converter.range(document.file, &hover.span);
        Ok(json!({"contents": {"kind": "markdown", "value": hover.text}, "range": range}))
    }

    /// The number of the entry at a position.
    fn entry(
        &self,
        document: &RequestDocument,
        position: lsp::Position,
    ) -> Result<Option<usize>, RequestFailure> {
        let offset = self.converter(document)?.offset(document.file, position);
        Ok(match language::located(&document.snapshot, document.file, offset) {
            Some(Located::Declaration { entry, .. }) => Some(entry),
            Some(Located::Mention { entry, .. }) => entry,
            Some(Located::Key { .. }) | None => None,
        })
    }

    fn definition(&mut self, params: &lsp::DefinitionParams) -> Answer {
        let at = &params.text_document_position_params;
        let document = self.document(&at.text_document.uri)?;
        let Some(entry) = self.entry(&document, at.position)? else { return Ok(Value::Null) };
        let Some(found) = language::declaration_of(&document.snapshot, entry) else {
            return Ok(Value::Null);
        };
        value(self.converter(&document)?.location(found.place.file, &found.span))
    }

    fn references(&mut self, params: &lsp::ReferenceParams) -> Answer {
        let at = &params.text_document_position_params;
        let document = self.document(&at.text_document.uri)?;
        let Some(entry) = self.entry(&document, at.position)? else { return Ok(Value::Null) };
        let mut converter = self.converter(&document)?;
        let all = language::references(&document.snapshot, entry);
        let wanted =
            all.iter().filter(|one| params.context.include_declaration || one.key.is_some());
        let places: Vec<lsp::Location> =
            wanted.map(|one| converter.location(one.place.file, &one.span)).collect();
        value(places)
    }

    fn highlights(&mut self, params: &lsp::DocumentHighlightParams) -> Answer {
        let at = &params.text_document_position_params;
        let document = self.document(&at.text_document.uri)?;
        let Some(entry) = self.entry(&document, at.position)? else { return Ok(Value::Null) };
        let mut converter = self.converter(&document)?;
        let all = language::references(&document.snapshot, entry);
        let here = all.iter().filter(|one| one.place.file == document.file);
        let places: Vec<Value> = here
            .map(|one| json!({"range": converter.range(document.file, &one.span), "kind": 1}))
            .collect();
        value(places)
    }

    fn document_symbols(
        &mut self,
        params: &lsp::DocumentSymbolParams,
    ) -> Result<String, RequestFailure> {
        let document = self.document(&params.text_document.uri)?;
        let mut converter = self.converter(&document)?;
        let symbols = language::symbols(&document.snapshot, document.file);
        let entries = symbols.iter().map(|symbol| EntrySymbol {
            name: &symbol.name,
            detail: symbol.list,
            kind: symbol_kind(symbol.list),
            range: converter.range(document.file, &symbol.range),
            selection_range: converter.range(document.file, &symbol.selection),
        });
        text(entries)
    }

    fn workspace_symbols(&mut self, params: &lsp::WorkspaceSymbolParams) -> Answer {
        let query = params.query.to_lowercase();
        let maps: Vec<PathBuf> = self.workspace.maps.keys().cloned().collect();
        let mut found = Vec::new();
        for map in maps {
            let Some(snapshot) = self.current(&map) else { continue };
            let files: Vec<FileId> = snapshot.sources.iter().map(|(id, _)| id).collect();
            for file in files {
                let document =
                    RequestDocument { map: map.clone(), snapshot: Arc::clone(&snapshot), file };
                let mut converter = self.converter(&document)?;
                let all = language::symbols(&snapshot, file).into_iter();
                let fitting = all.filter(|symbol| symbol.name.to_lowercase().contains(&query));
                for symbol in fitting.take(MOST_SYMBOLS.saturating_sub(found.len())) {
                    found.push(json!({
                        "name": symbol.name,
                        "containerName": symbol.list,
                        "kind": symbol_kind(symbol.list),
                        "location": converter.location(file, &symbol.selection),
                    }));
                }
            }
        }
        value(found)
    }

    fn foldings(&mut self, params: &lsp::FoldingRangeParams) -> Result<String, RequestFailure> {
        let document = self.document(&params.text_document.uri)?;
        let mut converter = self.converter(&document)?;
        let folded = language::foldings(&document.snapshot, document.file);
        let ranges = folded.iter().map(|range| {
            let lsp::Range { start, end } = converter.range(document.file, range);
            FoldedLines { start_line: start.line, end_line: end.line }
        });
        // Editors fold whole lines: what is on one line can't be folded.
        text(ranges.filter(|folded| folded.start_line < folded.end_line))
    }

    fn hints(&mut self, params: &lsp::InlayHintParams) -> Answer {
        let document = self.document(&params.text_document.uri)?;
        let mut converter = self.converter(&document)?;
        let start = converter.offset(document.file, params.range.start);
        let end = converter.offset(document.file, params.range.end);
        let mut hints = Vec::new();
        for hint in language::hints(&document.snapshot, document.file, &(start..end)) {
            let position = converter.position(document.file, hint.at);
            hints.push(json!({"position": position, "label": hint.text, "paddingLeft": true}));
        }
        value(hints)
    }

    fn prepare_rename(&mut self, params: &lsp::PrepareRenameParams) -> Answer {
        let at = &params.text_document_position_params;
        let document = self.document(&at.text_document.uri)?;
        let mut converter = self.converter(&document)?;
        let offset = converter.offset(document.file, at.position);
        let span = match language::located(&document.snapshot, document.file, offset) {
            Some(Located::Declaration { span, .. }) => span,
            Some(Located::Mention { mention, entry: Some(_) }) => mention.span,
            // `null` says that there is nothing to rename here.
            _ => return Ok(Value::Null),
        };
        let text = document
            .snapshot
            .sources
            .file(document.file)
            .text
            .get(span.clone())
            .unwrap_or_default();
        // The quotes stay where they are, whatever the new name is.
        let placeholder = text.trim_matches(['"', '\'']);
        let range = converter.range(document.file, &span);
        Ok(json!({"range": range, "placeholder": placeholder}))
    }

    fn rename(&mut self, params: &lsp::RenameParams) -> Answer {
        let at = &params.text_document_position_params;
        let document = self.document(&at.text_document.uri)?;
        let mut converter = self.converter(&document)?;
        let offset = converter.offset(document.file, at.position);
        let Renamed { files, .. } =
            language::rename_at(&document.snapshot, document.file, offset, &params.new_name)?;
        value(converter.workspace_edit(&files))
    }

    fn command(&mut self, params: &lsp::ExecuteCommandParams) -> Answer {
        if params.command != OPEN_PAGE {
            let message = format!("no command {}", params.command);
            return Err(RequestFailure::new(ErrorCode::InvalidParams, message));
        }
        let named = params.arguments.as_deref().unwrap_or_default().first().and_then(Value::as_str);
        let buffers = &self.workspace.buffers;
        // An editor may run the command without an argument, from its palette.
        let buffer = named.and_then(|uri| buffers.get(uri)).or_else(|| buffers.values().next());
        let Some(map) = buffer.map(|buffer| buffer.map.clone()) else {
            return Err(RequestFailure::new(ErrorCode::RequestFailed, "no map is open"));
        };
        let snapshot = self.current(&map);
        let sound = snapshot.as_ref().and_then(|snapshot| snapshot.valid_map());
        let (Some(snapshot), Some(organisation)) = (&snapshot, sound) else {
            return Err(RequestFailure::new(
                ErrorCode::RequestFailed,
                "the map has errors: correct them first",
            ));
        };
        let graph = Graph::build(organisation);
        let view = View::whole(&graph);
        let today = self.options.today.clone();
        // SPEC 5, Privacy: a page is passed on, so departures are left out.
        let findings = view.findings(&today, Privacy::Public);
        let name = crate::input::display_name(&map);
        let (sources, privacy) = (&snapshot.sources, Privacy::Public);
        let from = SiteSource { findings: &findings, sources, name: &name, today: &today, privacy };
        let brief = BriefSource::new(&findings, &name);
        let (page, cards) = (site(view, from, brief), Cards::new(view, from));
        let mut bytes = Vec::new();
        let failed = |error: std::io::Error| {
            RequestFailure::new(ErrorCode::RequestFailed, error.to_string())
        };
        html::site(&page, &cards, &mut bytes).map_err(failed)?;
        let path = (self.options.write_page)(&bytes).map_err(failed)?;
        if !snapshot.is_sound() {
            self.message("The map has errors: the page shows its last state without errors");
        }
        if self.abilities.shows_documents {
            let uri = uri::of_path(&path);
            self.ask("window/showDocument", json!({"uri": uri, "external": true}));
        } else {
            self.message(&format!("The page is in {}", path.display()));
        }
        Ok(Value::Null)
    }
}

pub(super) fn read<P: DeserializeOwned>(params: Value) -> Result<P, RequestFailure> {
    serde_json::from_value(params)
        .map_err(|error| RequestFailure::new(ErrorCode::InvalidParams, error.to_string()))
}

pub(super) fn value(answer: impl Serialize) -> Answer {
    serde_json::to_value(answer)
        .map_err(|error| RequestFailure::new(ErrorCode::InternalError, error.to_string()))
}

/// A list as JSON.
fn text(entries: impl Iterator<Item = impl Serialize>) -> Result<String, RequestFailure> {
    serde_json::to_string(&entries.collect::<Vec<_>>())
        .map_err(|error| RequestFailure::new(ErrorCode::InternalError, error.to_string()))
}

/// An entry in the list of a file, as the protocol has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EntrySymbol<'s> {
    name: &'s str,
    detail: &'static str,
    kind: u32,
    range: lsp::Range,
    selection_range: lsp::Range,
}

/// Lines that can be folded, as the protocol has them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FoldedLines {
    start_line: u32,
    end_line: u32,
}

fn item(rank: usize, one: &Proposal, range: lsp::Range) -> lsp::CompletionItem {
    let (kind, is_template) = match one.kind {
        ProposalKind::Key => (lsp::CompletionItemKind::Property, false),
        ProposalKind::Word => (lsp::CompletionItemKind::EnumMember, false),
        ProposalKind::Name => (lsp::CompletionItemKind::Reference, false),
        ProposalKind::Template => (lsp::CompletionItemKind::Snippet, true),
    };
    let edit = lsp::TextEdit { range, new_text: one.insert.clone() };
    let format =
        if is_template { lsp::InsertTextFormat::Snippet } else { lsp::InsertTextFormat::PlainText };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    lsp::CompletionItem {
        label: one.label.clone(),
        kind: Some(kind),
        detail: some(&one.detail),
        documentation: some(&one.description).map(lsp::Documentation::String),
        // Editors sort by the label otherwise; the order of the proposals is meant.
        sort_text: Some(format!("{rank:05}")),
        filter_text: Some(one.filter.clone()),
        insert_text_format: Some(format),
        text_edit: Some(edit.into()),
        ..lsp::CompletionItem::default()
    }
}

/// The kind of symbol that the entries of a list are shown as: numbers of the protocol.
fn symbol_kind(list: &str) -> u32 {
    match list {
        "organisation" | "organization" => 4, // package
        "departments" => 3,                   // namespace
        "people" => 13,                       // variable
        "groups" => 18,                       // array
        "services" => 12,                     // function
        "beneficiaries" | "customers" | "payers" | "funders" => 11, // interface
        _ => 19,                              // object
    }
}
