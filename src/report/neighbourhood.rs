//! A unit's neighbourhood as a diagram: who serves it, its services, who uses them, and the chains from there to
//! those outside.
//!
//! ```text
//! Service Desk ─→ Business Applications ─→ ERP ─→ Accounting ─→ Tax filing ─→ Tax authority
//! ```

use super::{
    Diagram, Limits,
    card::{Card, primary_of},
    diagram::Sketch,
    words::count,
};
use crate::{
    analysis::{ChainDetail, Primary, Privacy, Reach, View, stands_for},
    graph::{Graph, Link},
    id::{ServiceId, Subject, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// How many boxes are shown at most, so that it can be read.
const ROOM: usize = 60;
/// How many boxes are on one side of another at most; the rest become one.
const FAN: usize = 8;

/// The state of the drawing.
struct Neighbourhood<'g, 'org> {
    graph: &'g Graph<'org>,
    sketch: Sketch<'org>,
    unit: UnitId,
    /// The box of the unit.
    own: usize,
}

/// The neighbourhood of a unit.
pub fn neighbourhood(view: View<'_, '_>, unit: UnitId) -> Diagram {
    // The card knows who serves a unit by SPEC 3.2, its department and groups included.
    let served_by = Card::new(view, &[], Limits::NONE, Privacy::Public).servings(unit);
    sketch(view, unit, &primary_of(view, unit, ChainDetail::Whole).rows, &served_by)
}

/// The neighbourhood of a unit with these primary customers and what serves it.
pub(super) fn sketch(
    view: View<'_, '_>,
    unit: UnitId,
    primary: &[Primary],
    served_by: &[(ServiceId, Recipient)],
) -> Diagram {
    let organisation = view.organisation();
    let name = &organisation.unit(unit).header.name;
    let title = format!("{name}: who serves it, whom it serves, and through whom");
    let mut sketch = Sketch::new(organisation, title, ROOM);
    let own = sketch.subject(Subject::Unit(unit));
    let mut drawn = Neighbourhood { graph: view.graph(), sketch, unit, own };
    // In this order: when the room is used up, what comes last is left out.
    drawn.providers(served_by);
    drawn.chains(primary);
    drawn.recipients();
    let left_out = drawn.left_out(primary);
    drawn.sketch.finish(left_out.into_iter().collect())
}

impl Neighbourhood<'_, '_> {
    /// Draws the providers of the services that the unit receives.
    fn providers(&mut self, served_by: &[(ServiceId, Recipient)]) {
        let organisation = self.graph.organisation();
        let mut providers: Vec<Provider> = Vec::new();
        let mut seen: FxHashSet<Provider> = FxHashSet::default();
        for (service, _) in served_by {
            for provider in &organisation.service(*service).provided_by {
                let outside =
                    !provider.unit().is_some_and(|of| organisation.is_part(of, self.unit));
                // Colleagues within the unit are part of its own box.
                if outside && seen.insert(*provider) {
                    providers.push(*provider);
                }
            }
        }
        let more = rest(providers.len());
        for provider in providers.iter().take(providers.len() - more) {
            if let Some(at) = self.sketch.shape((*provider).into()) {
                self.sketch.arrow(at, self.own);
            }
        }
        if more > 0 {
            let at = self.sketch.more(format!("+{more} more who serve it"));
            self.sketch.arrow(at, self.own);
        }
    }

    /// The chains to those outside whom it reaches by more than broad steps.
    fn chains(&mut self, primary: &[Primary]) {
        // Broad and shared customers are those of nearly every unit (SPEC 3.4): they would fill
        // the picture and say little.
        let named = |row: &&Primary| matches!(row.reach, Reach::Direct | Reach::Through);
        for row in primary.iter().filter(named) {
            if row.reach == Reach::Direct {
                // A direct row carries all services that serve the customer; its chain names
                // only one of them (SPEC 3.4).
                for service in &row.services {
                    let to = Recipient::Party(row.party);
                    self.chain(&[Link { service: Some(*service), to }]);
                }
            } else {
                self.chain(&row.chain);
            }
        }
    }

    /// Draws a chain, where there is room for the whole of it.
    fn chain(&mut self, chain: &[Link]) {
        let things: Vec<Subject> = chain
            .iter()
            .flat_map(|link| {
                let service = link.service.map(Subject::Service);
                service.into_iter().chain([Subject::from(link.to)])
            })
            .collect();
        let new: BTreeSet<&Subject> = things.iter().filter(|it| !self.sketch.shows(**it)).collect();
        // Half a chain would end at somebody inside, as if that were its customer.
        if new.len() > self.sketch.left() {
            return;
        }
        let mut before = self.own;
        for thing in things {
            if let Some(at) = self.sketch.shape(thing) {
                if at != before {
                    self.sketch.arrow(before, at);
                }
                before = at;
            }
        }
    }

    /// The unit's services, and the colleagues who use them.
    fn recipients(&mut self) {
        let services = self.graph.services_of(self.unit);
        let (drawn, others): (Vec<ServiceId>, Vec<ServiceId>) =
            services.into_iter().partition(|service| self.sketch.shows(Subject::Service(*service)));
        // Services that a chain has drawn already take their places out of the fan.
        let room = FAN.saturating_sub(drawn.len()).max(1);
        // One of the places is for the box that counts the rest, so one service less is drawn.
        let more = if others.len() > room { others.len() - (room - 1) } else { 0 };
        for service in drawn.iter().chain(&others[..others.len() - more]) {
            self.users(*service);
        }
        if more > 0 {
            let at = self.sketch.more(format!("+{}", count(more, "more service")));
            self.sketch.arrow(self.own, at);
        }
    }

    /// A service of the unit with the colleagues who use it.
    fn users(&mut self, service: ServiceId) {
        let Some(at) = self.sketch.shape(Subject::Service(service)) else {
            return;
        };
        self.sketch.arrow(self.own, at);
        let organisation = self.graph.organisation();
        // A unit may be a recipient by its own name and as the provider of a service.
        let mut seen = BTreeSet::new();
        let users: Vec<Subject> = organisation
            .active_relations(service)
            .flat_map(|relation| {
                let users = stands_for(organisation, relation.to);
                users.map(Subject::from)
            })
            .filter(|to| *to != Subject::Unit(self.unit) && seen.insert(*to))
            .collect();
        let fits = users.len().min(FAN).min(self.sketch.left());
        // The box "+n more" takes a place as well.
        let shown = if fits < users.len() { fits.saturating_sub(1) } else { fits };
        for user in &users[..shown] {
            if let Some(to) = self.sketch.shape(*user) {
                self.sketch.arrow(at, to);
            }
        }
        if shown < users.len() {
            let more = users.len() - shown;
            let to = self.sketch.more(format!("+{more} more who use it"));
            self.sketch.arrow(at, to);
        }
    }

    /// How many of those outside it doesn't show.
    fn left_out(&self, primary: &[Primary]) -> Option<String> {
        let hidden =
            primary.iter().filter(|row| !self.sketch.shows(Subject::Party(row.party))).count();
        (hidden > 0).then(|| {
            let customers = count(hidden, "customer");
            format!("Not drawn: {customers} outside that it reaches broadly, shares, or that there is no room for.")
        })
    }
}

/// How many of `all` share one box.
fn rest(all: usize) -> usize {
    if all > FAN { all - (FAN - 1) } else { 0 }
}
