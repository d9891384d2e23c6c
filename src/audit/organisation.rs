//! What the organisation itself says: its register, its waivers, and whether a
//! device shows something else than the register.

use super::index::Index;
use super::matching::key;
use super::result::{Remark, RemarkCode, WaiverFact};
use crate::catalogue::Catalogue;
use crate::inventory::{Inventory, Management, Origin};
use crate::policy::{Access, Exception, Facts, Level, Policy, Register, Waiver};
use jiff::civil::Date;
use std::sync::Arc;

/// The organisation's own files.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// The device register, if there is one.
    pub register: Option<Register>,
    /// The waivers, in the order of their file.
    pub waivers: Vec<Waiver>,
}

/// What counts as true of a device, and what is to be said about that.
pub(super) fn facts(
    organisation: &Organisation,
    index: &Index<'_>,
    catalogue: &Catalogue,
    inventory: &Inventory,
) -> (Facts, Vec<Remark>) {
    let Some(register) = &organisation.register else {
        return (Facts::STRICTEST, Vec::new());
    };
    let Some(mut facts) = register.facts(&inventory.device.id) else {
        let remark = Remark {
            code: RemarkCode::NotRegistered,
            level: Level::Note,
            message: "the device is not in the register, so it is read strictly: service use, \
                      internal access"
                .to_owned(),
            advice: "add it to the register".to_owned(),
        };
        return (Facts::STRICTEST, vec![remark]);
    };
    if facts.access == Some(Access::None)
        && let Some(evidence) = shows_access(index, catalogue, inventory)
    {
        // The device itself is better evidence than a list about it.
        facts.access = Some(Access::Internal);
        let remark = Remark {
            code: RemarkCode::RegisterContradicted,
            level: Level::Warn,
            message: format!(
                "the register says that the device has no access to internal systems, but \
                 {evidence}; it is read as having access"
            ),
            advice: "take the access away from the device, or correct the register".to_owned(),
        };
        return (facts, vec![remark]);
    }
    (facts, Vec::new())
}

/// What on the device shows access to an organisation's systems, if anything
/// does.
fn shows_access(index: &Index<'_>, catalogue: &Catalogue, inventory: &Inventory) -> Option<String> {
    match inventory.device.management {
        Some(Management::WorkProfile) => return Some("it has a work profile".to_owned()),
        Some(Management::ProfileOwner) => {
            return Some("an organisation manages a profile on it".to_owned());
        }
        _ => {}
    }
    let portal = inventory
        .apps()
        .iter()
        // What the maker fitted and nobody has touched since shows nothing.
        .filter(|app| app.is_present() && app.origin != Origin::Preinstalled)
        .find(|app| {
            let key = key(inventory.device.platform, app);
            let identity = catalogue.identify(&key);
            index
                .access_shown_by
                .iter()
                .any(|list| list.contains(identity.as_ref(), &key))
        })?;
    Some(format!("`{}` is installed, which gives access", portal.id))
}

/// The published exception that surely permits an app on a device.
pub(super) fn exception(
    policy: &Policy,
    facts: Facts,
    family: Option<usize>,
) -> Option<&Exception> {
    policy.exceptions.iter().find(|exception| {
        let about_this = exception.families.is_empty()
            || family.is_some_and(|f| exception.families.contains(&f));
        about_this && exception.conditions.surely_met(facts)
    })
}

impl Organisation {
    /// The waiver that permits an app on a device on this day.
    pub(super) fn waiver(
        &self,
        day: Date,
        rule: &str,
        device: &str,
        app: &str,
        family: Option<usize>,
    ) -> Option<Arc<WaiverFact>> {
        let waiver = self
            .waivers
            .iter()
            .find(|waiver| waiver.holds_on(day) && waiver.covers(rule, device, app, family))?;
        Some(Arc::new(WaiverFact {
            id: waiver.id.clone(),
            reason: waiver.reason.clone(),
            approver: waiver.approver.clone(),
            expires: waiver.expires,
        }))
    }

    /// What is to be said of the waivers after a run in which those with the
    /// ids in `used` permitted something.
    pub(super) fn remarks(&self, day: Date, used: &[&str]) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for waiver in &self.waivers {
            let expired = !waiver.holds_on(day);
            let unused = !used.contains(&waiver.id.as_str());
            let (code, what, advice) = match (expired, unused) {
                (true, _) => (
                    RemarkCode::WaiverExpired,
                    format!("expired on {} and permits nothing any more", waiver.expires),
                    "renew it, or take it out of the file",
                ),
                (false, true) => (
                    RemarkCode::WaiverUnused,
                    "matched nothing in this run".to_owned(),
                    "take it out of the file if it is no longer needed",
                ),
                (false, false) => continue,
            };
            remarks.push(Remark {
                code,
                level: Level::Note,
                message: format!("waiver `{}` for {} {what}", waiver.id, waiver.rule),
                advice: advice.to_owned(),
            });
        }
        remarks
    }
}
