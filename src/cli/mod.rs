//! The command line: one file for each subcommand. The only place that prints,
//! asks the clock, or reads the environment; `anyhow` lives here.
//!
//! stdout is data, stderr is talk.

mod args;
mod command;
mod exit;
mod run;
mod ui;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser as _;
use run::atomic_file::Unfinished;
use ui::messages::Talk;

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
    run::interrupt::guarded(move |unfinished| {
        let talk = Talk::new(&args.talk);
        dispatch(&args.command, talk, unfinished).unwrap_or_else(|error| {
            talk.error(&error);
            Exit::CannotRun
        })
    })
}

fn dispatch(command: &Command, talk: Talk, unfinished: &Unfinished) -> anyhow::Result<Exit> {
    match command {
        Command::Audit(audit) => command::audit::run(audit, talk, unfinished),
        Command::Collect(collect) => command::collect::run(collect, talk, unfinished),
        Command::Devices(devices) => command::devices::run(devices, talk),
        Command::Diff(diff) => command::diff::run(diff, talk),
        Command::Explain(explain) => command::explain::run(explain, talk),
        Command::Report(report) => command::report::run(report, talk, unfinished),
        Command::Policy(policy) => command::policy::run(policy, talk),
        Command::Completions(completions) => command::completions::run(completions),
        Command::Man => command::man::run(),
    }
}
