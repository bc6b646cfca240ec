//! Groups that hold nobody, and groups that nothing names.

use super::{Finder, Statement};
use crate::{diag::Code, id::Subject};

impl Finder<'_, '_> {
    pub(super) fn groups(&mut self) {
        for (id, group) in self.organisation.groups() {
            let group_id = Subject::Group(id);
            if group.held.is_empty() {
                let statement = Statement::about(group_id).text(" holds nobody");
                self.raise(Code::EmptyGroup, group_id, statement);
            } else if !group.named {
                let statement = Statement::default().text("nothing names the group ");
                self.raise(Code::UnusedGroup, group_id, statement.thing(group_id));
            }
        }
    }
}
