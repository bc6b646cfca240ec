//! Organisations as they are: a tree of departments, services between them, customers outside.

use super::{
    Content,
    dice::Dice,
    item::{Item, Value, text, texts},
    names,
    tree::Tree,
};

/// Which way an organisation works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Every fifth department faces customers; the others serve colleagues, mostly near; some serve all.
    Corp,
    /// Teams serve whole departments: "Sales", not a team of it.
    Hier,
    /// Half of all services go outside, the others to one or two colleagues.
    Sparse,
    /// A value stream: work is passed on and never comes back.
    Chain,
}

/// How many in a hundred departments hold each tag, their parts with them.
const TAGS: [u64; 7] = [10, 20, 35, 50, 65, 80, 90];
/// Every nth department has a head who is part of the map.
const HEADS: u64 = 50;

/// What is thrown for, each with dice of its own.
const DEPARTMENT: u64 = 1;
const SERVICE: u64 = 2;
const CUSTOMER: u64 = 3;

/// One organisation.
pub(crate) struct Regime {
    way: Way,
    tree: Tree,
    customers: u64,
    seed: u64,
}

impl Regime {
    /// An organisation of a given number of units, departments and people.
    pub(crate) fn new(way: Way, units: u64, customers: u64, seed: u64) -> Self {
        Self { way, tree: Tree::new(units - units / (HEADS + 1)), customers, seed }
    }

    /// Whether a department provides what it provides to the outside.
    fn faces_customers(&self, department: u64, dice: &mut Dice) -> bool {
        let last = self.tree.departments() - 1;
        match self.way {
            Way::Corp | Way::Hier => dice.chance(20),
            Way::Sparse => dice.chance(50),
            Way::Chain => department == last || dice.chance(10),
        }
    }

    /// Whom a service of a department serves inside.
    fn colleagues(&self, department: u64, dice: &mut Dice) -> Vec<String> {
        let most = if self.way == Way::Sparse { 2 } else { 5 };
        let many = 1 + dice.below(most);
        let all: Vec<String> = (0..many).map(|_| self.colleague(department, dice)).collect();
        distinct(all)
    }

    fn colleague(&self, department: u64, dice: &mut Dice) -> String {
        match self.way {
            Way::Corp | Way::Hier if dice.chance(3) => blanket(dice),
            Way::Corp => names::department(self.near(department, dice)),
            Way::Hier => {
                let path = self.tree.path(self.near(department, dice));
                names::department(path[path.len().min(5) - 1])
            }
            Way::Sparse => {
                let levels = 1 + from(dice, 2);
                names::department(dice.within(&self.tree.near(department, levels)))
            }
            Way::Chain => {
                let end = self.tree.departments();
                let reach = (end - department - 1).min(1 + end / 50);
                names::department(department + 1 + dice.below(reach))
            }
        }
    }

    /// A department: of the same department mostly, of the same division often, of another now and then.
    fn near(&self, department: u64, dice: &mut Dice) -> u64 {
        let levels = match dice.below(10) {
            0 => usize::MAX - 1,
            1..=2 => 4,
            _ => 1 + from(dice, 3),
        };
        dice.within(&self.tree.near(department, levels))
    }

    /// Customers outside, at times with how happy they are.
    fn outside(&self, dice: &mut Dice) -> Vec<Value> {
        let many = 1 + dice.below(3);
        let all: Vec<String> =
            (0..many).map(|_| names::customer(dice.popular(self.customers))).collect();
        let relation = |to: String| {
            if !dice.chance(10) {
                return text(to);
            }
            let score = vec![
                ("score", Value::Number(3 + dice.below(8))),
                ("n", Value::Number(10 + dice.below(300))),
                ("measured", text("2026-05")),
            ];
            Value::Item(vec![("to", text(to)), ("satisfaction", Value::Item(score))])
        };
        distinct(all).into_iter().map(relation).collect()
    }

    fn service(&self, department: u64, number: u64) -> Item {
        let mut dice = Dice::new(self.seed, SERVICE + 8 * number, department);
        let mut item = vec![
            ("id", text(names::service(department, number))),
            ("name", text(names::what(&mut dice, department))),
        ];
        let mut last = department;
        let mut providers = vec![names::department(department)];
        if dice.chance(5) {
            let other = self.near(department, &mut dice);
            last = last.max(other);
            providers.push(names::department(other));
        }
        item.push(("provided_by", texts(distinct(providers))));
        // In a value stream nothing goes back, and behind the last there is only the outside.
        let ends = self.way == Way::Chain && last + 1 == self.tree.departments();
        if ends || self.faces_customers(department, &mut dice) {
            item.push(("serves", Value::List(self.outside(&mut dice))));
            if dice.chance(10) {
                let paid = vec![
                    ("from", text(names::payer(dice.below(3)))),
                    ("amount", Value::Number(1_000 * (1 + dice.below(900)))),
                ];
                item.push(("paid_by", Value::List(vec![Value::Item(paid)])));
            }
        } else {
            item.push(("serves", texts(self.colleagues(last, &mut dice))));
        }
        item
    }

