//! An entity of a catalogue: what its document says.

use super::name::EntityName;
use crate::{
    diag::{Code, Diagnostic},
    import::Value,
    input::{RawValue, Text},
};

/// The kinds that a map holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntityKind {
    Group,
    User,
    System,
    Component,
    Api,
}

impl EntityKind {
    const ALL: [Self; 5] = [Self::Group, Self::User, Self::System, Self::Component, Self::Api];

    /// How references write it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::User => "user",
            Self::System => "system",
            Self::Component => "component",
            Self::Api => "api",
        }
    }
}

/// An entity.
pub(super) struct Entity<'d> {
    pub(super) kind: EntityKind,
    pub(super) name: EntityName,
    /// Its name as it is written.
    pub(super) id: Text,
    /// What people call it.
    pub(super) title: Text,
    document: &'d RawValue,
}

impl<'d> Entity<'d> {
    /// The entity of a document; none where it is of a kind that a map doesn't hold.
    pub(super) fn of(document: &'d RawValue) -> Result<Option<Self>, Box<Diagnostic>> {
        let kind = document.get("kind").and_then(RawValue::text).unwrap_or("");
        let mut kinds = EntityKind::ALL.into_iter();
        let Some(kind) = kinds.find(|known| kind.eq_ignore_ascii_case(known.word())) else {
            return Ok(None);
        };
        let metadata = document.get("metadata");
        let text =
            |key: &str| metadata.and_then(|metadata| metadata.get(key)).and_then(RawValue::to_text);
        let Some(id) = text("name").filter(|name| !name.value.trim().is_empty()) else {
            let message = format!("this {} has no `metadata.name`", kind.word());
            return Err(Box::new(Diagnostic::new(Code::BadRow, document.place, message)));
        };
        let namespace =
            text("namespace").map_or("default".into(), |text| text.value.to_lowercase());
        let profile = document.get("spec").and_then(|spec| spec.get("profile"));
        let profile =
            profile.and_then(|profile| profile.get("displayName")).and_then(RawValue::to_text);
        let title =
            profile.or_else(|| text("title")).filter(|title| !title.value.trim().is_empty());
        Ok(Some(Self {
            kind,
            name: EntityName {
                kind: kind.word().to_owned(),
                namespace,
                word: id.value.to_lowercase(),
            },
            title: title.unwrap_or_else(|| id.clone()),
            id,
            document,
        }))
    }

    fn metadata(&self, key: &str) -> Option<&'d RawValue> {
        self.document.get("metadata")?.get(key)
    }

    fn spec(&self, key: &str) -> Option<&'d RawValue> {
        self.document.get("spec")?.get(key)
    }

    /// The references under a key.
    pub(super) fn references(&self, key: &str) -> Vec<Text> {
        let items = self.spec(key).map_or(&[][..], RawValue::items);
        items.iter().filter_map(RawValue::to_text).collect()
    }

    pub(super) fn tags(&self) -> Option<Value> {
        let tags: Vec<Value> = self
            .metadata("tags")?
            .items()
            .iter()
            .filter_map(RawValue::to_text)
            .map(Value::Text)
            .collect();
        (!tags.is_empty()).then_some(Value::List(tags))
    }

    pub(super) fn description(&self) -> Option<Value> {
        self.metadata("description")?.to_text().map(Value::Text)
    }

    pub(super) fn email(&self) -> Option<Value> {
        self.spec("profile")?.get("email")?.to_text().map(Value::Text)
    }

    /// The first link.
    pub(super) fn url(&self) -> Option<Value> {
        let link = self.metadata("links")?.items().first()?;
        link.get("url")?.to_text().map(Value::Text)
    }

    /// A service that is given up or not yet in production. One that is deprecated is still used.
    pub(super) fn status(&self) -> Option<Value> {
        let stage = self.spec("lifecycle")?.to_text()?;
        let value = match &*stage.value {
            "retired" => "retired".into(),
            "planned" => "planned".into(),
            _ => return None,
        };
        let place = stage.place;
        Some(Value::Text(Text { value, place }))
    }

    /// The lifecycle of a service, where its status doesn't say it.
    pub(super) fn lifecycle(&self) -> Option<Value> {
        let stage = self.spec("lifecycle")?.to_text()?;
        let is_said = matches!(&*stage.value, "production" | "retired" | "planned");
        let value = format!("Lifecycle: {}", stage.value).into();
        (!is_said).then_some(Value::Text(Text { value, place: stage.place }))
    }
}
