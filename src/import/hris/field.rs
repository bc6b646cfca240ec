//! What the columns of a staff list hold, and what systems call them.

/// What a column of a staff list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The id of the row.
    Id,
    /// The name, maybe in several columns.
    Name,
    /// The first name.
    First,
    /// The last name.
    Last,
    /// To whom the person reports: an id, an address or a name.
    Manager,
    /// To whom else the person reports.
    OtherManager,
    /// What the department is part of: an id or a name.
    Parent,
    /// The job.
    Title,
    /// The department of the person, or the path to it.
    Department,
    /// The address.
    Email,
    /// The name of the entry in a directory.
    DirectoryName,
    /// Where they work.
    Site,
    /// Since when.
    Since,
    /// Until when.
    Leaving,
    /// Whether the person is still there.
    Status,
    /// What kind of member: guests are none.
    Kind,
}

/// A field with its word, and what its columns are called: letters and digits only, the surest first.
pub(super) type FieldNames = (Field, &'static str, &'static [&'static str]);

impl Field {
    /// Every field in the order of its number.
    pub(super) const ALL: [FieldNames; 16] = [
        (
            Self::Id,
            "id",
            &[
                "id",
                "employeeid",
                "employeenumber",
                "personid",
                "staffid",
                "workerid",
                "userid",
                "personnelnumber",
                "positionid",
                "samaccountname",
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
                "worker",
                "employee",
                "payrollname",
                "unitname",
                "orgunitname",
                "cn",
            ],
        ),
        (Self::First, "first", &["firstname", "first", "givenname", "prenom"]),
        (Self::Last, "last", &["lastname", "last", "surname", "familyname", "sn", "nom"]),
        (
            Self::Manager,
            "manager",
            &[
                "managerid",
                "manageremployeeid",
                "reportstoid",
                "supervisorid",
                "linemanagerid",
                "manageremail",
                "reportstoemail",
                "supervisoremail",
                "manager",
                "reportsto",
                "supervisor",
                "linemanager",
                "managername",
            ],
        ),
        (
            Self::OtherManager,
            "other-manager",
            &["altreportsto", "matrixmanager", "dottedlinemanager", "secondarymanager"],
        ),
        (
            Self::Parent,
            "parent",
            &[
                "parentid",
                "parent",
                "parentunitid",
                "parentunit",
                "parentdepartmentid",
                "parentdepartment",
                "partof",
            ],
        ),
        (
            Self::Title,
            "title",
            &[
                "title",
                "jobtitle",
                "businesstitle",
                "employeetitle",
                "positiondescription",
                "position",
                "role",
                "job",
                "jobprofile",
                "jobcode",
                "poste",
            ],
        ),
        (
            Self::Department,
            "department",
            &[
                "department",
                "departmentname",
                "dept",
                "supervisoryorganization",
                "homedepartment",
                "teamname",
                "team",
                "unit",
                "orgunit",
                "division",
                "orgunitpath",
                "costcenter1",
                "costcenter",
                "service",
            ],
        ),
        (
            Self::Email,
            "email",
            &["email", "emailaddress", "workemail", "mail", "userprincipalname", "primaryemail"],
        ),
        (Self::DirectoryName, "directory-name", &["dn", "distinguishedname"]),
        (Self::Site, "site", &["site", "location", "officelocation", "office"]),
        (
            Self::Since,
            "since",
            &["since", "hiredate", "startdate", "hired", "entrydate", "dateofhire", "datedentree"],
        ),
        (Self::Leaving, "leaving", &["leaving", "terminationdate", "enddate", "leavingdate"]),
        (
            Self::Status,
            "status",
            &[
                "status",
                "employmentstatus",
                "positionstatus",
                "workerstatus",
                "accountenabled",
                "enabled",
                "active",
                "statut",
                "useraccountcontrol",
            ],
        ),
        (Self::Kind, "kind", &["usertype", "workertype", "employeetype", "employmenttype"]),
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

    /// Whether several columns may hold it: forms of a name, or of the same manager.
    pub(super) fn takes_several(self) -> bool {
        matches!(self, Self::Manager | Self::Status | Self::Kind)
    }
}
