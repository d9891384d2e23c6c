//! What may be typed after `dutyphone catalogue`.

use super::shared::CatalogueArgs;
use super::values::date;
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct CatalogueCommandArgs {
    #[command(subcommand)]
    pub(crate) command: CatalogueCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueCommand {
    /// List ids with their products and owners
    List(ListArgs),
    /// Print everything that is known of a product or an owner
    Show {
        /// A product, an owner, an app id, or an App Store number
        #[arg(value_name = "WHAT")]
        what: String,
        #[command(flatten)]
        catalogue: CatalogueArgs,
    },
    /// Report every mistake in catalogue files, and what they override
    Check {
        /// Catalogue files, or folders of them
        #[arg(value_name = "FILE|DIR", required = true)]
        files: Vec<PathBuf>,
    },
    /// Write a row into a catalogue file of your own
    Add(Box<AddArgs>),
    /// Count rows by country, platform, kind and confidence
    Stats {
        #[command(flatten)]
        catalogue: CatalogueArgs,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only owners that a country has a tie with: a code or a name
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Option<String>,
    /// Only this owner and those that it controls
    #[arg(long, value_name = "OWNER")]
    pub(crate) owner: Option<String>,
    /// Only products of this kind
    #[arg(long, value_name = "KIND")]
    pub(crate) category: Option<String>,
    /// Only ids of this platform
    #[arg(long, value_name = "PLATFORM")]
    pub(crate) platform: Option<PlatformArg>,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlatformArg {
    Android,
    Ios,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// The file to add to; it is made when there is none
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The id of the owner
    #[arg(long, value_name = "OWNER")]
    pub(crate) owner: String,
    /// The name of a new owner
    #[arg(long, value_name = "NAME", requires = "basis")]
    pub(crate) owner_name: Option<String>,
    /// A country that controls the new owner; may be given again
    #[arg(long, value_name = "CODE", requires = "owner_name")]
    pub(crate) control: Vec<String>,
    /// What the new owner's row rests on, in a sentence
    #[arg(long, value_name = "TEXT", requires = "owner_name")]
    pub(crate) basis: Option<String>,
    /// The id of the product
    #[arg(long, value_name = "APP", requires = "name")]
    pub(crate) app: Option<String>,
    /// The name of the product
    #[arg(long, value_name = "NAME", requires = "app")]
    pub(crate) name: Option<String>,
    /// What kind of product it is; may be given again
    #[arg(long, value_name = "KIND", requires = "app")]
    pub(crate) category: Vec<String>,
    /// A package name of the product; may be given again
    #[arg(long, value_name = "ID", requires = "app")]
    pub(crate) android: Vec<String>,
    /// A bundle id of the product; may be given again
    #[arg(long, value_name = "ID", requires = "app")]
    pub(crate) ios: Vec<String>,
    /// Where it can be read: a web address
    #[arg(long, value_name = "URL")]
    pub(crate) source: String,
    /// The title of the source
    #[arg(long, value_name = "TEXT")]
    pub(crate) source_title: String,
    /// What kind of evidence the source is
    #[arg(long, value_name = "KIND")]
    pub(crate) source_kind: SourceKindArg,
    /// Why the row says less than the one that it overrides
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// The day on which the source was read [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) checked: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SourceKindArg {
    /// From the party itself or an authority
    Primary,
    /// Somebody else's published statement
    Independent,
    /// A list that shows that an id exists
    Hint,
}
