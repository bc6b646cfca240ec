//! What things are called: roles and trades, never people.

use super::{
    dice::Dice,
    item::{Item, Value, text},
};

const TRADES: [&str; 24] = [
    "Accounting",
    "Claims",
    "Contracts",
    "Design",
    "Dispatch",
    "Engineering",
    "Facilities",
    "Field Service",
    "Fleet",
    "Laboratory",
    "Legal",
    "Logistics",
    "Maintenance",
    "Marketing",
    "Payroll",
    "Planning",
    "Procurement",
    "Production",
    "Quality",
    "Recruiting",
    "Research",
    "Sales",
    "Service Desk",
    "Stores",
];
const SERVICES: [&str; 20] = [
    "Advice",
    "Audits",
    "Billing",
    "Cleaning",
    "Deliveries",
    "Drawings",
    "Forecasts",
    "Hiring",
    "Inspections",
    "Monthly figures",
    "Orders",
    "Parts",
    "Repairs",
    "Reports",
    "Samples",
    "Schedules",
    "Support",
    "Tests",
    "Training",
    "Translations",
];
const PARTIES: [&str; 10] = [
    "Retail buyers",
    "Wholesale partners",
    "Hospitals",
    "Schools",
    "Tenants",
    "Commuters",
    "Builders",
    "Insurers",
    "Farmers",
    "Town councils",
];
const KINDS: [&str; 5] = ["person", "business", "government", "nonprofit", "society"];
const VERBS: [&str; 6] = ["Keeps", "Plans", "Checks", "Buys", "Builds", "Explains"];
const THINGS: [&str; 8] = [
    "what others need to deliver",
    "machines that run",
    "figures that managers rely on",
    "goods on their way",
    "the promises made to customers",
    "spare parts within a day",
    "rooms worth working in",
    "contracts in force",
];
const POPULATIONS: [&str; 7] = [
    "Keyholders",
    "Drivers",
    "Budget owners",
    "Those on shifts",
    "Mobile phone users",
    "Building users",
    "Computer users",
];

/// The id of a department.
pub(crate) fn department(number: u64) -> String {
    format!("d{number}")
}

/// The id of a department's service.
pub(crate) fn service(department: u64, number: u64) -> String {
    format!("s{department}-{number}")
}

/// The id of the head of a department.
pub(crate) fn head(department: u64) -> String {
    format!("h{department}")
}

/// The id of a customer.
pub(crate) fn customer(number: u64) -> String {
    format!("c{number}")
}

/// The id of a payer.
pub(crate) fn payer(number: u64) -> String {
    format!("p{number}")
}

/// The id of a group.
pub(crate) fn group(number: u64) -> String {
    format!("g{number}")
}

/// A tag.
pub(crate) fn tag(number: u64) -> String {
    format!("t{number}")
}

/// What a department is called.
pub(crate) fn unit(dice: &mut Dice, number: u64) -> String {
    format!("{} {number}", dice.word(&TRADES))
}

/// What a service is called.
pub(crate) fn what(dice: &mut Dice, department: u64) -> String {
    format!("{} of {department}", dice.word(&SERVICES))
}

/// What a department is for.
pub(crate) fn purpose(dice: &mut Dice) -> String {
    format!("{} {}", dice.word(&VERBS), dice.word(&THINGS))
}

/// What the group of a tag is called.
pub(crate) fn population(tag: u64) -> &'static str {
    let at = usize::try_from(tag).unwrap_or_default();
    POPULATIONS[at % POPULATIONS.len()]
}

/// A customer, with what is known of it.
pub(crate) fn party(dice: &mut Dice, number: u64) -> Item {
    let mut item = vec![
        ("id", text(customer(number))),
        ("name", text(format!("{} {number}", dice.word(&PARTIES)))),
        ("kind", text(dice.word(&KINDS))),
    ];
    if dice.chance(40) {
        item.push(("since", Value::Number(1980 + dice.below(45))));
    }
    item
}

/// Those who pay and receive nothing.
pub(crate) fn payers() -> Vec<Item> {
    let names = (0..).zip(["Foundations", "Taxpayers", "Donors"]);
    names.map(|(number, name)| vec![("id", text(payer(number))), ("name", text(name))]).collect()
}
