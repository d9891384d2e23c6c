//! Whether two recordings that lie together are of one phone.

use crate::inventory::{Inventory, Reading};
use std::collections::BTreeSet;

/// Whether two readings name the same apps in the same profiles.
pub(super) fn same_phone(one: &Reading, other: &Reading) -> bool {
    let (Ok(one), Ok(other)) = (&one.content, &other.content) else {
        return false;
    };
    let apps = |inventory: &Inventory| -> BTreeSet<_> {
        let present = inventory.apps().iter().filter(|app| app.is_present());
        present.map(|app| (app.profile, app.id.clone())).collect()
    };
    let differ = |one: &Option<String>, other: &Option<String>| matches!((one, other), (Some(one), Some(other)) if one != other);
    !differ(&one.device.model, &other.device.model)
        && !differ(&one.device.fingerprint, &other.device.fingerprint)
        && apps(one) == apps(other)
}
