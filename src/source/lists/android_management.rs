//! A device as the Android Management API reports it: alone, in a page of
//! `enterprises.devices.list`, or as a status report from its queue. Many small
//! managements of Android save this object.
//!
//! The fields are those of the service's discovery document, v1. Members with
//! their default value are left out of the JSON, so a missing state says
//! nothing. With a device owner the reports are of the whole phone; with a
//! profile owner they are of the work profile and of the system.

use super::claim::Claim;
use super::elsewhere;
use super::json::Node;
use super::list::{Answer, List};
use super::moment::moment;
use super::package::{package_id, value};
use super::rows::{Presence, REMOVED, Rows};
use crate::inventory::{
    App, Channel, Evidence, Gap, GapCode, Management, Origin, Platform, Profile, ProfileId,
    ProfileKind, ProfileStatus,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fmt::Write as _;

const SOURCE: &str = "mdm/android-management";

/// The number that Android gives the first profile after the owner's; reports
/// name none.
const WORK: ProfileId = ProfileId(10);

/// Reads a device.
pub(super) fn record(device: &Node) -> Option<Answer> {
    let name = device.text("name").filter(|name| is_name(name));
    let has_hardware = device.has("hardwareInfo") && device.has("managementMode");
    if name.is_none() && !device.has("applicationReports") && !has_hardware {
        return None;
    }
    let hardware = device.get("hardwareInfo");
    let of_hardware = |key| {
        hardware
            .and_then(|hardware| hardware.text(key))
            .and_then(value)
    };
    let serial = of_hardware("serialNumber");
    let is_whole = device.text("managementMode") == Some("DEVICE_OWNER");
    let mut rows = Rows::default();
    let profile = if is_whole { ProfileId::OWNER } else { WORK };
    let reports = device.get("applicationReports");
    for row in reports.map(Node::items).unwrap_or_default() {
        rows.push(presence(row), app(row, profile));
    }
    add_blocked(device, profile, &mut rows);
    if reports.is_none() && rows.apps().is_empty() {
        return Some(Answer::without_apps(
            serial.or_else(|| name.and_then(value)),
            Some(Platform::Android),
            "the management did not ask the phone for its apps, so the record lists none",
            "turn on applicationReportsEnabled in statusReportingSettings of the policy, and save the device again after its next report",
        ));
    }
    let mut list = List::new(SOURCE, Platform::Android);
    match serial {
        Some(serial) => list.names(Some(serial)),
        None => list.names_by_management(name.and_then(value)),
    }
    list.device.maker = of_hardware("manufacturer").or_else(|| of_hardware("brand"));
    list.device.model = of_hardware("model");
    if let Some(software) = device.get("softwareInfo") {
        list.device.os_version = software.text("androidVersion").and_then(value);
        list.device.security_patch = software.text("securityPatchLevel").and_then(value);
    }
    list.taken_at = device.text("lastStatusReportTime").and_then(moment);
    if reports.is_none() {
        list.gaps.push(Gap::new(
            GapCode::AppListMissing,
            "the management did not ask the phone for its apps; only those that it blocks and that are there are known",
            "turn on applicationReportsEnabled in statusReportingSettings of the policy",
        ));
    }
    claim(device, &rows, &mut list);
    rows.fill(&mut list);
    // The details name apps that are missing, too.
    let read = [reports, device.get("nonComplianceDetails")];
    let read: Vec<&Node> = read.into_iter().flatten().collect();
    list.gaps.extend(elsewhere::gap(device, &read, &list.apps));
    Some(Answer::list(list))
}

fn is_name(name: &str) -> bool {
    name.strip_prefix("enterprises/")
        .and_then(|rest| rest.split_once("/devices/"))
        .is_some_and(|(enterprise, device)| !enterprise.is_empty() && !device.is_empty())
}

/// What the record shows of how much of the phone it is about.
fn claim(device: &Node, rows: &Rows, list: &mut List) {
    match device.text("ownership") {
        Some("COMPANY_OWNED") => {
            list.note(
                "ownership",
                "the management says that the organisation owns the phone",
            );
        }
        Some("PERSONALLY_OWNED") => {
            list.note(
                "ownership",
                "the management says that its user owns the phone",
            );
        }
        _ => {}
    }
    match device.text("managementMode") {
        Some("DEVICE_OWNER") => claim_of_phone(device, rows, list),
        Some("PROFILE_OWNER") => claim_of_profile(list),
        _ => {
            list.profiles = vec![profile(WORK, ProfileKind::Other, ProfileStatus::Complete)];
            list.claims(
                Claim::Part,
                "the record does not say whether the whole phone is managed or a profile",
            );
        }
    }
}

fn claim_of_profile(list: &mut List) {
    list.device.management = Some(Management::WorkProfile);
    list.profiles = vec![
        profile(
            ProfileId::OWNER,
            ProfileKind::Owner,
            ProfileStatus::Unreadable,
        ),
        profile(WORK, ProfileKind::Work, ProfileStatus::Complete),
    ];
    let gap = Gap::new(
        GapCode::ProfileUnreadable,
        "the management looks at the work profile only; the personal one is not in the list",
        "read the phone over a cable",
    );
    list.gaps.push(gap.in_profile(ProfileId::OWNER));
    list.claims(Claim::Part, "the list is of the work profile");
}

fn claim_of_phone(device: &Node, rows: &Rows, list: &mut List) {
    list.device.management = Some(Management::DeviceOwner);
    let state = device.text("state").unwrap_or("unspecified");
    let owned = device.text("ownership").unwrap_or("unspecified");
    let has_system = rows.apps().iter().any(|app| app.origin.is_preinstalled());
    if owned != "COMPANY_OWNED" || state != "ACTIVE" {
        list.claims(
            Claim::Part,
            format!(
                "the list can be whole only for a company's phone that is active, and this one is {} and {}",
                word(owned),
                word(state)
            ),
        );
    } else if has_system {
        list.claims(
            Claim::WholeIfVouched,
            "the management lists every app of such a phone by its documentation, and nothing in the list proves it",
        );
        list.presumed.push(Gap::new(
            GapCode::ProfilesUnknown,
            "the list is of the first user of the phone; others, and private spaces, are not in it",
            "read the phone over adb, or take the list for whole with --assume-complete PATH=REASON if the management forbids other users",
        ));
    } else {
        list.claims(
            Claim::Part,
            "the list holds no app of the system, which every phone has, so it was narrowed",
        );
    }
}

/// A word of the service, fit to be repeated.
fn word(text: &str) -> String {
    let plain = text
        .chars()
        .filter(|c| c.is_ascii_alphabetic() || *c == '_');
    plain.take(40).collect()
}

const fn profile(id: ProfileId, kind: ProfileKind, status: ProfileStatus) -> Profile {
    Profile { id, kind, status }
}

fn presence(row: &Node) -> Presence<'_> {
    match row.text("state").unwrap_or_default() {
        "INSTALLED" => Presence::Installed,
        "REMOVED" => REMOVED,
        word => Presence::Unclear(word),
    }
}

