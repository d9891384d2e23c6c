//! Judges all requested inputs, on all cores; the same for `audit` and `diff`.

use super::{requests, workers};
use crate::audit::{DeviceResult, FleetJudge, Judge};
use crate::cli::ui::device_progress::DeviceProgress;
use crate::cli::ui::fleet_progress::FleetProgress;
use crate::cli::ui::messages::Messages;
use crate::source::{Chunks, Item, Options, Request};
use std::num::NonZeroUsize;

/// What judging takes, whoever asks for it.
pub(crate) struct Judging<'w> {
    pub(crate) judge: &'w Judge<'w>,
    pub(crate) options: &'w Options,
    pub(crate) threads: NonZeroUsize,
    pub(crate) messages: Messages,
}

impl Judging<'_> {
    /// Judges every device and hands what `make` makes of the results to
    /// `take`, some at a time, in the order of the input.
    pub(crate) fn each<T: Send>(
        &self,
        requests: Vec<Request>,
        make: impl Fn(DeviceResult) -> T + Sync,
        take: impl FnMut(&mut Vec<T>) + Send,
    ) {
        let messages = self.messages;
        let progress = DeviceProgress::new(messages);
        progress.begin(&requests, self.options.timeout);
        let feed = Chunks::new(requests, |path| requests::skipped(messages, path));
        let worker = || {
            let mut judge = FleetJudge::new(self.judge);
            let make = &make;
            move |item: Item<'_>| {
                make(match item {
                    Item::Saved(locator, text) => judge.saved(locator, text),
                    Item::Read(reading) => {
                        progress.read(&reading);
                        judge.device(*reading)
                    }
                })
            }
        };
        workers::each(
            feed,
            self.options,
            self.threads,
            FleetProgress::new(messages),
            worker,
            take,
        );
    }
}
