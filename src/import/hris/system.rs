//! The systems that export staff lists, by the columns that only their files have.

/// A system that exports staff lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct System {
    pub(super) name: &'static str,
    /// Columns that its files have: letters and digits only.
    columns: &'static [&'static str],
    /// What to know about its files.
    pub(super) warning: Option<&'static str>,
}

const NO_MANAGERS: &str = "this download names no managers, so departments have no leads and no levels; for \
    them import the JSON of Graph: users?$expand=manager";

/// Every system, those with the most distinctive columns first.
const SYSTEMS: [System; 16] = [
    System { name: "Active Directory", columns: &["samaccountname"], warning: None },
    System { name: "Microsoft Graph", columns: &["userprincipalname", "manager"], warning: None },
    System { name: "SCIM", columns: &["username", "givenname", "active"], warning: None },
    System {
        name: "Microsoft Entra",
        columns: &["userprincipalname", "accountenabled"],
        warning: Some(NO_MANAGERS),
    },
    System { name: "Google Workspace", columns: &["orgunitpath", "emailaddress"], warning: None },
    System {
        name: "SAP SuccessFactors",
        columns: &["userid", "username", "manager", "jobcode"],
        warning: None,
    },
    System { name: "Workday", columns: &["supervisoryorganization"], warning: None },
    System { name: "ADP", columns: &["payrollname", "homedepartment"], warning: None },
    System { name: "Paylocity", columns: &["employeeid", "costcenter1"], warning: None },
    System { name: "OrgPlus", columns: &["personid", "supervisorid"], warning: None },
    System { name: "a directory (LDIF)", columns: &["dn", "cn"], warning: None },
    System { name: "Visio", columns: &["uniqueid", "reportsto"], warning: None },
    System { name: "Visio", columns: &["reportsto", "mastershape"], warning: None },
    System { name: "Visio", columns: &["employeeid", "managerid", "roletype"], warning: None },
    System { name: "an organisation chart", columns: &["id", "parentid", "title"], warning: None },
    System {
        name: "BambooHR",
        columns: &["employeenumber", "jobtitle", "department"],
        warning: None,
    },
];

impl System {
    /// The system that writes files with these columns.
    pub(super) fn of(columns: &[String]) -> Option<Self> {
        let has = |wanted: &&str| columns.iter().any(|column| column == *wanted);
        SYSTEMS.into_iter().find(|system| system.columns.iter().all(has))
    }
}
