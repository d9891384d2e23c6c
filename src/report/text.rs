//! Text for a person at a terminal: the answer for all in the first line, then
//! the devices, worst first, each with what is wrong, why, and what to do. Rules
//! are numbered and named once at the end. It reads at 80 columns and without
//! colour.

use super::document::{Device, Document, Finding, Gap, Remark, Rule, Verdict};
use super::escape::{prose, terminal};
use super::limits::Limits;
use super::wording::{self, Said, Words};
use super::{Layout, layout};
use crate::audit::Level;
use anstyle::{AnsiColor, Style};
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

pub(super) fn write(
    document: &Document<'_>,
    layout: Layout<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page {
        text: String::new(),
        layout,
        words: layout.language.words(),
        rules: document.rules_by_id(),
        numbers: Vec::new(),
        limits: Limits::default(),
        lines: 0,
    };
    page.wrapped(0, 2, &page.words.headline(document));
    let all = |_| true;
    document.devices.worst_first(all, |device| {
        page.device(device);
        page.send(out).map(ControlFlow::Continue)
    })?;
    page.text.push('\n');
    page.foot(document);
    page.send(out)
}

struct Page<'d> {
    text: String,
    layout: Layout<'d>,
    words: &'static Words,
    rules: HashMap<&'d str, &'d Rule<'d>>,
    /// Rules that found something, in the order in which they are numbered.
    numbers: Vec<String>,
    limits: Limits,
    /// How many lines were handed on.
    lines: usize,
}

/// The findings about one app in one profile, and what mends them.
struct App<'f, 'r> {
    findings: &'f [Finding<'r>],
    todo: Option<String>,
}

