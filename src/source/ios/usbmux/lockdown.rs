//! lockdownd, the door of the phone: who it is, a session with the pair record,
//! and the ports of its services.
//!
//! Only requests that read are known here. One value is asked for at a time,
//! because a request without a key is answered with everything, the phone
//! number included. The keys that may be asked for are [`Key`] and no others.

use super::channel::Channel;
use super::daemon::Daemon;
use super::fault::{Fault, Step, Word};
use super::link::Link;
use super::message::{Value, request};
use super::record::PairRecord;
use super::tls::Keys;
use crate::source::deadline::Deadline;
use crate::source::ios::plist::{Token, read_dict};
use std::rc::Rc;
use std::time::Duration;

/// Where lockdownd listens on the phone.
const PORT: u16 = 62078;
/// How long an answer may take.
const ANSWERING: Duration = Duration::from_secs(10);
/// The largest answer. Those to the requests here have some hundred bytes.
const LARGEST: usize = 1 << 20;
/// What a phone that runs iOS answers to `QueryType`.
const NORMAL: &str = "com.apple.mobile.lockdown";
/// What it answers in restore mode.
const RESTORING: &str = "com.apple.mobile.restored";

/// The values that may be asked for. None is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// For example `iPhone14,5`.
    ProductType,
    /// For example `18.6.2`.
    ProductVersion,
    /// The UDID.
    UniqueDeviceId,
    /// The phone's clock.
    TimeIntervalSince1970,
}

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Self::ProductType => "ProductType",
            Self::ProductVersion => "ProductVersion",
            Self::UniqueDeviceId => "UniqueDeviceID",
            Self::TimeIntervalSince1970 => "TimeIntervalSince1970",
        }
    }
}

/// The services that may be started. None changes the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    /// Lists apps.
    InstallationProxy,
    /// Tells who manages the phone.
    McInstall,
}

impl Service {
    const fn name(self) -> &'static str {
        match self {
            Self::InstallationProxy => "com.apple.mobile.installation_proxy",
            Self::McInstall => "com.apple.mobile.MCInstall",
        }
    }

    const fn step(self) -> Step {
        match self {
            Self::InstallationProxy => Step::Service,
            Self::McInstall => Step::Management,
        }
    }
}

/// What an answer may hold, of which each request needs little.
#[derive(Debug, Default)]
struct Answer {
    error: Option<String>,
    has_failed: bool,
    kind: Option<String>,
    text: Option<String>,
    number: Option<f64>,
    port: Option<u16>,
    is_encrypted: bool,
}

/// A connection to lockdownd.
#[derive(Debug)]
pub(super) struct Lockdown<'d> {
    daemon: &'d Daemon,
    device_id: u32,
    channel: Channel,
    deadline: Deadline,
    keys: Option<Rc<Keys>>,
}

impl<'d> Lockdown<'d> {
    /// Connects, and makes sure that iOS answers.
    pub(super) fn open(
        daemon: &'d Daemon,
        device_id: u32,
        deadline: Deadline,
    ) -> Result<Self, Fault> {
        let link: Link = daemon.connect(device_id, PORT, Step::Greeting, deadline)?;
        let mut lockdown = Self {
            daemon,
            device_id,
            channel: Channel::Plain(link),
            deadline,
            keys: None,
        };
        let answer = lockdown.ask(Step::Greeting, "QueryType", Vec::new())?;
        match answer.kind.as_deref() {
            Some(NORMAL) => Ok(lockdown),
            Some(RESTORING) => Err(Fault::Restoring),
            _ => Err(Fault::Nonsense(
                Step::Greeting,
                "it does not say that it runs iOS".to_owned(),
            )),
        }
    }

    /// A value that is text.
    pub(super) fn text(&mut self, key: Key) -> Result<Option<String>, Fault> {
        Ok(self.value(key)?.and_then(|answer| answer.text))
    }

    /// A value that is a number.
    pub(super) fn number(&mut self, key: Key) -> Result<Option<f64>, Fault> {
        Ok(self.value(key)?.and_then(|answer| answer.number))
    }

