//! Random organisations: drafts made of numbers, so that proptest can make a failing one smaller, and the
//! YAML and JSON that they are written as.

use proptest::{collection::vec, option, prelude::*};
use serde_json::{Map, Number, Value, json};
use std::{collections::BTreeSet, fmt::Write as _};

/// A number that picks one of however many there are.
type Pick = u16;

/// A whole map.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    kind: u8,
    paid_by: Option<Vec<Payment>>,
    departments: Vec<Unit>,
    people: Vec<Unit>,
    groups: Vec<Group>,
    services: Vec<Service>,
    beneficiaries: Vec<Party>,
    payers: u8,
    /// How it is written.
    style: u16,
}

#[derive(Clone, Debug)]
struct Unit {
    part_of: Option<Pick>,
    /// Of a department its lead, of a person the role.
    lead: Option<Pick>,
    site: Option<u8>,
    tags: u8,
    serves: Option<Vec<Relation>>,
    paid_by: Option<Vec<Payment>>,
    id: u8,
}

#[derive(Clone, Debug)]
struct Group {
    members: Vec<(u8, Pick)>,
    except: Vec<Pick>,
    tag: Option<u8>,
    site: Option<u8>,
    kind: Option<u8>,
    role: Option<u8>,
    leads: Option<u8>,
}

#[derive(Clone, Debug)]
struct Service {
    providers: Vec<Pick>,
    serves: Vec<Relation>,
    paid_by: Option<Vec<Payment>>,
    status: u8,
    id: u8,
}

#[derive(Clone, Debug)]
struct Relation {
    kind: u8,
    to: Pick,
    scores: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Payment {
    kind: u8,
    from: Pick,
    amount: Option<u8>,
    paid_as: Option<u8>,
}

#[derive(Clone, Debug)]
struct Party {
    status: u8,
    name: u8,
    reaches: Vec<Pick>,
}

/// Organisations small enough for the naive derivation, and rich in every way of SPEC part 2.
pub(crate) fn draft() -> impl Strategy<Value = Draft> {
    let rows = (
        vec(unit(), 0..6),
        vec(unit(), 0..5),
        vec(group(), 0..4),
        vec(service(), 0..8),
        vec(party(), 0..6),
    );
    let head = (any::<u8>(), option::weighted(0.3, payments()), 0..3_u8, any::<u16>());
    (head, rows).prop_map(|((kind, paid_by, payers, style), rows)| {
        let (departments, people, groups, services, beneficiaries) = rows;
        Draft { kind, paid_by, departments, people, groups, services, beneficiaries, payers, style }
    })
}

fn unit() -> impl Strategy<Value = Unit> {
    let place = (
        option::weighted(0.7, any::<Pick>()),
        option::weighted(0.6, any::<Pick>()),
        option::weighted(0.4, 0..3_u8),
    );
    let own = (option::weighted(0.2, relations()), option::weighted(0.3, payments()));
    (place, 0..8_u8, own, any::<u8>()).prop_map(|((part_of, lead, site), tags, own, id)| Unit {
        part_of,
        lead,
        site,
        tags,
        serves: own.0,
        paid_by: own.1,
        id,
    })
}

fn group() -> impl Strategy<Value = Group> {
    let some = |of: u8| option::weighted(0.25, 0..of);
    let lists = (vec((any::<u8>(), any::<Pick>()), 0..3), vec(any::<Pick>(), 0..2));
    let selector = (some(3), some(3), some(2), some(2), some(2));
    (lists, selector).prop_map(|((members, except), (tag, site, kind, role, leads))| Group {
        members,
        except,
        tag,
        site,
        kind,
        role,
        leads,
    })
}

fn service() -> impl Strategy<Value = Service> {
    let rows = (vec(any::<Pick>(), 1..4), relations(), option::weighted(0.3, payments()));
    (rows, any::<u8>(), any::<u8>()).prop_map(|((providers, serves, paid_by), status, id)| {
        Service { providers, serves, paid_by, status, id }
    })
}

fn relations() -> impl Strategy<Value = Vec<Relation>> {
    let relation = (any::<u8>(), any::<Pick>(), vec(any::<u8>(), 0..3));
    let relation = relation.prop_map(|(kind, to, scores)| Relation { kind, to, scores });
    vec(relation, 0..4)
}

fn payments() -> impl Strategy<Value = Vec<Payment>> {
    let said = (option::of(any::<u8>()), option::of(0..5_u8));
    let payment = (any::<u8>(), any::<Pick>(), said);
    let payment =
        payment.prop_map(|(kind, from, (amount, paid_as))| Payment { kind, from, amount, paid_as });
    vec(payment, 0..3)
}

fn party() -> impl Strategy<Value = Party> {
    let party = (any::<u8>(), any::<u8>(), vec(any::<Pick>(), 0..3));
    party.prop_map(|(status, name, reaches)| Party { status, name, reaches })
}

const SITES: [&str; 3] = ["plant", "head-office", "shop 2"];
const TAGS: [&str; 3] = ["computer", "Computer", "field"];
const ROLES: [&str; 2] = ["manager", "clerk"];

/// A thing as the file writes it: its keys, its id, and the ways in which others may name it.
struct Named {
    id: String,
    names: Vec<String>,
}

impl Named {
    /// A thing number `at` of a list whose word is `word`: with an id of its own or the slug of its name.
    fn new(word: &str, letter: &str, at: usize, style: u8) -> (Self, Map<String, Value>) {
        let name = format!("{word} {at}");
        let slug = format!("{}-{at}", word.to_lowercase());
        let stated = match style % 5 {
            0 => None,
            1 => Some(format!("Z{letter}{at}")),
            2 => Some(format!("é{letter}{at}")),
            3 => Some(format!("{letter}_{at}")),
            _ => Some(format!("{letter}{at}")),
        };
        let mut keys = Map::new();
        keys.insert("name".into(), json!(name));
        if let Some(id) = &stated {
            keys.insert("id".into(), json!(id));
        }
        let id = stated.unwrap_or(slug);
        let names = vec![id.clone(), name.clone(), format!(" {} ", name.to_uppercase())];
        (Self { id, names }, keys)
    }

