//! What comes and goes, as usbmuxd tells it: for a program that stays.
//!
//! One connection listens and can do nothing else; phones are read over others.
//! Over the same phone the service may speak twice, by cable and over Wi-Fi,
//! and a phone that was just trusted leaves and comes back. Whoever watches
//! should wait half a second after [`Event::Attached`] before reading.

use super::daemon::Daemon;
use super::fault::DaemonFault;
use super::fleet::spelt;
use super::header::Header;
use super::link::Link;
use super::told::{Connection, Told};
use super::trouble;
use crate::inventory::Gap;
use crate::source::Options;
use crate::source::deadline::Deadline;
use std::io::{ErrorKind, Read};
use std::time::Duration;

/// How long a watch may last. A connection has a deadline like any other.
const LONGEST: Duration = Duration::from_hours(24);
/// How much is read at one time.
const CHUNK: usize = 4 << 10;

/// Something that happened on the bus. `number` is that of the service, new at
/// each plug-in; a phone by cable and over Wi-Fi has two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A phone is there; each that was there before is told at the beginning.
    Attached {
        /// The number of the service.
        number: u32,
        /// The phone's identifier, as readings spell it.
        udid: String,
        /// The way it is connected.
        connection: Connection,
    },
    /// It is gone.
    Detached {
        /// The number of the service.
        number: u32,
    },
    /// Somebody tapped Trust on it. Try it again.
    Paired {
        /// The number of the service.
        number: u32,
    },
}

/// A connection that tells what comes and goes.
#[derive(Debug)]
pub struct Watch {
    link: Link,
    /// What was read of the next message.
    pending: Vec<u8>,
}

impl Watch {
    /// Begins to listen.
    ///
    /// # Errors
    ///
    /// The gap `usbmux-unavailable` when nobody answers. On Linux the service
    /// runs only while a phone is there, so try again every few seconds.
    pub fn open(options: &Options) -> Result<Self, Gap> {
        let deadline = Deadline::after(LONGEST);
        let open = || Daemon::at(&options.usbmux, deadline)?.listen(deadline);
        match open() {
            Ok(link) => Ok(Self {
                link,
                pending: Vec::new(),
            }),
            Err(fault) => Err(trouble::daemon(&fault)),
        }
    }

    /// Waits for the next event, at most so long; `None` when nothing happened.
    ///
    /// # Errors
    ///
    /// The gap `usbmux-unavailable` when the service ended, as it does on Linux
    /// when the last phone leaves, or talks nonsense. Open a new watch then; what
    /// was attached is told again.
    pub fn next(&mut self, timeout: Duration) -> Result<Option<Event>, Gap> {
        self.link.begin(timeout);
        let event = self.event();
        event.map_err(|fault| trouble::daemon(&fault))
    }

    fn event(&mut self) -> Result<Option<Event>, DaemonFault> {
        loop {
            while let Some(told) = self.message()? {
                if let Some(event) = event(told) {
                    return Ok(Some(event));
                }
            }
            let mut chunk = [0; CHUNK];
            match self.link.read(&mut chunk) {
                Ok(0) => return Err(DaemonFault::Nonsense("it ended".to_owned())),
                Ok(count) => {
                    let read = chunk.get(..count).unwrap_or_default();
                    self.pending.extend_from_slice(read);
                }
                Err(error) => match error.kind() {
                    ErrorKind::TimedOut | ErrorKind::WouldBlock => return Ok(None),
                    ErrorKind::Interrupted => {}
                    kind => return Err(DaemonFault::Nonsense(format!("it broke off: {kind}"))),
                },
            }
        }
    }

    /// Takes a whole message off what was read.
    fn message(&mut self) -> Result<Option<Told>, DaemonFault> {
        let Some((header, rest)) = self.pending.split_first_chunk() else {
            return Ok(None);
        };
        let length = Header::parse(*header).payload(0)?;
        let Some(payload) = rest.get(..length) else {
            return Ok(None);
        };
        let told = Told::read(payload)?;
        self.pending.drain(..Header::LENGTH + length);
        Ok(Some(told))
    }
}

/// Messages that are not known are passed over.
fn event(told: Told) -> Option<Event> {
    let number = told.device_id?;
    match told.kind.as_str() {
        "Detached" => Some(Event::Detached { number }),
        "Paired" => Some(Event::Paired { number }),
        "Attached" => told.attached().map(|entry| Event::Attached {
            number,
            udid: spelt(&entry.udid),
            connection: entry.connection,
        }),
        _ => None,
    }
}
