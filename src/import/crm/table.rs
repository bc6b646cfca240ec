//! The tables of accounts, deals and users, read row by row.

use super::{
    account::{Account, Accounts, Deal, id_key},
    field::CrmField,
    money::Money,
    status::{DealOutcome, Standing, is_true},
    system::{CrmExport, TableKind},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, count, excerpt},
    import::{
        FigureKind, FigureStyle, ImportSummary, Row, SourceTable, TableFormat,
        check::import_help,
        field_columns::{FieldColumns, TableField as _},
        filter::RowFilter,
        job::first_names,
        table::find_column,
    },
    input::Text,
};
use std::collections::BTreeSet;

/// A table with its columns.
pub(super) struct CrmTable<'n> {
    /// The name of its file.
    name: &'n str,
    kind: TableKind,
    system: Option<CrmExport>,
    columns: FieldColumns<CrmField>,
    /// The column by which accounts become one beneficiary.
    group: Option<usize>,
}

/// How the numbers and dates of a table are written.
#[derive(Clone, Copy)]
struct Figures {
    amounts: FigureStyle,
    dates: FigureStyle,
}

impl<'n> CrmTable<'n> {
    /// Finds what the rows of a table are, and its columns: as mapped, else by their usual names.
    pub(super) fn find(
        name: &'n str,
        table: &SourceTable<'_>,
        mapped: &[(String, String)],
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut columns = FieldColumns::<CrmField>::new(table.columns());
        let system = CrmExport::of(&columns.plain);
        columns.take_mapped(mapped, table.first_place(), &mut problems);
        let kind = system.map_or_else(|| kind_of(&columns), |system| system.kind);
        columns.take_usual(|field| match kind {
            TableKind::Accounts => matches!(
                field,
                CrmField::Id
                    | CrmField::Name
                    | CrmField::Owner
                    | CrmField::Since
                    | CrmField::Status
                    | CrmField::Deleted
            ),
            TableKind::Deals => matches!(
                field,
                CrmField::AccountId
                    | CrmField::Account
                    | CrmField::Amount
                    | CrmField::Currency
                    | CrmField::Date
                    | CrmField::Stage
                    | CrmField::Deleted
            ),
            TableKind::Users => {
                matches!(field, CrmField::Id | CrmField::Name | CrmField::First | CrmField::Last)
            }
        });
        if columns.has(CrmField::Amount) {
            columns.take_usual(|field| field == CrmField::Currency);
        }
        let found = Self { name, kind, system, columns, group: None };
        if problems.is_empty() {
            found.require(table, &mut problems);
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    /// Reports the columns that the table can't be without. One that `--map FIELD=` leaves out is not missed.
    fn require(&self, table: &SourceTable<'_>, problems: &mut Vec<Diagnostic>) {
        let (is_named, needed): (bool, &[(CrmField, &str)]) = match self.kind {
            TableKind::Users => return,
            TableKind::Accounts => (
                self.columns.has(CrmField::Name),
                &[(CrmField::Name, "which column names the account?")],
            ),
            TableKind::Deals => (
                self.columns.has(CrmField::Account) || self.columns.has(CrmField::AccountId),
                &[
                    (CrmField::Account, "which column names the account of a deal?"),
                    (CrmField::Stage, "which column says whether a deal was won?"),
                    (CrmField::Date, "which column says when a deal was won?"),
                ],
            ),
        };
        let is_known = |field| self.columns.found.iter().any(|(known, _)| *known == field);
        for (at, (field, message)) in needed.iter().enumerate() {
            let is_there = if at == 0 { is_named } else { is_known(*field) };
            if !is_there {
                problems.push(self.columns.missing(*field, message, table.first_place()));
            }
        }
    }

    /// Whether its rows are accounts.
    pub(super) fn is_of_accounts(&self) -> bool {
        self.kind == TableKind::Accounts
    }

    /// Finds the column of `--group-by`, which only accounts have.
    pub(super) fn find_group(
        &mut self,
        column: &str,
        table: &SourceTable<'_>,
    ) -> Result<(), Box<Diagnostic>> {
        let place = table.first_place();
        if !self.is_of_accounts() {
            let message = format!("--group-by {}: no file of accounts", excerpt(column));
            let problem = Diagnostic::new(Code::UnknownColumn, place, message);
            return Err(Box::new(problem.help("name the file of accounts that has this column")));
        }
        let wanted = Text { value: column.into(), place };
        let flag = format!("--group-by {column}");
        let mut nearest = Nearest::default();
        self.group = Some(find_column(&self.columns.names, &wanted, Some(&flag), &mut nearest)?);
        Ok(())
    }

    /// Adds what the rows say to the accounts.
    pub(super) fn read(
        &self,
        table: &SourceTable<'_>,
        format: &TableFormat,
        accounts: &mut Accounts,
        summary: &mut ImportSummary,
    ) {
        let filter = RowFilter::new(table, &self.columns.names, format, &mut summary.errors);
        let figures = self.figures(table, format.figures);
        let (mut deleted, mut repeated) = (0, 0);
        let mut unknown: BTreeSet<String> = BTreeSet::new();
        filter.rows(self.name, table, summary, |row, summary| {
            if self.cell(CrmField::Deleted, row).is_some_and(|cell| is_true(&cell.value)) {
                deleted += 1;
                return;
            }
            match self.kind {
                TableKind::Accounts => {
                    if let Some(account) = self.account(row, figures, &mut unknown, summary) {
                        repeated += usize::from(accounts.add(account));
                    }
                }
                TableKind::Deals => accounts.deals.push(self.deal(row, figures, summary)),
                TableKind::Users => accounts.users.extend(self.user(row)),
            }
        });
        accounts.has_list |= self.kind == TableKind::Accounts;
        accounts.has_deals |= self.kind == TableKind::Deals;
        self.notes(summary);
        if deleted > 0 {
            summary.notes.push(format!("{} left out", count(deleted, "deleted row")));
        }
        if repeated > 0 {
            let rows = count(repeated, "row");
            summary
                .notes
                .push(format!("{rows} of an account that an earlier row describes left out"));
        }
        if !unknown.is_empty() {
            let words: Vec<String> = unknown.into_iter().collect();
            let words = first_names(&words);
            summary.notes.push(format!("unknown words for a status, not used: {words}"));
        }
    }

    /// Reports what the table was taken for.
    fn notes(&self, summary: &mut ImportSummary) {
        let noun = self.kind.noun();
        summary.notes.push(match self.system {
            Some(system) => format!("{}: recognised as {noun} of {}", self.name, system.name),
            None => format!("{}: read as {noun}", self.name),
        });
        summary.notes.extend(self.columns.notes(self.group));
        if self.kind == TableKind::Accounts && self.columns.has(CrmField::Since) {
            let at = self.columns.columns(CrmField::Since).next().unwrap_or(0);
            let name = &self.columns.names[at].value;
            if !name.to_lowercase().contains("since") {
                summary.notes.push(format!(
                    "`since` is when an account was keyed in ({name}), or its first won deal if that is earlier"
                ));
            }
        }
    }

    fn cell(&self, field: CrmField, row: &Row) -> Option<Text> {
        self.columns.cell(field, row)
    }

    /// Learns how numbers and dates are written.
    fn figures(&self, table: &SourceTable<'_>, given: FigureStyle) -> Figures {
        let mut figures = Figures { amounts: given, dates: given };
        table.rows(|row, _| {
            if let Some(amount) = self.cell(CrmField::Amount, row) {
                figures.amounts.learn(FigureKind::Number, &amount.value);
            }
            for field in [CrmField::Date, CrmField::Since] {
                if let Some(date) = self.cell(field, row) {
                    figures.dates.learn(FigureKind::Date, &date.value);
                }
            }
        });
        figures
    }

    fn money(&self, row: &Row, figures: Figures, summary: &mut ImportSummary) -> Option<Money> {
        let cell = self.cell(CrmField::Amount, row)?;
        let currency = self.cell(CrmField::Currency, row);
        let read = Money::read(&cell, currency, figures.amounts);
        read.map_err(|problem| summary.rejected.push(*problem)).ok()
    }

    /// A day in the form of a map.
    fn date(
        &self,
        field: CrmField,
        row: &Row,
        figures: Figures,
        summary: &mut ImportSummary,
    ) -> Option<Text> {
        let cell = self.cell(field, row)?;
        let plain = figures.dates.plain(FigureKind::Date, &cell.value);
        if plain.is_none() {
            let message = format!("`{}` is no date: not used", excerpt(&cell.value));
            let problem = Diagnostic::new(Code::WrongDate, cell.place, message);
            let help = import_help(Code::WrongDate).unwrap_or_default();
            summary.rejected.push(problem.help(help));
        }
        Some(Text { value: plain?.into(), place: cell.place })
    }

    fn account(
        &self,
        row: &Row,
        figures: Figures,
        unknown: &mut BTreeSet<String>,
        summary: &mut ImportSummary,
    ) -> Option<Account> {
        let Some(name) = self.cell(CrmField::Name, row) else {
            let problem = Diagnostic::new(Code::BadRow, row.place(), "this account has no name");
            summary.rejected.push(problem.help("fill it in"));
            return None;
        };
        let statuses = self.columns.columns(CrmField::Status).filter_map(|at| row.cell(at));
        let of_cell = |cell: Text| {
            let standing = Standing::of(&cell.value);
            if standing == Standing::Unknown {
                unknown.insert(excerpt(&cell.value).into_owned());
            }
            standing
        };
        Some(Account {
            id: self.cell(CrmField::Id, row),
            name,
            owner: self.cell(CrmField::Owner, row),
            since: self.date(CrmField::Since, row, figures, summary),
            // Several columns may speak of it; the strongest word counts.
            standing: statuses.map(of_cell).max().unwrap_or_default(),
            money: self.money(row, figures, summary),
            group: self.group.and_then(|at| row.cell(at)),
        })
    }

    fn deal(&self, row: &Row, figures: Figures, summary: &mut ImportSummary) -> Deal {
        let mut stages = self.columns.columns(CrmField::Stage).peekable();
        // Where `--map stage=` says that no column has the stage, all deals were won.
        let outcome = if stages.peek().is_none() {
            DealOutcome::Won
        } else {
            let cells = stages.filter_map(|at| row.cell(at));
            // Without a word the deal is open: only what is won for certain counts as money.
            cells.map(|cell| DealOutcome::of(&cell.value)).max().unwrap_or(DealOutcome::Open)
        };
        let is_won = outcome == DealOutcome::Won;
        Deal {
            account_id: self.cell(CrmField::AccountId, row),
            account: self.cell(CrmField::Account, row),
            // The amounts and dates of other deals are plans.
            money: if is_won { self.money(row, figures, summary) } else { None },
            date: if is_won { self.date(CrmField::Date, row, figures, summary) } else { None },
            outcome,
            place: row.place(),
        }
    }

    /// The id and name of a user.
    fn user(&self, row: &Row) -> Option<(String, Text)> {
        let id = self.cell(CrmField::Id, row)?;
        let whole = self.cell(CrmField::Name, row);
        let name = whole.or_else(|| {
            let parts = [CrmField::First, CrmField::Last];
            let parts: Vec<Text> =
                parts.iter().filter_map(|field| self.cell(*field, row)).collect();
            let place = parts.first()?.place;
            let texts: Vec<&str> = parts.iter().map(|part| &*part.value).collect();
            Some(Text { value: texts.join(" ").into(), place })
        })?;
        Some((id_key(&id.value), name))
    }
}

/// What the rows of a table are that no known system wrote: deals have a stage, or an amount with a day.
fn kind_of(columns: &FieldColumns<CrmField>) -> TableKind {
    let has = |field: CrmField| {
        let usual = CrmField::ALL.iter().filter(|(known, ..)| *known == field);
        let mut names = usual
            .flat_map(|(_, _, names)| names.split_whitespace())
            // Accounts have a status as well, so it distinguishes nothing.
            .filter(|name| *name != "status");
        let is_mapped = columns.found.iter().any(|(known, _)| *known == field);
        is_mapped || names.any(|name| columns.plain.iter().any(|column| column == name))
    };
    let is_of_deals = has(CrmField::Stage) || has(CrmField::Amount) && has(CrmField::Date);
    if is_of_deals { TableKind::Deals } else { TableKind::Accounts }
}
