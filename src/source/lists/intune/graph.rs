//! What the Graph interface answers: the apps of a managed device, or all that
//! Intune ever found, with the number of devices and no device.

use super::super::json::Node;
use super::super::list::{Answer, List};
use super::super::moment::moment;
use super::super::package::value;
use super::super::rows::{Presence, Rows};
use super::{app, is_computer, list, platform, refused};
use crate::inventory::{Gap, GapCode, Platform};
use crate::source::ios::field;

/// Reads managed devices with their apps, or apps.
pub(in super::super) fn read(document: &Node) -> Option<Vec<Answer>> {
    if document.has("detectedApps") {
        return Some(vec![device(document)]);
    }
    let Some(Node::Array(items)) = document.get("value") else {
        return None;
    };
    if items.iter().any(|item| item.has("detectedApps")) {
        return Some(items.iter().map(device).collect());
    }
    let context = document.text("@odata.context").unwrap_or_default();
    let is_app = |item: &Node| item.has("displayName") && item.has("deviceCount");
    if !items.iter().any(is_app) && !context.contains("detectedApps") {
        return None;
    }
    Some(apps(items, context.contains("managedDevices")))
}

/// One managed device.
fn device(device: &Node) -> Answer {
    let system = device.text("operatingSystem").unwrap_or_default();
    let number = device.text("id").and_then(value);
    let Some(platform) = platform(system) else {
        if is_computer(system) {
            return Answer::Aside("a device of Intune that is no phone");
        }
        return Answer::without_apps(
            number,
            None,
            "Intune does not say in a word that is known whether the device is a phone",
            "look at operatingSystem of the device; if it is a phone, audit it or a backup of it",
        );
    };
    let Some(apps @ Node::Array(_)) = device.get("detectedApps") else {
        return Answer::without_apps(
            number,
            Some(platform),
            "Intune was not asked for the apps of the device",
            "add $expand=detectedApps to the request",
        );
    };
    let mut list = list(platform, rows(apps.items()));
    let udid = device.text("udid").and_then(field::udid);
    let serial = device.text("serialNumber").and_then(value);
    match (platform, udid, serial) {
        (Platform::Ios, Some(udid), _) => list.names(Some(udid)),
        (Platform::Android, _, Some(serial)) => list.names(Some(serial)),
        _ => list.names_by_management(number),
    }
    list.device.os_version = device.text("osVersion").and_then(value);
    list.taken_at = device.text("lastSyncDateTime").and_then(moment);
    match device.text("managedDeviceOwnerType") {
        Some("personal") => {
            list.note(
                "ownership",
                "the management says that its user owns the phone",
            );
        }
        Some("company") => {
            list.note(
                "ownership",
                "the management says that the organisation owns the phone",
            );
        }
        _ => {}
    }
    Answer::list(list)
}

/// Apps of one device that is not named, or of all devices together.
fn apps(items: &[Node], is_device: bool) -> Vec<Answer> {
    let of = |wanted: Platform| {
        let items = items.iter().filter(|item| {
            let word = item.text("platform").unwrap_or_default();
            platform(word) == Some(wanted)
        });
        let items: Vec<Node> = items.cloned().collect();
        (!items.is_empty()).then(|| unnamed(wanted, &items, is_device))
    };
    let answers: Vec<Answer> = [Platform::Android, Platform::Ios]
        .into_iter()
        .filter_map(of)
        .map(Answer::list)
        .collect();
    if answers.is_empty() {
        return vec![refused("this list of Intune has no app of Android or iOS")];
    }
    answers
}

fn unnamed(platform: Platform, items: &[Node], is_device: bool) -> List {
    let mut list = list(platform, rows(items));
    if !is_device {
        list.gaps.push(Gap::new(
            GapCode::DevicesMixed,
            "the list is of all devices together and does not say on which an app is",
            "export the report AppInvRawData, which holds a row for each app and device",
        ));
    }
    list
}

fn rows(items: &[Node]) -> Rows {
    let mut rows = Rows::default();
    for item in items {
        let name = item.text("displayName").unwrap_or_default();
        rows.push(Presence::Installed, app(name));
    }
    rows
}
