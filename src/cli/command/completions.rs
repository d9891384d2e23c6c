//! `dutyphone completions`: what a shell needs to complete the command line.
//!
//! The shell asks the program itself while somebody types, so that policies, formats
//! and countries are those of the version that is installed. It asks with a variable
//! of its own and `--` in front: nothing else can turn a run into an answer to a
//! shell, which would look like a verdict.

use crate::cli::Exit;
use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::ui::messages::to_stdout;
use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_complete::CompleteEnv;
use clap_complete::env::Shells;
use std::ffi::OsString;

/// The variable by which a shell asks.
const VARIABLE: &str = "_DUTYPHONE_COMPLETE";

/// What the program is called where it is installed.
const NAME: &str = "dutyphone";

/// Where zsh finds the script in its search path, it runs it as the function that
/// completes, and the script has to do so at once.
const AUTOLOADED: &str = "\n[[ $funcstack[1] = _dutyphone ]] && \
    _clap_dynamic_completer_dutyphone \"$@\"\n";

/// In bash, whole words are put together before the program is asked.
const WHOLE_WORDS: &str = include_str!("completions.bash");

/// How bash is told to ask, and how it is to ask instead.
const ASKED_FOR_PARTS: &str = "-F _clap_complete_dutyphone dutyphone";
const ASKED_FOR_WORDS: &str = "-F _dutyphone dutyphone";

pub(crate) fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let shell = args.shell.to_string();
    let shells = Shells::builtins();
    let completer = shells
        .completer(&shell)
        .context("this shell is not known")?;
    let mut script = Vec::new();
    completer.write_registration(VARIABLE, NAME, NAME, NAME, &mut script)?;
    let mut script = String::from_utf8(script)?;
    match &*shell {
        "zsh" => script.push_str(AUTOLOADED),
        "bash" => script = script.replace(ASKED_FOR_PARTS, ASKED_FOR_WORDS) + WHOLE_WORDS,
        _ => {}
    }
    to_stdout(script.as_bytes())?;
    Ok(Exit::Compliant)
}

/// Answers a shell, if it is one that asks.
pub(crate) fn answer() -> Option<Exit> {
    let args: Vec<OsString> = std::env::args_os().collect();
    let asks = std::env::var_os(VARIABLE).is_some_and(|shell| !shell.is_empty());
    if !asks || args.get(1).is_none_or(|arg| arg != "--") {
        return None;
    }
    let folder = std::env::current_dir().ok();
    let shell = CompleteEnv::with_factory(Args::command).var(VARIABLE);
    match shell.try_complete(args, folder.as_deref()) {
        Ok(_) => Some(Exit::Compliant),
        Err(error) => {
            let _ = error.print();
            Some(Exit::CannotRun)
        }
    }
}
