//! Whether a text lists apps by their names: alone in lines, with versions, makers
//! and numbers around them, or one behind the other.
//!
//! Names of apps are ordinary words, too. So a line counts by its form, and a text by
//! how many of its lines count: half of all and two different names, half of a block
//! between empty lines and three, or every line.

use super::known_apps::KnownApps;
use super::line_grammar::MANY_NAMES;
use super::markup_text::Attribute;
use super::sentence::is_sentence;
use std::collections::{BTreeMap, BTreeSet};

/// From how many names of known apps on a text is a list of them.
const MANY_LINES: usize = 2;

/// The longest line that is looked at, in bytes, and the longest that is of a list of
/// one app.
const LONGEST: usize = 4 << 10;
const LONGEST_ITEM: usize = 100;

/// How many words a name has at most in an enumeration, and at the beginning of a line.
const FEW_WORDS: usize = 3;
const NAME_WORDS: usize = 4;

/// How many letters a name has at least that is no abbreviation.
const STRONG: usize = 4;

/// Whether a text is a list of apps by their names.
pub(super) fn are_names(text: &[u8], known: &dyn KnownApps) -> bool {
    let (is_list, whole) = count(text, known);
    is_list || whole.is_all()
}

/// Whether the text of a page is one of several apps: a single word is shown by many.
pub(super) fn are_several(text: &[u8], known: &dyn KnownApps) -> bool {
    let (is_list, whole) = count(text, known);
    is_list || (whole.names.len() >= MANY_LINES && whole.is_all())
}

/// Whether a text or a block of it lists names, and what is known of all its lines.
fn count(text: &[u8], known: &dyn KnownApps) -> (bool, Count) {
    let (mut whole, mut block) = (Count::default(), Count::default());
    let mut is_list = false;
    for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        if line.trim_ascii().is_empty() {
            is_list |= block.are_many(MANY_NAMES);
            block = Count::default();
            continue;
        }
        let text = String::from_utf8_lossy(line);
        let line = Line::of(&text, known);
        // Pages of settings are copied with the size below each name.
        if line.names.is_empty() && is_measure(&text) {
            continue;
        }
        whole.add(&line);
        block.add(&line);
    }
    is_list |= block.are_many(MANY_NAMES) || whole.are_many(MANY_LINES);
    (is_list, whole)
}

/// Whether a line is a number with a unit, such as `245 MB`.
fn is_measure(line: &str) -> bool {
    let line = line.trim();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    line.starts_with(|c: char| c.is_ascii_digit()) && line.split(' ').count() <= 2 && letters <= 5
}

/// Whether strings of JSON are names of several apps.
pub(super) fn are_strings(text: &[u8], known: &dyn KnownApps) -> bool {
    let mut names = BTreeSet::new();
    for string in text.split(|byte| *byte == b'"') {
        if let Ok(string) = std::str::from_utf8(string)
            && string.len() < LONGEST_ITEM
            && is_strong(string)
            && known.is_name(string)
        {
            names.insert(string.to_lowercase());
        }
    }
    names.len() >= MANY_LINES
}

/// Whether attributes are names of several apps: any of them that say so, or one in ten
/// of those with one key. Lists of countries and languages have names of apps, too.
pub(super) fn are_values(attributes: &[Attribute], known: &dyn KnownApps) -> bool {
    let mut of_key: BTreeMap<&str, (usize, BTreeSet<String>)> = BTreeMap::new();
    let mut of_apps = BTreeSet::new();
    for attribute in attributes {
        let (count, names) = of_key.entry(&attribute.key).or_default();
        *count += 1;
        let line = Line::of(&attribute.value, known);
        if line.fits && line.is_strong {
            if attribute.is_of_app {
                of_apps.extend(line.names.iter().cloned());
            }
            names.extend(line.names);
        }
    }
    let is_many = |(count, names): &(usize, BTreeSet<String>)| {
        names.len() >= MANY_LINES && names.len() * 10 >= *count
    };
    of_apps.len() >= MANY_LINES || of_key.values().any(is_many)
}

/// What is known of lines.
#[derive(Default)]
struct Count {
    lines: usize,
    /// Those that are of a list.
    fitting: usize,
    /// Those that begin with a name, whatever follows.
    beginning: usize,
    names: BTreeSet<String>,
    has_strong: bool,
}

impl Count {
    fn add(&mut self, line: &Line) {
        self.lines += 1;
        self.fitting += usize::from(line.fits);
        self.beginning += usize::from(line.fits || line.begins);
        if line.fits || line.begins {
            self.names.extend(line.names.iter().cloned());
            self.has_strong |= line.is_strong;
        }
    }

