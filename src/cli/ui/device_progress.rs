//! Progress while phones are read: one line for each phone.
//!
//! Plain lines on stderr, and only where stderr is a terminal. Phones are few and
//! finish one by one, so a redrawn bar would add nothing and would garble what adb
//! prints meanwhile.

use super::messages::Messages;
use crate::inventory::{App, Reading};
use crate::source::Request;
use std::time::Duration;

/// Reports what has been read, when stderr is a terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeviceProgress {
    messages: Messages,
}

impl DeviceProgress {
    /// Progress on these messages.
    pub(crate) fn new(messages: Messages) -> Self {
        Self { messages }
    }

    /// When phones are among the requests, says how long reading them may take.
    pub(crate) fn begin(self, requests: &[Request], timeout: Duration) {
        let phones = |request: &Request| {
            !matches!(
                request,
                Request::Path(_) | Request::IosBackups(_) | Request::Stdin
            )
        };
        if self.messages.is_watched() && requests.iter().any(phones) {
            let text = format!("attached phones, at most {} s each", timeout.as_secs());
            self.messages.say("reading", &text);
        }
    }

    /// The id of a phone, unless it is kept back.
    fn name(self, id: &str) -> &str {
        if self.messages.is_redacted() {
            "a phone"
        } else {
            id
        }
    }

    /// A device was read, or not. Files are too many and too quick to report.
    pub(crate) fn read(self, reading: &Reading) {
        let place = &reading.locator.place;
        let is_phone = place.starts_with("adb:") || place.starts_with("ios:");
        if !self.messages.is_watched() || !is_phone {
            return;
        }
        match &reading.content {
            Ok(inventory) => {
                let apps = inventory.apps().iter().filter(|app| App::is_present(app));
                let gaps = match inventory.coverage().gaps().len() {
                    0 => "",
                    _ => ", not all of them",
                };
                let id = self.name(&inventory.device.id);
                let text = format!("{id}: {} apps{gaps}", apps.count());
                self.messages.say("read", &text);
            }
            Err(unread) => {
                let text = format!("{}: {}", self.name(&unread.id), unread.gap.message);
                self.messages.say("not read", &text);
            }
        }
    }
}
