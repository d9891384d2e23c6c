//! Where a result goes, as it is typed.

use crate::report::Format;
use crate::report::notice::Language;
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
    #[command(flatten)]
    pub(crate) notices: NoticeArgs,
}

/// Pages for the people who hold the phones.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Notices to the people who hold the phones")]
pub(crate) struct NoticeArgs {
    /// Also write a page for each device whose holder has something to do
    ///
    /// It says what was found, which decision that breaks, what to do step by step,
    /// by when, whom to ask and what was not looked at. FORMAT is md, html or eml (a
    /// draft without a recipient). DIR must be there.
    #[arg(long, value_name = "FORMAT=DIR", value_parser = notices)]
    pub(crate) notices: Option<Notices>,
    /// The language of notices: en, nb, nn or nl [default: that of the environment]
    #[arg(long, value_name = "LANG", value_parser = language_parser(), hide_possible_values = true)]
    pub(crate) lang: Option<Language>,
    /// Whom the holder may ask: a name, a number, an address
    #[arg(long, value_name = "TEXT", requires = "notices")]
    pub(crate) contact: Option<String>,
    /// The last day for what is to be done, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", requires = "notices")]
    pub(crate) deadline: Option<jiff::civil::Date>,
    /// A page of your own for html: a Jinja template with the fields of a notice
    #[arg(long, value_name = "FILE", requires = "notices")]
    pub(crate) notice_template: Option<PathBuf>,
}

/// `--notices FORMAT=DIR`.
#[derive(Debug, Clone)]
pub(crate) struct Notices {
    pub(crate) format: NoticeFormat,
    pub(crate) folder: PathBuf,
}

/// How a notice is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoticeFormat {
    Markdown,
    Html,
    Mail,
}

fn notices(text: &str) -> Result<Notices, String> {
    let (word, folder) = text.split_once('=').unwrap_or(("", text));
    let format = match word {
        "md" => NoticeFormat::Markdown,
        "html" => NoticeFormat::Html,
        "eml" => NoticeFormat::Mail,
        _ => {
            return Err(
                "write FORMAT=DIR with md, html or eml, for example html=notices".to_owned(),
            );
        }
    };
    if folder.is_empty() {
        return Err("the folder is missing after `=`".to_owned());
    }
    Ok(Notices {
        format,
        folder: PathBuf::from(folder),
    })
}

fn language_parser() -> impl TypedValueParser<Value = Language> {
    let words = Language::ALL.iter().map(|language| language.as_str());
    PossibleValuesParser::new(words)
        .try_map(|word| Language::parse(&word).ok_or("this language is not known"))
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
