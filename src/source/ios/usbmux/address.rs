//! Where usbmuxd listens.
//!
//! `USBMUXD_SOCKET_ADDRESS` is written in six ways by the programs that know
//! it; all of them are understood. One that cannot be meant is an error that
//! names it, never a silent fall-back to the usual place.

use super::fault::DaemonFault;
use crate::source::deadline::Deadline;
use crate::source::resolve::resolve;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

const VARIABLE: &str = "USBMUXD_SOCKET_ADDRESS";
/// Where Apple's service listens on Windows.
const WINDOWS: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 27015);
/// Where it listens on Linux and macOS.
const UNIX: &str = "/var/run/usbmuxd";

/// What the environment says about usbmuxd. The caller reads it, so that
/// nothing below depends on the process it runs in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `USBMUXD_SOCKET_ADDRESS`, for example `127.0.0.1:27015` or
    /// `UNIX:/run/usbmuxd`. `None` for the usual place of the system.
    pub address: Option<String>,
}

impl Environment {
    /// Reads the variable through `lookup`, such as
    /// `|name| std::env::var(name).ok()`. An empty one counts as unset.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            address: lookup(VARIABLE).filter(|value| !value.is_empty()),
        }
    }
}

/// A place that can be connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Tcp(Vec<SocketAddr>),
    Unix(PathBuf),
}

/// A place as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Written<'a> {
    Tcp(&'a str, u16),
    Unix(&'a str),
}

fn written(text: &str) -> Option<Written<'_>> {
    if text.starts_with('/') {
        return Some(Written::Unix(text));
    }
    let scheme = |name: &str| {
        let start = text.get(..name.len())?;
        start
            .eq_ignore_ascii_case(name)
            .then(|| text.get(name.len()..))?
    };
    if let Some(path) = scheme("unix://").or_else(|| scheme("unix:")) {
        return path.starts_with('/').then_some(Written::Unix(path));
    }
    let (host, port) = scheme("tcp://").unwrap_or(text).rsplit_once(':')?;
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = match bracketed {
        Some(host) => host,
        // Without brackets it is open where the address ends.
        None if host.contains(':') => return None,
        None => host,
    };
    let port = port.parse().ok().filter(|port| *port != 0)?;
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '/';
    (!host.is_empty() && !host.contains(is_odd)).then_some(Written::Tcp(host, port))
}

impl Place {
    /// The place that the environment names, or the usual one.
    pub(super) fn of(environment: &Environment, deadline: Deadline) -> Result<Self, DaemonFault> {
        let Some(text) = &environment.address else {
            return Ok(if cfg!(windows) {
                Self::Tcp(vec![WINDOWS.into()])
            } else {
                Self::Unix(PathBuf::from(UNIX))
            });
        };
        let wrong =
            |reason: &str| DaemonFault::Address(format!("{VARIABLE} is `{text}`, {reason}"));
        match written(text) {
            None => Err(wrong("which is no address")),
            Some(Written::Unix(_)) if cfg!(windows) => {
                Err(wrong("and Windows has no such sockets"))
            }
            Some(Written::Unix(path)) => Ok(Self::Unix(PathBuf::from(path))),
            Some(Written::Tcp("localhost", port)) => Ok(Self::Tcp(vec![
                (Ipv4Addr::LOCALHOST, port).into(),
                (std::net::Ipv6Addr::LOCALHOST, port).into(),
            ])),
            Some(Written::Tcp(host, port)) => match host.parse::<IpAddr>() {
                Ok(ip) => Ok(Self::Tcp(vec![(ip, port).into()])),
                Err(_) => resolve(host, port, deadline)
                    .map(Self::Tcp)
                    .map_err(|reason| wrong(&format!("and its host cannot be used: {reason}"))),
            },
        }
    }

    /// Whether it is another computer. What is read then crosses a network.
    pub(super) fn is_elsewhere(&self) -> bool {
        match self {
            Self::Tcp(addresses) => addresses.iter().any(|address| !address.ip().is_loopback()),
            Self::Unix(_) => false,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(addresses) => match addresses.first() {
                Some(address) => address.fmt(f),
                None => f.write_str("no address"),
            },
            Self::Unix(path) => path.display().fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn all_six_ways_to_write_it_are_understood() {
        for (text, expected) in [
            ("127.0.0.1:27015", Written::Tcp("127.0.0.1", 27015)),
            ("[::1]:27015", Written::Tcp("::1", 27015)),
            ("localhost:27015", Written::Tcp("localhost", 27015)),
            ("tcp://box:1", Written::Tcp("box", 1)),
            ("UNIX:/run/usbmuxd", Written::Unix("/run/usbmuxd")),
            ("unix:///run/usbmuxd", Written::Unix("/run/usbmuxd")),
            ("/run/usbmuxd", Written::Unix("/run/usbmuxd")),
        ] {
            assert_eq!(written(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_named_and_never_replaced() {
        for text in [
            "27015",
            "::1:27015",
            "box:",
            "box:0",
            ":1",
            "UNIX:run",
            "http://a:1/",
        ] {
            let environment = Environment {
                address: Some(text.to_owned()),
            };
            let fault = Place::of(&environment, Deadline::after(Duration::from_secs(9)));
            let text_of_fault = fault.unwrap_err().to_string();
            assert!(text_of_fault.contains(text), "{text_of_fault}");
        }
    }
}
