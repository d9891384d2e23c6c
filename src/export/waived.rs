//! Apps in an export for which the organisation gave permission: a target knows
//! no waivers, so each is named.

use super::rule::key;
use super::selection::{LeftOut, Omission, Selection, some};
use crate::catalogue::Catalogue;
use crate::policy::{Found, Proven, Waiver, WaiverFile};
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Selection {
    /// Names every waiver that holds on this day and is about an app in here.
    pub fn name_waivers(&mut self, file: &WaiverFile, catalogue: &Catalogue, day: Date) {
        if self.allows {
            self.name_waivers_of_list(file, catalogue, day);
            return;
        }
        for waiver in file.waivers.iter().filter(|waiver| waiver.holds_on(day)) {
            let device = waiver.device.as_deref().unwrap_or_default();
            let covered = self.rows.iter().filter(|row| {
                let key = key(row.platform, &row.app_id);
                let identity = catalogue.identify(&key);
                let app = Proven::where_found(catalogue, identity.as_ref(), key);
                waiver.covers(&Found {
                    rule: &row.rule,
                    device,
                    owners: &app.owners(catalogue),
                    app,
                })
            });
            let ids: BTreeSet<String> = covered.map(|row| row.app_id.clone()).collect();
            if ids.is_empty() {
                continue;
            }
            let ids: Vec<String> = ids.into_iter().collect();
            let what = some(&ids);
            self.left_out
                .push(permits(waiver, ids.len(), &what, "keep"));
        }
    }

    /// The same for an allow-list, where a waiver is about what is not on it.
    fn name_waivers_of_list(&mut self, file: &WaiverFile, catalogue: &Catalogue, day: Date) {
        for waiver in file.waivers.iter().filter(|waiver| waiver.holds_on(day)) {
            let mut rows = self.rows.iter().filter(|row| row.rule == waiver.rule);
            if rows.next().is_none() {
                continue;
            }
            let product = waiver.family.and_then(|place| catalogue.family(place));
            let owner = waiver.owner.and_then(|place| catalogue.owner(place));
            let what = match (&waiver.app, product, owner) {
                (Some(app), ..) => app.clone(),
                (None, Some(product), _) => product.name().to_owned(),
                (None, None, Some(owner)) => format!("apps of {}", owner.name()),
                (None, None, None) => "every app".to_owned(),
            };
            let keep = "the file takes away what is not on the list, so keep";
            self.left_out.push(permits(waiver, 1, &what, keep));
        }
    }
}

fn permits(waiver: &Waiver, count: usize, what: &str, keep: &str) -> LeftOut {
    let whom = if waiver.device.is_none() {
        "every device"
    } else {
        "one device"
    };
    LeftOut {
        what: Omission::Waiver,
        of: waiver.rule.clone(),
        count,
        message: format!(
            "the waiver `{}` permits {what} on {whom} until {}: {keep} such devices out of the \
             group",
            waiver.id, waiver.expires
        ),
    }
}
