//! The protocol of usbmuxd: which phones are there, the pair record of one, and
//! a connection to one.
//!
//! A message is a header of four little-endian numbers (length with header,
//! version 1, message 8, tag) and a property list. Only requests that read are
//! known here; `SavePairRecord` and `DeletePairRecord` are not.
//! (libimobiledevice/usbmuxd, `src/client.c`.)

use super::address::{Environment, Place};
use super::fault::{DaemonFault, Fault, Step};
use super::link::Link;
use super::message::{Value, body, request};
use crate::source::deadline::Deadline;
use crate::source::ios::plist::Fault::{Malformed, TooMany};
use crate::source::ios::plist::{self, Pull, Token, read_dict};
use std::io::{ErrorKind, Read, Write};
use std::time::Duration;

/// How long the daemon may take to answer.
const ANSWERING: Duration = Duration::from_secs(5);
/// The largest message. A pair record has about 10 kB.
const LARGEST: usize = 1 << 20;
const HEADER: usize = 16;
/// Version 1, message 8: a property list.
const VERSION: u32 = 1;
const PLIST: u32 = 8;
/// The most phones that are listed.
const MOST_PHONES: usize = 1_000;

/// The way a phone is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connection {
    /// By cable.
    Usb,
    /// Over Wi-Fi.
    Network,
}

/// One line of the daemon's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The daemon's number, which is new at each plug-in.
    pub device_id: u32,
    /// The UDID as the daemon spells it.
    pub udid: String,
    /// The way it is connected.
    pub connection: Connection,
}

/// A daemon that can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Daemon {
    pub(super) place: Place,
}

impl Daemon {
    pub(super) fn at(environment: &Environment, deadline: Deadline) -> Result<Self, DaemonFault> {
        let place = Place::of(environment, deadline)?;
        Ok(Self { place })
    }

