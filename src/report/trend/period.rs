//! How far apart the points of a trend are.

use crate::{model::Date, words::words};

words! {
    /// How far apart the points of a trend are.
    pub Every {
        /// The last version of each month.
        Month "month",
        /// The last version of each quarter.
        Quarter "quarter",
        /// The last version of each year.
        Year "year",
    }
}

impl Every {
    /// The month, quarter or year in which a day lies: days of one have the same text.
    pub fn period(self, day: &Date) -> String {
        let (year, month) = day.year_and_month();
        match self {
            Self::Month => format!("{year}-{month:02}"),
            Self::Quarter => format!("{year}-Q{}", (month + 2) / 3),
            Self::Year => year.to_string(),
        }
    }
}
