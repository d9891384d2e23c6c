//! Text for a person at a terminal: the worst device first, what is wrong, how
//! sure that is, what to do, and at the end on whose authority. It reads at 80
//! columns and without colour.

use super::harmless::{prose, terminal};
use super::{Layout, layout, wording};
use crate::audit::{
    AuditResult, DeviceResult, Finding, Level, MatchKind, Measure, Remark, RuleFact, Verdict,
};
use crate::inventory::{Gap, ProfileKind};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;

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
    page.authorities(result);
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
            self.wrapped(2, 2, "not fully read:");
        }
        for gap in device.coverage.gaps() {
            self.gap(gap);
        }
        for note in device.coverage.notes() {
            self.wrapped(2, 8, &format!("note: {}", terminal(&note.message)));
        }
        for remark in &device.remarks {
            self.remark(2, remark);
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
        let names = [&device.maker, &device.model];
        let names: Vec<String> = names
            .iter()
            .filter_map(|n| n.as_deref().map(terminal))
            .collect();
        let platform = device.platform.map(wording::platform);
        let system = [
            platform.map(str::to_owned),
            device.os_version.as_deref().map(terminal),
        ];
        let system: Vec<String> = system.into_iter().flatten().collect();
        let about: Vec<String> = [names.join(" "), system.join(" ")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let mut line = format!("{verdict}  {}", terminal(&device.id));
        if !about.is_empty() {
            line.push_str(&format!("  ({})", about.join(", ")));
        }
        self.text.push_str(&line);
        self.text.push('\n');

        let mut from = format!("from {}", terminal(&device.locator.to_string()));
        if device.apps.total > 0 {
            let apps = wording::count(device.apps.total, "app", "apps");
            from.push_str(&format!(
                "; {apps}, {} with a known owner",
                device.apps.owner_known
            ));
        }
        if let Some(taken_at) = device.taken_at {
            let date = taken_at.to_zoned(jiff::tz::TimeZone::UTC).date();
            from.push_str(&format!("; taken on {date}"));
        }
        self.wrapped(2, 4, &from);
    }

    fn gap(&mut self, gap: &Gap) {
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

    /// The findings about one app in one profile.
    fn group(&mut self, findings: &[Finding]) {
        let Some(first) = findings.first() else {
            return;
        };
        self.app_line(first);
        for finding in findings {
            self.rule_lines(finding);
        }
        let certainty = wording::certainty(first);
        self.wrapped(8, 16, &format!("= sure: {}", terminal(&certainty)));
        if let Some(how) = &first.how_to_fix {
            self.wrapped(8, 15, &format!("= fix: {how}"));
        }
    }

    fn app_line(&mut self, finding: &Finding) {
        let level = match finding.level {
            Level::Deny => self.styled(RED, "deny"),
            Level::Warn => self.styled(YELLOW, "warn"),
            Level::Note => self.styled(BLUE, "note"),
        };
        let mut parts = vec![what(finding)];
        parts.extend(
            finding
                .variant
                .as_deref()
                .map(|variant| format!("variant: {}", terminal(variant))),
        );
        parts.extend(wording::state(finding.state).map(str::to_owned));
        if finding.summarises.is_none() {
            parts.extend(wording::origin(finding.origin).map(str::to_owned));
        }
        if finding.profile.0 != 0 {
            let kind = finding.profile_kind.unwrap_or(ProfileKind::Other);
            parts.push(format!("profile {} ({kind})", finding.profile.0));
        }
        // The level takes eight columns, and its colour none.
        let body = layout::fill(&parts.join("; "), self.layout.width, "        ", "        ");
        let body = body.trim_start();
        self.text.push_str(&format!("  {level}  {body}\n"));
    }

    fn rule_lines(&mut self, finding: &Finding) {
        let rule = &finding.rule;
        self.wrapped(8, 10, &format!("by {}", terminal(&rule.id)));
        if let Some(reason) = &rule.reason {
            // The reason speaks of an owner, and of this app none is known.
            let reason = match finding.hint {
                Some(country) => format!(
                    "its id begins as ids from {country} do; the rule is about owners there, \
                     and who owns this app is not known"
                ),
                None => prose(reason),
            };
            self.wrapped(10, 17, &format!("= why: {reason}"));
        }
        if finding.level < rule.level && finding.matched != MatchKind::Hint {
            let here = finding.level;
            self.wrapped(
                10,
                19,
                &format!("= level: {}", wording::weaker(here, rule.level)),
            );
        }
        if let Some(waiver) = &finding.waived_by {
            let text = format!(
                "= waived: by {} until {}: {}",
                prose(&waiver.approver),
                waiver.expires,
                prose(&waiver.reason)
            );
            self.wrapped(10, 20, &text);
        }
        if let Some(way) = &finding.permitted_by {
            self.wrapped(10, 23, &format!("= permitted: {}", prose(&way.reason)));
        }
    }

    fn remark(&mut self, indent: usize, remark: &Remark) {
        let message = terminal(&remark.message);
        self.wrapped(indent, indent + 4, &format!("{}: {message}", remark.code));
        if !remark.advice.is_empty() {
            self.wrapped(indent + 4, indent + 10, &format!("= do: {}", remark.advice));
        }
    }

    /// Who says so: each measure that found something, once.
    fn authorities(&mut self, result: &AuditResult) {
        let mut rules: BTreeMap<&str, &RuleFact> = BTreeMap::new();
        for finding in result.devices.iter().flat_map(|device| &device.findings) {
            rules.insert(&finding.rule.id, &finding.rule);
        }
        for measure in &result.measures {
            let broken: Vec<&RuleFact> = rules
                .values()
                .filter(|rule| rule.measure.id == measure.id)
                .copied()
                .collect();
            if !broken.is_empty() && (measure.issuer.is_some() || measure.title.is_some()) {
                self.authority(measure, &broken);
            }
        }
    }

    fn authority(&mut self, measure: &Measure, broken: &[&RuleFact]) {
        let title = measure.title.as_deref().map(prose).unwrap_or_default();
        self.wrapped(0, 2, &format!("{}: {title}", terminal(&measure.id)));
        if let Some(authority) = wording::authority(measure) {
            self.wrapped(2, 10, &format!("issued by {}", prose(&authority)));
        }
        for rule in broken {
            if let Some(fix) = &rule.fix {
                self.wrapped(2, 10, &format!("asks for: {}", prose(fix)));
            }
        }
        // A note asks for nothing, so it needs no way out.
        if broken.iter().any(|rule| rule.level > Level::Note) {
            for way in &measure.ways_out {
                self.wrapped(2, 10, &format!("way out:  {}", prose(&way.reason)));
            }
        }
        let address = measure
            .sources
            .iter()
            .find_map(|source| source.url.as_deref());
        if let Some(address) = address {
            // Not wrapped: an address is clicked or copied as a whole.
            self.text
                .push_str(&format!("  source:   {}\n", prose(address)));
        }
        self.text.push('\n');
    }

    /// The last lines: counts, then which rules judged.
    fn summary(&mut self, result: &AuditResult) {
        for remark in &result.remarks {
            self.remark(0, remark);
        }
        let counts = result.summary();
        let mut line = format!(
            "{}: {} non-compliant, {} indeterminate, {} compliant; {}",
            wording::count(counts.devices, "device", "devices"),
            counts.non_compliant,
            counts.indeterminate,
            counts.compliant,
            wording::count(counts.findings, "finding", "findings"),
        );
        for (count, word) in [(counts.waived, "waived"), (counts.permitted, "permitted")] {
            if count > 0 {
                line.push_str(&format!(", {count} {word}"));
            }
        }
        if counts.devices == 0 {
            line.push_str("; no device was looked at");
        }
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
        let policies = policies.join(", ");
        self.wrapped(0, 2, &format!("as of {}; policy {policies}", result.as_of));
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

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();

/// The app, by name, id and version; or how many a summary stands for.
fn what(finding: &Finding) -> String {
    let id = terminal(&finding.app);
    let mut app = match &finding.name {
        Some(name) => format!("{} ({id})", terminal(name)),
        None => id,
    };
    match finding.summarises {
        Some(count) if count > 1 => {
            format!("{count} apps that came with the phone, such as {app}")
        }
        _ => {
            if let Some(version) = &finding.version {
                app.push_str(&format!(" {}", terminal(version)));
            }
            app
        }
    }
}

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
