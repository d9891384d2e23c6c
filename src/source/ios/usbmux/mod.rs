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
//! look        whether each can be read; watch: what comes and goes; track: both
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
mod look;
mod management;
mod message;
mod phone;
mod record;
mod refusal;
mod tls;
mod told;
mod track;
mod trouble;
mod watch;
mod whole;

pub use address::Environment;
pub use look::{Attached, attached};
pub use told::Connection;
pub use track::track;
pub use watch::{Event, Watch};

use crate::inventory::fold_udid;
use crate::source::absence::NoneAsked;
use crate::source::{Options, Sink};
use look::list;

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
