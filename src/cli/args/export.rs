//! What may be typed after `dutyphone policy export`.

use super::candidates::policies;
use super::values::date;
use crate::export::Target;
use crate::policy::Level;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// What to write
    #[arg(long, value_name = "TARGET", value_parser = targets())]
    pub(crate) to: Target,
    /// A built-in policy or a policy file; may be given again
    #[arg(
        short,
        long = "policy",
        value_name = "POLICY",
        default_value = "default",
        add = policies()
    )]
    pub(crate) policies: Vec<String>,
    /// The form, where a target has several; the first is the default
    ///
    /// table: csv, json, ndjson, ids. android-management: policy, patch. intune:
    /// visibility, compliance, personal. stix: mvt, strict. With
    /// `--changed-since`: markdown, csv, json.
    #[arg(short, long = "format", value_name = "FORM")]
    pub(crate) form: Option<String>,
    /// The file to write; without it, stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The lowest level of findings that is written: deny, warn or note
    #[arg(long, value_name = "LEVEL", default_value = "deny", value_parser = level)]
    pub(crate) level: Level,
    /// Only this rule, as reports name it (`policy/rule`); may be given again
    #[arg(long = "rule", value_name = "RULE")]
    pub(crate) rules: Vec<String>,
    /// Write what an allow-list (a rule with `not-in`) permits
    ///
    /// Phones lose every app that is not on such a list.
    #[arg(long)]
    pub(crate) allow_list: bool,
    /// Write the ids of system parts, launchers and management agents, too
    ///
    /// Without them a phone cannot be used, or not be managed.
    #[arg(long)]
    pub(crate) include_system: bool,
    /// Write nothing where the file would not say all that the policies say
    #[arg(long)]
    pub(crate) strict: bool,
    /// Write what was added and removed since an earlier table, for a change
    /// request
    ///
    /// A file that `policy export --to table` wrote as csv, json or ndjson; or
    /// its digest, `sha256:` and 64 digits, which tells only whether anything
    /// changed.
    #[arg(long, value_name = "FILE|DIGEST", conflicts_with = "allow_list")]
    pub(crate) changed_since: Option<String>,
    /// The organisation's own permissions; each one for an app in the file is
    /// named (.toml)
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,
    /// Which measures are in force on this day [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}

fn targets() -> impl TypedValueParser<Value = Target> {
    let values = Target::ALL
        .iter()
        .map(|target| PossibleValue::new(target.as_str()).help(target.about()));
    PossibleValuesParser::new(values).map(|name| {
        let mut all = Target::ALL.into_iter();
        all.find(|target| target.as_str() == name)
            .unwrap_or(Target::Table)
    })
}

/// A level that a rule can have.
fn level(text: &str) -> Result<Level, String> {
    Level::parse(text).ok_or_else(|| "write deny, warn or note".to_owned())
}
