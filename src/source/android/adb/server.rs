//! Where the adb server is.
//!
//! The environment variables are those of adb, in its order of precedence
//! (`adb_commandline` in AOSP `packages/modules/adb/client/commandline.cpp`).
//! A server that runs is never stopped or replaced: other programs use it.

use super::places::{self, System};
use super::start;
use super::trouble::unusable;
use super::wire::{DEFAULT_PORT, WireError, query};
use crate::inventory::Gap;
use crate::source::absence::NoneAsked;
use crate::source::deadline::Deadline;
use crate::source::resolve::resolve;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;
use std::time::Duration;

/// How long the server may take to answer. It knows its devices already.
const ANSWERING: Duration = Duration::from_secs(10);
/// How long it may take to start. At its first start it makes a key.
const STARTING: Duration = Duration::from_secs(30);

/// What the environment says about adb. The caller reads it, so that nothing
/// below depends on the process it runs in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `ADB_SERVER_SOCKET`, for example `tcp:127.0.0.1:5037`.
    pub server_socket: Option<String>,
    /// `ANDROID_ADB_SERVER_ADDRESS`.
    pub server_address: Option<String>,
    /// `ANDROID_ADB_SERVER_PORT`.
    pub server_port: Option<String>,
    /// `ANDROID_SERIAL`: the one device that is meant.
    pub serial: Option<String>,
    /// The program that starts a server. `None` for the `adb` on the `PATH`.
    pub program: Option<OsString>,
    /// Where it may lie when it is not on the `PATH`, best first.
    pub places: Vec<PathBuf>,
}

impl Environment {
    /// Reads the variables through `lookup`, such as
    /// `|name| std::env::var(name).ok()`. Empty ones count as unset.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| lookup(name).filter(|value| !value.is_empty());
        Self {
            server_socket: get("ADB_SERVER_SOCKET"),
            server_address: get("ANDROID_ADB_SERVER_ADDRESS"),
            server_port: get("ANDROID_ADB_SERVER_PORT"),
            serial: get("ANDROID_SERIAL"),
            program: None,
            places: places::usual(System::here(), get),
        }
    }
}

/// A host and a port, as somebody wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    host: String,
    port: u16,
}

impl Address {
    fn of(environment: &Environment) -> Result<Self, Gap> {
        if let Some(socket) = &environment.server_socket {
            return Self::of_socket(socket);
        }
        let host = environment.server_address.as_deref();
        let port = match &environment.server_port {
            Some(port) => valid_port(port).ok_or_else(|| {
                unusable(
                    format!("ANDROID_ADB_SERVER_PORT is `{port}`, which is no port number"),
                    "set it to a number from 1 to 65535, or unset it",
                )
            })?,
            None => DEFAULT_PORT,
        };
        Ok(Self {
            host: host.unwrap_or("127.0.0.1").to_owned(),
            port,
        })
    }

    /// `tcp:PORT`, `tcp:HOST:PORT` or `tcp:[HOST]:PORT`.
    fn of_socket(socket: &str) -> Result<Self, Gap> {
        let wrong = || {
            unusable(
                format!("ADB_SERVER_SOCKET is `{socket}`, and only `tcp:HOST:PORT` can be used"),
                "set it to an address such as `tcp:127.0.0.1:5037`, or unset it",
            )
        };
        let rest = socket.strip_prefix("tcp:").ok_or_else(wrong)?;
        let (host, port) = rest.rsplit_once(':').unwrap_or(("127.0.0.1", rest));
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let port = valid_port(port).ok_or_else(wrong)?;
        if host.is_empty() {
            return Err(wrong());
        }
        Ok(Self {
            host: host.to_owned(),
            port,
        })
    }

    /// The IPv4 address: the transport to the devices knows no other.
    fn resolve(&self, deadline: Deadline) -> Result<SocketAddrV4, Gap> {
        if self.host == "localhost" {
            return Ok(SocketAddrV4::new(Ipv4Addr::LOCALHOST, self.port));
        }
        if let Ok(ip) = self.host.parse::<Ipv4Addr>() {
            return Ok(SocketAddrV4::new(ip, self.port));
        }
        let reason = match resolve(&self.host, self.port, deadline) {
            Ok(all) => {
                let first = all.iter().find_map(|address| match address {
                    SocketAddr::V4(address) => Some(*address),
                    SocketAddr::V6(_) => None,
                });
                match first {
                    Some(address) => return Ok(address),
                    None => "it has no IPv4 address".to_owned(),
                }
            }
            Err(reason) => reason,
        };
        Err(unusable(
            format!("the adb server `{}` cannot be used: {reason}", self.host),
            "give an IPv4 address in ADB_SERVER_SOCKET or ANDROID_ADB_SERVER_ADDRESS",
        ))
    }
}

