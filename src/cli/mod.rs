//! The command line: one file for each subcommand. The only place that prints,
//! asks the clock, or reads the environment; `anyhow` lives here.
//!
//! stdout is data, stderr is talk.

mod args;
mod audit;
mod collect;
mod describe;
mod devices;
mod diagnostics;
mod exit;
mod explain;
mod organisation;
mod output;
mod page;
mod policies;
mod policy;
mod policy_init;
mod policy_test;
mod read;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser as _;
use output::Talk;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // clap knows what belongs on stdout (help) and what on stderr.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::CannotRun
            } else {
                Exit::Compliant
            };
        }
    };
    let talk = Talk::new(&args.talk);
    let outcome = match &args.command {
        Command::Audit(audit) => audit::run(audit, talk),
        Command::Collect(collect) => collect::run(collect, talk),
        Command::Devices(devices) => devices::run(devices, talk),
        Command::Explain(explain) => explain::run(explain, talk),
        Command::Policy(policy) => policy::run(policy, talk),
    };
    outcome.unwrap_or_else(|error| {
        talk.error(&error);
        Exit::CannotRun
    })
}
