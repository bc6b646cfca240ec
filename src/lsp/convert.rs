//! Places and changes in the words of the protocol.

use super::workspace::OpenMap;
use crate::{
    diag::{Diagnostic, FileId, Severity},
    language::{FileEdit, LineIndex, Position, PositionEncoding, Snapshot, token_end},
};
use gen_lsp_types as lsp;
use std::{collections::HashMap, ops::Range};

/// Converts between bytes of a snapshot's files and positions of the protocol.
pub(super) struct Converter<'s> {
    pub(super) map: &'s OpenMap,
    pub(super) snapshot: &'s Snapshot,
    pub(super) encoding: PositionEncoding,
    lines: HashMap<FileId, LineIndex>,
}

impl<'s> Converter<'s> {
    pub(super) fn new(
        map: &'s OpenMap,
        snapshot: &'s Snapshot,
        encoding: PositionEncoding,
    ) -> Self {
        Self { map, snapshot, encoding, lines: HashMap::new() }
    }

    fn text(&self, file: FileId) -> &'s str {
        &self.snapshot.sources.file(file).text
    }

    fn lines(&mut self, file: FileId) -> &LineIndex {
        let text = self.text(file);
        self.lines.entry(file).or_insert_with(|| LineIndex::new(text))
    }

    pub(super) fn position(&mut self, file: FileId, offset: usize) -> lsp::Position {
        let (text, encoding) = (self.text(file), self.encoding);
        let Position { line, column } = self.lines(file).position(text, offset, encoding);
        lsp::Position { line, character: column }
    }

    pub(super) fn range(&mut self, file: FileId, span: &Range<usize>) -> lsp::Range {
        lsp::Range { start: self.position(file, span.start), end: self.position(file, span.end) }
    }

    pub(super) fn offset(&mut self, file: FileId, position: lsp::Position) -> usize {
        let (text, encoding) = (self.text(file), self.encoding);
        self.lines(file).offset(text, own(position), encoding)
    }

    pub(super) fn uri(&self, file: FileId) -> lsp::Uri {
        lsp::Uri(self.map.uri_of(&self.snapshot.sources.file(file).name))
    }

    pub(super) fn location(&mut self, file: FileId, span: &Range<usize>) -> lsp::Location {
        lsp::Location { uri: self.uri(file), range: self.range(file, span) }
    }

    pub(super) fn diagnostic(&mut self, one: &Diagnostic) -> lsp::Diagnostic {
        let file = one.place.file;
        let start = one.place.offset as usize;
        let span = start..token_end(self.text(file), start);
        let others = one.others.iter().map(|(place, label)| {
            let at = place.offset as usize;
            let span = at..token_end(self.text(place.file), at);
            lsp::DiagnosticRelatedInformation {
                location: self.location(place.file, &span),
                message: label.clone(),
            }
        });
        let related: Vec<_> = others.collect();
        // The protocol has no field for help, so it is the second line of the message.
        let help = if one.help.is_empty() { String::new() } else { format!("\n{}", one.help) };
        lsp::Diagnostic {
            range: self.range(file, &span),
            severity: Some(match one.severity {
                Severity::Error => lsp::DiagnosticSeverity::Error,
                Severity::Warning => lsp::DiagnosticSeverity::Warning,
                Severity::Note => lsp::DiagnosticSeverity::Information,
            }),
            code: Some(lsp::Code::String(one.code.word().to_owned())),
            source: Some("custmap".to_owned()),
            message: lsp::Message::String(format!("{}{help}", one.message)),
            related_information: (!related.is_empty()).then_some(related),
            ..lsp::Diagnostic::default()
        }
    }

    /// Changes of files of the snapshot.
    pub(super) fn workspace_edit(&mut self, files: &[FileEdit]) -> lsp::WorkspaceEdit {
        let ids: Vec<FileId> = self.snapshot.sources.iter().map(|(id, _)| id).collect();
        let mut changes = HashMap::new();
        for file in files {
            let id = ids[file.file];
            let edits = file.edits.iter().map(|edit| lsp::TextEdit {
                range: self.range(id, &edit.range),
                new_text: edit.new.clone(),
            });
            let text_edits: Vec<_> = edits.collect();
            changes.insert(self.uri(id), text_edits);
        }
        lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() }
    }
}

/// A position of the protocol as one of this program.
pub(super) fn own(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}
