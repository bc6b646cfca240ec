//! Nodes to records: what doesn't fit becomes a problem at its place, and decoding goes on.

use super::{
    key_words::likely_keys,
    node::{Node, NodeEntry, NodeValue, ScalarText},
    shape::{Shape, ValueType},
    text::Text,
};
use crate::{
    diag::{Code, Diagnostic, FileId, Nearest, Place, Slice, excerpt, write_one_of},
    id::index32,
};
use std::collections::HashSet;

/// The keys of a mapping that are looked through one by one: more than any record of the format has, so that a set of
/// them is made only for mappings whose keys the author chooses.
const FEW_KEYS: usize = 32;

/// The keys of a mapping from the [`FEW_KEYS`]th on.
#[derive(Default)]
struct KnownKeys(HashSet<Box<str>>);

/// The most bytes of one text.
// Far more than any text of a map; it bounds what a single value costs (SPEC 7).
const LONGEST: usize = 64 << 20;

/// How many events aliases may repeat in all files of a run (SPEC 7). Maps repeat a few by hand.
pub(super) const MOST_REPEATED: usize = 1_000_000;

/// The most bytes of text that aliases may repeat.
// One event can be a long text.
const ALIASED: usize = 64 << 20;

/// Decodes the records of one file, and collects what is wrong in them.
pub(super) struct Decoder<'t> {
    file: FileId,
    /// The whole text of the file, of which records hold slices.
    whole: &'t Slice,
    /// The text of the file, or of the one document of it that is read.
    pub(super) text: &'t str,
    /// At which byte of the file that text begins.
    pub(super) offset: usize,
    /// The problems found so far.
    pub(super) problems: Vec<Diagnostic>,
    nearest: Nearest,
    /// The number of events that aliases may still repeat.
    pub(super) aliases_left: usize,
    /// The bytes of text that records may still hold: as many as the file has, and some by aliases.
    room: usize,
}

impl<'t> Decoder<'t> {
    pub(super) fn new(file: FileId, whole: &'t Slice) -> Self {
        Self {
            file,
            whole,
            text: whole,
            offset: 0,
            problems: Vec::new(),
            nearest: Nearest::default(),
            aliases_left: MOST_REPEATED,
            // Without aliases the texts of all records together are never longer than the file.
            room: whole.len() + ALIASED,
        }
    }

    /// A decoder of values that are no text of a file: their size was limited where they were read.
    pub(super) fn without_limit(file: FileId, whole: &'t Slice) -> Self {
        Self { room: usize::MAX, ..Self::new(file, whole) }
    }

    /// Goes on with a document that begins at byte `offset` of the file.
    pub(super) fn go_to(&mut self, text: &'t str, offset: usize) {
        self.text = text;
        self.offset = offset;
        // Each document may hold its own text; what aliases of earlier documents
        // have used up stays used.
        self.room = self.room.max(text.len() + ALIASED);
    }

    /// Takes room for a text; reports once when aliases have used it up.
    fn takes(&mut self, place: Place, length: usize) -> bool {
        let left = self.room.checked_sub(length);
        if left.is_none() && self.room > 0 {
            let message = "this is more than any map needs: aliases repeat too much text";
            self.problems.push(Diagnostic::new(Code::TooMuch, place, message));
        }
        self.room = left.unwrap_or(0);
        left.is_some()
    }

    /// The text as a record holds it: a slice of the file, unless escapes or folded lines make it differ.
    fn slice(&self, text: ScalarText<'t>) -> Slice {
        match text {
            ScalarText::Borrowed(part) => self.whole.share(part),
            ScalarText::Owned(own) => own,
        }
    }

    /// The place of a byte of the text that is read.
    pub(super) fn place(&self, at: u32) -> Place {
        Place { file: self.file, offset: index32(self.offset) + at }
    }

