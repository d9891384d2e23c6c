//! `dutyphone audit`: judge devices.

use crate::audit::fleet::deduplicate;
use crate::audit::{DeviceResult, FleetJudge, Judge, Roll, Tally};
use crate::cli::Exit;
use crate::cli::args::{AuditArgs, SummaryArg};
use crate::cli::run::atomic_file::Unfinished;
use crate::cli::run::inputs::Grounds;
use crate::cli::run::outputs::Outputs;
use crate::cli::run::{policies, requests, workers};
use crate::cli::ui::device_progress::Progress;
use crate::cli::ui::fleet_progress::Watch;
use crate::cli::ui::messages::Talk;
use crate::policy::Policy;
use crate::report;
use crate::report::Document;
use crate::report::document::Device;
use crate::source::{Feed, Item, Options, Request};
use jiff::Timestamp;
use std::io::{self, Write as _};
use std::num::NonZeroUsize;

pub(crate) fn run(args: &AuditArgs, talk: Talk, unfinished: &Unfinished) -> anyhow::Result<Exit> {
    let now = requests::now();
    let (grounds, fail_on) = (&args.grounds, args.fail_on.into());
    let Some(grounds) = Grounds::load(grounds, fail_on, args.max_age, now, talk)? else {
        return Ok(Exit::CannotRun);
    };
    let judge = grounds.judge()?;
    let outputs = Outputs::open(&args.output, talk, unfinished)?;
    anyhow::ensure!(
        outputs.is_text() || args.summary != SummaryArg::Always,
        "--summary is text; leave out --format, or send other formats to files with -o"
    );
    let run = Run {
        args,
        talk,
        now,
        judge: &judge,
    };
    if outputs.is_stream() {
        run.stream()
    } else {
        run.whole(outputs, &grounds.policies)
    }
}

/// A person gets every device of a list up to this long, and a summary of a
/// longer one.
const LISTED: usize = 20;

/// One run over all sources.
struct Run<'r> {
    args: &'r AuditArgs,
    talk: Talk,
    now: Timestamp,
    judge: &'r Judge<'r>,
}

impl Run<'_> {
    /// Reports on all devices together. A summary needs none of them.
    fn whole(&self, outputs: Outputs, policies: &[Policy]) -> anyhow::Result<Exit> {
        let may_sum_up = outputs.is_text() && self.args.only.is_none();
        let listed = match self.args.summary {
            SummaryArg::Auto => LISTED,
            SummaryArg::Always => 0,
            SummaryArg::Never => usize::MAX,
        };
        let must_list = outputs.has_files() || !may_sum_up;
        let mut tally = Tally::new(self.judge);
        let mut devices = Vec::new();
        self.each(
            |device| device,
            |judged| {
                for device in &*judged {
                    tally.add(device);
                }
                if must_list || tally.devices() <= listed {
                    devices.append(judged);
                } else {
                    devices = Vec::new();
                }
            },
        )?;
        let overview = (may_sum_up && tally.devices() > listed).then(|| tally.overview());
        if let (Some(overview), false) = (&overview, must_list) {
            let verdict = overview.run.verdict();
            outputs.overview(overview.clone(), self.talk)?;
            return Ok(verdict.into());
        }
        drop(tally);
        let mut result = self.judge.result(deduplicate::keep_newest(devices));
        if let Some(only) = self.args.only {
            result.list_only(|device| only.is(device.verdict));
        }
        let document = Document::new(&result, policies::rules(policies));
        outputs.write_with(document, overview, self.talk)?;
        Ok(result.verdict().into())
    }

    /// A line for each device, as soon as it is judged.
    fn stream(&self) -> anyhow::Result<Exit> {
        let mut out = Lines::default();
        let mut roll = Roll::default();
        let judged = |device: DeviceResult| {
            let wanted = self.args.only.is_none_or(|only| only.is(device.verdict));
            let line = wanted.then(|| line(&device)).transpose();
            (device, line)
        };
        self.each(judged, |judged| {
            for (device, line) in judged {
                roll.add(device);
                out.add(line);
            }
            // What is there by now goes out at once: whoever reads it may wait
            // for it before sending more.
            out.send();
        })?;
        out.finish()?;
        let counting = roll.counting();
        let (verdict, answers) = roll.answer(&counting);
        if answers.devices < counting.len() {
            let count = counting.len() - answers.devices;
            let text = format!("{count} of the lines: a newer inventory of the same device counts");
            self.talk.say("counted without", &text);
        }
        Ok(verdict.into())
    }

    /// Judges every device, and hands on some at a time, in the order of the
    /// input.
    fn each<T: Send>(
        &self,
        make: impl Fn(DeviceResult) -> T + Sync,
        take: impl FnMut(&mut Vec<T>) + Send,
    ) -> anyhow::Result<()> {
        let options = requests::options(self.args.source.timeout, self.now);
        let requests = requests::requests(&self.args.source, &options)?;
        let work = Work {
            judge: self.judge,
            options: &options,
            threads: self.args.jobs.unwrap_or_else(workers::cores),
            talk: self.talk,
        };
        work.each(requests, make, take);
        Ok(())
    }
}

/// What judging takes, whoever asks for it.
pub(crate) struct Work<'w> {
    pub(crate) judge: &'w Judge<'w>,
    pub(crate) options: &'w Options,
    pub(crate) threads: NonZeroUsize,
    pub(crate) talk: Talk,
}

impl Work<'_> {
    /// Judges every device and hands what `make` makes of the answers to
    /// `take`, some at a time, in the order of the input.
    pub(crate) fn each<T: Send>(
        &self,
        requests: Vec<Request>,
        make: impl Fn(DeviceResult) -> T + Sync,
        take: impl FnMut(&mut Vec<T>) + Send,
    ) {
        let talk = self.talk;
        let progress = Progress::new(talk);
        progress.begin(&requests, self.options.timeout);
        let feed = Feed::new(requests, |path| requests::skipped(talk, path));
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
            Watch::new(talk),
            worker,
            take,
        );
    }
}

/// The line of one device, with its line feed.
fn line(device: &DeviceResult) -> io::Result<Vec<u8>> {
    let mut line = Vec::with_capacity(1 << 10);
    report::line(&Device::of(device), &mut line)?;
    Ok(line)
}

/// Lines on stdout, written as they come. A reader that has gone away is no
/// error: the exit code still tells the verdict.
#[derive(Default)]
struct Lines {
    waiting: Vec<u8>,
    failed: Option<io::Error>,
}

impl Lines {
    fn add(&mut self, line: &mut io::Result<Option<Vec<u8>>>) {
        match line {
            Ok(Some(line)) => self.waiting.append(line),
            Ok(None) => {}
            Err(error) => self.failed = Some(std::mem::replace(error, io::ErrorKind::Other.into())),
        }
    }

    fn send(&mut self) {
        if self.failed.is_none() {
            self.failed = io::stdout().write_all(&self.waiting).err();
        }
        self.waiting.clear();
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
