//! A host of Fleet, as its interface and `fleetctl` print it
//! (`server/fleet/software.go` in Fleet's source).
//!
//! Of an iPhone it holds every app only where the phone was enrolled through
//! Apple's programme for organisations; otherwise only those that Fleet
//! installed. Of an Android phone it keeps the last list that was not empty.

use super::claim::Claim;
use super::elsewhere;
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

/// The words under which Fleet lists the apps of phones.
const SOURCES: [(&str, Platform); 3] = [
    ("ios_apps", Platform::Ios),
    ("ipados_apps", Platform::Ios),
    ("android_apps", Platform::Android),
];

/// Reads a host.
pub(super) fn record(document: &Node) -> Option<Answer> {
    let is_host = document.text("kind") == Some("host");
    let spec = document.get("spec").filter(|_| is_host);
    let host = document.get("host").or(spec).unwrap_or(document);
    let names = |key| host.has(key);
    if !names("uuid") || !names("platform") || !(names("software") || names("hardware_serial")) {
        return None;
    }
    let own = host.text("uuid").and_then(value);
    let Some(platform) = platform(host) else {
        if host
            .text("platform")
            .is_none_or(|word| word.trim().is_empty())
        {
            return Some(Answer::without_apps(
                own,
                None,
                "Fleet does not say what the host is",
                "save the host again when it has reported to Fleet",
            ));
        }
        return Some(Answer::Aside("a host of Fleet that is no phone"));
    };
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
        rows.push(presence(row), app(platform, row));
    }
    rows.fill(&mut list);
    list.gaps
        .extend(elsewhere::gap(document, &[software], &list.apps));
    Some(Answer::list(list))
}

/// The platform that a host states, or that its apps show where it states none that is
/// known; `None` for computers.
fn platform(host: &Node) -> Option<Platform> {
    let word = host.text("platform").unwrap_or_default().trim();
    match word.to_ascii_lowercase().as_str() {
        "ios" | "ipados" => return Some(Platform::Ios),
        "android" => return Some(Platform::Android),
        _ => {}
    }
    let rows = host.get("software").map(Node::items).unwrap_or_default();
    let mut sources = rows.iter().filter_map(|row| source(row.text("source")?));
    sources.next()
}

/// The platform whose apps have this source.
fn source(word: &str) -> Option<Platform> {
    let known = SOURCES.iter().find(|(source, _)| *source == word);
    known.map(|(_, platform)| *platform)
}

/// What another source than those of phones means is not known: the row stands in the
/// list of a phone all the same.
fn presence(row: &Node) -> Presence<'_> {
    match row.get("source") {
        None => Presence::Installed,
        Some(word) => match word.as_text().unwrap_or_default() {
            word if source(word).is_some() => Presence::Installed,
            word => Presence::Unclear(word),
        },
    }
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
