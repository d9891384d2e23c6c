//! Flags that several commands take.

use super::values::{date, duration, glob, vouch};
use crate::source::Vouch;
use clap::ValueEnum;
use jiff::civil::Date;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(crate) struct MessageArgs {
    /// When to use colour; the environment variable `NO_COLOR` is honoured
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Colour,
    /// Print nothing but errors, and what `-f` and `-o` ask for
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what each input was taken for, how much of it was seen, and why
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SourceArgs {
    /// What to read: `adb:SERIAL` or `ios:UDID` (an attached phone), `adb:` or
    /// `ios:` (all of a kind), a file or folder, or `-` for what a file can
    /// hold, on stdin [default: all attached phones]
    ///
    /// A path is recognised by its content: a saved inventory, a folder of
    /// them, an iOS backup folder, or text that `dumpsys package` printed.
    #[arg(value_name = "SOURCE")]
    pub(crate) sources: Vec<String>,
    /// Read every iOS backup in the usual places of macOS and Windows, too
    #[arg(long)]
    pub(crate) ios_backups: bool,
    /// Set files or folders aside, for example `*.bak` or `old/**`; may be given
    /// again
    ///
    /// A pattern fits a whole path or its end. What is set aside is listed.
    #[arg(long, value_name = "GLOB", value_parser = glob)]
    pub(crate) exclude: Vec<String>,
    /// How long one device may take, for example 90s or 2m
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// Take the list at PATH for whole, which it does not show itself; the
    /// result repeats the reason. May be given again
    ///
    /// It is for lists of other tools, in which nothing shows whether they were
    /// narrowed. It lifts no damage, and no list that is known to be a part.
    #[arg(long, value_name = "PATH=REASON", value_parser = vouch)]
    pub(crate) assume_complete: Vec<Vouch>,
    /// What the columns of a table mean, for lists that are not known here
    /// (.toml)
    ///
    /// `dutyphone mapping init TABLE` proposes one. None is ever taken from
    /// beside a table.
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
}

/// Facts about apps and owners beside the built-in ones.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CatalogueArgs {
    /// A catalogue file or a folder of them, over the built-in facts; may be
    /// given again
    ///
    /// Rows add to the built-in ones and override them. A row that says less
    /// than the one that it overrides needs a `reason`.
    #[arg(long = "catalogue", value_name = "FILE|DIR", global = true)]
    pub(crate) catalogues: Vec<PathBuf>,
}

/// What inventories are judged by.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs {
    /// A built-in policy or a policy file; may be given again [default: default]
    #[arg(short, long = "policy", value_name = "POLICY")]
    pub(crate) policies: Vec<String>,
    /// Judge by the built-in measures of a country that are in force, for example
    /// NO; may be given again
    ///
    /// The code is that of ISO 3166-1. Measures of a part of a country have codes
    /// of their own, such as US-TX. They come beside the policies that are named.
    #[arg(long = "jurisdiction", value_name = "CODE")]
    pub(crate) jurisdictions: Vec<String>,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
    /// What the organisation knows of its devices: who holds them, what they
    /// are for and what they can reach (.toml or .csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) register: Option<PathBuf>,
    /// The organisation's own dated permissions (.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,
    /// Judge as of this day, for example 2026-11-21 [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}
