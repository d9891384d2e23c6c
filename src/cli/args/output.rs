//! Where a result goes, as it is typed.

use super::candidates::outputs;
use super::{LanguageArgs, NoticeArgs};
use crate::audit::Digests;
use crate::report::{Csv, Format};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct OutputArgs {
    /// How to print the result on stdout [default: text]
    #[arg(short, long, value_name = "FORMAT", value_parser = format_parser())]
    pub(crate) format: Option<Format>,
    /// Also write the result to a file; may be given again
    ///
    /// The file is opened before anything is read, and appears whole or not at
    /// all. With `-` as PATH the result goes to stdout instead of `--format`.
    #[arg(short, long = "output", value_name = "FORMAT=PATH", value_parser = output, add = outputs())]
    pub(crate) outputs: Vec<Output>,
    /// Replace device ids and paths by keyed hashes in every output
    ///
    /// The key is taken from the environment variable `DUTYPHONE_REDACT_KEY`;
    /// without it each run makes its own, and hashes cannot be compared.
    #[arg(long)]
    pub(crate) redact: bool,
    /// Begin CSV with a byte order mark, for spreadsheet programs
    #[arg(long)]
    pub(crate) csv_bom: bool,
    /// What separates the cells of CSV: ',', ';' or tab [default: ,]
    ///
    /// Spreadsheet programs of many countries expect ';', in quotes for the shell.
    #[arg(long, value_name = "MARK", value_parser = separator)]
    pub(crate) csv_separator: Option<u8>,
    /// Sign each file that is written with this SSH key
    ///
    /// A private key, or a public one whose private half the agent holds. The
    /// signature lies beside the file, in PATH.sig; `dutyphone verify` and
    /// `ssh-keygen -Y verify -n dutyphone` check it.
    #[arg(long, value_name = "KEY")]
    pub(crate) sign: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
    #[command(flatten)]
    pub(crate) notices: NoticeArgs,
}

impl OutputArgs {
    /// Whether any of the outputs names the digests of inventories.
    pub(crate) fn digests(&self) -> Digests {
        let files = self.outputs.iter().map(|output| output.format);
        let named = self
            .format
            .into_iter()
            .chain(files)
            .any(Format::names_digests);
        // Redaction takes them out again.
        if named && !self.redact {
            Digests::Named
        } else {
            Digests::NotNamed
        }
    }

    /// How CSV is written; none when nothing was said about it.
    pub(crate) fn csv(&self) -> Option<Csv> {
        let said = self.csv_bom || self.csv_separator.is_some();
        said.then(|| Csv {
            bom: self.csv_bom,
            separator: self.csv_separator.unwrap_or(Csv::PLAIN.separator),
        })
    }
}

/// One `-o FORMAT=PATH`.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) format: Format,
    /// None is stdout.
    pub(crate) path: Option<PathBuf>,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL
        .iter()
        .map(|format| PossibleValue::new(format.as_str()).help(about(*format)));
    PossibleValuesParser::new(words)
        .try_map(|word| Format::parse(&word).ok_or("this format is not known"))
}

fn separator(text: &str) -> Result<u8, String> {
    match text {
        "," => Ok(b','),
        ";" => Ok(b';'),
        "tab" => Ok(b'\t'),
        _ => Err("write ',', ';' or tab".to_owned()),
    }
}

fn about(format: Format) -> &'static str {
    match format {
        Format::Text => "For a person at a terminal",
        Format::Json => "For a program; `dutyphone report` reads it back",
        Format::Ndjson => "For a stream: one device a line, in the order of the input",
        Format::Sarif => "SARIF 2.1.0, for code scanning services",
        Format::Junit => "JUnit XML, for build servers",
        Format::Github => "Annotations of a GitHub workflow",
        Format::Csv => "For a program that reads tables",
        Format::Xlsx => "A workbook for a spreadsheet, with filters; best as -o xlsx=FILE",
        Format::Markdown => "For a ticket or the summary page of a build",
        Format::Certificate => "HTML, one A4 page a device, to print, to sign and to file",
        Format::Notice => "To tell the holder of each phone what to do, in Markdown",
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
