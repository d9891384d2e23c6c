//! What may be typed. The words of the help text are the program's manual, so
//! they are written for the three kinds of people who use it.

use super::run::outputs::OutputArgs;
use crate::audit::{Level, Verdict};
use crate::report::diff::DiffFormat;
use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

const EXIT_CODES: &str = "\
Exit codes:
  0    compliant: every requested device was fully read and breaks nothing
  1    non-compliant: at least one device breaks the policy (wins over 3)
  2    cannot run: bad flag, bad policy, output not writable; nothing was judged
  3    indeterminate: no violation seen, but something was not (fully) read
  130  interrupted";

const AUDIT_EXAMPLES: &str = "\
Examples:
  dutyphone audit                            every attached Android phone
  dutyphone audit adb:SERIAL                 one of them
  dutyphone audit ~/Backups/UDID             an iPhone, from its backup folder
  dutyphone audit inventories/ -f json       a folder of saved inventories
  dutyphone audit inventories/ -o junit=r.xml -o html=report.html
  dutyphone audit --policy no-nsm-2023 --policy our-list.toml phone.json";

const COLLECT_EXAMPLES: &str = "\
Examples:
  dutyphone collect -o phones/               one file for each attached phone
  dutyphone collect ~/Backups/UDID -o p.json
  dutyphone collect | ssh auditor 'dutyphone audit -'";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  dutyphone explain no-nsm-2023/tiktok-telegram   a rule, from a report
  dutyphone explain com.zhiliaoapp.musically      an app id
  dutyphone explain telegram                      an app or an owner, by name
  dutyphone explain profile-unreadable            a code, from a report";
const REPORT_EXAMPLES: &str = "\
Examples:
  dutyphone audit -o json=result.json        save a result
  dutyphone report result.json               for a person
  dutyphone report result.json -f markdown   for a ticket
  dutyphone report result.json -o csv=r.csv -o junit=r.xml";

const DIFF_EXAMPLES: &str = "\
Examples:
  dutyphone diff october.json november.json           two saved results
  dutyphone diff october/ november/ --policy ours.toml two sets of inventories
  dutyphone diff old.json new.json --fail-on new -f markdown

Exit codes:
  0  compared
  1  with --fail-on new: something breaks the policy that did not before
  2  cannot run: bad flag, bad policy, or a result that cannot be read
  3  nothing to compare; or, with --fail-on new, a device of the newer audit
     was not fully read";

const POLICY_EXAMPLES: &str = "\
Examples:
  dutyphone policy list
  dutyphone policy show no-nsm-2023
  dutyphone policy init our-list.toml        a commented policy to begin with
  dutyphone policy check our-list.toml       every mistake in it
  dutyphone policy test our-list.toml        the tests that it carries";

const DEVICES_EXAMPLES: &str = "\
Examples:
  dutyphone devices                          before an audit: is all ready?
  dutyphone devices --timeout 30s            for a slow adb server";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  dutyphone completions bash > /etc/bash_completion.d/dutyphone
  dutyphone completions fish > ~/.config/fish/completions/dutyphone.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  dutyphone man | man -l -
  dutyphone man > /usr/local/share/man/man1/dutyphone.1";

/// Audits the apps on work phones against published measures.
#[derive(Debug, Parser)]
#[command(name = "dutyphone", version, max_term_width = 80, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) talk: TalkArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct TalkArgs {
    /// When to use colour; the environment variable `NO_COLOR` is honoured
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Colour,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge devices against a policy
    #[command(after_help = format!("{AUDIT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Audit(AuditArgs),
    /// Take inventories and judge nothing
    #[command(after_help = COLLECT_EXAMPLES)]
    Collect(CollectArgs),
    /// Show what is attached, and what to do when it cannot be read
    #[command(after_help = DEVICES_EXAMPLES)]
    Devices(DevicesArgs),
    /// Show what changed between two audits
    ///
    /// Inventories are judged first, old and new ones by the same policies and
    /// as of the same day, so that only the phones differ. A waiver that lapsed
    /// in between shows when two results are compared.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Explain a rule, a measure, an app, an owner or a code; offline
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Print a saved result in any format, and exit as its audit did
    #[command(after_help = format!("{REPORT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Report(ReportArgs),
    /// List, show and check policies
    #[command(after_help = POLICY_EXAMPLES)]
    Policy(PolicyArgs),
    /// Print what a shell needs to complete the command line
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man,
}

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct SourceArgs {
    /// What to read: `adb:` (all attached phones), `adb:SERIAL`, a file or
    /// folder, or `-` for saved inventories on stdin [default: adb:]
    ///
    /// A path is recognised by its content: a saved inventory, a folder of
    /// them, an iOS backup folder, or text that `dumpsys package` printed.
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<String>,
    /// Read every iOS backup in the usual places of macOS and Windows, too
    #[arg(long)]
    pub(super) ios_backups: bool,
    /// How long one device may take, for example 90s or 2m
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub(super) timeout: Duration,
}

