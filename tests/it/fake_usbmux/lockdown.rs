//! lockdownd and `MCInstall` of a pretend iPhone.

use super::phone::Phone;
use super::tls::{self, HOST_ID};
use super::wire::{Dict, Stream, dict, xml};
use super::{Shared, apps};
use plist::Value;
use std::net::TcpStream;

/// What a program that only reads may ask for.
const KEYS: [&str; 4] = [
    "ProductType",
    "ProductVersion",
    "UniqueDeviceID",
    "TimeIntervalSince1970",
];
const SERVICES: [&str; 2] = [
    "com.apple.mobile.installation_proxy",
    "com.apple.mobile.MCInstall",
];

/// What `StartSession` answers in a state.
fn session_error(mode: &str) -> Option<&'static str> {
    Some(match mode {
        "stale" => "InvalidHostID",
        "locked" => "PasswordProtected",
        "no_host" => "MissingHostID",
        _ => return None,
    })
}

/// What `StartService` answers in a state.
fn service_error(mode: &str) -> Option<&'static str> {
    Some(match mode {
        "locked_service" => "PasswordProtected",
        "escrow_locked" => "EscrowLocked",
        "no_service" => "InvalidService",
        "service_limit" => "ServiceLimit",
        "service_prohibited" => "ServiceProhibited",
        "session_inactive" => "SessionInactive",
        "managed" => "MCProtected",
        "odd_word" => "Some\u{1b}[31mThing New",
        _ => return None,
    })
}

/// Serves one connection to lockdownd.
pub(crate) fn serve(phone: &Phone, socket: TcpStream, shared: &Shared) {
    let mut stream = Stream::Plain(socket);
    let mut in_session = false;
    while let Some(request) = stream.message() {
        let name = text(&request, "Request");
        note(phone, &request, shared);
        if spoil(phone, &mut stream) {
            return;
        }
        let mut answer = match name.as_str() {
            "QueryType" if phone.mode == "restore" => {
                dict([("Type", "com.apple.mobile.restored".into())])
            }
            "QueryType" => dict([("Type", "com.apple.mobile.lockdown".into())]),
            "GetValue" => value(phone, &text(&request, "Key"), in_session),
            "StartSession" if text(&request, "HostID") != HOST_ID => error("InvalidHostID"),
            "StartSession" => match session_error(&phone.mode) {
                Some(word) => error(word),
                None => dict([
                    ("SessionID", "7E57".into()),
                    ("EnableSessionSSL", (phone.mode != "plain").into()),
                ]),
            },
            // Older clients of others ask for it; it changes nothing.
            "ValidatePair" => dict([]),
            "StartService" => service(phone, &text(&request, "Service"), shared),
            _ => error("InvalidRequest"),
        };
        // A phone repeats what it was asked, and some programs look at that.
        if let Some(answer) = answer.as_dictionary_mut() {
            answer.insert("Request".to_owned(), name.as_str().into());
        }
        let is_start =
            name == "StartSession" && answer.as_dictionary().unwrap().get("Error").is_none();
        let payload = xml(&answer);
        if phone.has("drip_all") {
            return stream.drip(&payload);
        }
        if !stream.frame(&payload) {
            return;
        }
        if is_start && phone.mode != "plain" {
            if phone.mode == "forgot_in_tls" {
                return stream.cut();
            }
            if phone.has("tls_silent") {
                return stream.hang();
            }
            if phone.has("tls_garbage") {
                stream.raw(&b"HTTP/1.0 400\r\n\r\n".repeat(20));
                return;
            }
            let Stream::Plain(socket) = stream else {
                return;
            };
            let Some(encrypted) = tls::encrypt(phone, socket) else {
                return;
            };
            stream = encrypted;
            in_session = true;
        }
    }
}

/// Answers in no good way; whether it did.
fn spoil(phone: &Phone, stream: &mut Stream) -> bool {
    if phone.has("ld_silent") {
        stream.hang();
    } else if phone.has("ld_huge") {
        stream.raw(&[&[0xff; 4][..], &[b'<'; 4096]].concat());
        stream.hang();
    } else if phone.has("ld_zero") {
        stream.raw(&[0; 4]);
    } else if phone.has("ld_nonsense") {
        stream.frame(b"<plist><array/></plist>");
    } else if !phone.has("ld_cut") {
        return false;
    }
    true
}

