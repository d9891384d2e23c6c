//! JSON for programs: `dutyphone/audit/1`.
//!
//! The names are part of the interface. Arrays are never null, everything is
//! sorted, and device text keeps its true characters, because JSON escapes
//! them.

use crate::audit::{
    AuditResult, Confidence, DeviceResult, Finding, Instrument, Measure, Relation, Remark, Status,
    WaiverFact, WayOut,
};
use crate::inventory::{Coverage, Platform};
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "dutyphone/audit/1";

pub(super) fn write(result: &AuditResult, out: &mut dyn Write) -> io::Result<()> {
    let file = File {
        schema: SCHEMA,
        tool: concat!("dutyphone ", env!("CARGO_PKG_VERSION")),
        as_of: result.as_of.to_string(),
        fail_on: result.fail_on.as_str(),
        verdict: result.verdict().as_str(),
        policies: result.measures.iter().map(|m| policy(m)).collect(),
        summary: summary(result),
        devices: result.devices.iter().map(device).collect(),
        remarks: result.remarks.iter().map(remark).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &file)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct File<'r> {
    schema: &'static str,
    tool: &'static str,
    as_of: String,
    fail_on: &'static str,
    verdict: &'static str,
    policies: Vec<Policy<'r>>,
    summary: Summary,
    devices: Vec<Device<'r>>,
    remarks: Vec<RemarkJson<'r>>,
}

#[derive(Serialize)]
struct Policy<'r> {
    id: &'r str,
    digest: &'r str,
    title: Option<&'r str>,
    issuer: Option<&'r str>,
    jurisdiction: Option<&'r str>,
    instrument: Option<&'static str>,
    issued: Option<String>,
    status: Option<&'static str>,
    sources: Vec<Source<'r>>,
    exceptions: Vec<WayOutJson<'r>>,
}

#[derive(Serialize)]
struct Source<'r> {
    publisher: &'r str,
    title: &'r str,
    url: Option<&'r str>,
    date: Option<String>,
}

#[derive(Serialize)]
struct WayOutJson<'r> {
    id: &'r str,
    reason: &'r str,
}

#[derive(Serialize)]
struct Summary {
    devices: usize,
    non_compliant: usize,
    indeterminate: usize,
    compliant: usize,
    findings: usize,
    waived: usize,
    permitted: usize,
}

#[derive(Serialize)]
pub(super) struct Device<'r> {
    id: &'r str,
    source: String,
    platform: Option<&'static str>,
    maker: Option<&'r str>,
    model: Option<&'r str>,
    os_version: Option<&'r str>,
    taken_at: Option<String>,
    verdict: &'static str,
    coverage: CoverageJson<'r>,
    apps: Apps,
    findings: Vec<FindingJson<'r>>,
    remarks: Vec<RemarkJson<'r>>,
}

#[derive(Serialize)]
struct RemarkJson<'r> {
    code: &'static str,
    level: &'static str,
    message: &'r str,
    advice: &'r str,
}

#[derive(Serialize)]
struct Waiver<'r> {
    id: &'r str,
    reason: &'r str,
    approver: &'r str,
    expires: String,
}

#[derive(Serialize)]
struct CoverageJson<'r> {
    complete: bool,
    profiles: Vec<Profile>,
    gaps: Vec<Gap<'r>>,
    notes: Vec<Note<'r>>,
}

#[derive(Serialize)]
struct Profile {
    id: u32,
    kind: &'static str,
    status: &'static str,
}

#[derive(Serialize)]
struct Gap<'r> {
    code: &'static str,
    profile: Option<u32>,
    message: &'r str,
    advice: &'r str,
}

#[derive(Serialize)]
struct Note<'r> {
    code: &'r str,
    message: &'r str,
}

#[derive(Serialize)]
struct Apps {
    total: usize,
    owner_known: usize,
}

#[derive(Serialize)]
struct FindingJson<'r> {
    rule: &'r str,
    level: &'static str,
    app: &'r str,
    name: Option<&'r str>,
    variant: Option<&'r str>,
    version: Option<&'r str>,
    profile: u32,
    state: &'static str,
    origin: &'static str,
    #[serde(rename = "match")]
    matched: &'static str,
    owner: Option<&'r str>,
    owner_name: Option<&'r str>,
    owner_through: Option<&'r str>,
    owner_country: Option<String>,
    owner_relation: Option<&'static str>,
    owner_contested: bool,
    id_confidence: Option<&'static str>,
    owner_confidence: Option<&'static str>,
    hint_country: Option<String>,
    summarises: Option<usize>,
    waived_by: Option<Waiver<'r>>,
    permitted_by: Option<WayOutJson<'r>>,
    reason: Option<&'r str>,
    fix: Option<&'r str>,
    how_to_fix: Option<&'r str>,
}

