//! A Backstage catalogue: groups and users are units; systems, components and APIs are services of their owner.
//!
//! An API serves those that consume it, a component the system that it is part of, the API that it provides and what
//! depends on it. Entities of other kinds are counted and named.

mod entity;
mod name;

use super::{
    Draft, Encoding, Entry, ImportError, ImportJob, ImportSummary, Importer, List, Value, job, keys,
};
use crate::{
    diag::{Code, Diagnostic, count, excerpt},
    input::{self, RawKind, RawValue, Text},
};
use entity::{Entity, EntityKind};
use name::EntityName;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

/// A Backstage catalogue as a source.
#[derive(Debug)]
pub struct BackstageImporter {
    /// A file of entities, or a directory with such files.
    pub path: PathBuf,
}

impl Importer for BackstageImporter {
    fn word(&self) -> &'static str {
        "backstage"
    }

    fn file(&self) -> &Path {
        &self.path
    }

    fn looks_for(&self) -> &'static str {
        "entities such as `kind: Group` or `kind: Component`, as in catalog-info.yaml"
    }

    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError> {
        let mut documents = Vec::new();
        let files = input::yaml_files(&self.path)?;
        let mut templates = Vec::new();
        let mut is_page = false;
        // One budget for all files: many small files could grow as much as a single one.
        let mut aliases = input::AliasBudget::default();
        for path in &files {
            if let Some(file) = job.read_text(path, Encoding::Utf8)? {
                let (read, problems) =
                    input::read_documents_within(file, job.text(file), &mut aliases);
                // A template is often no valid YAML, so its errors must not end the import.
                let name = job::file_name(path);
                if job.text(file).contains("{{") && !problems.is_empty() {
                    templates.push(name);
                    continue;
                }
                let (unfilled, entities): (Vec<_>, Vec<_>) =
                    read.into_iter().partition(is_template);
                match (unfilled.len(), entities.len()) {
                    (0, _) => {}
                    (_, 0) => templates.push(name),
                    (some, _) => templates.push(format!("{name} ({some} of its entities)")),
                }
                is_page |= entities.iter().any(has_next_page);
                documents.extend(entities.into_iter().flat_map(answer_entities));
                // One broken file of many costs that file, and a broken source is no source.
                let found = if files.len() > 1 {
                    &mut job.summary.rejected
                } else {
                    &mut job.summary.errors
                };
                found.extend(problems);
            }
        }
        if !templates.is_empty() {
            let names = job::first_names(&templates);
            job.summary.notes.push(format!("left out, since they are templates: {names}"));
        }
        if is_page {
            job.summary.notes.push(
                "this is one page of the answer; more entities are on the next ones: put all pages into one list"
                    .to_owned(),
            );
        }
        let entities = count(documents.len(), "entity");
        let (name, files) = (job::file_name(&self.path), count(files.len(), "file"));
        job.summary.notes.push(format!("{name}: {entities} in {files}"));
        add(&documents, &mut job.draft, &mut job.summary);
        Ok(())
    }
}

/// Whether the name of an entity is still to be filled in: `${{ values.name }}`.
fn is_template(document: &RawValue) -> bool {
    let name = document.get("metadata").and_then(|metadata| metadata.get("name"));
    let is_plain = |name: &RawValue| name.text().is_some_and(|text| !text.contains("{{"));
    name.is_some_and(|name| !is_plain(name))
}

/// Whether the answer of the API goes on after this document.
fn has_next_page(document: &RawValue) -> bool {
    let next = document.get("pageInfo").and_then(|page| page.get("nextCursor"));
    next.is_some_and(|next| next.text().is_some_and(|text| !text.is_empty()))
}

/// The entities of a document: those of the answer of the API, which is a list or has one under `items`, else itself.
fn answer_entities(document: RawValue) -> Vec<RawValue> {
    let is_entity = |value: &RawValue| value.get("kind").is_some();
    let list = document.get("items").unwrap_or(&document);
    match &list.kind {
        RawKind::List(all) if !is_entity(&document) && all.iter().all(is_entity) => all.clone(),
        RawKind::List(_) | RawKind::Null | RawKind::Text(_) | RawKind::Map(_) => vec![document],
    }
}

