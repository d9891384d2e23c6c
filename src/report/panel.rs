//! One phone at a hand-out desk: PASS, FAIL or NOT READ, why, and the next step.
//!
//! A panel fits on a screen of 80 columns and 24 lines, needs no colour, and is
//! printed once: nothing is drawn over.

use super::by_app::by_app;
use super::document::{Device, Finding, Verdict};
use super::escape::{prose, terminal};
use super::layout::{Layout, fill};
use super::wording::{self, Language, Words};
use crate::audit::Threshold;
use crate::inventory::Gap;
use anstyle::{AnsiColor, Style};

/// Columns of a panel.
const COLUMNS: usize = 79;
/// How many findings and how many gaps fit.
const FINDINGS: usize = 4;
const GAPS: usize = 3;
/// How many registered phones are named.
const NAMED: usize = 4;
/// How many characters of a text fit.
const TEXT: usize = 220;

/// What is told of one phone.
#[derive(Debug)]
pub struct Panel {
    words: &'static Words,
    word: &'static str,
    style: Style,
    id: String,
    /// What each line is about, and the line.
    lines: Vec<(&'static str, String)>,
    next: String,
}

impl Panel {
    /// A phone that was judged.
    #[must_use]
    pub fn of(device: &Device<'_>, fail_on: Threshold, language: Language) -> Self {
        let words = language.words();
        let colour = match device.verdict {
            Verdict::Compliant => AnsiColor::Green,
            Verdict::NonCompliant => AnsiColor::Red,
            Verdict::Indeterminate | Verdict::NotApplicable => AnsiColor::Yellow,
        };
        let mut panel = Self {
            words,
            word: (words.panel.answer)(device.verdict),
            style: colour.on_default().bold(),
            id: terminal(&device.id),
            lines: Vec::new(),
            next: step(words, device),
        };
        panel.about(device);
        panel.findings(device, fail_on);
        panel.gaps(device);
        panel
    }

    /// A phone that is there and cannot be read yet.
    #[must_use]
    pub fn stuck(id: &str, gap: &Gap, language: Language) -> Self {
        let words = language.words();
        let said = words.unjudged(gap);
        let mut panel = Self {
            words,
            word: (words.panel.answer)(Verdict::Indeterminate),
            style: AnsiColor::Yellow.on_default().bold(),
            id: terminal(id),
            lines: Vec::new(),
            next: prose(&said.todo),
        };
        panel.add(words.panel.why, &words.line(&said));
        panel
    }

    /// Adds the name under which records of the phone were kept.
    pub fn kept(&mut self, name: &str) {
        self.add(self.words.panel.record, name);
    }

    /// Adds which phones of the register have not come yet.
    pub fn missing(&mut self, missing: &[String]) {
        let first = missing.iter().take(NAMED);
        let mut names: Vec<String> = first.map(|id| terminal(id)).collect();
        let words = self.words;
        if missing.len() > NAMED {
            names.push((words.summary.more)(missing.len() - NAMED));
        }
        let text = match missing.len() {
            0 => words.panel.all_came.to_owned(),
            count => (words.panel.not_yet_here)(count, &names.join(", ")),
        };
        self.add(words.panel.register, &text);
    }

    /// Adds a line.
    fn add(&mut self, what: &'static str, text: &str) {
        self.lines.push((what, clip(&prose(text))));
    }

    fn about(&mut self, device: &Device<'_>) {
        let words = self.words;
        let mut about = wording::about(device);
        if device.apps.total > 0 {
            about.push_str(&format!("; {}", (words.panel.apps_seen)(device.apps.total)));
        }
        if !about.is_empty() {
            self.add(words.panel.phone, &about);
        }
        let facts = device.evidence.iter().flat_map(|evidence| &evidence.facts);
        let known = facts.filter(|fact| fact.from == "register").map(|fact| {
            let what = words.dimension(&fact.fact);
            (words.panel.fact)(&what, &words.value(&fact.fact, &fact.value))
        });
        let known: Vec<String> = known.collect();
        if !known.is_empty() {
            let known = (words.panel.by_register)(&known.join("; "));
            self.add(words.panel.purpose, &known);
        } else if device.remarks.iter().any(|r| r.code == NOT_REGISTERED) {
            self.add(words.panel.purpose, words.panel.not_registered);
        }
    }

