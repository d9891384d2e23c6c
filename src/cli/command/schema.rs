//! `dutyphone schema`: the JSON Schema of each format, for editors and for
//! programs that write one.

use crate::catalogue::schema;
use crate::cli::Exit;
use crate::cli::args::SchemaArgs;
use crate::cli::ui::messages::to_stdout;
use anyhow::Context as _;

pub(crate) fn run(args: &SchemaArgs) -> anyhow::Result<Exit> {
    let text = schema(args.format.file()).context("the built-in schema is missing")?;
    to_stdout(text.as_bytes())?;
    Ok(Exit::Compliant)
}
