//! From an audit's result to the document. Text is borrowed, so that the
//! document of a large fleet costs little more than the result itself.

use super::{
    Adoption, Applicability, Apps, Coverage, DataSet, Device, DeviceEvidence, Devices, Document,
    Evidence, Exception, FactUsed, File, Finding, Gap, Inputs, NotCovered, NotRead, Note, Policy,
    Profile, Remark, Rule, SCHEMA, Source, Summary, Text, Waiver,
};
use crate::audit::{self, AuditResult, DeviceResult, Measure, shown_time};
use crate::inventory::{self, InputLedger, Locator};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl<'r> Document<'r> {
    /// The document of a result. `rules` are all rules of the policies, in
    /// their order; the result itself knows only those that found something.
    /// Rules of a measure that did not judge, because it is not in force, are
    /// left out: they would look as if nothing broke them.
    #[must_use]
    pub fn new(result: &'r AuditResult, mut rules: Vec<Rule<'r>>) -> Self {
        let counts = result.summary();
        rules.retain(|rule| result.measures.iter().any(|m| m.id == rule.policy));
        Self {
            schema: SCHEMA.into(),
            tool: concat!("dutyphone ", env!("CARGO_PKG_VERSION")).into(),
            as_of: result.as_of.to_string().into(),
            fail_on: result.fail_on,
            verdict: result.verdict().into(),
            policies: result.measures.iter().map(|m| policy(m)).collect(),
            rules,
            data: result.data.iter().map(data_set).collect(),
            summary: Summary {
                devices: counts.devices,
                non_compliant: counts.non_compliant,
                indeterminate: counts.indeterminate,
                compliant: counts.compliant,
                not_applicable: counts.not_applicable,
                findings: counts.findings,
                waived: counts.waived,
                permitted: counts.permitted,
                contradicted: counts.contradicted,
                unregistered: counts.unregistered,
                assumed: counts.assumed,
            },
            devices: Devices::Held(result.devices.iter().map(Device::of).collect()),
            remarks: remarks(&result.remarks),
            evidence: evidence(&result.evidence),
            inputs: Some(inputs(&result.inputs)),
            not_covered: result
                .measures
                .iter()
                .flat_map(|m| not_covered(m))
                .collect(),
        }
    }
}

fn inputs(ledger: &InputLedger) -> Inputs<'_> {
    Inputs {
        devices: ledger.devices,
        parts: ledger.parts,
        set_aside: ledger
            .set_aside
            .iter()
            .map(|entry| text(&entry.name))
            .collect(),
        not_read: ledger
            .not_read
            .iter()
            .map(|entry| NotRead {
                name: text(&entry.name),
                gap: entry.gap.code.as_str().into(),
            })
            .collect(),
    }
}

impl<'r> Device<'r> {
    /// The device as the document tells it.
    #[must_use]
    pub fn of(device: &'r DeviceResult) -> Self {
        let taken_at = shown_time(device).map(|time| time.to_string().into());
        Self {
            id: text(&device.id),
            source: device.locator.to_string().into(),
            file: file(&device.locator),
            line: device.locator.line,
            platform: device.platform.map(|platform| platform.as_str().into()),
            maker: optional(device.maker.as_ref()),
            model: optional(device.model.as_ref()),
            os_version: optional(device.os_version.as_ref()),
            taken_at,
            evidence: DeviceEvidence::of(&device.evidence),
            verdict: device.verdict.into(),
            applicability: device.applicability.iter().map(applicability).collect(),
            age_days: device.age_days,
            coverage: coverage(&device.coverage),
            apps: Apps {
                total: device.apps.total,
                owner_known: device.apps.owner_known,
            },
            findings: device.findings.iter().map(finding).collect(),
            remarks: remarks(&device.remarks),
        }
    }
}