    fn findings(&mut self, device: &Device<'_>, fail_on: Threshold) {
        let words = self.words;
        let breaks = |found: &&Finding<'_>| found.is_open() && fail_on.is_reached_by(found.level);
        let broken: Vec<&Finding<'_>> = device.findings.iter().filter(breaks).collect();
        let apps = by_app(broken.iter().copied());
        for (found, rules) in apps.iter().take(FINDINGS) {
            let text = (words.panel.by_rules)(&words.app(found), &rules.join(", "));
            self.add(words.panel.breaks, &text);
            if let Some(fix) = words.how_to_fix(device, found) {
                self.add(words.panel.todo, &fix);
            }
        }
        for remark in device
            .remarks
            .iter()
            .filter(|remark| remark.breaks(fail_on))
        {
            self.add(words.panel.breaks, &words.line(&words.remark(remark)));
        }
        if apps.len() > FINDINGS {
            let more = (words.panel.more_apps)(apps.len() - FINDINGS);
            self.add(words.panel.breaks, &more);
        }
        let other = device.findings.len() - broken.len();
        if other > 0 {
            self.add(words.panel.besides, &(words.panel.harmless)(other));
        }
    }

    fn gaps(&mut self, device: &Device<'_>) {
        let words = self.words;
        let gaps = &device.coverage.gaps;
        for gap in gaps.iter().take(GAPS) {
            let profile = words.in_profile(gap.profile);
            let said = words.gap(gap);
            self.add(words.panel.unread, &format!("{}{profile}", said.text));
            if let Some(detail) = &said.detail {
                let label = words.detail_label();
                self.add("", &format!("({label}: \u{201c}{detail}\u{201d})"));
            }
        }
        if gaps.len() > GAPS {
            self.add(words.panel.unread, &(words.run.and_more)(gaps.len() - GAPS));
        }
        for standing in words.standings(device).iter().take(2) {
            self.add(words.panel.policy, standing);
        }
    }
}

fn step(words: &Words, device: &Device<'_>) -> String {
    match device.verdict {
        Verdict::Compliant => words.panel.hand_out.to_owned(),
        Verdict::NonCompliant => words.panel.keep.to_owned(),
        Verdict::Indeterminate => {
            let mut advice = device.coverage.gaps.iter().map(|gap| words.gap(gap).todo);
            let advice = advice.find(|advice| !advice.is_empty());
            clip(&prose(advice.as_deref().unwrap_or(words.panel.again)))
        }
        Verdict::NotApplicable if is_registered(device) => words.panel.no_policy.to_owned(),
        Verdict::NotApplicable => words.panel.no_policy_assumed.to_owned(),
    }
}

/// Whether a register says anything of a device.
fn is_registered(device: &Device<'_>) -> bool {
    let mut facts = device.evidence.iter().flat_map(|evidence| &evidence.facts);
    facts.any(|fact| fact.from == "register")
}

/// The code of the remark on a device that the register does not know.
const NOT_REGISTERED: &str = crate::audit::RemarkCode::NotRegistered.as_str();

fn clip(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The text of a panel. `time` stands in its head line.
#[must_use]
pub fn panel(panel: &Panel, time: &str, layout: Layout<'_>) -> String {
    let start = format!("==[ {} ]== {} ", panel.word, panel.id);
    let end = format!(" {time} ==");
    let width = start.chars().count() + end.chars().count();
    let bar = "=".repeat(COLUMNS.saturating_sub(width).max(2));
    let style = panel.style;
    let mut text = if layout.colour {
        format!("\n{style}{start}{bar}{end}{style:#}\n")
    } else {
        format!("\n{start}{bar}{end}\n")
    };
    let mut line = |what: &str, said: &str| {
        text.push_str(&fill(
            &format!("{what:<9} {said}"),
            COLUMNS,
            "  ",
            "            ",
        ));
        text.push('\n');
    };
    for (what, said) in &panel.lines {
        line(what, said);
    }
    line(panel.words.panel.next, &panel.next);
    text
}
