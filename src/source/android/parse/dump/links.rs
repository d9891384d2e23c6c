//! The hosts whose links web apps open, as `dumpsys package` prints them.
//!
//! Two sections tell them (AOSP `IntentResolver.dump` and `IntentFilter.dump`;
//! `DomainVerificationDebug.printState`, since Android 12):
//!
//! - `Activity Resolver Table:` has a line for each activity and filter. The
//!   filter's content follows only where a single package or `-f` was asked for:
//!   `Action: "..."`, `Scheme: "..."`, `Authority: "host": port`, with `WILD` at
//!   the end where any host that ends so is meant.
//! - `Domain verification status:` has, below each package, `Selection state:` and
//!   in it the hosts, one a line, below `Enabled:` and `Disabled:`.
//!
//! Paths stand in the first and are not read.

use crate::inventory::{WEB_APK, WebAppHosts, opens_its_page};
use crate::source::android::parse::lines::{Lines, indent, split_once};
use std::str::from_utf8;

const FILTERS: &[u8] = b"Activity Resolver Table:";
const DOMAINS: &[u8] = b"Domain verification status:";
const VIEW: &[u8] = b"android.intent.action.VIEW";

/// Adds the hosts of web apps that a dump names. Never fails: what is not there
/// is missing.
pub fn add_hosts(dump: &[u8], hosts: &mut WebAppHosts) {
    if memchr::memmem::find(dump, WEB_APK.as_bytes()).is_none() {
        return;
    }
    let mut scan = Scan {
        hosts,
        section: None,
        filter: None,
        package: None,
        list: None,
    };
    for line in Lines::new(dump) {
        scan.line(indent(line), line.trim_ascii());
    }
    scan.end_filter();
}

/// Which of the sections it is in, and how far that is indented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Filters(usize),
    Domains(usize),
}

struct Scan<'a, 'h> {
    hosts: &'h mut WebAppHosts,
    section: Option<Section>,
    filter: Option<Filter<'a>>,
    /// The package whose domains follow.
    package: Option<&'a str>,
    /// How far the title of a list of hosts is indented.
    list: Option<usize>,
}

/// A filter of a web app.
struct Filter<'a> {
    package: &'a str,
    views: bool,
    is_web: bool,
    /// Each names a host; `None` is one that stands for several, or cannot be read.
    authorities: Vec<Option<&'a str>>,
}

impl<'a> Scan<'a, '_> {
    fn line(&mut self, depth: usize, line: &'a [u8]) {
        match line {
            b"" => {}
            FILTERS => self.open(Some(Section::Filters(depth))),
            DOMAINS => self.open(Some(Section::Domains(depth))),
            _ => match self.section {
                Some(Section::Filters(title)) if depth > title => self.filter_line(line),
                Some(Section::Domains(title)) if depth > title => {
                    self.domain_line(depth, title, line);
                }
                Some(_) => self.open(None),
                None => {}
            },
        }
    }

    fn open(&mut self, section: Option<Section>) {
        self.end_filter();
        (self.package, self.list) = (None, None);
        self.section = section;
    }

    fn filter_line(&mut self, line: &'a [u8]) {
        if let Some(package) = activity(line) {
            self.end_filter();
            self.filter = opens_its_page(package).then_some(Filter {
                package,
                views: false,
                is_web: false,
                authorities: Vec::new(),
            });
        } else if let Some(filter) = &mut self.filter {
            filter.line(line);
        }
    }

    fn end_filter(&mut self) {
        let Some(filter) = self.filter.take() else {
            return;
        };
        if !(filter.views && filter.is_web) {
            return;
        }
        for authority in filter.authorities {
            match authority {
                Some(host) => self.hosts.add(filter.package, host),
                None => self.hosts.lacks_some(filter.package),
            }
        }
    }

    fn domain_line(&mut self, depth: usize, title: usize, line: &'a [u8]) {
        if depth <= title + 2 {
            let name = line.strip_suffix(b":").unwrap_or_default();
            let name = split_once(name, b' ').map_or(name, |(name, _)| name);
            self.package = from_utf8(name).ok().filter(|name| opens_its_page(name));
            self.list = None;
            return;
        }
        let Some(package) = self.package else {
            return;
        };
        if self.list.is_some_and(|title| depth > title) {
            match from_utf8(line) {
                Ok(host) => self.hosts.add(package, host),
                Err(_) => self.hosts.lacks_some(package),
            }
        } else {
            self.list = matches!(line, b"Enabled:" | b"Disabled:").then_some(depth);
        }
    }
}

