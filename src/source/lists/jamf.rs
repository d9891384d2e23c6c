//! A mobile device of Jamf Pro, as `/api/v2/mobile-devices/detail` lists it
//! (the models of `jamf-pro-sdk`).
//!
//! The sections of the answer are those that were asked for. What a personal
//! device reports is a setting of the server that the answer does not show; an
//! app that is not managed shows that not only managed ones were collected.

use super::claim::Claim;
use super::elsewhere;
use super::entry::bundle_id;
use super::json::Node;
use super::list::{Answer, List};
use super::moment::moment;
use super::package::value;
use super::rows::{Presence, Rows};
use crate::inventory::{App, Channel, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;

const SOURCE: &str = "mdm/jamf";

/// Reads a device.
pub(super) fn record(device: &Node) -> Option<Answer> {
    device.get("mobileDeviceId")?;
    if !["deviceType", "general", "hardware", "applications"]
        .iter()
        .any(|section| device.has(section))
    {
        return None;
    }
    let kind = device.text("deviceType").unwrap_or_default();
    if matches!(kind, "tvOS" | "watchOS" | "visionOS" | "macOS") {
        return Some(Answer::Aside("a device of Jamf that is no phone"));
    }
    let general = device.get("general").unwrap_or(&Node::Null);
    let hardware = device.get("hardware").unwrap_or(&Node::Null);
    let udid = general.text("udid").and_then(field::udid);
    let serial = hardware.text("serialNumber").and_then(value);
    let number = device.text("mobileDeviceId").and_then(value);
    let name = udid.clone().or(serial).or(number);
    let Some(applications @ Node::Array(_)) = device.get("applications") else {
        return Some(Answer::without_apps(
            name,
            Some(Platform::Ios),
            "Jamf was not asked for the apps of the device",
            "add section=APPLICATIONS to the request",
        ));
    };
    let mut list = List::new(SOURCE, Platform::Ios);
    match udid {
        Some(udid) => list.names(Some(udid)),
        None => list.names_by_management(name),
    }
    let model = hardware.text("modelIdentifier");
    list.device.model = model
        .or_else(|| hardware.text("model"))
        .and_then(field::code);
    list.device.os_version = general.text("osVersion").and_then(field::code);
    list.taken_at = general.text("lastInventoryUpdateDate").and_then(moment);
    if general.is_set("supervised") {
        list.device.management = Some(Management::Supervised);
    } else if general.is_set("managed") {
        list.device.management = Some(Management::Enrolled);
    }
    claim(general, applications, &mut list);
    let mut rows = Rows::default();
    for row in applications.items() {
        rows.push(presence(row), app(row));
    }
    rows.fill(&mut list);
    list.gaps
        .extend(elsewhere::gap(device, &[applications], &list.apps));
    Some(Answer::list(list))
}

fn claim(general: &Node, applications: &Node, list: &mut List) {
    let any_unmanaged = applications
        .items()
        .iter()
        .any(|row| row.text("managementStatus") == Some("Unmanaged"));
    match general.text("deviceOwnershipType").unwrap_or_default() {
        "UserEnrollment" | "AccountDrivenUserEnrollment" => {
            list.note("ownership", "the management says that its user owns the phone");
            list.claims(
                Claim::ManagedOnly,
                "a phone that its user enrolled tells of managed apps only",
            );
        }
        "Institutional" if any_unmanaged => list.claims(
            Claim::WholeIfVouched,
            "the phone is the organisation's and the list holds apps that are not managed, and nothing in it proves that it holds all",
        ),
        "Institutional" => list.claims(
            Claim::Part,
            "the list holds no app that is not managed, so only managed ones may have been collected",
        ),
        _ => list.claims(
            Claim::Part,
            "the record does not say that the phone is the organisation's, and what is collected of others is a setting of the server",
        ),
    }
}

fn presence(row: &Node) -> Presence<'_> {
    match row.text("managementStatus").unwrap_or_default() {
        "Managed" | "Unmanaged" => Presence::Installed,
        word => Presence::Unclear(word),
    }
}

fn app(row: &Node) -> Option<App> {
    let mut app = App::new(bundle_id(row.text("identifier")?)?, ProfileId::OWNER);
    app.name = row.text("name").and_then(field::text);
    let version = row.text("shortVersion").or_else(|| row.text("version"));
    app.version = version.and_then(field::text);
    let is_managed = row.text("managementStatus") == Some("Managed");
    app.channel = is_managed.then_some(Channel::Mdm);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
