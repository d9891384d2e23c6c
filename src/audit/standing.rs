//! The facts that hold for one device: its register entry, corrected by what the
//! device shows.

use super::result::{Remark, RemarkCode};
use crate::policy::{Access, Approval, Entry, Fact, Facts, Level, Ownership, Use};

/// What counts as true of a device, and what is to be said about that.
#[derive(Debug)]
pub(super) struct Standing<'o> {
    pub(super) facts: Facts,
    /// An approval that the register records.
    pub(super) approval: Option<&'o Approval>,
    pub(super) remarks: Vec<Remark>,
}

/// Something that a device shows, and by what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign<T> {
    pub(super) value: T,
    pub(super) evidence: &'static str,
}

/// What a device shows.
#[derive(Debug)]
pub(super) struct Shown {
    /// Whose it is, at least.
    pub(super) ownership: Option<Sign<Ownership>>,
    /// What shows access to an organisation's systems.
    pub(super) access: Option<String>,
    /// What may mean access and need not.
    pub(super) doubt: Option<String>,
}

impl Standing<'_> {
    /// A device of which no register says anything.
    pub(super) fn unregistered(shown: Option<Sign<Ownership>>, remark: Option<Remark>) -> Self {
        let mut facts = Facts::ASSUMED;
        show_ownership(&mut facts, shown);
        Self {
            facts,
            approval: None,
            remarks: Vec::from_iter(remark),
        }
    }
}

/// Whether the register calls a device separate from daily service.
pub(super) fn is_separate(facts: Facts) -> bool {
    let known = facts.known();
    known.access() == Some(Access::None)
        || (known.usage() == Some(Use::Dedicated) && known.access() != Some(Access::Internal))
}

/// The entry, corrected by what the device shows.
pub(super) fn reconcile(entry: &Entry, shown: Shown) -> Standing<'_> {
    let mut facts = entry.facts;
    let mut remarks = Vec::new();
    remarks.extend(show_ownership(&mut facts, shown.ownership));
    if is_separate(facts) {
        if let Some(evidence) = shown.access {
            remarks.push(separate_contradicted(&mut facts, &evidence));
        } else if let Some(evidence) = shown.doubt.filter(|_| !entry.managed) {
            remarks.push(separate_doubtful(&evidence));
        }
    }
    Standing {
        facts,
        approval: entry.approval.as_ref(),
        remarks,
    }
}

/// Takes over what the device shows of whose it is. A remark where the register
/// says that it is more private.
fn show_ownership(facts: &mut Facts, shown: Option<Sign<Ownership>>) -> Option<Remark> {
    let Sign { value, evidence } = shown?;
    let Some(said) = facts.ownership.known() else {
        if value == Ownership::Issued {
            facts.ownership = Fact::shown(value);
        } else {
            facts.shown_ownership = Some(value);
        }
        return None;
    };
    // From given out to private, in the order of their declaration.
    if said <= value {
        return None;
    }
    facts.ownership = Fact::shown(value);
    Some(contradiction(format!(
        "the register says that the device is {said}, but {evidence}; it is read as {value}"
    )))
}

fn separate_contradicted(facts: &mut Facts, evidence: &str) -> Remark {
    let known = facts.known();
    let mut said = Vec::new();
    if known.usage() == Some(Use::Dedicated) {
        said.push("is kept for one purpose");
        facts.usage = Fact::shown(Use::Service);
    }
    if known.access() == Some(Access::None) {
        said.push("has no access to internal systems");
    }
    facts.access = Fact::shown(Access::Internal);
    contradiction(format!(
        "the register says that the device {}, but {evidence}; it is read as having access",
        said.join(" and ")
    ))
}

fn contradiction(message: String) -> Remark {
    Remark {
        code: RemarkCode::RegisterContradicted,
        level: Level::Warn,
        is_finding: true,
        message,
        advice: "take from the device what contradicts the register, or correct the register"
            .to_owned(),
        details: Vec::new(),
    }
}

fn separate_doubtful(evidence: &str) -> Remark {
    Remark {
        code: RemarkCode::SeparateDeviceDoubtful,
        level: Level::Warn,
        is_finding: true,
        message: format!(
            "the register calls the device a separate one without access, and {evidence}; it is \
             believed, and may be wrong"
        ),
        advice: "make sure that it reaches no internal system, and state it in the register: \
                 managed = true (in CSV: yes)"
            .to_owned(),
        details: Vec::new(),
    }
}
