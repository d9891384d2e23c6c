//! The list of apps that App Manager exports on the phone itself, as JSON or
//! CSV (`ListExporter.java`): package names, versions, certificates, installers.
//!
//! Which apps are in it is the person's choice: all that the main page shows,
//! or a selection. It holds one user, or those whose number it states.

use super::claim::Claim;
use super::json::Node;
use super::list::{Answer, List};
use super::package::{certificate, milliseconds, package_id, value};
use super::sheet::{Row, Sheet};
use crate::inventory::{
    App, Evidence, Origin, Platform, Profile, ProfileId, ProfileKind, ProfileStatus, State,
};
use std::collections::BTreeSet;

/// What every export has, in this order in a table.
const MARKS: [&str; 4] = ["name", "label", "versionCode", "versionName"];

/// What every export has besides.
const UPDATED: &str = "lastUpdateTime";

/// Reads an export in JSON.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let rows = document.items();
    let is_ours = |row: &Node| MARKS.iter().all(|mark| row.has(mark)) && row.has(UPDATED);
    rows.iter().find(|row| is_ours(row))?;
    let fields = |row: &Node, name: &str| match row.get(name)? {
        Node::Text(text) => Some(text.to_string()),
        Node::Integer(number) => Some(number.to_string()),
        Node::Flag(flag) => Some(flag.to_string()),
        _ => None,
    };
    let apps = rows.iter().map(|row| app(&|name| fields(row, name)));
    let mut list = list(apps);
    // No value of a row is more than a text or a number.
    let is_joint = |row: &&Node| row.members().iter().any(|(_, value)| value.is_nested());
    list.odd_entries += rows.iter().filter(is_joint).count();
    Some(vec![Answer::list(list)])
}

/// Reads an export as a table.
pub(super) fn read_table(text: &str) -> Option<Vec<Answer>> {
    let mut table = Sheet::with_separator(text, b',')?;
    let head = table.headings.clone();
    if !head.starts_with(&MARKS.map(str::to_owned)) || !head.iter().any(|name| name == UPDATED) {
        return None;
    }
    let mut apps = Vec::new();
    let mut row = Row::new();
    while table.next(&mut row) {
        apps.push(app(&|name| {
            let column = head.iter().position(|found| found == name)?;
            row.get(column).map(str::to_owned)
        }));
    }
    let mut list = list(apps.into_iter());
    list.gaps.extend(table.gap());
    Some(vec![Answer::list(list)])
}

fn list(apps: impl Iterator<Item = Option<App>>) -> List {
    let mut list = List::new("android/app-manager", Platform::Android);
    for app in apps {
        match app {
            Some(app) => list.apps.push(app),
            None => list.odd_entries += 1,
        }
    }
    list.profiles = profiles(&list.apps);
    list.claims(
        Claim::WholeIfVouched,
        "an export of App Manager holds the apps that a person chose, and does not say which profiles the phone has",
    );
    list
}

/// The owner's profile, and that of each other user an app is in. Of what kind those
/// are the export does not say.
fn profiles(apps: &[App]) -> Vec<Profile> {
    let others = apps.iter().map(|app| app.profile);
    let ids: BTreeSet<ProfileId> = others.chain([ProfileId::OWNER]).collect();
    let profile = |id| Profile {
        id,
        kind: if id == ProfileId::OWNER {
            ProfileKind::Owner
        } else {
            ProfileKind::Other
        },
        status: ProfileStatus::Complete,
    };
    ids.into_iter().map(profile).collect()
}

fn app(field: &dyn Fn(&str) -> Option<String>) -> Option<App> {
    let profile = match field("userId") {
        Some(user) => ProfileId(user.trim().parse().ok()?),
        None => ProfileId::OWNER,
    };
    let mut app = App::new(package_id(&field("name")?)?, profile);
    let is = |name: &str| field(name).map(|text| text == "true" || text == "1");
    let time = |name: &str| milliseconds(field(name)?.parse().ok()?);
    app.state = if is("hidden") == Some(true) {
        State::Hidden
    } else if is("disabled") == Some(true) {
        State::Disabled
    } else if is("suspended") == Some(true) {
        State::Suspended
    } else {
        State::Installed
    };
    app.origin = match is("system") {
        Some(true) => Origin::Preinstalled,
        Some(false) => Origin::User,
        None => Origin::Unknown,
    };
    app.version = field("versionName").as_deref().and_then(value);
    app.installer = field("installerPackageName").as_deref().and_then(value);
    app.signer = field("signature").as_deref().and_then(certificate);
    app.first_installed = time("firstInstallTime");
    app.last_updated = time("lastUpdateTime");
    app.evidence = vec![Evidence::Other];
    Some(app)
}
