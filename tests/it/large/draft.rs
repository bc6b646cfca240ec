//! Random maps as YAML, larger than the drafts of `drafts` and made from a seed alone. Ids are in no order of the file,
//! and many things have the same name, so that every tie is there.

use std::fmt::Write as _;

/// Numbers that look random (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 16).expect("48 bits")
    }

    fn below(&mut self, count: usize) -> usize {
        self.next() % count.max(1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A map in the making.
struct Draft {
    dice: Dice,
    text: String,
    /// Makes the order of ids another one in each map.
    salt: usize,
    departments: usize,
    people: usize,
    groups: usize,
    services: usize,
    beneficiaries: usize,
    payers: usize,
    /// Whether some services have payers of their own.
    with_payments: bool,
}

/// A random map with at most a given number of departments, as many people and beneficiaries, and three times as many
/// services.
pub(crate) fn large_draft(seed: u64, most: usize) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x1234_5678_9abc_def1).wrapping_add(77));
    let scale = 1 + dice.below(most);
    let few = dice.chance(50);
    let mut draft = Draft {
        salt: (dice.next() % 8_191) | 1,
        departments: 1 + dice.below(scale),
        people: dice.below(scale),
        groups: dice.below(8),
        services: 1 + dice.below(3 * scale),
        beneficiaries: 1 + dice.below(if few { 10 } else { scale.min(200) }),
        payers: dice.below(4),
        with_payments: dice.chance(50),
        text: String::new(),
        dice,
    };
    let kind = draft.dice.pick(&["company", "nonprofit", "public"]);
    draft.text = format!("organisation: {{name: Org, kind: {kind}}}\n");
    draft.departments();
    draft.people();
    draft.groups();
    draft.services();
    draft.parties("beneficiaries", 'b', draft.beneficiaries);
    draft.parties("payers", 'y', draft.payers);
    draft.text
}

