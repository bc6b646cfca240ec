//! The organisation, its units, and groups of them.

use super::{RawMore, RawPayment, RawRelation};
use crate::input::{
    lists::{OneOrMany, TextOr},
    record::record,
    text::Text,
};

record! {
    /// The organisation itself, once in a map.
    RawOrganisation is "an organisation"
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// What it is called.
    "name" name: Text, required "what people call it";
    /// In a company those who receive pay, unless a service says otherwise. Left out: company.
    "kind" kind: Text, holds Word(OrganisationKind);
    /// Its own word for those it serves: patients, citizens, members.
    "customers_called" customers_called: Text;
    /// The currency of every amount, such as GBP.
    "currency" currency: Text;
    /// Who pays for what serves somebody outside, where a service does not say. Without amounts.
    "paid_by" paid_by: OneOrMany<TextOr<RawPayment>>;
    /// The names of its sites, as a reminder.
    "sites" sites: Box<[Text]>;
    /// What it is, in a sentence or two.
    "description" description: Text;
}

record! {
    /// A department, or a team in one.
    RawDepartment is "a department", with more: RawMore
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// What people call it.
    "name" name: Text, required "what people call it";
    /// The department around it. Left out, it is directly under the organisation.
    "part_of" part_of: Text, holds Reference(DEPARTMENT);
    /// What it is for, in a line.
    "purpose" purpose: Text;
    /// The person who leads it.
    "lead" lead: Text, holds Reference(PERSON);
    /// Where it is. Groups select by it.
    "site" site: Text;
    /// What marks it. Groups select by it.
    "tags" tags: Box<[Text]>;
    /// How many people work in it and its parts.
    "headcount" headcount: Text, holds Count;
    /// Whom it serves: the shortest way to say so, as a service without a name.
    "serves" serves: OneOrMany<TextOr<RawRelation>>;
    /// Who pays for what it provides in this way.
    "paid_by" paid_by: OneOrMany<TextOr<RawPayment>>;
}

record! {
    /// A person on whom somebody depends. A role is enough instead of a name.
    RawPerson is "a person", with more: RawMore
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// The role, or the name.
    "name" name: Text, required "what people call it";
    /// Where they belong. Left out, they are directly under the organisation.
    "department" department: Text, holds Reference(DEPARTMENT);
    /// Their role. Groups select by it.
    "role" role: Text;
    /// What marks them. Groups select by it.
    "tags" tags: Box<[Text]>;
    /// Where they are. Groups select by it.
    "site" site: Text;
    /// Their address.
    "email" email: Box<Text>;
    /// Since when they have been here: 2016, 2016-04 or 2016-04-30.
    "since" since: Text, holds Date;
    /// When they go, once that has been announced: 2027, 2027-03 or 2027-03-31.
    "leaving" leaving: Box<Text>, holds Date;
    /// The person who takes over.
    "successor" successor: Box<Text>, holds Reference(PERSON);
    /// Whom they serve: the shortest way to say so, as a service without a name.
    "serves" serves: OneOrMany<TextOr<RawRelation>>;
    /// Who pays for what they provide in this way.
    "paid_by" paid_by: OneOrMany<TextOr<RawPayment>>;
}

record! {
    /// A population inside: members by name, or by what they are.
    RawGroup is "a group", with more: RawMore
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// What people call it.
    "name" name: Text, required "what people call it";
    /// Departments, persons, other groups, or everyone.
    "members" members: Box<[Text]>, holds Reference(MEMBER);
    /// Which units belong to it, by what they are.
    "where" selector: RawWhere;
    /// Units that are taken out again, with their parts, or groups: exactly the units that they hold.
    "except" except: Box<[Text]>, holds Reference(EXCEPTION);
    /// How many people it really has, for display.
    "size" size: Text, holds Count;
    /// Its needs and expectations.
    "expects" expects: Box<[Text]>;
    /// What makes meeting them a duty, if anything does.
    "obligation" obligation: Text;
    /// When somebody last checked this entry.
    "reviewed" reviewed: Text, holds Date;
}

record! {
    /// Conditions that all must hold; a list means any of its values. Values compare exactly.
    RawWhere is "a selector (such as `{tag: computer}`)", of something
    /// Units with this tag.
    "tag" tag: OneOrMany<Text>;
    /// Units at this site: their own, or that of the nearest department around them that names one.
    "site" site: OneOrMany<Text>;
    /// Departments, or persons.
    "kind" kind: OneOrMany<Text>, holds Word(UnitKind);
    /// Persons with this role.
    "role" role: OneOrMany<Text>;
    /// `true` for persons who lead a department, `false` for those who lead none.
    "leads" leads: OneOrMany<Text>, holds Word(Leads);
}