impl<'a> Filter<'a> {
    fn line(&mut self, line: &'a [u8]) {
        if let Some(value) = line.strip_prefix(b"Action: ") {
            self.views |= quoted(value).is_some_and(|(action, _)| action == VIEW);
        } else if let Some(value) = line.strip_prefix(b"Scheme: ") {
            let scheme = quoted(value).map_or(value, |(scheme, _)| scheme);
            self.is_web |= [&b"http"[..], b"https"]
                .iter()
                .any(|web| scheme.eq_ignore_ascii_case(web));
        } else if let Some(value) = line.strip_prefix(b"Authority: ") {
            self.authorities.push(authority(value));
        }
    }
}

/// The package in `<hash> <package>/<class> filter <hash>`, which begins each
/// activity of a table, and in the same without a filter.
fn activity(line: &[u8]) -> Option<&str> {
    let (hash, rest) = split_once(line, b' ')?;
    let is_hash = (1..=8).contains(&hash.len()) && hash.iter().all(u8::is_ascii_hexdigit);
    let (package, _) = split_once(rest, b'/').filter(|_| is_hash)?;
    from_utf8(package).ok()
}

/// The host in `"host": port`; `None` where it stands for more than one.
fn authority(value: &[u8]) -> Option<&str> {
    let (host, rest) = quoted(value)?;
    let port = rest.strip_prefix(b":")?.trim_ascii();
    let is_port = port
        .iter()
        .all(|byte| byte.is_ascii_digit() || *byte == b'-');
    from_utf8(host).ok().filter(|_| is_port && !port.is_empty())
}

