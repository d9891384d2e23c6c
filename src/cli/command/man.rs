//! `dutyphone man`: the manual. One page with a part for each command on stdout,
//! or, for packages, a page for each command in a folder.

use crate::cli::Exit;
use crate::cli::args::{Args, ManArgs};
use crate::cli::ui::messages::to_stdout;
use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_mangen::Man;
use std::fs;
use std::path::Path;

/// What clap does not know of: the environment and the files.
const SURROUNDINGS: &str = include_str!("man.roff");

pub(crate) fn run(args: &ManArgs) -> anyhow::Result<Exit> {
    let mut command = Args::command();
    command.build();
    match &args.dir {
        Some(folder) => pages(&command, folder)?,
        None => to_stdout(whole(&command)?.as_bytes())?,
    }
    Ok(Exit::Compliant)
}

/// One page with everything.
fn whole(command: &clap::Command) -> anyhow::Result<String> {
    let mut text = page(command.clone())?;
    for part in parts(command) {
        // The name that is typed, not the one clap joins with a dash.
        let name = format!("dutyphone {}", part.get_name());
        let man = Man::new(part.clone().display_name(name.clone()));
        let mut section = Vec::new();
        man.render_description_section(&mut section)?;
        man.render_synopsis_section(&mut section)?;
        man.render_options_section(&mut section)?;
        man.render_extra_section(&mut section)?;
        let section = named(section)?.replace(".SH ", ".SS ");
        text.push_str(&format!(".SH \"{}\"\n{section}", name.to_uppercase()));
    }
    text.push_str(SURROUNDINGS);
    Ok(text)
}

/// A page for the program, for each command and for each command of a command,
/// named as `man` looks for them: `dutyphone-policy-check.1`.
fn pages(command: &clap::Command, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut left = vec![("dutyphone".to_owned(), command)];
    while let Some((name, command)) = left.pop() {
        let nested = parts(command).map(|part| (format!("{name}-{}", part.get_name()), part));
        left.extend(nested);
        let text = page(command.clone().display_name(name.clone()))? + SURROUNDINGS;
        let path = folder.join(format!("{name}.1"));
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The commands below one, without the `help` that clap adds.
fn parts(command: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    let all = command.get_subcommands();
    all.filter(|part| part.get_name() != "help")
}

fn page(command: clap::Command) -> anyhow::Result<String> {
    let mut text = Vec::new();
    Man::new(command).render(&mut text)?;
    named(text)
}

/// The section that clap calls EXTRA holds examples and notes.
fn named(text: Vec<u8>) -> anyhow::Result<String> {
    Ok(String::from_utf8(text)?.replace(".SH EXTRA", ".SH NOTES"))
}
