//! Notices to the people who hold the phones, as they are asked for.

use std::path::PathBuf;

/// Where the help lists them; the options behind them belong elsewhere.
const NOTICES: &str = "Notices to the people who hold the phones";

/// Pages for the people who hold the phones.
#[derive(Debug, clap::Args)]
pub(crate) struct NoticeArgs {
    /// Also write a page for each device whose holder has something to do
    ///
    /// It says what was found, which decision that breaks, what to do step by step,
    /// by when, whom to ask and what was not looked at. FORMAT is md, html or eml (a
    /// draft without a recipient). DIR must be there. `-f notice` prints the same
    /// pages, one after the other; what follows is for both.
    #[arg(long, help_heading = NOTICES, value_name = "FORMAT=DIR", value_parser = notices)]
    pub(crate) notices: Option<Notices>,
    /// Whom the holder may ask: a name, a number, an address
    #[arg(long, help_heading = NOTICES, value_name = "TEXT")]
    pub(crate) contact: Option<String>,
    /// The last day for what is to be done, as YYYY-MM-DD
    #[arg(long, help_heading = NOTICES, value_name = "DATE")]
    pub(crate) deadline: Option<jiff::civil::Date>,
    /// A page of your own in HTML: a Jinja template with the fields of a notice
    #[arg(long, help_heading = NOTICES, value_name = "FILE")]
    pub(crate) notice_template: Option<PathBuf>,
}

impl NoticeArgs {
    /// Whether anything is said about how notices are written.
    pub(crate) const fn has_form(&self) -> bool {
        self.contact.is_some() || self.deadline.is_some() || self.notice_template.is_some()
    }
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
