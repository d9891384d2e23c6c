//! Judges all requested inputs, on all cores; the same for `audit` and `diff`.

use super::workers;
use crate::audit::{DeviceResult, FleetJudge, Judge};
use crate::cli::ui::device_progress::DeviceProgress;
use crate::cli::ui::fleet_progress::FleetProgress;
use crate::cli::ui::looked_at;
use crate::cli::ui::messages::Messages;
use crate::source::{Chunks, Item, Ledger, Options, Request};
use std::num::NonZeroUsize;

/// What judging takes, whoever asks for it.
pub(crate) struct Judging<'w> {
    pub(crate) judge: &'w Judge<'w>,
    pub(crate) options: &'w Options,
    pub(crate) threads: NonZeroUsize,
    pub(crate) messages: Messages,
    /// Where it is noted what became of each input.
    pub(crate) ledger: &'w Ledger,
    /// Whether only what the rules match is used of each device.
    pub(crate) minimal: bool,
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
        let ledger = self.ledger;
        let feed = Chunks::new(requests, self.options, ledger);
        let minimal = self.minimal;
        let worker = || {
            let mut judge = FleetJudge::new(self.judge);
            let make = &make;
            move |item: Item<'_>| {
                let device = match item {
                    Item::Saved(locator, text, seal) => {
                        let device = if minimal {
                            judge.saved_minimal(locator, text, seal)
                        } else {
                            judge.saved(locator, text, seal)
                        };
                        note(ledger, &device);
                        looked_at::saved(messages, &device);
                        device
                    }
                    Item::Read(reading) => {
                        progress.read(&reading);
                        looked_at::reading(messages, &reading);
                        ledger.note(&reading);
                        if minimal {
                            judge.minimal(*reading)
                        } else {
                            judge.device(*reading)
                        }
                    }
                };
                looked_at::device(messages, &device);
                make(device)
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

/// Notes what a saved inventory was: a device, or a text that is none, of which
/// not even the platform is known.
fn note(ledger: &Ledger, device: &DeviceResult) {
    match (device.platform, device.coverage.gaps().first()) {
        (None, Some(gap)) => ledger.add_not_read(device.locator.to_string(), gap),
        _ => ledger.add_device(),
    }
}
