//! Attached phones, against a pretend adb server.
//!
//! What must come out of a set of phones is in `fake_adb/scenarios`; a new
//! case is a new file there. Time limits are generous where nothing hangs, and
//! tiny only where a hang is the case.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

use crate::fake_adb::{FakeServer, Phone, options};
use dutyphone::inventory::{GapCode, Reading};
use dutyphone::source::android::adb::{self, Environment};
use dutyphone::source::android::{End, Part, read_attached};
use serde::Deserialize;
use std::time::Duration;

/// For phones that answer.
const AMPLE: Duration = Duration::from_mins(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// What it shows, for the reader of the file.
    #[expect(dead_code, reason = "for people")]
    about: String,
    /// For phones that hang, in milliseconds.
    timeout_ms: Option<u64>,
    max_answer: Option<usize>,
    /// Only this phone is asked for.
    serial: Option<String>,
    phones: Vec<Phone>,
    expect: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    place: String,
    /// The code of a phone that could not be read at all.
    unread: Option<String>,
    /// Codes of gaps that the transport must add to an inventory.
    #[serde(default)]
    gaps: Vec<String>,
    /// What one of the gaps must say.
    #[serde(default)]
    says: Vec<String>,
    /// The hosts of web apps.
    #[serde(default)]
    pages: Vec<String>,
}

/// Gaps that only the transport makes. A phone that answers has none.
const TRANSPORT: &[GapCode] = &[
    GapCode::TooLarge,
    GapCode::DeviceUnauthorized,
    GapCode::DeviceOffline,
    GapCode::DeviceNoPermission,
    GapCode::DeviceNotReady,
    GapCode::DeviceAbsent,
    GapCode::DeviceTimeout,
    GapCode::DeviceLost,
    GapCode::AdbUnavailable,
];

#[test]
fn scenarios() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fake_adb/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    std::thread::scope(|scope| {
        for file in &files {
            scope.spawn(move || {
                let text = std::fs::read_to_string(file).unwrap();
                let scenario: Scenario = serde_json::from_str(&text)
                    .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                check(&file.display().to_string(), scenario);
            });
        }
    });
}

fn check(name: &str, scenario: Scenario) {
    let server = FakeServer::start(scenario.phones);
    let timeout = scenario.timeout_ms.map_or(AMPLE, Duration::from_millis);
    let mut options = options(server.address.port(), timeout);
    options.max_answer = scenario.max_answer.unwrap_or(options.max_answer);
    let mut readings = Vec::new();
    let count = read_attached(scenario.serial.as_deref(), &options, &mut |reading| {
        readings.push(reading);
    });
    assert_eq!(count, Ok(readings.len()), "{name}");
    let places: Vec<_> = readings.iter().map(|r| r.locator.place.as_str()).collect();
    let expected: Vec<_> = scenario.expect.iter().map(|e| e.place.as_str()).collect();
    assert_eq!(places, expected, "{name}");
    for (reading, expected) in readings.iter().zip(&scenario.expect) {
        check_reading(name, reading, expected);
    }
    let journal = server.journal();
    assert!(!journal.iter().any(|line| line == "host:kill"), "{name}");
}

fn check_reading(name: &str, reading: &Reading, expected: &Expected) {
    let place = &reading.locator.place;
    let gaps = match &reading.content {
        Ok(inventory) => {
            assert_eq!(expected.unread, None, "{name} {place}");
            let mut codes: Vec<_> = inventory.coverage().gaps().iter().map(|g| g.code).collect();
            codes.retain(|code| TRANSPORT.contains(code));
            let codes: Vec<_> = codes.iter().map(|code| code.as_str()).collect();
            assert_eq!(codes, expected.gaps, "{name} {place}");
            let pages = inventory.web_pages.pages().iter();
            let hosts: Vec<_> = pages.map(|page| page.host.as_str()).collect();
            assert_eq!(hosts, expected.pages, "{name} {place}");
            inventory.coverage().gaps().to_vec()
        }
        Err(unread) => {
            let code = Some(unread.gap.code.as_str());
            assert_eq!(
                code,
                expected.unread.as_deref(),
                "{name} {place} {}",
                unread.gap.message
            );
            assert_eq!(format!("adb:{}", unread.id), *place, "{name}");
            assert!(!unread.gap.advice.is_empty(), "{name} {place}");
            vec![unread.gap.clone()]
        }
    };
    for words in &expected.says {
        let said: Vec<_> = gaps.iter().map(|gap| gap.message.as_str()).collect();
        assert!(
            said.iter().any(|text| text.contains(words)),
            "{name} {place} {said:?}"
        );
    }
}