fn value(phone: &Phone, key: &str, in_session: bool) -> Value {
    let value: Value = match key {
        // What only other programs ask for: everything at once.
        "" => dict([
            ("ProductType", "iPhone15,2".into()),
            ("ProductVersion", phone.ios.as_str().into()),
            ("UniqueDeviceID", phone.udid.as_str().into()),
            ("DeviceClass", "iPhone".into()),
            ("ProtocolVersion", "2".into()),
            ("UniqueChipID", 1.into()),
            ("WiFiAddress", "02:00:00:00:00:01".into()),
        ]),
        "ProductType" => "iPhone15,2".into(),
        "ProductVersion" => phone.ios.as_str().into(),
        "UniqueDeviceID" if phone.mode == "other_udid" => "00008120-00FFFFFFFFFFFFFF".into(),
        "UniqueDeviceID" => phone.udid.as_str().into(),
        "TimeIntervalSince1970" if in_session => phone.clock.into(),
        "DeviceName" => "PLANTED-NAME".into(),
        "PhoneNumber" => "PLANTED-NUMBER".into(),
        _ => return error("MissingValue"),
    };
    if phone.mode == "prohibited" && key != "ProductVersion" {
        return error("GetProhibited");
    }
    dict([("Value", value)])
}

fn service(phone: &Phone, name: &str, shared: &Shared) -> Value {
    if let Some(word) = service_error(&phone.mode) {
        return error(word);
    }
    let phone = phone.clone();
    let port = match name {
        "com.apple.mobile.installation_proxy" => shared.open_port(&phone, apps::serve),
        // Others start it and say nothing.
        "com.apple.mobile.notification_proxy" => {
            shared.open_port(&phone, |_, mut stream, _| stream.hang())
        }
        "com.apple.mobile.MCInstall" if phone.has("no_mc") => return error("InvalidService"),
        "com.apple.mobile.MCInstall" => shared.open_port(&phone, management),
        _ => return error("InvalidService"),
    };
    dict([
        ("Port", Value::Integer(port.into())),
        ("EnableServiceSSL", (!phone.has("plain_service")).into()),
    ])
}

fn management(phone: &Phone, mut stream: Stream, shared: &Shared) {
    while let Some(request) = stream.message() {
        let name = text(&request, "RequestType");
        shared.note(&phone.udid, &format!("MCInstall {name}"));
        let answer = match name.as_str() {
            "GetCloudConfiguration" => dict([(
                "CloudConfiguration",
                dict([
                    ("IsSupervised", phone.supervised.into()),
                    ("OrganizationName", "PLANTED-ORGANISATION".into()),
                ]),
            )]),
            "GetProfileList" => {
                let ids = (0..phone.profiles).map(|_| "PLANTED-PROFILE".into());
                dict([("OrderedIdentifiers", Value::Array(ids.collect()))])
            }
            other => {
                shared.alarm(&format!("MCInstall {other}"));
                error("Error")
            }
        };
        stream.frame(&xml(&answer));
    }
}

fn note(phone: &Phone, request: &Dict, shared: &Shared) {
    let name = text(request, "Request");
    let what = text(request, "Key") + &text(request, "Service");
    shared.note(&phone.udid, &format!("{name} {what}"));
    let allowed = match name.as_str() {
        "QueryType" | "StartSession" | "StopSession" => true,
        "GetValue" => KEYS.contains(&what.as_str()) && !request.contains_key("Domain"),
        "StartService" => SERVICES.contains(&what.as_str()) && !request.contains_key("EscrowBag"),
        _ => false,
    };
    if !allowed {
        shared.alarm(&format!("{name} {what}"));
    }
}

pub(crate) fn text(request: &Dict, key: &str) -> String {
    let value = request.get(key).and_then(Value::as_string);
    value.unwrap_or_default().to_owned()
}

pub(crate) fn error(word: &str) -> Value {
    dict([("Error", word.into())])
}
