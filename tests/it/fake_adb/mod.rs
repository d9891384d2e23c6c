//! A pretend adb, so that the tests need neither adb nor a phone.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::struct_excessive_bools,
    reason = "a pretend phone that cannot go on fails the test"
)]

pub(crate) mod daemon;
pub(crate) mod recording;
pub(crate) mod script;
pub(crate) mod server;

pub(crate) use server::{FakeServer, Phone};

use dutyphone::source::Options;
use dutyphone::source::android::adb::Environment;
use std::time::Duration;

/// Options that lead to the adb server at this port.
pub(crate) fn options(port: u16, timeout: Duration) -> Options {
    let now = "2026-11-21T09:12:44Z".parse().expect("a time");
    let mut options = Options::new(now, timeout);
    options.adb = Environment {
        server_port: Some(port.to_string()),
        ..Environment::default()
    };
    options
}
