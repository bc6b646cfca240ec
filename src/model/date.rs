//! Dates as the file writes them: a year, a month or a day.

use jiff::{Timestamp, ToSpan as _, civil, tz::TimeZone};
use std::time::{SystemTime, UNIX_EPOCH};

/// A year, a month or a day. Where dates are compared, a year or month counts as its last day: nobody
/// reads that something is out of date before that is certain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    last: civil::Date,
    // Inline instead of a `String`: dates are many, and none is longer.
    text: [u8; LONGEST],
    length: u8,
}

/// The length of `YYYY-MM-DD`.
const LONGEST: usize = 10;

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits::<i8>(part, 2));
        let day = parts.next().map(|part| digits::<i8>(part, 2));
        if parts.next().is_some() {
            return None;
        }
        // SPEC 2: a year counts as its last day.
        let month_or_last = month.unwrap_or(Some(12))?;
        let first = civil::Date::new(year, month_or_last, 1).ok()?;
        let last = match day {
            // SPEC 2: so does a month.
            None => first.last_of_month(),
            Some(day) => civil::Date::new(year, month_or_last, day?).ok()?,
        };
        Some(Self::new(last, text))
    }

    /// Today, by the clock and time zone of this machine.
    pub fn today() -> Self {
        Self::at(SystemTime::now())
    }

    /// The day of a time in the time zone of this machine. A clock beyond the calendar counts as its last day, or its
    /// first.
    pub fn at(time: SystemTime) -> Self {
        let beyond = if time < UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX };
        let time = Timestamp::try_from(time).unwrap_or(beyond);
        let last = time.to_zoned(TimeZone::system()).date();
        Self::new(last, &last.to_string())
    }

    fn new(last: civil::Date, written: &str) -> Self {
        let mut text = [0; LONGEST];
        for (to, byte) in text.iter_mut().zip(written.bytes()) {
            *to = byte;
        }
        let length = u8::try_from(written.len().min(LONGEST)).unwrap_or(0);
        Self { last, text, length }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        let text = &self.text[..usize::from(self.length)];
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The day that counts where dates are compared: the last one of a year or month (SPEC 2).
    pub fn last_day(&self) -> civil::Date {
        self.last
    }

    /// The year and the month of the day that counts.
    pub fn year_and_month(&self) -> (i16, i8) {
        (self.last.year(), self.last.month())
    }

    /// The day that counts, as a day; `None` where the file format can't write its year.
    pub fn to_day(&self) -> Option<Self> {
        Self::parse(&self.last.to_string())
    }

    /// How many days the day that counts lies behind the first one of 1970.
    pub fn days_since_1970(&self) -> f64 {
        self.last.duration_since(civil::date(1970, 1, 1)).as_secs_f64() / 86_400.0
    }

    /// When, in words: `in 2027`, `in 2027-03` or `on 2027-03-31`.
    pub fn when(&self) -> String {
        let preposition = if self.as_str().len() > "YYYY-MM".len() { "on" } else { "in" };
        format!("{preposition} {}", self.as_str())
    }

    /// Whether it begins after `today`: a year does where `today` is of an earlier one.
    pub fn is_after(&self, today: &Self) -> bool {
        // Dates in this order of digits compare as texts, as far as both say.
        let both = self.length.min(today.length).into();
        self.text[..both] > today.text[..both]
    }

    /// Whether it lies more than 12 months before `today`.
    pub fn is_over_a_year_before(&self, today: &Self) -> bool {
        let limit = today.last.checked_sub(12.months());
        limit.is_ok_and(|limit| self.last < limit)
    }
}

/// A number of exactly `count` digits.
fn digits<N: std::str::FromStr>(text: &str, count: usize) -> Option<N> {
    // `parse` alone would take `+202` and `202`.
    let right = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}
