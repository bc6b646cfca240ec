//! The questions. They go to standard error, and an answer is a line of standard input, typed or piped.

use super::answers::InitAnswers;
use anyhow::{Context as _, bail};
use custmap::{
    diag::{Nearest, clean},
    model::OrganisationKind,
};
use std::io::{self, BufRead, IsTerminal as _, Write as _};

/// Asks all questions. Where the answers end early, so does everything.
pub(super) fn ask(
    kind: Option<OrganisationKind>,
    input: &mut dyn BufRead,
) -> anyhow::Result<InitAnswers> {
    let mut interview = Interview {
        input,
        answers: InitAnswers {
            name: String::new(),
            kind: kind.unwrap_or(OrganisationKind::Company),
            customers_called: String::new(),
            departments: Vec::new(),
            beneficiaries: Vec::new(),
            payers: Vec::new(),
        },
    };
    interview.organisation(kind)?;
    interview.departments()?;
    let called = match &*interview.answers.customers_called {
        "" => "customers",
        called => called,
    };
    say(&format!(
        "\nWho are your {called} outside? A kind of people or firms a line; an empty line ends them."
    ))?;
    interview.names(|answers, name| answers.beneficiaries.push(name), "Outside")?;
    if interview.answers.kind != OrganisationKind::Company {
        say("\nWho pays without receiving anything: donors, taxpayers? One a line.")?;
        interview.names(|answers, name| answers.payers.push(name), "Payer")?;
    }
    interview.serves()?;
    Ok(interview.answers)
}

struct Interview<'i> {
    input: &'i mut dyn BufRead,
    answers: InitAnswers,
}

impl Interview<'_> {
    /// The answer to a question, without blanks at its ends.
    fn answer(&mut self, question: &str) -> anyhow::Result<String> {
        let mut err = io::stderr();
        write!(err, "{} ", clean(question)).and_then(|()| err.flush())?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line);
        if read.context("can't read the answer")? == 0 {
            say("")?;
            bail!("the answers end before the questions do; nothing was written");
        }
        let answer = line.trim();
        if !io::stdin().is_terminal() {
            // A person who types sees it; of what is piped, nobody would.
            say(answer)?;
        }
        Ok(answer.to_owned())
    }

    fn organisation(&mut self, kind: Option<OrganisationKind>) -> anyhow::Result<()> {
        self.one("What is your organisation called?", |answers, name| {
            answers.name = name;
        })?;
        if kind.is_none() {
            self.answers.kind = self.kind()?;
        }
        let question = "What do you call those you serve? [customers]";
        self.answers.customers_called = self.answer(question)?;
        Ok(())
    }

    fn kind(&mut self) -> anyhow::Result<OrganisationKind> {
        let known = OrganisationKind::ALL;
        loop {
            let word =
                self.answer("Is it a company, a nonprofit or public? [company]")?.to_lowercase();
            if word.is_empty() {
                return Ok(OrganisationKind::Company);
            }
            // The first letters do: no two words begin with the same one.
            let mut meant = known.iter().filter(|kind| kind.word().starts_with(&word));
            match meant.next() {
                Some(kind) => return Ok(*kind),
                None => say("Please answer company, nonprofit or public.")?,
            }
        }
    }

    fn departments(&mut self) -> anyhow::Result<()> {
        say("\nWhich departments or teams are there? One a line; an empty line ends them.")?;
        self.one("Department:", |answers, name| {
            answers.departments.push((name, Vec::new()));
        })?;
        self.names(|answers, name| answers.departments.push((name, Vec::new())), "Department")
    }

    /// Names until an empty line.
    fn names(&mut self, add: impl Fn(&mut InitAnswers, String), what: &str) -> anyhow::Result<()> {
        loop {
            let name = self.answer(&format!("{what}:"))?;
            if name.is_empty() {
                return Ok(());
            }
            self.accept(name, &add)?;
        }
    }

    /// One name, which must be given.
    fn one(
        &mut self,
        question: &str,
        add: impl Fn(&mut InitAnswers, String),
    ) -> anyhow::Result<()> {
        loop {
            let name = self.answer(question)?;
            if self.accept(name, &add)? {
                return Ok(());
            }
        }
    }

    /// Adds a name if the map is sound with it, and says why not otherwise. Whether it did.
    fn accept(
        &mut self,
        name: String,
        add: impl Fn(&mut InitAnswers, String),
    ) -> anyhow::Result<bool> {
        let payers = self.answers.payers.iter().map(String::as_str);
        let taken = self.answers.names().chain(payers).any(|other| same(other, &name));
        if taken {
            say(&format!("{name} is there already."))?;
            return Ok(false);
        }
        let mut with = self.answers.clone();
        add(&mut with, name);
        if let Some(trouble) = with.trouble() {
            say(&format!("That can't be: {trouble}."))?;
            return Ok(false);
        }
        self.answers = with;
        Ok(true)
    }

    /// Whom each department serves.
    fn serves(&mut self) -> anyhow::Result<()> {
        say(
            "\nWho uses the work of each? Departments, those outside, or everyone, with commas between\n\
             them. Nothing if you don't know yet.",
        )?;
        for at in 0..self.answers.departments.len() {
            let name = self.answers.departments[at].0.clone();
            self.answers.departments[at].1 = loop {
                let line = self.answer(&format!("{name} serves:"))?;
                match self.known(&line, &name) {
                    Ok(names) => break names,
                    Err(unknown) => say(&unknown)?,
                }
            };
        }
        Ok(())
    }

    /// The names in a line as the map writes them, or what to say of one that it doesn't know.
    fn known(&self, line: &str, department: &str) -> Result<Vec<String>, String> {
        let others = || {
            let names = self.answers.names().filter(|name| *name != department);
            names.chain(["everyone"])
        };
        let find = |word: &str| others().find(|name| same(name, word)).map(str::to_owned);
        if let Some(whole) = find(line) {
            return Ok(vec![whole]);
        }
        let mut found: Vec<String> = Vec::new();
        for word in line.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let Some(name) = find(word) else {
                let all = format!("known are {}", others().collect::<Vec<_>>().join(", "));
                let help = Nearest::default().advice(word, others(), &all);
                return Err(format!("Nobody else there is called {word}: {help}."));
            };
            if !found.contains(&name) {
                found.push(name);
            }
        }
        Ok(found)
    }
}

/// Whether two names are one, whatever their capitals.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Prints lines on standard error, without the control characters that an answer may hold.
fn say(text: &str) -> io::Result<()> {
    let lines: Vec<_> = text.split('\n').map(clean).collect();
    writeln!(io::stderr(), "{}", lines.join("\n"))
}
