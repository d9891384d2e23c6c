//! Configuration profiles: which web pages they put on the home screen.
//!
//! An iPhone answers the management command `ProfileList` with the profiles on it
//! and their payloads (`profile.list.yaml` in Apple's description of device
//! management). A payload of the type `com.apple.webClip.managed` is a web page.
//! Of its keys only `URL` is read, and of that only the host. Phones leave that key
//! out; a management server may put it back.

use crate::inventory::{PagesSeen, ProfileId, WebAddress, WebPage, WebPages, web_address};
use crate::source::ios::plist::{Fault, Pull, Token};

/// The type of the payload that is a web page.
const WEB_CLIP: &str = "com.apple.webClip.managed";

/// More pages than anybody has on a home screen; further ones are only counted.
const MOST: usize = 1_000;

/// The web pages that profiles put on the home screen.
#[derive(Debug, Default)]
pub(super) struct WebClips {
    /// How many there are.
    pub(super) count: usize,
    hosts: Vec<String>,
}

impl WebClips {
    /// Reads the profiles of the list that has just begun.
    pub(super) fn read(&mut self, pull: &mut Pull<'_>) -> Result<(), Fault> {
        pull.items(|pull, profile| match profile {
            Token::Dict => pull.entries(|pull, key, value| match (key, value) {
                ("PayloadContent", Token::Array) => self.payloads(pull),
                _ => Ok(()),
            }),
            _ => Ok(()),
        })
    }

    fn payloads(&mut self, pull: &mut Pull<'_>) -> Result<(), Fault> {
        pull.items(|pull, payload| {
            if payload != Token::Dict {
                return Ok(());
            }
            let (mut is_clip, mut address) = (false, None);
            pull.entries(|_, key, value| {
                match (key, value) {
                    ("PayloadType", Token::Text(text)) => is_clip = text == WEB_CLIP,
                    ("URL", Token::Text(text)) => address = Some(web_address(&text)),
                    _ => {}
                }
                Ok(())
            })?;
            if is_clip {
                self.count += 1;
                if let (Some(WebAddress::Host(host)), true) = (address, self.hosts.len() < MOST) {
                    self.hosts.push(host);
                }
            }
            Ok(())
        })
    }

    /// The pages. People put others on the home screen besides.
    pub(super) fn pages(self) -> WebPages {
        let pages = self.hosts.into_iter().map(|host| WebPage {
            profile: ProfileId::OWNER,
            host,
        });
        WebPages::new(PagesSeen::Some, pages.collect())
    }
}

/// Whether a property list is a configuration profile itself.
pub(super) fn is_profile(bytes: &[u8]) -> bool {
    let (mut is_configuration, mut has_payloads) = (false, false);
    let read = Pull::new(bytes).and_then(|mut pull| {
        if pull.token()? != Token::Dict {
            return Ok(());
        }
        pull.entries(|_, key, value| {
            match (key, value) {
                ("PayloadType", Token::Text(text)) => is_configuration = text == "Configuration",
                ("PayloadContent", Token::Array) => has_payloads = true,
                _ => {}
            }
            Ok(())
        })
    });
    read.is_ok() && is_configuration && has_payloads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clips(payloads: &str) -> WebClips {
        let text = format!(
            "<plist version=\"1.0\"><array><dict><key>PayloadContent</key>\
             <array>{payloads}</array></dict></array></plist>"
        );
        let mut clips = WebClips::default();
        let mut pull = Pull::new(text.as_bytes()).unwrap();
        assert_eq!(pull.token(), Ok(Token::Array));
        clips.read(&mut pull).unwrap();
        clips
    }

    fn payload(kind: &str, url: &str) -> String {
        format!(
            "<dict><key>Label</key><string>https://other.example/</string><key>URL</key>\
             <string>{url}</string><key>PayloadType</key><string>{kind}</string></dict>"
        )
    }

    fn hosts(clips: WebClips) -> Vec<String> {
        let pages = clips.pages();
        pages.pages().iter().map(|page| page.host.clone()).collect()
    }

    #[test]
    fn of_a_web_clip_only_the_host_is_kept() {
        let read = clips(&payload(
            WEB_CLIP,
            "https://name:word@WWW.Example.com:8443/@someone",
        ));
        assert_eq!(read.count, 1);
        assert_eq!(hosts(read), ["www.example.com"]);
    }

    #[test]
    fn what_is_no_page_or_unreadable_is_counted_at_most() {
        for (kind, url, count) in [
            ("com.apple.applicationaccess", "https://example.com/", 0),
            (WEB_CLIP, "example-app://open", 1),
            (WEB_CLIP, "https://bücher.example/", 1),
            (WEB_CLIP, "", 1),
        ] {
            let read = clips(&payload(kind, url));
            assert_eq!(read.count, count, "{url}");
            assert!(hosts(read).is_empty(), "{url}");
        }
    }

    #[test]
    fn thousands_of_pages_are_cut() {
        let all: String = (0..1_500)
            .map(|number| payload(WEB_CLIP, &format!("https://h{number}.example/")))
            .collect();
        let read = clips(&all);
        assert_eq!(read.count, 1_500);
        assert_eq!(hosts(read).len(), MOST);
    }

    proptest! {
        #[test]
        fn whatever_the_address_holds_a_host_comes_out(url in "(https?://)?[a-zA-Z@:/.?#%-]{0,30}") {
            for host in hosts(clips(&payload(WEB_CLIP, &url))) {
                prop_assert_eq!(web_address(&format!("https://{host}")), WebAddress::Host(host));
            }
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            is_profile(&bytes);
        }
    }
}