/// Adds the entities of some documents to a draft.
pub fn add(documents: &[RawValue], draft: &mut Draft, summary: &mut ImportSummary) {
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut entities = Vec::new();
    for document in documents {
        match Entity::of(document) {
            Ok(Some(entity)) => entities.push(entity),
            Ok(None) => {
                let kind = document.get("kind").and_then(RawValue::text);
                *others.entry(kind.unwrap_or("without a kind").to_owned()).or_default() += 1;
            }
            Err(problem) => summary.rejected.push(*problem),
        }
    }
    let mut mapper = CatalogMapper::of(&entities, summary);
    mapper.find_members();
    mapper.serve();
    for at in 0..entities.len() {
        mapper.add(at, draft);
    }
    let missing: Vec<String> = mapper.missing.into_iter().collect();
    let others: Vec<String> =
        others.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    summary.note_list("ignored entities (no units or services)", &others);
    summary.note_list("ignored references to what the catalogue doesn't hold", &missing);
}

struct CatalogMapper<'e> {
    entities: &'e [Entity<'e>],
    /// Each entity by its kind, namespace and name.
    known: HashMap<EntityName, usize>,
    /// How many entities have each name: where it is one, the name is its id.
    bearers: HashMap<&'e str, usize>,
    /// The group that names each among its children or members.
    groups: HashMap<EntityName, usize>,
    /// Whom each entity serves.
    serves: Vec<Vec<usize>>,
    missing: BTreeSet<String>,
    summary: &'e mut ImportSummary,
}

