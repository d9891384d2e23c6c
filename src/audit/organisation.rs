//! What the organisation says: its register, its waivers, and whether a device
//! contradicts the register.
//!
//! The device is better evidence than a list about it. A work profile, or an app
//! that gives access to an organisation's systems, contradicts an entry that calls
//! the device separate. Management alone does not, because a separate phone may be
//! managed. It raises a remark, which the register can settle.

use super::index::Index;
use super::result::{Remark, RemarkCode, WaiverFact};
use super::shown;
use super::standing::{Shown, Sign, Standing, is_separate, reconcile};
use crate::catalogue::Catalogue;
use crate::inventory::{Inventory, OwnId, is_within};
use crate::policy::{
    Entry, Exception, Found, Level, Ownership, Person, Persons, Policy, Proven, Register, Waiver,
    WaiverFile,
};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many columns of a register a sentence names.
const NAMED: usize = 20;

/// The organisation's own files.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// The device register, if there is one.
    pub register: Option<Register>,
    /// The waivers, if there are any.
    pub waivers: Option<WaiverFile>,
    /// Whether a waiver that is over, or permitted nothing, fails the run.
    pub strict_waivers: bool,
}

/// What counts as true of a device, and what is to be said about that.
pub(super) fn standing<'o>(
    organisation: &'o Organisation,
    (index, catalogue): (&Index<'_>, &Catalogue),
    inventory: &Inventory,
) -> Standing<'o> {
    let mut shown = Shown {
        ownership: shown::ownership(inventory),
        access: None,
        doubt: None,
    };
    if organisation.register.is_none() {
        return Standing::unregistered(shown.ownership, None);
    }
    let Some(entry) = entry(organisation, inventory) else {
        let (message, advice) = if OwnId::of(&inventory.device.id).is_none() {
            (
                "many phones have the serial of this one, so no row of the register can be about \
                 it, and it is read strictly: service use, internal access, given by the \
                 organisation to a public employee",
                "",
            )
        } else {
            (
                "the device is not in the register, so it is read strictly: service use, internal \
                 access, given by the organisation to a public employee",
                "add it to the register",
            )
        };
        let remark = Remark::note(RemarkCode::NotRegistered, message, advice);
        return Standing::unregistered(shown.ownership, Some(remark));
    };
    // Apps are asked only where they can tell something new.
    if is_separate(entry.facts) {
        (shown.access, shown.doubt) = shown::access(index, catalogue, inventory);
    }
    if shown.ownership.is_none()
        && is_private(entry)
        && shown::has_agent(index, catalogue, inventory)
    {
        shown.ownership = Some(Sign {
            value: Ownership::Enrolled,
            evidence: "an app is installed by which an organisation manages phones",
        });
    }
    reconcile(entry, shown)
}

/// Whether apps can show that the register is wrong about a device.
pub(super) fn asks_for_access(organisation: &Organisation, inventory: &Inventory) -> bool {
    let entry = entry(organisation, inventory);
    entry.is_some_and(|entry| is_separate(entry.facts))
}

/// Whether the register calls a device private and not managed.
fn is_private(entry: &Entry) -> bool {
    entry.facts.known().ownership() == Some(Ownership::Private)
}

/// The row of the register about a device.
fn entry<'o>(organisation: &'o Organisation, inventory: &Inventory) -> Option<&'o Entry> {
    let id = OwnId::of(&inventory.device.id)?;
    organisation.register.as_ref()?.find(id.as_str())
}

/// The published exception that surely permits an app on a device.
pub(super) fn exception<'p>(
    policy: &'p Policy,
    standing: &Standing<'_>,
    day: Date,
    target: Target<'_>,
) -> Option<&'p Exception> {
    let mut exceptions = policy.exceptions.iter();
    exceptions
        .find(|exception| target.is_meant_by(exception) && holds(policy, exception, standing, day))
}

/// What an exception may be about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target<'t> {
    /// An app, by what it surely is.
    App(Proven<'t>),
    /// A web page on the home screen, by its host.
    Page(&'t str),
}

impl Target<'_> {
    /// An exception that names nothing is about everything.
    fn is_meant_by(self, exception: &Exception) -> bool {
        let names_nothing = exception.families.is_empty() && exception.web_hosts.is_empty();
        names_nothing
            || match self {
                Self::App(app) => app
                    .family()
                    .is_some_and(|family| exception.families.contains(&family)),
                Self::Page(host) => exception.web_hosts.iter().any(|of| is_within(host, of)),
            }
    }
}

/// Whether a device surely meets an exception, and whoever must grant it did.
pub(super) fn holds(
    policy: &Policy,
    exception: &Exception,
    standing: &Standing<'_>,
    day: Date,
) -> bool {
    let granted = exception.approver.is_none()
        || standing.approval.is_some_and(|approval| {
            is_named(policy, exception, &approval.policy) && approval.on <= day
        });
    granted && fits(policy, exception, standing)
}

/// Whether a device surely meets the conditions of an exception. Whoever belongs to
/// several groups that the measure is for has it only if it is for all of them.
fn fits(policy: &Policy, exception: &Exception, standing: &Standing<'_>) -> bool {
    let known = standing.facts.known();
    let meant = &exception.conditions.persons;
    let addressed = |person: &Person| match policy.scope.persons.as_slice() {
        [] => person.is_narrow(),
        scope => scope.contains(person),
    };
    let mut groups = known.persons().into_iter().flat_map(Persons::iter);
    let for_all = meant.is_empty() || groups.all(|own| !addressed(&own) || meant.contains(&own));
    for_all && exception.conditions.surely_met(known)
}

