//! By what a device is known again in another audit.

use crate::inventory::{Device, DeviceIdentity, IdKind, Platform, fold_udid};

/// The id as it is compared: a UDID without case and hyphen.
pub(super) fn folded(platform: Option<Platform>, id: &str) -> String {
    // A phone that was not read may not say what it is.
    match IdKind::of(platform.unwrap_or(Platform::Ios), id) {
        IdKind::Udid => fold_udid(id),
        IdKind::Serial | IdKind::Place => id.to_owned(),
    }
}

/// What makes it the same device in two readings, where that is known.
pub(super) fn identity(
    platform: Option<Platform>,
    id: &str,
    model: Option<&str>,
) -> Option<DeviceIdentity> {
    let mut device = Device::new(platform?, id);
    device.model = model.map(str::to_owned);
    DeviceIdentity::of(&device)
}
