//! Pretends to be an adb server with phones attached.
//!
//! It answers the host services that dutyphone uses, as adb 29 does, and can
//! misbehave in every way of README.md. It never sleeps: a phone that hangs
//! waits until the other side has gone.

use super::recording::{Behaviour, Recording};
use super::script::{self, Ending, Printed};
use serde::Deserialize;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::JoinHandle;

/// One attached phone, as a scenario describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phone {
    pub(crate) serial: String,
    #[serde(default = "device")]
    pub(crate) state: String,
    /// The end of its line in the long listing.
    #[serde(default)]
    pub(crate) tags: String,
    #[serde(default = "phone")]
    pub(crate) recording: String,
    /// Instead of those of the recording.
    #[serde(default)]
    pub(crate) features: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) behaviour: Behaviour,
    /// Entries of `index.json` that this phone has on top of its recording.
    #[serde(default)]
    pub(crate) commands: serde_json::Map<String, serde_json::Value>,
    /// Instead of the serial, in what the phone prints.
    #[serde(default)]
    pub(crate) serialno: Option<String>,
    /// Instead of its place in the list, in what the phone prints.
    #[serde(default)]
    pub(crate) number: Option<usize>,
}

fn device() -> String {
    "device".to_owned()
}

fn phone() -> String {
    "phone".to_owned()
}

impl Phone {
    /// A phone that behaves.
    pub(crate) fn good(serial: &str) -> Self {
        let text = serde_json::json!({ "serial": serial });
        serde_json::from_value(text).expect("a phone")
    }

    pub(crate) fn record(&self, index: usize) -> Recording {
        let serial = self.serialno.as_ref().unwrap_or(&self.serial);
        let number = self.number.unwrap_or(index);
        let mut recording = Recording::load(&self.recording, serial, number);
        for (command, entry) in &self.commands {
            recording.set(command, entry.clone());
        }
        if let Some(features) = &self.features {
            recording.features.clone_from(features);
        }
        recording
    }
}

struct World {
    phones: Vec<(Phone, Recording)>,
    /// Where phones that are told to meet wait for each other.
    meeting: Barrier,
    /// Raw bytes instead of the answer to a host service.
    replies: Vec<(String, Vec<u8>)>,
    /// Every request, and every command that a phone ran.
    journal: Mutex<Vec<String>>,
    connections: Mutex<Vec<TcpStream>>,
    over: Mutex<bool>,
}

/// The server. It ends, and lets go of who waits, when it is dropped.
pub(crate) struct FakeServer {
    pub(crate) address: SocketAddr,
    world: Arc<World>,
    thread: Option<JoinHandle<()>>,
}

impl FakeServer {
    /// Starts a server on a free port.
    pub(crate) fn start(phones: Vec<Phone>) -> Self {
        Self::with_replies(phones, Vec::new())
    }

    /// The same; the given services are answered by these raw bytes, after
    /// which the connection is held open.
    pub(crate) fn with_replies(phones: Vec<Phone>, replies: Vec<(String, Vec<u8>)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let meet = phones.iter().filter(|phone| phone.behaviour.meet).count();
        let phones = phones.into_iter().enumerate().map(|(index, phone)| {
            let recording = phone.record(index);
            (phone, recording)
        });
        let world = Arc::new(World {
            phones: phones.collect(),
            meeting: Barrier::new(meet.max(1)),
            replies,
            journal: Mutex::default(),
            connections: Mutex::default(),
            over: Mutex::default(),
        });
        let shared = Arc::clone(&world);
        let thread = std::thread::spawn(move || accept(&listener, &shared));
        Self {
            address,
            world,
            thread: Some(thread),
        }
    }