/// How an approval names an exception: by the policy, where that has one that needs
/// an approval, and else by both.
fn name(policy: &Policy, exception: &Exception) -> String {
    let exceptions = policy.exceptions.iter();
    match exceptions.filter(|other| other.approver.is_some()).count() {
        0 | 1 => policy.id.clone(),
        _ => format!("{}/{}", policy.id, exception.id),
    }
}

fn is_named(policy: &Policy, exception: &Exception, approval: &str) -> bool {
    let whole = approval.split_once('/');
    approval == name(policy, exception)
        || whole.is_some_and(|(of, id)| of == policy.id && id == exception.id)
}

/// The remark where an exception would fit and its approval is not recorded.
pub(super) fn approvals_missing(
    policies: &[&Policy],
    standing: &Standing<'_>,
    day: Date,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for policy in policies {
        for exception in &policy.exceptions {
            let fits = fits(policy, exception, standing);
            let Some(approver) = exception.approver.as_ref().filter(|_| fits) else {
                continue;
            };
            if !holds(policy, exception, standing, day) {
                let message = format!(
                    "the exception `{}` of {} fits the device, and the register records no \
                     approval by the {approver}",
                    exception.id, policy.id
                );
                let advice = format!(
                    "when it is granted, note it in the register: approval = \"{}\", approved-by, \
                     approved-on",
                    name(policy, exception)
                );
                let code = RemarkCode::ApprovalMissing;
                let remark = Remark::note(code, message, advice)
                    .with("exception", &exception.id)
                    .with("policy", &policy.id)
                    .with("approval", name(policy, exception))
                    .with("approver", approver);
                remarks.push(remark);
            }
        }
    }
    remarks
}

impl Organisation {
    fn all_waivers(&self) -> &[Waiver] {
        self.waivers.as_ref().map_or(&[], |file| &file.waivers)
    }

    /// The remark on columns of the register that nobody reads.
    pub(super) fn columns_unread(&self) -> Option<Remark> {
        let columns = &self.register.as_ref()?.ignored;
        let mut named = columns
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        if columns.len() > NAMED {
            named.push_str(&format!(" and {} more", columns.len() - NAMED));
        }
        (!columns.is_empty()).then(|| {
            Remark::note(
                RemarkCode::RegisterColumnsUnread,
                format!("columns of the register that are not read: {named}"),
                "give them one of the known names if they say something of the devices",
            )
            .with("columns", named)
        })
    }

    /// The waiver that permits what was found on this day.
    pub(super) fn waiver(&self, day: Date, found: &Found<'_>) -> Option<Arc<WaiverFact>> {
        let mut waivers = self.all_waivers().iter();
        let waiver = waivers.find(|waiver| waiver.holds_on(day) && waiver.covers(found))?;
        Some(Arc::new(WaiverFact {
            id: waiver.id.clone(),
            reason: waiver.reason.clone(),
            approver: waiver.approver.clone(),
            expires: waiver.expires,
            is_for_device: waiver.device.is_some(),
        }))
    }

    /// What is to be said of the waivers after a run in which those with the
    /// ids in `used` permitted something.
    pub(super) fn remarks(&self, day: Date, used: &BTreeSet<String>) -> Vec<Remark> {
        let waivers = self.all_waivers().iter();
        let said = waivers.filter_map(|waiver| {
            let mut remark = remark(waiver, day, used)?;
            if self.strict_waivers && remark.code != RemarkCode::WaiverNotYetValid {
                remark.level = Level::Deny;
                remark.message.push_str(", and this run fails on that");
                remark = remark.with("strict", "yes");
            }
            Some(remark)
        });
        said.collect()
    }
}

/// What is to be said of a waiver. Nothing of one that permitted something.
fn remark(waiver: &Waiver, day: Date, used: &BTreeSet<String>) -> Option<Remark> {
    let (code, what, advice) = if waiver.is_over(day) {
        (
            RemarkCode::WaiverExpired,
            format!("expired on {} and permits nothing any more", waiver.expires),
            "renew it, or take it out of the file",
        )
    } else if let Some(from) = waiver.from.filter(|_| waiver.is_to_come(day)) {
        (
            RemarkCode::WaiverNotYetValid,
            format!("permits nothing before {from}"),
            "",
        )
    } else if used.contains(&waiver.id) {
        return None;
    } else {
        (
            RemarkCode::WaiverUnused,
            "matched nothing in this run".to_owned(),
            "take it out of the file if it is no longer needed",
        )
    };
    let message = format!("waiver `{}` for {} {what}", waiver.id, waiver.rule);
    let mut remark = Remark::note(code, message, advice)
        .with("waiver", &waiver.id)
        .with("rule", &waiver.rule);
    let day = match code {
        RemarkCode::WaiverExpired => Some(waiver.expires),
        RemarkCode::WaiverNotYetValid => waiver.from,
        _ => None,
    };
    if let Some(day) = day {
        remark = remark.with("day", day.to_string());
    }
    Some(remark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_not_named_are_counted() {
        for (count, end) in [(NAMED, ", C20"), (NAMED + 1, ", C20 and 1 more")] {
            let mut register = Register::default();
            register.ignored = (1..=count).map(|n| format!("C{n}")).collect();
            let organisation = Organisation {
                register: Some(register),
                ..Organisation::default()
            };
            let remark = organisation.columns_unread().unwrap();
            assert!(remark.message.ends_with(end), "{}", remark.message);
        }
    }
}
