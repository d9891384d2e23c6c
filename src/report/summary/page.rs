//! How a summary looks: sentences, and short lists below headings. Whatever may come
//! from a device is escaped here.

use crate::audit::{BadDevice, Level};
use crate::report::document::Document;
use crate::report::escape::{prose, terminal};
use crate::report::layout::{self, Layout};
use crate::report::limits::Limits;
use crate::report::overview::{First, Sum};
use crate::report::wording::{self, Words};
use anstyle::{AnsiColor, Style};

/// How many of what was found are named.
pub(super) const NAMED: usize = 5;

/// How many codes of remarks and notes are named.
pub(super) const CODES: usize = 10;

/// How many apps of a device are named.
const APPS: usize = 3;

/// A summary that is being written.
pub(super) struct Page<'l> {
    pub(super) text: String,
    pub(super) words: &'static Words,
    layout: Layout<'l>,
    /// Whether a sentence with its heading stands last.
    is_behind_sentence: bool,
}

impl<'l> Page<'l> {
    pub(super) fn new(layout: Layout<'l>) -> Self {
        Self {
            text: String::new(),
            words: layout.language.words(),
            layout,
            is_behind_sentence: false,
        }
    }

    /// The answer and the counts.
    pub(super) fn head(&mut self, document: &Document<'_>) {
        self.line(0, &self.words.headline(document));
        self.line(0, &self.words.counts(document));
    }

    /// Apps that were found: id, name, and how much of it.
    pub(super) fn apps(&mut self, apps: &First<(&str, Option<&str>, Sum)>) {
        let lines = apps.lines.iter().map(|(id, name, sum)| {
            let id = terminal(id);
            let what = match name {
                Some(name) => format!("{} ({id})", terminal(name)),
                None => id,
            };
            self.found(&what, *sum)
        });
        self.list(self.words.summary.apps, lines.collect(), apps.more);
    }

    /// Rules that found something.
    pub(super) fn rules(&mut self, rules: &First<(&str, Sum)>) {
        let lines = rules.lines.iter();
        let lines = lines.map(|(rule, sum)| self.found(&terminal(rule), *sum));
        self.list(self.words.summary.rules, lines.collect(), rules.more);
    }

    fn found(&self, what: &str, sum: Sum) -> String {
        let devices = (self.words.run.devices)(sum.devices);
        format!("{}  {what}: {devices}", self.level(sum.level))
    }

    /// Countries of the owners: codes, English names where they are known, and devices.
    pub(super) fn countries(&mut self, countries: &First<(&str, Option<&str>, usize)>) {
        let devices = self.words.run.devices;
        let parts = countries.lines.iter().map(|(code, name, count)| {
            format!("{} {}", self.words.country(code, *name), devices(*count))
        });
        let parts = parts.collect();
        self.sentence(self.words.summary.countries, parts, countries.more);
    }

    /// Codes, each with its number of devices.
    fn by_devices(&self, codes: &First<(&str, usize)>) -> Vec<String> {
        let devices = self.words.run.devices;
        let codes = codes.lines.iter();
        let codes = codes.map(|(code, count)| format!("{} {}", terminal(code), devices(*count)));
        codes.collect()
    }

    /// Devices that show something else than the register.
    pub(super) fn contradicted(&mut self, devices: &First<String>) {
        let parts = devices.lines.iter().map(|id| terminal(id)).collect();
        self.sentence(self.words.summary.contradicted, parts, devices.more);
    }

    /// The devices that break the policy most.
    pub(super) fn worst(&mut self, devices: &First<BadDevice>) {
        let columns = self.layout.width.saturating_sub(2);
        let lines = devices.lines.iter();
        let lines = lines.map(|device| bad(self.words, device, columns));
        self.list(self.words.summary.worst, lines.collect(), devices.more);
    }

    /// Why devices were not fully read, by how many, and some of those that could not
    /// be judged: the id, and why.
    pub(super) fn unread(
        &mut self,
        codes: First<(&str, usize)>,
        devices: &First<(String, String)>,
    ) {
        if codes.lines.is_empty() && devices.lines.is_empty() {
            return;
        }
        let heading = self.words.summary.unread;
        if codes.lines.is_empty() {
            self.heading(heading);
        }
        let parts = codes.lines.into_iter();
        let parts = parts.map(|(code, count)| format!("{} {count}", terminal(code)));
        self.sentence(heading, parts.collect(), codes.more);
        // The devices are listed below it.
        self.is_behind_sentence = false;
        for (id, why) in &devices.lines {
            self.cut(2, &format!("{}: {}", terminal(id), terminal(why)), "");
        }
        self.more(devices.more);
    }

