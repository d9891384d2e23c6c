//! From the SOURCE arguments to readings, the same for every command that reads
//! devices.

use crate::cli::args::SourceArgs;
use crate::cli::ui::device_progress::DeviceProgress;
use crate::cli::ui::messages::Messages;
use crate::inventory::Reading;
use crate::source;
use crate::source::android::adb::Environment;
use crate::source::{Options, Request, ios};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The time of the run. Only here the clock is asked.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is the place that asks the clock"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Reads every source and hands the devices on, one by one.
pub(crate) fn each(
    args: &SourceArgs,
    now: Timestamp,
    messages: Messages,
    mut sink: impl FnMut(Reading),
) -> anyhow::Result<()> {
    let options = options(args.timeout, now);
    let requests = requests(args, &options)?;
    let progress = DeviceProgress::new(messages);
    progress.begin(&requests, args.timeout);
    let mut sink = |reading: Reading| {
        progress.read(&reading);
        sink(reading);
    };
    source::read(&requests, &options, &mut sink, &mut |path| {
        skipped(messages, path);
    });
    Ok(())
}

/// Says that a file in a folder was passed over.
pub(crate) fn skipped(messages: Messages, path: &Path) {
    messages.say("skipped", &format!("{} (not an inventory)", path.display()));
}

/// What sources may use on this run. Only here the environment is read.
pub(crate) fn options(timeout: Duration, now: Timestamp) -> Options {
    let mut options = Options::new(now, timeout);
    options.adb = Environment::read(|name| std::env::var(name).ok());
    options
}

/// What was asked for, once it is sure that it can be started at all.
pub(crate) fn requests(args: &SourceArgs, options: &Options) -> anyhow::Result<Vec<Request>> {
    let requests = wanted(args, options);
    source::check(&requests)?;
    Ok(requests)
}

fn wanted(args: &SourceArgs, options: &Options) -> Vec<Request> {
    let words = args.sources.iter();
    let mut requests: Vec<Request> = words.map(|text| Request::parse(text)).collect();
    if args.ios_backups {
        let folder = |name| std::env::var_os(name).map(PathBuf::from);
        let (home, appdata, profile) = (folder("HOME"), folder("APPDATA"), folder("USERPROFILE"));
        let places = ios::default_places(home.as_deref(), appdata.as_deref(), profile.as_deref());
        requests.push(Request::IosBackups(places));
    }
    if requests.is_empty() {
        // adb itself would pick the device that ANDROID_SERIAL names.
        requests.push(match &options.adb.serial {
            Some(serial) => Request::AdbSerial(serial.clone()),
            None => Request::Adb,
        });
    }
    requests
}
