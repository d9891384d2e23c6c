//! A pretend usbmuxd with pretend iPhones, so that the tests need neither.

#![expect(
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a pretend phone that cannot go on fails the test"
)]

mod apps;
mod lockdown;
mod phone;
mod tls;
mod wire;

pub(crate) use phone::Phone;

use dutyphone::source::Options;
use dutyphone::source::ios::usbmux::Environment;
use plist::Value;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wire::{Dict, Stream, dict, xml};

/// Options that lead to the daemon at this address.
pub(crate) fn options(address: SocketAddr, timeout: Duration) -> Options {
    let now = "2026-11-21T09:12:44Z".parse().expect("a time");
    let mut options = Options::new(now, timeout);
    options.usbmux = Environment {
        address: Some(address.to_string()),
    };
    options
}

type Serve = fn(&Phone, Stream, &Shared);

/// What all connections share.
#[derive(Default)]
struct State {
    /// By the daemon's number; one phone has a number for each connection.
    attached: BTreeMap<u64, (Phone, String)>,
    next: u64,
    ports: BTreeMap<u16, (Phone, Serve)>,
    next_port: u16,
    listeners: Vec<TcpStream>,
    journal: Vec<String>,
    alarms: Vec<String>,
    /// What the daemon itself does wrong.
    faults: Vec<String>,
}

#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<State>>);

impl Shared {
    fn note(&self, udid: &str, what: &str) {
        self.0
            .lock()
            .unwrap()
            .journal
            .push(format!("{udid} {what}"));
    }

    fn alarm(&self, what: &str) {
        self.0.lock().unwrap().alarms.push(what.to_owned());
    }

    fn open_port(&self, phone: &Phone, serve: Serve) -> u16 {
        let mut state = self.0.lock().unwrap();
        state.next_port += 1;
        let port = 49_152 + state.next_port;
        if !phone.has("svc_refused") {
            state.ports.insert(port, (phone.clone(), serve));
        }
        port
    }

    pub(crate) fn plug(&self, phone: &Phone) {
        let mut state = self.0.lock().unwrap();
        for connection in &phone.connections {
            state.next += 1;
            let id = state.next;
            state
                .attached
                .insert(id, (phone.clone(), connection.clone()));
            state.tell(&attached(id, phone, connection));
        }
    }

    pub(crate) fn unplug(&self, udid: &str) {
        let mut state = self.0.lock().unwrap();
        let ids: Vec<u64> = state.ids(udid);
        for id in ids {
            state.attached.remove(&id);
            state.tell(&dict([
                ("MessageType", "Detached".into()),
                ("DeviceID", id.into()),
            ]));
        }
    }

    /// The person tapped Trust.
    pub(crate) fn trust(&self, udid: &str) {
        let mut state = self.0.lock().unwrap();
        for id in state.ids(udid) {
            let phone = &mut state.attached.get_mut(&id).expect("it is there").0;
            "ok".clone_into(&mut phone.mode);
            state.tell(&dict([
                ("MessageType", "Paired".into()),
                ("DeviceID", id.into()),
            ]));
        }
    }
}

impl State {
    fn ids(&self, udid: &str) -> Vec<u64> {
        let of_phone = self
            .attached
            .iter()
            .filter(|(_, (phone, _))| phone.udid == udid);
        of_phone.map(|(id, _)| *id).collect()
    }

    fn tell(&mut self, event: &Value) {
        for listener in &mut self.listeners {
            let _ = listener.write_all(&message(event, 0));
        }
    }
}

/// A daemon that runs until it is dropped with the process.
pub(crate) struct FakeDaemon {
    pub(crate) address: SocketAddr,
    pub(crate) shared: Shared,
}

impl FakeDaemon {
    pub(crate) fn start(phones: &[Phone]) -> Self {
        Self::faulty(phones, &[])
    }

