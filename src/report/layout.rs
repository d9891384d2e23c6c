//! Laying text out in columns, for the text report and for the messages of the
//! command line.

use super::notice::Form;
use super::wording::Language;

/// Columns of output that nobody watches, and the least that is laid out for.
pub const WIDTH: usize = 80;

/// How CSV is written. Programs take it as it stands; spreadsheet programs of many
/// countries look for semicolons, and for a mark before they believe in UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csv {
    /// Whether a byte order mark comes first.
    pub bom: bool,
    /// What stands between cells.
    pub separator: u8,
}

impl Csv {
    /// As RFC 4180 has it.
    pub const PLAIN: Self = Self {
        bom: false,
        separator: b',',
    };
}

/// How formats for people, CSV and notices are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout<'n> {
    /// Columns of the reader's terminal.
    pub width: usize,
    /// Whether to write ANSI styles.
    pub colour: bool,
    /// How CSV is written.
    pub csv: Csv,
    /// The language of formats for people; formats for programs are in English.
    pub language: Language,
    /// Whether text, HTML and Markdown give an overview in the place of a section for
    /// each device.
    pub overview: bool,
    /// How notices are written; none is the built-in form.
    pub notices: Option<&'n Form>,
}

impl Layout<'_> {
    /// The layout of a file, which nobody watches being written.
    pub const FILE: Self = Self {
        width: WIDTH,
        colour: false,
        csv: Csv::PLAIN,
        language: Language::En,
        overview: false,
        notices: None,
    };
}

/// Wraps text between words. Ids and addresses are never broken: on a narrow
/// terminal they overflow, because a broken one cannot be copied.
#[must_use]
pub fn fill(text: &str, width: usize, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(width.clamp(40, 120))
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

/// How many columns a text takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// The beginning of a text that fits so many columns; what is missing shows.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut taken = 1;
    let fits = |c: &char| {
        taken += textwrap::core::display_width(c.encode_utf8(&mut [0; 4]));
        taken <= width
    };
    let head: String = text.chars().take_while(fits).collect();
    let head = head.trim_end_matches([' ', ',', ';', ':', '(']);
    format!("{head}…")
}

/// The same, and no word is broken that fits a line.
#[must_use]
pub fn cut_words(text: &str, width: usize) -> String {
    let short = cut(text, width);
    let Some(head) = short.strip_suffix('…').filter(|_| short != text) else {
        return short;
    };
    let is_between = text
        .get(head.len()..)
        .is_some_and(|rest| rest.starts_with([' ', ',', ';', ':', '(']));
    match head.rsplit_once(' ') {
        Some((whole, _)) if !is_between => {
            let whole = whole.trim_end_matches([' ', ',', ';', ':', '(']);
            format!("{whole}…")
        }
        _ => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_between_words() {
        for (width, cut) in [
            (30, "one two, three (four) five"),
            (25, "one two, three (four)…"),
            (13, "one two…"),
            (9, "one two…"),
            (8, "one two…"),
            (7, "one…"),
            (3, "on…"),
        ] {
            assert_eq!(
                cut_words("one two, three (four) five", width),
                cut,
                "{width}"
            );
        }
    }
}
