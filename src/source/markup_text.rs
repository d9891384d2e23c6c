//! The text that a page or document in XML or HTML shows, line by line.

use memchr::memmem;

/// Elements that do not end a line, by their names without a prefix and in small
/// letters: of pages, and of documents of office programs.
const INLINE: [&str; 26] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "r",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "t",
    "u",
    "wbr",
    "hyperlink",
];

/// Elements of documents that are no text but say how it looks.
const NO_TEXT: [&str; 3] = ["script", "style", "head"];

/// The schemas of documents of office programs, each in the outermost element.
const OFFICE: [&[u8]; 4] = [
    b"/wordprocessingml/",
    b"/presentationml/",
    b"urn:oasis:names:tc:opendocument:",
    b"/drawingml/",
];

/// How far into a document its schema is looked for, in bytes.
const HEAD: usize = 8 << 10;

/// Whether XML is the text of a document of an office program.
pub(super) fn is_office(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    OFFICE
        .iter()
        .any(|schema| memmem::find(head, schema).is_some())
}

/// The lines that are shown.
pub(super) fn lines(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = String::new();
    let mut hidden: Option<&str> = None;
    for (at, part) in text.split('<').enumerate() {
        let (tag, shown) = match part.split_once('>') {
            Some(split) if at > 0 => split,
            _ => ("", part),
        };
        let name = name(tag);
        if let Some(outer) = hidden {
            hidden = (tag != format!("/{outer}")).then_some(outer);
            continue;
        }
        hidden = NO_TEXT
            .into_iter()
            .find(|one| *one == name && !tag.ends_with('/'));
        if hidden.is_some() {
            continue;
        }
        if !INLINE.contains(&name.as_str()) && !is_properties(tag) && !lines.ends_with('\n') {
            lines.push('\n');
        }
        let shown = shown.replace(['\n', '\r', '\t'], " ");
        lines.push_str(&unescaped(&shown));
    }
    lines
}

/// Attributes of pages that say what a picture or link is of. Pages of all kinds have
/// them, with the names of where they are shared.
const LABELS: [&str; 4] = ["title", "alt", "aria-label", "content"];

/// An attribute.
pub(super) struct Attribute {
    /// In small letters.
    pub(super) key: String,
    /// Its own name or that of its element says that it is of an app.
    pub(super) is_of_app: bool,
    pub(super) value: String,
}

/// What the names of elements and attributes hold that are of apps.
const OF_APPS: [&str; 5] = ["app", "package", "program", "software", "bundle"];

/// All attributes, but for the labels of pages.
pub(super) fn attributes(bytes: &[u8]) -> Vec<Attribute> {
    let text = String::from_utf8_lossy(bytes);
    let is_page = memmem::find(&text.to_ascii_lowercase().into_bytes(), b"<html").is_some()
        || text
            .trim_start()
            .get(..14)
            .is_some_and(|head| head.eq_ignore_ascii_case("<!doctype html"));
    let mut attributes = Vec::new();
    for tag in text.split('<').skip(1) {
        let element = name(tag);
        let mut rest = tag;
        while let Some((before, behind)) = rest.split_once('=') {
            // What follows is no tag.
            if before.contains('>') {
                break;
            }
            let key = before.trim_end().rsplit(char::is_whitespace).next();
            let key = key.unwrap_or_default().to_ascii_lowercase();
            let (value, next) = value(behind.trim_start());
            if !(is_page && LABELS.contains(&key.as_str())) {
                let has = |word: &&str| key.contains(*word) || element.contains(*word);
                attributes.push(Attribute {
                    is_of_app: OF_APPS.iter().any(has),
                    key,
                    value: unescaped(value),
                });
            }
            rest = next;
        }
    }
    attributes
}

/// The value that a text begins with, with or without quotes, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => text
            .get(1..)
            .and_then(|value| value.split_once(quote))
            .unwrap_or_default(),
        None => text
            .find(|c: char| c.is_whitespace() || c == '>')
            .and_then(|end| text.split_at_checked(end))
            .unwrap_or((text, "")),
    }
}

/// The name of a tag, whether it opens or closes.
fn name(tag: &str) -> String {
    let tag = tag.trim_start_matches('/');
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '/')
        .unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    local.to_ascii_lowercase()
}

/// How a run of text looks, in documents of Word, and marks of its proofreading.
fn is_properties(tag: &str) -> bool {
    const BREAKS: [&str; 7] = ["p", "br", "tab", "tc", "tr", "cr", "tbl"];
    let name = name(tag);
    tag.trim_start_matches('/').starts_with("w:") && !BREAKS.contains(&name.as_str())
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&nbsp;", " ").replace("&#160;", " ");
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_lines() {
        let page = "<html><head><title>x</title></head><body><ul><li><b>Ch</b>at&nbsp;1\n<li>Maps</ul></body></html>";
        let shown = lines(page.as_bytes());
        let shown: Vec<&str> = shown
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        assert_eq!(shown, ["Chat 1", "Maps"]);
        let word = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ch</w:t></w:r><w:proofErr w:type=\"x\"/><w:r><w:t>at</w:t></w:r></w:p><w:p><w:r><w:t>Maps</w:t></w:r></w:p></w:body></w:document>";
        let shown = lines(word.as_bytes());
        let shown: Vec<&str> = shown.lines().filter(|l| !l.is_empty()).collect();
        assert_eq!(shown, ["Chat", "Maps"]);
        assert!(is_office(word.as_bytes()) && !is_office(page.as_bytes()));
    }
}
