//! Text for a person at a terminal: the worst device first, what is wrong, on
//! whose authority, how sure that is, and what to do. It reads at 80 columns
//! and without colour.

use super::harmless::terminal;
use super::{Layout, wording};
use crate::audit::{AuditResult, DeviceResult, Finding, Level, Verdict};
use crate::inventory::ProfileKind;
use anstyle::{AnsiColor, Style};

/// How much of a digest is enough to compare two by eye.
const DIGEST_SHOWN: usize = "sha256:".len() + 12;

pub(super) fn render(result: &AuditResult, layout: Layout) -> String {
    let mut page = Page {
        text: String::new(),
        layout,
    };
    for device in &result.devices {
        page.device(device);
    }
    page.summary(result);
    page.text
}

struct Page {
    text: String,
    layout: Layout,
}

impl Page {
    fn device(&mut self, device: &DeviceResult) {
        self.heading(device);
        for group in groups(&device.findings) {
            self.group(group);
        }
        if !device.coverage.gaps().is_empty() {
            self.line(2, "not fully read:");
        }
        for gap in device.coverage.gaps() {
            let profile = gap
                .profile
                .map(|profile| format!(" (profile {})", profile.0))
                .unwrap_or_default();
            let message = terminal(&gap.message);
            self.wrapped(4, 8, &format!("{}{profile}: {message}", gap.code));
            if !gap.advice.is_empty() {
                self.wrapped(8, 14, &format!("= do: {}", terminal(&gap.advice)));
            }
        }
        for note in device.coverage.notes() {
            self.wrapped(4, 8, &format!("note: {}", terminal(&note.message)));
        }
        self.text.push('\n');
    }

    /// One line that names the device, and one that says where it was read.
    fn heading(&mut self, device: &DeviceResult) {
        let verdict = match device.verdict {
            Verdict::NonCompliant => self.styled(RED, "NON-COMPLIANT"),
            Verdict::Indeterminate => self.styled(YELLOW, "INDETERMINATE"),
            Verdict::Compliant(_) => self.styled(GREEN, "COMPLIANT"),
        };
        let mut what: Vec<String> = Vec::new();
        what.extend(device.maker.as_deref().map(terminal));
        what.extend(device.model.as_deref().map(terminal));
        let mut about = what.join(" ");
        if let Some(platform) = device.platform {
            let separator = if about.is_empty() { "" } else { ", " };
            about.push_str(separator);
            about.push_str(wording::platform(platform));
        }
        if let Some(version) = &device.os_version {
            about.push(' ');
            about.push_str(&terminal(version));
        }
        let id = terminal(&device.id);
        let about = if about.is_empty() {
            about
        } else {
            format!("  ({about})")
        };
        self.text.push_str(&format!("{verdict}  {id}{about}\n"));
        let mut from = format!("from {}", terminal(&device.locator.to_string()));
        if device.apps.total > 0 {
            from.push_str(&format!(
                "; {}, {} with a known owner",
                wording::count(device.apps.total, "app", "apps"),
                device.apps.owner_known
            ));
        }
        if let Some(taken_at) = device.taken_at {
            let date = taken_at.to_zoned(jiff::tz::TimeZone::UTC).date();
            from.push_str(&format!("; as of {date}"));
        }
        self.wrapped(2, 4, &from);
    }

    /// The findings about one app in one profile.
    fn group(&mut self, findings: &[Finding]) {
        let Some(first) = findings.first() else {
            return;
        };
        self.app_line(first);
        for finding in findings {
            self.rule_lines(finding);
        }
        // How it was recognised may differ between the rules; the first is the
        // most serious.
        self.wrapped(
            8,
            14,
            &format!("= sure: {}", terminal(&wording::certainty(first))),
        );
        if let Some(how) = &first.how_to_fix {
            self.wrapped(8, 14, &format!("= how: {how}"));
        }
    }

