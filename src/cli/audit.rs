//! `dutyphone audit`: judge devices.

use super::args::AuditArgs;
use super::output::Talk;
use super::outputs::Outputs;
use super::progress::Progress;
use super::unfinished::Unfinished;
use super::{Exit, fleet, organisation, policies, read};
use crate::audit::{DeviceResult, FleetJudge, Judge, Terms, Verdict, newest};
use crate::policy::Policy;
use crate::report::document::Device;
use crate::report::{self, Document};
use crate::source::{Feed, Item};
use jiff::Timestamp;
use std::io::{self, Write as _};

pub(super) fn run(args: &AuditArgs, talk: Talk, unfinished: &Unfinished) -> anyhow::Result<Exit> {
    let catalogue = policies::catalogue()?;
    let Some(policies) = policies::load(&args.policies, &catalogue, talk) else {
        return Ok(Exit::CannotRun);
    };
    let now = read::now();
    let terms = Terms {
        as_of: args
            .as_of
            .unwrap_or_else(|| now.to_zoned(jiff::tz::TimeZone::UTC).date()),
        fail_on: args.fail_on.into(),
        max_age_days: args.max_age,
    };
    let Some(organisation) = organisation::load(args, &policies, &catalogue, talk)? else {
        return Ok(Exit::CannotRun);
    };
    let judge = Judge::new(&policies, &catalogue, terms).for_organisation(organisation);
    anyhow::ensure!(
        judge.has_rules(),
        "none of the policies has a rule that is in force on {}, so nothing would be judged",
        terms.as_of
    );
    let outputs = Outputs::open(&args.output, talk, unfinished)?;
    let run = Run {
        args,
        talk,
        now,
        judge: &judge,
    };
    if outputs.is_stream() {
        run.stream()
    } else {
        run.whole(outputs, &policies)
    }
}

/// One run over all sources.
struct Run<'r> {
    args: &'r AuditArgs,
    talk: Talk,
    now: Timestamp,
    judge: &'r Judge<'r>,
}

impl Run<'_> {
    /// Reports on all devices together.
    fn whole(&self, outputs: Outputs, policies: &[Policy]) -> anyhow::Result<Exit> {
        let mut devices = Vec::new();
        self.each(|device| device, |device| devices.push(device))?;
        let result = self.judge.result(newest::newest(devices));
        let document = Document::new(&result, policies::rules(policies));
        outputs.write(document, self.talk)?;
        Ok(result.verdict().into())
    }

    /// A line for each device, as soon as it is judged.
    fn stream(&self) -> anyhow::Result<Exit> {
        let mut out = Lines::default();
        let mut verdict = None;
        let judged = |device: DeviceResult| (device.verdict, line(&device));
        self.each(judged, |(one, line)| {
            verdict = Some(Verdict::merged(verdict.into_iter().chain([one])));
            out.write(line);
        })?;
        out.finish()?;
        Ok(Verdict::merged(verdict).into())
    }

    /// Judges every device and hands what `make` makes of the answer to
    /// `take`, in the order of the input.
    fn each<T: Send>(
        &self,
        make: impl Fn(DeviceResult) -> T + Sync,
        take: impl FnMut(T) + Send,
    ) -> anyhow::Result<()> {
        let options = read::options(self.args.source.timeout, self.now);
        let requests = read::requests(&self.args.source, &options)?;
        let talk = self.talk;
        let progress = Progress::new(talk);
        progress.begin(&requests, self.args.source.timeout);
        let feed = Feed::new(requests, |path| read::skipped(talk, path));
        let threads = self.args.jobs.unwrap_or_else(fleet::cores);
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
        fleet::each(feed, &options, threads, worker, take);
        Ok(())
    }
}

/// The line of one device, with its line feed.
fn line(device: &DeviceResult) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    report::line(&Device::of(device), &mut line)?;
    Ok(line)
}

/// Lines on stdout, written as they come. A reader that has gone away is no
/// error: the exit code still tells the verdict.
#[derive(Default)]
struct Lines {
    failed: Option<io::Error>,
}

impl Lines {
    fn write(&mut self, line: io::Result<Vec<u8>>) {
        if self.failed.is_none() {
            let written = line.and_then(|line| io::stdout().write_all(&line));
            self.failed = written.err();
        }
    }

    fn finish(self) -> anyhow::Result<()> {
        let error = match self.failed {
            Some(error) => Err(error),
            None => io::stdout().flush(),
        };
        match error {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        }
    }
}
