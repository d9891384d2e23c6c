//! A mobile device in the directory of Google Workspace, as
//! `customer/devices/mobile` lists it with `projection=FULL`.
//!
//! The service's own description calls the apps "installed" and speaks of those
//! that use the account's data, so the list never counts as whole. It is not
//! filled for iPhones. The objects also hold people's names, addresses and
//! numbers, of which nothing is read.

use super::claim::Claim;
use super::json::Node;
use super::list::{Answer, List};
use super::moment::moment;
use super::package::{package_id, value};
use super::rows::{Presence, Rows};
use crate::inventory::{App, Evidence, Platform, ProfileId};

const SOURCE: &str = "mdm/google-directory";
const KIND: &str = "admin#directory#mobiledevice";

/// Reads a device.
pub(super) fn record(device: &Node) -> Option<Answer> {
    device.text("kind").filter(|kind| *kind == KIND)?;
    let serial = device.text("serialNumber").and_then(value);
    let own = device
        .text("deviceId")
        .or_else(|| device.text("resourceId"))
        .and_then(value);
    let kind = device.text("type").unwrap_or_default();
    if kind != "ANDROID" {
        let platform = kind.starts_with("IOS").then_some(Platform::Ios);
        return Some(Answer::without_apps(
            serial.or(own),
            platform,
            "Google Workspace lists no apps of devices that are not Android",
            "audit a backup of the phone, or what manages it",
        ));
    }
    let Some(applications) = device.get("applications") else {
        return Some(Answer::without_apps(
            serial.or(own),
            Some(Platform::Android),
            "the record lists no apps",
            "ask for the list with projection=FULL; without a managed account on the phone it stays empty",
        ));
    };
    let mut list = List::new(SOURCE, Platform::Android);
    match serial {
        Some(serial) => list.names(Some(serial)),
        None => list.names_by_management(own),
    }
    list.device.model = device.text("model").and_then(value);
    list.device.os_version = device.text("os").and_then(value);
    list.taken_at = device.text("lastSync").and_then(moment);
    list.claims(
        Claim::Part,
        "Google Workspace lists apps that use the data of an account, and does not say that these are all",
    );
    let mut rows = Rows::default();
    for row in applications.items() {
        rows.push(Presence::Installed, app(row));
    }
    rows.fill(&mut list);
    Some(Answer::list(list))
}

fn app(row: &Node) -> Option<App> {
    let mut app = App::new(package_id(row.text("packageName")?)?, ProfileId::OWNER);
    app.name = row.text("displayName").and_then(value);
    app.version = row.text("versionName").and_then(value);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
