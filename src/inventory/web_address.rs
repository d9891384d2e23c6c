//! What the address of a web page tells: its host, and nothing more. A path may
//! hold names, accounts or tokens.

/// What the address of a web page tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebAddress {
    /// A page on this host.
    Host(String),
    /// No page of the web, such as a link into an app.
    NoPage,
    /// Whatever a browser makes of it is not known here.
    Unreadable,
}

/// Takes the host out of an address and leaves the rest.
///
/// Browsers mend bad addresses in ways of their own. What is not plain is called
/// unreadable, so that nobody takes it for a page that no rule names.
#[must_use]
pub fn web_address(address: &str) -> WebAddress {
    let Some((scheme, rest)) = address.split_once(':') else {
        return WebAddress::Unreadable;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if !is_scheme {
        return WebAddress::Unreadable;
    }
    let is_web = ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str());
    if !is_web && !may_open_page(rest) {
        return WebAddress::NoPage;
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return WebAddress::Unreadable;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Some browsers end the host at a backslash, and leave out white space.
    if authority.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control()) {
        return WebAddress::Unreadable;
    }
    let after_user = authority.rsplit('@').next().unwrap_or_default();
    let is_digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match after_user.rsplit_once(':') {
        Some((name, port)) if is_digits(port) => name,
        Some(_) => return WebAddress::Unreadable,
        None => after_user,
    };
    match web_host(name) {
        // A place without a dot is one of an app, with a page somewhere behind it.
        Some(host) if is_web || host.contains('.') => WebAddress::Host(host),
        _ => WebAddress::Unreadable,
    }
}

/// Whether an address of a scheme that is none of the web may still open a page:
/// browsers have schemes of their own, some before the host and some with a whole
/// address behind. An app that is opened at a place of its own names no host.
fn may_open_page(rest: &str) -> bool {
    let place = rest.strip_prefix("//").unwrap_or_default();
    let authority = place.split(['/', '?', '#']).next().unwrap_or_default();
    authority.contains('.') || rest.to_ascii_lowercase().contains("http")
}

/// A host as it is compared: in small letters, without a dot at its end; `None`
/// when it is none. Names outside ASCII are written as `xn--` in addresses.
#[must_use]
pub fn web_host(text: &str) -> Option<String> {
    let name = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len()) && label.bytes().all(is_plain)
    };
    let is_name = name.len() <= 253 && name.split('.').all(is_label);
    is_name.then(|| name.to_ascii_lowercase())
}

/// Whether a host is `domain` or lies below it. Both are as [`web_host`] makes
/// them.
#[must_use]
pub fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|above| above.is_empty() || above.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_tells_its_host_and_nothing_more() {
        let host = |name: &str| WebAddress::Host(name.to_owned());
        for (address, told) in [
            (
                "https://www.example.com/@someone?token=1#x",
                host("www.example.com"),
            ),
            ("HTTPS://WWW.Example.COM.", host("www.example.com")),
            ("http://name:word@example.com:8080/", host("example.com")),
            ("https://other.example@example.com", host("example.com")),
            (
                "https://example.com?https://other.example",
                host("example.com"),
            ),
            (
                "https://xn--e1afmkfd.example/",
                host("xn--e1afmkfd.example"),
            ),
            ("example-app://video/1", WebAddress::NoPage),
            ("tel:+4700000000", WebAddress::NoPage),
            ("mailto:someone@example.com", WebAddress::NoPage),
            ("x-safari-https://www.example.com/", host("www.example.com")),
            ("googlechromes://www.example.com", host("www.example.com")),
            (
                "firefox://open-url?url=https%3A%2F%2Fexample.com",
                WebAddress::Unreadable,
            ),
            ("browser:https://example.com", WebAddress::Unreadable),
            ("https:\\\\example.com", WebAddress::Unreadable),
            ("https:/example.com", WebAddress::Unreadable),
            (
                "https://example.com\\@other.example/",
                WebAddress::Unreadable,
            ),
            ("https://exa\tmple.com/", WebAddress::Unreadable),
            ("https://ex%61mple.com/", WebAddress::Unreadable),
            ("https://bücher.example/", WebAddress::Unreadable),
            ("https://[2001:db8::1]/", WebAddress::Unreadable),
            ("https:///", WebAddress::Unreadable),
            (" https://example.com/", WebAddress::Unreadable),
            ("example.com", WebAddress::Unreadable),
            ("", WebAddress::Unreadable),
        ] {
            assert_eq!(web_address(address), told, "{address}");
        }
    }

    #[test]
    fn a_domain_holds_what_lies_below_it() {
        for (host, within) in [
            ("example.com", true),
            ("m.example.com", true),
            ("badexample.com", false),
            ("example.com.other", false),
            ("com", false),
        ] {
            assert_eq!(is_within(host, "example.com"), within, "{host}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_of_an_address_is_a_host(address in "(https?://)?[a-zA-Z@:/.?#%-]{0,30}") {
            if let WebAddress::Host(host) = web_address(&address) {
                prop_assert_eq!(web_host(&host), Some(host.clone()));
            }
        }
    }
}
