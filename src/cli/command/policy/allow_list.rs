//! An allow-list made of phones that are as they should be.
//!
//! A list of approved apps is best written down from a phone that has just them.
//! What its user or its management installed becomes the list, id by id. What
//! came with the phone is told apart by its origin: the beginning of an id proves
//! nothing, since anybody can call an app `com.android.something`.

use crate::catalogue::{AppKey, Catalogue};
use crate::inventory::{Inventory, Platform};
use std::collections::BTreeSet;

/// Ids of one platform, each once.
#[derive(Debug, Default)]
struct Ids {
    approved: BTreeSet<String>,
    fitted: BTreeSet<String>,
}

/// What was made.
#[derive(Debug)]
pub(super) struct AllowList {
    /// The policy, as a file.
    pub(super) text: String,
    /// How many ids are approved, and how many came with the phones.
    pub(super) counts: (usize, usize),
    /// How many ids were left out, because no app can have them.
    pub(super) left_out: usize,
}

/// Writes the policy. The ids of a device are its own words: only what can be an
/// app id gets into the file.
pub(super) fn make(phones: &[Inventory], catalogue: &Catalogue) -> AllowList {
    let (mut android, mut ios, mut left_out) = (Ids::default(), Ids::default(), 0);
    for phone in phones {
        let ids = match phone.device.platform {
            Platform::Android => &mut android,
            Platform::Ios => &mut ios,
        };
        for app in phone.apps().iter().filter(|app| app.is_present()) {
            if !is_app_id(&app.id) {
                left_out += 1;
            } else if app.origin.is_preinstalled() {
                ids.fitted.insert(app.id.clone());
            } else {
                ids.approved.insert(app.id.clone());
            }
        }
    }
    let mut text = HEAD.to_owned();
    let approved = [
        (Platform::Android, &android.approved),
        (Platform::Ios, &ios.approved),
    ];
    text.push_str(if approved.iter().all(|(_, ids)| ids.is_empty()) {
        NOTHING_APPROVED
    } else {
        APPROVED
    });
    lists(&mut text, approved, catalogue);
    let fitted = [
        (Platform::Android, &android.fitted),
        (Platform::Ios, &ios.fitted),
    ];
    if fitted.iter().any(|(_, ids)| !ids.is_empty()) {
        text.push_str(FITTED);
        lists(&mut text, fitted, catalogue);
    }
    tests(&mut text, approved);
    AllowList {
        text,
        counts: (
            android.approved.len() + ios.approved.len(),
            android.fitted.len() + ios.fitted.len(),
        ),
        left_out,
    }
}

/// The longest id that is taken. Stores allow less.
const LONGEST: usize = 255;

fn is_app_id(id: &str) -> bool {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !id.is_empty() && id.len() <= LONGEST && id.chars().all(sound)
}

const HEAD: &str = r#"# The apps of the phones that this list was made from. Look through it: what
# stands here is approved. Check it with `dutyphone policy check FILE`, run its
# tests with `dutyphone policy test FILE`.
schema = 1
id = "approved-apps"
title = "Only approved apps"
# issuer = "Example Agency"

# Which devices it is for. Without this, every device.
# [scope]
# persons = ["senior-official", "cleared-staff"]
# ownership = ["issued"]
"#;

const APPROVED: &str = r#"
[[rule]]
id = "approved-only"
level = "deny"
origins = ["user", "unknown"]
reason = "not on the list of approved apps"
fix = "remove the app, or have it approved and add it to the list"
[rule.not-in]
"#;

const NOTHING_APPROVED: &str = r#"
# The phones had nothing but what came with them.
[[rule]]
id = "approved-only"
level = "deny"
origins = ["user", "unknown"]
reason = "nothing is approved beside what came with the phone"
fix = "remove the app, or have it approved"
"#;

const FITTED: &str = r#"
# What came with the phones. Another model has other parts, so this only asks to
# look at them.
[[rule]]
id = "known-system-parts"
level = "warn"
origins = ["preinstalled", "updated-preinstalled"]
reason = "came with the phone, but not with those that this list was made of"
fix = "look at it; add it to the list, or disable it"
[rule.not-in]
"#;

