//! Packages of Android that stand for a web page, and the hosts they lead to.
//!
//! A browser or a device management makes such a package for one page. Its name
//! does not tell which page that is; what links it opens does.

use super::web_address::web_host;
use std::collections::{BTreeMap, BTreeSet};

/// A part of the names that browsers give to such packages. They are made of the
/// shell in Chromium (`chrome/android/webapk/shell_apk/AndroidManifest.xml`), which
/// opens the links of its page: `org.chromium.webapk.` begins those of Chromium's
/// own family, and other browsers put the same part behind a name of theirs.
pub const WEB_APK: &str = ".webapk.";

/// What the names begin with that the Android Management API gives (reference of
/// `enterprises.webApps`). Which links these packages open is not documented.
const MANAGED: &str = "com.google.enterprise.webapp.";

/// More hosts than a web app has; most have one.
const MOST_HOSTS: usize = 16;

/// More web apps than anybody has; the hosts of further ones are not kept.
const MOST_APPS: usize = 1_000;

/// Whether a package stands for a web page.
pub(super) fn is_web_app(id: &str) -> bool {
    id.starts_with(MANAGED) || opens_its_page(id)
}

/// Whether a package stands for a web page, and the links that it opens tell which.
#[must_use]
pub fn opens_its_page(id: &str) -> bool {
    id.contains(WEB_APK)
}

/// The hosts whose pages one web app opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HostsOfApp {
    names: BTreeSet<String>,
    /// A host could not be read, or there are too many.
    lacks_some: bool,
}

impl HostsOfApp {
    /// Whether there is one, and none is missing.
    pub(super) fn is_whole(&self) -> bool {
        !self.lacks_some && !self.names.is_empty()
    }

    /// The hosts, as [`web_host`] makes them.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.names.iter()
    }
}

/// The hosts of web apps, by package name, as far as a source tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebAppHosts(BTreeMap<String, HostsOfApp>);

impl WebAppHosts {
    /// Takes a host of a package. What is none, and whatever does not stand for
    /// one host, is noted as missing.
    pub fn add(&mut self, package: &str, host: &str) {
        let host = web_host(host);
        let Some(hosts) = self.entry(package) else {
            return;
        };
        match host {
            Some(host) if hosts.names.len() < MOST_HOSTS || hosts.names.contains(&host) => {
                hosts.names.insert(host);
            }
            _ => hosts.lacks_some = true,
        }
    }

    /// Notes that some of a package's hosts may be missing.
    pub fn lacks_some(&mut self, package: &str) {
        if let Some(hosts) = self.entry(package) {
            hosts.lacks_some = true;
        }
    }

    fn entry(&mut self, package: &str) -> Option<&mut HostsOfApp> {
        let has_room = self.0.len() < MOST_APPS || self.0.contains_key(package);
        (has_room && opens_its_page(package)).then(|| self.0.entry(package.to_owned()).or_default())
    }

    pub(super) fn of(&self, package: &str) -> Option<&HostsOfApp> {
        self.0.get(package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: &str = "org.chromium.webapk.a0123456789abcdef_v2";

    #[test]
    fn only_web_apps_that_open_their_page_have_hosts() {
        let mut hosts = WebAppHosts::default();
        for package in [
            PACKAGE,
            "com.google.enterprise.webapp.x1",
            "com.example.app",
        ] {
            hosts.add(package, "Example.com.");
        }
        let names: Vec<&String> = hosts.of(PACKAGE).unwrap().names().collect();
        assert_eq!(names, ["example.com"]);
        assert!(hosts.of(PACKAGE).unwrap().is_whole());
        assert_eq!(hosts.0.len(), 1);
    }

    #[test]
    fn a_host_that_is_missing_is_remembered() {
        for bad in [
            "",
            "*.example.com",
            "a@example.com",
            "bücher.example",
            "::1",
        ] {
            let mut hosts = WebAppHosts::default();
            hosts.add(PACKAGE, bad);
            hosts.add(PACKAGE, "example.com");
            assert!(!hosts.of(PACKAGE).unwrap().is_whole(), "{bad}");
        }
    }

    #[test]
    fn neither_hosts_nor_apps_grow_without_end() {
        let mut hosts = WebAppHosts::default();
        for number in 0..100 {
            hosts.add(PACKAGE, &format!("h{number}.example"));
        }
        let kept = hosts.of(PACKAGE).unwrap();
        assert_eq!((kept.names().count(), kept.is_whole()), (MOST_HOSTS, false));
        for number in 0..2_000 {
            hosts.add(&format!("org.chromium.webapk.a{number}"), "example.com");
        }
        assert_eq!(hosts.0.len(), MOST_APPS);
    }
}
