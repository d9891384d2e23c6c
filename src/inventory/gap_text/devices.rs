//! Codes about phones that could not be read: what each means, and what to do.

use super::super::coverage::GapCode;

/// Codes about phones. Other codes come to the last arm only if one was
/// forgotten above, which a test finds.
pub(super) const fn of_device(code: GapCode) -> (&'static str, &'static str) {
    match code {
        GapCode::DeviceUnauthorized => (
            "the phone has not allowed this computer to read it",
            "unlock the phone and accept \"Allow USB debugging?\" (Android), or tap Trust and enter the passcode (iPhone)",
        ),
        GapCode::DeviceOffline => (
            "adb sees the phone, and the phone does not answer",
            "unplug it, unlock it and plug it in again; turn USB debugging off and on",
        ),
        GapCode::DeviceNoPermission => (
            "this computer's user may not open the phone's USB connection; the phone itself is fine",
            "install the udev rules for Android (package android-sdk-platform-tools-common), join the group plugdev, and plug the phone in again",
        ),
        GapCode::DeviceNotReady => (
            "the phone is starting, or in recovery, restore, sideload, rescue or bootloader mode; or it is an iPhone that is seen over Wi-Fi only",
            "restart it normally and wait for its lock screen, or plug it in by cable",
        ),
        GapCode::DeviceAbsent => (
            "the phone that was asked for is not attached, or none is",
            "run `dutyphone devices`; use a cable that carries data, and unlock the phone",
        ),
        GapCode::DeviceTimeout => (
            "the phone did not answer within --timeout",
            "unlock it, plug it in directly, and try a longer --timeout",
        ),
        GapCode::DeviceLost => (
            "the connection to the phone broke, or brought something that makes no sense",
            "check the cable and read the phone again",
        ),
        GapCode::DeviceRefused => (
            "the phone answered and does not want to list its apps: its management forbids it, another program holds it, or it failed inside",
            "do what the sentence beside the code says; a backup of the phone does as well",
        ),
        GapCode::AdbUnavailable => (
            "the adb server, through which Android phones are read, is not there or does not answer",
            "install the Android platform tools so that `adb` is on the PATH; `adb start-server` shows what is wrong",
        ),
        _ => match of_iphone(code) {
            Some(meaning) => meaning,
            None => (
                "a saved inventory names a reason that this version does not know",
                "read the sentence beside it, or use the version that wrote the file",
            ),
        },
    }
}

/// Codes about iPhones alone.
const fn of_iphone(code: GapCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        GapCode::DeviceBusy => (
            "the iPhone serves another computer or program: two of them cannot both talk to it over one cable (another service for iPhones, a virtual machine that took the port, a second computer)",
            "close what else uses the iPhone, plug it into this computer alone, and run again",
        ),
        GapCode::DeviceLocked => (
            "the iPhone is locked, or was not unlocked since it was started, and does not list its apps",
            "unlock it with its passcode, keep its screen on, and run again",
        ),
        GapCode::DeviceUnverified => (
            "what answered did not prove that it is the iPhone that was trusted, so nothing it says counts",
            "plug it into this computer alone and trust it again",
        ),
        GapCode::DeviceUnsupported => (
            "the iOS of the phone is too old to be read safely, or offers no list of apps",
            "update it, or audit a backup of it",
        ),
        GapCode::UsbmuxUnavailable => (
            "usbmuxd, the service through which iPhones are reached, is not there or does not answer",
            "plug the iPhone in and unlock it; on Linux install usbmuxd, on Windows Apple Devices or iTunes",
        ),
        _ => return None,
    })
}
