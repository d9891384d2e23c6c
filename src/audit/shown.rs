//! What a device shows of itself beside what the register says: whose it is, and
//! whether it reaches the systems of an organisation.

use super::index::Index;
use super::matching::key;
use super::standing::Sign;
use crate::catalogue::Catalogue;
use crate::inventory::{App, Inventory, Management, Origin, ProfileKind, State};
use crate::policy::Ownership;

/// What the device shows of whose it is.
pub(super) fn ownership(inventory: &Inventory) -> Option<Sign<Ownership>> {
    let sign = |value, evidence| Some(Sign { value, evidence });
    match inventory.device.management {
        Some(Management::DeviceOwner) => sign(
            Ownership::Issued,
            "an organisation manages the whole device (device owner)",
        ),
        Some(Management::Supervised) => sign(Ownership::Issued, "it is supervised"),
        Some(Management::Enrolled) => {
            sign(Ownership::Enrolled, "it is enrolled in a management system")
        }
        _ if has_work_profile(inventory) => sign(Ownership::Enrolled, "it has a work profile"),
        _ => None,
    }
}

fn has_work_profile(inventory: &Inventory) -> bool {
    let managed = matches!(
        inventory.device.management,
        Some(Management::WorkProfile | Management::ProfileOwner)
    );
    let mut profiles = inventory.coverage().profiles().iter();
    managed || profiles.any(|profile| profile.kind == ProfileKind::Work)
}

/// What on the device shows access to an organisation's systems, and what
/// leaves a doubt.
pub(super) fn access(
    index: &Index<'_>,
    catalogue: &Catalogue,
    inventory: &Inventory,
) -> (Option<String>, Option<String>) {
    if has_work_profile(inventory) {
        return (Some("it has a work profile".to_owned()), None);
    }
    let mut doubt = match inventory.device.management {
        Some(Management::DeviceOwner) => {
            Some("an organisation manages the whole device (device owner)".to_owned())
        }
        Some(Management::Supervised) => Some("it is supervised".to_owned()),
        Some(Management::Enrolled) => Some("it is enrolled in a management system".to_owned()),
        _ => None,
    };
    for app in inventory.apps().iter().filter(|app| app.is_present()) {
        let key = key(inventory.device.platform, app);
        let identity = catalogue.identify(&key);
        let mut lists = index.access_shown_by.iter();
        if lists.any(|list| list.contains(identity.as_ref(), &key)) {
            if is_chosen(app) {
                let evidence = format!("`{}` is installed, which gives access", app.id);
                return (Some(evidence), None);
            }
            if app.origin == Origin::UpdatedPreinstalled && app.state == State::Installed {
                doubt.get_or_insert_with(|| {
                    format!(
                        "`{}`, which gives access, came with it and is in use",
                        app.id
                    )
                });
            }
        } else if is_chosen(app) && index.agents.contains(identity.as_ref(), &key) {
            doubt.get_or_insert_with(|| {
                format!(
                    "`{}` is installed, by which an organisation manages it",
                    app.id
                )
            });
        }
    }
    (None, doubt)
}

/// Whether somebody installed an app by which an organisation manages phones.
pub(super) fn has_agent(index: &Index<'_>, catalogue: &Catalogue, inventory: &Inventory) -> bool {
    let mut chosen = inventory.apps().iter();
    chosen.any(|app| {
        let key = key(inventory.device.platform, app);
        app.is_present()
            && is_chosen(app)
            && index
                .agents
                .contains(catalogue.identify(&key).as_ref(), &key)
    })
}

/// Whether somebody put the app there. What the maker fitted shows nothing,
/// and most of it is updated without anybody.
fn is_chosen(app: &App) -> bool {
    !app.origin.is_preinstalled()
}
