//! A host of Fleet, as its interface and `fleetctl` print it
//! (`server/fleet/software.go` in Fleet's source).
//!
//! Of an iPhone it holds every app only where the phone was enrolled through
//! Apple's programme for organisations; otherwise only those that Fleet
//! installed. Of an Android phone it keeps the last list that was not empty.

use super::claim::Claim;
use super::entry::bundle_id;
use super::json::Node;
use super::list::{Answer, List};
use super::moment::moment;
use super::package::{package_id, value};
use super::rows::{Presence, Rows};
use crate::inventory::{App, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;

const SOURCE: &str = "mdm/fleet";

/// Fleet cuts ids at this length, in bytes.
const CUT: usize = 255;

/// Enrolments of a phone that the organisation owns, the older word first.
const AUTOMATIC: [&str; 2] = ["On (automatic)", "On (company-owned)"];

/// Reads a host.
pub(super) fn record(document: &Node) -> Option<Answer> {
    let is_host = document.text("kind") == Some("host");
    let spec = document.get("spec").filter(|_| is_host);
    let host = document.get("host").or(spec).unwrap_or(document);
    let names = |key| host.has(key);
    if !names("uuid") || !names("platform") || !(names("software") || names("hardware_serial")) {
        return None;
    }
    let platform = match host.text("platform") {
        Some("ios" | "ipados") => Platform::Ios,
        Some("android") => Platform::Android,
        _ => return Some(Answer::Aside("a host of Fleet that is no phone")),
    };
    let own = host.text("uuid").and_then(value);
    let udid = own.as_deref().and_then(field::udid);
    let serial = host.text("hardware_serial").and_then(value);
    let Some(software @ Node::Array(_)) = host.get("software") else {
        return Some(Answer::without_apps(
            udid.or(serial).or(own),
            Some(platform),
            "Fleet was not asked for the software of the host",
            "ask for one host, or for the list with populate_software=true",
        ));
    };
    let mut list = List::new(SOURCE, platform);
    match (platform, udid, serial) {
        (Platform::Ios, Some(udid), _) => list.names(Some(udid)),
        (_, _, Some(serial)) => list.names(Some(serial)),
        _ => list.names_by_management(own),
    }
    list.device.model = host.text("hardware_model").and_then(value);
    list.device.os_version = host.text("os_version").and_then(value);
    list.taken_at = host.text("software_updated_at").and_then(moment);
    claim(host, &mut list);
    let mut rows = Rows::default();
    for row in software.items() {
        let is_app = row
            .text("source")
            .is_none_or(|source| matches!(source, "ios_apps" | "ipados_apps" | "android_apps"));
        let presence = if is_app {
            Presence::Installed
        } else {
            Presence::Absent("no apps of the phone")
        };
        rows.push(presence, app(platform, row));
    }
    rows.fill(&mut list);
    Some(Answer::list(list))
}

fn claim(host: &Node, list: &mut List) {
    let enrolment = host
        .get("mdm")
        .and_then(|mdm| mdm.text("enrollment_status"));
    let enrolment = enrolment.unwrap_or_default();
    let is_automatic = AUTOMATIC.contains(&enrolment);
    if enrolment.starts_with("On") {
        list.device.management = Some(if is_automatic && list.device.platform == Platform::Ios {
            Management::Supervised
        } else {
            Management::Enrolled
        });
    }
    match list.device.platform {
        Platform::Android => list.claims(
            Claim::Part,
            "Fleet does not say how an Android phone is enrolled, and keeps an older list when the phone reports none",
        ),
        Platform::Ios if is_automatic => list.claims(
            Claim::WholeIfVouched,
            "the phone was enrolled by the organisation, of which Fleet lists every app, and nothing in the list proves it",
        ),
        Platform::Ios => list.claims(
            Claim::ManagedOnly,
            "the phone was not enrolled by the organisation, and of others Fleet lists only apps that it installed",
        ),
    }
}

fn app(platform: Platform, row: &Node) -> Option<App> {
    let id = match platform {
        Platform::Ios => bundle_id(row.text("bundle_identifier")?)?,
        Platform::Android => package_id(row.text("application_id")?)?,
    };
    let mut app = App::new(Some(id).filter(|id| id.len() < CUT)?, ProfileId::OWNER);
    app.name = row.text("name").and_then(field::text);
    app.version = row.text("version").and_then(field::text);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