impl<'e> CatalogMapper<'e> {
    fn of(entities: &'e [Entity<'e>], summary: &'e mut ImportSummary) -> Self {
        let mut mapper = Self {
            entities,
            known: HashMap::new(),
            bearers: HashMap::new(),
            groups: HashMap::new(),
            serves: vec![Vec::new(); entities.len()],
            missing: BTreeSet::new(),
            summary,
        };
        for (at, entity) in entities.iter().enumerate() {
            for (key, kind) in [("children", EntityKind::Group), ("members", EntityKind::User)] {
                for part in entity.references(key) {
                    let namespace = &entity.name.namespace;
                    let part = EntityName::parse(&part.value, kind.word(), namespace);
                    // The first group that names a member: an entry has one department.
                    mapper.groups.entry(part).or_insert(at);
                }
            }
            let first = *mapper.known.entry(entity.name.clone()).or_insert(at);
            // The map of names keeps the first of two; the second is reported and left out.
            if first == at {
                *mapper.bearers.entry(&entity.id.value).or_default() += 1;
            } else {
                let (word, name) = (entity.kind.word(), &entity.id.value);
                let message = format!("a second {word} is called `{}`", excerpt(name));
                let problem = Diagnostic::new(Code::DuplicateId, entity.id.place, message)
                    .other(entities[first].id.place, "the first one");
                mapper.summary.rejected.push(problem);
            }
        }
        mapper
    }

    /// The owner of an entity, where that is an entity itself.
    fn owner(&self, from: &Entity<'_>, text: &Text) -> Option<Value> {
        let name = EntityName::parse(&text.value, EntityKind::Group.word(), &from.name.namespace);
        let mut word = self.word(*self.known.get(&name)?);
        word.place = text.place;
        Some(Value::Refer(word, keys::UNITS))
    }

    /// The entity that a reference names, of a kind where it says none.
    fn find(&mut self, from: &Entity<'_>, text: &Text, kind: EntityKind) -> Option<usize> {
        let name = EntityName::parse(&text.value, kind.word(), &from.name.namespace);
        let found = self.known.get(&name).copied();
        if found.is_none() {
            self.missing.insert(name.to_string());
        }
        found
    }

    /// Reports the members of groups that are no entities.
    fn find_members(&mut self) {
        for entity in self.entities {
            for member in entity.references("members") {
                self.find(entity, &member, EntityKind::User);
            }
        }
    }

    /// Finds whom each service serves.
    fn serve(&mut self) {
        for (at, entity) in self.entities.iter().enumerate() {
            for (key, kind) in
                [("consumesApis", EntityKind::Api), ("dependsOn", EntityKind::Component)]
            {
                for text in entity.references(key) {
                    if let Some(used) = self.find(entity, &text, kind) {
                        self.serves[used].push(at);
                    }
                }
            }
            for (key, kind) in [
                ("system", EntityKind::System),
                ("subcomponentOf", EntityKind::Component),
                ("providesApis", EntityKind::Api),
                ("dependencyOf", EntityKind::Component),
            ] {
                for text in entity.references(key) {
                    let served = self.find(entity, &text, kind);
                    self.serves[at].extend(served);
                }
            }
        }
    }

    /// What an entity is called in the map: its name where no other has it.
    fn word(&self, at: usize) -> Text {
        let id = &self.entities[at].id;
        // Ids of a map share one space (SPEC part 2), names of a catalogue only that of
        // their kind and namespace.
        let alone = self.bearers.get(&*id.value) == Some(&1);
        if alone {
            return id.clone();
        }
        let (value, place) = (self.entities[at].name.to_string().into(), id.place);
        Text { value, place }
    }

    fn refer(
        &mut self,
        from: usize,
        text: &Text,
        kind: EntityKind,
        lists: &'static [List],
    ) -> Option<Value> {
        let entities = self.entities;
        let found = self.find(&entities[from], text, kind)?;
        let mut word = self.word(found);
        word.place = text.place;
        Some(Value::Refer(word, lists))
    }

    fn add(&mut self, at: usize, draft: &mut Draft) {
        let entity = &self.entities[at];
        if self.known.get(&entity.name) != Some(&at) {
            return;
        }
        let mut entry = Entry::new(entity.title.clone()).id(self.word(at));
        entry.place = entity.id.place;
        match entity.kind {
            EntityKind::Group => {
                let parent = entity.references("parent").into_iter().next();
                let part_of = parent
                    .and_then(|text| self.refer(at, &text, EntityKind::Group, keys::DEPARTMENTS))
                    .or_else(|| self.group_of(at));
                entry.set("part_of", part_of);
                entry.set("tags", entity.tags());
                entry.set("description", entity.description());
                draft.add(List::Departments, entry);
            }
            EntityKind::User => {
                let mut groups = entity.references("memberOf").into_iter();
                let department = groups
                    .next()
                    .and_then(|text| self.refer(at, &text, EntityKind::Group, keys::DEPARTMENTS));
                entry.set("department", department.or_else(|| self.group_of(at)));
                entry.set("tags", entity.tags());
                entry.set("email", entity.email());
                let more: Vec<String> = groups.map(|text| text.value.to_string()).collect();
                entry.set("description", entity.description());
                let place = entity.id.place;
                let note =
                    (!more.is_empty()).then(|| format!("Also in: {}", more.join(", ")).into());
                entry.set("notes", note.map(|value| Value::Text(Text { value, place })));
                draft.add(List::People, entry);
            }
            EntityKind::System | EntityKind::Component | EntityKind::Api => {
                self.add_service(at, entry, draft);
            }
        }
    }

    /// The group that names an entity among its children or members.
    fn group_of(&self, at: usize) -> Option<Value> {
        let group = *self.groups.get(&self.entities[at].name)?;
        Some(Value::Refer(self.word(group), keys::DEPARTMENTS))
    }

    fn add_service(&mut self, at: usize, mut entry: Entry, draft: &mut Draft) {
        let entity = &self.entities[at];
        let stated = entity.references("owner").into_iter().next();
        // Groups often come from a directory and are no entities: the department is made, which is reported.
        let made = stated.as_ref().map(|owner| {
            let name = EntityName::parse(&owner.value, EntityKind::Group.word(), "default");
            let lists = if name.kind == "user" { keys::PERSONS } else { keys::UNITS };
            Value::Refer(Text { value: name.word.into(), place: owner.place }, lists)
        });
        // Not `refer`: an owner that becomes a department is no reference that was ignored.
        let known = stated.and_then(|owner| self.owner(entity, &owner));
        let Some(owner) = known.or(made) else {
            let message = format!(
                "nobody in the catalogue owns the {} `{}`",
                entity.kind.word(),
                entity.id.value
            );
            let help = "name its `owner` in the catalogue";
            let problem = Diagnostic::new(Code::BadRow, entity.id.place, message).help(help);
            self.summary.rejected.push(problem);
            return;
        };
        entry.set("provided_by", owner);
        let mut served = self.serves[at].clone();
        served.sort_unstable();
        served.dedup();
        let recipients: Vec<Value> = (served.into_iter())
            .filter(|served| *served != at)
            .map(|served| Value::Refer(self.word(served), keys::RECIPIENTS))
            .collect();
        entry.set("serves", (!recipients.is_empty()).then_some(Value::List(recipients)));
        entry.set("status", entity.status());
        entry.set("description", entity.description());
        entry.set("url", entity.url());
        entry.set("notes", entity.lifecycle());
        draft.add(List::Services, entry);
    }
}
