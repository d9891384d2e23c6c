//! What ties the result for one device to the inventory that was judged.

use super::basis::FactUsed;
use crate::audit;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Text<'r> = Cow<'r, str>;

/// What shows later that it is this inventory that was judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEvidence<'r> {
    /// `sha256:` and the digest of the inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inventory: Option<Text<'r>>,
    /// Which bytes that is the digest of: `file`, `line` or `collect`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest_of: Option<Text<'r>>,
    /// The clock of the computer that asked the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_clock: Option<Text<'r>>,
    /// The program and version that took the inventory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<Text<'r>>,
    /// Who signed it, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<Signer<'r>>,
    /// What is held to be true of the device, and who says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactUsed<'r>>,
}

/// Who signed an inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer<'r> {
    /// The principals of the key in the list of allowed signers.
    pub principal: Text<'r>,
    /// The fingerprint of the key.
    pub key: Text<'r>,
}

impl<'r> DeviceEvidence<'r> {
    /// As the document tells it; nothing of a device that was not read.
    pub(super) fn of(evidence: &'r audit::DeviceEvidence) -> Option<Self> {
        let digest = evidence.inventory;
        evidence.was_read().then(|| Self {
            inventory: digest.map(|digest| digest.to_string().into()),
            digest_of: digest.map(|digest| digest.of.as_str().into()),
            host_clock: evidence.host_clock.map(|time| time.to_string().into()),
            taken_by: evidence.taken_by.as_deref().map(Cow::Borrowed),
            signed_by: evidence.signed_by.as_deref().map(|signer| Signer {
                principal: Cow::Borrowed(&signer.principal),
                key: Cow::Borrowed(&signer.key),
            }),
            facts: evidence
                .facts()
                .map(|fact| FactUsed {
                    fact: fact.fact.as_str().into(),
                    value: fact.value.into(),
                    from: fact.from.as_str().into(),
                })
                .collect(),
        })
    }

    /// Takes out what another log could be compared with: the digest, the
    /// signer and the second of the day.
    pub(in crate::report) fn redact(&mut self) {
        self.inventory = None;
        self.digest_of = None;
        self.signed_by = None;
        self.host_clock = None;
    }
}
