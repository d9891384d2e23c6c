//! Where a result goes: to stdout in one format, and to any number of files in
//! others.

use super::atomic_file::{Draft, Unfinished};
use super::redaction_key;
use crate::audit::Overview;
use crate::cli::ui::messages::{Talk, to_stdout};
use crate::report;
use crate::report::redact::Redactor;
use crate::report::{Document, Format, Layout};
use anyhow::Context as _;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct OutputArgs {
    /// How to print the result on stdout [default: text]
    #[arg(short, long, value_name = "FORMAT", value_parser = format_parser())]
    format: Option<Format>,
    /// Also write the result to a file; may be given again
    ///
    /// The file is opened before anything is read, and appears whole or not at
    /// all. With `-` as PATH the result goes to stdout instead of `--format`.
    #[arg(short, long = "output", value_name = "FORMAT=PATH", value_parser = output)]
    outputs: Vec<Output>,
    /// Replace device ids and paths by keyed hashes in every output
    ///
    /// The key is taken from the environment variable `DUTYPHONE_REDACT_KEY`;
    /// without it each run makes its own, and hashes cannot be compared.
    #[arg(long)]
    redact: bool,
}

/// One `-o FORMAT=PATH`.
#[derive(Debug, Clone)]
struct Output {
    format: Format,
    /// None is stdout.
    path: Option<PathBuf>,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL
        .iter()
        .map(|format| PossibleValue::new(format.as_str()).help(about(*format)));
    PossibleValuesParser::new(words)
        .try_map(|word| Format::parse(&word).ok_or("this format is not known"))
}

fn about(format: Format) -> &'static str {
    match format {
        Format::Text => "For a person at a terminal",
        Format::Json => "For a program; `dutyphone report` reads it back",
        Format::Ndjson => "For a stream: one device a line, in the order of the input",
        Format::Sarif => "SARIF 2.1.0, for code scanning services",
        Format::Junit => "JUnit XML, for build servers",
        Format::Github => "Annotations of a GitHub workflow",
        Format::Csv => "For a spreadsheet",
        Format::Markdown => "For a ticket or the summary page of a build",
        Format::Html => "One page to send, to open on a phone, to print",
    }
}

fn output(text: &str) -> Result<Output, String> {
    let known = || {
        let words: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        words.join(", ")
    };
    let Some((word, path)) = text.split_once('=') else {
        return Err("write FORMAT=PATH, for example html=report.html".to_owned());
    };
    let Some(format) = Format::parse(word) else {
        return Err(format!("`{word}` is no format; there are {}", known()));
    };
    if path.is_empty() {
        return Err("the path is missing after `=`".to_owned());
    }
    Ok(Output {
        format,
        path: (path != "-").then(|| PathBuf::from(path)),
    })
}

/// Opened outputs of one run.
#[derive(Debug)]
pub(crate) struct Outputs {
    unfinished: Unfinished,
    redactor: Option<Redactor>,
    stdout: Format,
    files: Vec<(Format, PathBuf, Draft)>,
}

impl Outputs {
    /// Opens all of them, so that an hour of reading phones is not lost to a
    /// misspelt folder.
    pub(crate) fn open(
        args: &OutputArgs,
        talk: Talk,
        unfinished: &Unfinished,
    ) -> anyhow::Result<Self> {
        let mut on_stdout: Vec<Format> = args.format.into_iter().collect();
        let mut files: Vec<(Format, PathBuf, Draft)> = Vec::new();
        for output in &args.outputs {
            let Some(path) = &output.path else {
                on_stdout.push(output.format);
                continue;
            };
            anyhow::ensure!(
                !files.iter().any(|(_, known, _)| known == path),
                "two outputs go to `{}`; give each a path of its own",
                path.display()
            );
            files.push((output.format, path.clone(), unfinished.open(path)?));
        }
        anyhow::ensure!(
            on_stdout.len() < 2,
            "stdout takes one format; send the others to files"
        );
        Ok(Self {
            unfinished: unfinished.clone(),
            redactor: redaction_key::redactor(args.redact, talk)?,
            stdout: on_stdout.pop().unwrap_or(Format::Text),
            files,
        })
    }

    /// Whether all that is wanted is a line for each device, as soon as it is
    /// judged. Redaction needs the whole document: what names one device may
    /// stand in the text of another.
    pub(crate) fn is_stream(&self) -> bool {
        self.stdout == Format::Ndjson && self.files.is_empty() && self.redactor.is_none()
    }

    /// Whether stdout is for a person, who may get a summary.
    pub(crate) fn is_text(&self) -> bool {
        self.stdout == Format::Text
    }

    /// Whether anything is written that lists devices, beside a summary.
    pub(crate) fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// Writes a summary to stdout.
    pub(crate) fn overview(&self, mut overview: Overview, talk: Talk) -> anyhow::Result<()> {
        if let Some(redactor) = &self.redactor {
            redactor.overview(&mut overview);
        }
        to_stdout(report::overview(&overview, talk.layout()).as_bytes())
    }

    /// Writes the result everywhere: files first, because stdout may go away.
    pub(crate) fn write(self, document: Document<'_>, talk: Talk) -> anyhow::Result<()> {
        self.write_with(document, None, talk)
    }

    /// The same, with a summary on stdout if there is one.
    pub(crate) fn write_with(
        mut self,
        mut document: Document<'_>,
        overview: Option<Overview>,
        talk: Talk,
    ) -> anyhow::Result<()> {
        if let Some(redactor) = &self.redactor {
            redactor.document(&mut document);
        }
        let mut paths = Vec::new();
        let mut drafts = Vec::new();
        for (format, path, mut draft) in std::mem::take(&mut self.files) {
            let mut writer = BufWriter::new(&mut draft);
            report::write(&document, format, Layout::FILE, &mut writer)
                .and_then(|()| writer.flush())
                .with_context(|| format!("cannot write `{}`", path.display()))?;
            drop(writer);
            drafts.push(draft);
            paths.push(path);
        }
        self.unfinished.finish(drafts)?;
        if let Some(overview) = overview {
            self.overview(overview, talk)?;
        } else {
            let mut text = Vec::new();
            report::write(&document, self.stdout, talk.layout(), &mut text)?;
            to_stdout(&text)?;
        }
        for path in paths {
            talk.say("wrote", &path.display().to_string());
        }
        Ok(())
    }
}
