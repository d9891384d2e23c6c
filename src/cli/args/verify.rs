//! What may be typed for `dutyphone verify`.

use super::values::date;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// A folder that `collect` or `desk` wrote, or a signed file; may be given
    /// again
    #[arg(value_name = "DIR|FILE", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Whose signatures count: an allowed signers file, as `ssh-keygen` takes it
    ///
    /// The options `namespaces`, `valid-after` and `valid-before` are honoured;
    /// times without `Z` are UTC. Certificate authorities are not supported, and
    /// a line that is not understood is an error.
    #[arg(long, value_name = "FILE")]
    pub(crate) signers: PathBuf,
    /// Ask whether keys were valid at the end of this day [default: now]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}
