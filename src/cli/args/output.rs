//! Where a result goes, as it is typed.

use super::NoticeArgs;
use crate::report::Format;
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
    #[arg(short, long = "output", value_name = "FORMAT=PATH", value_parser = output)]
    pub(crate) outputs: Vec<Output>,
    /// Replace device ids and paths by keyed hashes in every output
    ///
    /// The key is taken from the environment variable `DUTYPHONE_REDACT_KEY`;
    /// without it each run makes its own, and hashes cannot be compared.
    #[arg(long)]
    pub(crate) redact: bool,
    /// Sign each file that is written with this SSH key
    ///
    /// A private key, or a public one whose private half the agent holds. The
    /// signature lies beside the file, in PATH.sig; `dutyphone verify` and
    /// `ssh-keygen -Y verify -n dutyphone` check it.
    #[arg(long, value_name = "KEY")]
    pub(crate) sign: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) notices: NoticeArgs,
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
        Format::Certificate => "HTML, one A4 page a device, to print, to sign and to file",
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