fn valid_port(text: &str) -> Option<u16> {
    text.parse().ok().filter(|&port| port != 0)
}

/// A server that answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Server {
    pub(super) address: SocketAddrV4,
}

impl Server {
    /// Finds the server, starts it once when nothing listens, and returns it
    /// with the long and the short device listing. `timeout` is for each of
    /// its answers, but the user's time for a phone may be longer than that.
    pub(super) fn reach(
        environment: &Environment,
        timeout: Duration,
    ) -> Result<(Self, String, String), NoneAsked> {
        let patience = timeout.min(ANSWERING);
        let deadline = Deadline::after(patience);
        let address = Address::of(environment)?.resolve(deadline)?;
        let server = Self { address };
        let mut long = server.ask("host:devices-l", deadline);
        if let Err(WireError::Refused(_)) = long {
            let program = environment.program.as_deref();
            let programs = (program, environment.places.as_slice());
            start::server(programs, address, Deadline::after(STARTING))?;
            long = server.ask("host:devices-l", Deadline::after(patience));
        }
        let long = long.map_err(|error| server.gap(&error))?;
        // Without the short form the long one is read by itself.
        let short = server.ask("host:devices", Deadline::after(patience));
        Ok((server, long, short.unwrap_or_default()))
    }

    /// Asks the server itself one thing.
    pub(super) fn ask(self, service: &str, deadline: Deadline) -> Result<String, WireError> {
        query(SocketAddr::V4(self.address), service, deadline)
    }

    fn gap(self, error: &WireError) -> Gap {
        unusable(
            format!("the adb server at {} cannot be used: {error}", self.address),
            "another program may hold that port, or the server hangs: close what else uses adb, \
             run `adb kill-server`, and try again",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::GapCode;

    fn address(variables: &[(&str, &str)]) -> Result<String, String> {
        let environment = Environment::read(|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        Address::of(&environment)
            .map(|a| format!("{} {}", a.host, a.port))
            .map_err(|gap| gap.message)
    }

    #[test]
    fn the_address_follows_the_variables_of_adb() {
        for (variables, expected) in [
            (&[][..], "127.0.0.1 5037"),
            (&[("ADB_SERVER_SOCKET", "tcp:5040")], "127.0.0.1 5040"),
            (&[("ADB_SERVER_SOCKET", "tcp:box:5040")], "box 5040"),
            (&[("ADB_SERVER_SOCKET", "tcp:[::1]:5040")], "::1 5040"),
            (&[("ADB_SERVER_SOCKET", "")], "127.0.0.1 5037"),
            (&[("ANDROID_ADB_SERVER_PORT", "5040")], "127.0.0.1 5040"),
            (&[("ANDROID_ADB_SERVER_ADDRESS", "box")], "box 5037"),
            (
                &[
                    ("ANDROID_ADB_SERVER_ADDRESS", "box"),
                    ("ANDROID_ADB_SERVER_PORT", "1"),
                    ("ADB_SERVER_SOCKET", "tcp:other:2"),
                ],
                "other 2",
            ),
        ] {
            assert_eq!(address(variables).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn an_address_that_cannot_be_meant_names_its_variable() {
        for socket in [
            "localfilesystem:/run/adb",
            "tcp:",
            "tcp:box:",
            "tcp::5037",
            "tcp:box:99999",
            "5037",
        ] {
            let message = address(&[("ADB_SERVER_SOCKET", socket)]).unwrap_err();
            assert!(message.contains("ADB_SERVER_SOCKET"), "{message}");
            assert!(message.contains(socket), "{message}");
        }
        let message = address(&[("ANDROID_ADB_SERVER_PORT", "0")]).unwrap_err();
        assert!(message.contains("ANDROID_ADB_SERVER_PORT"), "{message}");
    }

    #[test]
    fn only_an_ipv4_address_will_do() {
        let resolve = |host: &str| {
            let address = Address {
                host: host.to_owned(),
                port: 7,
            };
            address.resolve(Deadline::after(Duration::from_secs(20)))
        };
        let local = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 7);
        assert_eq!(resolve("localhost").unwrap(), local);
        assert_eq!(resolve("127.0.0.1").unwrap(), local);
        let gap = resolve("::1").unwrap_err();
        assert_eq!(gap.code, GapCode::AdbUnavailable);
        assert!(gap.message.contains("no IPv4 address"), "{}", gap.message);
    }
}