impl Page<'_> {
    /// Hands on what is written so far.
    fn send(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.lines += self.text.lines().count();
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    fn device(&mut self, device: &Device<'_>) {
        self.limits.add(device);
        let seen = self.heading(device);
        let apps: Vec<App<'_, '_>> = groups(&device.findings)
            .map(|findings| App {
                findings,
                todo: findings
                    .first()
                    .and_then(|first| self.words.how_to_fix(device, first)),
            })
            .collect();
        // Neighbours that are mended alike share the step.
        for alike in apps.chunk_by(|a, b| a.todo == b.todo) {
            for app in alike {
                self.group(app.findings);
            }
            let todo = alike.first().and_then(|app| app.todo.as_deref());
            let Some(todo) = todo.map(prose) else {
                continue;
            };
            match alike.len() {
                1 => self.labelled(DETAIL, self.words.labels.todo, &todo),
                _ => self.labelled(2, self.words.labels.todo_each, &todo),
            }
        }
        for gap in &device.coverage.gaps {
            self.gap(gap);
        }
        for note in &device.coverage.notes {
            let said = self.words.note(note);
            self.labelled(2, self.words.labels.note, &terminal(&said.text));
            self.detail(DETAIL, &said);
        }
        for remark in &device.remarks {
            self.remark(2, remark);
        }
        for standing in self.words.standings(device) {
            self.wrapped(2, 6, &standing);
        }
        if !seen.is_empty() {
            self.wrapped(2, 4, &wording::limits(&seen));
        }
    }

    /// The line that names the device. What it has no room for: how much of the device
    /// was seen, and where.
    fn heading(&mut self, device: &Device<'_>) -> Vec<String> {
        let style = match device.verdict {
            Verdict::NonCompliant => RED,
            Verdict::Indeterminate => YELLOW,
            Verdict::Compliant => GREEN,
            Verdict::NotApplicable => BLUE,
        };
        let verdict = self.words.verdict_word(device.verdict).to_uppercase();
        let about = wording::about(device);
        let mut line = format!("  {}", terminal(&device.id));
        if !about.is_empty() {
            line.push_str(&format!("  ({about})"));
        }
        let columns = layout::columns(&verdict) + layout::columns(&line) + 2;
        let fits = |seen: &String| columns + layout::columns(seen) <= self.layout.width;
        // What was found stands for itself; what was not is worth as much as what was
        // looked at.
        let passed = matches!(device.verdict, Verdict::Compliant | Verdict::NotApplicable);
        let is_told = passed || wording::has_own_id(device);
        let seen = is_told.then(|| self.words.seen(device));
        let mut seen = seen.unwrap_or_default();
        let least = if passed { seen.len() } else { 1 };
        let ends = (least..=seen.len()).rev().map(|count| seen.len() - count);
        let beside = ends.map(|from| wording::limits(seen.get(from..).unwrap_or_default()));
        let beside = beside.filter(|beside| !beside.is_empty()).find(fits);
        if let Some(beside) = &beside {
            line.push_str(&format!("  {beside}"));
        }
        if beside.is_some() || !(passed || wording::fleet_place(device).is_some()) {
            seen.clear();
        }
        let verdict = self.styled(style, &verdict);
        self.text.push_str(&format!("{verdict}{line}\n"));
        seen
    }

    fn gap(&mut self, gap: &Gap<'_>) {
        let said = self.words.gap(gap);
        let profile = self.words.in_profile(gap.profile);
        let what = format!("{}{profile}", terminal(&said.text));
        let code = terminal(&gap.code);
        self.labelled(
            2,
            self.words.gap_label(&gap.code),
            &format!("{what} [{code}]"),
        );
        if !said.todo.is_empty() {
            self.labelled(DETAIL, self.words.labels.todo, &prose(&said.todo));
        }
        self.detail(DETAIL, &said);
    }

    /// The findings about one app in one profile.
    fn group(&mut self, findings: &[Finding<'_>]) {
        let Some(first) = findings.first() else {
            return;
        };
        self.app_line(first, findings);
        self.why(first, findings);
        let rule = self.rules.get(&*first.rule).map(|rule| rule.level);
        if let Some(weaker) = self.words.weaker(first, rule) {
            self.labelled(DETAIL, self.words.labels.level, &weaker);
        }
        let mut permissions: Vec<String> = findings
            .iter()
            .filter_map(|finding| self.words.permission(finding))
            .collect();
        permissions.dedup();
        for permission in permissions {
            self.wrapped(DETAIL, DETAIL + 2, &permission);
        }
    }

    fn app_line(&mut self, finding: &Finding<'_>, all: &[Finding<'_>]) {
        let (style, word) = match finding.level {
            // Waived, or permitted by the measure itself.
            _ if !finding.is_open() => (GREEN, self.words.terms.permitted),
            Level::Deny => (RED, self.words.level(Level::Deny)),
            Level::Warn => (YELLOW, self.words.level(Level::Warn)),
            Level::Note => (BLUE, self.words.level(Level::Note)),
        };
        let word = format!("{word:<4}");
        let first = " ".repeat(word.chars().count() + 4);
        let level = self.styled(style, &word);
        let mut parts = vec![self.words.app(finding)];
        parts.extend(self.words.circumstances(finding));
        // Of several rules, the one that asks for the owner tells of it.
        let by_owner = all.iter().find(|one| wording::owner_matters(one));
        parts.extend(self.words.doubts(by_owner.unwrap_or(finding)));
        // The level and the spaces about it take columns, and its colour none.
        let body = layout::fill(&parts.join("; "), self.layout.width, &first, "      ");
        let body = body.trim_start();
        self.text.push_str(&format!("  {level}  {body}\n"));
    }

    /// The reason in one line, with the numbers of the rules.
    fn why(&mut self, first: &Finding<'_>, findings: &[Finding<'_>]) {
        let numbers: Vec<String> = findings
            .iter()
            .map(|finding| self.number(&finding.rule).to_string())
            .collect();
        let numbers = format!("[{}]", numbers.join(" "));
        let why = self.words.labels.why;
        let line = match self
            .words
            .reason(first, self.rules.get(&*first.rule).copied())
        {
            Some(reason) => {
                let taken = DETAIL + why.chars().count() + 2 + numbers.len() + 1;
                let reason = layout::cut_words(&reason, self.layout.width.saturating_sub(taken));
                format!("{why}: {reason} {numbers}")
            }
            None => format!("{why}: {numbers}"),
        };
        self.wrapped(DETAIL, DETAIL + 2, &line);
    }

    /// The number of a rule, a new one at its first mention.
    fn number(&mut self, rule: &str) -> usize {
        let known = self.numbers.iter().position(|known| known == rule);
        known.map_or_else(
            || {
                self.numbers.push(rule.to_owned());
                self.numbers.len()
            },
            |place| place + 1,
        )
    }

    fn remark(&mut self, indent: usize, remark: &Remark<'_>) {
        let code = terminal(&remark.code);
        let said = self.words.remark(remark);
        let message = prose(&said.text);
        let line = if remark.finding {
            format!("{}  {code}: {message}", self.words.level(remark.level))
        } else {
            format!("{code}: {message}")
        };
        self.wrapped(indent, indent + 4, &line);
        if !said.todo.is_empty() {
            self.labelled(indent + 4, self.words.labels.todo, &prose(&said.todo));
        }
        self.detail(indent + 4, &said);
    }

    /// References and limits, short: `explain` has the rest.
    fn foot(&mut self, document: &Document<'_>) {
        for remark in &document.remarks {
            if !self.limits.hold(remark) {
                self.remark(0, remark);
            }
        }
        let mut limits = if document.lists_all() {
            self.limits.further(self.words)
        } else {
            self.limits.sentences(self.words, document)
        };
        limits.extend(self.words.listed(document));
        let counts = self.words.counted(document, self.limits.apps());
        let rules = std::mem::take(&mut self.numbers);
        let stands = |policy: &str| self.limits.stand(policy);
        let references = self.words.references(document, &rules, stands);
        let once = [std::slice::from_ref(&references), &*counts, &*limits].concat();
        let lines = self.text.lines().chain(self.filled(&once).lines()).count();
        let paragraphs = if self.lines + lines <= SCREEN {
            vec![once]
        } else {
            // The first line is out of view.
            let verdicts = self.words.by_verdict(document);
            vec![limits, vec![references], [&[verdicts], &*counts].concat()]
        };
        for paragraph in paragraphs.iter().filter(|one| !one.is_empty()) {
            let lines = self.filled(paragraph);
            self.text.push_str(&lines.replace('\u{a0}', " "));
            self.text.push('\n');
        }
    }

    fn filled(&self, sentences: &[String]) -> String {
        layout::fill(&wording::limits(sentences), self.layout.width, "", "  ")
    }

    /// What is only known in English, quoted.
    fn detail(&mut self, indent: usize, said: &Said) {
        if let Some(detail) = &said.detail {
            let quoted = format!("\u{201c}{}\u{201d}", terminal(detail));
            self.labelled(indent, self.words.detail_label(), &quoted);
        }
    }

    /// A sentence behind a label; further lines begin below the sentence.
    fn labelled(&mut self, indent: usize, label: &str, text: &str) {
        self.wrapped(indent, indent + 4, &format!("{label}: {text}"));
    }

    fn wrapped(&mut self, first: usize, rest: usize, text: &str) {
        let (first, rest) = (" ".repeat(first), " ".repeat(rest));
        let body = layout::fill(text, self.layout.width, &first, &rest);
        self.text.push_str(&body);
        self.text.push('\n');
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.layout.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// The indent of what is said of a finding or a gap.
const DETAIL: usize = 4;

/// Lines of the smallest terminal that is in use.
const SCREEN: usize = 24;

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();

/// Neighbours that speak of the same app in the same profile, alike.
fn groups<'f, 'r>(findings: &'f [Finding<'r>]) -> impl Iterator<Item = &'f [Finding<'r>]> {
    findings.chunk_by(|a, b| {
        a.app == b.app
            && a.profile == b.profile
            && a.level == b.level
            && a.state == b.state
            && a.summarises.is_none()
            && b.summarises.is_none()
            && a.how_to_fix == b.how_to_fix
    })
}