/// How a policy stands to a device.
pub(in crate::report) fn applicability(stand: &audit::Applicability) -> Applicability<'_> {
    let facts = stand.facts.iter().map(|fact| FactUsed {
        fact: fact.fact.as_str().into(),
        value: text(&fact.value),
        from: fact.from.as_str().into(),
    });
    Applicability {
        policy: text(&stand.policy),
        rule: optional(stand.rule.as_ref()),
        state: stand.state.as_str().into(),
        facts: facts.collect(),
    }
}

fn evidence(evidence: &audit::Evidence) -> Evidence<'_> {
    fn file(fact: &audit::FileFact) -> File<'_> {
        File {
            digest: text(&fact.digest),
            date: fact.date.map(|date| date.to_string().into()),
            entries: fact.entries,
        }
    }
    Evidence {
        register: evidence.register.as_ref().map(file),
        waivers: evidence.waivers.as_ref().map(file),
        signed_with: None,
        registered_not_read: evidence.not_read.iter().map(|id| text(id)).collect(),
    }
}

/// Phones and standard input are no files.
fn file(locator: &Locator) -> Option<Text<'_>> {
    let place = locator.place.as_str();
    (place != "-" && !["adb:", "ios:"].iter().any(|bus| place.starts_with(bus)))
        .then_some(Cow::Borrowed(place))
}

fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text)
}

/// A text in several languages, by their codes.
fn languages(texts: &[(String, String)]) -> BTreeMap<Text<'_>, Text<'_>> {
    let texts = texts.iter();
    texts.map(|(code, said)| (text(code), text(said))).collect()
}

fn optional(text: Option<&String>) -> Option<Text<'_>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

fn policy(measure: &Measure) -> Policy<'_> {
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string().into());
    let sources = measure.sources.iter().map(|source| Source {
        publisher: text(&source.publisher),
        title: text(&source.title),
        url: optional(source.url.as_ref()),
        date: date(source.date),
    });
    Policy {
        id: text(&measure.id),
        digest: text(&measure.digest),
        title: optional(measure.title.as_ref()),
        titles: languages(&measure.titles),
        issuer: optional(measure.issuer.as_ref()),
        jurisdiction: optional(measure.jurisdiction.as_ref()),
        instrument: measure.instrument.map(|kind| kind.as_str().into()),
        issued: date(measure.issued),
        effective: date(measure.effective),
        expires: date(measure.expires),
        status_remark: optional(measure.status_remark.as_ref()),
        checked: date(measure.checked),
        status: measure.status.map(|status| status.as_str().into()),
        review_by: date(measure.review_by),
        sources: sources.collect(),
        exceptions: measure.exceptions.iter().map(exception).collect(),
        adoption: measure.adoption.as_ref().map(|adoption| Adoption {
            by: text(&adoption.by),
            decided_by: text(&adoption.decided_by),
            decided_on: adoption.decided_on.to_string().into(),
            terms: adoption.terms.iter().map(|term| text(term)).collect(),
        }),
    }
}

fn not_covered(measure: &Measure) -> impl Iterator<Item = NotCovered<'_>> {
    measure.not_covered.iter().map(|missing| NotCovered {
        policy: text(&measure.id),
        name: text(&missing.name),
        platform: missing.platform.map(|platform| platform.as_str().into()),
        why: text(&missing.why),
    })
}

fn data_set(set: &audit::DataSetFact) -> DataSet<'_> {
    DataSet {
        name: text(&set.name),
        version: optional(set.version.as_ref()),
        date: set.date.map(|date| date.to_string().into()),
        digest: text(&set.digest),
        overridden: set.overridden,
    }
}

/// A published exception.
pub(in crate::report) fn exception(way: &audit::ExceptionFact) -> Exception<'_> {
    Exception {
        id: text(&way.id),
        reason: text(&way.reason),
        reasons: languages(&way.reasons),
        dedicated: way.dedicated,
    }
}

/// The most serious first.
fn remarks(remarks: &[audit::Remark]) -> Vec<Remark<'_>> {
    let mut remarks: Vec<Remark<'_>> = remarks.iter().map(remark).collect();
    remarks.sort_by(|a, b| {
        (Reverse(a.level), &a.code, &a.message).cmp(&(Reverse(b.level), &b.code, &b.message))
    });
    remarks
}

