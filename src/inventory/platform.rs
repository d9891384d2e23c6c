//! The operating system families.

use super::words::words;

words! {
    /// The operating system family.
    pub enum Platform {
        /// Android and its vendor builds.
        Android = "android",
        /// iOS and iPadOS.
        Ios = "ios",
    }
}
