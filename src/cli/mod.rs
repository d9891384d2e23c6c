//! The command line: one file for each subcommand. The only place that prints,
//! asks the clock, or reads the environment; `anyhow` lives here.
//!
//! stdout is data, stderr is messages.

mod args;
mod command;
mod exit;
mod run;
mod ui;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser as _;
use run::atomic_file::AtomicFiles;
use std::io::IsTerminal as _;
use ui::messages::Messages;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> Exit {
    if let Some(exit) = command::completions::answer() {
        return exit;
    }
    if is_alone() {
        return look_around();
    }
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let error = ui::usage::with_next_step(error);
            ui::usage::print(&error);
            return if error.use_stderr() {
                Exit::CannotRun
            } else {
                Exit::Compliant
            };
        }
    };
    run::interrupt::guarded(move |pending| {
        let messages = Messages::new(&args.messages);
        dispatch(&args.command, messages, pending).unwrap_or_else(|error| {
            messages.error(&error);
            Exit::CannotRun
        })
    })
}

/// Whether somebody typed the name of the program and nothing else.
fn is_alone() -> bool {
    std::env::args_os().len() < 2 && std::io::stdout().is_terminal()
}

/// What is attached and the next step, for somebody who does not know the program.
fn look_around() -> Exit {
    let args = Args::parse_from(["dutyphone", "devices"]);
    run::interrupt::guarded(move |pending| {
        let messages = Messages::new(&args.messages);
        let exit = dispatch(&args.command, messages, pending).unwrap_or_else(|error| {
            messages.error(&error);
            Exit::CannotRun
        });
        let next = match exit {
            Exit::Compliant => "`dutyphone audit` judges what is attached",
            _ => "`dutyphone audit FILE|FOLDER` judges backups and saved inventories",
        };
        messages.say("next", next);
        messages.say("help", "`dutyphone --help` lists all commands");
        exit
    })
}

/// The names of all subcommands, as they are typed.
#[must_use]
pub fn commands() -> Vec<String> {
    use clap::CommandFactory as _;
    let command = Args::command();
    let named = command.get_subcommands();
    named.map(|sub| sub.get_name().to_owned()).collect()
}

/// The words that may be typed for the arguments of a subcommand, where only
/// certain words may. Empty when there is no such subcommand.
#[must_use]
pub fn possible_values(subcommand: &[&str]) -> Vec<String> {
    use clap::CommandFactory as _;
    let whole = Args::command();
    let found = subcommand
        .iter()
        .try_fold(&whole, |command, name| command.find_subcommand(name));
    let arguments = found.into_iter().flat_map(clap::Command::get_arguments);
    arguments
        .filter(|argument| argument.get_action().takes_values())
        .flat_map(clap::Arg::get_possible_values)
        .map(|value| value.get_name().to_owned())
        .collect()
}

fn dispatch(command: &Command, messages: Messages, pending: &AtomicFiles) -> anyhow::Result<Exit> {
    match command {
        Command::Audit(audit) => command::audit::run(audit, messages, pending),
        Command::Collect(collect) => command::collect::run(collect, messages, pending),
        Command::Desk(desk) => command::desk::run(desk, messages, pending),
        Command::Devices(devices) => command::devices::run(devices, messages),
        Command::Diff(diff) => command::diff::run(diff, messages),
        Command::Explain(explain) => command::explain::run(explain, messages),
        Command::Report(report) => command::report::run(report, messages, pending),
        Command::Catalogue(catalogue) => command::catalogue::run(catalogue, messages, pending),
        Command::Verify(verify) => command::verify::run(verify, messages),
        Command::Policy(policy) => command::policy::run(policy, messages, pending),
        Command::Mapping(mapping) => command::mapping::run(mapping, messages),
        Command::Schema(schema) => command::schema::run(schema),
        Command::Completions(completions) => command::completions::run(completions),
        Command::Man(man) => command::man::run(man),
    }
}
