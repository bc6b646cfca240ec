//! A diagram: boxes and arrows between them.

use super::{Network, NodeKind, anchor};
use crate::{id::Subject, model::Organisation};
use std::{borrow::Cow, collections::BTreeMap};

/// Boxes and arrows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// The title.
    pub title: String,
    /// The boxes.
    pub shapes: Vec<DiagramShape>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
    /// The sentences about what the diagram leaves out.
    pub notes: Vec<String>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramShape {
    /// The kind of thing that the box represents.
    pub kind: ShapeKind,
    /// Its name.
    pub name: String,
    /// The anchor of its own place; `None` for several in one.
    pub anchor: Option<String>,
}

/// The kind of thing that a box represents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShapeKind {
    /// What the diagram is about.
    Subject,
    /// A department, a person, or the organisation.
    Unit,
    /// A group.
    Group,
    /// A service.
    Service,
    /// Somebody outside.
    Party,
    /// Several that there is no room for.
    More,
}

impl ShapeKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Subject, Self::Unit, Self::Group, Self::Service, Self::Party, Self::More];

    /// Its word, as in a class of a picture.
    pub fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Unit => "unit",
            Self::Group => "group",
            Self::Service => "service",
            Self::Party => "party",
            Self::More => "more",
        }
    }

    pub(super) fn of(subject: Subject) -> Self {
        match subject {
            Subject::Organisation | Subject::Unit(_) => Self::Unit,
            Subject::Everyone | Subject::Group(_) => Self::Group,
            Subject::Service(_) => Self::Service,
            Subject::Party(_) => Self::Party,
        }
    }
}

/// An arrow from one box to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The box that it leaves: an index of [`Diagram::shapes`].
    pub from: usize,
    /// The box that it comes to: an index of [`Diagram::shapes`].
    pub to: usize,
    /// The text at the arrow; empty where the boxes say enough.
    pub label: Cow<'static, str>,
}

impl Diagram {
    /// The diagram of a network.
    pub fn of_network(title: String, network: &Network<'_>) -> Self {
        let shapes = network.nodes.iter().map(|node| DiagramShape {
            kind: match node.kind {
                NodeKind::Organisation => ShapeKind::Subject,
                NodeKind::Department | NodeKind::Person => ShapeKind::Unit,
                NodeKind::Group => ShapeKind::Group,
                NodeKind::Service => ShapeKind::Service,
                NodeKind::Beneficiary | NodeKind::Payer | NodeKind::Colleague => ShapeKind::Party,
            },
            name: node.label.to_owned(),
            anchor: None,
        });
        let arrows = network.edges.iter().map(|edge| Arrow {
            from: edge.source,
            to: edge.target,
            label: network.label(edge),
        });
        Self { title, shapes: shapes.collect(), arrows: arrows.collect(), notes: Vec::new() }
    }
}

/// A diagram that grows, each thing and each arrow once, as far as there is room.
pub(super) struct Sketch<'org> {
    organisation: &'org Organisation,
    diagram: Diagram,
    places: BTreeMap<Subject, usize>,
    room: usize,
}

impl<'org> Sketch<'org> {
    /// An empty one with room for this many boxes.
    pub(super) fn new(organisation: &'org Organisation, title: String, room: usize) -> Self {
        Self {
            organisation,
            diagram: Diagram { title, ..Diagram::default() },
            places: BTreeMap::new(),
            room,
        }
    }

    /// Adds what the diagram is about.
    pub(super) fn subject(&mut self, subject: Subject) -> usize {
        let at = self.push(subject);
        self.diagram.shapes[at].kind = ShapeKind::Subject;
        at
    }

    /// The box of a thing, if it has one or there is room for one more.
    pub(super) fn shape(&mut self, subject: Subject) -> Option<usize> {
        if let Some(at) = self.places.get(&subject) {
            return Some(*at);
        }
        // A thing that has a box already needs no room.
        (self.diagram.shapes.len() < self.room).then(|| self.push(subject))
    }

    fn push(&mut self, subject: Subject) -> usize {
        self.places.insert(subject, self.diagram.shapes.len());
        self.add(DiagramShape {
            kind: ShapeKind::of(subject),
            name: self.organisation.name_of(subject).to_owned(),
            anchor: Some(anchor(self.organisation, subject)),
        })
    }

    /// Adds a box for several things.
    pub(super) fn more(&mut self, name: String) -> usize {
        self.add(DiagramShape { kind: ShapeKind::More, name, anchor: None })
    }

    fn add(&mut self, shape: DiagramShape) -> usize {
        self.diagram.shapes.push(shape);
        self.diagram.shapes.len() - 1
    }

    /// Adds an arrow, unless it is there.
    pub(super) fn arrow(&mut self, from: usize, to: usize) {
        let arrow = Arrow { from, to, label: "".into() };
        if !self.diagram.arrows.contains(&arrow) {
            self.diagram.arrows.push(arrow);
        }
    }

    /// Whether a thing has a box.
    pub(super) fn shows(&self, subject: Subject) -> bool {
        self.places.contains_key(&subject)
    }

    /// How many more boxes there is room for.
    pub(super) fn left(&self) -> usize {
        self.room.saturating_sub(self.diagram.shapes.len())
    }

    /// The diagram, with what it leaves out.
    pub(super) fn finish(self, notes: Vec<String>) -> Diagram {
        Diagram { notes, ..self.diagram }
    }
}