    /// One of the ways to name it.
    fn reference(&self, pick: Pick) -> Value {
        json!(self.names[usize::from(pick >> 8) % self.names.len()])
    }
}

/// One of `of`, if there is any.
fn pick<T>(of: &[T], pick: Pick) -> Option<&T> {
    of.get(usize::from(pick & 0xff).checked_rem(of.len())?)
}

/// The lists of a draft with what names each thing.
struct Lists {
    departments: Vec<Named>,
    people: Vec<Named>,
    groups: Vec<Named>,
    services: Vec<Named>,
    beneficiaries: Vec<Named>,
    payers: Vec<Named>,
}

impl Lists {
    fn units(&self) -> Vec<&Named> {
        self.departments.iter().chain(&self.people).collect()
    }
}

impl Draft {
    /// The map as a value.
    pub(crate) fn value(&self) -> Value {
        let (mut lists, mut records) = self.heads();
        let units = self.departments.iter().chain(&self.people);
        for (unit, named) in
            units.zip(lists.units().iter().map(|one| one.id.clone()).collect::<Vec<_>>())
        {
            if unit.serves.is_some() {
                let id = format!("{named}.serves");
                lists.services.push(Named { names: vec![id.clone()], id });
            }
        }
        for (at, department) in self.departments.iter().enumerate() {
            let keys = &mut records.departments[at];
            department.write(&lists, &lists.departments[..at], "part_of", keys);
            let lead =
                department.lead.and_then(|lead| Some(pick(&lists.people, lead)?.reference(lead)));
            keys.extend(lead.map(|lead| ("lead".into(), lead)));
        }
        for (at, person) in self.people.iter().enumerate() {
            let keys = &mut records.people[at];
            person.write(&lists, &lists.departments, "department", keys);
            let role = person.lead.map(|role| json!(ROLES[usize::from(role) % 2]));
            keys.extend(role.map(|role| ("role".into(), role)));
        }
        for (at, group) in self.groups.iter().enumerate() {
            group.write(&lists, at, &mut records.groups[at]);
        }
        for (at, service) in self.services.iter().enumerate() {
            service.write(&lists, &mut records.services[at]);
        }
        for (at, party) in self.beneficiaries.iter().enumerate() {
            party.write(&lists, &mut records.beneficiaries[at]);
        }
        let kind = ["company", "nonprofit", "public"][usize::from(self.kind % 3)];
        let mut organisation = json!({"name": "The whole", "kind": kind});
        if let Some(payments) = &self.paid_by {
            let payments = payments.iter().map(|one| Payment { amount: None, ..one.clone() });
            organisation["paid_by"] = payments.filter_map(|one| one.value(&lists)).collect();
        }
        json!({
            "organisation": organisation,
            "departments": records.departments,
            "people": records.people,
            "groups": records.groups,
            "services": records.services,
            "beneficiaries": records.beneficiaries,
            "payers": records.payers,
        })
    }

