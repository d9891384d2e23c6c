//! From SOURCE words to readings, the same for every command that reads.

use super::args::SourceArgs;
use super::output::Talk;
use crate::inventory::Reading;
use crate::source::{self, Options, Request};
use jiff::Timestamp;

/// The time of the run. Only here the clock is asked.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is the place that asks the clock"
)]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// Reads every source and hands the devices on, one by one.
pub(super) fn each(
    args: &SourceArgs,
    now: Timestamp,
    talk: Talk,
    mut sink: impl FnMut(Reading),
) -> anyhow::Result<()> {
    let requests = requests(args);
    source::check(&requests)?;
    let options = Options {
        now,
        timeout: args.timeout,
    };
    for request in &requests {
        source::read(request, &options, &mut sink, &mut |path| {
            talk.say("skipped", &format!("{} (not an inventory)", path.display()));
        });
    }
    Ok(())
}

fn requests(args: &SourceArgs) -> Vec<Request> {
    if args.sources.is_empty() {
        // adb itself picks the device that this variable names.
        let serial = std::env::var("ANDROID_SERIAL").ok();
        return vec![match serial.filter(|serial| !serial.is_empty()) {
            Some(serial) => Request::AdbSerial(serial),
            None => Request::Adb,
        }];
    }
    args.sources
        .iter()
        .map(|text| Request::parse(text))
        .collect()
}
