//! `dutyphone man`: the manual, one page with a part for each command.

use crate::cli::Exit;
use crate::cli::args::Args;
use crate::cli::ui::messages::to_stdout;
use clap::CommandFactory as _;
use clap_mangen::Man;

pub(crate) fn run() -> anyhow::Result<Exit> {
    let mut command = Args::command();
    command.build();
    let mut fields = Vec::new();
    Man::new(command.clone()).render(&mut fields)?;
    let mut fields = String::from_utf8(fields)?.replace(".SH EXTRA", ".SH NOTES");
    for part in command
        .get_subcommands()
        .filter(|part| part.get_name() != "help")
    {
        // The name that is typed, not the one clap joins with a dash.
        let name = format!("dutyphone {}", part.get_name());
        let man = Man::new(part.clone().display_name(name.clone()));
        let mut text = Vec::new();
        man.render_description_section(&mut text)?;
        man.render_synopsis_section(&mut text)?;
        man.render_options_section(&mut text)?;
        man.render_extra_section(&mut text)?;
        let text = String::from_utf8(text)?
            .replace(".SH EXTRA", ".SH NOTES")
            .replace(".SH ", ".SS ");
        fields.push_str(&format!(".SH \"{}\"\n{text}", name.to_uppercase()));
    }
    to_stdout(fields.as_bytes())?;
    Ok(Exit::Compliant)
}
