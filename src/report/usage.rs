//! The rows of `import usage`: what is used but not declared, declared but not used, and charged.

use super::{
    Listing,
    listing::Column,
    words::{count, thousands},
};
use crate::{
    id::Subject,
    model::{Datum, Organisation},
    words::words,
};

words! {
    /// How the use of a service agrees with the map.
    pub UsageFinding {
        /// The service is used, and the map does not say so.
        NotDeclared "not-declared",
        /// The map says that the service is used, and it is not.
        NotUsed "not-used",
        /// The service is used, and the map says so.
        Declared "declared",
        /// The map says what is paid, and nothing was charged.
        NotCharged "not-charged",
    }
}

/// The columns that a screen shows.
const SHOWN: &[&str] = &["service", "by", "uses", "charged", "paid", "result"];

/// A service, or a team, and who uses it.
#[derive(Clone, Debug)]
pub struct UsageRow<'org> {
    /// The map.
    pub organisation: &'org Organisation,
    /// The service, or the unit that did the work.
    pub service: Subject,
    /// The unit that uses the service.
    pub by: Subject,
    /// The number of uses.
    pub uses: usize,
    /// The sum that was charged.
    pub charged: Option<f64>,
    /// The sum that is paid a year according to the map.
    pub paid: Option<f64>,
    /// How the use agrees with the map.
    pub result: UsageFinding,
}

/// Uses compared with a map.
pub fn usages<'org>(
    organisation: &'org Organisation,
    rows: Vec<UsageRow<'org>>,
) -> Listing<UsageRow<'org>> {
    let number = |result| rows.iter().filter(|row| row.result == result).count();
    let declared = count(number(UsageFinding::Declared), "relationship");
    let parts = [
        (number(UsageFinding::NotDeclared), "used but not declared"),
        (number(UsageFinding::NotUsed), "declared but not used"),
        (number(UsageFinding::NotCharged), "paid in the map and not charged"),
    ];
    let counts = parts.iter().filter(|(count, _)| *count > 0);
    let texts = counts.map(|(count, what)| format!(", {count} {what}"));
    let title = format!(
        "{}: {declared} used as declared{}",
        organisation.header.name,
        texts.collect::<String>()
    );
    let mut listing = Listing::new("usage", columns(), SHOWN, rows);
    listing.title.push(title.into());
    listing
}

fn columns<'org>() -> Vec<Column<UsageRow<'org>>> {
    let column = Column::<UsageRow<'org>>::new;
    vec![
        column("service", |it| Datum::name(it.organisation, it.service)).headed("Service", 3),
        column("by", |it| Datum::name(it.organisation, it.by)).headed("By", 3),
        column("result", |it| Datum::Word(it.result.word()))
            .headed("What", 3)
            .shown(|it| it.in_words().into()),
        column("uses", |it| Datum::count(it.uses))
            .headed("Uses", 1)
            .shown(|it| thousands(it.uses).into()),
        column("charged", |it| it.charged.map(|sum| Datum::money(it.organisation, sum)).into())
            .headed("Charged", 2),
        column("paid", |it| it.paid.map(|sum| Datum::money(it.organisation, sum)).into())
            .headed("In the map, a year", 2),
    ]
}

impl UsageRow<'_> {
    fn in_words(&self) -> &'static str {
        match self.result {
            UsageFinding::NotDeclared => "used but not declared",
            UsageFinding::NotUsed => "declared but not used",
            UsageFinding::NotCharged => "paid, but not charged",
            UsageFinding::Declared if self.charged.is_some() && self.paid.is_none() => {
                "used as declared; the charge is not in the map"
            }
            UsageFinding::Declared => "used as declared",
        }
    }
}
