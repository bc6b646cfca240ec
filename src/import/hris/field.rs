//! What the columns of a staff list hold, and what systems call them.

use crate::import::field_columns::{FieldNames, TableField};

/// What a column of a staff list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
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
    /// The path to the department, which counts where no department is named.
    UnitPath,
    /// The address.
    Email,
    /// The name of the entry in a directory.
    DirectoryName,
    /// Where they work.
    Site,
    /// The first day.
    Since,
    /// The last day.
    Leaving,
    /// Whether the person is still there.
    Status,
    /// What kind of member: guests are none.
    Kind,
}

impl TableField for Field {
    const EXPORT: &'static str = "a staff list";

    const ALL: &'static [FieldNames<Self>] = &[
        (
            Self::Id,
            "id",
            "id employeeid employeenumber uniqueid personid staffid workerid userid personnelnumber \
             positionid samaccountname unitid orgunitid departmentid",
        ),
        (
            Self::Name,
            "name",
            "name fullname displayname employeename workername worker employee payrollname unitname \
             orgunitname cn",
        ),
        (Self::First, "first", "firstname first givenname prenom"),
        (Self::Last, "last", "lastname last surname familyname sn nom"),
        (
            Self::Manager,
            "manager",
            "managerid manageremployeeid reportstoid supervisorid supervisoremployeeid linemanagerid \
             manageremail reportstoemail supervisoremail manager reportsto supervisor linemanager \
             managername reportstoname supervisorname responsable vorgesetzter vorgesetzte",
        ),
        (
            Self::OtherManager,
            "other-manager",
            "altreportsto matrixmanager dottedlinemanager secondarymanager",
        ),
        (
            Self::Parent,
            "parent",
            "parentid parent parentunitid parentunit parentdepartmentid parentdepartment partof",
        ),
        (
            Self::Title,
            "title",
            "title jobtitle businesstitle employeetitle positiondescription position role job \
             jobprofile jobcode poste",
        ),
        (
            Self::Department,
            "department",
            "department departmentname dept supervisoryorganization homedepartment teamname team unit \
             orgunit division costcenter1 costcenter service",
        ),
        (Self::UnitPath, "unit-path", "orgunitpath"),
        (
            Self::Email,
            "email",
            "email emailaddress workemail mail userprincipalname primaryemail emailprimary",
        ),
        (Self::DirectoryName, "directory-name", "dn distinguishedname"),
        (Self::Site, "site", "site location officelocation office"),
        (Self::Since, "since", "since hiredate startdate hired entrydate dateofhire datedentree"),
        (Self::Leaving, "leaving", "leaving terminationdate enddate leavingdate"),
        (
            Self::Status,
            "status",
            "status employmentstatus positionstatus workerstatus accountenabled enabled active statut \
             useraccountcontrol newstatus",
        ),
        (Self::Kind, "kind", "usertype workertype employeetype employmenttype"),
    ];

    /// Whether several columns may hold it: forms of a name, or of the same manager.
    fn takes_several(self) -> bool {
        matches!(self, Self::Manager | Self::Status | Self::Kind)
    }
}
