//! What people have already, as a map in the making: tables, staff lists, models and catalogues of other tools.
//!
//! Each source turns its file into a [`Draft`]: entries whose references are what the source calls things.
//! [`settle`] then gives every entry its id, and makes what is named and nowhere described. Nothing is guessed:
//! what a source holds and a map doesn't is counted and named.

pub mod archimate;
pub mod backstage;
mod bound;
mod cell;
mod draft;
pub mod hris;
mod items;
pub mod keys;
pub mod mapping;
mod names;
mod rows;
mod settle;
mod table;
mod text;
mod value;
mod workbook;

pub use draft::{Draft, Entry, List};
pub use rows::{Read, rows};
pub use settle::{Known, Settled, Wrong, settle};
pub use table::{Row, Shape, Table};
pub use text::{Letters, text};
pub use value::Value;
pub use workbook::{SheetError, sheet};
