//! The words that a file may write as the values of some keys.

use crate::words::words;

words! {
    /// What kind of organisation it is: in a company recipients pay by default.
    pub OrganisationKind {
        /// Recipients pay.
        Company "company",
        /// Others pay.
        Nonprofit "nonprofit",
        /// The public pays.
        Public "public",
    }
    /// What kind of party.
    pub PartyKind {
        /// People as individuals.
        Person "person",
        /// A business.
        Business "business",
        /// A public body.
        Government "government",
        /// A nonprofit.
        Nonprofit "nonprofit",
        /// Everyone, the public good.
        Society "society",
    }
    /// The status of a party.
    pub Status {
        /// Served now.
        Active "active",
        /// Could be served.
        Prospect "prospect",
        /// Was served.
        Former "former",
    }
    /// The status of a service: only active ones provide or receive.
    pub ServiceStatus {
        /// Provided now.
        Active "active",
        /// Not provided yet.
        Planned "planned",
        /// No longer provided.
        Retired "retired",
    }
    /// As what somebody pays.
    pub PaidAs {
        /// A price.
        Fee "fee",
        /// A grant.
        Grant "grant",
        /// A gift.
        Donation "donation",
        /// Money inside.
        Budget "budget",
        /// Taxes.
        Tax "tax",
    }
    /// How sure a reason is.
    pub Confidence {
        /// Nobody has tested it.
        Assumed "assumed",
        /// Tested, holds.
        Supported "supported",
        /// Tested, doesn't hold.
        Refuted "refuted",
    }
    /// What a verdict says of an inferred customer.
    pub Decision {
        /// It is a customer.
        Confirmed "confirmed",
        /// It is no customer.
        Rejected "rejected",
    }
    /// How satisfaction was measured, where it isn't a mean of scores.
    pub Metric {
        /// A net promoter score, from -100 to 100.
        Nps "nps",
    }
    /// Why a party came or went.
    pub ChangeReason {
        /// A product.
        Product "product",
        /// The market.
        Market "market",
        /// The people who owned the relationship.
        Relationship "relationship",
        /// Somebody recommended the organisation.
        Referral "referral",
        /// It needed what the organisation provides.
        Need "need",
        /// The price (of one that went).
        Price "price",
    }
}
