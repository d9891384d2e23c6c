//! `installation_proxy` of a pretend iPhone, and what goes wrong in it.

use super::Shared;
use super::lockdown::{error, text};
use super::phone::Phone;
use super::wire::{Dict, Stream, binary, dict, xml};
use plist::Value;

const PERSONAL: [&str; 6] = [
    "ApplicationDSID",
    "iTunesMetadata",
    "Container",
    "Path",
    "GroupContainers",
    "Entitlements",
];

/// Serves one connection.
pub(crate) fn serve(phone: &Phone, mut stream: Stream, shared: &Shared) {
    while let Some(request) = stream.message() {
        let command = text(&request, "Command");
        shared.note(&phone.udid, &command);
        let options = request.get("ClientOptions").and_then(Value::as_dictionary);
        let options = options.cloned().unwrap_or_default();
        let wanted: Vec<&str> = options
            .get("ReturnAttributes")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_string).collect())
            .unwrap_or_default();
        let personal = wanted.iter().any(|name| PERSONAL.contains(name));
        if wanted.is_empty() || personal || !["Browse", "Lookup"].contains(&command.as_str()) {
            shared.alarm(&format!("{command} {wanted:?}"));
        }
        let apps = selected(phone, &options);
        if command == "Lookup" {
            if !lookup(phone, &apps, &mut stream) {
                return;
            }
            continue;
        }
        match browse(phone, &apps, stream, shared) {
            Some(same) => stream = same,
            None => return,
        }
    }
}

/// An app with every attribute, personal ones too: whoever gets them, asked.
fn app(id: &str, kind: &str) -> Dict {
    let entry = dict([
        ("CFBundleIdentifier", id.into()),
        ("CFBundleDisplayName", format!("App {id}").into()),
        ("CFBundleShortVersionString", "1.2".into()),
        ("ApplicationType", kind.into()),
        (
            "SignerIdentity",
            "Apple iPhone OS Application Signing".into(),
        ),
        ("ApplicationDSID", "PLANTED-ACCOUNT".into()),
        ("Path", "/private/PLANTED-PATH".into()),
    ]);
    entry.into_dictionary().unwrap()
}

/// The apps that these options select: options count by being there.
fn selected(phone: &Phone, options: &Dict) -> Vec<Value> {
    let mut apps = Vec::new();
    for number in 0..phone.system_apps {
        let id = match number {
            0 => "com.apple.Preferences".to_owned(),
            _ => format!("com.apple.invented{number:03}"),
        };
        apps.push(app(&id, "System"));
    }
    for line in &phone.apps {
        let (id, kind) = line.split_once(' ').unwrap_or((line, ""));
        let mut entry = app(id, "User");
        let needs = match kind {
            "offloaded" => {
                entry.insert("IsPlaceholder".to_owned(), true.into());
                entry.insert("IsDemotedApp".to_owned(), true.into());
                Some("ShowPlaceholders")
            }
            "downloading" => {
                entry.insert("IsPlaceholder".to_owned(), true.into());
                Some("ShowPlaceholders")
            }
            "clip" => {
                entry.insert("IsAppClip".to_owned(), true.into());
                Some("ShowAppClips")
            }
            "prohibited" => Some("ShowLaunchProhibitedApps"),
            "" => None,
            signer => {
                entry.insert("SignerIdentity".to_owned(), signer.into());
                None
            }
        };
        if needs.is_none_or(|option| options.contains_key(option)) {
            apps.push(entry);
        }
    }
    if phone.has("no_id") {
        apps.last_mut().unwrap().remove("CFBundleIdentifier");
    }
    if phone.has("id_type") {
        let id = "CFBundleIdentifier".to_owned();
        apps.last_mut().unwrap().insert(id, 7.into());
    }
    let only = options.get("BundleIDs").and_then(Value::as_array);
    apps.retain(|app| {
        only.is_none_or(|only| {
            app.get("CFBundleIdentifier")
                .is_some_and(|id| only.contains(id))
        })
    });
    // Whoever names no attributes gets them all.
    if let Some(wanted) = options.get("ReturnAttributes").and_then(Value::as_array) {
        for app in &mut apps {
            app.retain(|key, _| wanted.iter().any(|name| name.as_string() == Some(key)));
        }
    }
    apps.into_iter().map(Value::Dictionary).collect()
}

/// Whether the connection goes on.
fn lookup(phone: &Phone, apps: &[Value], stream: &mut Stream) -> bool {
    if phone.has("lookup_error") {
        return stream.frame(&xml(&error("LookupFailed")));
    }
    if phone.has("lookup_cut") {
        stream.raw(&[0, 0, 1, 0, b'b']);
        return false;
    }
    let mut by_id = Dict::new();
    for (number, app) in apps.iter().enumerate() {
        let id = app.as_dictionary().unwrap().get("CFBundleIdentifier");
        let id = id.and_then(Value::as_string).map(str::to_owned);
        by_id.insert(id.unwrap_or(format!("?{number}")), app.clone());
    }
    let answer = dict([
        ("Status", "Complete".into()),
        ("LookupResult", Value::Dictionary(by_id)),
    ]);
    stream.frame(&binary(&answer))
}

