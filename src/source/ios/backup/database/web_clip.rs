//! One web clip: the property list of a web page that stands on the home screen.
//! Of its keys only `URL` is read, and of that only the host; `Title` is the
//! user's own text.

use crate::inventory::{WebAddress, web_address};
use crate::source::ios::plist::{Token, read_dict};

/// What the address in a web clip tells.
pub(super) fn address(bytes: &[u8]) -> WebAddress {
    let mut address = None;
    let mut count = 0_usize;
    let read = read_dict(bytes, |_, key, value| {
        if key == "URL" {
            count += 1;
            if let Token::Text(text) = value {
                address = Some(web_address(&text));
            }
        }
        Ok(())
    });
    match address {
        // Which of two addresses opens is not known.
        Some(address) if read.is_ok() && count == 1 => address,
        _ => WebAddress::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(entries: &str) -> String {
        format!("<plist version=\"1.0\"><dict>{entries}</dict></plist>")
    }

    #[test]
    fn one_plain_address_is_read() {
        let url = "<key>URL</key><string>https://example.com/a</string>";
        let title = "<key>Title</key><string>https://other.example/</string>";
        let host = WebAddress::Host("example.com".to_owned());
        assert_eq!(address(clip(&format!("{title}{url}")).as_bytes()), host);
        for bad in [
            clip(title),
            clip(&format!("{url}{url}")),
            clip("<key>URL</key><integer>1</integer>"),
            clip(url).replace("</dict></plist>", ""),
            String::new(),
        ] {
            assert_eq!(address(bad.as_bytes()), WebAddress::Unreadable, "{bad}");
        }
    }
}