/// What inventories are judged by.
#[derive(Debug, clap::Args)]
pub(super) struct GroundsArgs {
    /// A built-in policy or a policy file; may be given again
    #[arg(
        short,
        long = "policy",
        value_name = "POLICY",
        default_value = "default"
    )]
    pub(super) policies: Vec<String>,
    /// What the organisation knows of its devices: who holds them, what they
    /// are for and what they can reach (.toml or .csv)
    #[arg(long, value_name = "FILE")]
    pub(super) register: Option<PathBuf>,
    /// The organisation's own dated permissions (.toml)
    #[arg(long, value_name = "FILE")]
    pub(super) waivers: Option<PathBuf>,
    /// Judge as of this day, for example 2026-11-21 [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) as_of: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    pub(super) source: SourceArgs,
    #[command(flatten)]
    pub(super) grounds: GroundsArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    /// The level from which a finding breaks the policy
    #[arg(long, value_name = "LEVEL", default_value = "deny")]
    pub(super) fail_on: LevelArg,
    /// How old an inventory may be, for example 30d or 4w
    #[arg(long, value_name = "AGE", value_parser = days)]
    pub(super) max_age: Option<u32>,
    /// List only devices with this answer; all of them count
    ///
    /// Such a list is for reading; to compare two audits with `dutyphone diff`,
    /// keep whole ones.
    #[arg(long, value_name = "ANSWER")]
    pub(super) only: Option<AnswerArg>,
    /// A summary on one screen instead of every device
    #[arg(long, value_name = "WHEN", conflicts_with = "only", num_args = 0..=1,
        require_equals = true, default_value = "auto", default_missing_value = "always")]
    pub(super) summary: SummaryArg,
    /// How many threads read saved inventories [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, clap::Args)]
pub(super) struct CollectArgs {
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// A file, or a folder for one file each; without it, one line each on
    /// stdout
    #[arg(short, long, value_name = "FILE|DIR")]
    pub(super) output: Option<PathBuf>,
    /// Replace device ids by keyed hashes, and exact times by days
    ///
    /// The key is taken from the environment variable `DUTYPHONE_REDACT_KEY`;
    /// without it each run makes its own, and hashes cannot be compared.
    #[arg(long)]
    pub(super) redact: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    /// The older audit: a result (JSON or NDJSON), or inventories to judge
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The newer audit
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    #[command(flatten)]
    pub(super) grounds: GroundsArgs,
    /// How to print the comparison
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: DiffFormatArg,
    /// When to exit with 1
    #[arg(long, value_name = "CHANGE")]
    pub(super) fail_on: Option<ChangeArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormatArg {
    /// For a person
    Text,
    /// For a program
    Json,
    /// For a ticket
    Markdown,
}

impl From<DiffFormatArg> for DiffFormat {
    fn from(arg: DiffFormatArg) -> Self {
        match arg {
            DiffFormatArg::Text => Self::Text,
            DiffFormatArg::Json => Self::Json,
            DiffFormatArg::Markdown => Self::Markdown,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ChangeArg {
    /// Something breaks the policy that did not before, or was permitted
    New,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    /// What `dutyphone audit -f json` wrote, or `-` for stdin
    #[arg(value_name = "RESULT.json")]
    pub(super) result: PathBuf,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct DevicesArgs {
    /// How long to wait for the adb server, for example 10s
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    pub(super) timeout: Duration,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// A rule (`policy/rule`), a policy, an app id or name, an owner, or a code
    #[arg(value_name = "WHAT")]
    pub(super) what: String,
    /// Policies to look in beside the built-in ones; may be given again
    #[arg(short, long = "policy", value_name = "POLICY")]
    pub(super) policies: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    pub(super) command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// List the built-in policies
    List,
    /// Print one policy in words
    Show {
        /// A built-in policy or a policy file
        #[arg(value_name = "POLICY")]
        policy: String,
    },
    /// Run the tests that policies carry with them
    Test {
        /// Built-in policies or policy files [default: all built-in ones]
        #[arg(value_name = "POLICY")]
        policies: Vec<String>,
    },
    /// Write a commented policy to begin with
    Init {
        /// The file to write; without it, stdout. Nothing is overwritten
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print the JSON Schema of policy files, for an editor
    Schema,
    /// Report every mistake in policy files
    Check {
        /// Built-in policies or policy files
        #[arg(value_name = "POLICY", required = true)]
        policies: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SummaryArg {
    /// For text about more than 20 devices
    Auto,
    /// However few there are
    Always,
    /// However many there are
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerArg {
    /// Devices that break the policy
    NonCompliant,
    /// Devices that were not fully read and show no violation
    Indeterminate,
}

impl AnswerArg {
    pub(super) const fn is(self, verdict: Verdict) -> bool {
        match self {
            Self::NonCompliant => matches!(verdict, Verdict::NonCompliant),
            Self::Indeterminate => matches!(verdict, Verdict::Indeterminate),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LevelArg {
    /// What does not belong on the device
    Deny,
    /// What is worth a look, too
    Warn,
    /// Every finding
    Note,
}

impl From<LevelArg> for Level {
    fn from(arg: LevelArg) -> Self {
        match arg {
            LevelArg::Deny => Self::Deny,
            LevelArg::Warn => Self::Warn,
            LevelArg::Note => Self::Note,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    // Ten characters: anything longer carries a time or a zone.
    let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| "write year-month-day, for example 2026-11-21".to_owned())
}

fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = split_unit(text);
    let seconds: Option<u64> = match (number, unit) {
        (Some(number), "" | "s") => Some(number),
        (Some(number), "m") => number.checked_mul(60),
        _ => None,
    };
    match seconds {
        Some(seconds @ 1..=3600) => Ok(Duration::from_secs(seconds)),
        _ => Err("write seconds or minutes up to an hour, for example 90s or 2m".to_owned()),
    }
}

fn days(text: &str) -> Result<u32, String> {
    let (number, unit) = split_unit(text);
    let days = match (number, unit) {
        (Some(number), "d") => Some(number),
        (Some(number), "w") => number.checked_mul(7),
        _ => None,
    };
    days.and_then(|days| u32::try_from(days).ok())
        .ok_or_else(|| "write days or weeks, for example 30d or 4w".to_owned())
}

fn split_unit(text: &str) -> (Option<u64>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).unwrap_or((text, ""));
    (number.parse().ok(), unit)
}
