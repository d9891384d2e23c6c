//! The software of devices, as Meraki Systems Manager lists it
//! (`/networks/N/sm/devices/D/softwares`, and of all devices of a user): a row
//! for each app that is, was or should be on a device.
//!
//! The rows name Meraki's number of the device and no platform. Which one it is
//! shows in the ids and in App Store numbers; where neither tells, the device is
//! read as both, because an app must not be missed for that.

use super::claim::Claim;
use super::entry::bundle_id;
use super::json::Node;
use super::list::{Answer, List};
use super::moment::moment;
use super::package::{package_id, value};
use super::rows::{PENDING, Presence, REMOVED, Rows};
use crate::inventory::{App, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;
use std::collections::BTreeMap;

/// Reads the rows.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let Node::Array(rows) = document else {
        return None;
    };
    let is_row = |row: &Node| row.has("deviceId") && row.has("identifier") && row.has("isManaged");
    if !rows.iter().any(is_row) {
        return None;
    }
    let mut devices: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for row in rows {
        let device = row.text("deviceId").unwrap_or_default();
        devices.entry(device).or_default().push(row);
    }
    let mut answers = Vec::new();
    for (device, rows) in devices {
        let platforms = platforms(&rows);
        for platform in platforms {
            answers.push(list(device, *platform, &rows, platforms.len() > 1));
        }
    }
    Some(answers)
}

/// What the rows of a device show of its platform.
fn platforms(rows: &[&Node]) -> &'static [Platform] {
    let ids = || rows.iter().filter_map(|row| row.text("identifier"));
    let is_apple = ids().any(|id| id.starts_with("com.apple.") || id.contains('-'))
        || rows
            .iter()
            .any(|row| row.text("itunesId").and_then(value).is_some());
    let is_android = ids().any(|id| id.starts_with("com.android.") || id.contains('_'));
    match (is_apple, is_android) {
        (true, false) => &[Platform::Ios],
        (false, true) => &[Platform::Android],
        _ => &[Platform::Android, Platform::Ios],
    }
}

fn list(device: &str, platform: Platform, rows: &[&Node], is_either: bool) -> Answer {
    let mut list = List::new("mdm/meraki", platform);
    list.names_by_management(value(device));
    list.device.management = Some(Management::Enrolled);
    let dates = rows.iter().filter_map(|row| row.text("updatedAt"));
    list.taken_at = dates.filter_map(moment).max();
    if is_either {
        list.note(
            "platform-unknown",
            "the list does not say whether the device runs Android or iOS, so it is read as both",
        );
    }
    let mut apps = Rows::default();
    for row in rows {
        apps.push(presence(row), app(platform, row));
    }
    apps.fill(&mut list);
    list.claims(
        Claim::Part,
        "the list does not say which apps the management collects of such a device",
    );
    Answer::list(list)
}

fn presence(row: &Node) -> Presence<'_> {
    let is_there = |name| row.text(name).and_then(value).is_some();
    if let Some(gone) = row
        .text("uninstalledAt")
        .filter(|_| is_there("uninstalledAt"))
    {
        // It is a date, or says something that is not known.
        moment(gone).map_or(Presence::Unclear(gone), |_| REMOVED)
    } else if row.is_set("toInstall") && !is_there("installedAt") {
        PENDING
    } else {
        match row.text("status").unwrap_or_default() {
            "" | "installed" | "Installed" => Presence::Installed,
            word => Presence::Unclear(word),
        }
    }
}

fn app(platform: Platform, row: &Node) -> Option<App> {
    let id = row.text("identifier")?;
    let id = match platform {
        Platform::Ios => bundle_id(id)?,
        Platform::Android => package_id(id)?,
    };
    let mut app = App::new(id, ProfileId::OWNER);
    app.name = row.text("name").and_then(field::text);
    let version = row.text("shortVersion").or_else(|| row.text("version"));
    app.version = version.and_then(field::text);
    app.first_installed = row.text("installedAt").and_then(moment);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
