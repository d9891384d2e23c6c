//! A small reader of the adb host protocol, with a deadline before every read.
//!
//! A request is four hex digits of length and a text; the answer is `OKAY` or
//! `FAIL`, and after both may come a text with its own four-digit length
//! (AOSP `packages/modules/adb/OVERVIEW.TXT`). The four digits bound every
//! answer at 64 KiB. Whatever listens on the port may be no adb server at
//! all, so nothing here trusts a length, a status or the encoding.

use crate::source::deadline::{Deadline, seconds};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub(super) const DEFAULT_PORT: u16 = 5037;

/// What can go wrong between this program and the adb server.
#[derive(Debug, thiserror::Error)]
pub(super) enum WireError {
    /// Nobody listens there.
    #[error("nothing listens at {0}")]
    Refused(SocketAddr),
    /// The connection failed in another way.
    #[error("the connection to {0} failed: {1}")]
    Io(SocketAddr, ErrorKind),
    /// The server took the connection and then too long.
    #[error("no answer within {}", seconds(*.0))]
    Timeout(Duration),
    /// The server said no; its own words.
    #[error("{0}")]
    Fail(String),
    /// What came is not the adb protocol.
    #[error("the answer is not that of an adb server: {0}")]
    Nonsense(String),
}

/// Asks one thing and returns the text of the answer, decoded lossily.
pub(super) fn query(
    server: SocketAddr,
    service: &str,
    deadline: Deadline,
) -> Result<String, WireError> {
    let mut link = Link::open(server, deadline)?;
    link.ask(service)?;
    let body = link.block()?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

/// One connection to the server, under one deadline.
#[derive(Debug)]
pub(super) struct Link {
    stream: TcpStream,
    server: SocketAddr,
    deadline: Deadline,
}

impl Link {
    /// Connects.
    pub(super) fn open(server: SocketAddr, deadline: Deadline) -> Result<Self, WireError> {
        let timeout = || WireError::Timeout(deadline.limit());
        let left = deadline.left().ok_or_else(timeout)?;
        let stream = TcpStream::connect_timeout(&server, left).map_err(|e| match e.kind() {
            ErrorKind::ConnectionRefused => WireError::Refused(server),
            ErrorKind::TimedOut | ErrorKind::WouldBlock => timeout(),
            kind => WireError::Io(server, kind),
        })?;
        // Requests are tiny; without this they may wait for company.
        let _ = stream.set_nodelay(true);
        Ok(Self {
            stream,
            server,
            deadline,
        })
    }

    /// Sends a request and waits for `OKAY`.
    pub(super) fn ask(&mut self, service: &str) -> Result<(), WireError> {
        if service.len() > 0xffff {
            return Err(WireError::Nonsense("the request is too long".to_owned()));
        }
        let left = self.left()?;
        let request = format!("{:04x}{service}", service.len());
        self.stream
            .set_write_timeout(Some(left))
            .and_then(|()| self.stream.write_all(request.as_bytes()))
            .map_err(|e| self.io(&e))?;
        let mut status = [0; 4];
        self.fill(&mut status)?;
        match &status {
            b"OKAY" => Ok(()),
            b"FAIL" => {
                let text = self.block()?;
                Err(WireError::Fail(String::from_utf8_lossy(&text).into_owned()))
            }
            other => Err(WireError::Nonsense(format!(
                "`{}` instead of OKAY or FAIL",
                other.escape_ascii()
            ))),
        }
    }

    /// Reads a text that is led by four hex digits.
    pub(super) fn block(&mut self) -> Result<Vec<u8>, WireError> {
        let mut digits = [0; 4];
        self.fill(&mut digits)?;
        let length = hex_length(digits).ok_or_else(|| {
            WireError::Nonsense(format!("`{}` is no length", digits.escape_ascii()))
        })?;
        let mut body = vec![0; length];
        self.fill(&mut body)?;
        Ok(body)
    }

    /// Waits without end until something comes, or the other side goes away.
    pub(super) fn wait(&mut self) -> Result<(), WireError> {
        let waited = self
            .stream
            .set_read_timeout(None)
            .and_then(|()| self.stream.peek(&mut [0]));
        match waited {
            Ok(0) => Err(WireError::Nonsense("it ended".to_owned())),
            Ok(_) => Ok(()),
            Err(e) if e.kind() == ErrorKind::Interrupted => Ok(()),
            Err(e) => Err(self.io(&e)),
        }
    }

    /// Begins a new deadline.
    pub(super) fn renew(&mut self, deadline: Deadline) {
        self.deadline = deadline;
    }

    /// Reads what is there; 0 at the end of the stream.
    pub(super) fn read_some(&mut self, buffer: &mut [u8]) -> Result<usize, WireError> {
        loop {
            let left = self.left()?;
            self.stream
                .set_read_timeout(Some(left))
                .map_err(|e| self.io(&e))?;
            match self.stream.read(buffer) {
                Ok(count) => return Ok(count),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(self.io(&e)),
            }
        }
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), WireError> {
        let wanted = buffer.len();
        let mut rest = buffer;
        while !rest.is_empty() {
            let count = self.read_some(rest)?;
            if count == 0 {
                return Err(WireError::Nonsense(format!(
                    "it ended after {} of {wanted} bytes",
                    wanted - rest.len()
                )));
            }
            rest = rest.get_mut(count..).unwrap_or_default();
        }
        Ok(())
    }

    fn left(&self) -> Result<Duration, WireError> {
        self.deadline
            .left()
            .ok_or(WireError::Timeout(self.deadline.limit()))
    }

    fn io(&self, error: &std::io::Error) -> WireError {
        match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => {
                WireError::Timeout(self.deadline.limit())
            }
            kind => WireError::Io(self.server, kind),
        }
    }
}

/// Exactly four hex digits. Rust's own parser would also take `+003`.
fn hex_length(digits: [u8; 4]) -> Option<usize> {
    digits.iter().try_fold(0, |sum, &digit| {
        let value = char::from(digit).to_digit(16)?;
        Some(sum * 16 + usize::try_from(value).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_four_hex_digits_and_nothing_else() {
        for (digits, length) in [
            (b"0000", Some(0)),
            (b"00fF", Some(255)),
            (b"ffff", Some(65535)),
            (b"+003", None),
            (b"-003", None),
            (b" 003", None),
            (b"zzzz", None),
            (b"00\xff0", None),
        ] {
            assert_eq!(hex_length(*digits), length, "{}", digits.escape_ascii());
        }
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_mins(1)), "60 s");
        assert_eq!(seconds(Duration::from_millis(1500)), "1.5 s");
        assert_eq!(seconds(Duration::from_millis(250)), "250 ms");
    }

    #[test]
    fn a_deadline_without_bounds_does_not_overflow() {
        assert!(Deadline::after(Duration::MAX).left().is_some());
        assert!(Deadline::after(Duration::ZERO).left().is_none());
    }
}