fn app(row: &Node, profile: ProfileId) -> Option<App> {
    let mut app = App::new(package_id(row.text("packageName")?)?, profile);
    app.name = row.text("displayName").and_then(value);
    app.version = row.text("versionName").and_then(value);
    app.installer = row.text("installerPackageName").and_then(package_id);
    (app.origin, app.channel) = match row.text("applicationSource") {
        Some("SYSTEM_APP_FACTORY_VERSION") => (Origin::Preinstalled, None),
        Some("SYSTEM_APP_UPDATED_VERSION") => (Origin::UpdatedPreinstalled, None),
        Some("INSTALLED_FROM_PLAY_STORE") => (Origin::User, Some(Channel::Store)),
        Some("CUSTOM") => (Origin::User, Some(Channel::Mdm)),
        // The service's word for an app from an unknown place.
        Some("APPLICATION_SOURCE_UNSPECIFIED") => (Origin::User, Some(Channel::Sideload)),
        _ => (Origin::Unknown, None),
    };
    app.signer = signer(row);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}

/// The certificate, where there is one. Of several none is *the* signer.
fn signer(row: &Node) -> Option<String> {
    let [certificate] = row.get("signingKeyCerts")?.items() else {
        return None;
    };
    let text = certificate.text("signingKeyCertFingerprintSha256")?;
    let bytes = BASE64_STANDARD.decode(text).ok()?;
    let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    (bytes.len() == 32).then_some(hex)
}

/// Apps that the management blocks and found all the same.
fn add_blocked(device: &Node, profile: ProfileId, rows: &mut Rows) {
    let details = device.get("nonComplianceDetails");
    for detail in details.map(Node::items).unwrap_or_default() {
        if detail.text("nonComplianceReason") != Some("APP_INSTALLED") {
            continue;
        }
        let id = detail.text("packageName").and_then(package_id);
        let Some(id) = id.filter(|id| rows.apps().iter().all(|app| app.id != *id)) else {
            continue;
        };
        let mut app = App::new(id, profile);
        app.evidence = vec![Evidence::MdmList];
        rows.push(Presence::Installed, Some(app));
    }
}
