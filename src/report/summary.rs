//! A fleet on one screen: the counts, what is found most, the worst devices,
//! and what could not be read. For people who will not scroll through ten
//! thousand phones.

use super::document::Document;
use super::escape::{prose, terminal};
use super::wording::Words;
use super::{Layout, layout};
use crate::audit::{BadDevice, FleetSummary, Level};
use anstyle::{AnsiColor, Style};

/// How many apps of a device are named.
const APPS: usize = 3;

/// Writes the summary of a fleet.
#[must_use]
pub fn summary(summary: &FleetSummary, layout: Layout<'_>) -> String {
    let words = layout.language.words();
    let document = Document::new(&summary.run, Vec::new());
    let mut page = Page {
        text: String::new(),
        layout,
        words,
    };
    page.line(0, &words.headline(&document));
    page.line(0, &words.counts(&document));
    if summary.omitted > 0 {
        page.line(0, &(words.summary.omitted)(summary.omitted));
    }
    page.found(summary);
    page.unread(summary);
    let old = summary.oldest.iter().map(|(time, id)| {
        let date = time.to_zoned(jiff::tz::TimeZone::UTC).date();
        (words.summary.of_day)(&terminal(id), &words.day(&date.to_string()))
    });
    page.sentence(words.summary.oldest, &old.collect::<Vec<_>>());
    page.text.push('\n');
    for remark in &document.remarks {
        // One line each: what is said of every run of these measures is known.
        let said = words.remark(remark);
        let line = format!("{}: {}", remark.code, terminal(&words.line(&said)));
        page.line(0, &layout::cut_words(&line, layout.width));
    }
    page.line(0, &words.basis(&document));
    page.line(0, words.summary.every_device);
    page.text
}

struct Page<'l> {
    text: String,
    layout: Layout<'l>,
    words: &'static Words,
}

impl Page<'_> {
    fn found(&mut self, summary: &FleetSummary) {
        let words = self.words;
        let devices = words.run.devices;
        let apps = summary.apps.iter().map(|app| {
            let id = terminal(&app.app);
            let what = match &app.name {
                Some(name) => format!("{} ({id})", terminal(name)),
                None => id,
            };
            format!(
                "{}  {what}: {}",
                self.level(app.level),
                devices(app.devices)
            )
        });
        let apps: Vec<String> = apps.collect();
        self.list(words.summary.apps, &apps);
        let rules = summary.rules.iter().map(|count| {
            let rule = terminal(&count.rule.id);
            format!(
                "{}  {rule}: {}",
                self.level(count.rule.level),
                devices(count.devices)
            )
        });
        let rules: Vec<String> = rules.collect();
        self.list(words.summary.rules, &rules);
        let countries = summary.countries.iter();
        let countries = countries.map(|(country, count)| format!("{country} {}", devices(*count)));
        let countries: Vec<String> = countries.collect();
        self.sentence(words.summary.countries, &countries);
        let known = summary.contradicted.iter().map(|id| terminal(id));
        let known: Vec<String> = known.collect();
        self.sentence(words.summary.contradicted, &known);
        let columns = self.layout.width.saturating_sub(2);
        let worst: Vec<String> = summary
            .worst
            .iter()
            .map(|d| bad(words, d, columns))
            .collect();
        self.list(words.summary.worst, &worst);
    }

    fn unread(&mut self, summary: &FleetSummary) {
        let counts = summary.gaps.iter();
        let counts: Vec<String> = counts
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        if counts.is_empty() {
            return;
        }
        self.heading(self.words.summary.unread);
        self.line(2, &counts.join(", "));
        for device in &summary.unread {
            // A redacted summary keeps the code and drops the words.
            let why = self.words.unread(device.code.as_str(), &device.message);
            let line = format!("{}: {}", terminal(&device.id), terminal(&why));
            self.line(
                2,
                &layout::cut_words(&line, self.layout.width.saturating_sub(2)),
            );
        }
    }

    fn list(&mut self, heading: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        for line in lines {
            self.line(2, line);
        }
    }

    fn sentence(&mut self, heading: &str, parts: &[String]) {
        if !parts.is_empty() {
            self.heading(heading);
            self.line(2, &parts.join(", "));
        }
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(0, heading);
    }

    fn line(&mut self, indent: usize, text: &str) {
        let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 4));
        self.text
            .push_str(&layout::fill(text, self.layout.width, &first, &rest));
        self.text.push('\n');
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
    let mut line = terminal(&device.id);
    if !device.about.is_empty() {
        line.push_str(&format!(" ({})", terminal(&device.about)));
    }
    let levels = [Level::Deny, Level::Warn, Level::Note];
    let levels = levels.iter().zip(device.levels);
    let levels = levels.filter(|(_, count)| *count > 0);
    let levels: Vec<String> = levels
        .map(|(level, count)| (words.summary.of_level)(count, words.level(*level)))
        .collect();
    let with = |named: usize| {
        let apps = device.apps.iter().take(named);
        let mut apps: Vec<String> = apps.map(|app| terminal(app)).collect();
        if device.apps.len() > named {
            apps.push((words.summary.more)(device.apps.len() - named));
        }
        prose(&format!(
            "{line}: {}: {}",
            levels.join(", "),
            apps.join(", ")
        ))
    };
    let mut lines = (1..=APPS).rev().map(with);
    let fits = lines.find(|line| line.chars().count() <= columns);
    fits.unwrap_or_else(|| with(1))
}
