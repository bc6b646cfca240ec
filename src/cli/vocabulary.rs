//! Words of vocabularies on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use custmap::words::Word;

/// Reads a word of a vocabulary or a synonym; `--help` says what each means.
pub(super) fn one_of<T: Word + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(values::<T>())
        .try_map(|word| T::named(&word).ok_or("not a known word"))
}

/// The words of a vocabulary with what each means.
pub(super) fn values<T: Word>() -> impl Iterator<Item = PossibleValue> {
    T::ALL.iter().map(|one| {
        // Other lines of `--help` end without a full stop.
        let help = one.meaning().trim_end_matches('.');
        PossibleValue::new(one.word()).help(help).aliases(one.synonyms())
    })
}
