//! The formats in which every command writes its answer.

/// Declares the formats, each with its word on the command line, what it is, and the endings of its files.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident $word:literal $about:literal [$($ending:literal),+],)+) => {
        /// A format of an answer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format { $($(#[$doc])* $format),+ }

        impl Format {
            /// Every format.
            pub const ALL: &[Self] = &[$(Self::$format),+];

            /// Its word on the command line.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$format => $word),+ }
            }

            /// What it is.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$format => $about),+ }
            }

            /// The endings of its files; the usual one first.
            #[must_use]
            pub fn endings(self) -> &'static [&'static str] {
                match self { $(Self::$format => &[$($ending),+]),+ }
            }
        }
    };
}

formats! {
    /// A table for the screen.
    Table "table" "A table for the screen" ["txt"],
    /// A fact a line.
    Plain "plain" "One fact per line, tab-separated: for grep and screen readers" ["tsv"],
    /// JSON.
    Json "json" "JSON, version 2" ["json"],
    /// CSV.
    Csv "csv" "CSV" ["csv"],
    /// Markdown.
    Markdown "markdown" "A Markdown table" ["md", "markdown"],
    /// A page.
    Html "html" "A page for a browser, for printing or for an office program" ["html", "htm"],
}

impl Format {
    /// The format with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.word() == word)
    }

    /// Whether it is read by programs: then it holds everything, and nothing in it is changed for a screen.
    #[must_use]
    pub fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Csv)
    }

    /// Whether its bytes are exact: nothing in it is coloured for a screen.
    #[must_use]
    pub fn is_exact(self) -> bool {
        // A page is neither coloured nor cut: it has its own style sheet.
        self.is_data() || self == Self::Html
    }
}
