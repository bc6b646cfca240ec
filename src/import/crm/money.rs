//! Amounts with their currency, in hundredths: their sums are exact.

use crate::{
    diag::{Code, Diagnostic, Place, excerpt},
    import::{FigureKind, FigureStyle, check::import_help},
    input::Text,
};

/// An amount.
#[derive(Clone, Debug)]
pub(super) struct Money {
    /// In hundredths.
    pub(super) hundredths: i64,
    /// Its currency, such as `EUR`, where the export says it.
    pub(super) currency: Option<String>,
    pub(super) place: Place,
}

impl Money {
    /// Reads an amount; the currency is in a cell of its own, or beside the number.
    pub(super) fn read(
        cell: &Text,
        currency: Option<Text>,
        style: FigureStyle,
    ) -> Result<Self, Box<Diagnostic>> {
        let plain = style.plain(FigureKind::Number, &cell.value);
        let Some(hundredths) = plain.as_deref().and_then(hundredths) else {
            let message = format!("`{}` is no amount: not used", excerpt(&cell.value));
            let problem = Diagnostic::new(Code::WrongNumber, cell.place, message);
            return Err(Box::new(problem.help(import_help(Code::WrongNumber).unwrap_or_default())));
        };
        let of_column = currency.and_then(|text| code(&text.value));
        // A sign beside the number can mean several currencies, so the column comes first.
        let own = of_column.or_else(|| code(&cell.value));
        Ok(Self { hundredths, currency: own, place: cell.place })
    }
}

/// The hundredths of a plain number such as `-1250.5`, rounded.
fn hundredths(plain: &str) -> Option<i64> {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, plain),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{fraction:0<3}");
    let thousandths: i64 = padded.get(..3)?.parse().ok()?;
    let all = whole.parse::<i64>().ok()?.checked_mul(100)?;
    all.checked_add((thousandths + 5) / 10)?.checked_mul(sign)
}

/// The code of the currency that a text names.
fn code(text: &str) -> Option<String> {
    const SIGNS: [(char, &str); 4] =
        [('\u{20ac}', "EUR"), ('\u{a3}', "GBP"), ('\u{a5}', "JPY"), ('\u{20b9}', "INR")];
    let sign = SIGNS.iter().find(|(sign, _)| text.contains(*sign));
    let letters = text
        .split(|c: char| !c.is_alphabetic())
        .find(|word| word.len() == 3)
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    letters.map(str::to_uppercase).or_else(|| sign.map(|(_, code)| (*code).to_owned()))
}

/// Hundredths as a map writes an amount.
pub(super) fn written(hundredths: i128) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{:02}", hundredths / 100, rest.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amounts are exact to the hundredth, whatever their sign.
    #[test]
    fn hundredths_are_exact() {
        let read = ["1250.5", "-0.015", "7", "0.005", "99999999999999999999"].map(hundredths);
        assert_eq!(read, [Some(125_050), Some(-2), Some(700), Some(1), None]);
        assert_eq!([125_050, 700].map(written), ["1250.50", "7"]);
        assert_eq!(
            ["US Dollar", "EUR 5", "\u{20ac}5", "5"].map(code),
            [None, Some("EUR".into()), Some("EUR".into()), None]
        );
    }
}
