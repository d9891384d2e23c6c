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
use std::sync::{Arc, Barrier, Condvar, Mutex};
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

/// How a phone is on the bus right now.
#[derive(Clone)]
struct Plugged {
    /// The number of the connection.
    transport: usize,
    state: String,
}

/// What is on the bus right now.
#[derive(Default)]
struct Bus {
    /// One for each phone, in their order.
    plugged: Vec<Option<Plugged>>,
    /// How many connections there were.
    transports: usize,
    /// How often it changed.
    version: usize,
}

/// The state of a phone that is not plugged in at first.
pub(crate) const ABSENT: &str = "absent";

struct World {
    phones: Vec<(Phone, Recording)>,
    bus: Mutex<Bus>,
    changed: Condvar,
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
        let phones: Vec<(Phone, Recording)> = phones.collect();
        let plugged = (1..).zip(&phones).map(|(transport, (phone, _))| {
            (phone.state != ABSENT).then(|| Plugged {
                transport,
                state: phone.state.clone(),
            })
        });
        let bus = Bus {
            plugged: plugged.collect(),
            transports: phones.len(),
            version: 1,
        };
        let world = Arc::new(World {
            phones,
            bus: Mutex::new(bus),
            changed: Condvar::new(),
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

    /// Plugs a phone in, in a state.
    pub(crate) fn plug(&self, serial: &str, state: &str) {
        self.change(serial, |bus, plugged| {
            bus.transports += 1;
            *plugged = Some(Plugged {
                transport: bus.transports,
                state: state.to_owned(),
            });
        });
    }

    /// Changes the state of a phone that is plugged in.
    pub(crate) fn set_state(&self, serial: &str, state: &str) {
        self.change(serial, |_, plugged| {
            state.clone_into(&mut plugged.as_mut().expect("a phone").state);
        });
    }

    /// Unplugs a phone.
    pub(crate) fn unplug(&self, serial: &str) {
        self.change(serial, |_, plugged| *plugged = None);
    }

    fn change(&self, serial: &str, change: impl FnOnce(&mut Bus, &mut Option<Plugged>)) {
        let mut phones = self.world.phones.iter();
        let index = phones.position(|(phone, _)| phone.serial == serial);
        let index = index.expect("a phone");
        let mut bus = self.world.bus.lock().expect("the bus");
        let mut plugged = bus.plugged[index].take();
        change(&mut bus, &mut plugged);
        bus.plugged[index] = plugged;
        bus.version += 1;
        self.world.changed.notify_all();
    }

    /// Everything that was asked so far.
    pub(crate) fn journal(&self) -> Vec<String> {
        self.world.journal.lock().expect("the journal").clone()
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        *self.world.over.lock().expect("the end") = true;
        self.world.bus.lock().expect("the bus").version += 1;
        self.world.changed.notify_all();
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
        if request == "host:track-devices-l" {
            return track(stream, world);
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

/// Sends the long listing at once and after each change.
fn track(mut stream: &TcpStream, world: &World) -> std::io::Result<()> {
    stream.write_all(b"OKAY")?;
    let mut told = 0;
    loop {
        let bus = world.bus.lock().expect("the bus");
        let waiting = world.changed.wait_while(bus, |bus| bus.version == told);
        told = waiting.expect("the bus").version;
        if *world.over.lock().expect("the end") {
            return Ok(());
        }
        let text = long_listing(world);
        stream.write_all(format!("{:04x}{text}", text.len()).as_bytes())?;
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
        let id = id.parse::<usize>().ok()?;
        let bus = world.bus.lock().expect("the bus");
        let mut all = bus.plugged.iter();
        all.position(|plugged| plugged.as_ref().is_some_and(|now| now.transport == id))
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
        "host:devices" => Reply::Text(listing(world, |now, phone| {
            format!("{}\t{}\n", phone.serial, now.state)
        })),
        "host:devices-l" => Reply::Text(long_listing(world)),
        _ => Reply::Fail(format!("unknown host service `{request}`")),
    }
}

fn listing(world: &World, line: impl Fn(&Plugged, &Phone) -> String) -> String {
    let bus = world.bus.lock().expect("the bus");
    let phones = world.phones.iter().zip(&bus.plugged);
    phones
        .filter_map(|((phone, _), plugged)| Some(line(plugged.as_ref()?, phone)))
        .collect()
}

fn long_listing(world: &World) -> String {
    listing(world, |now, phone| {
        let tags = &phone.tags;
        let space = if tags.is_empty() { "" } else { " " };
        format!(
            "{:<22} {}{space}{tags} transport_id:{}\n",
            phone.serial, now.state, now.transport
        )
    })
}

fn choose(world: &World, index: Option<usize>, name: &str) -> Reply {
    let Some(index) = index else {
        return Reply::Fail(format!("device '{name}' not found"));
    };
    let bus = world.bus.lock().expect("the bus");
    let now = bus.plugged.get(index).cloned().flatten();
    match now.map(|now| now.state).as_deref().unwrap_or(ABSENT) {
        "device" | "recovery" => Reply::Chosen(index),
        "unauthorized" => Reply::Fail("device unauthorized.\nThis adb server's ...".to_owned()),
        ABSENT => Reply::Fail(format!("device '{name}' not found")),
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
