//! Codes about signatures of inventories, explained.

use crate::inventory::GapCode;

/// What a code means and what to do, if it is about signatures.
pub(super) const fn gap(code: GapCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        GapCode::InventoryUnsigned => (
            "signed inventories were asked for (--require-signed), and nobody whose signature counts signed this one: it carries none, or one of a key that is not among the allowed signers",
            "take it with `dutyphone collect -o DIR --sign KEY`; if the key may count, add it to the allowed signers",
        ),
        GapCode::InventoryAltered => (
            "the inventory is not what was signed: it was changed since, or the signature is of another file",
            "find out who changed it, and take the inventory again",
        ),
        _ => return None,
    })
}
