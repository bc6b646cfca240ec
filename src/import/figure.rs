//! Numbers and dates as spreadsheets show them: with units, separators and local orders, brought to the form of a map.
//!
//! ```text
//! 1.250,50 EUR  ->  1250.50        03.09.2025  ->  2025-09-03        Sept 2025  ->  2025-09
//! ```
//!
//! What could be read in two ways is only read where an option or another cell of the column says how.

use crate::{
    input::{ValueType, shape},
    resolve::words,
};
use std::{collections::HashMap, str::FromStr, sync::LazyLock};

/// A key that holds a number or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// A number.
    Number,
    /// A whole number.
    Count,
    /// A year, a month or a day.
    Date,
}

impl FigureKind {
    /// The kind of a key of the format, whose path may have dots.
    pub fn of(path: &str) -> Option<Self> {
        KINDS.get(path.rsplit('.').next().unwrap_or(path)).copied()
    }
}

/// The keys of the format that hold a number or a date, at any depth.
static KINDS: LazyLock<HashMap<&'static str, FigureKind>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    shape().each_key(&mut |key| {
        let kind = match key.shape.value_type() {
            Some(ValueType::Date) => FigureKind::Date,
            Some(ValueType::Count) => FigureKind::Count,
            Some(number) if number.is_number() => FigureKind::Number,
            Some(_) | None => return,
        };
        kinds.insert(key.word, kind);
    });
    kinds
});

/// The keys of the format that hold one of some words, at any depth, with their words.
static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    shape().each_key(&mut |key| {
        if let Some(ValueType::Word(list)) = key.shape.value_type() {
            all.entry(key.word).or_default().extend(words(list));
        }
    });
    all
});

/// The word of a key that a cell says with capitals, as sheets write them: `Prospect` is `prospect`.
pub(super) fn folded_word(path: &str, cell: &str) -> Option<&'static str> {
    let known = WORDS.get(path.rsplit('.').next().unwrap_or(path))?;
    let folded = cell.trim().to_lowercase();
    known.iter().copied().find(|word| *word == folded)
}

/// The order of the parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 03/09/2025 is the third of September.
    DayFirst,
    /// 03/09/2025 is the ninth of March.
    MonthFirst,
}

impl FromStr for DateOrder {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        // One letter for each part: `dd/mm/yyyy` says what `d/m/y` does.
        let mut letters: Vec<char> =
            word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
        letters.dedup();
        match String::from_iter(letters).as_str() {
            // As German, French and Italian programs show it too: tt.mm.jjjj, jj/mm/aaaa, gg/mm/aaaa.
            "dmy" | "tmj" | "jma" | "gma" | "dma" => Ok(Self::DayFirst),
            "mdy" => Ok(Self::MonthFirst),
            _ => Err(()),
        }
    }
}

/// How the numbers and dates of a column are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct FigureStyle {
    /// The decimal sign: `.` or `,`.
    pub decimal: Option<char>,
    /// The order of dates whose parts don't show it.
    pub dates: Option<DateOrder>,
    /// Whether the column of a workbook has numbers with a fraction. They show nothing of texts beside them.
    pub(super) has_numbers: bool,
}

impl FigureStyle {
    /// The style that options state.
    pub fn stated(decimal: Option<char>, dates: Option<DateOrder>) -> Self {
        Self { decimal, dates, has_numbers: false }
    }

    /// Learns from a cell of a workbook, which holds numbers beside texts.
    pub(super) fn learn_cell(&mut self, kind: FigureKind, cell: &str) {
        if kind == FigureKind::Number && may_be_number(cell) {
            self.has_numbers |= cell.contains('.');
        } else {
            self.learn(kind, cell);
        }
    }

    /// An amount with a letter or word for its thousands or millions: "1,2 M\u{20ac}", "300k", "3.4 Mio. EUR".
    pub(super) fn multiplied(self, cell: &str) -> Option<String> {
        let letters: String = cell.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
        let currencies = ["eur", "usd", "gbp", "chf"];
        let code = currencies.into_iter().find(|code| letters.contains(code)).unwrap_or("");
        let power = match letters.replace(code, "").as_str() {
            "k" | "t" | "tsd" | "thousand" | "tausend" => 3,
            "m" | "mio" | "mln" | "million" | "millions" | "millionen" => 6,
            _ => return None,
        };
        let is_figure = |c: &char| c.is_ascii_digit() || ".,".contains(*c);
        let figure: String = cell.chars().filter(is_figure).collect();
        // The point of "Mio." is none of the number.
        let plain = figure.trim_end_matches('.');
        shifted(&number(plain, self.decimal_of(plain))?, power)
    }

