//! What becomes of accounts and deals, as the user says.

use std::collections::HashMap;

/// What becomes of accounts and deals.
#[derive(Clone, Debug, Default)]
pub struct CrmOptions {
    /// The service for which customers pay; without it amounts are not used.
    pub service: Option<SoldService>,
    /// The day that ends the 12 months of payments, as `2026-05-31`.
    pub today: String,
    /// The currency of the amounts that count.
    pub currency: Option<String>,
    /// The column by whose values accounts become one beneficiary each.
    pub group_by: Option<String>,
    /// How many accounts with the highest amounts stay apart from the others.
    pub top: Option<usize>,
    /// The id of the owner with each address, in small letters.
    pub addresses: HashMap<String, String>,
    /// Since when each beneficiary of the map is one, by its id and its folded name.
    pub since: HashMap<String, String>,
}

/// The service for which customers pay.
#[derive(Clone, Debug, Default)]
pub struct SoldService {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether the map into which is merged has it.
    pub is_existing: bool,
    /// The amount that each beneficiary of the map pays for it, by its id and its folded name.
    pub paid: HashMap<String, f64>,
}
