//! The backup that UAD-ng (Universal Android Debloater) makes of the states of
//! a phone's packages (`crates/uad-core/src/save.rs`): a device, its users, and
//! for each the packages with `Enabled`, `Disabled` or `Uninstalled`.
//!
//! UAD-ng lists what came with the phone (`pm list packages -s`), so whatever a
//! person installed is not in it.

use super::claim::Claim;
use super::json::Node;
use super::list::{Answer, List};
use super::package::{package_id, value};
use super::rows::{Presence, Rows};
use crate::inventory::{App, Evidence, Origin, Platform, ProfileId, State};

/// Reads a backup.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let device = document.text("device_id")?;
    let users = document.get("users")?.items();
    users.iter().find(|user| user.has("packages"))?;
    let mut list = List::new("android/uad-ng", Platform::Android);
    list.names(value(device));
    let mut rows = Rows::default();
    for user in users {
        let profile = match user.get("id") {
            Some(Node::Integer(id)) => u32::try_from(*id).ok().map(ProfileId),
            _ => None,
        };
        for row in user.get("packages").map(Node::items).unwrap_or_default() {
            rows.push(presence(row), profile.and_then(|profile| app(row, profile)));
        }
    }
    rows.fill(&mut list);
    list.claims(
        Claim::Part,
        "UAD-ng lists the apps that came with the phone and none that a person installed",
    );
    Some(vec![Answer::list(list)])
}

fn presence(row: &Node) -> Presence<'_> {
    match row.text("state").unwrap_or_default() {
        // What became of it stands in its state.
        "Enabled" | "Disabled" | "Uninstalled" => Presence::Installed,
        word => Presence::Unclear(word),
    }
}

fn app(row: &Node, profile: ProfileId) -> Option<App> {
    let mut app = App::new(package_id(row.text("name")?)?, profile);
    app.state = match row.text("state")? {
        "Uninstalled" => State::Removed,
        "Disabled" => State::Disabled,
        _ => State::Installed,
    };
    app.origin = Origin::Preinstalled;
    app.evidence = vec![Evidence::Pm];
    Some(app)
}
