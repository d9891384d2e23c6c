//! One line of every kind that adb is known to print, and the good phone
//! beside it that must never be lost.

use super::*;

const GOOD: &str =
    "GOODPHONE1             device usb:1-2 product:a model:B device:c transport_id:9";

/// What is printed, and the serial, state and transport id it stands for.
struct Case(&'static str, &'static str, &'static str, Option<u64>);

const CASES: &[Case] = &[
    Case(
        "SERIAL0000             no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html] usb:1-4 transport_id:1",
        "SERIAL0000",
        "no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html]",
        Some(1),
    ),
    Case(
        "SERIAL0000             no permissions; see [http://developer.android.com/tools/device.html] usb:1-4",
        "SERIAL0000",
        "no permissions; see [http://developer.android.com/tools/device.html]",
        None,
    ),
    Case(
        "????????????           no permissions",
        "????????????",
        "no permissions",
        None,
    ),
    Case(
        "(no serial number)     device usb:1-4 product:a model:B device:c transport_id:2",
        "(no serial number)",
        "device",
        Some(2),
    ),
    Case(
        "adb-SERIAL0000-x2Yz (2)._adb-tls-connect._tcp device product:a model:B device:c transport_id:3",
        "adb-SERIAL0000-x2Yz (2)._adb-tls-connect._tcp",
        "device",
        Some(3),
    ),
    Case(
        "SERIAL0000             unknown usb:1-4 transport_id:4",
        "SERIAL0000",
        "unknown",
        Some(4),
    ),
    Case(
        "SERIAL0000             quantum usb:1-4 transport_id:5",
        "SERIAL0000",
        "quantum",
        Some(5),
    ),
    Case(
        "SERIAL0000             device usb:1-4 product:a model:B device:c",
        "SERIAL0000",
        "device",
        None,
    ),
    Case(
        "SERIAL0000             device product:a transport_id:6",
        "SERIAL0000",
        "device",
        Some(6),
    ),
    Case(
        "SERIAL0000             device product:a:b transport_id:6",
        "SERIAL0000",
        "device",
        Some(6),
    ),
    Case(
        "SERIAL0000             device usb:1-4 colour:red transport_id:7",
        "SERIAL0000",
        "device",
        Some(7),
    ),
    Case(
        "SERIAL0000             device transport_id:8  ",
        "SERIAL0000",
        "device",
        Some(8),
    ),
    Case(
        "SERIAL0000             device transport_id:8\r",
        "SERIAL0000",
        "device",
        Some(8),
    ),
    Case(
        "SERIAL0000             device transport_id:4294967296",
        "SERIAL0000",
        "device",
        Some(4_294_967_296),
    ),
    Case(
        "SERIAL0000             device usb:1-4.2 product:a model:B device:c transport_id:10",
        "SERIAL0000",
        "device",
        Some(10),
    ),
    Case(
        "SERIAL0000             device 20-30 product:a model:B device:c transport_id:11",
        "SERIAL0000",
        "device",
        Some(11),
    ),
    Case(
        "SERIAL0000             device",
        "SERIAL0000",
        "device",
        None,
    ),
    Case(
        "SERIAL0000             unauthorized usb:1-4 transport_id:12",
        "SERIAL0000",
        "unauthorized",
        Some(12),
    ),
    Case(
        "SERIAL0000             authorizing usb:1-4 transport_id:13",
        "SERIAL0000",
        "authorizing",
        Some(13),
    ),
    Case(
        "SERIAL0000             connecting usb:1-4 transport_id:14",
        "SERIAL0000",
        "connecting",
        Some(14),
    ),
    Case(
        "SERIAL0000             detached usb:1-4 transport_id:15",
        "SERIAL0000",
        "detached",
        Some(15),
    ),
    Case(
        "SERIAL0000             offline usb:1-4 transport_id:16",
        "SERIAL0000",
        "offline",
        Some(16),
    ),
    Case(
        "SERIAL0000             recovery usb:1-4 product:a model:B device:c transport_id:17",
        "SERIAL0000",
        "recovery",
        Some(17),
    ),
    Case(
        "SERIAL0000             sideload usb:1-4 transport_id:18",
        "SERIAL0000",
        "sideload",
        Some(18),
    ),
    Case(
        "SERIAL0000             rescue usb:1-4 transport_id:19",
        "SERIAL0000",
        "rescue",
        Some(19),
    ),
    Case(
        "SERIAL0000             bootloader usb:1-4 transport_id:20",
        "SERIAL0000",
        "bootloader",
        Some(20),
    ),
    Case(
        "SERIAL0000             host usb:1-4 transport_id:20",
        "SERIAL0000",
        "host",
        Some(20),
    ),
    Case(
        "emulator-5554          device product:a model:B device:c transport_id:21",
        "emulator-5554",
        "device",
        Some(21),
    ),
    Case(
        "a.b_c-d!$#             device product:a model:B device:c transport_id:22",
        "a.b_c-d!$#",
        "device",
        Some(22),
    ),
    Case(
        "Grüße-電話             device product:a model:B device:c transport_id:23",
        "Grüße-電話",
        "device",
        Some(23),
    ),
    Case(
        "SERIAL0000             device product:a model: device:c transport_id:24",
        "SERIAL0000",
        "device",
        Some(24),
    ),
    Case(
        "A-SERIAL-LONGER-THAN-THE-COLUMN device transport_id:25",
        "A-SERIAL-LONGER-THAN-THE-COLUMN",
        "device",
        Some(25),
    ),
    Case(
        "TWENTY-TWO-CHARACTERS- device transport_id:26",
        "TWENTY-TWO-CHARACTERS-",
        "device",
        Some(26),
    ),
    Case(
        "with a space           device transport_id:27",
        "with a space",
        "device",
        Some(27),
    ),
    Case(
        "192.0.2.7:5555         offline transport_id:28",
        "192.0.2.7:5555",
        "offline",
        Some(28),
    ),
    Case(
        "usb-odd\u{fffd}\u{0}             device transport_id:29",
        "usb-odd\u{fffd}\u{0}",
        "device",
        Some(29),
    ),
];

fn summary(device: &Attached) -> (&str, &str, Option<u64>) {
    (&device.serial, &device.detail, device.transport_id)
}

#[test]
fn the_long_form_is_read_by_itself() {
    for Case(line, serial, state, id) in CASES {
        let devices = parse(&format!("{line}\n{GOOD}\n"), "");
        let found: Vec<_> = devices.iter().map(summary).collect();
        assert_eq!(
            found,
            [(*serial, *state, *id), ("GOODPHONE1", "device", Some(9))],
            "{line}"
        );
    }
}

#[test]
fn the_short_form_says_where_serial_and_state_end() {
    for Case(line, serial, state, id) in CASES {
        let short = format!("{serial}\t{state}\nGOODPHONE1\tdevice\n");
        let devices = parse(&format!("\n{line}\n{GOOD}\n"), &short);
        let found: Vec<_> = devices.iter().map(summary).collect();
        assert_eq!(
            found,
            [(*serial, *state, *id), ("GOODPHONE1", "device", Some(9))],
            "{line}"
        );
    }
}

#[test]
fn a_serial_and_a_state_that_only_the_short_form_can_tell_apart() {
    let long = "odd serial of a length beyond the column in quantum state transport_id:1\n";
    let short = "odd serial of a length beyond the column\tin quantum state\n";
    let devices = parse(long, short);
    assert_eq!(
        summary(&devices[0]),
        (
            "odd serial of a length beyond the column",
            "in quantum state",
            Some(1)
        )
    );
}

#[test]
fn phones_with_the_same_serial_stay_two() {
    let long = "0123456789ABCDEF       device usb:1-1 transport_id:1\n\
                0123456789ABCDEF       offline usb:1-2 transport_id:2\n";
    for short in ["", "0123456789ABCDEF\tdevice\n0123456789ABCDEF\toffline\n"] {
        let devices = parse(long, short);
        let found: Vec<_> = devices.iter().map(|d| (&d.state, d.transport_id)).collect();
        assert_eq!(
            found,
            [(&State::Ready, Some(1)), (&State::Offline, Some(2))]
        );
    }
}

#[test]
fn listings_of_two_moments_lose_nothing() {
    // One device changed its state, one came, between the two requests.
    let devices = parse(GOOD, "GOODPHONE1\toffline\nNEWPHONE\tunauthorized\n");
    let found: Vec<_> = devices.iter().map(summary).collect();
    assert_eq!(
        found,
        [
            ("GOODPHONE1", "device", Some(9)),
            ("NEWPHONE", "unauthorized", None)
        ]
    );
}

#[test]
fn tags_are_optional_and_empty_ones_are_none() {
    let device = parse(GOOD, "").remove(0);
    assert_eq!(device.product.as_deref(), Some("a"));
    assert_eq!(device.model.as_deref(), Some("B"));
    let device = parse("S device product:a model: transport_id:x", "").remove(0);
    assert_eq!((device.model, device.transport_id), (None, None));
}

#[test]
fn an_mdns_name_holds_the_serial_of_the_hardware() {
    let serial = |name: &str| {
        let device = parse(&format!("{name} device"), "").remove(0);
        device.hardware_serial().map(str::to_owned)
    };
    assert_eq!(
        serial("adb-ABC-DEF-x2Yz._adb-tls-connect._tcp").as_deref(),
        Some("ABC-DEF")
    );
    assert_eq!(
        serial("adb-ABC-x2Yz (2)._adb-tls-connect._tcp.").as_deref(),
        Some("ABC")
    );
    assert_eq!(serial("ABC").as_deref(), Some("ABC"));
    assert_eq!(serial("192.0.2.7:5555"), None);
    assert_eq!(serial("emulator-5554"), None);
    assert_eq!(serial("(no serial number)"), None);
}

#[test]
fn every_state_of_adb_has_advice_and_unknown_ones_keep_their_words() {
    for Case(line, ..) in CASES {
        let device = parse(line, "").remove(0);
        assert_eq!(
            device.state.advice().is_empty(),
            device.state.is_ready(),
            "{line}"
        );
        let gap = device.state.gap(&device.serial, &device.detail);
        assert!(gap.message.contains(&device.serial), "{}", gap.message);
    }
    let device = parse("SERIAL0000             quantum leap usb:1-4", "").remove(0);
    assert_eq!(device.state, State::Other("quantum leap".to_owned()));
    let gap = device.state.gap(&device.serial, &device.detail);
    assert!(gap.message.contains("quantum leap"), "{}", gap.message);
}

proptest::proptest! {
    #[test]
    fn no_text_hides_the_good_phone(odd in "[^\n\r]{0,60}") {
        let devices = parse(&format!("{odd}\n{GOOD}\n"), "");
        let good = devices.iter().filter(|d| d.transport_id == Some(9) && d.serial == "GOODPHONE1");
        proptest::prop_assert_eq!(good.count(), 1);
        proptest::prop_assert_eq!(devices.len(), 1 + usize::from(!odd.trim().is_empty()));
    }
}
