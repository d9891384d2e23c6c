//! `dutyphone devices`: what is attached, and what to do when it cannot be
//! read.

use crate::cli::Exit;
use crate::cli::args::DevicesArgs;
use crate::cli::run::requests;
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::report::escape::terminal;
use crate::report::layout::{WIDTH, fill};
use crate::source::android::adb;
use crate::source::android::adb::Attached;

pub(crate) fn run(args: &DevicesArgs, messages: Messages) -> anyhow::Result<Exit> {
    let options = requests::options(args.timeout, requests::now());
    let devices = match adb::attached(&options) {
        Ok(devices) => devices,
        Err(gap) => {
            messages.say(gap.code.as_str(), &gap.message);
            messages.say("  do", &gap.advice);
            return Ok(Exit::Indeterminate);
        }
    };
    if devices.is_empty() {
        messages.say("device-absent", "adb sees no device");
        messages.say("  do", NONE_SEEN);
        return Ok(Exit::Indeterminate);
    }
    let width = devices.iter().map(|d| terminal(&d.serial).len()).max();
    let text: String = devices
        .iter()
        .map(|device| describe(device, width.unwrap_or(0)))
        .collect();
    to_stdout(text.as_bytes())?;
    let ready = devices.iter().all(|device| device.state.is_ready());
    Ok(if ready {
        Exit::Compliant
    } else {
        Exit::Indeterminate
    })
}

/// What to check when a phone is plugged in and not listed.
const NONE_SEEN: &str = "use a cable that carries data, unlock the phone, turn USB debugging on \
    (Settings > Developer options) and accept the question on its screen; a device management or \
    a vendor's blocker may forbid it";

/// One line, and what to do below it when it cannot be read.
fn describe(device: &Attached, width: usize) -> String {
    let model = device.model.as_deref().map(|model| model.replace('_', " "));
    let mut text = format!(
        "{:width$}  {}  {}\n",
        terminal(&device.serial),
        terminal(&device.detail),
        terminal(model.as_deref().unwrap_or_default()),
    );
    for other in &device.also_as {
        text.push_str(&format!("    also connected as {}\n", terminal(other)));
    }
    if !device.state.is_ready() {
        let advice = format!("do: {}", device.state.advice());
        let advice = fill(&advice, WIDTH, "    ", "        ");
        text.push_str(&advice);
        text.push('\n');
    }
    text
}
