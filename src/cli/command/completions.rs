//! `dutyphone completions`: what a shell needs to complete the command line.

use crate::cli::Exit;
use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::ui::messages::to_stdout;
use clap::CommandFactory as _;

pub(crate) fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    let mut command = Args::command();
    clap_complete::generate(args.shell, &mut command, "dutyphone", &mut script);
    to_stdout(&script)?;
    Ok(Exit::Compliant)
}
