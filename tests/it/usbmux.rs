//! Attached iPhones, against a pretend usbmuxd.
//!
//! What must come out of a state, a fault or a set of phones is in
//! `fake_usbmux/scenarios`; a new case is a new entry there. Time limits are
//! generous where nothing hangs, and tiny only where a hang is the case. No
//! case may make a phone or the daemon raise an alarm: it would have been asked
//! for something that a program that only reads does not ask for.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use crate::fake_usbmux::{FakeDaemon, Phone, options};
use dutyphone::inventory::{Inventory, Management, Reading};
use dutyphone::source::NoneAsked;
use dutyphone::source::ios::usbmux::{
    Attached, Connection, Event, Watch, attached, read_attached, track,
};
use serde::Deserialize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// For phones that answer.
const AMPLE: Duration = Duration::from_mins(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    /// For phones that hang, in milliseconds.
    timeout_ms: Option<u64>,
    /// Only this phone is asked for.
    udid: Option<String>,
    /// What the daemon does wrong.
    #[serde(default)]
    daemon: Vec<String>,
    /// Ids that are asked for besides.
    #[serde(default)]
    look_for: Vec<String>,
    phones: Vec<Phone>,
    #[serde(default)]
    expect: Vec<Expected>,
    /// The code when no phone can be asked at all.
    none: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The end of the identifier.
    udid: String,
    /// The code of a phone that could not be read at all.
    unread: Option<String>,
    /// Codes of gaps of an inventory: none, and it is complete.
    #[serde(default)]
    gaps: Vec<String>,
    /// How many apps are in the inventory.
    apps: Option<usize>,
    /// What one of the messages must say.
    #[serde(default)]
    says: Vec<String>,
    /// What one of the next steps must say.
    #[serde(default)]
    does: Vec<String>,
    /// The states of single apps.
    #[serde(default)]
    states: Vec<(String, String)>,
    /// What ties it to an organisation.
    management: Option<String>,
    #[serde(default)]
    notes: Vec<String>,
}

#[test]
fn scenarios() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/fake_usbmux/scenarios"
    );
    let mut scenarios: Vec<Scenario> = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let some: Vec<Scenario> = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        scenarios.extend(some);
    }
    assert!(scenarios.len() > 60);
    // A few at one time, so that those with a tiny time limit get their share.
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while let Some(scenario) = scenarios.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(scenario);
                }
            });
        }
    });
}

fn check(scenario: &Scenario) {
    let name = &scenario.name;
    let daemon = FakeDaemon::faulty(&scenario.phones, &scenario.daemon);
    let timeout = scenario.timeout_ms.map_or(AMPLE, Duration::from_millis);
    let mut options = options(daemon.address, timeout);
    options.look_for.clone_from(&scenario.look_for);
    let start = Instant::now();
    let mut readings = Vec::new();
    let count = read_attached(scenario.udid.as_deref(), &options, &mut |reading| {
        readings.push(reading);
    });
    // The deadline is for each phone, and all are read at one time.
    let most = timeout.saturating_mul(2) + Duration::from_secs(10);
    assert!(start.elapsed() < most, "{name}: {:?}", start.elapsed());
    assert_eq!(daemon.alarms(), [""; 0], "{name}");
    if let Some(code) = &scenario.none {
        let gap = count.unwrap_err().gap();
        assert_eq!(gap.code.as_str(), code, "{name}: {}", gap.message);
        assert!(!gap.advice.is_empty(), "{name}");
        assert!(readings.is_empty(), "{name}");
        return;
    }
    assert_eq!(count, Ok(readings.len()), "{name}");
    assert_eq!(readings.len(), scenario.expect.len(), "{name}");
    for (reading, expected) in readings.iter().zip(&scenario.expect) {
        assert!(
            reading.locator.place.ends_with(&expected.udid),
            "{name}: {}",
            reading.locator
        );
        assert!(!format!("{reading:?}").contains("PLANTED"), "{name}");
        check_reading(name, reading, expected);
    }
}