/// The lists of both platforms, a line for each id, with the name of the app where
/// the catalogue knows it.
fn lists(text: &mut String, lists: [(Platform, &BTreeSet<String>); 2], catalogue: &Catalogue) {
    for (platform, ids) in lists {
        if ids.is_empty() {
            continue;
        }
        text.push_str(&format!("{platform} = [\n"));
        for id in ids {
            let name = name(catalogue, platform, id);
            let comment = name.map_or_else(String::new, |name| format!(" # {name}"));
            text.push_str(&format!("    \"{id}\",{comment}\n"));
        }
        text.push_str("]\n");
    }
}

fn name<'c>(catalogue: &'c Catalogue, platform: Platform, id: &str) -> Option<&'c str> {
    let key = AppKey {
        platform,
        id,
        store_id: None,
        developer: None,
        signer: None,
    };
    let identity = catalogue.identify(&key)?;
    let family = identity.family.and_then(|place| catalogue.family(place));
    identity.name.or(family.map(|family| family.name()))
}

/// Tests for the file: an app that is on the list, and others that are not.
fn tests(text: &mut String, lists: [(Platform, &BTreeSet<String>); 2]) {
    for (platform, ids) in lists {
        let Some(id) = ids.first() else { continue };
        text.push_str(&format!(
            r#"
[[test]]
name = "an approved app ({platform})"
platform = "{platform}"
apps = ["{id}"]
verdict = "compliant"
"#
        ));
    }
    text.push_str(
        r#"
[[test]]
name = "an app that nobody approved, whatever it calls itself"
platform = "android"
each = ["com.example.unapproved", "com.android.unapproved"]
verdict = "non-compliant"
findings = ["approved-only"]
"#,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{App, Coverage, Device, Origin, ProfileId};
    use crate::policy::{Document, builtin_document};

    fn phone(platform: Platform, apps: &[(&str, Origin)]) -> Inventory {
        let apps = apps.iter().map(|(id, origin)| {
            let mut app = App::new(*id, ProfileId::OWNER);
            app.origin = *origin;
            app
        });
        Inventory::new(
            Device::new(platform, "EXAMPLE"),
            "test",
            None,
            Coverage::new(Vec::new(), Vec::new(), Vec::new()),
            apps.collect(),
        )
    }

    /// The file is a policy, and its own tests hold.
    fn holds(made: &AllowList) {
        let catalogue = crate::catalogue::builtin();
        let names = ["list".to_owned()];
        let fetch = |name: &str, _: Option<&str>| {
            Ok(builtin_document(name).unwrap_or_else(|| Document {
                name: name.to_owned(),
                text: made.text.clone().into(),
            }))
        };
        let read = crate::policy::Tests::Read;
        let policies = crate::policy::load(&names, &catalogue, &fetch, read).unwrap();
        for test in &policies[0].tests {
            let today = jiff::civil::date(2026, 11, 21);
            let wrong =
                crate::audit::policy_tests::run(&policies[0], test, &policies, &catalogue, today);
            assert_eq!(wrong, [""; 0], "{}: {}", test.name, made.text);
        }
    }

    #[test]
    fn a_list_tells_what_was_installed_from_what_came_with_the_phone() {
        let phones = [
            phone(
                Platform::Android,
                &[
                    ("org.thoughtcrime.securesms", Origin::User),
                    ("com.android.settings", Origin::Preinstalled),
                    ("com.google.android.gm", Origin::UpdatedPreinstalled),
                    ("evil\"]\nlevel = \"note", Origin::User),
                ],
            ),
            phone(Platform::Ios, &[("com.example.Mail", Origin::Unknown)]),
        ];
        let made = make(&phones, &crate::catalogue::builtin());
        assert_eq!(made.counts, (2, 2));
        assert_eq!(made.left_out, 1);
        assert!(
            made.text
                .contains("\"org.thoughtcrime.securesms\", # Signal")
        );
        let (approved, fitted) = made.text.split_once("known-system-parts").unwrap();
        assert!(
            approved.contains("com.example.Mail") && !approved.contains("com.android.settings")
        );
        assert!(fitted.contains("com.android.settings"));
        holds(&made);
    }

    #[test]
    fn a_phone_with_nothing_installed_approves_nothing() {
        let parts = [("com.android.settings", Origin::Preinstalled)];
        let made = make(
            &[phone(Platform::Android, &parts)],
            &crate::catalogue::builtin(),
        );
        assert_eq!(made.counts, (0, 1));
        holds(&made);
    }
}
