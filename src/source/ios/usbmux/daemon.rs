//! The protocol of usbmuxd: which phones are there, the pair record of one, and
//! a connection to one.
//!
//! A message is a header of four little-endian numbers (length with header,
//! version 1, message 8, tag) and a property list. Only requests that read are
//! known here; `SavePairRecord` and `DeletePairRecord` are not.
//! (libimobiledevice/usbmuxd, `src/client.c`.)

use super::address::{Environment, Place};
use super::fault::{DaemonFault, Fault, Step};
use super::header::{self, Header};
use super::link::Link;
use super::message::{Value, body, request};
use super::told::{Entry, Told, read};
use crate::source::deadline::Deadline;
use crate::source::ios::plist::Fault::{Malformed, TooMany};
use crate::source::ios::plist::Token;
use std::io::{ErrorKind, Read, Write};
use std::time::Duration;

/// How long the daemon may take to answer.
const ANSWERING: Duration = Duration::from_secs(5);
/// The most phones that are listed.
const MOST_PHONES: usize = 1_000;

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
                record = Some(data.decode(header::LARGEST as u64)?);
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
        let (link, answer) = self.ask(deadline, keys).map_err(|fault| match fault {
            // It waits for the phone itself.
            DaemonFault::Timeout(limit) => Fault::Timeout { step, limit },
            // On Linux it ends when the last phone leaves.
            DaemonFault::Missing(_) => Fault::Gone,
            fault => Fault::Daemon(fault),
        })?;
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
        let mut message = Header::of(payload.len(), TAG);
        message.extend_from_slice(&payload);
        let io = |link: &Link, error: &std::io::Error| self.io(link, error);
        link.write_all(&message)
            .map_err(|error| io(&link, &error))?;
        let mut header = [0; Header::LENGTH];
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
