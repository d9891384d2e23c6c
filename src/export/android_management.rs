//! The Android Management API: the fields of a policy, or a change of single apps
//! of one.
//!
//! A policy without `playStoreMode` is an allow-list, and every app that is not in
//! it is uninstalled. So the fields of a policy always carry the mode, at the top
//! (`BLACKLIST`) and for the personal side (`BLOCKLIST`), where the API spells it
//! otherwise. Source of the format: the discovery document of the API, revision
//! 20261104.

use super::error::ExportError;
use super::fit::Export;
use super::json::pretty;
use super::target::Form;
use serde::Serialize;

/// What `applications` of a policy holds at most.
const LIMIT: usize = 3000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Application<'e> {
    package_name: &'e str,
    install_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Policy<'e> {
    play_store_mode: &'static str,
    applications: Vec<Application<'e>>,
    personal_usage_policies: PersonalUsage<'e>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PersonalUsage<'e> {
    personal_play_store_mode: &'static str,
    personal_applications: Vec<Application<'e>>,
}

#[derive(Serialize)]
struct Changes<'e> {
    changes: Vec<Change<'e>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'e> {
    application: Application<'e>,
    /// Without it every other field of the app's entry is overwritten.
    update_mask: &'static str,
}

pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    export.at_most(LIMIT)?;
    let install_type = if export.allows {
        "AVAILABLE"
    } else {
        "BLOCKED"
    };
    let applications = || {
        let ids = export.ids().into_keys();
        ids.map(move |package_name| Application {
            package_name,
            install_type,
        })
    };
    if export.form == Form::Patch {
        let changes = applications().map(|application| Change {
            application,
            update_mask: "installType",
        });
        return pretty(&Changes {
            changes: changes.collect(),
        });
    }
    let (mode, personal) = if export.allows {
        ("WHITELIST", "ALLOWLIST")
    } else {
        ("BLACKLIST", "BLOCKLIST")
    };
    pretty(&Policy {
        play_store_mode: mode,
        applications: applications().collect(),
        personal_usage_policies: PersonalUsage {
            personal_play_store_mode: personal,
            personal_applications: applications().collect(),
        },
    })
}
