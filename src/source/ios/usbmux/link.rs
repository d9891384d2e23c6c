//! A connection to usbmuxd, with a deadline before every read and write.
//!
//! After a successful `Connect` the same connection is the one to the phone, so
//! this is also what lockdownd, the services and TLS are spoken over.

use super::address::Place;
use super::fault::DaemonFault;
use crate::source::deadline::Deadline;
use std::io::{self, Error, ErrorKind, Read, Write};
use std::net::TcpStream;
#[cfg(unix)]
use std::os::unix::net::UnixStream;
#[cfg(unix)]
use std::path::PathBuf;
#[cfg(unix)]
use std::sync::mpsc::channel;
use std::time::Duration;

/// How long connecting to the daemon may take.
const CONNECTING: Duration = Duration::from_secs(2);

#[derive(Debug)]
enum Socket {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

/// One connection.
#[derive(Debug)]
pub(super) struct Link {
    socket: Socket,
    /// When the phone's time is over.
    deadline: Deadline,
    /// When the time of the present step is over, which is never later.
    step: Deadline,
}

impl Link {
    /// Connects to the daemon. `deadline` is for all that follows.
    pub(super) fn open(place: &Place, deadline: Deadline) -> Result<Self, DaemonFault> {
        let step = deadline.step(CONNECTING);
        let left = step
            .left()
            .ok_or_else(|| DaemonFault::Timeout(step.limit()))?;
        let socket = connect(place, left).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => {
                DaemonFault::Missing(place.to_string())
            }
            ErrorKind::PermissionDenied => DaemonFault::Forbidden(place.to_string()),
            ErrorKind::TimedOut | ErrorKind::WouldBlock => DaemonFault::Timeout(step.limit()),
            kind => DaemonFault::Io(place.to_string(), kind),
        })?;
        Ok(Self {
            socket,
            deadline,
            step,
        })
    }

    /// Begins a step, which may take so long.
    pub(super) fn begin(&mut self, limit: Duration) {
        self.step = self.deadline.step(limit);
    }

    /// The limit of the present step, for messages.
    pub(super) fn limit(&self) -> Duration {
        self.step.limit()
    }

    /// How long may still be waited.
    fn left(&self) -> io::Result<Duration> {
        self.step.left().ok_or_else(|| ErrorKind::TimedOut.into())
    }
}

fn connect(place: &Place, left: Duration) -> io::Result<Socket> {
    match place {
        Place::Tcp(addresses) => {
            let mut error = Error::from(ErrorKind::NotFound);
            for address in addresses {
                match TcpStream::connect_timeout(address, left) {
                    Ok(stream) => {
                        // Requests are tiny; without this they may wait for company.
                        let _ = stream.set_nodelay(true);
                        return Ok(Socket::Tcp(stream));
                    }
                    Err(other) => error = other,
                }
            }
            Err(error)
        }
        #[cfg(unix)]
        Place::Unix(path) => connect_unix(path.clone(), left).map(Socket::Unix),
        #[cfg(not(unix))]
        Place::Unix(_) => Err(ErrorKind::Unsupported.into()),
    }
}

/// Connecting to such a socket knows no timeout, and waits when the daemon
/// takes no more connections. So it has a thread that may be left behind.
#[cfg(unix)]
fn connect_unix(path: PathBuf, left: Duration) -> io::Result<UnixStream> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let _ = sender.send(UnixStream::connect(path));
    });
    let connected = receiver.recv_timeout(left);
    connected.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
}

impl Read for Link {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = Some(self.left()?);
        match &mut self.socket {
            Socket::Tcp(stream) => {
                stream.set_read_timeout(left)?;
                stream.read(buffer)
            }
            #[cfg(unix)]
            Socket::Unix(stream) => {
                stream.set_read_timeout(left)?;
                stream.read(buffer)
            }
        }
    }
}

impl Write for Link {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = Some(self.left()?);
        match &mut self.socket {
            Socket::Tcp(stream) => {
                stream.set_write_timeout(left)?;
                stream.write(bytes)
            }
            #[cfg(unix)]
            Socket::Unix(stream) => {
                stream.set_write_timeout(left)?;
                stream.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.socket {
            Socket::Tcp(stream) => stream.flush(),
            #[cfg(unix)]
            Socket::Unix(stream) => stream.flush(),
        }
    }
}
