//! What may be typed for `dutyphone desk`.

use super::LanguageArgs;
use super::shared::InputArgs;
use super::values::{LevelArg, duration};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(crate) struct DeskArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// The level from which a finding breaks the policy
    #[arg(long, value_name = "LEVEL", default_value = "deny")]
    pub(crate) fail_on: LevelArg,
    /// How long one phone may take, for example 90s or 2m
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// Keep of each reading the inventory, the result and a certificate in this
    /// folder
    ///
    /// They are named by device and time, and noted in `SHA256SUMS`. Nothing is
    /// replaced.
    #[arg(long, value_name = "DIR")]
    pub(crate) records: Option<PathBuf>,
    /// Sign each record, and the list of them, with this SSH key
    #[arg(long, value_name = "KEY", requires = "records")]
    pub(crate) sign: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
    /// For privately owned phones: judge and keep of each only what the rules match,
    /// and the number of its other apps
    #[arg(long)]
    pub(crate) minimal: bool,
    /// Wait for one phone, judge it, and exit with its code
    ///
    /// A phone that has not allowed this computer is waited for.
    #[arg(long)]
    pub(crate) once: bool,
    /// With --once, how long to wait for a phone, for example 5m [default: without
    /// end]
    #[arg(long, value_name = "TIME", requires = "once", value_parser = duration)]
    pub(crate) wait: Option<Duration>,
}
