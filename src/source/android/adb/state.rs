//! In which state adb sees a device, and what a person can do about it.
//!
//! The words are those of adb (`packages/modules/adb/transport.cpp`,
//! `to_string(ConnectionState)`). A word that is not known here is kept as it
//! is: such a device is named and not read.

use crate::inventory::{Gap, GapCode};

/// How adb sees a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Ready for commands, though Android may still be starting.
    Ready,
    /// The phone has not allowed this computer.
    Unauthorized,
    /// The phone is being asked whether it allows this computer.
    Authorizing,
    /// The connection is being made.
    Connecting,
    /// Attached, and not answering.
    Offline,
    /// This computer's user may not open the USB device.
    NoPermissions,
    /// In recovery mode.
    Recovery,
    /// In the sideload mode of recovery.
    Sideload,
    /// In rescue mode.
    Rescue,
    /// In the bootloader.
    Bootloader,
    /// Another program holds the USB device.
    Detached,
    /// Anything else, in adb's own words.
    Other(String),
}

impl State {
    /// Reads adb's words for a state.
    pub(super) fn parse(words: &str) -> Self {
        match words {
            "device" => Self::Ready,
            "unauthorized" => Self::Unauthorized,
            "authorizing" => Self::Authorizing,
            "connecting" => Self::Connecting,
            "offline" => Self::Offline,
            "recovery" => Self::Recovery,
            "sideload" => Self::Sideload,
            "rescue" => Self::Rescue,
            "bootloader" => Self::Bootloader,
            "detached" => Self::Detached,
            // The reason follows in brackets, in many spellings.
            _ if words.starts_with("no permissions") => Self::NoPermissions,
            _ => Self::Other(words.to_owned()),
        }
    }

    /// Whether commands can be sent.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        *self == Self::Ready
    }

    /// Whether the state passes by itself within seconds.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Authorizing | Self::Connecting)
    }

    /// The stable code for a device that is not ready.
    pub(super) fn code(&self) -> GapCode {
        match self {
            Self::Unauthorized | Self::Authorizing => GapCode::DeviceUnauthorized,
            Self::Offline => GapCode::DeviceOffline,
            Self::NoPermissions => GapCode::DeviceNoPermission,
            _ => GapCode::DeviceNotReady,
        }
    }

    /// What a person who is no Android expert can do; empty when it is ready.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Ready => "",
            Self::Unauthorized => {
                "unlock the phone and accept \"Allow USB debugging?\" (tick \"Always allow\" only on \
                 your own computer); if it does not ask, plug it in again and choose \"File \
                 transfer\", or use \"Revoke USB debugging authorisations\" in its developer options"
            }
            Self::Authorizing | Self::Connecting => {
                "wait ten seconds and run again; if it stays so, unlock the phone and accept \
                 \"Allow USB debugging?\""
            }
            Self::Offline => {
                "unplug the phone, unlock it and plug it in again; if that does not help, turn USB \
                 debugging off and on; over Wi-Fi, connect again"
            }
            Self::NoPermissions => {
                "this is about the computer, not the phone: install the udev rules for Android \
                 (Debian and Ubuntu: package android-sdk-platform-tools-common, and be in the \
                 group plugdev), then plug the phone in again"
            }
            Self::Recovery | Self::Sideload | Self::Rescue | Self::Bootloader => {
                "restart the phone normally; it can only be audited while Android runs"
            }
            Self::Detached => {
                "another program holds the phone's USB connection: close it, or run `adb attach`"
            }
            Self::Other(_) => {
                "plug the phone in again and unlock it; if it stays so, try another cable, port or \
                 version of adb"
            }
        }
    }

    /// The gap of a device in this state. `detail` is what adb printed.
    pub(super) fn gap(&self, serial: &str, detail: &str) -> Gap {
        let message = match self {
            Self::Unauthorized => format!("{serial} has not allowed this computer to look at it"),
            Self::Authorizing => {
                format!("{serial} has not yet allowed this computer to look at it")
            }
            Self::Offline => format!("{serial} is attached and does not answer (adb: offline)"),
            Self::NoPermissions => {
                format!("this computer may not use the USB connection of {serial} (adb: {detail})")
            }
            Self::Recovery | Self::Sideload | Self::Rescue | Self::Bootloader => {
                format!("{serial} is not running Android (adb: {detail})")
            }
            _ => format!("{serial} cannot be read in the state adb reports (adb: {detail})"),
        };
        Gap::new(self.code(), message, self.advice())
    }
}
