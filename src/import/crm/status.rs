//! What systems write under the status of an account and the stage of a deal.

/// What an account is to the organisation. Where several columns say something, the later one here counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Standing {
    /// Nothing is known.
    #[default]
    Unknown,
    Active,
    Prospect,
    Former,
    /// A partner, a competitor or a supplier.
    Other,
}

const FORMER: [&str; 12] = [
    "former",
    "ex",
    "past",
    "churned",
    "lost",
    "inactive",
    "lapsed",
    "cancelled",
    "canceled",
    "terminated",
    "ehemalig",
    "ancien",
];
const PROSPECT: [&str; 13] = [
    "prospect",
    "prospects",
    "prospective",
    "lead",
    "leads",
    "opportunity",
    "subscriber",
    "target",
    "suspect",
    "interessent",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "potential",
];
const ACTIVE: [&str; 8] =
    ["customer", "customers", "client", "clients", "evangelist", "active", "kunde", "aktiv"];
const OTHER: [&str; 13] = [
    "partner",
    "competitor",
    "supplier",
    "vendor",
    "press",
    "analyst",
    "investor",
    "integrator",
    "influencer",
    "consultant",
    "not",
    "no",
    "non",
];

impl Standing {
    /// What a cell says. Of several labels in it, that of a customer counts first.
    pub(super) fn of(cell: &str) -> Self {
        let of_label = |label: &str| {
            let words = words(label);
            let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
            if has(&FORMER) {
                Self::Former
            } else if has(&PROSPECT) {
                Self::Prospect
            } else if has(&OTHER) && !has(&["customer"]) || has(&["not", "no", "non"]) {
                Self::Other
            } else if has(&ACTIVE) {
                Self::Active
            } else {
                Self::Unknown
            }
        };
        let labels = cell.split([';', ',']).map(of_label);
        labels.filter(|label| *label != Self::Unknown).min().unwrap_or_default()
    }
}

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DealOutcome {
    Open,
    Lost,
    Won,
}

impl DealOutcome {
    /// What a cell says.
    pub(super) fn of(cell: &str) -> Self {
        let words = words(cell);
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        if has(&["lost", "closedlost", "canceled", "cancelled", "not", "no", "verloren"]) {
            Self::Lost
        } else if has(&["won", "closedwon", "true", "yes", "1", "gewonnen"]) {
            Self::Won
        } else {
            Self::Open
        }
    }
}

/// Whether a cell says yes.
pub(super) fn is_true(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "true" | "1" | "yes")
}

fn words(cell: &str) -> Vec<String> {
    let words = cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
