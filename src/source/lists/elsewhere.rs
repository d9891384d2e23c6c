//! Apps in a part of a document that its reader does not read.
//!
//! What a management system writes beside its list of apps is left alone, and most of
//! it hides nothing. But a second list under another name, of a later version or of
//! somebody's own making, may hold apps that nobody would see. So ids of apps that the
//! list of the device lacks are a gap, as they are in tables that a mapping reads.

use super::headed_ids::ids;
use super::json::Node;
use crate::inventory::{App, Gap, GapCode};
use crate::source::app_id::is_id;
use std::cell::OnceCell;
use std::collections::HashSet;

/// What the member with the id of an app is called.
const ID: [&str; 16] = [
    "appId",
    "appIdentifier",
    "app_id",
    "applicationId",
    "application_id",
    "bundleId",
    "bundleID",
    "bundleIdentifier",
    "bundle_id",
    "bundle_identifier",
    "id",
    "identifier",
    "packageId",
    "packageName",
    "package_id",
    "package_name",
];

/// Members with ids that are of no app, or of one that need not be there: profiles and
/// certificates, and what a management system sets or tried to set.
const OTHERS: [&str; 15] = [
    "certificates",
    "configurationProfiles",
    "defaultApplicationSettingAttempts",
    "extensionAttributes",
    "extension_attributes",
    "groups",
    "keyedAppStates",
    "labels",
    "policies",
    "profiles",
    "provisioningProfiles",
    "queries",
    "userProfiles",
    "user_profiles",
    "provisioning_profiles",
];

/// The gap of a document with ids of apps outside of the lists that were read of it,
/// where these apps of the device lack them.
pub(super) fn gap(document: &Node, read: &[&Node], apps: &[App]) -> Option<Gap> {
    let look = Look {
        read,
        apps,
        known: OnceCell::new(),
    };
    look.holds_apps(document, "", false).then(|| {
        Gap::new(
            GapCode::FileUnrecognised,
            "ids of apps stand in a part of the record that is not read, and the list of the \
             device lacks them",
            "save the record as the management system writes it; if it is so written, look at \
             the apps on the phone",
        )
    })
}

struct Look<'d> {
    read: &'d [&'d Node],
    apps: &'d [App],
    /// The ids of the apps in small letters.
    known: OnceCell<HashSet<String>>,
}

impl Look<'_> {
    /// A text that stands in no list says something of the device, unless its name says
    /// that it is the id of an app.
    fn holds_apps(&self, node: &Node, name: &str, is_listed: bool) -> bool {
        if self.read.iter().any(|read| std::ptr::eq(*read, node)) {
            return node.items().iter().any(|row| self.holds_more(row));
        }
        match node {
            Node::Text(text) if ID.contains(&name) => is_id(text) && self.is_new(text),
            Node::Text(text) => is_listed && ids(text, name).any(|id| self.is_new(id)),
            Node::Array(items) => items.iter().any(|item| self.holds_apps(item, name, true)),
            Node::Object(members) => members
                .iter()
                .filter(|(name, _)| !OTHERS.contains(&&**name))
                .any(|(name, member)| {
                    let is_app = member.is_nested() && ids(name, "").any(|id| self.is_new(id));
                    is_app || self.holds_apps(member, name, is_listed)
                }),
            Node::Null | Node::Flag(_) | Node::Integer(_) => false,
        }
    }

    /// The same of what lies inside of a row that was read.
    fn holds_more(&self, row: &Node) -> bool {
        row.members()
            .iter()
            .filter(|(name, member)| member.is_nested() && !OTHERS.contains(&&**name))
            .any(|(name, member)| self.holds_apps(member, name, false))
    }

    fn is_new(&self, id: &str) -> bool {
        let known = self.known.get_or_init(|| {
            let ids = self.apps.iter().map(|app| app.id.to_lowercase());
            ids.collect()
        });
        !known.contains(&id.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;
    use crate::inventory::ProfileId;

    #[test]
    fn ids_that_the_list_lacks_are_found_wherever_they_stand() {
        let table = [
            (r#"{"list": [{"identifier": "no.example.other"}]}"#, false),
            (
                r#"{"list": [], "more": [{"identifier": "no.example.other"}]}"#,
                true,
            ),
            (
                r#"{"list": [], "more": [{"identifier": "no.example.known"}]}"#,
                false,
            ),
            (
                r#"{"list": [], "more": {"a": {"bundleId": "no.example.other"}}}"#,
                true,
            ),
            (r#"{"list": [], "more": ["no.example.other"]}"#, true),
            (
                r#"{"list": [], "more": {"no.example.other": {"version": "1"}}}"#,
                true,
            ),
            (
                r#"{"list": [{"more": [{"identifier": "no.example.other"}]}]}"#,
                true,
            ),
            (
                r#"{"list": [], "more": [{"installedBy": "no.example.other"}]}"#,
                false,
            ),
            (
                r#"{"list": [], "profiles": [{"identifier": "no.example.wifi"}]}"#,
                false,
            ),
            (r#"{"list": [], "more": "no.example.other"}"#, false),
            (
                r#"{"list": [], "more": [{"path": "/a/b.txt", "number": 1}]}"#,
                false,
            ),
        ];
        let apps = [App::new("No.example.known", ProfileId::OWNER)];
        for (text, expected) in table {
            let found = json::read(text.as_bytes());
            let document = found.values.first().unwrap();
            let list = document.get("list").unwrap();
            assert_eq!(gap(document, &[list], &apps).is_some(), expected, "{text}");
        }
    }
}
