//! What the columns of a staff list tell, and what they are usually called.

/// What a staff list tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The id of the row.
    Id,
    /// Its name, maybe in several columns.
    Name,
    /// To whom the person reports: an id or a name.
    Manager,
    /// What the department is part of: an id or a name.
    Parent,
    /// The job.
    Title,
    /// The department of the person.
    Department,
    /// The address.
    Email,
    /// Where they work.
    Site,
    /// Since when.
    Since,
}

impl Field {
    /// Every field with its word, and what its column is usually called, letters and digits only.
    pub(super) const ALL: [(Self, &str, &[&str]); 9] = [
        (
            Self::Id,
            "id",
            &[
                "id",
                "employeeid",
                "personid",
                "staffid",
                "workerid",
                "employeenumber",
                "personnelnumber",
                "unitid",
                "orgunitid",
                "departmentid",
            ],
        ),
        (
            Self::Name,
            "name",
            &[
                "name",
                "fullname",
                "displayname",
                "employeename",
                "workername",
                "employee",
                "unitname",
                "orgunitname",
            ],
        ),
        (
            Self::Manager,
            "manager",
            &[
                "manager",
                "managerid",
                "reportsto",
                "reportstoid",
                "supervisor",
                "supervisorid",
                "linemanager",
                "linemanagerid",
                "manageremployeeid",
            ],
        ),
        (
            Self::Parent,
            "parent",
            &[
                "parent",
                "parentid",
                "parentunit",
                "parentunitid",
                "parentdepartment",
                "parentdepartmentid",
                "partof",
            ],
        ),
        (Self::Title, "title", &["title", "jobtitle", "position", "role", "job"]),
        (
            Self::Department,
            "department",
            &["department", "departmentname", "dept", "unit", "orgunit", "team", "division"],
        ),
        (Self::Email, "email", &["email", "emailaddress", "workemail", "mail"]),
        (Self::Site, "site", &["site", "location", "office"]),
        (Self::Since, "since", &["since", "hiredate", "startdate", "hired"]),
    ];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    pub(super) fn named(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, known, _)| *known == word).map(|(field, ..)| field)
    }
}