    /// What is there, in the order of the daemon.
    pub(super) fn list(&self, deadline: Deadline) -> Result<Vec<Entry>, DaemonFault> {
        let (_, answer) = self.ask(deadline, vec![("MessageType", Value::Text("ListDevices"))])?;
        let mut entries = Vec::new();
        let mut seen = false;
        read(&answer, |pull, key, value| {
            if key == "DeviceList" && value == Token::Array {
                seen = true;
                pull.items(|pull, item| {
                    let entry = match item {
                        Token::Dict => Told::take(pull)?.attached(),
                        _ => None,
                    };
                    // Nothing that is plugged in may be lost without a word.
                    entries.push(entry.ok_or(Malformed)?);
                    if entries.len() > MOST_PHONES {
                        return Err(TooMany);
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        if !seen {
            return Err(DaemonFault::Nonsense("it lists no devices".to_owned()));
        }
        Ok(entries)
    }

    /// The pair record of a phone, as bytes of a property list; `None` when
    /// there is none.
    pub(super) fn pair_record(
        &self,
        udid: &str,
        deadline: Deadline,
    ) -> Result<Option<Vec<u8>>, DaemonFault> {
        let keys = vec![
            ("MessageType", Value::Text("ReadPairRecord")),
            ("PairRecordID", Value::Text(udid)),
        ];
        let (_, answer) = self.ask(deadline, keys)?;
        let mut record = None;
        read(&answer, |_, key, value| {
            if let ("PairRecordData", Token::Data(data)) = (key, value) {
                record = Some(data.decode(LARGEST as u64)?);
            }
            Ok(())
        })?;
        Ok(record)
    }

    /// A connection to a port of a phone.
    pub(super) fn connect(
        &self,
        device_id: u32,
        port: u16,
        step: Step,
        deadline: Deadline,
    ) -> Result<Link, Fault> {
        let keys = vec![
            ("MessageType", Value::Text("Connect")),
            ("DeviceID", Value::Number(device_id)),
            // The daemon wants the two bytes as a network sends them.
            ("PortNumber", Value::Number(port.swap_bytes().into())),
        ];
        let (link, answer) = self.ask(deadline, keys).map_err(Fault::Daemon)?;
        match result(&answer).map_err(Fault::Daemon)? {
            Some(0) => Ok(link),
            Some(2) => Err(Fault::Gone),
            Some(3) => Err(Fault::PortRefused(step)),
            other => Err(Fault::Daemon(DaemonFault::Nonsense(format!(
                "result {} instead of a connection",
                other.unwrap_or(-1)
            )))),
        }
    }

    /// A connection on which the daemon tells what comes and goes.
    pub(super) fn listen(&self, deadline: Deadline) -> Result<Link, DaemonFault> {
        let keys = vec![("MessageType", Value::Text("Listen"))];
        let (link, answer) = self.ask(deadline, keys)?;
        match result(&answer)? {
            Some(0) => Ok(link),
            other => Err(DaemonFault::Nonsense(format!(
                "result {} to Listen",
                other.unwrap_or(-1)
            ))),
        }
    }

    /// Asks one thing on a connection of its own.
    fn ask<'a>(
        &self,
        deadline: Deadline,
        mut keys: Vec<(&'a str, Value<'a>)>,
    ) -> Result<(Link, Vec<u8>), DaemonFault> {
        const TAG: u32 = 1;
        let mut link = Link::open(&self.place, deadline)?;
        link.begin(ANSWERING);
        keys.extend([
            ("ClientVersionString", Value::Text("dutyphone")),
            ("ProgName", Value::Text("dutyphone")),
            ("kLibUSBMuxVersion", Value::Number(3)),
        ]);
        let payload = request(keys);
        let length = u32::try_from(payload.len() + HEADER).unwrap_or(u32::MAX);
        let mut message = Vec::with_capacity(payload.len() + HEADER);
        for number in [length, VERSION, PLIST, TAG] {
            message.extend_from_slice(&number.to_le_bytes());
        }
        message.extend_from_slice(&payload);
        let io = |link: &Link, error: &std::io::Error| self.io(link, error);
        link.write_all(&message)
            .map_err(|error| io(&link, &error))?;
        let mut header = [0; HEADER];
        link.read_exact(&mut header)
            .map_err(|error| io(&link, &error))?;
        let header = Header::parse(header);
        let length = header.payload(TAG)?;
        let answer = body(&mut link, length).map_err(|error| io(&link, &error))?;
        Ok((link, answer))
    }

    fn io(&self, link: &Link, error: &std::io::Error) -> DaemonFault {
        match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => DaemonFault::Timeout(link.limit()),
            ErrorKind::UnexpectedEof => {
                DaemonFault::Nonsense("it ended before it was whole".to_owned())
            }
            kind => DaemonFault::Io(self.place.to_string(), kind),
        }
    }
}

/// The header of a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    length: u32,
    version: u32,
    message: u32,
    tag: u32,
}

impl Header {
    pub(super) const LENGTH: usize = HEADER;

    pub(super) fn parse(bytes: [u8; HEADER]) -> Self {
        let mut numbers = bytes.chunks_exact(4).map(|four| {
            let four = four.try_into().unwrap_or_default();
            u32::from_le_bytes(four)
        });
        let mut next = || numbers.next().unwrap_or_default();
        Self {
            length: next(),
            version: next(),
            message: next(),
            tag: next(),
        }
    }

    /// How many bytes follow, when this is the answer to the request with this
    /// tag; events have the tag 0.
    pub(super) fn payload(self, tag: u32) -> Result<usize, DaemonFault> {
        let wrong = |what: String| Err(DaemonFault::Nonsense(what));
        let length = usize::try_from(self.length).unwrap_or(usize::MAX);
        if self.version != VERSION || self.message != PLIST {
            return wrong(format!(
                "version {} and message {} instead of {VERSION} and {PLIST}",
                self.version, self.message
            ));
        }
        match length.checked_sub(HEADER) {
            Some(length) if length > LARGEST => wrong(format!(
                "it announces {length} bytes, and {LARGEST} are taken"
            )),
            Some(_) if self.tag != tag => wrong("it belongs to another request".to_owned()),
            Some(length) => Ok(length),
            None => wrong(format!("it announces {length} bytes, its header included")),
        }
    }
}

/// What the daemon tells about one phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) kind: String,
    pub(super) device_id: Option<u32>,
    udid: Option<String>,
    connection: Option<Connection>,
}

impl Told {
    /// Takes the dictionary that has just begun.
    fn take(pull: &mut Pull<'_>) -> Result<Self, plist::Fault> {
        let mut event = Self::empty();
        pull.entries(|pull, key, value| event.visit(pull, key, value))?;
        Ok(event)
    }

    /// Reads a message of its own.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DaemonFault> {
        let mut event = Self::empty();
        read(bytes, |pull, key, value| event.visit(pull, key, value))?;
        Ok(event)
    }

    fn empty() -> Self {
        Self {
            kind: String::new(),
            device_id: None,
            udid: None,
            connection: None,
        }
    }

    fn visit(
        &mut self,
        pull: &mut Pull<'_>,
        key: &str,
        value: Token<'_>,
    ) -> Result<(), plist::Fault> {
        match (key, value) {
            ("MessageType", Token::Text(text)) => self.kind = text.into_owned(),
            ("DeviceID", Token::Integer(number)) => {
                self.device_id = number.and_then(|number| u32::try_from(number).ok());
            }
            ("Properties", Token::Dict) => pull.entries(|_, key, value| {
                match (key, value) {
                    ("SerialNumber", Token::Text(text)) => self.udid = Some(text.into_owned()),
                    ("ConnectionType", Token::Text(text)) => {
                        self.connection = Some(if text == "Network" {
                            Connection::Network
                        } else {
                            Connection::Usb
                        });
                    }
                    _ => {}
                }
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    }

    /// The phone, where this says that one is there.
    pub(super) fn attached(self) -> Option<Entry> {
        Some(Entry {
            device_id: self.device_id?,
            udid: self.udid?,
            connection: self.connection.unwrap_or(Connection::Usb),
        })
    }
}

/// `Result` of an answer.
fn result(answer: &[u8]) -> Result<Option<i64>, DaemonFault> {
    let mut result = None;
    read(answer, |_, key, value| {
        if let ("Number", Token::Integer(number)) = (key, value) {
            result = number;
        }
        Ok(())
    })?;
    Ok(result)
}

fn read<'a>(
    bytes: &'a [u8],
    visit: impl FnMut(&mut Pull<'a>, &str, Token<'a>) -> Result<(), plist::Fault>,
) -> Result<(), DaemonFault> {
    read_dict(bytes, visit).map_err(|fault| DaemonFault::Nonsense(format!("it {fault}")))
}
