//! Phones attached through an adb server, by cable or over the network.
//!
//! ```text
//! server    where the server is; start: starts one when there is none
//! places    where the program lies when it is not on the PATH
//! wire      the host protocol, with a deadline before every read
//! listing   the lines of `adb devices -l`; state: what each state means
//! script    what a device is asked, framed by a nonce
//! shell     runs one script on one device, on its own thread
//! frames    takes the answer apart; only a seen end mark counts
//! collect   three round trips for one device, four on trouble
//! answers   the little of an answer that decides what to ask next
//! fleet     all devices side by side, handed out in order
//! track     which devices come and go
//! trouble   what went wrong, as gaps with advice
//! ```
//!
//! A device that cannot be read is a reading that says so. Only when no
//! device can be asked at all, because there is no server or nothing is
//! attached, does the caller get a [`NoneAsked`] instead of readings.

mod answers;
mod collect;
mod fleet;
mod frames;
mod listing;
mod places;
mod script;
mod server;
mod shell;
mod start;
mod state;
mod track;
mod trouble;
mod wire;

pub use collect::Collected;
pub use listing::Attached;
pub use server::Environment;
pub use state::State;
pub use track::track;

use super::super::absence::NoneAsked;
use super::super::deadline::Deadline;
use super::super::{Options, Sink};
use crate::inventory::Gap;
use server::Server;

/// Lists what is attached, in the order in which adb lists it.
///
/// A phone whose name tells that it is attached twice is listed once, with
/// its best connection; the other names are in [`Attached::also_as`].
///
/// # Errors
///
/// Why no phone can be asked: a gap with the code `adb-unavailable` when the
/// server cannot be used.
pub fn attached(options: &Options) -> Result<Vec<Attached>, NoneAsked> {
    let (_, devices) = list(options)?;
    Ok(fleet::joined(devices))
}

/// Reads attached devices, all of them or those with this serial, and hands
/// each to the sink. Returns how many readings that were, which is never 0.
///
/// A device that is not ready, hangs or breaks off is a reading that says so.
/// So is a serial that is not attached.
///
/// # Errors
///
/// A gap, and no reading, when no device can be asked: `adb-unavailable`
/// when the server cannot be used, `device-absent` when every device was
/// asked for and none is attached. The caller must not take this for success:
/// nothing was looked at.
pub fn read_attached(
    serial: Option<&str>,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<usize, NoneAsked> {
    let (server, mut devices) = list(options)?;
    if let Some(serial) = serial {
        let all = devices;
        devices = wanted(all.clone(), serial);
        if devices.is_empty() {
            sink(fleet::unread(serial, trouble::absent(serial, &all)));
            return Ok(1);
        }
    }
    if devices.is_empty() {
        return Err(NoneAsked::Absent(trouble::nothing_attached()));
    }
    Ok(fleet::read_all(server, devices, options, sink))
}

/// Collects the answers of one attached device without understanding them.
///
/// # Errors
///
/// A gap when the server cannot be used, the device is not attached or not
/// ready, or gave no complete answer to anything.
pub fn record(serial: &str, options: &Options) -> Result<Collected, Gap> {
    let (server, devices) = list(options).map_err(NoneAsked::gap)?;
    let device = wanted(devices.clone(), serial).into_iter().next();
    let device = device.ok_or_else(|| trouble::absent(serial, &devices))?;
    if !device.state.is_ready() {
        return Err(device.state.gap(&device.serial, &device.detail));
    }
    let deadline = Deadline::after(options.timeout);
    collect::collect(server.address, &device, 0, options, deadline)
}

/// The devices with this serial. The exact name wins; otherwise the serial of
/// the hardware finds a phone that is attached over the network only.
fn wanted(devices: Vec<Attached>, serial: &str) -> Vec<Attached> {
    let exact = devices.iter().any(|device| device.serial == serial);
    let is_meant =
        |device: &Attached| device.serial == serial || (!exact && device.answers_to(serial));
    devices.into_iter().filter(is_meant).collect()
}

fn list(options: &Options) -> Result<(Server, Vec<Attached>), NoneAsked> {
    let (server, long, short) = Server::reach(&options.adb, options.timeout)?;
    Ok((server, listing::parse(&long, &short)))
}
