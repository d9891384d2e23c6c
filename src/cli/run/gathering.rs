//! What becomes of judged devices: each is counted, its line is handed on, and it is
//! gathered for reports that list devices together, until it is known that none is
//! wanted.

use super::lines::Lines;
use crate::audit::{
    AuditResult, Counts, DeviceResult, FleetSummary, Judge, Roster, Totals, Verdict,
};
use crate::cli::args::VerdictArg;
use crate::report::document::{Device, Devices};
use crate::report::redact::Redactor;
use crate::report::{DeviceLine, DeviceLines, IN_MEMORY};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is wanted of a run.
pub(crate) struct Wanted {
    /// The verdict of the devices that are listed; none for all.
    only: Option<VerdictArg>,
    /// What redacts, before anything is put aside.
    redactor: Option<Redactor>,
    /// Whether lines go out as soon as a device is judged.
    lines: bool,
    /// Whether a report lists devices, however many there are.
    lists: bool,
    /// More devices than this get a summary, where there may be one.
    most: Option<usize>,
    /// Whether devices are still gathered.
    gathers: AtomicBool,
}

impl Wanted {
    /// A list of devices, or else of at most so many and a summary of more.
    pub(crate) fn new(lists: bool, most: Option<usize>) -> Self {
        Self {
            only: None,
            redactor: None,
            lines: false,
            lists,
            most,
            gathers: AtomicBool::new(lists || most.is_some()),
        }
    }

    /// The same, of devices with this verdict.
    pub(crate) fn only(mut self, only: Option<VerdictArg>) -> Self {
        self.only = only;
        self
    }

    /// The same, redacted before anything is put aside.
    pub(crate) fn redacted(mut self, redactor: Option<Redactor>) -> Self {
        self.redactor = redactor;
        self
    }

    /// The same, with lines as soon as a device is judged.
    pub(crate) fn with_lines(mut self, lines: &Lines) -> Self {
        self.lines = lines.are_wanted();
        self
    }

    /// Makes the line of a device, on the thread that judged it.
    pub(crate) fn make(&self, device: DeviceResult) -> Judged {
        // What others of the run may put in doubt is listed as such then.
        let may_be = device.leans_on_its_id() && self.is_listed(Verdict::Indeterminate);
        let is_listed = self.is_listed(device.verdict) || may_be;
        let gathers = self.gathers.load(Ordering::Relaxed);
        let line = || DeviceLine::of(Device::of(&device), is_listed, self.redactor.as_ref());
        let line = (gathers || (self.lines && is_listed)).then(line);
        Judged {
            line: line.transpose(),
            device,
        }
    }

    fn is_listed(&self, verdict: Verdict) -> bool {
        self.only.is_none_or(|only| only.is(verdict))
    }

    /// Whether so many devices get a summary.
    fn sums_up(&self, devices: usize) -> bool {
        self.most.is_some_and(|most| devices > most)
    }
}

/// A device and its line, where anybody wants it.
pub(crate) struct Judged {
    pub(crate) device: DeviceResult,
    line: io::Result<Option<DeviceLine>>,
}

/// What is gathered of a run, in the order of the input.
pub(crate) struct Gathering<'g> {
    wanted: &'g Wanted,
    counts: Counts<'g>,
    totals: Option<Totals>,
    listing: Option<(Roster, DeviceLines)>,
    lines: Lines,
    failed: Option<io::Error>,
}

/// What came of a run.
pub(crate) struct Gathered {
    /// The result, with no device listed.
    pub(crate) result: AuditResult,
    /// How many inventories do not count.
    pub(crate) omitted: usize,
    /// How many count as indeterminate because of others with their id.
    pub(crate) doubted: usize,
    /// The summary that takes the place of a list.
    pub(crate) summary: Option<FleetSummary>,
    /// The devices, where a report lists them.
    pub(crate) devices: Option<Devices<'static>>,
}

impl<'g> Gathering<'g> {
    pub(crate) fn new(judge: &'g Judge<'g>, wanted: &'g Wanted, lines: Lines) -> Self {
        let gathers = wanted.gathers.load(Ordering::Relaxed);
        Self {
            wanted,
            counts: Counts::new(judge),
            totals: wanted.most.is_some().then(Totals::default),
            listing: gathers.then(|| (Roster::default(), DeviceLines::new(IN_MEMORY))),
            lines,
            failed: None,
        }
    }

    /// Takes the next device.
    pub(crate) fn take(&mut self, judged: &Judged) {
        self.count(judged, true);
    }

    /// Takes a device that no input is of: it has no line among those of the inputs.
    pub(crate) fn take_absent(&mut self, judged: &Judged) {
        self.count(judged, false);
    }

    fn count(&mut self, judged: &Judged, has_line: bool) {
        let device = &judged.device;
        let place = self.counts.add(device);
        if let Some(totals) = &mut self.totals {
            totals.add(place, device);
        }
        if !self.wanted.lists && self.wanted.sums_up(self.counts.devices()) {
            self.listing = None;
            self.wanted.gathers.store(false, Ordering::Relaxed);
        }
        let gathered = match &judged.line {
            Ok(Some(line)) => self.gather(device, line, has_line),
            Ok(None) => Ok(()),
            Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
        };
        if let Err(error) = gathered {
            self.failed.get_or_insert(error);
        }
    }

    fn gather(
        &mut self,
        device: &DeviceResult,
        line: &DeviceLine,
        has_line: bool,
    ) -> io::Result<()> {
        if has_line && self.wanted.is_listed(device.verdict) {
            self.lines.add(line.as_bytes());
        }
        if let Some((roster, lines)) = &mut self.listing {
            roster.add(device);
            lines.add(line)?;
        }
        Ok(())
    }

    /// Sends the lines that are there by now.
    pub(crate) fn send(&mut self) {
        self.lines.send();
    }

    /// What came of it, and the lines. `missing` are the devices of the register that
    /// were never read.
    pub(crate) fn finish(self, missing: Vec<String>) -> io::Result<(Gathered, Lines)> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let counting = self.counts.counting();
        let sums_up = self.wanted.sums_up(self.counts.devices());
        let totals = self.totals.filter(|_| sums_up);
        let summary = totals.map(|totals| totals.summary(&self.counts, missing.clone()));
        let devices = self.listing.map(|(roster, lines)| {
            let order = roster.listed(&counting, |verdict| self.wanted.is_listed(verdict));
            let notes = roster.notes(&counting, self.counts.deduplicator());
            drop(roster);
            lines.listed(order, notes, &counting.doubts())
        });
        let gathered = Gathered {
            result: self.counts.result(&counting, missing),
            omitted: counting.omitted(),
            doubted: counting.doubts().len(),
            summary,
            devices: devices.transpose()?,
        };
        Ok((gathered, self.lines))
    }
}