    /// One that does something wrong itself.
    pub(crate) fn faulty(phones: &[Phone], faults: &[String]) -> Self {
        let shared = Shared::default();
        shared.0.lock().unwrap().faults = faults.to_vec();
        for phone in phones {
            shared.plug(phone);
        }
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = shared.clone();
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let state = state.clone();
                std::thread::spawn(move || serve(socket, &state));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn journal(&self) -> Vec<String> {
        self.shared.0.lock().unwrap().journal.clone()
    }

    pub(crate) fn alarms(&self) -> Vec<String> {
        self.shared.0.lock().unwrap().alarms.clone()
    }
}

fn attached(id: u64, phone: &Phone, connection: &str) -> Value {
    let udid = if phone.has("no_dash") {
        phone.udid.replace('-', "")
    } else {
        phone.udid.clone()
    };
    dict([
        ("MessageType", "Attached".into()),
        ("DeviceID", id.into()),
        (
            "Properties",
            dict([
                ("ConnectionType", connection.into()),
                ("DeviceID", id.into()),
                ("SerialNumber", udid.into()),
            ]),
        ),
    ])
}

fn message(value: &Value, tag: u32) -> Vec<u8> {
    let payload = xml(value);
    let length = payload.len() as u32 + 16;
    let header = [length, 1, 8, tag].map(u32::to_le_bytes).concat();
    [header, payload].concat()
}

/// Serves one connection to the daemon.
fn serve(mut socket: TcpStream, shared: &Shared) {
    let mut header = [0; 16];
    while socket.read_exact(&mut header).is_ok() {
        let number = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap());
        let mut payload = vec![0; number(0) as usize - 16];
        if socket.read_exact(&mut payload).is_err() {
            return;
        }
        let request = Value::from_reader(std::io::Cursor::new(payload)).unwrap();
        let request = request.into_dictionary().unwrap();
        let kind = lockdown::text(&request, "MessageType");
        shared.note("daemon", &kind);
        let faults = shared.0.lock().unwrap().faults.clone();
        if spoil(&faults, &mut socket) {
            return;
        }
        let answer = match kind.as_str() {
            "Connect" => return connect(&request, socket, number(12), shared),
            "Listen" => {
                let mut state = shared.0.lock().unwrap();
                let _ = socket.write_all(&message(&result(0), number(12)));
                for (id, (phone, connection)) in &state.attached {
                    let _ = socket.write_all(&message(&attached(*id, phone, connection), 0));
                }
                state.listeners.push(socket.try_clone().unwrap());
                continue;
            }
            "ListDevices" => list(shared),
            "ReadPairRecord" => record(&lockdown::text(&request, "PairRecordID"), shared),
            other => {
                shared.alarm(other);
                result(1)
            }
        };
        let tag = number(12) + u32::from(faults.iter().any(|fault| fault == "mux_tag"));
        if socket.write_all(&message(&answer, tag)).is_err() {
            return;
        }
    }
}

fn spoil(faults: &[String], socket: &mut TcpStream) -> bool {
    let has = |fault: &str| faults.iter().any(|own| own == fault);
    let header = |length: u32| [length, 1, 8, 1].map(u32::to_le_bytes).concat();
    let bytes = if has("mux_huge") {
        header(u32::MAX)
    } else if has("mux_short") {
        header(3)
    } else if has("mux_nonsense") {
        [header(16 + 7), b"NONSENS".to_vec()].concat()
    } else if has("mux_silent") {
        Vec::new()
    } else {
        return false;
    };
    let _ = socket.write_all(&bytes);
    // Until the other side leaves.
    let mut one = [0];
    while socket.read(&mut one).is_ok_and(|count| count > 0) {}
    true
}

fn list(shared: &Shared) -> Value {
    let state = shared.0.lock().unwrap();
    let entries = state.attached.iter();
    let entries = entries.map(|(id, (phone, connection))| attached(*id, phone, connection));
    dict([("DeviceList", Value::Array(entries.collect()))])
}

fn result(number: u64) -> Value {
    dict([("MessageType", "Result".into()), ("Number", number.into())])
}

fn record(udid: &str, shared: &Shared) -> Value {
    let state = shared.0.lock().unwrap();
    let mut phones = state.attached.values().map(|(phone, _)| phone);
    let record = phones
        .find(|phone| phone.udid == udid)
        .and_then(tls::record);
    match record {
        Some(record) => dict([("PairRecordData", Value::Data(record))]),
        None => result(2),
    }
}

fn connect(request: &Dict, mut socket: TcpStream, tag: u32, shared: &Shared) {
    let number = |key| {
        request
            .get(key)
            .and_then(Value::as_unsigned_integer)
            .unwrap()
    };
    let port = (number("PortNumber") as u16).swap_bytes();
    let id = number("DeviceID");
    let phone = shared
        .0
        .lock()
        .unwrap()
        .attached
        .get(&id)
        .map(|(phone, _)| phone.clone());
    let service = shared.0.lock().unwrap().ports.remove(&port);
    let answer = match &phone {
        None => 2,
        Some(phone) if phone.mode == "gone" => 2,
        Some(phone) if phone.mode == "refused" => 3,
        Some(_) if port != 62078 && service.is_none() => 3,
        Some(_) => 0,
    };
    let sent = socket.write_all(&message(&result(answer), tag));
    let (Some(phone), 0, Ok(())) = (phone, answer, sent) else {
        return;
    };
    match service {
        None => lockdown::serve(&phone, socket, shared),
        Some((phone, serve)) => {
            if let Some(stream) = tls::encrypt(&phone, socket) {
                serve(&phone, stream, shared);
            }
        }
    }
}