fn text(part: Option<&Part>) -> (&str, &End) {
    let part = part.expect("it was asked");
    (std::str::from_utf8(&part.bytes).unwrap(), &part.end)
}

fn recorded(phone: &str, file: &str) -> String {
    let path = format!(
        "{}/tests/it/fake_adb/recordings/{phone}/{file}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path)
        .unwrap()
        .replace("@SERIAL@", "SERIAL0001")
}

#[test]
fn a_phone_that_answers_is_recorded_word_for_word_in_three_round_trips() {
    for features in [
        vec!["shell_v2", "cmd"],
        vec![],
        vec!["cmd"],
        vec!["shell_v2"],
    ] {
        let mut phone = Phone::good("SERIAL0001");
        phone.features = Some(features.iter().map(|f| (*f).to_owned()).collect());
        let server = FakeServer::start(vec![phone]);
        let collected = adb::record("SERIAL0001", &options(server.address.port(), AMPLE)).unwrap();
        assert_eq!(collected.round_trips, 3, "{features:?}");
        assert_eq!((&collected.gaps[..], collected.stray_bytes), (&[][..], 0));
        let recording = collected.recording;
        for (part, file) in [
            (&recording.properties, "getprop.txt"),
            (&recording.users, "users.txt"),
            (&recording.users_verbose, "users_verbose.txt"),
            (&recording.current_user, "current_user.txt"),
            (&recording.owners, "owners.txt"),
            (&recording.dump, "dump.txt"),
        ] {
            assert_eq!(
                text(part.as_ref()),
                (&*recorded("phone", file), &End::Exit(0))
            );
        }
        assert_eq!(
            text(recording.clock.as_ref()),
            ("1795252364\n+0000\n", &End::Exit(0))
        );
        let users: Vec<_> = recording
            .listings
            .iter()
            .map(|listing| listing.user)
            .collect();
        assert_eq!(users, [0, 10]);
        for listing in &recording.listings {
            let installed = recorded("phone", &format!("installed_{}.txt", listing.user));
            let known = recorded("phone", &format!("known_{}.txt", listing.user));
            assert_eq!(text(Some(&listing.installed)), (&*installed, &End::Exit(0)));
            assert_eq!(text(listing.known.as_ref()), (&*known, &End::Exit(0)));
        }
    }
}

#[test]
fn an_old_phone_is_asked_what_it_knows() {
    let mut phone = Phone::good("SERIAL0001");
    phone.recording = "old".to_owned();
    let server = FakeServer::start(vec![phone]);
    let collected = adb::record("SERIAL0001", &options(server.address.port(), AMPLE)).unwrap();
    assert_eq!(collected.round_trips, 3);
    let recording = collected.recording;
    for (part, file) in [
        (&recording.users_verbose, "dumpsys_user.txt"),
        (&recording.owners, "device_policy.txt"),
        (
            &Some(recording.listings[0].installed.clone()),
            "installed_0.txt",
        ),
    ] {
        assert_eq!(
            text(part.as_ref()),
            (&*recorded("old", file), &End::Exit(0))
        );
    }
}

#[test]
fn a_fourth_round_trip_repairs_what_failed() {
    let mut phone = Phone::good("SERIAL0001");
    phone.recording = "troubled".to_owned();
    let server = FakeServer::start(vec![phone]);
    let collected = adb::record("SERIAL0001", &options(server.address.port(), AMPLE)).unwrap();
    assert_eq!(collected.round_trips, 4);
    let recording = collected.recording;
    assert_eq!(
        text(recording.dump.as_ref()),
        (&*recorded("troubled", "dump.txt"), &End::Exit(0))
    );
    assert_eq!(
        text(Some(&recording.listings[0].installed)),
        (&*recorded("troubled", "installed_0.txt"), &End::Exit(0))
    );
}

#[test]
fn phones_are_read_side_by_side() {
    // Each answers only after all were asked: one after the other would hang.
    let phones = (0..50).map(|number| {
        let mut phone = Phone::good(&format!("SERIAL{number:04}"));
        phone.behaviour.meet = true;
        phone
    });
    let server = FakeServer::start(phones.collect());
    let mut places = Vec::new();
    let count = read_attached(
        None,
        &options(server.address.port(), AMPLE),
        &mut |reading| {
            assert!(reading.content.is_ok(), "{reading:?}");
            places.push(reading.locator.place);
        },
    );
    assert_eq!(count, Ok(50));
    let expected: Vec<_> = (0..50).map(|n| format!("adb:SERIAL{n:04}")).collect();
    assert_eq!(places, expected);
}

#[test]
fn nothing_attached_is_not_success() {
    let server = FakeServer::start(Vec::new());
    let options = options(server.address.port(), AMPLE);
    let gap = read_attached(None, &options, &mut |_| panic!("no reading"))
        .unwrap_err()
        .gap();
    assert_eq!(gap.code, GapCode::DeviceAbsent);
    assert_eq!(adb::attached(&options), Ok(Vec::new()));
}

#[test]
fn a_phone_on_cable_and_in_the_air_is_listed_once() {
    let air = "adb-SERIAL0001-x2Yz._adb-tls-connect._tcp";
    let phones = [air, "SERIAL0002", "SERIAL0001"].map(Phone::good);
    let server = FakeServer::start(phones.to_vec());
    let listed = adb::attached(&options(server.address.port(), AMPLE)).unwrap();
    let names: Vec<_> = listed
        .iter()
        .map(|d| (&*d.serial, &d.also_as[..]))
        .collect();
    assert_eq!(
        names,
        [
            ("SERIAL0001", &[air.to_owned()][..]),
            ("SERIAL0002", &[][..])
        ]
    );
}

#[test]
fn without_server_and_without_adb_the_advice_is_to_install_it() {
    // A port that was free a moment ago.
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let mut options = options(port, AMPLE);
    options.adb.program = Some("an-adb-that-is-not-there".into());
    let gap = read_attached(None, &options, &mut |_| panic!("no reading"))
        .unwrap_err()
        .gap();
    assert_eq!(gap.code, GapCode::AdbUnavailable);
    assert!(gap.advice.contains("install"), "{}", gap.advice);
    // A server elsewhere cannot be started from here.
    options.adb = Environment {
        server_socket: Some("localfilesystem:/x".to_owned()),
        ..Environment::default()
    };
    let gap = adb::attached(&options).unwrap_err().gap();
    assert!(gap.message.contains("ADB_SERVER_SOCKET"), "{}", gap.message);
}

#[test]
fn what_is_no_adb_server_is_named_as_such() {
    for (reply, says) in [
        (
            &b"HTTP/1.1 400 Bad Request"[..],
            "`HTTP` instead of OKAY or FAIL",
        ),
        (b"\xff\xfe\x00\x01", "instead of OKAY or FAIL"),
        (b"OKAYzzzz", "`zzzz` is no length"),
        (b"OKAY-003abc", "`-003` is no length"),
        (b"OKAY+003abc", "`+003` is no length"),
        (b"FAIL0004no\xff!", "no\u{fffd}!"),
    ] {
        let replies = vec![("host:devices-l".to_owned(), reply.to_vec())];
        let server = FakeServer::with_replies(Vec::new(), replies);
        let gap = adb::attached(&options(server.address.port(), AMPLE))
            .unwrap_err()
            .gap();
        assert_eq!(gap.code, GapCode::AdbUnavailable);
        assert!(gap.message.contains(says), "{}", gap.message);
    }
}

#[test]
fn a_server_that_hangs_costs_the_time_limit_and_no_more() {
    for reply in [&b""[..], b"OK", b"OKAY", b"OKAYffff", b"OKAY0010half"] {
        let replies = vec![("host:devices-l".to_owned(), reply.to_vec())];
        let server = FakeServer::with_replies(Vec::new(), replies);
        let short = Duration::from_millis(100);
        let gap = adb::attached(&options(server.address.port(), short))
            .unwrap_err()
            .gap();
        assert_eq!(gap.code, GapCode::AdbUnavailable);
        assert!(
            gap.message.contains("no answer within 100 ms"),
            "{}",
            gap.message
        );
    }
}

#[test]
fn the_long_listing_alone_is_enough() {
    let replies = vec![("host:devices".to_owned(), b"FAIL0002no".to_vec())];
    let server = FakeServer::with_replies(vec![Phone::good("SERIAL0001")], replies);
    let listed = adb::attached(&options(server.address.port(), AMPLE)).unwrap();
    assert_eq!(listed.len(), 1);
}
