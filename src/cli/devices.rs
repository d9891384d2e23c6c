//! `dutyphone devices`: what is attached, and what to do when it cannot be
//! read.

use super::Exit;
use super::args::DevicesArgs;
use super::output::Talk;

#[expect(clippy::unnecessary_wraps, reason = "every command has this shape")]
pub(super) fn run(_args: &DevicesArgs, talk: Talk) -> anyhow::Result<Exit> {
    talk.say("warning", "no device is attached");
    Ok(Exit::Indeterminate)
}
