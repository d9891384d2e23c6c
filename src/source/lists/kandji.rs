//! The apps of a device, as Iru (formerly Kandji) lists them
//! (`/api/v1/devices/ID/apps`): a device and its apps, all values as text.
//!
//! Lists of Macs look the same and name a path below `/Applications`. Android
//! devices use other names for the same fields.

use super::claim::Claim;
use super::entry::bundle_id;
use super::json::Node;
use super::list::{Answer, List};
use super::package::{package_id, value};
use super::rows::{Presence, Rows};
use crate::inventory::{App, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;

/// Reads a list.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let device = document.text("device_id")?;
    let Some(Node::Array(rows)) = document.get("apps") else {
        return None;
    };
    if !rows.is_empty() && rows.iter().all(is_of_mac) {
        return Some(vec![Answer::Aside("a list of the apps of a Mac")]);
    }
    let is_android = rows.iter().any(|row| row.has("package_name"));
    let platform = if is_android {
        Platform::Android
    } else {
        Platform::Ios
    };
    let mut list = List::new("mdm/kandji", platform);
    list.names_by_management(value(device));
    list.device.management = Some(Management::Enrolled);
    let mut apps = Rows::default();
    for row in rows {
        let presence = if is_of_mac(row) {
            Presence::Absent("of a Mac")
        } else {
            Presence::Installed
        };
        apps.push(presence, app(platform, row));
    }
    apps.fill(&mut list);
    list.claims(
        Claim::Part,
        "the list does not say which apps the management collects of such a phone",
    );
    Some(vec![Answer::list(list)])
}

fn is_of_mac(row: &Node) -> bool {
    let path = row.text("path").unwrap_or_default();
    path.starts_with("/Applications") || path.starts_with("/System")
}

fn app(platform: Platform, row: &Node) -> Option<App> {
    let text = |names: [&str; 2]| names.iter().find_map(|name| row.text(name));
    let id = match platform {
        Platform::Ios => bundle_id(row.text("bundle_id")?)?,
        Platform::Android => package_id(row.text("package_name")?)?,
    };
    let mut app = App::new(id, ProfileId::OWNER);
    app.name = text(["app_name", "display_name"]).and_then(field::text);
    app.version = text(["version", "version_name"]).and_then(field::text);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
