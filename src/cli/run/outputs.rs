//! Where a result goes: to stdout in one format, and to any number of files in
//! others.

use super::apart::ensure_apart;
use super::atomic_file::{AtomicFile, AtomicFiles};
use super::lines::{LineFile, Lines};
use super::notices::{self, NoticeFolder};
use super::redaction_key;
use super::signing::{Digesting, SigningKey};
use crate::audit::FleetSummary;
use crate::cli::args::OutputArgs;
use crate::cli::ui::fleet_progress::Watched;
use crate::cli::ui::messages::{Messages, stream_to_stdout, to_stdout};
use crate::report;
use crate::report::notice::Form;
use crate::report::redact::Redactor;
use crate::report::{Csv, Document, Format, Language, Layout};
use crate::source::signature::signature_path;
use anyhow::Context as _;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

/// What stdout gets.
pub(crate) enum OnStdout {
    /// The document, in the format that was asked for.
    Document,
    /// A summary in its place.
    Summary(Box<FleetSummary>),
    /// Nothing more: it has got its lines.
    Lines,
}

/// Opened outputs of one run.
pub(crate) struct Outputs {
    pending: AtomicFiles,
    redactor: Option<Redactor>,
    key: Option<SigningKey>,
    stdout: Format,
    /// Whether stdout stays empty: nothing was asked for but quiet.
    is_silent: bool,
    csv: Csv,
    language: Language,
    /// Whether a format gives an overview in the place of its devices.
    overview: fn(Format) -> bool,
    files: Vec<(Format, PathBuf, AtomicFile)>,
    /// Files that hold all their lines.
    line_files: Vec<LineFile>,
    notices: Option<NoticeFolder>,
    /// How notices are written, in a folder or as a format.
    form: Option<Form>,
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
        let is_silent = messages.is_quiet() && on_stdout.is_empty();
        let stdout = on_stdout.pop().unwrap_or(Format::Text);
        anyhow::ensure!(
            stdout != Format::Xlsx || !std::io::stdout().is_terminal(),
            "a workbook is no text for a terminal; write -o xlsx=FILE"
        );
        let has = |format| stdout == format || files.iter().any(|file| file.0 == format);
        anyhow::ensure!(
            has(Format::Csv) || args.csv().is_none(),
            "--csv-bom and --csv-separator are about CSV, and none is written; add -o csv=FILE"
        );
        let language = args.language.language();
        let key = SigningKey::open(args.sign.as_deref())?;
        anyhow::ensure!(
            key.is_none() || !files.is_empty(),
            "--sign signs files; send the result to one with -o FORMAT=PATH"
        );
        let form = notices::form(&args.notices, has(Format::Notice))?;
        Ok(Self {
            key,
            form,
            pending: pending.clone(),
            redactor: redaction_key::redactor(args.redact, messages)?,
            stdout,
            is_silent,
            csv: args.csv().unwrap_or(Csv::PLAIN),
            files,
            line_files: Vec::new(),
            notices: NoticeFolder::open(&args.notices, language)?,
            language,
            overview: |_| false,
        })
    }

    /// The same, with an overview in these formats. On stdout, text has a summary.
    ///
    /// # Errors
    ///
    /// When nothing is written that can be one.
    pub(crate) fn with_overview(self, overview: fn(Format) -> bool) -> anyhow::Result<Self> {
        let mut files = self.files.iter().map(|file| file.0);
        anyhow::ensure!(
            self.stdout.has_overview() || files.any(overview),
            "--summary is for text, HTML and Markdown, and none of them is written; leave out \
             --format, or add -o html=FILE"
        );
        Ok(Self { overview, ..self })
    }

    /// Where lines go as soon as a device is judged: to stdout, if it takes
    /// lines, and to files of lines. Each is redacted by itself, if that was asked
    /// for, and a line that goes in comes out in its place all the same.
    pub(crate) fn lines(&mut self) -> Lines {
        let of_lines = |file: &mut (Format, PathBuf, AtomicFile)| file.0 == Format::Ndjson;
        let files = self.files.extract_if(.., of_lines);
        let files = files.map(|(_, path, file)| (path, BufWriter::new(Digesting::new(file))));
        let files = files.collect();
        Lines::new(self.is_stream(), files)
    }

    /// Takes back the files of lines, which are put in their places together
    /// with the others.
    pub(crate) fn with_lines(mut self, lines: Lines) -> anyhow::Result<Self> {
        self.line_files = lines.finish()?;
        Ok(self)
    }

    /// Whether stdout takes a line for each device, as soon as it is judged.
    pub(crate) fn is_stream(&self) -> bool {
        self.stdout == Format::Ndjson
    }

    /// Whether stdout is for a person, who may get a summary.
    pub(crate) fn is_text(&self) -> bool {
        self.stdout == Format::Text
    }

    /// Whether stdout stays empty.
    pub(crate) fn is_silent(&self) -> bool {
        self.is_silent
    }

    /// Whether anything is written that lists devices together, beside a
    /// summary and lines.
    pub(crate) fn has_files(&self) -> bool {
        !self.files.is_empty() || self.notices.is_some()
    }

    /// What redacts, when it was asked for.
    pub(crate) fn redactor(&self) -> Option<&Redactor> {
        self.redactor.as_ref()
    }

    /// Writes the result everywhere: files first, because stdout may go away.
    pub(crate) fn write(
        mut self,
        mut document: Option<Document<'_>>,
        on_stdout: OnStdout,
        messages: Messages,
    ) -> anyhow::Result<()> {
        let messages = messages.redacting(self.redactor.is_some());
        if let Some(document) = &mut document {
            if let Some(redactor) = &self.redactor {
                redactor.document(document)?;
            }
            document.evidence.signed_with = self.key.as_ref().map(SigningKey::fingerprint);
        }
        let paths = self.write_files(document.as_ref(), messages)?;
        if self.is_silent {
            return Ok(());
        }
        match (on_stdout, &document) {
            (OnStdout::Summary(summary), _) => self.print_summary(*summary, messages)?,
            (OnStdout::Document, Some(document)) => self.print(document, messages)?,
            (OnStdout::Lines, _) | (OnStdout::Document, None) => {}
        }
        for path in paths {
            messages.wrote(&path);
        }
        Ok(())
    }

    fn print(&self, document: &Document<'_>, messages: Messages) -> anyhow::Result<()> {
        let layout = Layout {
            csv: self.csv,
            language: self.language,
            overview: (self.overview)(self.stdout),
            notices: self.form.as_ref(),
            ..messages.layout()
        };
        stream_to_stdout(|out| report::write(document, self.stdout, layout, out))?;
        if let (Format::Notice, Some(form)) = (self.stdout, &self.form) {
            notices::say(document, form, messages)?;
        }
        Ok(())
    }

    fn print_summary(&self, mut summary: FleetSummary, messages: Messages) -> anyhow::Result<()> {
        if let Some(redactor) = &self.redactor {
            redactor.summary(&mut summary);
        }
        let layout = Layout {
            language: self.language,
            ..messages.layout()
        };
        to_stdout(report::summary(&summary, layout).as_bytes())
    }

    /// Writes all files of a document, and ends those of lines. Their paths.
    fn write_files(
        &mut self,
        document: Option<&Document<'_>>,
        messages: Messages,
    ) -> anyhow::Result<Vec<PathBuf>> {
        let in_file = Layout {
            csv: self.csv,
            language: self.language,
            notices: self.form.as_ref(),
            ..Layout::FILE
        };
        let mut done = std::mem::take(&mut self.line_files);
        for (format, path, file) in std::mem::take(&mut self.files) {
            let mut file = Digesting::new(file);
            if let Some(document) = document {
                let mut writer = Watched::new(file, format.as_str(), messages);
                let mut buffer = BufWriter::new(&mut writer);
                let overview = (self.overview)(format);
                let layout = Layout {
                    overview,
                    ..in_file
                };
                report::write(document, format, layout, &mut buffer)
                    .and_then(|()| buffer.flush())
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                drop(buffer);
                file = writer.into_inner();
            }
            done.push((path, BufWriter::new(file)));
        }
        let mut paths = Vec::new();
        let mut atomic_files = Vec::new();
        for (path, writer) in done {
            let writer = writer
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)
                .with_context(|| format!("cannot write `{}`", path.display()))?;
            if let Some(key) = &self.key {
                atomic_files.push(key.pending(&path, &writer.digest(), &self.pending)?);
            }
            atomic_files.push(writer.into_inner());
            paths.push(path);
        }
        self.pending.finish(atomic_files)?;
        if let (Some(notices), Some(form), Some(document)) = (&self.notices, &self.form, document) {
            notices.write(document, form, messages, &self.pending, &paths)?;
        }
        Ok(paths)
    }
}
