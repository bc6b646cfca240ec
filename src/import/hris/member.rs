//! A row of a staff list, and the forms in which others name it.

use crate::{import::Entry, input::Text};

/// A row: a person or a department.
pub(super) struct Member {
    pub(super) entry: Entry,
    /// The manager or parent, in each form that the row has.
    pub(super) above: Vec<Text>,
    /// The department of a person, below those that it is part of.
    pub(super) department: Vec<Text>,
    /// Its address and its name in a directory.
    pub(super) aliases: Vec<String>,
}

/// The common name in a directory's name: Ada Ng of `CN=Ada Ng,OU=Board,DC=example`, and `Ng, Ada` of
/// `CN=Ng\, Ada,OU=Board`.
pub(super) fn common_name(cell: &str) -> Option<String> {
    let cell = cell.trim();
    cell.get(..3).filter(|start| start.eq_ignore_ascii_case("cn="))?;
    let mut name = String::new();
    let mut chars = cell[3..].chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => name.extend(chars.next()),
            ',' => break,
            c => name.push(c),
        }
    }
    (!name.trim().is_empty()).then_some(name)
}

/// A department as a path, from the outermost on: `/Sales/Key accounts` are two, `Sales (Ada Ng)` and `100 - Sales`
/// are one.
pub(super) fn department_path(cell: &Text) -> Vec<Text> {
    let text = |value: &str| Text { value: value.into(), place: cell.place };
    if let Some(path) = cell.value.strip_prefix('/') {
        let parts = path.split('/').map(str::trim).filter(|part| !part.is_empty());
        return parts.map(text).collect();
    }
    let name = cell.value.split(" (").next().unwrap_or(&cell.value);
    let is_code = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    let name = match name.split_once(" - ") {
        Some((code, name)) if is_code(code.trim()) => name,
        _ => name,
    };
    let name = name.trim();
    if name.is_empty() { Vec::new() } else { vec![text(name)] }
}
