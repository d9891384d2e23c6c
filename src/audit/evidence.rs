//! What ties the result for a device to the inventory that was judged: its digest,
//! who signed it, both clocks, and what took it.

use super::applicability::FactUsed;
use super::terms::Digests;
use crate::inventory::{Inventory, InventoryDigest, Signer, format};
use crate::policy::{Dimension, Facts};
use jiff::Timestamp;
use std::sync::Arc;

/// What shows later that it is this inventory that was judged. The clock of the
/// device stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceEvidence {
    /// The digest of the inventory; `None` where none was read, or none is wanted.
    pub inventory: Option<InventoryDigest>,
    /// The clock of the computer that asked the device.
    pub host_clock: Option<Timestamp>,
    /// The program and version that took the inventory.
    pub taken_by: Option<Box<str>>,
    /// Who signed it, where that was asked for.
    pub signed_by: Option<Arc<Signer>>,
    facts: Option<Facts>,
}

impl DeviceEvidence {
    /// The evidence of one inventory.
    pub(super) fn of(inventory: &Inventory, facts: Facts, digests: Digests) -> Self {
        let named = digests == Digests::Named;
        Self {
            inventory: named.then(|| format::digest(inventory)).flatten(),
            host_clock: inventory.host_clock,
            taken_by: (!inventory.tool.is_empty()).then(|| inventory.tool.as_str().into()),
            signed_by: inventory.signed_by.clone(),
            facts: Some(facts),
        }
    }

    /// Whether an inventory was read.
    #[must_use]
    pub const fn was_read(&self) -> bool {
        self.facts.is_some()
    }

    /// What is held to be true of the device, and who says so. Nothing where
    /// nothing was read.
    pub fn facts(&self) -> impl Iterator<Item = FactUsed> {
        self.facts.into_iter().flat_map(|facts| {
            Dimension::ALL.iter().map(move |fact| {
                let (value, from) = facts.word(*fact);
                FactUsed {
                    fact: *fact,
                    value,
                    from,
                }
            })
        })
    }
}