    /// Everything that was asked so far.
    pub(crate) fn journal(&self) -> Vec<String> {
        self.world.journal.lock().expect("the journal").clone()
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        *self.world.over.lock().expect("the end") = true;
        let _ = TcpStream::connect(self.address);
        for connection in self.world.connections.lock().expect("connections").iter() {
            let _ = connection.shutdown(Shutdown::Both);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, world: &Arc<World>) {
    for stream in listener.incoming() {
        if *world.over.lock().expect("the end") {
            return;
        }
        let Ok(stream) = stream else { continue };
        if let Ok(copy) = stream.try_clone() {
            world.connections.lock().expect("connections").push(copy);
        }
        let world = Arc::clone(world);
        std::thread::spawn(move || {
            // A client that goes away in the middle is no concern of ours.
            let _ = messages(&stream, &world);
            // There is a second handle, so dropping this one ends nothing.
            let _ = stream.shutdown(Shutdown::Both);
        });
    }
}

fn messages(mut stream: &TcpStream, world: &World) -> std::io::Result<()> {
    let mut chosen: Option<usize> = None;
    loop {
        let mut digits = [0; 4];
        stream.read_exact(&mut digits)?;
        let length = std::str::from_utf8(&digits).ok();
        let length = length.and_then(|text| usize::from_str_radix(text, 16).ok());
        let mut request = vec![0; length.unwrap_or_default()];
        stream.read_exact(&mut request)?;
        let request = String::from_utf8_lossy(&request).into_owned();
        let note = request.lines().next().unwrap_or_default().to_owned();
        world.journal.lock().expect("the journal").push(note);
        if let Some((_, bytes)) = world
            .replies
            .iter()
            .find(|(service, _)| *service == request)
        {
            stream.write_all(bytes)?;
            return wait_for_the_end(stream);
        }
        if let Some(index) = chosen
            && request.starts_with("shell")
        {
            return shell(stream, world, index, &request);
        }
        match answer(world, &request, chosen) {
            Reply::Chosen(index) => {
                chosen = Some(index);
                stream.write_all(b"OKAY")?;
            }
            Reply::Text(text) => {
                stream.write_all(format!("OKAY{:04x}{text}", text.len()).as_bytes())?;
                return Ok(());
            }
            Reply::Fail(text) => {
                stream.write_all(format!("FAIL{:04x}{text}", text.len()).as_bytes())?;
                return Ok(());
            }
        }
    }
}

enum Reply {
    Chosen(usize),
    Text(String),
    Fail(String),
}

fn answer(world: &World, request: &str, chosen: Option<usize>) -> Reply {
    let by_serial = |serial: &str| world.phones.iter().position(|(p, _)| p.serial == serial);
    let by_id = |id: &str| {
        let index = id.parse::<usize>().ok()?.checked_sub(1)?;
        (index < world.phones.len()).then_some(index)
    };
    let features = |index: Option<usize>| match index.and_then(|i| world.phones.get(i)) {
        Some((_, recording)) => Reply::Text(recording.features.join(",")),
        None => Reply::Fail("device not found".to_owned()),
    };
    if let Some(serial) = request.strip_prefix("host:transport:") {
        return choose(world, by_serial(serial), serial);
    }
    if let Some(id) = request.strip_prefix("host:transport-id:") {
        return choose(world, by_id(id), id);
    }
    if let Some(rest) = request.strip_prefix("host-transport-id:") {
        return features(rest.strip_suffix(":features").and_then(by_id));
    }
    if let Some(rest) = request.strip_prefix("host-serial:") {
        return features(rest.strip_suffix(":features").and_then(by_serial));
    }
    match request {
        "host:version" => Reply::Text("0029".to_owned()),
        "host:features" => features(chosen),
        "host:devices" => Reply::Text(listing(world, |_, phone| {
            format!("{}\t{}\n", phone.serial, phone.state)
        })),
        "host:devices-l" => Reply::Text(listing(world, |index, phone| {
            let tags = &phone.tags;
            let space = if tags.is_empty() { "" } else { " " };
            format!(
                "{:<22} {}{space}{tags} transport_id:{}\n",
                phone.serial,
                phone.state,
                index + 1
            )
        })),
        _ => Reply::Fail(format!("unknown host service `{request}`")),
    }
}

fn listing(world: &World, line: impl Fn(usize, &Phone) -> String) -> String {
    let phones = world.phones.iter().enumerate();
    phones
        .map(|(index, (phone, _))| line(index, phone))
        .collect()
}

fn choose(world: &World, index: Option<usize>, name: &str) -> Reply {
    let Some((index, (phone, _))) = index.and_then(|i| Some((i, world.phones.get(i)?))) else {
        return Reply::Fail(format!("device '{name}' not found"));
    };
    match phone.state.as_str() {
        "device" | "recovery" => Reply::Chosen(index),
        "unauthorized" => Reply::Fail("device unauthorized.\nThis adb server's ...".to_owned()),
        state => Reply::Fail(format!("device {state}")),
    }
}

fn shell(
    mut stream: &TcpStream,
    world: &World,
    index: usize,
    request: &str,
) -> std::io::Result<()> {
    let Some((phone, recording)) = world.phones.get(index) else {
        return Ok(());
    };
    let behaviour = &phone.behaviour;
    let (service, text) = request.split_once(':').unwrap_or((request, ""));
    let packets = service.starts_with("shell,v2");
    let has_packets = recording
        .features
        .iter()
        .any(|feature| feature == "shell_v2");
    if behaviour.refuse || (packets && !has_packets) {
        return stream.write_all(b"FAIL0006closed");
    }
    stream.write_all(b"OKAY")?;
    if behaviour.meet && text.contains("part properties ") {
        world.meeting.wait();
    }
    let mut ran = Vec::new();
    let mut printed = script::run(text, recording, &mut ran);
    let noted = ran
        .into_iter()
        .map(|command| format!("{}: {command}", phone.serial));
    world.journal.lock().expect("the journal").extend(noted);
    if let Some(text) = &behaviour.says {
        printed.bytes = text.clone().into_bytes();
    }
    if behaviour.crlf {
        let text: Vec<_> = printed.bytes.split(|&byte| byte == b'\n').collect();
        printed.bytes = text.join(&b"\r\n"[..]);
    }
    let (bytes, ending) = encode(printed, behaviour, packets);
    stream.write_all(&bytes)?;
    match ending {
        Ending::Whole if behaviour.hold => wait_for_the_end(stream),
        Ending::Whole | Ending::Close => Ok(()),
        Ending::Hang => wait_for_the_end(stream),
        Ending::Garbage => stream.write_all(&[0xde, 0xad, 0xbe, 0xef].repeat(64)),
        Ending::Endless => {
            let more = if packets {
                pack(&[b'y'; 4096])
            } else {
                vec![b'y'; 4096]
            };
            loop {
                stream.write_all(&more)?;
            }
        }
    }
}

/// The bytes of the service stream, and how it ends.
pub(crate) fn encode(
    mut printed: Printed,
    behaviour: &Behaviour,
    packets: bool,
) -> (Vec<u8>, Ending) {
    if packets {
        printed.bytes = pack(&printed.bytes);
        if !behaviour.no_exit && printed.ending == Ending::Whole {
            printed.bytes.extend_from_slice(&[3, 1, 0, 0, 0, 0]);
        }
    }
    if printed.ending == Ending::Whole {
        return script::spoil(printed.bytes, behaviour);
    }
    (printed.bytes, printed.ending)
}

/// Shell protocol packets of stdout.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in bytes.chunks(16384) {
        out.push(1);
        let length = u32::try_from(piece.len()).expect("a small piece");
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(piece);
    }
    out
}

fn wait_for_the_end(mut stream: &TcpStream) -> std::io::Result<()> {
    while stream.read(&mut [0; 256])? > 0 {}
    Ok(())
}