fn check_reading(name: &str, reading: &Reading, expected: &Expected) {
    let gaps = match &reading.content {
        Ok(inventory) => {
            assert_eq!(expected.unread, None, "{name}");
            check_inventory(name, inventory, expected);
            inventory.coverage().gaps().to_vec()
        }
        Err(unread) => {
            let code = Some(unread.gap.code.as_str());
            assert_eq!(
                code,
                expected.unread.as_deref(),
                "{name}: {}",
                unread.gap.message
            );
            assert_eq!(
                format!("ios:{}", unread.id),
                reading.locator.place,
                "{name}"
            );
            vec![unread.gap.clone()]
        }
    };
    for words in &expected.says {
        let said: Vec<_> = gaps.iter().map(|gap| gap.message.as_str()).collect();
        assert!(
            said.iter().any(|text| text.contains(words)),
            "{name} {said:?}"
        );
    }
    for words in &expected.does {
        let said: Vec<_> = gaps.iter().map(|gap| gap.advice.as_str()).collect();
        assert!(
            said.iter().any(|text| text.contains(words)),
            "{name} {said:?}"
        );
    }
    for gap in gaps {
        assert!(!gap.advice.is_empty(), "{name}: {}", gap.message);
        let is_plain = |c: char| !c.is_control();
        assert!(
            gap.message.chars().all(is_plain),
            "{name}: {:?}",
            gap.message
        );
    }
}

fn check_inventory(name: &str, inventory: &Inventory, expected: &Expected) {
    let mut codes: Vec<_> = inventory
        .coverage()
        .gaps()
        .iter()
        .map(|gap| gap.code.as_str())
        .collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        expected.gaps,
        "{name} {:?}",
        inventory.coverage().gaps()
    );
    let is_complete = inventory.coverage().complete().is_some();
    assert_eq!(is_complete, expected.gaps.is_empty(), "{name}");
    if let Some(count) = expected.apps {
        assert_eq!(inventory.apps().len(), count, "{name}");
    }
    for (id, state) in &expected.states {
        let app = inventory.apps().iter().find(|app| app.id == *id);
        let app = app.unwrap_or_else(|| panic!("{name}: {id} is missing"));
        assert_eq!(app.state.as_str(), state, "{name}: {id}");
    }
    let management = inventory.device.management.map(Management::as_str);
    if expected.management.is_some() {
        assert_eq!(management, expected.management.as_deref(), "{name}");
    }
    let notes: Vec<_> = inventory
        .coverage()
        .notes()
        .iter()
        .map(|note| note.code.as_str())
        .collect();
    for note in &expected.notes {
        assert!(notes.contains(&note.as_str()), "{name}: {notes:?}");
    }
}

#[test]
fn a_phone_that_answers_is_read_with_both_clocks_and_little_is_asked() {
    let daemon = FakeDaemon::start(&[Phone::default()]);
    let mut readings = Vec::new();
    let options = options(daemon.address, AMPLE);
    read_attached(None, &options, &mut |reading| readings.push(reading)).unwrap();
    let inventory = readings.remove(0).content.unwrap();
    assert_eq!(inventory.source, "ios/usbmux");
    assert_eq!(inventory.device.id, "00008120-0011223344550001");
    assert_eq!(inventory.device.model.as_deref(), Some("iPhone15,2"));
    assert_eq!(inventory.device.os_version.as_deref(), Some("18.6.2"));
    assert_eq!(inventory.host_clock, Some(options.now));
    assert_eq!(inventory.taken_at.unwrap().as_second(), 1_795_252_364);
    let journal = daemon.journal();
    let asked: Vec<_> = journal
        .iter()
        .filter_map(|line| line.split_once(' '))
        .collect();
    let asked: Vec<_> = asked.iter().map(|(_, what)| what.trim()).collect();
    assert_eq!(
        asked,
        [
            "ListDevices",
            "Connect",
            "QueryType",
            "GetValue ProductVersion",
            "GetValue ProductType",
            "ReadPairRecord",
            "StartSession",
            "GetValue UniqueDeviceID",
            "GetValue TimeIntervalSince1970",
            "StartService com.apple.mobile.installation_proxy",
            "Connect",
            "Browse",
            "Lookup",
            "StartService com.apple.mobile.MCInstall",
            "Connect",
            "MCInstall GetCloudConfiguration",
            "MCInstall GetProfileList",
        ]
    );
}