impl Draft {
    fn id(&self, list: char, number: usize) -> String {
        format!("{list}{:04}-{number}", number * 7_919 * self.salt % 9_973)
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn list(&mut self, key: &str) {
        writeln!(self.text, "{key}:").expect("memory");
    }

    /// The beginning of an item.
    fn item(&mut self, list: char, number: usize, name: usize) {
        let id = self.id(list, number);
        write!(self.text, "  - {{id: {id}, name: {list}{name}").expect("memory");
    }

    /// One of the things of a list.
    fn one(&mut self, list: char, count: usize) -> String {
        let number = self.dice.below(count);
        self.id(list, number)
    }

    fn departments(&mut self) {
        let shape = self.dice.below(3);
        self.list("departments");
        for number in 0..self.departments {
            self.item('d', number, number);
            if number > 0 && self.dice.chance(if shape == 0 { 98 } else { 85 }) {
                let parent = match shape {
                    0 => number - 1 - self.dice.below(2).min(number - 1),
                    1 => self.dice.below(1 + number / 20),
                    _ => self.dice.below(number),
                };
                let parent = self.id('d', parent);
                self.add(&format!(", part_of: {parent}"));
            }
            if self.people > 0 && self.dice.chance(40) {
                let lead = self.one('p', self.people);
                self.add(&format!(", lead: {lead}"));
            }
            self.marks();
        }
    }

    /// The end of a unit.
    fn marks(&mut self) {
        if self.dice.chance(20) {
            let tag = self.dice.below(3);
            self.add(&format!(", tags: [t{tag}]"));
        }
        self.add("}\n");
    }

    fn people(&mut self) {
        if self.people > 0 {
            self.list("people");
        }
        for number in 0..self.people {
            self.item('p', number, number);
            if self.dice.chance(80) {
                let department = self.one('d', self.departments);
                self.add(&format!(", department: {department}"));
            }
            self.marks();
        }
    }

    fn groups(&mut self) {
        if self.groups > 0 {
            self.list("groups");
        }
        for number in 0..self.groups {
            self.item('g', number, number);
            let by_selector = self.dice.chance(60);
            if by_selector {
                let tag = self.dice.below(3);
                let selector =
                    self.dice.pick(&["tag: T", "kind: person", "leads: true", "kind: department"]);
                let selector = selector.replace('T', &format!("t{tag}"));
                self.add(&format!(", where: {{{selector}}}"));
            }
            if !by_selector || self.dice.chance(30) {
                self.members(number);
            }
            if self.dice.chance(30) {
                let except = self.one('d', self.departments);
                self.add(&format!(", except: [{except}]"));
            }
            self.add("}\n");
        }
    }

    fn members(&mut self, number: usize) {
        let most = if self.dice.chance(30) { self.departments } else { 5 };
        let mut members: Vec<String> =
            (0..=self.dice.below(most)).map(|_| self.one('d', self.departments)).collect();
        if self.people > 0 {
            members.push(self.one('p', self.people));
        }
        if number > 0 && self.dice.chance(20) {
            members.push(self.one('g', number));
        }
        let members = each_once(members);
        self.add(&format!(", members: [{members}]"));
    }

    fn services(&mut self) {
        let outside = self.dice.pick(&[2, 10, 40]);
        let everyone = self.dice.pick(&[0, 1, 3]);
        let is_local = self.dice.chance(50);
        self.list("services");
        for number in 0..self.services {
            self.item('s', number, number);
            let home = self.dice.below(self.departments);
            let providers = 1 + self.dice.below(2) * self.dice.below(3);
            let providers = (0..providers).map(|_| self.provider(home)).collect();
            let providers = each_once(providers);
            let many = if self.dice.chance(3) { self.dice.below(40) } else { 0 };
            let recipients = self.dice.below(4) + many;
            let recipients = (0..recipients).map(|_| {
                let home = is_local.then_some(home);
                self.recipient(home, outside, everyone)
            });
            let recipients = each_once(recipients.collect());
            self.add(&format!(", provided_by: [{providers}], serves: [{recipients}]"));
            if self.dice.chance(5) {
                self.add(", status: planned");
            }
            if self.with_payments && self.dice.chance(20) {
                let amount = self.dice.below(1_000);
                let payer = if self.payers > 0 && self.dice.chance(70) {
                    self.one('y', self.payers)
                } else {
                    "organisation".to_owned()
                };
                self.add(&format!(", paid_by: [{{from: {payer}, amount: {amount}}}]"));
            }
            self.add("}\n");
        }
    }

    fn provider(&mut self, home: usize) -> String {
        match self.dice.below(100) {
            0..2 => "organisation".to_owned(),
            2..25 if self.people > 0 => self.one('p', self.people),
            25..65 => self.one('d', self.departments),
            _ => self.id('d', home),
        }
    }

    fn recipient(&mut self, home: Option<usize>, outside: usize, everyone: usize) -> String {
        if self.dice.chance(everyone) {
            return "everyone".to_owned();
        }
        if self.dice.chance(outside) {
            return self.one('b', self.beneficiaries);
        }
        match (self.dice.below(100), home) {
            (0..8, _) if self.groups > 0 => self.one('g', self.groups),
            (8..22, _) => self.one('s', self.services),
            (22..42, _) if self.people > 0 => self.one('p', self.people),
            (_, Some(home)) => {
                let near = (home + 1 + self.dice.below(4)) % self.departments;
                self.id('d', near)
            }
            (_, None) => self.one('d', self.departments),
        }
    }

    fn parties(&mut self, key: &str, list: char, count: usize) {
        if count > 0 {
            self.list(key);
        }
        for number in 0..count {
            let name = self.dice.below(count);
            self.item(list, number, name);
            if self.dice.chance(10) {
                let status = self.dice.pick(&["prospect", "former"]);
                self.add(&format!(", status: {status}"));
            }
            if list == 'b' && self.dice.chance(25) {
                let reached = (0..=self.dice.below(3)).map(|_| self.one('b', count));
                let mut reached: Vec<String> = reached.collect();
                let own = self.id('b', number);
                reached.retain(|to| *to != own);
                let reached = each_once(reached);
                self.add(&format!(", reaches: [{reached}]"));
            }
            self.add("}\n");
        }
    }
}

fn each_once(mut all: Vec<String>) -> String {
    all.sort_unstable();
    all.dedup();
    all.join(", ")
}
