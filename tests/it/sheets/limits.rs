//! What a spreadsheet can't hold is refused, or left out with a word.

use super::{bytes, sheets};
use crate::run::Run;

/// A text longer than a cell holds is refused, with the place and a way out, and no file is left.
#[test]
fn a_text_that_is_too_long_is_refused() {
    let map = |length: usize| {
        let text = "x".repeat(length);
        format!("organisation: {{name: X}}\nbeneficiaries: [{{id: b, name: B, notes: {text}}}]")
    };
    let fits = sheets(&bytes(&map(32_767), ""));
    assert!(fits["Parties"][1].iter().any(|cell| cell.to_string().len() == 32_767));
    let run = Run::yaml(&map(32_768)).line("export org.yaml -o book.xlsx");
    let ran = run.refused();
    let ran = ran.complains("notes of b in the sheet Parties is longer than a cell holds");
    let ran = ran.complains("CSV or JSON");
    assert_eq!(ran.folder(), ["org.yaml"]);
}

/// Characters are counted as the spreadsheet counts them: some count twice.
#[test]
fn characters_count_as_in_the_spreadsheet() {
    let map = |count: usize| {
        let text = "𝄞".repeat(count);
        format!("organisation: {{name: X}}\nbeneficiaries: [{{id: b, name: B, notes: {text}}}]")
    };
    bytes(&map(16_383), "");
    let run = Run::yaml(&map(16_384)).line("export org.yaml -o book.xlsx");
    run.refused().complains("notes of b");
}

/// A number beyond what a spreadsheet keeps exactly stays as written, as text.
#[test]
fn a_number_that_would_be_rounded_is_a_text() {
    let map = |headcount: u64| {
        let department = format!("{{id: a, name: A, headcount: {headcount}}}");
        format!("organisation: {{name: X}}\ndepartments: [{department}]")
    };
    for headcount in [1 << 53, (1 << 53) + 1] {
        let sheets = sheets(&bytes(&map(headcount), ""));
        let column = super::column(&sheets["Units"], "headcount");
        assert_eq!(super::cell(column[0]), headcount.to_string());
    }
}
