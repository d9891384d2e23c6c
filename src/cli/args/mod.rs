//! What may be typed. The words of the help text are the program's manual, so
//! they are written for the three kinds of people who use it.

mod candidates;
mod catalogue;
mod desk;
mod examples;
mod export;
mod language;
mod mapping;
mod minimal;
mod notice;
mod output;
mod shared;
mod values;
mod verify;

pub(crate) use catalogue::{
    AddArgs, CatalogueCommand, CatalogueCommandArgs, ListArgs, PlatformArg, SourceKindArg,
};
pub(crate) use desk::DeskArgs;
pub(crate) use export::ExportArgs;
pub(crate) use language::LanguageArgs;
pub(crate) use mapping::{MappingArgs, MappingCommand, SchemaArgs};
pub(crate) use minimal::MinimalArgs;
pub(crate) use notice::{NoticeArgs, NoticeFormat, Notices};
pub(crate) use output::OutputArgs;
pub(crate) use shared::{CatalogueArgs, Colour, InputArgs, MessageArgs, SourceArgs};
pub(crate) use values::{ChangeArg, DiffFormatArg, LevelArg, SummaryArg, VerdictArg};

pub(crate) use verify::VerifyArgs;

use candidates::{countries, policies};
use clap::{Parser, Subcommand};
use examples::{
    AUDIT_EXAMPLES, CATALOGUE_EXAMPLES, COLLECT_EXAMPLES, COMPLETIONS_EXAMPLES, DESK_EXAMPLES,
    DEVICES_EXAMPLES, DIFF_EXAMPLES, EXIT_CODES, EXPLAIN_EXAMPLES, EXPORT_EXAMPLES, MAN_EXAMPLES,
    MAPPING_EXAMPLES, POLICY_EXAMPLES, REPORT_EXAMPLES, SCHEMA_EXAMPLES, VERIFY_EXAMPLES,
};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;
use values::{days, duration};