    /// The text of a scalar, as it is written; `None` for anything else.
    pub(super) fn text_of(&self, node: &Node<'t>) -> Option<ScalarText<'t>> {
        match &node.value {
            NodeValue::Text(text) => Some(text.clone()),
            // SPEC 2: text stays as written where text is expected (`007`, `1e3`, `no`).
            NodeValue::Literal => self.literal(node).map(ScalarText::Borrowed),
            NodeValue::Null | NodeValue::List(_) | NodeValue::Map(_) => None,
        }
    }

    /// The text of a scalar, borrowed from its node.
    pub(super) fn word<'n>(&self, node: &'n Node<'t>) -> Option<&'n str> {
        match &node.value {
            NodeValue::Text(text) => Some(text),
            NodeValue::Literal => self.literal(node),
            NodeValue::Null | NodeValue::List(_) | NodeValue::Map(_) => None,
        }
    }

    fn literal(&self, node: &Node<'t>) -> Option<&'t str> {
        let start = node.start as usize;
        let written = self.text.get(start..start + node.length as usize)?;
        Some(written.trim())
    }

    /// The keys and values of a mapping that is `what`, each key once; reports those that are no texts or
    /// occur twice.
    pub(super) fn entries(&mut self, node: Node<'t>, what: &str) -> Option<Vec<NodeEntry<'t>>> {
        let NodeValue::Map(mut entries) = node.value else {
            self.wrong_type(&node, what);
            return None;
        };
        let mut known = KnownKeys::default();
        let mut kept = 0;
        for at in 0..entries.len() {
            if self.is_new_key(&entries[at].0, &entries[..kept], &mut known) {
                // The first of several same keys is kept; the mapping is compacted in place.
                entries.swap(kept, at);
                kept += 1;
            }
        }
        entries.truncate(kept);
        Some(entries)
    }

    /// Whether a key is a text that none of the keys before it is; reports where it is not.
    fn is_new_key(
        &mut self,
        key: &Node<'t>,
        before: &[NodeEntry<'t>],
        known: &mut KnownKeys,
    ) -> bool {
        let Some(word) = self.word(key) else {
            self.wrong_type(key, "a text");
            return false;
        };
        let few = before.iter().take(FEW_KEYS);
        let is_known = few.map(|(known, _)| self.word(known)).any(|known| known == Some(word))
            || (before.len() >= FEW_KEYS && known.0.contains(word));
        if is_known {
            self.duplicate_key(self.place(key.at), word);
        } else if before.len() >= FEW_KEYS {
            known.0.insert(word.into());
        }
        !is_known
    }

    /// Reports a node that isn't `wanted`.
    pub(super) fn wrong_type(&mut self, node: &Node<'_>, wanted: &str) {
        let place = self.place(node.at);
        let found = node.value.word();
        self.problems.push(
            Diagnostic::new(Code::WrongType, place, format!("expected {wanted}, found {found}"))
                .label(format!("this is {found}"))
                .help(format!("write {wanted}")),
        );
    }

    /// Reports a key that `what` doesn't have.
    pub(super) fn unknown_key(&mut self, place: Place, key: &str, what: &str, known: &[&str]) {
        let likely = likely_keys(&mut self.nearest, key, known.iter().copied());
        let help = write_one_of(&likely).unwrap_or_else(|| {
            let free = if known.contains(&"notes") { "; free text belongs in `notes`" } else { "" };
            // Services are no part of the entry of their department.
            let is_services = matches!(key, "provides" | "services") && known.contains(&"serves");
            let list = if is_services {
                "; services are a list of their own, each with `provided_by`"
            } else {
                ""
            };
            format!("known here: {}{list}{free}", known.join(", "))
        });
        self.problems.push(
            Diagnostic::new(
                Code::UnknownKey,
                place,
                format!("{what} has no key `{}`", excerpt(key)),
            )
            .label("not a key of the file format")
            .help(help),
        );
    }

    /// Reports a key that occurs twice.
    pub(super) fn duplicate_key(&mut self, place: Place, key: &str) {
        let key = excerpt(key);
        self.problems.push(
            Diagnostic::new(Code::DuplicateKey, place, format!("`{key}` occurs a second time"))
                .label("the first one is further up")
                .help(format!("keep one `{key}`; a list takes several items")),
        );
    }
}

/// Something that a node can be decoded to.
pub(super) trait Decode: Sized {
    /// What was meant, or `None` for nothing there or something wrong, which is then reported.
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self>;

    /// What it takes, where its texts say what is `given`.
    fn shape(given: ValueType) -> Shape;
}

impl Decode for Text {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        // SPEC 2: a key with nothing after it counts as absent.
        if matches!(node.value, NodeValue::Null) {
            return None;
        }
        let place = decoder.place(node.at);
        let Some(value) = decoder.text_of(&node) else {
            decoder.wrong_type(&node, "a text");
            return None;
        };
        if value.len() > LONGEST {
            let message = format!("this text is longer than any map needs: {} bytes", value.len());
            let problem = Diagnostic::new(Code::TooMuch, place, message);
            decoder.problems.push(problem.help("shorten it, or write its address as `url`"));
            return None;
        }
        let fits = decoder.takes(place, value.len());
        fits.then(|| Self { value: decoder.slice(value), place })
    }

    fn shape(given: ValueType) -> Shape {
        Shape::Text(given)
    }
}
