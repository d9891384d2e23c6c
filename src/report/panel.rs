//! One phone at a hand-out desk: PASS, FAIL or NOT READ, why, and the next step.
//!
//! A panel fits on a screen of 80 columns and 24 lines, needs no colour, and is
//! printed once: nothing is drawn over.

use super::by_app::by_app;
use super::document::{Device, Finding, Verdict};
use super::escape::{prose, terminal};
use super::layout::{Layout, fill};
use super::wording;
use crate::audit::Threshold;
use crate::inventory::Gap;
use anstyle::{AnsiColor, Style};

/// Columns of a panel.
const COLUMNS: usize = 79;
/// How many findings and how many gaps fit.
const FINDINGS: usize = 4;
const GAPS: usize = 3;
/// How many characters of a text fit.
const TEXT: usize = 220;

/// What is told of one phone.
#[derive(Debug)]
pub struct Panel {
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
    pub fn of(device: &Device<'_>, fail_on: Threshold) -> Self {
        let (word, colour) = match device.verdict {
            Verdict::Compliant => ("PASS", AnsiColor::Green),
            Verdict::NonCompliant => ("FAIL", AnsiColor::Red),
            Verdict::Indeterminate => ("NOT READ", AnsiColor::Yellow),
            Verdict::NotApplicable => ("NOT JUDGED", AnsiColor::Yellow),
        };
        let mut panel = Self {
            word,
            style: colour.on_default().bold(),
            id: terminal(&device.id),
            lines: Vec::new(),
            next: String::new(),
        };
        panel.about(device);
        panel.findings(device, fail_on);
        panel.gaps(device);
        panel.next = Self::step(device);
        panel
    }

    /// A phone that is there and cannot be read yet.
    #[must_use]
    pub fn stuck(id: &str, gap: &Gap) -> Self {
        let mut panel = Self {
            word: "NOT READ",
            style: AnsiColor::Yellow.on_default().bold(),
            id: terminal(id),
            lines: Vec::new(),
            next: prose(&gap.advice),
        };
        panel.add("why", &gap.message);
        panel
    }

    /// Adds a line.
    pub fn add(&mut self, what: &'static str, text: &str) {
        self.lines.push((what, clip(&prose(text))));
    }

    fn about(&mut self, device: &Device<'_>) {
        let mut about = wording::about(device);
        if device.apps.total > 0 {
            let apps = wording::count(device.apps.total, "app", "apps");
            about.push_str(&format!("; {apps} seen"));
        }
        if !about.is_empty() {
            self.add("phone", &about);
        }
        let facts = device.evidence.iter().flat_map(|evidence| &evidence.facts);
        let known: Vec<String> = facts
            .filter(|fact| fact.from == "register")
            .map(|fact| format!("{} {}", fact.fact, fact.value))
            .collect();
        if !known.is_empty() {
            self.add("for", &format!("{} (by the register)", known.join("; ")));
        } else if device.remarks.iter().any(|r| r.code == NOT_REGISTERED) {
            self.add(
                "for",
                "it is not in the register; judged by the strict reading",
            );
        }
    }

    fn findings(&mut self, device: &Device<'_>, fail_on: Threshold) {
        let breaks = |found: &&Finding<'_>| found.is_open() && fail_on.is_reached_by(found.level);
        let broken: Vec<&Finding<'_>> = device.findings.iter().filter(breaks).collect();
        let apps = by_app(broken.iter().copied());
        for (found, rules) in apps.iter().take(FINDINGS) {
            let text = format!("{}, by {}", wording::app(found), rules.join(", "));
            self.add("breaks", &text);
            if let Some(fix) = &found.how_to_fix {
                self.add("  do", fix);
            }
        }
        for remark in device
            .remarks
            .iter()
            .filter(|remark| remark.breaks(fail_on))
        {
            self.add("breaks", &remark.message);
        }
        if apps.len() > FINDINGS {
            let more = apps.len() - FINDINGS;
            self.add(
                "breaks",
                &format!("and {}", wording::count(more, "app more", "apps more")),
            );
        }
        let other = device.findings.len() - broken.len();
        if other > 0 {
            let text = wording::count(other, "finding", "findings");
            self.add("besides", &format!("{text} that {} nothing", verb(other)));
        }
    }

    fn gaps(&mut self, device: &Device<'_>) {
        let gaps = &device.coverage.gaps;
        for gap in gaps.iter().take(GAPS) {
            let profile = wording::in_profile(gap.profile);
            self.add("unread", &format!("{}{profile}", gap.message));
        }
        if gaps.len() > GAPS {
            self.add("unread", &format!("and {} more", gaps.len() - GAPS));
        }
        for standing in wording::standings(device).iter().take(2) {
            self.add("policy", standing);
        }
    }

    fn step(device: &Device<'_>) -> String {
        match device.verdict {
            Verdict::Compliant => "unplug it; it may be handed out".to_owned(),
            Verdict::NonCompliant => {
                "keep it; mend what breaks the policy, and plug it in again".to_owned()
            }
            Verdict::Indeterminate => {
                let mut advice = device.coverage.gaps.iter().map(|gap| &*gap.advice);
                let advice = advice.find(|advice| !advice.is_empty());
                clip(&prose(advice.unwrap_or("keep it, and plug it in again")))
            }
            Verdict::NotApplicable => {
                "keep it; no policy is for it, by what the register says: correct the register, \
                 or name another policy"
                    .to_owned()
            }
        }
    }
}

/// The code of the remark on a device that the register does not know.
const NOT_REGISTERED: &str = crate::audit::RemarkCode::NotRegistered.as_str();

fn verb(count: usize) -> &'static str {
    if count == 1 { "breaks" } else { "break" }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The text of a panel. `time` stands in its head line.
#[must_use]
pub fn panel(panel: &Panel, time: &str, layout: Layout) -> String {
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
    line("NEXT", &panel.next);
    text
}
