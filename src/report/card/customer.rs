//! The customers of a unit on its card.

use super::{
    super::{
        Cell, Table,
        customers::keepers_cell,
        words::{happy_in_all, inside},
    },
    Card,
};
use crate::{
    analysis::{
        self, Chains, Primaries, Primary, Reach, Secondary, SecondaryReach, Wanted, roll_up,
    },
    id::{PartyId, UnitId},
    model::{Date, Recipient, Subject},
};

const PRIMARY: [(&str, u16); 5] = [
    ("CUSTOMER", 3),
    ("HOW", 4),
    ("HAPPY?", 3),
    ("SINCE", 1),
    ("LOOKED AFTER BY", 3),
];
const SECONDARY: [(&str, u16); 3] = [("CUSTOMER", 3), ("HOW", 4), ("HAPPY? (LOWEST)", 2)];

impl Card<'_, '_> {
    pub(super) fn primary(&self, unit: UnitId) -> Table {
        let wanted = Wanted {
            reaches: Vec::new(),
            parties: None,
            chains: Chains::Whole,
        };
        let rows = Primaries::new(self.view.graph(), [unit], wanted).flat_map(|(_, rows)| rows);
        let rows: Vec<Primary> = rows.map(|(_, row)| row).collect();
        let named = |row: &&Primary| matches!(row.reach, Reach::Direct | Reach::Through);
        let shown = rows.iter().filter(named);
        let shown = shown.map(|row| self.primary_row(row)).collect();
        let of = |reach: Reach| rows.iter().filter(|row| row.reach == reach).count();
        let mut notes = Vec::new();
        let (broad, shared) = (of(Reach::Broad), of(Reach::Shared));
        if broad > 0 {
            notes.push(format!("+{broad} by blanket services"));
        }
        if shared > 0 {
            notes.push(format!("+{shared} shared with what it is part of"));
        }
        if rows.is_empty() {
            notes.push("None.".to_owned());
        }
        Table {
            notes,
            ..Table::plain(&PRIMARY, shown).without_idle_heads()
        }
    }

    fn primary_row(&self, row: &Primary) -> Vec<Cell> {
        let party = self.organisation.party(row.party);
        let (how, happy) = if row.reach == Reach::Direct {
            let own = row.services.iter();
            let own = own.flat_map(|&service| self.organisation.relations(service));
            let own = own.filter(|relation| relation.to == Recipient::Party(row.party));
            (
                format!("direct: {}", self.service_names(&row.services)),
                happy_in_all(&roll_up(own)),
            )
        } else {
            let steps = row.chain.iter().map(|link| self.name(link.to.into()));
            let steps: Vec<&str> = steps.collect();
            let between = steps[..steps.len() - 1].join(", then ");
            (format!("through {between}"), String::new())
        };
        vec![
            party.about.name.to_string().into(),
            how.into(),
            happy.into(),
            party.since.as_ref().map_or("", Date::as_str).into(),
            self.keepers(row.party),
        ]
    }

    /// Who looks after a customer; a colleague outside the division needs nobody to.
    fn keepers(&self, party: PartyId) -> Cell {
        let whole = self.view.whole_graph().organisation();
        let known = party.index() < whole.parties().len();
        if known {
            keepers_cell(whole, whole.party(party))
        } else {
            Cell::default()
        }
    }

    pub(super) fn secondary(&self, unit: UnitId) -> Table {
        let rows = analysis::secondary(self.view.graph(), unit).into_iter();
        let rows = rows.map(|row| self.secondary_row(&row)).collect();
        let mut shown = Table::plain(&SECONDARY, rows).without_idle_heads();
        if shown.rows.is_empty() {
            shown.notes.push("None.".to_owned());
        }
        shown
    }

    fn secondary_row(&self, row: &Secondary) -> Vec<Cell> {
        let how = match row.reach {
            SecondaryReach::Direct => format!("direct: {}", self.service_names(&row.services)),
            SecondaryReach::Shared(with) => format!("with {}", self.name(Subject::Unit(with))),
        };
        let happy = match row.satisfaction {
            Some(score) => format!("{score:.1} of 10"),
            None if row.reach == SecondaryReach::Direct => "not measured".to_owned(),
            None => String::new(),
        };
        vec![
            inside(self.organisation, row.customer.into()).into(),
            how.into(),
            happy.into(),
        ]
    }
}
