//! What is told of one device, or of the run: results about findings, and
//! notifications about what limits them.

use super::index::{APPLICABILITY, Index, LEFT_OUT};
use super::location::location;
use super::model::{Notification, Outcome, Suppression};
use super::quota::{Quota, SUPPRESSED};
use super::text::{message, severity, with_advice};
use crate::audit::Level;
use crate::report::document::{Device, Document, Finding, Remark};
use crate::report::escape::{prose, terminal};
use crate::report::facts;
use crate::report::run_failures;
use crate::report::wording::{self, EN};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io;

/// Tells of devices, with references to what was mentioned.
pub(super) struct Teller<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: Index,
    pub(super) quota: Quota,
}

impl Teller<'_> {
    /// The results of a device.
    pub(super) fn outcomes(&self, device: &Device<'_>) -> io::Result<Vec<Outcome>> {
        let findings = device.findings.iter();
        let findings = findings.map(|finding| self.finding(device, finding));
        let remarks = device.remarks.iter().filter(|remark| remark.finding);
        let remarks = remarks.map(|remark| self.outcome(Some(device), remark));
        self.listed(findings.chain(remarks))
    }

    /// The results of the run itself.
    pub(super) fn outcomes_of_run(&self) -> io::Result<Vec<Outcome>> {
        let remarks = self.document.remarks.iter().filter(|remark| remark.finding);
        self.listed(remarks.map(|remark| self.outcome(None, remark)))
    }

    /// Those that a service takes.
    fn listed(
        &self,
        outcomes: impl Iterator<Item = io::Result<Outcome>>,
    ) -> io::Result<Vec<Outcome>> {
        let is_listed = |outcome: &io::Result<Outcome>| match outcome {
            Ok(outcome) if outcome.suppressions.is_empty() => self.quota.takes(outcome.level),
            Ok(_) => self.quota.takes(SUPPRESSED),
            Err(_) => true,
        };
        outcomes.filter(is_listed).collect()
    }

    /// The notifications of a device.
    pub(super) fn notes(&self, device: &Device<'_>) -> io::Result<Vec<Notification>> {
        let id = terminal(&device.id);
        let mut notes = Vec::new();
        for gap in &device.coverage.gaps {
            let profile = EN.in_profile(gap.profile);
            let message = terminal(&gap.message);
            let text = format!("{id}{profile} was not fully read: {message}");
            let text = with_advice(text, &gap.advice);
            notes.push(self.note(&gap.code, "error", &text, Some(device))?);
        }
        for remark in device.remarks.iter().filter(|remark| !remark.finding) {
            notes.push(self.note_of(Some(device), remark)?);
        }
        for fact in facts::of_device(EN, device) {
            let text = format!("{id}: {}", fact.sentence);
            notes.push(self.note(fact.code.as_str(), "note", &text, Some(device))?);
        }
        for standing in EN.standings(device) {
            let text = format!("{id}: {standing}");
            notes.push(self.note(APPLICABILITY, "note", &text, Some(device))?);
        }
        Ok(notes)
    }

    /// The notifications of the run itself.
    pub(super) fn notes_of_run(&self) -> io::Result<Vec<Notification>> {
        let document = self.document;
        let failures = run_failures::of_run(document).into_iter();
        let failures =
            failures.map(|failure| self.note(failure.code, "error", &failure.message, None));
        let remarks = document.remarks.iter().filter(|remark| !remark.finding);
        let remarks = remarks.map(|remark| self.note_of(None, remark));
        let facts = facts::of_run(EN, document).into_iter();
        let facts = facts.map(|fact| self.note(fact.code.as_str(), "note", &fact.sentence, None));
        let left_out = self.quota.told();
        let left_out = left_out.map(|told| self.note(LEFT_OUT, "warning", &told, None));
        let all = failures.chain(remarks).chain(facts);
        all.chain(left_out).collect()
    }

    fn finding(&self, device: &Device<'_>, finding: &Finding<'_>) -> io::Result<Outcome> {
        let suppressions = EN.permission(finding).map(|justification| Suppression {
            kind: "external",
            status: "accepted",
            justification,
        });
        let mut text = format!("{} on {}", EN.app(finding), terminal(&device.id));
        let about = wording::about(device);
        if !about.is_empty() {
            text.push_str(&format!(" ({about})"));
        }
        for part in EN.circumstances(finding) {
            text.push_str("; ");
            text.push_str(&part);
        }
        text.push('.');
        let how = finding.how_to_fix.as_deref().map(prose);
        for (what, part) in [
            ("Why", EN.reason(finding, None)),
            ("Confidence", Some(EN.confidence(finding))),
            ("Fix", how),
        ] {
            if let Some(part) = part {
                text.push_str(&format!("\n{what}: {part}."));
            }
        }
        let profile = finding.profile.to_string();
        let identity = [&*finding.rule, &*device.id, &*finding.app, &*profile];
        let rule = self.index.rules.reference(&finding.rule)?;
        Ok(Outcome {
            rule_id: rule.id,
            rule_index: rule.index,
            level: severity(finding.level, self.document.fail_on),
            message: message(&text),
            locations: vec![location(Some(device))],
            partial_fingerprints: fingerprints(&identity),
            suppressions: suppressions.into_iter().collect(),
            properties: properties(device, finding),
        })
    }

    /// A finding about the device itself, or about the run.
    fn outcome(&self, device: Option<&Device<'_>>, remark: &Remark<'_>) -> io::Result<Outcome> {
        let id = device.map_or("", |device| &*device.id);
        let rule = self.index.rules.reference(&remark.code)?;
        Ok(Outcome {
            rule_id: rule.id,
            rule_index: rule.index,
            level: severity(remark.level, self.document.fail_on),
            message: message(&text_of(device, remark)),
            locations: vec![location(device)],
            partial_fingerprints: fingerprints(&[&remark.code, id, &remark.message]),
            suppressions: Vec::new(),
            properties: BTreeMap::new(),
        })
    }

    /// A remark that is only worth telling.
    fn note_of(
        &self,
        device: Option<&Device<'_>>,
        remark: &Remark<'_>,
    ) -> io::Result<Notification> {
        let level = match remark.level {
            Level::Note => "note",
            _ if device.is_none() && run_failures::fails(remark) => "error",
            Level::Warn | Level::Deny => "warning",
        };
        self.note(&remark.code, level, &text_of(device, remark), device)
    }

    fn note(
        &self,
        code: &str,
        level: &'static str,
        text: &str,
        device: Option<&Device<'_>>,
    ) -> io::Result<Notification> {
        Ok(Notification {
            descriptor: self.index.notifications.reference(code)?,
            level,
            message: message(text),
            locations: vec![location(device)],
        })
    }
}