    fn heads(&self) -> (Lists, Records) {
        let list = |word: &str, letter: &str, styles: Vec<u8>| {
            let all = styles.into_iter().enumerate();
            all.map(|(at, style)| Named::new(word, letter, at, style)).unzip()
        };
        let ids = |units: &[Unit]| units.iter().map(|unit| unit.id).collect();
        let (departments, department_keys) = list("Department", "d", ids(&self.departments));
        let (people, people_keys) = list("Person", "p", ids(&self.people));
        let (groups, group_keys) = list("Group", "g", vec![4; self.groups.len()]);
        let services = self.services.iter().map(|service| service.id).collect();
        let (services, service_keys) = list("Service", "s", services);
        let (mut beneficiaries, mut beneficiary_keys): (Vec<Named>, Vec<Map<String, Value>>) =
            list("Beneficiary", "b", vec![1; self.beneficiaries.len()]);
        for (at, party) in self.beneficiaries.iter().enumerate() {
            // Several may have one name, and then only the id names them.
            beneficiary_keys[at]["name"] =
                json!(["Families", "families", "Ämter", "Zoo"][usize::from(party.name) % 4]);
            beneficiaries[at].names.truncate(1);
        }
        let (payers, payer_keys) = list("Payer", "y", vec![2; usize::from(self.payers)]);
        let lists = Lists { departments, people, groups, services, beneficiaries, payers };
        let records = Records {
            departments: department_keys,
            people: people_keys,
            groups: group_keys,
            services: service_keys,
            beneficiaries: beneficiary_keys,
            payers: payer_keys,
        };
        (lists, records)
    }

    /// The map as YAML.
    pub(crate) fn yaml(&self) -> String {
        to_yaml(&self.value(), self.style)
    }

    /// The map as JSON.
    pub(crate) fn json(&self) -> String {
        let value = self.value();
        match self.style % 2 {
            0 => value.to_string(),
            _ => serde_json::to_string_pretty(&value).unwrap(),
        }
    }

    /// The units that group `at` holds, by id: SPEC part 2, "Groups", sentence by sentence.
    pub(crate) fn held(&self, at: usize) -> BTreeSet<String> {
        let lists = self.heads().0;
        let units = lists.units();
        let ids = self.held_numbers(at).into_iter();
        ids.map(|unit| units[unit].id.clone()).collect()
    }

    fn units(&self) -> Vec<&Unit> {
        self.departments.iter().chain(&self.people).collect()
    }

    fn parent(&self, unit: usize) -> Option<usize> {
        let departments = self.departments.len();
        let among = unit.min(departments);
        let part_of = self.units()[unit].part_of?;
        pick(&(0..among).collect::<Vec<_>>(), part_of).copied()
    }

    fn parts(&self, unit: usize) -> BTreeSet<usize> {
        let all = 0..self.units().len();
        all.filter(|&part| {
            std::iter::successors(Some(part), |&at| self.parent(at)).any(|at| at == unit)
        })
        .collect()
    }

