//! The systems that export accounts and deals, by the columns that only their files have.

/// What the rows of an exported table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    Accounts,
    Deals,
    /// Those to whom accounts belong.
    Users,
}

impl TableKind {
    /// What the rows are called.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Deals => "deals",
            Self::Users => "users",
        }
    }
}

/// An export of a system.
#[derive(Clone, Copy, Debug)]
pub(super) struct CrmExport {
    pub(super) name: &'static str,
    pub(super) kind: TableKind,
    /// Columns that its files have: letters and digits only.
    columns: &'static [&'static str],
}

/// Every export, those with the most distinctive columns first.
const SYSTEMS: [CrmExport; 13] = [
    of("Dynamics 365", TableKind::Accounts, &["donotmodifyaccount"]),
    of("Dynamics 365", TableKind::Deals, &["donotmodifyopportunity"]),
    of("Pipedrive", TableKind::Deals, &["dealtitle"]),
    of("Pipedrive", TableKind::Deals, &["dealvalue", "dealstatus"]),
    of("Pipedrive", TableKind::Accounts, &["organizationname", "organizationowner"]),
    of("HubSpot", TableKind::Deals, &["dealname", "dealstage"]),
    of("HubSpot", TableKind::Accounts, &["companyname", "companyowner"]),
    of("HubSpot", TableKind::Accounts, &["recordid", "companyname"]),
    of("Salesforce", TableKind::Deals, &["accountid", "stagename"]),
    of("Salesforce", TableKind::Deals, &["opportunityname", "stage"]),
    of("Salesforce", TableKind::Users, &["id", "username", "lastname"]),
    of("Salesforce", TableKind::Accounts, &["accountname", "accountowner"]),
    of("Salesforce", TableKind::Accounts, &["id", "name", "ownerid"]),
];

const fn of(name: &'static str, kind: TableKind, columns: &'static [&'static str]) -> CrmExport {
    CrmExport { name, kind, columns }
}

impl CrmExport {
    /// The system that writes files with these columns.
    pub(super) fn of(columns: &[String]) -> Option<Self> {
        let has = |wanted: &&str| columns.iter().any(|column| column == *wanted);
        SYSTEMS.into_iter().find(|system| system.columns.iter().all(has))
    }
}
