//! Code actions: what is offered at a place, and the edit of the one that is taken.

use super::{
    answers::{RequestDocument, read, value},
    convert::Converter,
    reply::{Answer, RequestFailure},
    session::Session,
};
use crate::language::{self, Action};
use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How much text is read to make the edits of one menu, where the editor can't ask for one edit at a time.
// Some 0.2 seconds. An edit reads its file twice; a menu may have twenty.
const MOST_BYTES_READ: usize = 8 << 20;

/// What an offer carries so that its edit can be made later.
#[derive(Debug, Serialize, Deserialize)]
struct OfferData {
    uri: lsp::Uri,
    range: lsp::Range,
    /// Its number among the offers for the range.
    number: usize,
}

impl Session<'_> {
    /// The changes that are offered for a range.
    pub(super) fn actions(&mut self, params: &lsp::CodeActionParams) -> Answer {
        let uri = &params.text_document.uri;
        let document = self.document(uri)?;
        let mut converter = self.converter(&document)?;
        let length = document.snapshot.sources.file(document.file).text.len();
        let mut budget = MOST_BYTES_READ / (2 * length).max(1);
        let mut offers = Vec::new();
        for (number, action) in offered(&document, &mut converter, params.range).iter().enumerate()
        {
            let kind = if action.answers.is_some() { "quickfix" } else { "refactor" };
            let is_wanted = params.context.only.as_ref().is_none_or(|only| {
                // Kinds are a hierarchy with dots: who asks for `refactor` gets
                // `refactor.rewrite` as well.
                only.iter().any(|one| kind.starts_with(&String::from(one.clone())))
            });
            if !is_wanted {
                continue;
            }
            let mut offer = json!({"title": action.title, "kind": kind});
            if action.is_at_hand() {
                offer["edit"] = edit(action, &document, &mut converter)?;
            } else if self.abilities.resolves_edits {
                let data = OfferData { uri: uri.clone(), range: params.range, number };
                offer["data"] = value(data)?;
            } else if budget > 0 {
                budget -= 1;
                let Ok(made) = edit(action, &document, &mut converter) else { continue };
                offer["edit"] = made;
            } else {
                continue;
            }
            if let Some(number) = action.answers {
                let answered = converter.diagnostic(&document.snapshot.diagnostics[number]);
                offer["diagnostics"] = value([answered])?;
            }
            offers.push(offer);
        }
        value(offers)
    }

    /// The offer with its edit.
    pub(super) fn resolve_action(&mut self, mut offer: Value) -> Answer {
        // An offer that came with its edit is returned as it is.
        let Some(data) = offer.get("data").filter(|data| !data.is_null()) else {
            return Ok(offer);
        };
        let OfferData { uri, range, number } = read(data.clone())?;
        let document = self.document(&uri)?;
        let mut converter = self.converter(&document)?;
        let actions = offered(&document, &mut converter, range);
        let title = offer.get("title").and_then(Value::as_str);
        // The text may have changed since the menu was opened.
        let action = actions.get(number).filter(|action| Some(&*action.title) == title);
        let action = action.ok_or_else(|| {
            let message = "the text has changed since this was offered: ask again";
            RequestFailure::new(ErrorCode::ContentModified, message)
        })?;
        offer["edit"] = edit(action, &document, &mut converter)?;
        Ok(offer)
    }
}

fn offered(
    document: &RequestDocument,
    converter: &mut Converter<'_>,
    range: lsp::Range,
) -> Vec<Action> {
    let start = converter.offset(document.file, range.start);
    let end = converter.offset(document.file, range.end);
    language::actions(&document.snapshot, document.file, &(start..end))
}

fn edit(action: &Action, document: &RequestDocument, converter: &mut Converter<'_>) -> Answer {
    let made = action.edit(&document.snapshot).map_err(|error| {
        let message = format!("this can't be written at its place: {error}");
        RequestFailure::new(ErrorCode::RequestFailed, message)
    })?;
    value(converter.workspace_edit(&[made]))
}