    fn app_line(&mut self, finding: &Finding) {
        let level = match finding.level {
            Level::Deny => self.styled(RED, "deny"),
            Level::Warn => self.styled(YELLOW, "warn"),
            Level::Note => self.styled(BLUE, "note"),
        };
        let id = terminal(&finding.app);
        let mut what = match &finding.name {
            Some(name) => format!("{} ({id})", terminal(name)),
            None => id,
        };
        if let Some(others) = finding.summarises.filter(|count| *count > 1) {
            what.push_str(&format!(
                " and {} that came with the phone",
                wording::count(others - 1, "other app", "other apps")
            ));
        }
        if let Some(version) = &finding.version {
            what.push_str(&format!(" {}", terminal(version)));
        }
        let mut extra: Vec<String> = Vec::new();
        extra.extend(
            finding
                .variant
                .as_deref()
                .map(|v| format!("variant: {}", terminal(v))),
        );
        extra.extend(wording::state(finding.state).map(str::to_owned));
        extra.extend(wording::origin(finding.origin).map(str::to_owned));
        if finding.profile.0 != 0 {
            let kind = finding.profile_kind.unwrap_or(ProfileKind::Other);
            extra.push(format!("profile {} ({kind})", finding.profile.0));
        }
        let extra = if extra.is_empty() {
            String::new()
        } else {
            format!("; {}", extra.join("; "))
        };
        let body =
            textwrap::wrap(&format!("{what}{extra}"), self.options("", "        ", 8)).join("\n");
        self.text.push_str(&format!("  {level}  {body}\n"));
    }

    fn rule_lines(&mut self, finding: &Finding) {
        let rule = &finding.rule;
        self.line(8, &rule.id);
        if let Some(authority) = wording::authority(&rule.measure) {
            self.wrapped(10, 15, &format!("= by: {}", terminal(&authority)));
        }
        if let Some(reason) = &rule.reason {
            self.wrapped(10, 15, &format!("= why: {}", terminal(reason)));
        }
        if let Some(fix) = &rule.fix {
            self.wrapped(10, 15, &format!("= fix: {}", terminal(fix)));
        }
        if finding.level < rule.level {
            let weaker = format!(
                "= level: {} here, {} for an installed app that is surely recognised",
                finding.level, rule.level
            );
            self.wrapped(10, 15, &weaker);
        }
        if let Some(waiver) = &finding.waived_by {
            self.wrapped(10, 15, &format!("= waived: {}", terminal(waiver)));
        }
        if finding.level > Level::Note {
            for way in &rule.measure.ways_out {
                self.wrapped(10, 15, &format!("= or: {}", terminal(&way.reason)));
            }
        }
    }

    /// The last lines: counts, then which rules judged.
    fn summary(&mut self, result: &AuditResult) {
        let counts = result.summary();
        if counts.devices == 0 {
            self.line(0, "no device was looked at");
        }
        let line = format!(
            "{}: {} non-compliant, {} indeterminate, {} compliant; {}, {} waived",
            wording::count(counts.devices, "device", "devices"),
            counts.non_compliant,
            counts.indeterminate,
            counts.compliant,
            wording::count(counts.findings, "finding", "findings"),
            counts.waived,
        );
        self.wrapped(0, 2, &line);
        let policies: Vec<String> = result
            .measures
            .iter()
            .map(|measure| {
                let digest = measure
                    .digest
                    .get(..DIGEST_SHOWN)
                    .unwrap_or(&measure.digest);
                format!("{} {digest}", terminal(&measure.id))
            })
            .collect();
        self.wrapped(
            0,
            2,
            &format!("as of {}; policy {}", result.as_of, policies.join(", ")),
        );
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&format!("{:indent$}{text}\n", ""));
    }

    fn wrapped(&mut self, first: usize, rest: usize, text: &str) {
        let (first, rest) = (" ".repeat(first), " ".repeat(rest));
        let body = textwrap::fill(text, self.options(&first, &rest, 0));
        self.text.push_str(&body);
        self.text.push('\n');
    }

    fn options<'o>(&self, first: &'o str, rest: &'o str, taken: usize) -> textwrap::Options<'o> {
        // On a very narrow terminal the text overflows rather than vanishes.
        let width = self.layout.width.clamp(40, 120) - taken.min(30);
        textwrap::Options::new(width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.layout.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();

/// Neighbours that speak of the same app in the same profile, alike.
fn groups(findings: &[Finding]) -> impl Iterator<Item = &[Finding]> {
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