    /// Inventories with the day on which each was true.
    pub(super) fn oldest<'d>(&mut self, oldest: impl Iterator<Item = (String, &'d str)>) {
        let words = self.words;
        let parts = oldest.map(|(day, id)| (words.summary.of_day)(&terminal(id), &words.day(&day)));
        self.sentence(words.summary.oldest, parts.collect(), 0);
    }

    /// What else limits the answers: codes and sentences, and for how many devices.
    pub(super) fn limits(&mut self, codes: &First<(&str, usize)>, said: &First<(String, usize)>) {
        let words = self.words;
        self.sentence(words.html.good_to_know, self.by_devices(codes), codes.more);
        if codes.lines.is_empty() && !said.lines.is_empty() {
            self.heading(words.html.good_to_know);
        }
        for (sentence, devices) in &said.lines {
            let devices = (words.run.devices)(*devices);
            self.line(2, &format!("{}: {devices}", terminal(sentence)));
        }
        self.more(said.more);
    }

    /// Remarks on the run, what it rests on, and how to see every device.
    pub(super) fn foot(&mut self, document: &Document<'_>, limits: &Limits, every_device: &str) {
        self.text.push('\n');
        let words = self.words;
        // What is assumed, left out or not seen stands in the sentences behind.
        for remark in document.remarks.iter().filter(|one| !limits.hold(one)) {
            let said = words.line(&words.remark(remark));
            let line = format!("{}: {}", terminal(&remark.code), terminal(&said));
            self.line(0, &line);
        }
        let mut told = limits.further(words);
        let (apps, known) = limits.apps();
        if apps > 0 {
            told.push((words.run.known)(known, apps));
        }
        told.push(words.used(document, |policy| limits.has_judged(policy)));
        told.push(words.measures(document, |policy| limits.stand(policy)));
        told.retain(|sentence| !sentence.is_empty());
        self.line(0, &wording::limits(&told));
        self.line(0, every_device);
    }

    fn list(&mut self, heading: &str, lines: Vec<String>, more: usize) {
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        for line in lines {
            self.line(2, &line);
        }
        self.more(more);
    }

    /// Says how many lines a list leaves out, if there are any.
    fn more(&mut self, count: usize) {
        if count > 0 {
            self.line(2, &(self.words.run.and_more)(count));
        }
    }

    fn sentence(&mut self, heading: &str, parts: Vec<String>, more: usize) {
        if !parts.is_empty() {
            if !self.is_behind_sentence {
                self.text.push('\n');
            }
            let said = self.with_more(parts, more);
            self.line(0, &format!("{heading}: {said}"));
            self.is_behind_sentence = true;
        }
    }

    /// What is listed in a line, and how much it leaves out.
    fn with_more(&self, mut parts: Vec<String>, more: usize) -> String {
        if more > 0 {
            parts.push((self.words.summary.more)(more));
        }
        parts.join(", ")
    }

    fn heading(&mut self, heading: &str) {
        self.is_behind_sentence = false;
        self.text.push('\n');
        self.line(0, heading);
    }

    pub(super) fn line(&mut self, indent: usize, text: &str) {
        let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 4));
        self.text
            .push_str(&layout::fill(text, self.layout.width, &first, &rest));
        self.text.push('\n');
    }

    /// A line of which only the beginning stands where it is too long, and its end.
    fn cut(&mut self, indent: usize, text: &str, end: &str) {
        let width = self
            .layout
            .width
            .saturating_sub(indent + end.chars().count());
        let text = layout::cut_words(text, width);
        self.line(indent, &format!("{text}{end}"));
    }

    fn level(&self, level: Level) -> String {
        let colour = match level {
            Level::Deny => AnsiColor::Red,
            Level::Warn => AnsiColor::Yellow,
            Level::Note => AnsiColor::Blue,
        };
        let style: Style = colour.on_default().bold();
        let word = self.words.level(level);
        if self.layout.colour {
            format!("{style}{word}{style:#}")
        } else {
            word.to_owned()
        }
    }
}

/// A device that breaks the policy, in a line, with as many of its apps as fit.
fn bad(words: &Words, device: &BadDevice, columns: usize) -> String {
    let id = terminal(&device.id);
    let about = match &*device.about {
        "" => String::new(),
        about => format!(" ({})", terminal(about)),
    };
    let levels = [Level::Deny, Level::Warn, Level::Note];
    let levels = levels.iter().zip(device.levels);
    let levels = levels.filter(|(_, count)| *count > 0);
    let levels: Vec<String> = levels
        .map(|(level, count)| (words.summary.of_level)(count, words.level(*level)))
        .collect();
    let with = |named: usize, about: &str| {
        let apps = device.apps.iter().take(named);
        let mut apps: Vec<String> = apps.map(|app| terminal(app)).collect();
        if device.apps.len() > named {
            apps.push((words.summary.more)(device.apps.len() - named));
        }
        prose(&format!(
            "{id}{about}: {}: {}",
            levels.join(", "),
            apps.join(", ")
        ))
    };
    let mut lines = (1..=APPS).rev().map(|named| with(named, &about));
    let fits = lines.find(|line| line.chars().count() <= columns);
    // What was found is worth more than what it was found on.
    let bare = || Some(with(1, "")).filter(|line| line.chars().count() <= columns);
    fits.or_else(bare).unwrap_or_else(|| with(1, &about))
}
