//! What an entity is called: its kind, namespace and name, as references write it.

use std::fmt;

/// `component:default/web-shop`, small letters throughout: references compare so.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct EntityName {
    pub(super) kind: String,
    pub(super) namespace: String,
    pub(super) word: String,
}

impl EntityName {
    /// Reads `[kind:][namespace/]name`.
    pub(super) fn parse(text: &str, kind: &str, namespace: &str) -> Self {
        let folded = text.trim().to_lowercase();
        let (kind, rest) = match folded.split_once(':') {
            Some((kind, rest)) => (kind, rest),
            None => (kind, folded.as_str()),
        };
        let (namespace, name) = match rest.split_once('/') {
            Some((namespace, name)) => (namespace, name),
            None if folded.contains(':') => ("default", rest),
            None => (namespace, rest),
        };
        let [kind, namespace, word] = [kind, namespace, name].map(str::to_owned);
        Self { kind, namespace, word }
    }
}

impl fmt::Display for EntityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.namespace {
            "default" => write!(f, "{}:{}", self.kind, self.word),
            namespace => write!(f, "{}:{namespace}/{}", self.kind, self.word),
        }
    }
}
