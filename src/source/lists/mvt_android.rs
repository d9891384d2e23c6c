//! What MVT writes of an Android phone: `dumpsys_packages.json` (of a bug report
//! or an AndroidQF collection) and `packages.json` (of a phone).
//!
//! Neither says for which user a package is installed, nor whether it is: a
//! package that was removed for the user stands in both. So every row counts as
//! installed, and the dump they were made of is the better input.

use super::claim::Claim;
use super::json::Node;
use super::list::{Answer, List};
use super::package::{package_id, value};
use crate::inventory::{App, Evidence, Origin, Platform, ProfileId, State};

/// Reads either file: rows with a package name and a uid.
pub(super) fn read(document: &Node) -> Option<Vec<Answer>> {
    let rows = document.items();
    let is_ours = |row: &Node| row.has("package_name") && row.has("uid");
    rows.iter().find(|row| is_ours(row))?;
    let mut list = List::new("android/mvt-packages", Platform::Android);
    for row in rows {
        list.odd_entries += usize::from(row.has_below("package_name"));
        match app(row) {
            Some(app) => list.apps.push(app),
            None => list.odd_entries += 1,
        }
    }
    list.claims(
        Claim::WholeIfVouched,
        "the list of MVT does not say which packages are installed, for which profiles, and whether it holds all",
    );
    Some(vec![Answer::list(list)])
}

fn app(row: &Node) -> Option<App> {
    let mut app = App::new(package_id(row.text("package_name")?)?, ProfileId::OWNER);
    if row.is_set("disabled") {
        app.state = State::Disabled;
    }
    app.origin = match row.get("system") {
        Some(Node::Flag(true)) => Origin::Preinstalled,
        Some(Node::Flag(false)) => Origin::User,
        _ => Origin::Unknown,
    };
    app.version = row.text("version_name").and_then(value);
    app.installer = row.text("installer").and_then(value);
    app.evidence = vec![if row.has("files") {
        Evidence::Pm
    } else {
        Evidence::Dumpsys
    }];
    Some(app)
}