    /// A value that the phone does not tell is unknown, which is no fault.
    fn value(&mut self, key: Key) -> Result<Option<Answer>, Fault> {
        let keys = vec![("Key", Value::Text(key.name()))];
        match self.ask(Step::Value, "GetValue", keys) {
            Ok(answer) => Ok(Some(answer)),
            Err(Fault::Said(..)) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Starts a session with the pair record and encrypts the connection.
    pub(super) fn start_session(mut self, record: PairRecord) -> Result<Self, Fault> {
        let mut keys = vec![("HostID", Value::Text(&record.host_id))];
        if let Some(buid) = &record.system_buid {
            keys.push(("SystemBUID", Value::Text(buid)));
        }
        let answer = self.ask(Step::Session, "StartSession", keys)?;
        if !answer.is_encrypted {
            return Err(Fault::Unencrypted(Step::Session));
        }
        let keys = Rc::new(Keys::new(record)?);
        self.channel = self.channel.encrypt(&keys)?;
        self.keys = Some(keys);
        Ok(self)
    }

    /// Starts a service.
    pub(super) fn start_service(&mut self, service: Service) -> Result<u16, Fault> {
        let step = service.step();
        let keys = vec![("Service", Value::Text(service.name()))];
        let answer = self.ask(step, "StartService", keys)?;
        if !answer.is_encrypted {
            return Err(Fault::Unencrypted(step));
        }
        let nowhere = || Fault::Nonsense(step, "it names no port".to_owned());
        answer.port.filter(|port| *port != 0).ok_or_else(nowhere)
    }

    /// Starts a service and connects to it at once, since its port soon dies.
    pub(super) fn service(&mut self, service: Service) -> Result<Channel, Fault> {
        let port = self.start_service(service)?;
        let step = service.step();
        let link = self
            .daemon
            .connect(self.device_id, port, step, self.deadline)?;
        match &self.keys {
            Some(keys) => Channel::encrypted(link, keys),
            None => Err(Fault::Unencrypted(step)),
        }
    }

    fn ask<'a>(
        &mut self,
        step: Step,
        name: &'a str,
        mut keys: Vec<(&'a str, Value<'a>)>,
    ) -> Result<Answer, Fault> {
        keys.push(("Label", Value::Text("dutyphone")));
        keys.push(("Request", Value::Text(name)));
        self.channel.send(step, ANSWERING, &request(keys))?;
        let bytes = self.channel.receive(step, LARGEST)?;
        let answer =
            Answer::parse(&bytes).map_err(|fault| Fault::Nonsense(step, format!("it {fault}")))?;
        match answer.error {
            Some(word) => Err(Fault::Said(step, Word::new(&word))),
            // The way of iOS before 5.
            None if answer.has_failed => Err(Fault::Said(step, Word::new("Failure"))),
            None => Ok(answer),
        }
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Result<Self, crate::source::ios::plist::Fault> {
        let mut answer = Self::default();
        read_dict(bytes, |_, key, value| {
            match (key, value) {
                ("Error", Token::Text(text)) => answer.error = Some(text.into_owned()),
                ("Error", _) => answer.error = Some(String::new()),
                ("Result", Token::Text(text)) => answer.has_failed = text == "Failure",
                ("Type", Token::Text(text)) => answer.kind = Some(text.into_owned()),
                ("Value", Token::Text(text)) => answer.text = Some(text.into_owned()),
                ("Value", Token::Real(number)) => answer.number = Some(number),
                ("Value", Token::Integer(Some(number))) => {
                    answer.number = u32::try_from(number).ok().map(f64::from);
                }
                ("Port", Token::Integer(Some(number))) => answer.port = u16::try_from(number).ok(),
                ("EnableSessionSSL" | "EnableServiceSSL", value) => {
                    answer.is_encrypted = value.as_flag() == Some(true);
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Answer::parse(&bytes);
        }

        /// An answer that was cut neither encrypts nor names a port.
        #[test]
        fn a_cut_answer_is_none(port in 1_u32..70_000, cut in any::<prop::sample::Index>()) {
            let whole = request(vec![
                ("EnableServiceSSL", Value::Yes),
                ("Port", Value::Number(port)),
            ]);
            let text = String::from_utf8_lossy(&whole).into_owned();
            let cut = cut.index(text.rfind("</dict>").unwrap());
            prop_assert!(Answer::parse(&whole[..cut]).is_err());
            let answer = Answer::parse(&whole).unwrap();
            prop_assert_eq!(answer.port, u16::try_from(port).ok());
            prop_assert!(answer.is_encrypted);
        }
    }
}
