//! iPhones attached by cable (or seen over Wi-Fi), read through usbmuxd: the
//! service that macOS has, that Apple's programs bring to Windows, and that
//! Linux knows as `usbmuxd`.
//!
//! ```text
//! address     where the service is
//! link        a connection, with a deadline before every read
//! message     property lists behind a length
//! header      of a message of the service; told: what it tells of a phone
//! daemon      which phones are there; a connection to one
//! record      what phone and computer agreed on when somebody tapped Trust
//! tls         encryption with it, and no other phone
//! channel     messages to lockdownd and services
//! lockdown    who the phone is, a session, the ports of its services
//! batch       one message of the list of apps
//! listing     the list, asked for in two ways
//! whole       whether it holds every app
//! management  who manages the phone
//! phone       all of it for one phone
//! fleet       all phones side by side
//! watch       what comes and goes
//! trouble     what went wrong, as gaps with advice; refusal: in the phone's words
//! ```
//!
//! It only reads. It never asks a phone to trust this computer, never writes or
//! deletes a pair record, asks for single values that are not personal, and
//! names the attributes of apps that it wants.

mod address;
mod advice;
mod batch;
mod channel;
mod daemon;
mod fault;
mod fleet;
mod header;
mod link;
mod listing;
mod lockdown;
mod management;
mod message;
mod phone;
mod record;
mod refusal;
mod tls;
mod told;
mod trouble;
mod watch;
mod whole;

pub use address::Environment;
pub use told::Connection;
pub use watch::{Event, Watch};

use crate::inventory::{Gap, GapCode, fold_udid};
use crate::source::absence::NoneAsked;
use crate::source::deadline::Deadline;
use crate::source::side_by_side::side_by_side;
use crate::source::{Options, Sink};
use daemon::Daemon;
use fault::DaemonFault;
use fleet::Phone;
use std::time::Duration;

/// How long the service itself may take.
const ANSWERING: Duration = Duration::from_secs(10);

/// An iPhone that is attached, and whether it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its identifier.
    pub udid: String,
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
    let (daemon, phones) = list(options)?;
    let mut all = Vec::with_capacity(phones.len());
    side_by_side(
        &phones,
        phones.len(),
        |_, phone| try_out(&daemon, phone, options),
        |_, attached| all.push(attached),
    );
    Ok(all)
}

impl Attached {
    /// Its state in a word or two.
    #[must_use]
    pub fn state(&self) -> &'static str {
        let Some(gap) = &self.gap else {
            return "ready";
        };
        match gap.code {
            GapCode::DeviceUnauthorized => "not trusted",
            GapCode::DeviceLocked => "locked",
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
        Err(fault::Fault::WirelessOnly)
    };
    Attached {
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

/// Reads attached iPhones, all of them or the one with this UDID, and hands
/// each to the sink. Returns how many readings that were, which is never 0.
///
/// An iPhone that cannot be read is a reading that says so, and so is a UDID
/// that is not attached. [`Options::look_for`] are ids of apps that it is asked
/// for besides.
///
/// # Errors
///
/// Why no iPhone can be asked: no service answers, or none is attached. The
/// caller must not take this for success: nothing was looked at.
pub fn read_attached(
    udid: Option<&str>,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<usize, NoneAsked> {
    let (daemon, mut phones) = list(options)?;
    if phones.is_empty() && udid.is_none() {
        return Err(NoneAsked::Absent(trouble::nothing_attached()));
    }
    if let Some(udid) = udid {
        phones.retain(|phone| fold_udid(&phone.entry.udid) == fold_udid(udid));
        if phones.is_empty() {
            sink(fleet::unread(udid, trouble::absent(udid)));
            return Ok(1);
        }
    }
    Ok(fleet::read_all(
        &daemon,
        &phones,
        udid.is_some(),
        options,
        sink,
    ))
}

fn list(options: &Options) -> Result<(Daemon, Vec<Phone>), NoneAsked> {
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
