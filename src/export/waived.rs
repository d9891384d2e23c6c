//! Apps in an export for which the organisation gave permission: a target knows
//! no waivers, so each is named.

use super::selection::{LeftOut, Omission, Selection, some};
use crate::catalogue::Catalogue;
use crate::policy::{Found, WaiverFile};
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Selection {
    /// Names every waiver that holds on this day and is about an app in here.
    pub fn name_waivers(&mut self, file: &WaiverFile, catalogue: &Catalogue, day: Date) {
        for waiver in file.waivers.iter().filter(|waiver| waiver.holds_on(day)) {
            let device = waiver.device.as_deref().unwrap_or_default();
            let covered = self.rows.iter().filter(|row| {
                let known = catalogue.app_id(row.platform, &row.app_id);
                let family = known.map(|app| app.family());
                let product = family.and_then(|place| catalogue.family(place));
                let owner = known.and_then(|app| app.owner());
                let owner = owner.or_else(|| product.map(|product| product.owner()));
                let chain = owner.map(|owner| catalogue.chain(owner));
                let owners: Vec<usize> = chain
                    .into_iter()
                    .flatten()
                    .map(|(place, _)| place)
                    .collect();
                waiver.covers(&Found {
                    rule: &row.rule,
                    device,
                    platform: row.platform,
                    app: &row.app_id,
                    family,
                    owners: &owners,
                })
            });
            let ids: BTreeSet<String> = covered.map(|row| row.app_id.clone()).collect();
            if ids.is_empty() {
                continue;
            }
            let ids: Vec<String> = ids.into_iter().collect();
            let whom = if device.is_empty() {
                "every device"
            } else {
                "one device"
            };
            self.left_out.push(LeftOut {
                what: Omission::Waiver,
                of: waiver.rule.clone(),
                count: ids.len(),
                message: format!(
                    "the waiver `{}` permits {} on {whom} until {}: keep such devices out of the \
                     group",
                    waiver.id,
                    some(&ids),
                    waiver.expires
                ),
            });
        }
    }
}