fn text_of(device: Option<&Device<'_>>, remark: &Remark<'_>) -> String {
    let mut text = prose(&remark.message);
    if let Some(device) = device {
        text = format!("{}: {text}", terminal(&device.id));
    }
    with_advice(text, &remark.advice)
}

/// The same finding on the same phone has the same fingerprint, whatever the
/// version of the app, the day, and the file it was read from.
fn fingerprints(identity: &[&str]) -> BTreeMap<&'static str, String> {
    let mut hash = Sha256::new();
    for part in identity {
        // Lengths keep neighbours apart: "ab" + "c" is not "a" + "bc".
        hash.update(part.len().to_string());
        hash.update(b":");
        hash.update(part);
    }
    let digest = hash.finalize();
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let short = hex.get(..16).unwrap_or(&hex).concat();
    BTreeMap::from([
        ("dutyphone/v1", short.clone()),
        // The name that code scanning services look for.
        ("primaryLocationLineHash", format!("{short}:1")),
    ])
}

fn properties(device: &Device<'_>, finding: &Finding<'_>) -> BTreeMap<&'static str, String> {
    let mut known = BTreeMap::new();
    let mut add = |name: &'static str, value: Option<&str>| {
        if let Some(value) = value {
            known.insert(name, terminal(value));
        }
    };
    add("device", Some(&device.id));
    add("app", Some(&finding.app));
    add("name", finding.name.as_deref());
    add("version", finding.version.as_deref());
    add("state", Some(&finding.state));
    add("match", Some(&finding.matched));
    add("owner", finding.owner_name.as_deref());
    add("ownerCountry", finding.owner_country.as_deref());
    add("idConfidence", finding.id_confidence.as_deref());
    add("ownerConfidence", finding.owner_confidence.as_deref());
    known
}
