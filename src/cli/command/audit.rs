//! `dutyphone audit`: judge devices.

use crate::audit::{Attendance, AuditResult, DeviceResult, Judge, Level, Verdict};
use crate::cli::Exit;
use crate::cli::args::{AuditArgs, SummaryArg};
use crate::cli::exit::Judged;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::gathering::{Gathering, Wanted};
use crate::cli::run::inputs::{AskedTerms, RunInputs};
use crate::cli::run::judging::Judging;
use crate::cli::run::lines::Lines;
use crate::cli::run::outputs::{OnStdout, Outputs};
use crate::cli::run::{policies, requests, signers, workers};
use crate::cli::ui::messages::Messages;
use crate::inventory::Reading;
use crate::policy::Policy;
use crate::report::redact::Redactor;
use crate::report::{Document, Format};
use crate::source::signature::SignedFiles;
use crate::source::{KnownApps, Ledger};
use jiff::Timestamp;
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
    if args.require_all && !judge.attendance().expects_any() {
        return Err(names_no_device(args));
    }
    let signed_files = signed_files(args, now)?;
    let mut outputs = Outputs::open(&args.output, &input_paths(args), messages, pending)?;
    if args.summary == SummaryArg::Always {
        outputs = outputs.with_overview(Format::is_page)?;
    }
    let run = Run {
        args,
        messages,
        now,
        judge: &judge,
        look_for: inputs.look_for(),
        known_apps: inputs.known_apps(),
        signed_files,
        ledger: Ledger::default(),
    };
    let lines = outputs.lines();
    run.report(outputs, lines, &inputs.policies)
}

/// Of a register without devices, such as a failed export of headings alone, nothing
/// would be missing.
fn names_no_device(args: &AuditArgs) -> anyhow::Error {
    let path = args.inputs.register.as_deref().unwrap_or(Path::new(""));
    anyhow::anyhow!(
        "`--require-all` asks for every device of the register, and `{}` names none: export it \
         again with a line for each device, or leave out `--require-all`",
        path.display()
    )
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
    known_apps: Arc<dyn KnownApps>,
    signed_files: Option<Arc<SignedFiles>>,
    ledger: Ledger,
}

impl Run<'_> {
    /// Judges all devices and reports on them.
    fn report(&self, outputs: Outputs, lines: Lines, policies: &[Policy]) -> anyhow::Result<Exit> {
        let wanted = self.wanted(&outputs);
        let wanted = wanted.with_lines(&lines);
        let mut gathering = Gathering::new(self.judge, &wanted, lines);
        let mut attendance = self.judge.attendance();
        self.each(
            |device| wanted.make(device),
            |judged| {
                for judged in &*judged {
                    attendance.note(&judged.device);
                    gathering.take(judged);
                }
                gathering.send();
            },
        )?;
        let inputs = self.ledger.close();
        for device in self.required(&attendance) {
            gathering.take_absent(&wanted.make(device));
        }
        for reading in self.taken_away() {
            gathering.take(&wanted.make(self.judge.device(reading)));
        }
        let (gathered, lines) = gathering.finish(attendance.missing())?;
        let outputs = outputs.with_lines(lines)?;
        let result = gathered.result.with_inputs(inputs.clone());
        let on_stdout = match gathered.summary {
            _ if outputs.is_stream() => {
                self.say_limits(
                    &result,
                    gathered.omitted,
                    gathered.doubted,
                    outputs.redactor(),
                );
                OnStdout::Lines
            }
            Some(mut summary) => {
                summary.run = summary.run.with_inputs(inputs);
                OnStdout::Summary(Box::new(summary))
            }
            None => OnStdout::Document,
        };
        let document = gathered.devices.map(|devices| {
            let mut document = Document::new(&result, policies::rules(policies, result.as_of));
            document.devices = devices;
            document
        });
        outputs.write(document, on_stdout, self.messages)?;
        Ok(exit(&result))
    }

    /// What the outputs ask for. A summary needs no list of devices, and lines need
    /// none either.
    fn wanted(&self, outputs: &Outputs) -> Wanted {
        let is_seen = !outputs.is_stream() && !outputs.is_silent();
        let may_sum_up = is_seen && outputs.is_text() && self.args.only.is_none();
        let most = match self.args.summary {
            SummaryArg::Auto => Some(LISTED),
            SummaryArg::Always => Some(0),
            SummaryArg::Never => None,
        };
        let most = most.filter(|_| may_sum_up);
        let on_stdout = is_seen && most.is_none();
        Wanted::new(outputs.has_files() || on_stdout, most)
            .only(self.args.only)
            .redacted(outputs.redactor().cloned())
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

    /// The inventories that signed lists name and that are gone from the folders
    /// of the run.
    fn taken_away(&self) -> Vec<Reading> {
        let sources = self.args.source.sources.iter().map(Path::new);
        let folders: Vec<&Path> = sources.filter(|path| path.is_dir()).collect();
        let files = self.signed_files.as_ref();
        files.map_or_else(Vec::new, |files| files.taken_away(&folders))
    }

    /// Says what limits the lines: what is said of all of them has no place among
    /// them.
    fn say_limits(
        &self,
        result: &AuditResult,
        omitted: usize,
        doubted: usize,
        redactor: Option<&Redactor>,
    ) {
        let missing = &result.evidence.not_read;
        if !missing.is_empty() {
            let names = if self.messages.is_redacted() {
                "their ids are redacted".to_owned()
            } else {
                missing.join(", ")
            };
            let text = format!("{} of the register: {names}", missing.len());
            self.messages.say("not read", &text);
        }
        requests::say_set_aside(self.messages, &result.inputs);
        self.say_not_listed(result);
        if omitted > 0 {
            let text =
                format!("{omitted} of the lines: another inventory of the same device counts");
            self.messages.say("counted without", &text);
        }
        if doubted > 0 {
            let text = format!(
                "{doubted} of the lines: other readings carry the same id, so a permission by it \
                 may be for another device"
            );
            self.messages.say("counted as indeterminate", &text);
        }
        for remark in result
            .remarks
            .iter()
            .filter(|remark| remark.is_of_waivers())
        {
            let told = redactor.and_then(|redactor| redactor.without_waiver(&remark.message));
            let told = told.as_ref().unwrap_or(&remark.message);
            self.messages.say(remark.code.as_str(), told);
        }
    }

    /// Says that lines leave out devices that make the exit code.
    fn say_not_listed(&self, result: &AuditResult) {
        let Some(only) = self.args.only else {
            return;
        };
        let counts = result.summary();
        let hidden = [
            (Verdict::NonCompliant, counts.non_compliant),
            (Verdict::Indeterminate, counts.indeterminate),
        ];
        for (verdict, count) in hidden {
            if count > 0 && !only.is(verdict) {
                let text = format!(
                    "{count} {}; leave out `--only` to see all",
                    verdict.as_str()
                );
                self.messages.say("not listed", &text);
            }
        }
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
        options.known_apps = Arc::clone(&self.known_apps);
        options.signed_files.clone_from(&self.signed_files);
        let requests = requests::requests(&self.args.source, &options)?;
        requests::say_waiting(&self.args.source, self.messages);
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
    let summary = result.summary();
    let counts = Judged {
        not_whole: summary.indeterminate + summary.broken_and_unread,
        failed: result
            .remarks
            .iter()
            .any(|remark| remark.level == Level::Deny),
    };
    Exit::of(result.verdict().into(), result.fail_on, &counts)
}