/// Answers `Browse`; gives the connection back when it goes on.
fn browse(phone: &Phone, apps: &[Value], mut stream: Stream, shared: &Shared) -> Option<Stream> {
    let finished = hostile(phone, &mut stream);
    if finished {
        return None;
    }
    let mut batches: Vec<(usize, Vec<Value>)> = apps
        .chunks(10)
        .enumerate()
        .map(|(number, apps)| (number * 10, apps.to_vec()))
        .collect();
    disarrange(phone, &mut batches);
    let mut sent = 0;
    for (number, (index, list)) in batches.iter().enumerate() {
        let index = if phone.has("gap_silent") {
            sent
        } else {
            *index
        };
        sent += list.len();
        let message = batch(phone, apps.len(), index, list);
        let payload = if phone.has("xml") {
            xml(&message)
        } else {
            binary(&message)
        };
        if phone.has("drip") {
            stream.drip(&payload);
            return None;
        }
        if number == 1 {
            if phone.has("error_mid") {
                stream.frame(&xml(&error("APIInternalError")));
            } else if phone.has("cut_frame") {
                let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
                stream.raw(&[&length[..], &payload[..payload.len() / 2]].concat());
                stream.cut();
                return None;
            } else if phone.has("unplug_mid") {
                shared.unplug(&phone.udid);
                stream.cut();
                return None;
            }
        }
        if !stream.frame(&payload) {
            return None;
        }
        while phone.has("endless") && number == 1 {
            if !stream.frame(&payload) {
                return None;
            }
        }
    }
    ending(phone, stream)
}

fn batch(phone: &Phone, total: usize, index: usize, list: &[Value]) -> Value {
    let amount = list.len() + usize::from(phone.has("amount") && index == 0);
    let mut message = dict([
        ("Status", "BrowsingApplications".into()),
        ("CurrentIndex", (index as u64).into()),
        ("CurrentAmount", (amount as u64).into()),
        ("CurrentList", Value::Array(list.to_vec())),
    ]);
    if phone.has("total_more") || phone.has("total") {
        let total = total + usize::from(phone.has("total_more"));
        let message = message.as_dictionary_mut().unwrap();
        message.insert("Total".to_owned(), (total as u64).into());
    }
    message
}

fn ending(phone: &Phone, mut stream: Stream) -> Option<Stream> {
    if phone.has("cut_clean") {
        stream.end();
        return None;
    }
    if phone.has("cut_raw") {
        stream.cut();
        return None;
    }
    if phone.has("no_complete") {
        stream.hang();
        return None;
    }
    let status = if phone.has("odd_status") {
        "Finished"
    } else {
        "Complete"
    };
    stream.frame(&xml(&dict([("Status", status.into())])));
    if phone.has("late_error") {
        stream.frame(&xml(&error("APIInternalError")));
    }
    Some(stream)
}

/// Answers that are not even a list; whether it was one.
fn hostile(phone: &Phone, stream: &mut Stream) -> bool {
    if phone.has("ip_silent") {
        stream.hang();
    } else if phone.has("ip_huge") {
        stream.raw(&[&[0xff; 4][..], &b"bplist00".repeat(512)].concat());
        stream.hang();
    } else if phone.has("ip_64m") {
        stream.raw(&(64_u32 << 20).to_be_bytes());
        stream.raw(&vec![0; 1 << 20]);
    } else if phone.has("bomb") {
        stream.frame(&bomb());
    } else if phone.has("deep") {
        let deep = [
            &b"<plist><dict><key>CurrentList</key>"[..],
            &b"<array>".repeat(20_000),
        ]
        .concat();
        stream.frame(&deep);
    } else if phone.has("ascii") {
        stream.frame(b"{ Status = Complete; }");
    } else if phone.has("zeros") {
        stream.frame(&[0; 512]);
    } else if phone.has("error_first") {
        stream.frame(&xml(&error("APIInternalError")));
    } else {
        return false;
    }
    true
}

/// Batches that are missing, doubled or out of order.
fn disarrange(phone: &Phone, batches: &mut Vec<(usize, Vec<Value>)>) {
    if phone.has("complete_first") {
        batches.clear();
    }
    if phone.has("early_complete") {
        batches.truncate(1);
    }
    if phone.has("gap") || phone.has("gap_silent") {
        batches.remove(batches.len() / 2);
    }
    if phone.has("dup") {
        batches.insert(1, batches[0].clone());
    }
    if phone.has("reorder") {
        batches.reverse();
    }
}

/// A dictionary whose list holds a list twice, which holds a list twice, forty
/// times over: gigabytes in 300 bytes.
fn bomb() -> Vec<u8> {
    const LISTS: u8 = 40;
    let mut bytes = b"bplist00".to_vec();
    let mut offsets = vec![8];
    // A dictionary with one key (object 1) and one value (object 2).
    bytes.extend([0xd1, 1, 2]);
    offsets.push(bytes.len());
    bytes.extend(b"\x5bCurrentList");
    for list in 0..LISTS {
        offsets.push(bytes.len());
        bytes.extend([0xa2, list + 3, list + 3]);
    }
    offsets.push(bytes.len());
    bytes.push(0x09);
    let table = bytes.len();
    for offset in &offsets {
        bytes.extend(u16::try_from(*offset).unwrap().to_be_bytes());
    }
    bytes.extend([0, 0, 0, 0, 0, 0, 2, 1]);
    for number in [offsets.len(), 0, table] {
        bytes.extend((number as u64).to_be_bytes());
    }
    bytes
}