    /// The decimal sign of a cell that may be read in two ways.
    fn decimal_of(self, cell: &str) -> Option<char> {
        self.decimal.or_else(|| (self.has_numbers && may_be_number(cell)).then_some('.'))
    }

    /// Learns from a cell that can be read in one way only. What an option says stays.
    pub(super) fn learn(&mut self, kind: FigureKind, cell: &str) {
        match kind {
            FigureKind::Number => {
                let bare = |cell: &str| bare_number(cell.trim_end().trim_end_matches('%'));
                self.decimal = self.decimal.or_else(|| certain_decimal(&bare(cell)?));
            }
            // Each count is whole in one reading only.
            FigureKind::Count => {}
            FigureKind::Date => self.dates = self.dates.or_else(|| certain_order(cell)),
        }
    }

    /// Returns a figure in the form of a map; none where it is in that form already or can't be read.
    pub(super) fn plain(self, kind: FigureKind, cell: &str) -> Option<String> {
        match kind {
            FigureKind::Number => match (cell.trim_end().strip_suffix('%'), of_scale(cell)) {
                (Some(share), _) => Some(format!("{}%", number(share, self.decimal_of(share))?)),
                (None, Some((score, scale))) => {
                    let score = number(score, self.decimal_of(score))?;
                    Some(format!("{score}/{}", number(scale, self.decimal)?))
                }
                (None, None) => number(cell, self.decimal_of(cell)),
            },
            FigureKind::Count => ['.', ','].into_iter().find_map(|decimal| {
                let number = number(cell, Some(decimal))?;
                let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
                fraction.bytes().all(|digit| digit == b'0').then(|| whole.to_owned())
            }),
            FigureKind::Date => date(cell, self.dates),
        }
    }
}

/// The power of ten by which a heading says that its amounts are to be multiplied: 3 for "Budget (k\u{20ac})", 6 for
/// "in Mio. EUR", else 0.
pub(super) fn heading_power(heading: &str) -> u32 {
    const THOUSANDS: [&str; 22] = [
        "k\u{20ac}",
        "k$",
        "k\u{a3}",
        "\u{20ac}k",
        "$k",
        "\u{a3}k",
        "t\u{20ac}",
        "keur",
        "kusd",
        "kgbp",
        "kchf",
        "teur",
        "tchf",
        "tsd",
        "thousand",
        "thousands",
        "tausend",
        "milliers",
        "miles",
        "migliaia",
        "000",
        "\u{a3}000",
    ];
    const MILLIONS: [&str; 14] = [
        "m\u{20ac}",
        "m$",
        "m\u{a3}",
        "\u{20ac}m",
        "$m",
        "\u{a3}m",
        "meur",
        "mio",
        "mln",
        "million",
        "millions",
        "millionen",
        "millones",
        "milioni",
    ];
    let folded = heading.to_lowercase();
    let is_sign = |c: char| !c.is_alphanumeric() && !"\u{20ac}$\u{a3}".contains(c);
    let has = |known: &[&str]| folded.split(is_sign).any(|word| known.contains(&word));
    match (has(&THOUSANDS), has(&MILLIONS)) {
        (true, _) => 3,
        (false, true) => 6,
        (false, false) => 0,
    }
}

/// A plain number multiplied by a power of ten, digit by digit: 1.2 by 6 is 1200000.
pub(super) fn shifted(plain: &str, power: u32) -> Option<String> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let places = power as usize;
    let (up, rest) = fraction.split_at(fraction.len().min(places));
    let all = format!("{whole}{up}{}", "0".repeat(places - up.len()));
    let trimmed = all.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
}

/// A score with the end of its scale: "6.8/10", "4 out of 5", "4 von 5".
pub(super) fn of_scale(cell: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 6] = ["/", " out of ", " of ", " von ", " sur ", " su "];
    let (score, scale) = SIGNS.into_iter().find_map(|sign| cell.split_once(sign))?;
    let is_figure = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte))
    };
    let (points, most) = (score.trim(), scale.trim());
    (is_figure(points) && is_figure(most)).then_some((points, most))
}

