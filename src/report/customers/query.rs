//! Which customers are asked for.

use crate::report::ListingSort;

/// Which customers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerQuery {
    /// All that are active, key ones first.
    Key,
    /// Those who came within the last 12 months.
    New,
    /// Those known to have been there longest.
    Longest,
    /// Those whose lowest newest score is under 6 of 10.
    Unhappy,
    /// Those whom nobody has asked.
    Unmeasured,
    /// Those who could be customers, and those who were.
    Prospects,
    /// Why they come, as far as anybody knows.
    Assumptions,
    /// Those who may be lost, and why.
    AtRisk,
}

impl CustomerQuery {
    /// What its answer shows, in a sentence; `sort` is the order that was asked for.
    pub(super) fn title(self, sort: Option<ListingSort>) -> &'static str {
        match self {
            Self::Key if sort == Some(ListingSort::Name) => "Customers by name.",
            Self::Key if sort == Some(ListingSort::Satisfaction) => {
                "Customers by their lowest score, those never asked last."
            }
            Self::Key if sort == Some(ListingSort::Money) => "Customers by money.",
            Self::Key => "Key customers: by money, then by units that contribute.",
            Self::New => "New within 12 months.",
            Self::Longest => "With us longest.",
            Self::Unhappy => "Unhappy: a newest score under 6 of 10.",
            Self::Unmeasured => "Never asked, wholly or partly.",
            Self::Prospects => "Who could be a customer and isn't, or isn't any more.",
            Self::Assumptions => "Why they come, and whether anybody tested it.",
            Self::AtRisk => "Who may be lost, and why.",
        }
    }

    /// The columns of customers that a screen shows.
    pub(super) fn shown(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["id", "since", "pays", "contributors", "satisfaction", "owner", "known"],
            Self::New => &["id", "since", "won_by", "satisfaction"],
            Self::Longest => &["id", "since", "kept_by", "satisfaction"],
            Self::Prospects => &["id", "status", "buys_from", "could_use", "Why not us"],
            Self::AtRisk => &["id", "risks", "pays", "owner"],
            // Their rows are details of a customer.
            Self::Unhappy | Self::Unmeasured | Self::Assumptions => &[],
        }
    }
}
