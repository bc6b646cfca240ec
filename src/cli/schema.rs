//! `custmap schema`.

use super::{Outcome, output::FileArg};
use clap::Args;
use custmap::{diag::Sources, render::schema};

#[derive(Debug, Args)]
#[command(after_help = "\
An editor with a YAML language server completes and checks a map whose first line is
  # yaml-language-server: $schema=custmap.schema.json
with the schema beside it. `custmap init` writes both.

Examples:
  custmap schema
  custmap schema -o custmap.schema.json
  custmap schema -o examples/custmap.schema.json")]
pub(super) struct SchemaCommand {
    #[command(flatten)]
    file: FileArg,
}

impl SchemaCommand {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let output = self.file.output()?;
        output.write(&Sources::default(), |out| schema::write(out))?;
        Ok(Outcome::Fine)
    }
}
