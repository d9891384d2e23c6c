//! The command line: one file for each subcommand. The only place that prints,
//! asks the clock, or reads the environment; `anyhow` lives here.
//!
//! stdout is data, stderr is talk.

mod args;
mod audit;
mod collect;
mod completions;
mod describe;
mod devices;
mod diagnostics;
mod diff;
mod exit;
mod explain;
mod fleet;
mod grounds;
mod interrupt;
mod man;
mod manifest;
mod organisation;
mod output;
mod outputs;
mod page;
mod policies;
mod policy;
mod policy_init;
mod policy_test;
mod progress;
mod read;
mod redaction;
mod report;
mod unfinished;
mod watch;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser as _;
use output::Talk;
use unfinished::Unfinished;

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
    interrupt::guarded(move |unfinished| {
        let talk = Talk::new(&args.talk);
        dispatch(&args.command, talk, unfinished).unwrap_or_else(|error| {
            talk.error(&error);
            Exit::CannotRun
        })
    })
}

fn dispatch(command: &Command, talk: Talk, unfinished: &Unfinished) -> anyhow::Result<Exit> {
    match command {
        Command::Audit(audit) => audit::run(audit, talk, unfinished),
        Command::Collect(collect) => collect::run(collect, talk, unfinished),
        Command::Devices(devices) => devices::run(devices, talk),
        Command::Diff(diff) => diff::run(diff, talk),
        Command::Explain(explain) => explain::run(explain, talk),
        Command::Report(report) => report::run(report, talk, unfinished),
        Command::Policy(policy) => policy::run(policy, talk),
        Command::Completions(completions) => completions::run(completions),
        Command::Man => man::run(),
    }
}
