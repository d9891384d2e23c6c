//! From the name of a host to its addresses, with a deadline: the resolver of
//! the system has none.

use super::deadline::{Deadline, seconds};
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::mpsc::channel;

/// The addresses of a host, or why there are none: the end of a sentence.
pub(crate) fn resolve(
    host: &str,
    port: u16,
    deadline: Deadline,
) -> Result<Vec<SocketAddr>, String> {
    let (sender, receiver) = channel();
    let name = host.to_owned();
    std::thread::spawn(move || {
        let found = (name.as_str(), port).to_socket_addrs();
        let _ = sender.send(found.map(Iterator::collect::<Vec<_>>));
    });
    match receiver.recv_timeout(deadline.left().unwrap_or_default()) {
        Ok(Ok(addresses)) if addresses.is_empty() => Err("it has no address".to_owned()),
        Ok(Ok(addresses)) => Ok(addresses),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!(
            "its name was not resolved within {}",
            seconds(deadline.limit())
        )),
    }
}
