//! Text for a person at a terminal: the worst device first, what is wrong, how
//! sure that is, what to do, and at the end on whose authority. It reads at 80
//! columns and without colour.

use super::document::{Device, Document, Finding, Gap, Policy, Remark, Rule, Verdict};
use super::escape::{prose, terminal};
use super::{Layout, layout, wording};
use crate::audit::Level;
use anstyle::{AnsiColor, Style};
use std::collections::{BTreeSet, HashMap};

pub(super) fn render(document: &Document<'_>, layout: Layout) -> String {
    let mut page = Page {
        text: String::new(),
        layout,
        rules: document.rules_by_id(),
    };
    for device in &document.devices {
        page.device(device);
    }
    page.authorities(document);
    page.summary(document);
    page.text
}

struct Page<'d> {
    text: String,
    layout: Layout,
    rules: HashMap<&'d str, &'d Rule<'d>>,
}

impl<'d> Page<'d> {
    fn device(&mut self, device: &Device<'_>) {
        self.heading(device);
        for group in groups(&device.findings) {
            self.group(group);
        }
        if !device.coverage.gaps.is_empty() {
            self.wrapped(2, 2, "not fully read:");
        }
        for gap in &device.coverage.gaps {
            self.gap(gap);
        }
        for note in &device.coverage.notes {
            self.wrapped(2, 8, &format!("note: {}", terminal(&note.message)));
        }
        for remark in &device.remarks {
            self.remark(2, remark);
        }
        for standing in wording::standings(device) {
            self.wrapped(2, 6, &standing);
        }
        self.text.push('\n');
    }

    /// One line that names the device, and one that says where it was read.
    fn heading(&mut self, device: &Device<'_>) {
        let verdict = match device.verdict {
            Verdict::NonCompliant => self.styled(RED, "NON-COMPLIANT"),
            Verdict::Indeterminate => self.styled(YELLOW, "INDETERMINATE"),
            Verdict::Compliant => self.styled(GREEN, "COMPLIANT"),
            Verdict::NotApplicable => self.styled(BLUE, "NOT-APPLICABLE"),
        };
        let about = wording::device(device);
        let mut line = format!("{verdict}  {}", terminal(&device.id));
        if !about.is_empty() {
            line.push_str(&format!("  ({about})"));
        }
        self.text.push_str(&line);
        self.text.push('\n');
        self.wrapped(2, 4, &wording::provenance(device));
    }

    fn gap(&mut self, gap: &Gap<'_>) {
        let profile = wording::in_profile(gap.profile);
        let code = terminal(&gap.code);
        let message = terminal(&gap.message);
        self.wrapped(4, 8, &format!("{code}{profile}: {message}"));
        if !gap.advice.is_empty() {
            self.wrapped(8, 14, &format!("= do: {}", terminal(&gap.advice)));
        }
    }

    /// The findings about one app in one profile.
    fn group(&mut self, findings: &[Finding<'_>]) {
        let Some(first) = findings.first() else {
            return;
        };
        self.app_line(first);
        for finding in findings {
            self.rule_lines(finding);
        }
        let certainty = wording::certainty(first);
        self.wrapped(8, 16, &format!("= sure: {certainty}"));
        if let Some(how) = &first.how_to_fix {
            self.wrapped(8, 15, &format!("= fix: {}", prose(how)));
        }
    }

    fn app_line(&mut self, finding: &Finding<'_>) {
        let level = match finding.level {
            // Waived, or permitted by the measure itself.
            _ if !finding.is_open() => self.styled(GREEN, "ok  "),
            Level::Deny => self.styled(RED, "deny"),
            Level::Warn => self.styled(YELLOW, "warn"),
            Level::Note => self.styled(BLUE, "note"),
        };
        let mut parts = vec![wording::app(finding)];
        parts.extend(wording::circumstances(finding));
        // The level takes eight columns, and its colour none.
        let body = layout::fill(&parts.join("; "), self.layout.width, "        ", "        ");
        let body = body.trim_start();
        self.text.push_str(&format!("  {level}  {body}\n"));
    }

    fn rule_lines(&mut self, finding: &Finding<'_>) {
        self.wrapped(8, 10, &format!("by {}", terminal(&finding.rule)));
        if let Some(reason) = wording::reason(finding) {
            self.wrapped(10, 17, &format!("= why: {reason}"));
        }
        let rule = self.rules.get(&*finding.rule).map(|rule| rule.level);
        if let Some(weaker) = wording::weaker(finding, rule) {
            self.wrapped(10, 19, &format!("= level: {weaker}"));
        }
        if let Some(permission) = wording::permission(finding) {
            let label = permission.find(": ").map_or(0, |end| end + 2);
            self.wrapped(10, 12 + label, &format!("= {permission}"));
        }
    }

    fn remark(&mut self, indent: usize, remark: &Remark<'_>) {
        let code = terminal(&remark.code);
        let message = prose(&remark.message);
        let level = if remark.finding {
            format!("{}  ", remark.level)
        } else {
            String::new()
        };
        self.wrapped(indent, indent + 4, &format!("{level}{code}: {message}"));
        if !remark.advice.is_empty() {
            let advice = prose(&remark.advice);
            self.wrapped(indent + 4, indent + 10, &format!("= do: {advice}"));
        }
    }

    /// Who says so: each measure that found something, once.
    fn authorities(&mut self, document: &'d Document<'_>) {
        let findings = document.devices.iter().flat_map(|device| &device.findings);
        let broken: BTreeSet<&str> = findings.map(|finding| &*finding.rule).collect();
        for policy in &document.policies {
            let mut rules: Vec<&Rule<'_>> = broken
                .iter()
                .filter_map(|id| self.rules.get(id).copied())
                .filter(|rule| rule.policy == policy.id)
                .collect();
            rules.sort_by(|a, b| a.id.cmp(&b.id));
            if !rules.is_empty() && (policy.issuer.is_some() || policy.title.is_some()) {
                self.authority(policy, &rules);
            }
        }
    }

    fn authority(&mut self, policy: &Policy<'_>, broken: &[&Rule<'_>]) {
        let title = policy.title.as_deref().map(prose).unwrap_or_default();
        self.wrapped(0, 2, &format!("{}: {title}", terminal(&policy.id)));
        if let Some(authority) = wording::authority(policy) {
            self.wrapped(2, 10, &format!("issued by {authority}"));
        }
        for rule in broken {
            if let Some(fix) = &rule.fix {
                self.wrapped(2, 10, &format!("asks for: {}", prose(fix)));
            }
        }
        // A note asks for nothing, so it needs no exception.
        if broken.iter().any(|rule| rule.level > Level::Note) {
            for way in &policy.exceptions {
                self.wrapped(2, 10, &format!("way out:  {}", prose(&way.reason)));
            }
        }
        if let [first, ..] = broken {
            let rule = terminal(&first.id);
            self.wrapped(2, 10, &format!("more:     dutyphone explain {rule}"));
        }
        let address = policy
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
    fn summary(&mut self, document: &Document<'_>) {
        for remark in &document.remarks {
            self.remark(0, remark);
        }
        self.wrapped(0, 2, &wording::counts(document));
        self.wrapped(0, 2, &wording::basis(document));
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
