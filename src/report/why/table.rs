//! The answer of `why` as a table.

use super::{
    super::{Cell, Table, words::count},
    Step, Why,
};

impl Why<'_> {
    /// The answer as a table: a step a row, the other ways below it where `all` are wanted.
    #[must_use]
    pub fn table(&self, all: bool) -> Table {
        let chained = self.rank == Some("primary");
        let mut rows = rows(&self.steps, chained);
        let mut notes = Vec::new();
        if all {
            for other in &self.others {
                rows.push(vec!["or".into(), Cell::default(), Cell::default()]);
                rows.extend(self::rows(other, chained));
            }
        } else if !self.others.is_empty() {
            let through: Vec<&str> =
                self.others.iter().map(|other| other[0].to_name).take(3).collect();
            let chains = count(self.others.len(), "other chain");
            notes.push(format!("{chains} as short (through {}): --all", through.join(", ")));
        }
        let heads = [("SERVICE", 4), ("SERVES", 3), ("WHERE", 3)];
        Table {
            title: vec![self.answer.clone()],
            notes,
            ..Table::plain(&heads, rows).without_idle_heads()
        }
    }
}

fn rows(steps: &[Step<'_>], chained: bool) -> Vec<Vec<Cell>> {
    let row = |(at, step): (usize, &Step<'_>)| {
        let depth = if chained { at } else { 0 };
        let label = Cell { lines: vec![step.label.clone().into()], depth };
        vec![label, step.to_name.into(), format!("{}:{}", step.file, step.line).into()]
    };
    steps.iter().enumerate().map(row).collect()
}