    fn held_numbers(&self, at: usize) -> BTreeSet<usize> {
        let group = &self.groups[at];
        let everyone = || (0..self.units().len()).collect::<BTreeSet<usize>>();
        let mut held = BTreeSet::new();
        for member in &group.members {
            match Group::member(*member, self.units().len(), at) {
                Some(Member::Unit(unit)) => held.extend(self.parts(unit)),
                Some(Member::Group(inner)) => held.extend(self.held_numbers(inner)),
                Some(Member::Everyone) => held.extend(everyone()),
                None => {}
            }
        }
        if group.selects() {
            let others = [group.tag, group.kind, group.role, group.leads];
            let brought = if others.iter().any(Option::is_some) {
                let fitting = everyone().into_iter().filter(|&unit| self.fits(group, unit));
                fitting.flat_map(|unit| self.parts(unit)).collect()
            } else {
                everyone()
            };
            let there = |unit: &usize| match group.site {
                None => true,
                Some(site) => self.site(*unit) == Some(site % 3),
            };
            held.extend(brought.into_iter().filter(there));
        }
        let units: Vec<usize> = everyone().into_iter().collect();
        for away in group.except.iter().filter_map(|away| pick(&units, *away)) {
            let parts = self.parts(*away);
            held.retain(|unit| !parts.contains(unit));
        }
        held
    }

    fn site(&self, unit: usize) -> Option<u8> {
        std::iter::successors(Some(unit), |&at| self.parent(at))
            .find_map(|at| self.units()[at].site)
    }

    fn fits(&self, group: &Group, unit: usize) -> bool {
        let departments = self.departments.len();
        let is_person = unit >= departments;
        let this = self.units()[unit];
        let persons: Vec<usize> = (departments..self.units().len()).collect();
        let leads = self
            .departments
            .iter()
            .any(|department| department.lead.and_then(|lead| pick(&persons, lead)) == Some(&unit));
        let role = this.lead.filter(|_| is_person).map(|role| role % 2);
        group.tag.is_none_or(|tag| this.tags & (1 << tag) != 0)
            && group.kind.is_none_or(|kind| (kind == 1) == is_person)
            && group.role.is_none_or(|wanted| role == Some(u16::from(wanted)))
            && group.leads.is_none_or(|wanted| is_person && (wanted == 1) == leads)
    }
}

/// The keys of each thing, list by list.
struct Records {
    departments: Vec<Map<String, Value>>,
    people: Vec<Map<String, Value>>,
    groups: Vec<Map<String, Value>>,
    services: Vec<Map<String, Value>>,
    beneficiaries: Vec<Map<String, Value>>,
    payers: Vec<Map<String, Value>>,
}

impl Unit {
    fn write(&self, lists: &Lists, above: &[Named], key: &str, keys: &mut Map<String, Value>) {
        let part_of =
            self.part_of.and_then(|part_of| Some(pick(above, part_of)?.reference(part_of)));
        keys.extend(part_of.map(|part_of| (key.into(), part_of)));
        keys.extend(self.site.map(|site| ("site".into(), json!(SITES[usize::from(site)]))));
        let tags = (0..3).filter(|tag| self.tags & (1 << tag) != 0);
        let tags: Vec<&str> = tags.map(|tag: usize| TAGS[tag]).collect();
        if !tags.is_empty() {
            keys.insert("tags".into(), json!(tags));
        }
        if let Some(serves) = &self.serves {
            keys.insert("serves".into(), values(serves, lists));
            if let Some(paid_by) = &self.paid_by {
                keys.insert(
                    "paid_by".into(),
                    paid_by.iter().filter_map(|one| one.value(lists)).collect(),
                );
            }
        }
    }
}

enum Member {
    Unit(usize),
    Group(usize),
    Everyone,
}

impl Group {
    fn selects(&self) -> bool {
        let keys = [self.tag, self.site, self.kind, self.role, self.leads];
        keys.iter().any(Option::is_some)
    }

    /// What a member of group `at` is: a group before it, so that there is no circle.
    fn member((kind, member): (u8, Pick), units: usize, at: usize) -> Option<Member> {
        let group = || pick(&(0..at).collect::<Vec<_>>(), member).copied().map(Member::Group);
        let unit = || pick(&(0..units).collect::<Vec<_>>(), member).copied().map(Member::Unit);
        match kind % 8 {
            0 => Some(Member::Everyone),
            1..=3 => group().or_else(unit),
            _ => unit(),
        }
    }

