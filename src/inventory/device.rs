//! The device itself: the few facts a report needs to name it.
//!
//! Nothing personal is kept: no owner's name, no phone number, no IMEI, no
//! account, and not the name its user gave the device.

use super::id_kind::IdKind;
use super::locator::Locator;
use super::platform::Platform;
use super::words::words;

words! {
    /// What ties the device to an organisation.
    pub enum Management {
        /// The source shows that nothing manages the device.
        None = "none",
        /// Android device owner: the organisation manages the whole device.
        DeviceOwner = "device-owner",
        /// Android work profile on an otherwise private device.
        WorkProfile = "work-profile",
        /// Android profile owner outside a work profile.
        ProfileOwner = "profile-owner",
        /// iOS supervision.
        Supervised = "supervised",
        /// Enrolled in a management system, without supervision.
        Enrolled = "enrolled",
    }
}

/// One phone or tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Android or iOS.
    pub platform: Platform,
    /// The serial (Android) or UDID (iOS); the locator when neither is known.
    pub id: String,
    /// What the id is, and so whether it can tell that two readings are of one
    /// device.
    pub id_kind: IdKind,
    /// The maker, as the device spells it.
    pub maker: Option<String>,
    /// The model code.
    pub model: Option<String>,
    /// The build fingerprint of Android, `brand/product/device:release/...`.
    pub fingerprint: Option<String>,
    /// The OS version a person sees.
    pub os_version: Option<String>,
    /// The Android security patch level, as the device spells it.
    pub security_patch: Option<String>,
    /// What ties it to an organisation; `None` when the source does not tell.
    pub management: Option<Management>,
}

impl Device {
    /// A device that nothing names: it is called by the whole place it was read
    /// from, and is never the same as another.
    #[must_use]
    pub fn at_place(platform: Platform, locator: &Locator) -> Self {
        Self {
            id_kind: IdKind::Place,
            ..Self::new(platform, locator.to_string())
        }
    }

    /// A device of which only platform and id are known yet. What the id is
    /// follows from its shape.
    #[must_use]
    pub fn new(platform: Platform, id: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            platform,
            id_kind: IdKind::of(platform, &id),
            id,
            maker: None,
            model: None,
            fingerprint: None,
            os_version: None,
            security_patch: None,
            management: None,
        }
    }
}
