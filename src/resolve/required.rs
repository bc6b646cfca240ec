//! Required keys: those that the records declare are reported where a record lacks them.

use super::values::Values;
use crate::{
    diag::{Code, Diagnostic},
    input::{MissingKey, RawMap},
};

/// Reports each required key that a record of the map lacks.
pub(super) fn report_missing(raw: &RawMap, values: &mut Values) {
    for missing in raw.missing() {
        values.report(problem(&missing));
    }
}

fn problem(missing: &MissingKey) -> Diagnostic {
    let MissingKey { owner, key, value, place, is_blank } = *missing;
    let message = if is_blank {
        format!("the `{key}` of this {owner} is blank")
    } else {
        format!("this {owner} has no `{key}`")
    };
    let help = format!("write `{key}: ...` with {value}");
    Diagnostic::new(Code::MissingKey, place, message).help(help)
}
