//! Web pages on the home screen that a rule is about, by the host they lead to.

use crate::catalogue::document::{Diagnostic, Fields, Text};
use crate::inventory::{WebAddress, is_within, web_address, web_host};

/// The key under which hosts are written.
pub(super) const KEY: &str = "web-host";

/// Which web pages a rule is about: those on these hosts and below them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebHosts {
    /// The hosts that are meant.
    pub hosts: Vec<String>,
    /// Hosts among them that are not.
    pub except: Vec<String>,
}

impl WebHosts {
    /// Whether a page on this host is meant.
    #[must_use]
    pub fn select(&self, host: &str) -> bool {
        let within = |domains: &[String]| domains.iter().any(|domain| is_within(host, domain));
        within(&self.hosts) && !within(&self.except)
    }
}

/// Reads the hosts of a rule, or of what it leaves alone. `look` looks at each.
pub(super) fn read(
    fields: &mut Fields<'_>,
    look: impl Fn(&Fields<'_>, &Text<'_>, &str),
) -> Vec<String> {
    hosts(fields, KEY, look)
}

/// Reads the hosts under a key. `look` looks at each.
pub(super) fn hosts(
    fields: &mut Fields<'_>,
    key: &'static str,
    look: impl Fn(&Fields<'_>, &Text<'_>, &str),
) -> Vec<String> {
    let mut hosts = Vec::new();
    for text in fields.strings(key) {
        let below = text.value.strip_prefix("*.").unwrap_or(text.value);
        let host = web_host(below).filter(|host| host.contains('.') && below == text.value);
        if let Some(host) = host {
            look(fields, &text, &host);
            hosts.push(host);
        } else {
            let message = format!("`{}` is no host of web pages", text.value);
            let mistake = Diagnostic::new(text.span.clone(), message);
            fields.log().add(mistake.hint(hint(below)));
        }
    }
    hosts
}

fn hint(written: &str) -> String {
    let host = if let WebAddress::Host(host) = web_address(written) {
        Some(host)
    } else {
        web_host(written.split('/').next().unwrap_or_default())
    };
    match host.filter(|host| host.contains('.')) {
        Some(host) => format!("write `{host}`: whatever is on it and below it is meant"),
        None if !written.is_ascii() => {
            "write the form with `xn--` that addresses have for letters outside ASCII".to_owned()
        }
        None => "write a host such as `example.com`, without an address around it".to_owned(),
    }
}
