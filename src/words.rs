//! Enums whose variants are words of the file format, of the command line and of output.

use std::fmt::Display;

/// An enum that `words!` declares.
pub trait Word: Copy + Display + 'static {
    /// Every variant, in the order of its declaration.
    const ALL: &'static [Self];

    /// The word of the variant.
    fn word(self) -> &'static str;

    /// What the word means, for `--help`: the documentation of the variant.
    fn meaning(self) -> &'static str;

    /// Other words that are read as this one, and never written.
    fn synonyms(self) -> &'static [&'static str];

    /// The variant with this word, or with one of its synonyms.
    fn named(word: &str) -> Option<Self> {
        let is_named = |it: &&Self| it.word() == word || it.synonyms().contains(&word);
        Self::ALL.iter().find(is_named).copied()
    }
}

/// Declares enums with the word of each variant, its synonyms and its meaning:
///
/// ```text
/// words! {
///     /// Primary or secondary customers.
///     pub Rank {
///         /// Outside.
///         Primary "primary" | "external",
///         /// Inside.
///         Secondary "secondary" | "internal",
///     }
/// }
/// ```
///
/// Variants compare in the order of their declaration.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $vis:vis $name:ident {
        $($(#[doc = $meaning:literal])+ $variant:ident $word:literal $(| $synonym:literal)*,)+
    })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[doc = $meaning])+ $variant),+ }

        impl $name {
            /// Every variant, in the order of its declaration.
            $vis const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its word in the file, on the command line and in output.
            $vis const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl $crate::words::Word for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.word()
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),+).trim_ascii()),+ }
            }

            fn synonyms(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($synonym),*]),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

    )+};
}

pub(crate) use words;