fn remark(remark: &audit::Remark) -> Remark<'_> {
    Remark {
        code: remark.code.as_str().into(),
        level: remark.level,
        finding: remark.is_finding,
        message: text(&remark.message),
        advice: text(&remark.advice),
        details: remark
            .details
            .iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect(),
    }
}

fn coverage(coverage: &inventory::Coverage) -> Coverage<'_> {
    let profiles = coverage.profiles().iter().map(|profile| Profile {
        id: profile.id.0,
        kind: profile.kind.as_str().into(),
        status: profile.status.as_str().into(),
    });
    let gaps = coverage.gaps().iter().map(|gap| Gap {
        code: gap.code.as_str().into(),
        profile: gap.profile.map(|profile| profile.0),
        message: text(&gap.message),
        advice: text(&gap.advice),
    });
    let notes = coverage.notes().iter().map(|note| Note {
        code: text(&note.code),
        message: text(&note.message),
    });
    // Sources notice things in an order of their own.
    let mut gaps: Vec<Gap<'_>> = gaps.collect();
    gaps.sort_by(|a, b| (a.profile, &a.code, &a.message).cmp(&(b.profile, &b.code, &b.message)));
    let mut notes: Vec<Note<'_>> = notes.collect();
    notes.sort_by(|a, b| (&a.code, &a.message).cmp(&(&b.code, &b.message)));
    Coverage {
        complete: coverage.complete().is_some(),
        profiles: profiles.collect(),
        gaps,
        notes,
    }
}

/// A permission of the organisation.
pub(in crate::report) fn waiver(waiver: &audit::WaiverFact) -> Waiver<'_> {
    Waiver {
        id: text(&waiver.id),
        reason: text(&waiver.reason),
        approver: text(&waiver.approver),
        expires: waiver.expires.to_string().into(),
    }
}

fn finding(finding: &audit::Finding) -> Finding<'_> {
    let owner = finding.owner.as_ref();
    let waiver = finding.waived_by.as_deref().map(waiver);
    Finding {
        rule: text(&finding.rule.id),
        level: finding.level,
        app: text(&finding.app),
        name: optional(finding.name.as_ref()),
        variant: optional(finding.variant.as_ref()),
        version: optional(finding.version.as_ref()),
        first_installed: finding.first_installed.map(|time| time.to_string().into()),
        profile: finding.profile.0,
        profile_kind: finding.profile_kind.map(|kind| kind.as_str().into()),
        state: finding.state.as_str().into(),
        origin: finding.origin.as_str().into(),
        matched: finding.matched.as_str().into(),
        owner: owner.map(|owner| text(&owner.id)),
        owner_name: owner.map(|owner| text(&owner.name)),
        owner_through: owner.and_then(|owner| optional(owner.through.as_ref())),
        owner_country: owner.and_then(|owner| owner.country.map(|c| c.to_string().into())),
        owner_country_name: owner.and_then(|owner| optional(owner.country_name.as_ref())),
        owner_relation: owner.and_then(|owner| owner.relation.map(|tie| tie.as_str().into())),
        owner_contested: owner.is_some_and(|owner| owner.contested),
        id_confidence: finding.id_confidence.map(|sure| sure.as_str().into()),
        owner_confidence: owner.map(|owner| owner.confidence.as_str().into()),
        hint_country: finding.hint.map(|country| country.to_string().into()),
        hint_country_name: optional(finding.hint_name.as_ref()),
        by_owner: finding.by_owner,
        summarises: finding.summarises,
        waived_by: waiver,
        permitted_by: finding.permitted_by.as_ref().map(exception),
        reason: optional(finding.rule.reason.as_ref()),
        fix: optional(finding.rule.fix.as_ref()),
        how_to_fix: optional(finding.how_to_fix.as_ref()),
    }
}
