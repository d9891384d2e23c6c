//! Which iPhones are attached, and whether each can be read: everything but the
//! list of apps is tried out.

use super::daemon::Daemon;
use super::fault::{DaemonFault, Fault};
use super::fleet::{self, Phone};
use super::told::Connection;
use super::{phone, trouble};
use crate::inventory::{Gap, GapCode};
use crate::source::Options;
use crate::source::absence::NoneAsked;
use crate::source::deadline::Deadline;
use crate::source::side_by_side::side_by_side;
use std::time::Duration;

/// How long the service itself may take.
const ANSWERING: Duration = Duration::from_secs(10);

/// An iPhone that is attached, and whether it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its identifier.
    pub udid: String,
    /// The number that the service gave it, new at each plug-in.
    pub connection_id: u32,
    /// The connection it would be read over.
    pub connection: Connection,
    /// It is seen over Wi-Fi, too.
    pub also_wireless: bool,
    /// The model code, for example `iPhone14,5`.
    pub model: Option<String>,
    /// The version of iOS.
    pub version: Option<String>,
    /// Why it cannot be read; `None` when it can.
    pub gap: Option<Gap>,
}

/// Lists the attached iPhones, and tries out whether each can be read.
///
/// # Errors
///
/// Why no iPhone can be asked. When none is attached, the list is empty.
pub fn attached(options: &Options) -> Result<Vec<Attached>, NoneAsked> {
    look(options, &[])
}

/// The same; those that are known to be ready are not tried out again.
pub(super) fn look(options: &Options, known: &[Attached]) -> Result<Vec<Attached>, NoneAsked> {
    let (daemon, phones) = list(options)?;
    let mut all = Vec::with_capacity(phones.len());
    side_by_side(
        &phones,
        phones.len(),
        |_, phone| {
            let number = phone.entry.device_id;
            let known = known.iter().find(|known| known.connection_id == number);
            match known.filter(|known| known.is_ready()) {
                Some(known) => known.clone(),
                None => try_out(&daemon, phone, options),
            }
        },
        |_, attached| all.push(attached),
    );
    Ok(all)
}

impl Attached {
    /// Whether it can be read.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.gap.is_none()
    }

    /// Its state in a word or two.
    #[must_use]
    pub fn state(&self) -> &'static str {
        let Some(gap) = &self.gap else {
            return "ready";
        };
        match gap.code {
            GapCode::DeviceUnauthorized => "not trusted",
            GapCode::DeviceLocked => "locked",
            GapCode::DeviceBusy => "in use elsewhere",
            GapCode::DeviceRefused => "refused",
            GapCode::DeviceUnverified => "not the trusted one",
            GapCode::DeviceUnsupported => "not supported",
            GapCode::DeviceNotReady if self.connection == Connection::Network => "Wi-Fi only",
            GapCode::DeviceNotReady => "not running iOS",
            GapCode::DeviceTimeout => "silent",
            _ => "lost",
        }
    }
}

fn try_out(daemon: &Daemon, phone: &Phone, options: &Options) -> Attached {
    let mut about = phone::About::default();
    let udid = fleet::spelt(&phone.entry.udid);
    let deadline = Deadline::after(options.timeout);
    let tried = if phone::is_cable(&phone.entry) {
        phone::try_out(daemon, &phone.entry, &mut about, deadline)
    } else {
        Err(Fault::WirelessOnly)
    };
    Attached {
        connection_id: phone.entry.device_id,
        connection: phone.entry.connection,
        also_wireless: phone.has_twin,
        gap: tried
            .err()
            .map(|fault| trouble::gap(&phone::named(&udid, &about), &fault)),
        model: about.model,
        version: about.version,
        udid,
    }
}

/// The service and the phones that it lists.
pub(super) fn list(options: &Options) -> Result<(Daemon, Vec<Phone>), NoneAsked> {
    let deadline = Deadline::after(options.timeout.min(ANSWERING));
    let daemon = Daemon::at(&options.usbmux, deadline).map_err(|fault| unusable(&fault))?;
    let entries = daemon.list(deadline).map_err(|fault| unusable(&fault))?;
    Ok((daemon, fleet::phones(entries)))
}

fn unusable(fault: &DaemonFault) -> NoneAsked {
    let gap = trouble::daemon(fault);
    match fault {
        DaemonFault::Missing(_) => NoneAsked::Absent(gap),
        _ => NoneAsked::Broken(gap),
    }
}
