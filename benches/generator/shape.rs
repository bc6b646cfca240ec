//! Organisations that nobody has, made to hurt: what is quadratic, recursive or unbounded shows here first.

use super::{
    Content,
    item::{Item, text, texts},
    names,
};

/// What hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Each department serves the next one only; the last one serves the customers.
    Line,
    /// Each department is part of the one before it, and serves a customer.
    Deep,
    /// All are directly part of the organisation, and serve one another at random distances.
    Flat,
    /// Each department serves everyone, one in a thousand a customer too.
    Everyone,
    /// Few departments; each customer passes on what it gets to the next one.
    Passing,
}

/// One such organisation.
pub(crate) struct Shape {
    form: Form,
    departments: u64,
    customers: u64,
}

impl Shape {
    /// An organisation of a given number of units; of a given number of customers where those make the shape.
    pub(crate) fn new(form: Form, units: u64, customers: u64) -> Self {
        let (departments, customers) = match form {
            Form::Passing => (units.min(10), units),
            Form::Line | Form::Deep | Form::Flat | Form::Everyone => (units, customers),
        };
        Self { form, departments, customers }
    }

    fn serves(&self, number: u64) -> Vec<String> {
        let customer = names::customer(number % self.customers);
        let next = number + 1;
        match self.form {
            Form::Line if next < self.departments => vec![names::department(next)],
            Form::Line | Form::Deep => vec![customer],
            Form::Flat => {
                let other = number.wrapping_mul(7_919) % self.departments;
                vec![names::department(other), customer]
            }
            Form::Everyone if !number.is_multiple_of(1_000) => vec!["everyone".to_owned()],
            Form::Everyone => vec!["everyone".to_owned(), customer],
            Form::Passing => vec![names::customer(0)],
        }
    }
}

impl Content for Shape {
    fn departments(&self) -> u64 {
        self.departments
    }

    fn customers(&self) -> u64 {
        self.customers
    }

    fn department(&self, number: u64) -> Item {
        let mut item = vec![
            ("id", text(names::department(number))),
            ("name", text(format!("Department {number}"))),
        ];
        if self.form == Form::Deep && number > 0 {
            item.push(("part_of", text(names::department(number - 1))));
        }
        item
    }

    fn person(&self, _number: u64) -> Option<Item> {
        None
    }

    fn services(&self, department: u64) -> Vec<Item> {
        vec![vec![
            ("id", text(names::service(department, 0))),
            ("name", text(format!("Service {department}"))),
            ("provided_by", text(names::department(department))),
            ("serves", texts(self.serves(department))),
        ]]
    }

    fn groups(&self) -> Vec<Item> {
        Vec::new()
    }

    fn customer(&self, number: u64) -> Item {
        let mut item = vec![
            ("id", text(names::customer(number))),
            ("name", text(format!("Customers {number}"))),
        ];
        if self.form == Form::Passing && number + 1 < self.customers {
            item.push(("reaches", texts([names::customer(number + 1)])));
        }
        item
    }
}
