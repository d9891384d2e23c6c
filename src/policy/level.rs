//! How serious a finding is.

use crate::inventory::words;

words! {
    /// How serious a finding of a rule is. The order is the order of weight.
    pub enum Level {
        /// Be conscious of it.
        Note = "note",
        /// Look at it.
        Warn = "warn",
        /// It does not belong on the device.
        Deny = "deny",
    }
}