    fn is_leaf(&self, department: u64) -> bool {
        self.tree.parts(department).count() == 1
    }

    fn tags(&self, department: u64, dice: &mut Dice) -> Vec<String> {
        let near_the_top = self.tree.path(department).len() == 3;
        if !near_the_top || self.way == Way::Chain {
            return Vec::new();
        }
        let tags = (0..).zip(TAGS).filter(|(_, share)| dice.chance(*share));
        tags.map(|(tag, _)| names::tag(tag)).collect()
    }
}

impl Content for Regime {
    fn departments(&self) -> u64 {
        self.tree.departments()
    }

    fn customers(&self) -> u64 {
        self.customers
    }

    fn department(&self, number: u64) -> Item {
        let mut dice = Dice::new(self.seed, DEPARTMENT, number);
        let mut item = vec![
            ("id", text(names::department(number))),
            ("name", text(names::unit(&mut dice, number))),
        ];
        let path = self.tree.path(number);
        if let [.., around, _] = path[..] {
            item.push(("part_of", text(names::department(around))));
        }
        if dice.chance(30) {
            item.push(("purpose", text(names::purpose(&mut dice))));
        }
        if number.is_multiple_of(HEADS) {
            item.push(("lead", text(names::head(number))));
        }
        let tags = self.tags(number, &mut dice);
        if !tags.is_empty() {
            item.push(("tags", texts(tags)));
        }
        if dice.chance(40) {
            item.push(("headcount", Value::Number(2 + dice.below(30))));
        }
        item
    }

    fn person(&self, number: u64) -> Option<Item> {
        let person = vec![
            ("id", text(names::head(number))),
            ("name", text(format!("Head of department {number}"))),
            ("department", text(names::department(number))),
            ("role", text("manager")),
        ];
        number.is_multiple_of(HEADS).then_some(person)
    }

    /// None to three, and 1.28 on average; in [`Way::Hier`] by teams only.
    fn services(&self, department: u64) -> Vec<Item> {
        let mut dice = Dice::new(self.seed, DEPARTMENT, department ^ (1 << 60));
        let many = match dice.below(100) {
            0..=9 => 0,
            10..=69 => 1,
            70..=91 => 2,
            _ => 3,
        };
        let none = self.way == Way::Hier && !self.is_leaf(department);
        let many = if none { 0 } else { many };
        (0..many).map(|number| self.service(department, number)).collect()
    }

    fn groups(&self) -> Vec<Item> {
        if self.way == Way::Chain {
            return Vec::new();
        }
        let group = |tag: u64| {
            let chosen = vec![("tag", text(names::tag(tag)))];
            vec![
                ("id", text(names::group(tag))),
                ("name", text(names::population(tag))),
                ("where", Value::Item(chosen)),
            ]
        };
        (0..TAGS.len() as u64).map(group).collect()
    }

    fn customer(&self, number: u64) -> Item {
        let mut dice = Dice::new(self.seed, CUSTOMER, number);
        let mut item = names::party(&mut dice, number);
        if dice.chance(10) && self.way != Way::Chain {
            let owner = names::department(dice.below(self.tree.departments()));
            item.push(("relationship", Value::Item(vec![("owner", text(owner))])));
        }
        if number + 1 < self.customers && dice.chance(1) {
            item.push(("reaches", texts([names::customer(number + 1)])));
        }
        item
    }
}

/// One of the tag groups, or everyone.
fn blanket(dice: &mut Dice) -> String {
    let tags = TAGS.len() as u64;
    let which = dice.below(tags + 1);
    if which == tags {
        return "everyone".to_owned();
    }
    names::group(which)
}

fn from(dice: &mut Dice, end: u64) -> usize {
    usize::try_from(dice.below(end)).unwrap_or_default()
}

/// Each once.
fn distinct(mut all: Vec<String>) -> Vec<String> {
    all.sort_unstable();
    all.dedup();
    all
}
