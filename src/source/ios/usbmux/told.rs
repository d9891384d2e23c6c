//! What usbmuxd tells of one phone, in its list and as an event.

use super::fault::DaemonFault;
use crate::source::ios::plist::{self, Pull, Token, read_dict};

/// The way a phone is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connection {
    /// By cable.
    Usb,
    /// Over Wi-Fi.
    Network,
}

/// One line of the daemon's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The daemon's number, which is new at each plug-in.
    pub device_id: u32,
    /// The UDID as the daemon spells it.
    pub udid: String,
    /// The way it is connected.
    pub connection: Connection,
}

/// What the daemon tells about one phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) kind: String,
    pub(super) device_id: Option<u32>,
    udid: Option<String>,
    connection: Option<Connection>,
}

impl Told {
    /// Takes the dictionary that has just begun.
    pub(super) fn take(pull: &mut Pull<'_>) -> Result<Self, plist::Fault> {
        let mut event = Self::empty();
        pull.entries(|pull, key, value| event.visit(pull, key, value))?;
        Ok(event)
    }

    /// Reads a message of its own.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DaemonFault> {
        let mut event = Self::empty();
        read(bytes, |pull, key, value| event.visit(pull, key, value))?;
        Ok(event)
    }

    fn empty() -> Self {
        Self {
            kind: String::new(),
            device_id: None,
            udid: None,
            connection: None,
        }
    }

    fn visit(
        &mut self,
        pull: &mut Pull<'_>,
        key: &str,
        value: Token<'_>,
    ) -> Result<(), plist::Fault> {
        match (key, value) {
            ("MessageType", Token::Text(text)) => self.kind = text.into_owned(),
            ("DeviceID", Token::Integer(number)) => {
                self.device_id = number.and_then(|number| u32::try_from(number).ok());
            }
            ("Properties", Token::Dict) => pull.entries(|_, key, value| {
                match (key, value) {
                    ("SerialNumber", Token::Text(text)) => self.udid = Some(text.into_owned()),
                    ("ConnectionType", Token::Text(text)) => {
                        self.connection = Some(if text == "Network" {
                            Connection::Network
                        } else {
                            Connection::Usb
                        });
                    }
                    _ => {}
                }
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    }

    /// The phone, where this says that one is there.
    pub(super) fn attached(self) -> Option<Entry> {
        Some(Entry {
            device_id: self.device_id?,
            udid: self.udid?,
            connection: self.connection.unwrap_or(Connection::Usb),
        })
    }
}

/// Visits the keys of a message.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    visit: impl FnMut(&mut Pull<'a>, &str, Token<'a>) -> Result<(), plist::Fault>,
) -> Result<(), DaemonFault> {
    read_dict(bytes, visit).map_err(|fault| DaemonFault::Nonsense(format!("it {fault}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ios::usbmux::message::{Value, request};
    use proptest::prelude::*;

    fn event(udid: &str) -> Vec<u8> {
        let properties = vec![
            ("SerialNumber", Value::Text(udid)),
            ("ConnectionType", Value::Text("USB")),
        ];
        request(vec![
            ("MessageType", Value::Text("Attached")),
            ("DeviceID", Value::Number(7)),
            ("Properties", Value::Keys(properties)),
        ])
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_event_or_nonsense(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Told::read(&bytes);
        }

        /// The last bytes of such a property list close it and say nothing.
        #[test]
        fn a_cut_event_names_no_phone(udid in "[0-9A-F]{8}-[0-9A-F]{16}", cut in any::<prop::sample::Index>()) {
            let whole = event(&udid);
            let text = String::from_utf8_lossy(&whole).into_owned();
            let end = text.rfind("</dict>").unwrap();
            let cut = cut.index(end);
            prop_assert!(Told::read(&whole[..cut]).is_err());
            let known = Told::read(&whole).unwrap().attached().unwrap();
            prop_assert_eq!((known.device_id, known.udid), (7, udid));
        }
    }
}
