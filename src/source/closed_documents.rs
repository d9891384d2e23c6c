//! Documents that can hold a list of apps and that nobody here looks into. None of
//! them is ever taken for something that holds no list.
//!
//! Told by what the content begins with; what is in a compound file (Word, Excel and
//! `PowerPoint` until 2003, messages of Outlook, all that has a password) is told by
//! [`super::compound_file`].

use crate::inventory::{Gap, GapCode};

/// What a document is that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    Pdf,
    PostScript,
    RichText,
    /// Excel until 2003.
    Workbook,
    /// A message of Outlook.
    Message,
    /// Word, `PowerPoint` and others until 2003.
    Letter,
    /// Pages, Numbers and Keynote of Apple.
    IWork,
    /// Any document with a password.
    Locked,
}

/// What a document begins with, behind a byte order mark and spaces.
const BEGINNINGS: [(&[u8], Closed); 3] = [
    (b"%PDF-", Closed::Pdf),
    (b"%!PS", Closed::PostScript),
    (b"{\\rtf", Closed::RichText),
];

const CSV: &str = "save the list as CSV or plain text in UTF-8, and give that";
const NO_LIST: &str = "if it is no list of the apps of a phone, leave it out with --exclude";

impl Closed {
    /// The document that begins like this.
    pub(super) fn of(start: &[u8]) -> Option<Self> {
        BEGINNINGS
            .iter()
            .find(|(beginning, _)| start.starts_with(beginning))
            .map(|(_, closed)| *closed)
    }

    /// What is said of it.
    pub(super) fn gap(self) -> Gap {
        let code = match self {
            Self::Locked => GapCode::FileUnreadable,
            _ => GapCode::FileUnrecognised,
        };
        let message = match self {
            Self::Pdf => "this is a PDF, whose text is not read",
            Self::PostScript => "this is a PostScript document, whose text is not read",
            Self::RichText => "this is a rich text document (RTF), which is not read",
            Self::Workbook => "this is a workbook of Excel until 2003 (.xls), which is not read",
            Self::Message => "this is a message of Outlook (.msg), which is not read",
            Self::Letter => {
                "this is a document of an office program until 2003 (such as .doc or .ppt), which is not read"
            }
            Self::IWork => "this is a document of Pages, Numbers or Keynote, which is not read",
            Self::Locked => "this document has a password",
        };
        let advice = match self {
            Self::Workbook => "save it as .xlsx, or the sheet as CSV in UTF-8, and give that",
            Self::Message => {
                "save the message as plain text, and each attachment into a file of its own"
            }
            Self::Letter => "save it as .docx or .pptx, or the list in it as CSV",
            Self::Locked => {
                "open it with its password, save it without one or the list in it as CSV, and give that"
            }
            Self::Pdf | Self::PostScript | Self::RichText | Self::IWork => CSV,
        };
        Gap::new(code, message, format!("{advice}; {NO_LIST}"))
    }
}
