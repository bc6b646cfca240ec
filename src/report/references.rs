//! The places that name an entry: the answer of `refs`.

use super::{Listing, listing::Column};
use crate::model::Datum;

/// A place that declares or names an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// The key behind which the entry is named; `None` where it is declared.
    pub key: Option<&'static str>,
    /// The id of the entry that names it.
    pub by: Option<String>,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The places that name the entry with an id, in the order of the files.
pub fn named_places(id: &str, kind: &str, places: Vec<NamedPlace>) -> Listing<NamedPlace> {
    let column = Column::<NamedPlace>::new;
    let columns = vec![
        column("key", |it| it.key.map(Datum::Word).into()).headed("As", 2).or("declared here"),
        column("by", |it| it.by.as_deref().map(Datum::Id).into()).headed("By", 3),
        column("file", |it| Datum::text(&it.file)).headed("File", 4),
        column("line", |it| Datum::Count(it.line.into())).headed("Line", 1),
        column("column", |it| Datum::Count(it.column.into())).headed("Column", 1),
    ];
    Listing {
        title: vec![format!("Where `{id}` ({kind}) is named").into()],
        none: "Nowhere.",
        ..Listing::new("references", columns, &["key", "by", "file", "line", "column"], places)
    }
}