    fn are_many(&self, names: usize) -> bool {
        self.has_strong && self.names.len() >= names && self.fitting * 2 >= self.lines
    }

    fn is_all(&self) -> bool {
        let all_fit = self.fitting == self.lines;
        let all_begin = self.beginning == self.lines && self.names.len() >= MANY_LINES;
        self.lines > 0 && self.has_strong && (all_fit || all_begin)
    }
}

/// What a line names.
#[derive(Default)]
struct Line {
    names: Vec<String>,
    fits: bool,
    begins: bool,
    is_strong: bool,
}

impl Line {
    fn of(text: &str, known: &dyn KnownApps) -> Self {
        let mut line = Self::default();
        if text.len() > LONGEST {
            return line;
        }
        let alone = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_alone = is_first_of_table(alone, known);
        let text = if is_alone {
            alone
        } else {
            without_bullet(text)
        };
        let cells: Vec<Cell<'_>> = cells(text).collect();
        for cell in &cells {
            if let Some(name) = cell.name(known) {
                line.is_strong |= cell.is_strong(name);
                line.names.push(name.to_lowercase());
            }
        }
        let count = line.names.len();
        let is_dense = count * 2 >= cells.len() || cells.iter().all(Cell::is_short);
        let is_item = text.len() < LONGEST_ITEM && !is_prose(text);
        // A cell that is a name and nothing else is one however it is written.
        let is_first = text.len() < LONGEST_ITEM && is_first_of_table(text, known);
        line.fits = (count >= MANY_LINES && is_dense) || (count > 0 && is_item) || is_first;
        line.is_strong |= is_first;
        if !line.fits && is_item {
            line.begin(text, known);
        }
        line
    }

    /// Notes the longest name that a line begins with.
    fn begin(&mut self, text: &str, known: &dyn KnownApps) {
        let ends = text.char_indices().filter(|(_, c)| *c == ' ');
        let ends: Vec<usize> = ends.map(|(at, _)| at).take(NAME_WORDS).collect();
        let begins = ends.iter().rev().filter_map(|end| text.get(..*end));
        let name = begins
            .into_iter()
            .find(|name| is_strong(name) && known.is_name(name));
        if let Some(name) = name {
            self.names = vec![name.to_lowercase()];
            (self.begins, self.is_strong) = (true, true);
        }
    }
}

/// Whether a line is a name, or has one in its first cell.
fn is_first_of_table(text: &str, known: &dyn KnownApps) -> bool {
    let first = text.split([',', ';', '\t', '|']).next().unwrap_or_default();
    known.is_name(first.trim().trim_end_matches(['"', '\'']))
}

/// Whether a line is a sentence, of more than names of apps and makers.
fn is_prose(text: &str) -> bool {
    let small = |word: &&str| word.starts_with(char::is_lowercase);
    is_sentence(text.as_bytes()) && text.split_whitespace().filter(small).count() >= FEW_WORDS
}

/// A line behind the bullet, number or box that makes it an item of a list.
fn without_bullet(text: &str) -> &str {
    let text = text
        .trim()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = behind.len() < text.len() && behind.starts_with(['.', ')', ':', ']', ' ']);
    let is_box = |text: &str| {
        ["x]", "X]", "x)", "o "]
            .iter()
            .any(|mark| text.starts_with(mark))
    };
    let mut rest = if is_number { behind } else { text };
    if is_box(rest) {
        rest = rest.get(2..).unwrap_or_default();
    }
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A version stands behind a name, not before one.
    if rest.is_empty() { text } else { rest }
}

/// What stands between two marks of a line.
struct Cell<'t> {
    text: &'t str,
    /// Without the version at its end.
    stem: &'t str,
}

/// The cells of a line, between the marks of tables, lists and keys.
fn cells(line: &str) -> impl Iterator<Item = Cell<'_>> {
    let marked = line.split([',', ';', '\t', '|', '(', ')', '[', ']', '{', '}', '=', '"']);
    let marked = marked.flat_map(|part| part.split(['\u{2013}', '\u{2014}', '\u{2022}', '\u{b7}']));
    let marked = marked
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" / "));
    let marked = marked
        .flat_map(|part| part.split(": "))
        .flat_map(|part| part.split("  "));
    let marked = marked.map(|part| part.trim_matches(|c: char| " .:'`*_".contains(c)));
    marked.filter(|part| !part.is_empty()).map(|text| Cell {
        text,
        stem: without_version(text),
    })
}

