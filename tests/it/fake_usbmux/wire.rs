//! How a pretend iPhone speaks: property lists behind a length, in the clear or
//! encrypted, and the ways in which that goes wrong.

use plist::Value;
use rustls::{ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

pub(crate) type Dict = plist::Dictionary;

/// A dictionary from pairs.
pub(crate) fn dict<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    let pairs = pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value));
    Value::Dictionary(pairs.collect())
}

pub(crate) fn xml(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.to_writer_xml(&mut bytes).unwrap();
    bytes
}

pub(crate) fn binary(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.to_writer_binary(&mut bytes).unwrap();
    bytes
}

/// One end of a connection.
pub(crate) enum Stream {
    Plain(TcpStream),
    Encrypted(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Stream {
    pub(crate) fn socket(&self) -> &TcpStream {
        match self {
            Self::Plain(socket) => socket,
            Self::Encrypted(stream) => &stream.sock,
        }
    }

    /// Sends bytes as they are; false when nobody takes them.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> bool {
        match self {
            Self::Plain(socket) => socket.write_all(bytes).is_ok(),
            Self::Encrypted(stream) => stream
                .write_all(bytes)
                .and_then(|()| stream.flush())
                .is_ok(),
        }
    }

    pub(crate) fn frame(&mut self, payload: &[u8]) -> bool {
        let length = u32::try_from(payload.len()).unwrap();
        let mut bytes = length.to_be_bytes().to_vec();
        bytes.extend_from_slice(payload);
        self.raw(&bytes)
    }

    /// Sends the bytes one by one, for ever as it seems to the other side.
    pub(crate) fn drip(&mut self, payload: &[u8]) {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        for byte in length.iter().chain(payload) {
            if !self.raw(&[*byte]) {
                return;
            }
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// The next message; `None` when the other side is gone.
    pub(crate) fn message(&mut self) -> Option<Dict> {
        let mut length = [0; 4];
        self.fill(&mut length)?;
        let mut payload = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
        self.fill(&mut payload)?;
        Value::from_reader(std::io::Cursor::new(payload))
            .ok()?
            .into_dictionary()
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Option<()> {
        match self {
            Self::Plain(socket) => socket.read_exact(buffer).ok(),
            Self::Encrypted(stream) => stream.read_exact(buffer).ok(),
        }
    }

    /// Keeps the connection open and says nothing until the other side leaves.
    pub(crate) fn hang(&mut self) {
        let mut one = [0];
        while self.fill(&mut one).is_some() {}
    }

    /// Ends, with the farewell that TLS asks for.
    pub(crate) fn end(mut self) {
        if let Self::Encrypted(stream) = &mut self {
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
        let _ = self.socket().shutdown(Shutdown::Both);
    }

    /// Ends without it.
    pub(crate) fn cut(self) {
        let _ = self.socket().shutdown(Shutdown::Both);
    }
}