#[test]
fn what_is_attached_is_listed_with_its_state() {
    let phone = |number: u32, mode: &str| Phone {
        mode: mode.to_owned(),
        ..Phone::named(&format!("00008120-00000000000000{number:02}"))
    };
    let mut twin = phone(5, "ok");
    twin.connections = vec!["Network".to_owned(), "USB".to_owned()];
    let mut air = phone(6, "ok");
    air.connections = vec!["Network".to_owned()];
    let phones = [
        phone(1, "ok"),
        phone(2, "no_record"),
        phone(3, "locked_service"),
        phone(4, "restore"),
        twin,
        air,
    ];
    let daemon = FakeDaemon::start(&phones);
    let listed = attached(&options(daemon.address, AMPLE)).unwrap();
    let states: Vec<_> = listed.iter().map(Attached::state).collect();
    assert_eq!(
        states,
        [
            "ready",
            "not trusted",
            "locked",
            "not running iOS",
            "ready",
            "Wi-Fi only"
        ]
    );
    let network = |phone: &Attached| phone.connection == Connection::Network;
    assert_eq!(listed.iter().filter(|phone| network(phone)).count(), 1);
    assert!(listed[4].also_wireless);
    assert_eq!(listed[1].version.as_deref(), Some("18.6.2"));
    assert_eq!(daemon.alarms(), [""; 0]);
    assert!(!daemon.journal().iter().any(|line| line.ends_with("Browse")));
}

#[test]
fn twenty_phones_are_read_at_one_time_and_five_bad_ones_delay_nobody() {
    let mut phones: Vec<Phone> = (0..20)
        .map(|number| Phone::named(&format!("00008120-00000000000000{number:02}")))
        .collect();
    for (phone, fault) in
        phones
            .iter_mut()
            .zip(["ld_silent", "ip_silent", "drip", "endless", "no_complete"])
    {
        phone.faults = vec![fault.to_owned()];
    }
    let daemon = FakeDaemon::start(&phones);
    let limit = Duration::from_secs(4);
    let start = Instant::now();
    let mut readings = Vec::new();
    read_attached(None, &options(daemon.address, limit), &mut |reading| {
        readings.push(reading);
    })
    .unwrap();
    assert!(start.elapsed() < limit * 3, "{:?}", start.elapsed());
    let is_complete = |reading: &&Reading| {
        let inventory = reading.content.as_ref().ok();
        inventory.is_some_and(|inventory| inventory.coverage().complete().is_some())
    };
    assert_eq!(readings.len(), 20);
    assert_eq!(readings.iter().filter(is_complete).count(), 15);
    assert!(
        readings
            .iter()
            .is_sorted_by_key(|reading| reading.locator.place.clone())
    );
    assert_eq!(daemon.alarms(), [""; 0]);
}

#[test]
fn a_service_that_is_not_there_is_told_from_one_that_is_broken() {
    let nobody = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let found = attached(&options(address, AMPLE));
    assert!(matches!(found, Err(NoneAsked::Absent(_))), "{found:?}");
    let daemon = FakeDaemon::faulty(&[], &["mux_nonsense".to_owned()]);
    let found = attached(&options(daemon.address, AMPLE));
    assert!(matches!(found, Err(NoneAsked::Broken(_))), "{found:?}");
    let daemon = FakeDaemon::start(&[]);
    assert_eq!(attached(&options(daemon.address, AMPLE)), Ok(Vec::new()));
}

