//! Pretends to be a phone to a real adb server: the device side of the adb
//! transport over TCP (AOSP `packages/modules/adb/protocol.txt`).
//!
//! One thread serves a connection and answers message by message, so that a
//! stream that hangs does not hinder the next one.

use super::recording::Recording;
use super::script::{self, Ending};
use super::server::{Phone, encode, pack};
use std::collections::{BTreeMap, VecDeque};
use std::io::{Error, Read, Result, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

const CNXN: u32 = u32::from_le_bytes(*b"CNXN");
const AUTH: u32 = u32::from_le_bytes(*b"AUTH");
const OPEN: u32 = u32::from_le_bytes(*b"OPEN");
const OKAY: u32 = u32::from_le_bytes(*b"OKAY");
const WRTE: u32 = u32::from_le_bytes(*b"WRTE");
const CLSE: u32 = u32::from_le_bytes(*b"CLSE");

const VERSION: u32 = 0x0100_0001;
const MOST: u32 = 1 << 16;

/// A phone that listens for a real adb server. It ends when it is dropped.
pub(crate) struct Daemon {
    pub(crate) address: SocketAddr,
    open: Arc<Mutex<Open>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Open {
    over: bool,
    links: Vec<TcpStream>,
}

impl Daemon {
    /// Starts a phone on a free port. Its state may be `device` or
    /// `unauthorized`.
    pub(crate) fn start(phone: &Phone, number: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let recording = phone.record(number);
        let (phone, open) = (phone.clone(), Arc::new(Mutex::new(Open::default())));
        let shared = Arc::clone(&open);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                {
                    let mut open = shared.lock().expect("the links");
                    if open.over {
                        return;
                    }
                    open.links.extend(stream.try_clone());
                }
                let mut link = Link {
                    stream: &stream,
                    recording: &recording,
                    phone: &phone,
                    streams: BTreeMap::new(),
                    next: 1,
                };
                // However it ends, adb may connect once more.
                let _ = link.serve();
                let _ = stream.shutdown(Shutdown::Both);
            }
        });
        Self {
            address,
            open,
            thread: Some(thread),
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        {
            let mut open = self.open.lock().expect("the links");
            open.over = true;
            for link in &open.links {
                let _ = link.shutdown(Shutdown::Both);
            }
        }
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One service that the host has opened.
struct Stream {
    host: u32,
    pieces: VecDeque<Vec<u8>>,
    ending: Ending,
}

struct Link<'a> {
    stream: &'a TcpStream,
    recording: &'a Recording,
    phone: &'a Phone,
    streams: BTreeMap<u32, Stream>,
    next: u32,
}

impl Link<'_> {
    fn serve(&mut self) -> Result<()> {
        let allowed = self.phone.state != "unauthorized";
        loop {
            let mut header = [0; 24];
            self.stream.read_exact(&mut header)?;
            let word = |at: usize| {
                let bytes = header[at * 4..at * 4 + 4].try_into();
                u32::from_le_bytes(bytes.expect("four bytes"))
            };
            if word(5) != !word(0) || word(3) > MOST * 16 {
                return Err(Error::other("no adb message"));
            }
            let mut data = vec![0; usize::try_from(word(3)).expect("a length")];
            self.stream.read_exact(&mut data)?;
            match word(0) {
                CNXN if allowed => self.send(CNXN, VERSION, MOST, &self.banner())?,
                CNXN => self.send(AUTH, 1, 0, &[7; 20])?,
                // Every signature is refused, and the key is not looked at.
                AUTH if word(1) == 2 => self.send(AUTH, 1, 0, &[8; 20])?,
                OPEN if allowed => self.open(word(1), &data)?,
                OKAY => self.more(word(2))?,
                CLSE => {
                    self.streams.remove(&word(2));
                }
                WRTE => self.send(OKAY, word(2), word(1), &[])?,
                _ => {}
            }
        }
    }

    fn banner(&self) -> Vec<u8> {
        let features = self.recording.features.join(",");
        format!(
            "device::ro.product.name=fake;ro.product.model=Fake 14;ro.product.device=fake;\
             features={features}"
        )
        .into_bytes()
    }

    fn send(&mut self, command: u32, first: u32, second: u32, data: &[u8]) -> Result<()> {
        let length = u32::try_from(data.len()).expect("a short message");
        let sum = data
            .iter()
            .fold(0_u32, |sum, &byte| sum.wrapping_add(byte.into()));
        let mut message = Vec::with_capacity(24 + data.len());
        for word in [command, first, second, length, sum, !command] {
            message.extend_from_slice(&word.to_le_bytes());
        }
        message.extend_from_slice(data);
        self.stream.write_all(&message)
    }

    fn open(&mut self, host: u32, data: &[u8]) -> Result<()> {
        let request = String::from_utf8_lossy(data);
        let request = request.trim_end_matches('\0');
        let (service, text) = request.split_once(':').unwrap_or((request, ""));
        let packets = service.starts_with("shell,v2");
        let has_packets = self.recording.features.iter().any(|f| f == "shell_v2");
        let refused = self.phone.behaviour.refuse || (packets && !has_packets);
        if refused || !service.starts_with("shell") {
            return self.send(CLSE, 0, host, &[]);
        }
        // A slow phone, for the benchmark; no test waits.
        std::thread::sleep(Duration::from_millis(self.phone.behaviour.wait_ms));
        let printed = script::run(text, self.recording, &mut Vec::new());
        let (bytes, ending) = encode(printed, &self.phone.behaviour, packets);
        let own = self.next;
        self.next += 1;
        let pieces = bytes.chunks(16384).map(<[u8]>::to_vec).collect();
        let stream = Stream {
            host,
            pieces,
            ending,
        };
        self.streams.insert(own, stream);
        self.send(OKAY, own, host, &[])?;
        self.more(own)
    }

    /// Sends the next piece of a stream, or ends it.
    fn more(&mut self, own: u32) -> Result<()> {
        let Some(stream) = self.streams.get_mut(&own) else {
            return Ok(());
        };
        let host = stream.host;
        if let Some(piece) = stream.pieces.pop_front() {
            return self.send(WRTE, own, host, &piece);
        }
        match stream.ending {
            Ending::Whole if !self.phone.behaviour.hold => {
                self.streams.remove(&own);
                self.send(CLSE, own, host, &[])
            }
            Ending::Whole | Ending::Hang => Ok(()),
            Ending::Close => Err(Error::other("the link is dropped")),
            Ending::Garbage => {
                self.stream
                    .write_all(&[0xde, 0xad, 0xbe, 0xef].repeat(64))?;
                Err(Error::other("the link is dropped"))
            }
            Ending::Endless => {
                let has_packets = self.recording.features.iter().any(|f| f == "shell_v2");
                let noise = vec![b'y'; 4096];
                let piece = if has_packets { pack(&noise) } else { noise };
                self.send(WRTE, own, host, &piece)
            }
        }
    }
}
