//! What the caller knows of apps, for texts that no reader knows.
//!
//! A source knows no app and no rule. Whether a word of a text is the id of an app
//! is a question to the caller, who has the catalogue and the policies.

/// What apps are called, as far as the caller knows.
pub trait KnownApps: std::fmt::Debug + Send + Sync {
    /// Whether it is the id of an app, on Android or on iOS.
    fn is_id(&self, text: &str) -> bool;

    /// Whether it is the number of an app in Apple's App Store.
    fn is_store_number(&self, number: u64) -> bool;

    /// Whether it is the name of an app, without regard to case.
    fn is_name(&self, text: &str) -> bool;
}

/// A caller who knows none.
#[derive(Debug)]
pub(super) struct NoApps;

impl KnownApps for NoApps {
    fn is_id(&self, _: &str) -> bool {
        false
    }

    fn is_store_number(&self, _: u64) -> bool {
        false
    }

    fn is_name(&self, _: &str) -> bool {
        false
    }
}