fn policy(measure: &Measure) -> Policy<'_> {
    Policy {
        id: &measure.id,
        digest: &measure.digest,
        title: measure.title.as_deref(),
        issuer: measure.issuer.as_deref(),
        jurisdiction: measure.jurisdiction.as_deref(),
        instrument: measure.instrument.map(Instrument::as_str),
        issued: measure.issued.map(|date| date.to_string()),
        status: measure.status.map(Status::as_str),
        sources: measure
            .sources
            .iter()
            .map(|source| Source {
                publisher: &source.publisher,
                title: &source.title,
                url: source.url.as_deref(),
                date: source.date.map(|date| date.to_string()),
            })
            .collect(),
        exceptions: measure.ways_out.iter().map(way_out).collect(),
    }
}

fn summary(result: &AuditResult) -> Summary {
    let counts = result.summary();
    Summary {
        devices: counts.devices,
        non_compliant: counts.non_compliant,
        indeterminate: counts.indeterminate,
        compliant: counts.compliant,
        findings: counts.findings,
        waived: counts.waived,
        permitted: counts.permitted,
    }
}

pub(super) fn device(device: &DeviceResult) -> Device<'_> {
    Device {
        id: &device.id,
        source: device.locator.to_string(),
        platform: device.platform.map(Platform::as_str),
        maker: device.maker.as_deref(),
        model: device.model.as_deref(),
        os_version: device.os_version.as_deref(),
        taken_at: device.taken_at.map(|time| time.to_string()),
        verdict: device.verdict.as_str(),
        coverage: coverage(&device.coverage),
        apps: Apps {
            total: device.apps.total,
            owner_known: device.apps.owner_known,
        },
        findings: device.findings.iter().map(finding).collect(),
        remarks: device.remarks.iter().map(remark).collect(),
    }
}

fn remark(remark: &Remark) -> RemarkJson<'_> {
    RemarkJson {
        code: remark.code.as_str(),
        level: remark.level.as_str(),
        message: &remark.message,
        advice: &remark.advice,
    }
}

fn waiver(waiver: &WaiverFact) -> Waiver<'_> {
    Waiver {
        id: &waiver.id,
        reason: &waiver.reason,
        approver: &waiver.approver,
        expires: waiver.expires.to_string(),
    }
}

fn way_out(way: &WayOut) -> WayOutJson<'_> {
    WayOutJson {
        id: &way.id,
        reason: &way.reason,
    }
}

fn coverage(coverage: &Coverage) -> CoverageJson<'_> {
    let profiles = coverage.profiles().iter().map(|profile| Profile {
        id: profile.id.0,
        kind: profile.kind.as_str(),
        status: profile.status.as_str(),
    });
    let gaps = coverage.gaps().iter().map(|gap| Gap {
        code: gap.code.as_str(),
        profile: gap.profile.map(|profile| profile.0),
        message: &gap.message,
        advice: &gap.advice,
    });
    let notes = coverage.notes().iter().map(|note| Note {
        code: &note.code,
        message: &note.message,
    });
    CoverageJson {
        complete: coverage.complete().is_some(),
        profiles: profiles.collect(),
        gaps: gaps.collect(),
        notes: notes.collect(),
    }
}

fn finding(finding: &Finding) -> FindingJson<'_> {
    let owner = finding.owner.as_ref();
    FindingJson {
        rule: &finding.rule.id,
        level: finding.level.as_str(),
        app: &finding.app,
        name: finding.name.as_deref(),
        variant: finding.variant.as_deref(),
        version: finding.version.as_deref(),
        profile: finding.profile.0,
        state: finding.state.as_str(),
        origin: finding.origin.as_str(),
        matched: finding.matched.as_str(),
        owner: owner.map(|owner| owner.id.as_str()),
        owner_name: owner.map(|owner| owner.name.as_str()),
        owner_through: owner.and_then(|owner| owner.through.as_deref()),
        owner_country: owner.and_then(|owner| owner.country.map(|c| c.to_string())),
        owner_relation: owner.and_then(|owner| owner.relation.map(Relation::as_str)),
        owner_contested: owner.is_some_and(|owner| owner.contested),
        id_confidence: finding.id_confidence.map(Confidence::as_str),
        owner_confidence: owner.map(|owner| owner.confidence.as_str()),
        hint_country: finding.hint.map(|c| c.to_string()),
        summarises: finding.summarises,
        waived_by: finding.waived_by.as_deref().map(waiver),
        permitted_by: finding.permitted_by.as_ref().map(way_out),
        reason: finding.rule.reason.as_deref(),
        fix: finding.rule.fix.as_deref(),
        how_to_fix: finding.how_to_fix.as_deref(),
    }
}