fn without_version(text: &str) -> &str {
    let mut stem = text;
    while let Some((before, word)) = stem.rsplit_once(' ') {
        let digits = word.trim_start_matches(['v', 'V']);
        let is_version = digits.starts_with(|c: char| c.is_ascii_digit())
            || ["version", "versjon", "versie", "ver", "v"].contains(&word.to_lowercase().as_str());
        if !is_version {
            break;
        }
        stem = before.trim_end();
    }
    stem
}

impl<'t> Cell<'t> {
    fn name(&self, known: &dyn KnownApps) -> Option<&'t str> {
        [self.text, self.stem]
            .into_iter()
            .find(|name| known.is_name(name))
    }

    fn is_strong(&self, name: &str) -> bool {
        let has_version = self.text.len() > self.stem.len() && self.text.contains('.');
        is_strong(name) || (has_version && name.chars().count() >= STRONG)
    }

    fn is_short(&self) -> bool {
        self.text.split_whitespace().count() <= FEW_WORDS
    }
}

/// Whether a name is written as one, and no abbreviation: those are words of programs
/// and protocols.
fn is_strong(name: &str) -> bool {
    name.chars().count() >= STRONG && name.chars().any(|c| c.is_uppercase() || !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Some;

    impl KnownApps for Some {
        fn is_id(&self, _: &str) -> bool {
            false
        }

        fn is_store_number(&self, _: u64) -> bool {
            false
        }

        fn is_name(&self, text: &str) -> bool {
            let names = [
                "chatter", "maps one", "ok", "if", "max", "mailer", "360 view",
            ];
            names.contains(&text.to_lowercase().as_str())
        }
    }

    #[test]
    fn names_are_told_whatever_stands_around_them() {
        for text in [
            "Chatter\nmaps one\n",
            "Chatter 35.1\nMaps One 10\n",
            "chatter 35.1\nmaps one v10.2\n",
            "Chatter version 35\n",
            "app1: Chatter\napp2: Maps One\n",
            "1) Chatter - Example\n2) Maps One - Example Inc\n",
            "1. Chatter\n2. Maps One\n",
            "1 Chatter\n2 Maps One\n",
            "360 View\n",
            "[x] Chatter\n[ ] Maps One\n",
            "\u{2713} Chatter\n\u{2713} Maps One\n",
            "Chatter (from March)\nMaps One (work)\nOther\n",
            "Chatter \u{2013} 35\nMaps One \u{2014} 10\n",
            "Chatter, Maps One, Other, Another\n",
            "Found: Chatter, Maps One, Other, Another\n",
            "Found: Chatter\n",
            "Chatter   Example   35\n",
            "EXAMPLE-0001;Chatter;35\nEXAMPLE-0001;Maps One;10\n",
            "app=Chatter\nversion=35\napp=Maps One\nversion=10\n",
            "Chatter\n245 MB\nMaps One\n1,2 GB\nOther\n90 kB\n",
            "Chatter installed\nMaps One removed\n",
            "| No | App |\n|---|---|\n| 1 | Chatter |\n| 2 | Maps One |\n",
            "About the phone of the desk.\nIt was looked at in March.\nOn it we found:\n\n- Chatter\n- Maps One\n- Mailer\n\nNothing else was done then.\nIt was given back.\nThat is all there is.\n",
        ] {
            assert!(are_names(text.as_bytes(), &Some), "{text}");
        }
    }

    #[test]
    fn words_that_are_names_too_are_no_list() {
        for text in [
            "status: ok\nmode: max\n",
            "ok: true\nmax: 3\n",
            "We use Chatter, and that is what it is for.\n",
            "Please remove Chatter and Maps One from the phones of the desk.\n",
            "if (max) {\n    return ok;\n}\n",
            "Chatter was found on one of them.\n",
            "# Phones\n\nThe desk has four of them.\nThey are read in March, with Chatter or without it.\n",
            "min=1\nmax=2\nif=3\n",
            "Chatter\nis a program that nobody\nhas seen\n",
        ] {
            assert!(!are_names(text.as_bytes(), &Some), "{text}");
        }
    }

    #[test]
    fn strings_of_json_are_names() {
        for (json, are) in [
            (
                "[{\"name\":\"Chatter\",\"v\":1},{\"name\":\"Maps One\"}]",
                true,
            ),
            ("{\"Chatter\": \"35\", \"Mailer\": \"1\"}", true),
            (
                "{\"name\": \"Chatter\", \"text\": \"with Maps One\"}",
                false,
            ),
            ("{\"max\": \"ok\", \"mailer\": \"chatter\"}", false),
        ] {
            assert_eq!(are_strings(json.as_bytes(), &Some), are, "{json}");
        }
    }
}