/// Removes blanks, thousands apostrophes, the currency and the dash for no cents from a number; none where anything
/// else is left.
fn bare_number(cell: &str) -> Option<String> {
    let figure = cell.trim().trim_end_matches(".-").trim_end_matches(".\u{2013}");
    let is_ignored =
        |c: char| c.is_whitespace() || "'\u{2019}\u{20ac}$\u{a3}\u{a5}\u{20b9}".contains(c);
    let text: String = figure.chars().filter(|c| !is_ignored(*c)).collect();
    let is_code = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_uppercase());
    let code_before = text.get(..3).filter(|part| is_code(part)).map_or(0, str::len);
    let rest = &text[code_before..];
    let code_behind =
        rest.len().checked_sub(3).and_then(|at| rest.get(at..)).filter(|part| is_code(part));
    let bare = &rest[..rest.len() - code_behind.map_or(0, str::len)];
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    is_number.then(|| bare.to_owned())
}

/// The decimal sign of a number that can be read in one way only.
fn certain_decimal(bare: &str) -> Option<char> {
    let last = bare.rfind(['.', ','])?;
    let sign = bare[last..].chars().next()?;
    let other = if sign == '.' { ',' } else { '.' };
    let times = bare.matches(sign).count();
    match (bare.contains(other), times) {
        (true, 1) => Some(sign),
        (false, 2..) => Some(other),
        // 1,250 and 1.250 may be a thousand or one and a quarter; 1,25 and 0.125 can't.
        (false, 1) if !may_be_thousands(bare, last) => Some(sign),
        _ => None,
    }
}

/// Whether the only sign of a number, at `at`, may separate thousands.
fn may_be_thousands(bare: &str, at: usize) -> bool {
    (1..=3).contains(&at) && bare.len() - at - 1 == 3 && !bare.starts_with('0')
}

/// Whether a cell of a workbook may be a number: these are written without zeros at the end.
fn may_be_number(cell: &str) -> bool {
    cell.parse::<f64>().is_ok_and(|number| number.to_string() == cell)
}

/// Whether a cell is a number that can be read in two ways, as nothing says how.
pub(super) fn is_ambiguous(cell: &str, style: FigureStyle) -> bool {
    let bare = bare_number(cell.trim().trim_start_matches(['-', '\u{2212}']));
    let is_undecided = |bare: String| bare.contains('.') && certain_decimal(&bare).is_none();
    style.decimal_of(cell).is_none() && bare.is_some_and(is_undecided)
}

fn number(cell: &str, decimal: Option<char>) -> Option<String> {
    if let Some(positive) = cell.trim().strip_prefix(['-', '\u{2212}']) {
        return Some(format!("-{}", number(positive, decimal)?));
    }
    let bare = bare_number(cell)?;
    // `1,250` is a thousand in one country and one and a quarter in another: it stays as it is,
    // and the check reports it.
    let is_ambiguous = bare.contains(['.', ',']);
    let decimal = match certain_decimal(&bare).or(decimal) {
        Some(decimal) => decimal,
        None if is_ambiguous => return None,
        None => '.',
    };
    let thousands = if decimal == '.' { ',' } else { '.' };
    let (whole, fraction) = bare.split_once(decimal).unwrap_or((&bare, ""));
    let mut groups = whole.split(thousands);
    let first = groups.next()?;
    let is_grouped = groups.clone().next().is_none() || (1..=3).contains(&first.len());
    let is_valid = is_grouped
        && groups.all(|group| group.len() == 3)
        && !first.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit());
    let digits = whole.replace(thousands, "");
    is_valid.then(|| if fraction.is_empty() { digits } else { format!("{digits}.{fraction}") })
}

/// The numeric parts of a date without its time of day, and the first sign between them.
fn date_parts(cell: &str) -> Option<(Vec<&str>, char)> {
    let trimmed = cell.trim();
    let day = trimmed
        .split_once(['T', ' '])
        .filter(|(_, time)| time.contains(':'))
        .map_or(trimmed, |(day, _)| day);
    let sign = day.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = day.split(sign).collect();
    let is_numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (parts.iter().all(|part| is_numeric(part)) && ".-/".contains(sign)).then_some((parts, sign))
}

