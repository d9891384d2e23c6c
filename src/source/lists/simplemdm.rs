//! The installed apps of a device, as `SimpleMDM` lists them
//! (`/api/v1/devices/ID/installed_apps`).
//!
//! The number of the device is in the address of the list and not in it. A row
//! of an app that is not managed shows that not only managed ones are listed.

use super::claim::Claim;
use super::elsewhere;
use super::entry::bundle_id;
use super::json::Node;
use super::list::{Answer, List};
use super::rows::{Presence, Rows};
use crate::inventory::{App, Channel, Evidence, Management, Platform, ProfileId};
use crate::source::ios::field;

/// Reads a list.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let Some(data @ Node::Array(rows)) = document.get("data") else {
        return None;
    };
    let is_row = |row: &Node| row.text("type") == Some("installed_app");
    let is_ours = match data.items() {
        [] => document.has("has_more"),
        rows => rows.iter().any(is_row),
    };
    if !is_ours {
        return None;
    }
    let mut list = List::new("mdm/simplemdm", Platform::Ios);
    list.device.management = Some(Management::Enrolled);
    let (mut apps, mut any_unmanaged) = (Rows::default(), false);
    for row in rows {
        let attributes = row.get("attributes").unwrap_or(&Node::Null);
        any_unmanaged |= attributes.get("managed") == Some(&Node::Flag(false));
        apps.push(Presence::Installed, app(attributes));
    }
    apps.fill(&mut list);
    list.gaps
        .extend(elsewhere::gap(document, &[data], &list.apps));
    if any_unmanaged {
        list.claims(
            Claim::WholeIfVouched,
            "the list holds apps that are not managed, and nothing in it proves that it holds all",
        );
    } else {
        list.claims(
            Claim::ManagedOnly,
            "the list holds no app that is not managed, so it may hold managed ones only",
        );
    }
    Some(vec![Answer::list(list)])
}

fn app(row: &Node) -> Option<App> {
    let mut app = App::new(bundle_id(row.text("identifier")?)?, ProfileId::OWNER);
    app.name = row.text("name").and_then(field::text);
    let version = row.text("short_version").or_else(|| row.text("version"));
    app.version = version.and_then(field::text);
    app.channel = row.is_set("managed").then_some(Channel::Mdm);
    app.evidence = vec![Evidence::MdmList];
    Some(app)
}
