//! `dutyphone audit`: judge devices.

use crate::audit::fleet::deduplicate;
use crate::audit::{Attendance, AuditResult, Deduplicator, DeviceResult, Judge, Level, Totals};
use crate::cli::Exit;
use crate::cli::args::{AuditArgs, SummaryArg};
use crate::cli::exit::Judged;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::inputs::{AskedTerms, RunInputs};
use crate::cli::run::judging::Judging;
use crate::cli::run::lines::Lines;
use crate::cli::run::outputs::Outputs;
use crate::cli::run::{policies, requests, signers, workers};
use crate::cli::ui::messages::Messages;
use crate::inventory::InputLedger;
use crate::policy::Policy;
use crate::report;
use crate::report::Document;
use crate::report::document::Device;
use crate::source::Ledger;
use crate::source::signature::SignedFiles;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn run(
    args: &AuditArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let messages = messages.redacting(args.output.redact);
    let now = requests::now();
    let terms = AskedTerms {
        fail_on: args.fail_on.into(),
        max_age_days: args.max_age,
        list_parts: args.every_part,
        digests: args.output.digests(),
    };
    let Some(inputs) = RunInputs::load(&args.inputs, terms, now, messages)? else {
        return Ok(Exit::CannotRun);
    };
    let inputs = inputs.with_strict_waivers(args.strict_waivers);
    let judge = inputs.judge()?;
    let signed_files = signed_files(args, now)?;
    let mut outputs = Outputs::open(&args.output, &input_paths(args), messages, pending)?;
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
    let lines = outputs.lines();
    if outputs.is_stream() {
        run.stream(outputs, lines, &inputs.policies)
    } else {
        run.whole(outputs, lines, &inputs.policies)
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
    fn whole(
        &self,
        outputs: Outputs,
        mut lines: Lines,
        policies: &[Policy],
    ) -> anyhow::Result<Exit> {
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
        let has_lines = lines.are_wanted();
        self.each(
            |device| self.with_line(device, has_lines),
            |judged| {
                let each = judged.drain(..).map(|(device, line)| {
                    attendance.note(&device);
                    lines.add(line);
                    device
                });
                take(&mut each.collect());
                lines.send();
            },
        )?;
        let inputs = self.ledger.close();
        let missing = attendance.missing();
        let required = self.required(&attendance).map(|device| {
            let (device, line) = self.with_line(device, has_lines);
            lines.add(line);
            device
        });
        take(&mut required.collect());
        let outputs = outputs.with_lines(lines)?;
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
        let result = self.result(devices, missing, inputs);
        let document = Document::new(&result, policies::rules(policies));
        outputs.write_with(document, summary, self.messages)?;
        Ok(exit(&result))
    }

    /// One result for all devices, each with its newest inventory.
    fn result(
        &self,
        devices: Vec<DeviceResult>,
        missing: Vec<String>,
        inputs: InputLedger,
    ) -> AuditResult {
        let devices = deduplicate::keep_newest(devices);
        let mut result = self.judge.result(devices, missing).with_inputs(inputs);
        if let Some(only) = self.args.only {
            result.list_only(|device| only.is(device.verdict));
        }
        result
    }

    /// A device and its line, where lines are asked for and the device is
    /// listed.
    fn with_line(
        &self,
        device: DeviceResult,
        has_lines: bool,
    ) -> (DeviceResult, io::Result<Option<Vec<u8>>>) {
        let listed = self.args.only.is_none_or(|only| only.is(device.verdict));
        let line = (has_lines && listed).then(|| line(&device)).transpose();
        (device, line)
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

    /// A line for each device, as soon as it is judged. What is said of all of
    /// them has no place among lines, and files beside them come afterwards.
    fn stream(
        &self,
        outputs: Outputs,
        mut lines: Lines,
        policies: &[Policy],
    ) -> anyhow::Result<Exit> {
        let mut roll = Deduplicator::default();
        let has_files = outputs.has_files();
        let mut devices = Vec::new();
        let mut attendance = self.judge.attendance();
        let mut waivers = BTreeSet::new();
        self.each(
            |device| self.with_line(device, true),
            |judged| {
                for (device, line) in judged.drain(..) {
                    attendance.note(&device);
                    let findings = device.findings.iter();
                    let used = findings.filter_map(|finding| finding.waived_by.as_ref());
                    waivers.extend(used.map(|waiver| waiver.id.clone()));
                    roll.add(&device);
                    lines.add(line);
                    devices.extend(has_files.then_some(device));
                }
                lines.send();
            },
        )?;
        for device in self.required(&attendance) {
            let (device, line) = self.with_line(device, true);
            roll.add(&device);
            lines.add(line);
            devices.extend(has_files.then_some(device));
        }
        let outputs = outputs.with_lines(lines)?;
        let missing = attendance.missing();
        if !missing.is_empty() {
            let text = format!("{} of the register: {}", missing.len(), missing.join(", "));
            self.messages.say("not read", &text);
        }
        let inputs = self.ledger.close();
        requests::say_set_aside(self.messages, &inputs);
        let result = has_files.then(|| self.result(devices, missing, inputs));
        let rules = || policies::rules(policies);
        let document = result.as_ref().map(|result| Document::new(result, rules()));
        outputs.write_beside_lines(document, self.messages)?;
        Ok(self.close(&roll, &waivers))
    }

    /// Says what limits the lines, and how the run ends.
    fn close(&self, roll: &Deduplicator, waivers: &BTreeSet<String>) -> Exit {
        let counting = roll.counting();
        let (verdict, answers) = roll.answer(&counting);
        if answers.devices < counting.len() {
            let count = counting.len() - answers.devices;
            let text = format!("{count} of the lines: a newer inventory of the same device counts");
            self.messages.say("counted without", &text);
        }
        let remarks = self.judge.waiver_remarks(waivers);
        for remark in &remarks {
            self.messages.say(remark.code.as_str(), &remark.message);
        }
        let counts = Judged {
            indeterminate: answers.indeterminate,
            failed: remarks.iter().any(|remark| remark.level == Level::Deny),
        };
        Exit::of(verdict.into(), self.args.fail_on.into(), &counts)
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
            minimal: self.args.minimal,
        };
        judging.each(requests, make, take);
        Ok(())
    }
}

/// How a run with this result ends.
fn exit(result: &AuditResult) -> Exit {
    let counts = Judged {
        indeterminate: result.summary().indeterminate,
        failed: result
            .remarks
            .iter()
            .any(|remark| remark.level == Level::Deny),
    };
    Exit::of(result.verdict().into(), result.fail_on, &counts)
}

/// The line of one device, with its line feed.
fn line(device: &DeviceResult) -> io::Result<Vec<u8>> {
    let mut line = Vec::with_capacity(1 << 10);
    report::line(&Device::of(device), &mut line)?;
    Ok(line)
}