/// The order of a date whose day is over 12.
fn certain_order(cell: &str) -> Option<DateOrder> {
    let (parts, sign) = date_parts(cell)?;
    let [first, second, _] = parts.as_slice() else {
        return None;
    };
    let value = |part: &str| part.parse::<u32>().unwrap_or(0);
    match (first.len(), value(first), value(second)) {
        (3.., ..) => None,
        // Nobody writes the month first with points.
        _ if sign == '.' => Some(DateOrder::DayFirst),
        (_, 13..=31, 1..=12) => Some(DateOrder::DayFirst),
        (_, 1..=12, 13..=31) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// A date that can be read in one way only, as the file format writes it: `29.11.2026` is 2026-11-29.
pub(super) fn certain_date(cell: &str) -> Option<String> {
    date(cell, None)
}

fn date(cell: &str, order: Option<DateOrder>) -> Option<String> {
    if let Ok(serial) = cell.trim().parse::<u32>() {
        // Days of a spreadsheet since the end of 1899: 1954 to 2119. Years and other numbers are not meant.
        return (20_000..=80_000).contains(&serial).then(|| day_of_serial(serial));
    }
    let Some((parts, sign)) = date_parts(cell) else {
        return named_month(cell);
    };
    match parts.as_slice() {
        [year, month] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        [month, year] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        [year, month, day] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        [first, second, year] => {
            let order = match sign {
                '.' => DateOrder::DayFirst,
                _ => certain_order(cell).or(order)?,
            };
            let (day, month) = match order {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
            };
            let is_in = |part: &str, most: u32| part.parse().is_ok_and(|n| (1..=most).contains(&n));
            // Left as it is, a date without such a month is reported in its own words.
            let is_possible = is_in(day, 31) && is_in(month, 12);
            let year = full_year(year).filter(|_| is_possible)?;
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

/// A year of four or two digits: 69 is 2069, 70 is 1970, as spreadsheets have it.
fn full_year(year: &str) -> Option<String> {
    match year.len() {
        4 => Some(year.to_owned()),
        2 => Some(format!("{}{year}", if year < "70" { "20" } else { "19" })),
        _ => None,
    }
}

/// A date with the name of a month: "Sept 2025", "3 March 2024", "March 3, 2024", "février 2025".
fn named_month(cell: &str) -> Option<String> {
    /// How the names of the months begin in English, German, French, Spanish, Italian, Portuguese and Dutch.
    const MONTHS: [&[&str]; 12] = [
        &["jan", "jän", "ene", "gen"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz", "maa", "mrt"],
        &["apr", "avr", "abr"],
        &["may", "mai", "mei", "mag"],
        &["jun", "juin", "giu"],
        &["jul", "juil", "lug"],
        &["aug", "aoû", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt", "ott", "out"],
        &["nov"],
        &["dec", "dez", "déc", "dic"],
    ];
    let is_sign = |c: char| c.is_whitespace() || ".,-/".contains(c);
    let words = cell.split(is_sign).filter(|part| !part.is_empty()).map(str::to_lowercase);
    // 3 de marzo de 2024
    let parts: Vec<String> = words.filter(|part| part != "de").collect();
    let at = parts.iter().position(|part| part.starts_with(char::is_alphabetic))?;
    let word = &parts[at];
    let is_begun = |begins: &&[&str]| begins.iter().any(|begin| word.starts_with(begin));
    let month = MONTHS.iter().position(is_begun)? + 1;
    let is_number = |part: &String| part.bytes().all(|b| b.is_ascii_digit());
    let numbers: Vec<&String> = parts.iter().filter(|part| is_number(part)).collect();
    match (numbers.as_slice(), parts.len()) {
        ([year], 2) if at == 0 => Some(format!("{}-{month:02}", full_year(year)?)),
        ([day, year], 3) if at < 2 => Some(format!("{}-{month:02}-{day:0>2}", full_year(year)?)),
        _ => None,
    }
}

/// The day with a number of a spreadsheet, from the Gregorian calendar's cycle of 400 years.
pub(super) fn day_of_serial(serial: u32) -> String {
    // Days since 1 March of the year 0; 25569 is 1970-01-01, which is day 719468.
    let days = serial + (719_468 - 25_569);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u32::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
