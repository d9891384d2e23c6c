//! Where a result goes: to stdout in one format, and to any number of files in
//! others.

use super::apart::ensure_apart;
use super::atomic_file::{AtomicFile, AtomicFiles};
use super::notices::NoticeFolder;
use super::redaction_key;
use super::signing::{Digesting, SigningKey};
use crate::audit::FleetSummary;
use crate::cli::args::OutputArgs;
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::report;
use crate::report::redact::Redactor;
use crate::report::{Document, Format, Layout};
use crate::source::signature::signature_path;
use anyhow::Context as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Opened outputs of one run.
#[derive(Debug)]
pub(crate) struct Outputs {
    pending: AtomicFiles,
    redactor: Option<Redactor>,
    key: Option<SigningKey>,
    stdout: Format,
    files: Vec<(Format, PathBuf, AtomicFile)>,
    notices: Option<NoticeFolder>,
}

impl Outputs {
    /// Opens all of them, so that an hour of reading phones is not lost to a
    /// misspelt folder.
    ///
    /// None of them may be one of `inputs`, or the same file as another.
    pub(crate) fn open(
        args: &OutputArgs,
        inputs: &[&Path],
        messages: Messages,
        pending: &AtomicFiles,
    ) -> anyhow::Result<Self> {
        let paths = args.outputs.iter().filter_map(|output| output.path.clone());
        let mut paths: Vec<PathBuf> = paths.collect();
        if args.sign.is_some() {
            paths.extend(paths.clone().iter().map(|path| signature_path(path)));
        }
        let inputs: Vec<&Path> = inputs.iter().copied().chain(args.sign.as_deref()).collect();
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        ensure_apart(&paths, &inputs)?;
        let mut on_stdout: Vec<Format> = args.format.into_iter().collect();
        let mut files: Vec<(Format, PathBuf, AtomicFile)> = Vec::new();
        for output in &args.outputs {
            let Some(path) = &output.path else {
                on_stdout.push(output.format);
                continue;
            };
            files.push((output.format, path.clone(), pending.open(path)?));
        }
        anyhow::ensure!(
            on_stdout.len() < 2,
            "stdout takes one format; send the others to files"
        );
        let key = SigningKey::open(args.sign.as_deref())?;
        anyhow::ensure!(
            key.is_none() || !files.is_empty(),
            "--sign signs files; send the result to one with -o FORMAT=PATH"
        );
        Ok(Self {
            key,
            pending: pending.clone(),
            redactor: redaction_key::redactor(args.redact, messages)?,
            stdout: on_stdout.pop().unwrap_or(Format::Text),
            files,
            notices: NoticeFolder::open(&args.notices)?,
        })
    }

    /// Whether all that is wanted is a line for each device, as soon as it is
    /// judged. Redaction needs the whole document: what names one device may
    /// stand in the text of another.
    pub(crate) fn is_stream(&self) -> bool {
        self.stdout == Format::Ndjson && !self.has_files() && self.redactor.is_none()
    }

    /// Whether stdout is for a person, who may get a summary.
    pub(crate) fn is_text(&self) -> bool {
        self.stdout == Format::Text
    }

    /// Whether anything is written that lists devices, beside a summary.
    pub(crate) fn has_files(&self) -> bool {
        !self.files.is_empty() || self.notices.is_some()
    }

    /// Writes a summary to stdout.
    pub(crate) fn summary(
        &self,
        mut summary: FleetSummary,
        messages: Messages,
    ) -> anyhow::Result<()> {
        if let Some(redactor) = &self.redactor {
            redactor.summary(&mut summary);
        }
        to_stdout(report::summary(&summary, messages.layout()).as_bytes())
    }

    /// Writes the result everywhere: files first, because stdout may go away.
    pub(crate) fn write(self, document: Document<'_>, messages: Messages) -> anyhow::Result<()> {
        self.write_with(document, None, messages)
    }

    /// The same, with a summary on stdout if there is one.
    pub(crate) fn write_with(
        mut self,
        mut document: Document<'_>,
        summary: Option<FleetSummary>,
        messages: Messages,
    ) -> anyhow::Result<()> {
        let messages = messages.redacting(self.redactor.is_some());
        if let Some(redactor) = &self.redactor {
            redactor.document(&mut document);
        }
        document.evidence.signed_with = self.key.as_ref().map(SigningKey::fingerprint);
        let mut paths = Vec::new();
        let mut atomic_files = Vec::new();
        for (format, path, mut atomic_file) in std::mem::take(&mut self.files) {
            let mut writer = BufWriter::new(Digesting::new(&mut atomic_file));
            report::write(&document, format, Layout::FILE, &mut writer)
                .and_then(|()| writer.flush())
                .with_context(|| format!("cannot write `{}`", path.display()))?;
            if let Some(key) = &self.key {
                let digest = writer.get_ref().digest();
                atomic_files.push(key.pending(&path, &digest, &self.pending)?);
            }
            drop(writer);
            atomic_files.push(atomic_file);
            paths.push(path);
        }
        self.pending.finish(atomic_files)?;
        if let Some(notices) = &self.notices {
            notices.write(&document, messages, &self.pending)?;
        }
        if let Some(summary) = summary {
            self.summary(summary, messages)?;
        } else {
            let mut text = Vec::new();
            report::write(&document, self.stdout, messages.layout(), &mut text)?;
            to_stdout(&text)?;
        }
        for path in paths {
            messages.wrote(&path);
        }
        Ok(())
    }
}
