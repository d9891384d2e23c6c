//! What may be typed for `dutyphone mapping` and `dutyphone schema`.

use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct MappingArgs {
    #[command(subcommand)]
    pub(crate) command: MappingCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MappingCommand {
    /// Propose a mapping for a table, from its headings; printed on stdout
    Init {
        /// A table: CSV, JSON, NDJSON or XLSX
        #[arg(value_name = "TABLE")]
        table: PathBuf,
    },
    /// Report every mistake in a mapping, and what it makes of a table
    Check {
        /// The mapping
        #[arg(value_name = "MAPPING")]
        mapping: PathBuf,
        /// A table to try it on; nothing is judged
        #[arg(value_name = "TABLE")]
        table: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// The format
    #[arg(value_name = "FORMAT")]
    pub(crate) format: SchemaArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// A saved inventory: what is on a phone
    Inventory,
    /// The result of an audit (`-f json`)
    Result,
    /// What changed between two audits (`diff -f json`)
    Diff,
    /// A policy
    Policy,
    /// A device register
    Register,
    /// Waivers
    Waivers,
    /// What the columns of a table mean
    Mapping,
    /// Facts about apps and owners
    Catalogue,
}

impl SchemaArg {
    /// The name of the file, without its ending.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Inventory => "inventory",
            Self::Result => "audit-result",
            Self::Diff => "diff",
            Self::Policy => "policy",
            Self::Register => "register",
            Self::Waivers => "waivers",
            Self::Mapping => "mapping",
            Self::Catalogue => "catalogue",
        }
    }
}
