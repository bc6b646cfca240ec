//! Foreign files as drafts of a map: tables, staff lists, and models and catalogues of other tools.
//!
//! Each [`Importer`] reads its files into an [`ImportJob`]: a [`Draft`] whose references are names as the source has
//! them, and an [`ImportSummary`] of what was read and left out. [`complete`] then gives every entry its id, adds what
//! is referred to and nowhere described, and checks the draft. Nothing is guessed: what a source holds and a map
//! doesn't is counted and named.

pub mod answers;
pub mod archimate;
pub mod backstage;
mod bound;
mod cell;
mod check;
pub mod crm;
pub mod csv;
mod currencies;
mod draft;
mod duplicates;
mod field_columns;
mod figure;
mod file_kind;
mod filter;
mod format;
mod grouping;
pub mod hris;
mod items;
mod job;
pub mod keys;
mod layout;
mod list;
pub mod map_sheets;
pub mod mapping;
mod marks;
mod meaning;
mod names;
mod records;
mod references;
mod rows;
mod rules;
mod score_scale;
mod session;
pub mod survey;
mod suspects;
mod table;
mod text;
mod unassigned;
pub mod usage;
mod value;
mod workbook;
mod xml;

pub use check::{ValueProblem, value_problems};
pub use draft::{Draft, Entry, ExistingEntry};
pub use figure::{DateOrder, FigureKind, FigureStyle};
pub use file_kind::{OTHER_FILE, TextKind, text_kind};
pub use format::TableFormat;
pub use grouping::group_by_column;
pub use job::{EXPORT_ADVICE, ImportError, ImportJob, ImportSummary, Importer, first_names};
pub use layout::{HeaderRows, TableFile};
pub use list::List;
pub use records::{RecordKind, record_table};
pub use references::{Resolution, resolve_references};
pub use rows::rows;
pub use rules::{NameOptions, ReferenceRules, Splitting, UnknownNames};
pub use session::{Completed, complete};
pub use table::{Row, RowShape, SourceTable};
pub use text::{Encoding, text};
pub use value::Value;
pub use workbook::{Sheet, SheetError, SheetName, Workbook};
