//! `dutyphone audit`: judge devices.

use crate::audit::fleet::deduplicate;
use crate::audit::{Attendance, AuditResult, Deduplicator, DeviceResult, Judge, Totals};
use crate::cli::Exit;
use crate::cli::args::{AuditArgs, SummaryArg};
use crate::cli::exit::Judged;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::inputs::RunInputs;
use crate::cli::run::judging::Judging;
use crate::cli::run::outputs::Outputs;
use crate::cli::run::{policies, requests, signers, workers};
use crate::cli::ui::messages::Messages;
use crate::policy::Policy;
use crate::report;
use crate::report::Document;
use crate::report::document::Device;
use crate::source::Ledger;
use crate::source::signature::SignedFiles;
use jiff::Timestamp;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn run(
    args: &AuditArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let now = requests::now();
    let terms = (args.fail_on.into(), args.max_age, args.every_part);
    let Some(inputs) = RunInputs::load(&args.inputs, terms, now, messages)? else {
        return Ok(Exit::CannotRun);
    };
    let judge = inputs.judge()?;
    let signed_files = signed_files(args, now)?;
    let outputs = Outputs::open(&args.output, &input_paths(args), messages, pending)?;
    anyhow::ensure!(
        outputs.is_text() || args.summary != SummaryArg::Always,
        "--summary is text; leave out --format, or send other formats to files with -o"
    );
    let run = Run {
        args,
        messages,
        now,
        judge: &judge,
        look_for: inputs.look_for(),
        signed_files,
        ledger: Ledger::default(),
    };
    if outputs.is_stream() {
        run.stream()
    } else {
        run.whole(outputs, &inputs.policies)
    }
}

/// Everything that the run reads and that no output may replace.
fn input_paths(args: &AuditArgs) -> Vec<&Path> {
    let inputs = &args.inputs;
    let named = args.source.sources.iter().chain(&inputs.policies);
    let files = inputs.register.iter().chain(&inputs.waivers);
    let files = files.chain(&args.require_signed);
    let files = files.chain(&inputs.catalogue.catalogues);
    named
        .map(Path::new)
        .chain(files.map(PathBuf::as_path))
        .collect()
}

/// The signers of `--require-signed`, who have to be valid on the day of the
/// audit: at its end, or now.
fn signed_files(args: &AuditArgs, now: Timestamp) -> anyhow::Result<Option<Arc<SignedFiles>>> {
    let Some(path) = &args.require_signed else {
        return Ok(None);
    };
    let allowed = signers::read(path)?;
    let at = signers::at(args.inputs.as_of, now)?;
    Ok(Some(Arc::new(SignedFiles::new(allowed, at))))
}

/// A person gets every device of a list up to this long, and a summary of a
/// longer one.
const LISTED: usize = 20;

/// One run over all sources.
struct Run<'r> {
    args: &'r AuditArgs,
    messages: Messages,
    now: Timestamp,
    judge: &'r Judge<'r>,
    look_for: Vec<String>,
    signed_files: Option<Arc<SignedFiles>>,
    ledger: Ledger,
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
        let mut totals = Totals::new(self.judge);
        let mut devices = Vec::new();
        let mut attendance = self.judge.attendance();
        let mut take = |judged: &mut Vec<DeviceResult>| {
            for device in &*judged {
                totals.add(device);
            }
            if must_list || totals.devices() <= listed {
                devices.append(judged);
            } else {
                devices = Vec::new();
            }
        };
        self.each(
            |device| device,
            |judged| {
                for device in &*judged {
                    attendance.note(device);
                }
                take(judged);
            },
        )?;
        let inputs = self.ledger.close();
        let missing = attendance.missing();
        take(&mut self.required(&attendance).collect());
        let summary = (may_sum_up && totals.devices() > listed).then(|| {
            let mut summary = totals.summary(missing.clone());
            summary.run = summary.run.with_inputs(inputs.clone());
            summary
        });
        if let (Some(summary), false) = (&summary, must_list) {
            let exit = exit(&summary.run);
            outputs.summary(summary.clone(), self.messages)?;
            return Ok(exit);
        }
        drop(totals);
        let devices = deduplicate::keep_newest(devices);
        let result = self.judge.result(devices, missing);
        let mut result = result.with_inputs(inputs);
        if let Some(only) = self.args.only {
            result.list_only(|device| only.is(device.verdict));
        }
        let document = Document::new(&result, policies::rules(policies));
        outputs.write_with(document, summary, self.messages)?;
        Ok(exit(&result))
    }

    /// The devices of the register that did not come, where each of them is
    /// asked for.
    fn required<'a>(
        &'a self,
        attendance: &'a Attendance<'_>,
    ) -> impl Iterator<Item = DeviceResult> {
        let asked = self.args.require_all.then(|| attendance.gaps());
        let asked = asked.into_iter().flatten();
        asked.map(|reading| self.judge.device(reading))
    }

    /// A line for each device, as soon as it is judged.
    fn stream(&self) -> anyhow::Result<Exit> {
        let mut out = Lines::default();
        let mut roll = Deduplicator::default();
        let judged = |device: DeviceResult| {
            let wanted = self.args.only.is_none_or(|only| only.is(device.verdict));
            let line = wanted.then(|| line(&device)).transpose();
            (device, line)
        };
        let mut attendance = self.judge.attendance();
        self.each(judged, |judged| {
            for (device, line) in judged {
                attendance.note(device);
                roll.add(device);
                out.add(line);
            }
            // What is there by now goes out at once: whoever reads it may wait
            // for it before sending more.
            out.send();
        })?;
        for device in self.required(&attendance) {
            let (device, mut line) = judged(device);
            roll.add(&device);
            out.add(&mut line);
        }
        out.send();
        out.finish()?;
        let missing = attendance.missing();
        if !missing.is_empty() {
            let text = format!("{} of the register: {}", missing.len(), missing.join(", "));
            self.messages.say("not read", &text);
        }
        requests::say_set_aside(self.messages, &self.ledger.close());
        let counting = roll.counting();
        let (verdict, answers) = roll.answer(&counting);
        if answers.devices < counting.len() {
            let count = counting.len() - answers.devices;
            let text = format!("{count} of the lines: a newer inventory of the same device counts");
            self.messages.say("counted without", &text);
        }
        let counts = Judged {
            indeterminate: answers.indeterminate,
        };
        Ok(Exit::of(verdict.into(), self.args.fail_on.into(), &counts))
    }

    /// Judges every device, and hands on some at a time, in the order of the
    /// input.
    fn each<T: Send>(
        &self,
        make: impl Fn(DeviceResult) -> T + Sync,
        take: impl FnMut(&mut Vec<T>) + Send,
    ) -> anyhow::Result<()> {
        let mut options = requests::source_options(&self.args.source, self.now)?;
        options.look_for.clone_from(&self.look_for);
        options.signed_files.clone_from(&self.signed_files);
        let requests = requests::requests(&self.args.source, &options)?;
        let judging = Judging {
            judge: self.judge,
            options: &options,
            threads: self.args.jobs.map_or_else(workers::cores, workers::capped),
            messages: self.messages,
            ledger: &self.ledger,
        };
        judging.each(requests, make, take);
        Ok(())
    }
}

/// How a run with this result ends.
fn exit(result: &AuditResult) -> Exit {
    let counts = Judged {
        indeterminate: result.summary().indeterminate,
    };
    Exit::of(result.verdict().into(), result.fail_on, &counts)
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
