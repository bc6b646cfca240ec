//! The formats in which every command writes its answer.

use crate::words::words;

words! {
    /// A format of an answer.
    pub Format {
        /// A table for the screen
        Table "table",
        /// One fact per line, tab-separated: for grep and screen readers
        Plain "plain",
        /// JSON, version 2
        Json "json",
        /// CSV
        Csv "csv",
        /// A Markdown table
        Markdown "markdown",
        /// A page for a browser, for printing or for an office program
        Html "html",
    }
}

impl Format {
    /// The endings of its files; the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Table => &["txt"],
            Self::Plain => &["tsv"],
            Self::Json => &["json"],
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
        }
    }

    /// Whether it is read by programs: then it holds everything, and nothing in it is changed for a screen.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Csv)
    }

    /// Whether its bytes are exact: nothing in it is coloured for a screen.
    pub fn is_exact(self) -> bool {
        // A page is neither coloured nor cut: it has its own style sheet.
        self.is_data() || self == Self::Html
    }
}
