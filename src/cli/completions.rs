//! `dutyphone completions`: what a shell needs to complete the command line.

use super::Exit;
use super::args::{Args, CompletionsArgs};
use super::output::to_stdout;
use clap::CommandFactory as _;

pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    let mut command = Args::command();
    clap_complete::generate(args.shell, &mut command, "dutyphone", &mut script);
    to_stdout(&script)?;
    Ok(Exit::Compliant)
}