    fn write(&self, lists: &Lists, at: usize, keys: &mut Map<String, Value>) {
        let units = lists.units();
        let members = self.members.iter().filter_map(|&member| {
            Some(match Self::member(member, units.len(), at)? {
                Member::Unit(unit) => units[unit].reference(member.1),
                Member::Group(group) => lists.groups[group].reference(member.1),
                Member::Everyone => json!("everyone"),
            })
        });
        let members: Vec<Value> = members.collect();
        let except = self.except.iter();
        let except: Vec<Value> =
            except.filter_map(|&away| Some(pick(&units, away)?.reference(away))).collect();
        keys.insert("members".into(), json!(members));
        keys.insert("except".into(), json!(except));
        let mut selector = Map::new();
        let mut add = |key: &str, value: Option<Value>| {
            selector.extend(value.map(|value| (key.into(), value)));
        };
        add("tag", self.tag.map(|tag| json!(TAGS[usize::from(tag)])));
        add("site", self.site.map(|site| json!([SITES[usize::from(site)], "nowhere"])));
        add("kind", self.kind.map(|kind| json!(["department", "person"][usize::from(kind)])));
        add("role", self.role.map(|role| json!([ROLES[usize::from(role)]])));
        add("leads", self.leads.map(|leads| json!(leads == 1)));
        if self.selects() {
            keys.insert("where".into(), Value::Object(selector));
        }
    }
}

impl Service {
    fn write(&self, lists: &Lists, keys: &mut Map<String, Value>) {
        let units = lists.units();
        let mut providers = BTreeSet::new();
        for provider in &self.providers {
            let organisation = provider % 11 == 0 || units.is_empty();
            let id =
                if organisation { "organisation" } else { &pick(&units, *provider).unwrap().id };
            providers.insert(id.to_owned());
        }
        let providers: Vec<String> = providers.into_iter().collect();
        keys.insert(
            "provided_by".into(),
            if let [one] = &*providers { json!(one) } else { json!(providers) },
        );
        keys.insert("serves".into(), values(&self.serves, lists));
        if let Some(paid_by) = &self.paid_by {
            keys.insert(
                "paid_by".into(),
                paid_by.iter().filter_map(|one| one.value(lists)).collect(),
            );
        }
        let status = ["planned", "retired", "active"].get(usize::from(self.status % 16));
        keys.extend(status.map(|status| ("status".into(), json!(status))));
    }
}

/// Relations, the measurements of each recipient in one of them.
fn values(relations: &[Relation], lists: &Lists) -> Value {
    let mut measured = BTreeSet::new();
    let values = relations.iter().filter_map(|relation| {
        let (id, to) = relation.to(lists)?;
        let scores = if measured.insert(id) { &*relation.scores } else { &[] };
        if scores.is_empty() {
            return Some(to);
        }
        let scores = scores.iter().enumerate().map(|(at, score)| {
            let mut measurement = json!({"score": f64::from(score % 11) / 2.0, "scale": 5});
            // One at most is undated, and no two are of one year.
            if at > 0 || score % 4 > 0 {
                measurement["measured"] =
                    json!(["2023-11", "2024", "2025-02-28"][(at + usize::from(*score)) % 3]);
            }
            measurement
        });
        let mut seen = BTreeSet::new();
        let scores: Vec<Value> =
            scores.filter(|one| seen.insert(one["measured"].to_string())).collect();
        Some(json!({"to": to, "satisfaction": scores}))
    });
    let mut values: Vec<Value> = values.collect();
    match values.len() {
        1 => values.remove(0),
        _ => Value::Array(values),
    }
}

impl Relation {
    /// The id of the recipient and a name for it.
    fn to(&self, lists: &Lists) -> Option<(String, Value)> {
        let kinds: [&[Named]; 5] = [
            &lists.departments,
            &lists.people,
            &lists.groups,
            &lists.services,
            &lists.beneficiaries,
        ];
        let kind = match self.kind % 16 {
            0..=1 => return Some(("everyone".into(), json!("everyone"))),
            2..=4 => 0,
            5..=6 => 1,
            7..=9 => 2,
            10..=11 => 3,
            _ => 4,
        };
        let named = pick(kinds[kind], self.to)?;
        Some((named.id.clone(), named.reference(self.to)))
    }
}

impl Payment {
    fn value(&self, lists: &Lists) -> Option<Value> {
        let units = lists.units();
        let recipients = self.kind.is_multiple_of(8);
        let from = match self.kind % 8 {
            0 => json!("recipients"),
            1 => json!("organisation"),
            2 => pick(&units, self.from)?.reference(self.from),
            3..=5 => pick(&lists.beneficiaries, self.from)?.reference(self.from),
            _ => pick(&lists.payers, self.from)?.reference(self.from),
        };
        let mut payment = Map::new();
        let amount = self.amount.filter(|_| !recipients);
        payment.extend(amount.map(|amount| ("amount".into(), json!(f64::from(amount) / 2.0))));
        let words = ["fee", "grant", "donation", "budget", "tax"];
        payment.extend(self.paid_as.map(|word| ("as".into(), json!(words[usize::from(word)]))));
        if payment.is_empty() {
            return Some(from);
        }
        payment.insert("from".into(), from);
        Some(Value::Object(payment))
    }
}

impl Party {
    fn write(&self, lists: &Lists, keys: &mut Map<String, Value>) {
        let status = ["prospect", "former", "active"].get(usize::from(self.status % 8));
        keys.extend(status.map(|status| ("status".into(), json!(status))));
        let reaches = self.reaches.iter();
        let reaches = reaches.filter_map(|&to| Some(pick(&lists.beneficiaries, to)?.reference(to)));
        keys.insert("reaches".into(), reaches.collect());
    }
}

/// A map as YAML: lists of blocks or of `{..}`, keys in order or the other way round, quotes where needed.
pub(crate) fn to_yaml(map: &Value, style: u16) -> String {
    let mut text = String::new();
    for (key, value) in in_order(map.as_object().unwrap(), style) {
        if let Value::Array(items) = value {
            writeln!(text, "{key}:").unwrap();
            for (at, item) in items.iter().enumerate() {
                let style = style.rotate_left(u32::try_from(at).unwrap());
                text += &record(item, style, "  ");
            }
        } else {
            writeln!(text, "{key}: {}", flow(value, style)).unwrap();
        }
    }
    text
}

fn in_order(keys: &Map<String, Value>, style: u16) -> Vec<(&String, &Value)> {
    let mut keys: Vec<_> = keys.iter().collect();
    if style & 4 != 0 {
        keys.reverse();
    }
    keys
}

/// An item of a list.
fn record(item: &Value, style: u16, indent: &str) -> String {
    let block = item.as_object().filter(|keys| style & 1 == 0 && !keys.is_empty());
    let Some(keys) = block else {
        return format!("{indent}- {}\n", flow(item, style));
    };
    let keys = in_order(keys, style).into_iter();
    let lines = keys.map(|(key, value)| format!("{key}: {}\n", flow(value, style)));
    let lines: Vec<String> = lines.collect();
    format!("{indent}- {}", lines.join(&format!("{indent}  ")))
}

fn flow(value: &Value, style: u16) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) | Value::Number(Number { .. }) => value.to_string(),
        Value::String(text) => scalar(text, style),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, style)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(keys) => {
            let keys = in_order(keys, style).into_iter();
            let keys: Vec<String> =
                keys.map(|(key, value)| format!("{key}: {}", flow(value, style))).collect();
            format!("{{{}}}", keys.join(", "))
        }
    }
}

fn scalar(text: &str, style: u16) -> String {
    let plain = text.trim() == text
        && text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " -_.".contains(c));
    match style & 0x18 {
        0 if plain => text.to_owned(),
        8 => format!("'{}'", text.replace('\'', "''")),
        _ => Value::from(text).to_string(),
    }
}

/// The same map with its lists in another order.
pub(crate) fn shuffled(value: &Value, seed: u64) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<(u64, Value)> = items
                .iter()
                .enumerate()
                .map(|(at, item)| (mixed(seed ^ (at as u64 + 1)), shuffled(item, seed)))
                .collect();
            items.sort_by_key(|(key, _)| *key);
            items.into_iter().map(|(_, item)| item).collect()
        }
        Value::Object(keys) => {
            let keys = keys.iter();
            keys.map(|(key, value)| (key.clone(), shuffled(value, mixed(seed))))
                .collect::<Map<_, _>>()
                .into()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// A number that looks random (splitmix64).
fn mixed(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
