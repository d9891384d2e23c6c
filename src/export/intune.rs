//! Objects of Microsoft Graph for Intune.
//!
//! `visibility` hides apps on supervised iPhones, `compliance` makes iPhones that
//! have them non-compliant (a `$batch`, since a policy takes 100 apps), and
//! `personal` blocks them on the personal side of company-owned Android phones.
//! The block list is called "apps not in the list are compliant". Source of the
//! format: the type descriptions of Graph 1.0 and beta.

use super::error::ExportError;
use super::fit::Export;
use super::json::pretty;
use super::target::Form;
use serde::Serialize;

/// What the lists of a configuration hold at most.
const VISIBILITY: usize = 10_000;
/// What a compliance policy holds at most.
const COMPLIANCE: usize = 100;
/// How many requests a batch holds at most.
const REQUESTS: usize = 20;
/// What the list of the personal side holds at most.
const PERSONAL: usize = 500;

#[derive(Serialize)]
struct ListItem<'e> {
    #[serde(rename = "@odata.type")]
    kind: &'static str,
    name: &'e str,
    #[serde(rename = "appId")]
    app_id: &'e str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Visibility<'e> {
    #[serde(rename = "@odata.type")]
    kind: &'static str,
    display_name: String,
    description: String,
    apps_visibility_list_type: &'static str,
    apps_visibility_list: Vec<ListItem<'e>>,
}

#[derive(Serialize)]
struct Personal<'e> {
    #[serde(rename = "@odata.type")]
    kind: &'static str,
    #[serde(rename = "displayName")]
    display_name: String,
    description: String,
    #[serde(rename = "personalProfilePlayStoreMode")]
    mode: &'static str,
    #[serde(rename = "personalProfilePersonalApplications")]
    apps: Vec<ListItem<'e>>,
}

#[derive(Serialize)]
struct Batch<'e> {
    requests: Vec<Request<'e>>,
}

#[derive(Serialize)]
struct Request<'e> {
    id: String,
    method: &'static str,
    url: &'static str,
    headers: Headers,
    body: Compliance<'e>,
}

#[derive(Serialize)]
struct Headers {
    #[serde(rename = "Content-Type")]
    content_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Compliance<'e> {
    #[serde(rename = "@odata.type")]
    kind: &'static str,
    display_name: String,
    description: String,
    restricted_apps: Vec<ListItem<'e>>,
    scheduled_actions_for_rule: [Scheduled; 1],
}

/// Graph takes no compliance policy without the action `block`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Scheduled {
    rule_name: &'static str,
    scheduled_action_configurations: [Action; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    action_type: &'static str,
    grace_period_hours: u32,
}

pub(super) fn write(export: &Export) -> Result<String, ExportError> {
    let ids = export.ids();
    let apps = ids.iter().map(|(app_id, row)| ListItem {
        kind: "#microsoft.graph.appListItem",
        name: row.name.as_deref().unwrap_or(app_id),
        app_id,
    });
    let apps: Vec<ListItem<'_>> = apps.collect();
    let description = export.description();
    match export.form {
        Form::Compliance => {
            export.at_most(COMPLIANCE * REQUESTS)?;
            pretty(&batch(export, apps))
        }
        Form::Personal => {
            export.at_most(PERSONAL)?;
            pretty(&Personal {
                kind: "#microsoft.graph.androidDeviceOwnerGeneralDeviceConfiguration",
                display_name: display_name(export),
                description,
                mode: if export.allows {
                    "allowedApps"
                } else {
                    "blockedApps"
                },
                apps,
            })
        }
        _ => {
            export.at_most(VISIBILITY)?;
            pretty(&Visibility {
                kind: "#microsoft.graph.iosGeneralDeviceConfiguration",
                display_name: display_name(export),
                description,
                apps_visibility_list_type: if export.allows {
                    "appsInListCompliant"
                } else {
                    "appsNotInListCompliant"
                },
                apps_visibility_list: apps,
            })
        }
    }
}

/// Several policies, since one takes 100 apps; the list is never cut.
fn batch<'e>(export: &Export, apps: Vec<ListItem<'e>>) -> Batch<'e> {
    let parts = apps.len().div_ceil(COMPLIANCE);
    let mut rest = apps.into_iter();
    let requests = (1..=parts).map(|part| Request {
        id: part.to_string(),
        method: "POST",
        url: "/deviceManagement/deviceCompliancePolicies",
        headers: Headers {
            content_type: "application/json",
        },
        body: Compliance {
            kind: "#microsoft.graph.iosCompliancePolicy",
            display_name: format!("{} {part}/{parts}", display_name(export)),
            description: export.description(),
            restricted_apps: rest.by_ref().take(COMPLIANCE).collect(),
            scheduled_actions_for_rule: [Scheduled {
                rule_name: "PasswordRequired",
                scheduled_action_configurations: [Action {
                    action_type: "block",
                    grace_period_hours: 0,
                }],
            }],
        },
    });
    Batch {
        requests: requests.collect(),
    }
}

fn display_name(export: &Export) -> String {
    let word = if export.allows {
        "allowed"
    } else {
        "not allowed"
    };
    format!("Apps {word}: {}", export.title())
}