/// Audits the apps on work phones against published measures.
#[derive(Debug, Parser)]
#[command(name = "dutyphone", version, max_term_width = 80, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) messages: MessageArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Judge devices against a policy
    #[command(after_help = format!("{AUDIT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Audit(Box<AuditArgs>),
    /// Take inventories and judge nothing
    #[command(after_help = COLLECT_EXAMPLES)]
    Collect(CollectArgs),
    /// Stay, judge every phone that is plugged in, and keep records
    #[command(after_help = DESK_EXAMPLES)]
    Desk(DeskArgs),
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
    /// Explain a rule, a measure, an app, an owner, a country or a code; offline
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Print a saved result in any format, and exit as its audit did
    #[command(after_help = format!("{REPORT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Report(ReportArgs),
    /// Check signed inventories and results: who signed, and is all still there
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// List, show and check policies
    #[command(after_help = POLICY_EXAMPLES)]
    Policy(PolicyArgs),
    /// List, show, check and add facts about apps and owners
    #[command(after_help = CATALOGUE_EXAMPLES)]
    Catalogue(CatalogueCommandArgs),
    /// Propose and check mappings, which say what the columns of a table mean
    #[command(after_help = MAPPING_EXAMPLES)]
    Mapping(MappingArgs),
    /// Print the JSON Schema of a format
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArgs),
    /// Print what a shell needs to complete the command line
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man(ManArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that is typed by itself"
)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// The level from which a finding breaks the policy
    #[arg(long, value_name = "LEVEL", default_value = "deny")]
    pub(crate) fail_on: LevelArg,
    /// How old an inventory may be, for example 30d or 4w
    #[arg(long, value_name = "AGE", value_parser = days)]
    pub(crate) max_age: Option<u32>,
    /// List factory-fitted apps one by one, where a rule sums them up
    #[arg(long)]
    pub(crate) every_part: bool,
    /// Count devices of the register that were not read as not read
    ///
    /// Without it they are named and fail nothing.
    #[arg(long, requires = "register")]
    pub(crate) require_all: bool,
    /// Exit with 3 when a waiver has expired or permitted nothing in this run
    ///
    /// Without it they are told and fail nothing. A violation still wins.
    #[arg(long, requires = "waivers")]
    pub(crate) strict_waivers: bool,
    /// Count inventories as not read that no signer of this file signed, or
    /// that were changed since
    ///
    /// The file is an allowed signers file, as `ssh-keygen` takes it. Phones
    /// that this run reads itself need no signature.
    #[arg(long, value_name = "FILE")]
    pub(crate) require_signed: Option<PathBuf>,
    /// List only devices with this answer; all of them count
    ///
    /// Such a list is for reading; to compare two audits with `dutyphone diff`,
    /// keep whole ones.
    #[arg(long, value_name = "ANSWER")]
    pub(crate) only: Option<VerdictArg>,
    /// A summary on one screen instead of every device
    ///
    /// HTML and Markdown become an overview on request alone, with `--summary`: the
    /// counts, the worst devices, what was found by app, and all that limits the
    /// result. Formats for programs list every device.
    #[arg(long, value_name = "WHEN", conflicts_with = "only", num_args = 0..=1,
        require_equals = true, default_value = "auto", default_missing_value = "always")]
    pub(crate) summary: SummaryArg,
    /// For privately owned phones: use of each only what the rules match, and the
    /// number of its other apps
    ///
    /// No name and no time of an app gets into a result, and every result says so.
    #[arg(long)]
    pub(crate) minimal: bool,
    /// How many threads read saved inventories, 64 at most [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CollectArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// A file, or a folder for one file each (NAME/ makes it); without it, one
    /// line each on stdout
    #[arg(short, long, value_name = "FILE|DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Write the lines that no reader knew instead of inventories
    ///
    /// Every letter and digit in them is masked, so that only their shape is
    /// left: to send to the developers.
    #[arg(long, conflicts_with = "redact")]
    pub(crate) diagnose: bool,
    /// Replace device ids by keyed hashes, and exact times by days
    ///
    /// The key is taken from the environment variable `DUTYPHONE_REDACT_KEY`;
    /// without it each run makes its own, and hashes cannot be compared.
    #[arg(long)]
    pub(crate) redact: bool,
    /// Sign each file, and the list of their digests, with this SSH key
    ///
    /// A private key, or a public one whose private half the agent holds. The
    /// signature lies beside the file, in FILE.sig; `dutyphone verify` and
    /// `ssh-keygen -Y verify -n dutyphone` check it.
    #[arg(long, value_name = "KEY")]
    pub(crate) sign: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) minimal: MinimalArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// The older audit: a result (JSON or NDJSON), or inventories to judge
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The newer audit
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// How to print the comparison [default: text]
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<DiffFormatArg>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
    /// When to exit with 1
    #[arg(long, value_name = "CHANGE")]
    pub(crate) fail_on: Option<ChangeArg>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// What `dutyphone audit -f json` wrote, or `-` for stdin
    #[arg(value_name = "RESULT.json")]
    pub(crate) result: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// In text, HTML and Markdown, a summary instead of every device
    #[arg(long)]
    pub(crate) summary: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DevicesArgs {
    /// How long to wait for the adb server, for usbmuxd and for each iPhone, for
    /// example 10s
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    pub(crate) timeout: Duration,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// A rule (`policy/rule`), a policy, an app id, name or App Store number, an
    /// owner, a country, or a code
    #[arg(value_name = "WHAT")]
    pub(crate) what: String,
    /// Policies to look in beside the built-in ones; may be given again
    #[arg(short, long = "policy", value_name = "POLICY", add = policies())]
    pub(crate) policies: Vec<String>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PolicyArgs {
    #[command(subcommand)]
    pub(crate) command: PolicyCommand,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// List the built-in policies
    List {
        /// Only those of a country (ISO 3166-1, for example NO, or with a part
        /// of it, such as US-TX) that are in force today; may be given again
        #[arg(long = "jurisdiction", value_name = "CODE", add = countries())]
        jurisdictions: Vec<String>,
    },
    /// Print one policy in words
    Show {
        /// A built-in policy or a policy file
        #[arg(value_name = "POLICY", add = policies())]
        policy: String,
    },
    /// Run the tests that policies carry with them
    Test {
        /// Built-in policies or policy files [default: all built-in ones]
        #[arg(value_name = "POLICY", add = policies())]
        policies: Vec<String>,
    },
    /// Write a commented policy to begin with
    Init {
        /// The file to write; without it, stdout. Nothing is overwritten
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Write a list of approved apps instead, from phones that are as they
        /// should be
        #[arg(long, requires = "from")]
        allow_list: bool,
        /// Where to read such a phone: what `audit` takes as SOURCE; may be
        /// given again
        #[arg(long, value_name = "SOURCE", requires = "allow_list")]
        from: Vec<String>,
    },
    /// Write a policy as the configuration of another tool
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(Box<ExportArgs>),
    /// Print the JSON Schema of policy files, for an editor
    Schema,
    /// Report every mistake in policy files, and what is probably not meant
    Check {
        /// Built-in policies or policy files
        #[arg(value_name = "POLICY", required = true, add = policies())]
        policies: Vec<String>,
        /// A device register to check, too (.toml or .csv)
        #[arg(long, value_name = "FILE")]
        register: Option<PathBuf>,
        /// Waivers to check, too (.toml)
        #[arg(long, value_name = "FILE")]
        waivers: Option<PathBuf>,
        /// Fail on warnings, too
        #[arg(long)]
        strict: bool,
    },
}
