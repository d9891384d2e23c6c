//! A connection to lockdownd or a service: messages behind four big-endian
//! bytes of length, in the clear at first and then encrypted.

use super::fault::{Fault, Step};
use super::link::Link;
use super::message::body;
use super::tls::{Encrypted, Keys};
use std::io::{self, Read, Write};
use std::rc::Rc;
use std::time::Duration;

/// How long the handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// A connection to a service of the phone.
pub(super) enum Channel {
    /// As lockdownd begins.
    Plain(Link),
    /// As everything else is spoken.
    Encrypted(Box<Encrypted>, Rc<Keys>),
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Channel")
    }
}

impl Channel {
    /// Encrypts a connection.
    pub(super) fn encrypted(mut link: Link, keys: &Rc<Keys>) -> Result<Self, Fault> {
        link.begin(HANDSHAKE);
        let stream = keys.encrypt(link)?;
        Ok(Self::Encrypted(Box::new(stream), Rc::clone(keys)))
    }

    /// The same connection, encrypted from here on.
    pub(super) fn encrypt(self, keys: &Rc<Keys>) -> Result<Self, Fault> {
        match self {
            Self::Plain(link) => Self::encrypted(link, keys),
            encrypted @ Self::Encrypted(..) => Ok(encrypted),
        }
    }

    fn link(&mut self) -> &mut Link {
        match self {
            Self::Plain(link) => link,
            Self::Encrypted(stream, _) => &mut stream.sock,
        }
    }

    /// Sends a request, and gives the answer so much time.
    pub(super) fn send(
        &mut self,
        step: Step,
        limit: Duration,
        request: &[u8],
    ) -> Result<(), Fault> {
        self.link().begin(limit);
        let length = u32::try_from(request.len()).unwrap_or(u32::MAX);
        let mut message = length.to_be_bytes().to_vec();
        message.extend_from_slice(request);
        let sent = match self {
            Self::Plain(link) => link.write_all(&message),
            Self::Encrypted(stream, _) => stream.write_all(&message).and_then(|()| stream.flush()),
        };
        sent.map_err(|error| self.fault(step, &error))
    }

    /// Takes the next message, of at most so many bytes.
    pub(super) fn receive(&mut self, step: Step, most: usize) -> Result<Vec<u8>, Fault> {
        let mut length = [0; 4];
        self.read_exact(&mut length)
            .map_err(|error| self.fault(step, &error))?;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > most {
            return Err(Fault::TooLarge(step, most));
        }
        body(self, length).map_err(|error| self.fault(step, &error))
    }

    /// Gives the next message so much time.
    pub(super) fn begin(&mut self, limit: Duration) {
        self.link().begin(limit);
    }

    fn fault(&self, step: Step, error: &io::Error) -> Fault {
        match self {
            Self::Plain(link) => Fault::of_io(step, error, link.limit()),
            Self::Encrypted(stream, keys) => keys.fault(step, error, &stream.sock),
        }
    }
}

impl Read for Channel {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(link) => link.read(buffer),
            Self::Encrypted(stream, _) => stream.read(buffer),
        }
    }
}
