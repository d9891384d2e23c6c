//! Watches which devices come and go, instead of asking again and again.
//!
//! After `host:track-devices-l` the server sends the whole listing at once and
//! after each change, each led by four hex digits of its length (AOSP
//! `packages/modules/adb/adb.cpp`, `handle_host_request`; `device_tracker` in
//! `transport.cpp`). Servers before version 36 know only `host:track-devices`,
//! the short form; the long one is then asked for at each change.

use super::fleet::joined;
use super::listing::{self, Attached};
use super::server::Server;
use super::trouble;
use super::wire::{Link, WireError};
use crate::inventory::Gap;
use crate::source::Options;
use crate::source::deadline::Deadline;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::time::Duration;

/// How long the server may take for the rest of a message that it began.
const ANSWERING: Duration = Duration::from_secs(10);

/// Calls back with everything that is attached, at once and after each change,
/// until it is told to stop, or the server goes away. Returns why it ended;
/// `None` when it was told to.
pub fn track(
    options: &Options,
    changed: &mut dyn FnMut(Vec<Attached>) -> ControlFlow<()>,
) -> Option<Gap> {
    let server = match Server::reach(&options.adb, options.timeout) {
        Ok((server, ..)) => server,
        Err(none) => return Some(none.gap()),
    };
    match follow(server, changed) {
        Ok(()) => None,
        Err(error) => Some(trouble::server_gone(&error.to_string())),
    }
}

fn follow(
    server: Server,
    changed: &mut dyn FnMut(Vec<Attached>) -> ControlFlow<()>,
) -> Result<(), WireError> {
    let patience = || Deadline::after(ANSWERING);
    let open = |service: &str| {
        let mut link = Link::open(SocketAddr::V4(server.address), patience())?;
        link.ask(service)?;
        Ok(link)
    };
    let (mut link, is_long) = match open("host:track-devices-l") {
        Err(WireError::Fail(_)) => (open("host:track-devices")?, false),
        other => (other?, true),
    };
    loop {
        link.wait()?;
        link.renew(patience());
        let body = link.block()?;
        let text = String::from_utf8_lossy(&body);
        let devices = if is_long {
            // Where the first two fields end is plain in the short form only.
            let short = server.ask("host:devices", patience());
            listing::parse(&text, &short.unwrap_or_default())
        } else {
            let long = server.ask("host:devices-l", patience())?;
            listing::parse(&long, &text)
        };
        if changed(joined(devices)).is_break() {
            return Ok(());
        }
    }
}
