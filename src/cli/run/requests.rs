//! From the SOURCE arguments to readings, the same for every command that reads
//! devices.

use super::mapping;
use crate::cli::args::SourceArgs;
use crate::cli::ui::device_progress::DeviceProgress;
use crate::cli::ui::messages::Messages;
use crate::inventory::{InputLedger, Reading};
use crate::source;
use crate::source::android::adb;
use crate::source::ios::usbmux;
use crate::source::{Exclusions, Ledger, Options, Request, ios};
use jiff::Timestamp;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The time of the run. Only here the clock is asked.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is the place that asks the clock"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Reads every source with these options and hands the devices on, one by one.
pub(crate) fn each(
    args: &SourceArgs,
    options: &Options,
    messages: Messages,
    mut sink: impl FnMut(Reading),
) -> anyhow::Result<()> {
    let requests = requests(args, options)?;
    say_waiting(args, messages);
    let progress = DeviceProgress::new(messages);
    progress.begin(&requests, args.timeout);
    let mut sink = |reading: Reading| {
        progress.read(&reading);
        sink(reading);
    };
    let ledger = Ledger::default();
    source::read(&requests, options, &ledger, &mut sink);
    say_set_aside(messages, &ledger.close());
    Ok(())
}

/// How many names of what was set aside are said.
const NAMED: usize = 20;

/// Says what was set aside.
pub(crate) fn say_set_aside(messages: Messages, inputs: &InputLedger) {
    let count = inputs.set_aside.len();
    if messages.is_redacted() && count > 0 {
        return messages.say("set aside", &format!("{count}; their names are redacted"));
    }
    for entry in inputs.set_aside.iter().take(NAMED) {
        messages.say("set aside", &format!("{} ({})", entry.name, entry.what));
    }
    if count > NAMED {
        messages.say("set aside", &format!("{} more", count - NAMED));
    }
}

/// What sources may use on this run. Only here the environment is read.
pub(crate) fn options(timeout: Duration, now: Timestamp) -> Options {
    let mut options = Options::new(now, timeout);
    let variable = |name: &str| std::env::var(name).ok();
    options.adb = adb::Environment::read(variable);
    options.usbmux = usbmux::Environment::read(variable);
    options
}

/// The same, with what the user said of the sources.
pub(crate) fn source_options(args: &SourceArgs, now: Timestamp) -> anyhow::Result<Options> {
    let mut options = options(args.timeout, now);
    options.assume_complete.clone_from(&args.assume_complete);
    if let Some(path) = &args.mapping {
        options.mapping = Some(Arc::new(mapping::load(path, now)?));
    }
    let patterns = args.exclude.iter().map(String::as_str);
    options.exclusions = Exclusions::new(patterns).map_err(anyhow::Error::msg)?;
    Ok(options)
}

/// What was asked for, once it is sure that it can be started at all.
pub(crate) fn requests(args: &SourceArgs, options: &Options) -> anyhow::Result<Vec<Request>> {
    let requests = wanted(args);
    source::check(&requests)?;
    source::check_vouches(&requests, options)?;
    source::check_mapping(&requests, options)?;
    Ok(requests)
}

/// Says that a terminal is read, before it looks as if the program hung.
pub(crate) fn say_waiting(args: &SourceArgs, messages: Messages) {
    let from_stdin = args.sources.iter().any(|source| source == "-");
    if from_stdin && std::io::stdin().is_terminal() {
        let text = "for the text of a source, typed or pasted here; Ctrl-D at the beginning of a \
                    line ends it";
        messages.say("waiting", text);
    }
}

fn wanted(args: &SourceArgs) -> Vec<Request> {
    let words = args.sources.iter();
    let mut requests: Vec<Request> = words.map(|text| Request::parse(text)).collect();
    if args.ios_backups {
        let folder = |name| std::env::var_os(name).map(PathBuf::from);
        let (home, appdata, profile) = (folder("HOME"), folder("APPDATA"), folder("USERPROFILE"));
        let places = ios::default_places(home.as_deref(), appdata.as_deref(), profile.as_deref());
        requests.push(Request::IosBackups(places));
    }
    if requests.is_empty() {
        requests.push(Request::Attached);
    }
    requests
}