/// What stands in quotation marks, and what follows them.
fn quoted(value: &[u8]) -> Option<(&[u8], &[u8])> {
    split_once(value.strip_prefix(b"\"")?, b'"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const APP: &str = "org.chromium.webapk.a0123456789abcdef_v2";

    fn read(text: &str) -> WebAppHosts {
        let mut hosts = WebAppHosts::default();
        add_hosts(text.as_bytes(), &mut hosts);
        hosts
    }

    fn filter(action: &str, scheme: &str, authority: &str) -> String {
        format!(
            "Activity Resolver Table:\n  Schemes:\n      {scheme}:\n        \
             1a2b3c4 {APP}/org.chromium.webapk.Launcher filter 5d6e7f8\n          \
             Action: \"{action}\"\n          Category: \"android.intent.category.DEFAULT\"\n          \
             Scheme: \"{scheme}\"\n          Authority: {authority}\n          \
             Path: \"PatternMatcher{{PREFIX: /private/path}}\"\n"
        )
    }

    fn with(hosts: &[&str], lacks_some: bool) -> WebAppHosts {
        let mut expected = WebAppHosts::default();
        for host in hosts {
            expected.add(APP, host);
        }
        if lacks_some {
            expected.lacks_some(APP);
        }
        expected
    }

    #[test]
    fn a_filter_names_its_host() {
        let view = "android.intent.action.VIEW";
        let none = || WebAppHosts::default();
        for (action, scheme, authority, expected) in [
            (
                view,
                "https",
                "\"WWW.Example.com\": -1",
                with(&["www.example.com"], false),
            ),
            (
                view,
                "HTTP",
                "\"example.com\": 8443",
                with(&["example.com"], false),
            ),
            (
                view,
                "https",
                "\"192.0.2.7\": -1",
                with(&["192.0.2.7"], false),
            ),
            (view, "https", "\".example.com\": -1 WILD", with(&[], true)),
            (view, "https", "\"\": -1 WILD", with(&[], true)),
            (view, "https", "\"a@example.com\": -1", with(&[], true)),
            (view, "https", "\"bücher.example\": -1", with(&[], true)),
            (
                view,
                "https",
                "\"xn--bcher-kva.example\": -1",
                with(&["xn--bcher-kva.example"], false),
            ),
            (view, "https", "\"www.exam", with(&[], true)),
            (view, "market", "\"details\": -1", none()),
            (
                "android.nfc.action.NDEF_DISCOVERED",
                "https",
                "\"example.com\": -1",
                none(),
            ),
        ] {
            assert_eq!(
                read(&filter(action, scheme, authority)),
                expected,
                "{authority}"
            );
        }
        let long = format!("\"{}.example\": -1", "a".repeat(300));
        assert_eq!(read(&filter(view, "https", &long)), with(&[], true));
    }

    #[test]
    fn a_filter_ends_where_the_next_activity_begins() {
        let view = "android.intent.action.VIEW";
        let own = filter(view, "https", "\"example.com\": -1");
        let other = own
            .replace(APP, "com.example.app")
            .replace("example.com\"", "other.example\"");
        let rest = other.lines().skip(3).collect::<Vec<_>>().join("\n");
        assert_eq!(
            read(&format!("{own}{rest}\n")),
            with(&["example.com"], false)
        );
        let folded = format!("        1a2b3c4 {APP}/.Launcher (2 filters)\n");
        assert_eq!(
            read(&format!("Activity Resolver Table:\n{folded}")),
            WebAppHosts::default()
        );
        let elsewhere = own.replace("Activity Resolver Table:", "Receiver Resolver Table:");
        assert_eq!(read(&elsewhere), WebAppHosts::default());
    }

    #[test]
    fn the_state_of_domains_names_hosts() {
        let text = format!(
            "Domain verification status:\n  com.example.app:\n    ID: 1\n    User all:\n      \
             Selection state:\n        Disabled:\n          other.example\n  {APP} 8d-4f:\n    \
             User all:\n      Verification link handling allowed: true\n      Selection state:\n        \
             Enabled:\n          One.example\n        Disabled:\n          two.example\n\nPackages:\n  \
             three.example\n"
        );
        assert_eq!(read(&text), with(&["one.example", "two.example"], false));
        let wild = text.replace("two.example", "*.two.example");
        assert_eq!(read(&wild), with(&["one.example"], true));
    }

    #[test]
    fn thousands_of_filters_are_cut_and_told() {
        let view = "android.intent.action.VIEW";
        let text: String = (0..5_000)
            .map(|number| filter(view, "https", &format!("\"h{number}.example\": -1")))
            .collect();
        let kept: Vec<String> = (0..17).map(|number| format!("h{number}.example")).collect();
        let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
        assert_eq!(read(&text), with(&kept, true));
    }

    proptest! {
        /// Whatever stands between the lines, no host is lost or invented.
        #[test]
        fn lines_of_others_change_nothing(
            noise in prop::collection::vec("[ -~]{0,40}", 0..6),
            at in 0..8_usize,
        ) {
            let own = filter("android.intent.action.VIEW", "https", "\"example.com\": -1");
            let mut lines: Vec<String> = own.lines().map(str::to_owned).collect();
            let indented = noise.iter().map(|line| format!("            ~{line}"));
            lines.splice(at..at, indented);
            let text = lines.join("\n");
            if at > 0 {
                prop_assert_eq!(read(&text), with(&["example.com"], false));
            }
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut text = format!("Activity Resolver Table:\n {APP}\n").into_bytes();
            text.extend(bytes);
            add_hosts(&text, &mut WebAppHosts::default());
        }
    }
}
