//! What the columns of accounts, deals and users hold, and what systems call them.

use crate::import::field_columns::{FieldNames, TableField};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CrmField {
    /// The id of the account or user.
    Id,
    /// The name of the account or user.
    Name,
    /// The first name of a user.
    First,
    /// The last name of a user.
    Last,
    /// The owner of the account.
    Owner,
    /// When the account was made.
    Since,
    /// Whether the account is a customer.
    Status,
    /// The id of the account of a deal.
    AccountId,
    /// The name of the account of a deal.
    Account,
    /// The amount of a deal.
    Amount,
    /// The currency of the amount.
    Currency,
    /// When the deal was won.
    Date,
    /// Whether the deal was won.
    Stage,
    /// Whether the row was deleted.
    Deleted,
}

impl TableField for CrmField {
    const EXPORT: &'static str = "an export of accounts or deals";

    const ALL: &'static [FieldNames<Self>] = &[
        (
            Self::Id,
            "id",
            "donotmodifyaccount recordid organizationpipedrivesystemid organizationid accountid \
             companyid customerid id",
        ),
        (
            Self::Name,
            "name",
            "accountname companyname organizationname customername clientname name account company \
             organization customer client",
        ),
        (Self::First, "first", "firstname"),
        (Self::Last, "last", "lastname"),
        (
            Self::Owner,
            "owner",
            "accountowner companyowner organizationowner owner ownername accountmanager \
             keyaccountmanager ownerid",
        ),
        (
            Self::Since,
            "since",
            "customersince since createddate createdate createdon organizationcreationdate \
             organizationorganizationcreated creationdate created",
        ),
        (
            Self::Status,
            "status",
            "type accounttype lifecyclestage relationshiptype organizationlabels organizationlabel \
             labels label customerstatus accountstatus status",
        ),
        (
            Self::AccountId,
            "account-id",
            "accountid associatedcompanyidsprimary associatedcompanyidprimary associatedcompanyids \
             associatedcompanyid dealorganizationid organizationid companyid customerid",
        ),
        (
            Self::Account,
            "account",
            "accountname associatedcompanyprimary associatedcompany dealorganization organizationname \
             potentialcustomer companyname customername account organization company customer client",
        ),
        (Self::Amount, "amount", "actualrevenue amount dealvalue dealamount value"),
        (
            Self::Currency,
            "currency",
            "currencyisocode amountcurrency dealcurrencyofvalue dealcurrency currency",
        ),
        (
            Self::Date,
            "date",
            "dealwontime wontime actualclosedate closedate closeddate dealdealclosedon dealclosedon \
             datewon wondate",
        ),
        (Self::Stage, "stage", "iswon isclosedwon won dealstatus dealstage stagename stage status"),
        (Self::Deleted, "deleted", "isdeleted deleted"),
    ];

    fn takes_several(self) -> bool {
        matches!(self, Self::Owner | Self::Status | Self::Stage)
    }
}
