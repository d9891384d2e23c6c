//! Web pages that stand on the home screen like apps: web clips of iOS, web apps
//! of Android.
//!
//! They are no apps and have no id, so they are kept beside the list of apps. Of
//! an address only the host is kept: a path may hold names, accounts or tokens,
//! and a title is the user's own text.

use super::app::{App, ProfileId};
use super::platform::Platform;
use super::web_app::{HostsOfApp, WebAppHosts, is_web_app};

/// What stands before the host where a web page is named in the place of an id.
/// No platform allows the colon in an id.
pub const WEB_PAGE: &str = "web:";

/// More pages than anybody has on a home screen; further ones are not kept.
const MOST: usize = 1_000;

/// One web page on the home screen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebPage {
    /// The profile it is in.
    pub profile: ProfileId,
    /// The host of its address, in small letters, without a port.
    pub host: String,
}

impl WebPage {
    /// The page as an app whose id is [`WEB_PAGE`] and the host.
    #[must_use]
    pub fn as_app(&self) -> App {
        App::new(format!("{WEB_PAGE}{}", self.host), self.profile)
    }
}

/// How many of the web pages on the home screen were seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PagesSeen {
    /// All of them, and their hosts.
    All,
    /// All that are installed as an app. On Android a browser puts others there
    /// as shortcuts, which are in no list of apps.
    WebApps,
    /// Some or none of them.
    #[default]
    Some,
}

/// The web pages on the home screen of a device, as far as they were seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebPages {
    seen: PagesSeen,
    /// The pages, sorted, each once.
    pages: Vec<WebPage>,
}

impl WebPages {
    /// States which pages there are, and how many of them these are.
    #[must_use]
    pub fn new(seen: PagesSeen, mut pages: Vec<WebPage>) -> Self {
        pages.sort_unstable();
        pages.dedup();
        let is_cut = pages.len() > MOST;
        pages.truncate(MOST);
        let seen = if is_cut { PagesSeen::Some } else { seen };
        Self { seen, pages }
    }

    /// What a list of apps shows of them: on Android a web app is a package, whose
    /// hosts the source may know. On iOS nothing.
    pub(super) fn shown_by(platform: Platform, apps: &[App], known: &WebAppHosts) -> Self {
        if platform == Platform::Ios {
            return Self::default();
        }
        let mut seen = PagesSeen::WebApps;
        let mut pages = Vec::new();
        for app in apps.iter().filter(|app| is_web_app(&app.id)) {
            let hosts = known.of(&app.id);
            if app.is_present() && !hosts.is_some_and(HostsOfApp::is_whole) {
                seen = PagesSeen::Some;
            }
            let hosts = hosts.filter(|_| app.is_present()).into_iter();
            pages.extend(hosts.flat_map(HostsOfApp::names).map(|host| WebPage {
                profile: app.profile,
                host: host.clone(),
            }));
        }
        Self::new(seen, pages)
    }

    /// The pages, sorted by profile and host.
    #[must_use]
    pub fn pages(&self) -> &[WebPage] {
        &self.pages
    }

    /// How many of all these are.
    #[must_use]
    pub const fn seen(&self) -> PagesSeen {
        self.seen
    }

    /// Keeps those that are wanted. Whether all were seen stays as it was.
    pub(super) fn retain(&mut self, wanted: impl Fn(&WebPage) -> bool) {
        self.pages.retain(wanted);
    }

    /// Whether nothing is known of any.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.seen == PagesSeen::Some && self.pages.is_empty()
    }
}
