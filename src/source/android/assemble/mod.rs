//! From what a phone printed to an inventory with an honest coverage.
//!
//! `dumpsys package` is the main list: it alone speaks about every user, also
//! about those whose apps `pm list packages` may not name. `pm list packages`
//! is the second list. A device is completely read when the main list is
//! proven whole, has the platform's own package, has a line for every user,
//! and agrees with the second list for every user that may be listed.

mod apps;
mod crosscheck;
mod key_sets;
mod profiles;
mod second;
mod shapes;
#[cfg(test)]
mod tests;
mod view;
mod whole;

use super::command_output::Recording;
use super::parse::dump;
use super::parse::owners;
use super::parse::owners::OwnerKind;
use crate::inventory::{
    App, Coverage, Device, Gap, Inventory, Locator, Management, Note, Platform, Profile,
    ProfileKind, WebAppHosts,
};
use jiff::Timestamp;
use view::View;

/// Reads every part of a recording and states what is missing.
///
/// `id` names the device where the recording does not (an adb serial, or the
/// locator of a file), and `source` is the inventory's source word.
#[must_use]
pub fn assemble(recording: &Recording, source: &str, id: &str) -> Inventory {
    Assembled::of(recording, id).into_inventory(source)
}

/// What becomes an inventory, for sources that have more to say about the
/// same apps.
pub(super) struct Assembled {
    pub(super) device: Device,
    pub(super) taken_at: Option<Timestamp>,
    pub(super) profiles: Vec<Profile>,
    pub(super) gaps: Vec<Gap>,
    pub(super) notes: Vec<Note>,
    pub(super) apps: Vec<App>,
    odd_shapes: Vec<String>,
    web_apps: WebAppHosts,
}

impl Assembled {
    pub(super) fn of(recording: &Recording, id: &str) -> Self {
        let view = View::of(recording);
        let mut gaps = whole::gaps(&view);
        let dump_is_whole = gaps.is_empty();
        gaps.extend(view.users_gap());
        let mut notes = Vec::new();
        let profiles = profiles::state(&view, dump_is_whole, &mut gaps, &mut notes);
        let apps = apps::list(&view);
        Self {
            device: device(&view, id),
            taken_at: view.clock.now,
            odd_shapes: shapes::of(&view),
            web_apps: web_apps(recording),
            profiles,
            gaps,
            notes,
            apps,
        }
    }

    pub(super) fn into_inventory(self, source: &str) -> Inventory {
        let coverage = Coverage::new(self.profiles, self.gaps, self.notes);
        let (taken_at, apps) = (self.taken_at, self.apps);
        let mut inventory = Inventory::new(self.device, source, taken_at, coverage, apps);
        inventory.odd_shapes = self.odd_shapes;
        inventory.tell_web_apps(&self.web_apps);
        inventory
    }
}

/// The hosts of web apps, from the dump and from what was asked about each.
fn web_apps(recording: &Recording) -> WebAppHosts {
    let mut hosts = WebAppHosts::default();
    for part in recording.dump.iter().chain(&recording.web_apps) {
        dump::add_hosts(&part.bytes, &mut hosts);
    }
    hosts
}

fn device(view: &View<'_>, id: &str) -> Device {
    let properties = &view.properties;
    let mut device = match properties.serial.as_deref() {
        Some(serial) => Device::new(Platform::Android, serial),
        // A phone that is asked is known by the name under which it is.
        None if view.is_live => Device::new(Platform::Android, id),
        None => Device::at_place(Platform::Android, &Locator::new(id)),
    };
    device.fingerprint = view.fingerprint();
    device.maker.clone_from(&view.maker);
    device.model.clone_from(&properties.model);
    device.os_version = properties.release.clone().or_else(|| view.release());
    device.security_patch.clone_from(&properties.security_patch);
    device.management = management(view);
    device
}

/// What the owners of the device's users say about its management. A locked
/// folder or a space for doubled apps has an owner of its own, which is the
/// phone's maker and manages nothing.
fn management(view: &View<'_>) -> Option<Management> {
    let part = view.recording.owners.as_ref()?;
    let owners = owners::parse(&part.bytes)?;
    let mut found = Management::None;
    for owner in owners {
        let kind = view.kind(owner.user);
        let next = match owner.kind {
            OwnerKind::Device => Management::DeviceOwner,
            _ if matches!(kind, ProfileKind::SecureFolder | ProfileKind::Clone) => continue,
            OwnerKind::ManagedProfile => Management::WorkProfile,
            OwnerKind::Profile if kind == ProfileKind::Work => Management::WorkProfile,
            // Without the users' kinds this may be the maker's own folder.
            OwnerKind::Profile if kind == ProfileKind::Other => return None,
            OwnerKind::Profile => Management::ProfileOwner,
        };
        found = stronger(found, next);
    }
    let is_cut = part.end.cut().is_some();
    (found != Management::None || !is_cut).then_some(found)
}

fn stronger(one: Management, other: Management) -> Management {
    let rank = |management| match management {
        Management::DeviceOwner => 3,
        Management::WorkProfile => 2,
        Management::None => 0,
        _ => 1,
    };
    if rank(other) > rank(one) { other } else { one }
}