#[test]
fn what_comes_and_goes_is_told() {
    let first = Phone::default();
    let daemon = FakeDaemon::start(std::slice::from_ref(&first));
    let mut watch = Watch::open(&options(daemon.address, AMPLE)).unwrap();
    let mut next = || watch.next(AMPLE).unwrap().unwrap();
    let attached = |number, udid: &str| Event::Attached {
        number,
        udid: udid.to_owned(),
        connection: Connection::Usb,
    };
    assert_eq!(next(), attached(1, &first.udid));
    let mut second = Phone::named("00008120-0011223344550002");
    second.mode = "no_record".to_owned();
    daemon.shared.plug(&second);
    assert_eq!(next(), attached(2, &second.udid));
    daemon.shared.trust(&second.udid);
    assert_eq!(next(), Event::Paired { number: 2 });
    daemon.shared.unplug(&first.udid);
    assert_eq!(next(), Event::Detached { number: 1 });
    assert_eq!(watch.next(Duration::from_millis(50)), Ok(None));
    daemon.shared.plug(&first);
    assert_eq!(watch.next(AMPLE), Ok(Some(attached(3, &first.udid))));
    assert_eq!(daemon.alarms(), [""; 0]);
}

#[test]
fn who_tracks_is_told_the_whole_list_after_each_change() {
    let first = Phone::default();
    let mut second = Phone::named("00008120-0011223344550002");
    second.mode = "no_record".to_owned();
    let daemon = FakeDaemon::start(std::slice::from_ref(&first));
    let mut told = Vec::new();
    let ended = track(&options(daemon.address, AMPLE), &mut |listed| {
        let listed: Vec<_> = listed
            .iter()
            .map(|phone| (phone.connection_id, phone.state()))
            .collect();
        told.push(listed);
        match told.len() {
            1 => daemon.shared.plug(&second),
            2 => daemon.shared.trust(&second.udid),
            3 => daemon.shared.unplug(&first.udid),
            4 => daemon.shared.plug(&first),
            _ => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    });
    assert_eq!(ended, None);
    assert_eq!(
        told,
        [
            vec![(1, "ready")],
            vec![(1, "ready"), (2, "not trusted")],
            vec![(1, "ready"), (2, "ready")],
            vec![(2, "ready")],
            vec![(3, "ready"), (2, "ready")],
        ]
    );
    assert_eq!(daemon.alarms(), [""; 0]);
}

/// A client that others wrote sees no app on the pretend iPhone that we do not.
#[test]
fn ideviceinstaller_lists_the_same_apps() {
    let Some(program) = crate::outside::program("ideviceinstaller") else {
        return;
    };
    let phone = Phone::default();
    let daemon = FakeDaemon::start(std::slice::from_ref(&phone));
    let output = crate::outside::command(&program)
        .args(["-u", &phone.udid, "-l", "-o", "list_all", "-o", "xml"])
        .env("USBMUXD_SOCKET_ADDRESS", daemon.address.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let listed = plist::Value::from_reader(std::io::Cursor::new(&output.stdout));
    let listed = listed.unwrap_or_else(|error| panic!("{error}: {said}"));
    let entries = listed.as_array().unwrap().iter();
    let id = |entry: &plist::Value| {
        let entry = entry.as_dictionary().unwrap();
        let id = entry.get("CFBundleIdentifier").unwrap();
        id.as_string().unwrap().to_owned()
    };
    let mut theirs: Vec<String> = entries.map(id).collect();
    theirs.sort_unstable();
    let mut readings = Vec::new();
    read_attached(None, &options(daemon.address, AMPLE), &mut |reading| {
        readings.push(reading);
    })
    .unwrap();
    let inventory = readings.remove(0).content.unwrap();
    let mut ours: Vec<&str> = inventory.apps().iter().map(|app| app.id.as_str()).collect();
    ours.sort_unstable();
    assert_eq!(theirs, ours);
    assert_eq!(ours.len(), phone.system_apps + phone.apps.len());
}
