//! Whether a text in a list that this version does not know looks like the id of an
//! app, and a key like one whose lists hold something else.
//!
//! Of the ids of the built-in catalogue nineteen in twenty are told so; the others
//! mostly have two parts, as kinds of accounts have. What else is written with dots
//! must not pass for an app: permissions, features, hosts, files, versions.

/// The longest text that is an id.
const LONGEST: usize = 255;

/// What the last part of a host is, and of ids only where the first is one of them too.
const DOMAINS: [&str; 22] = [
    "com", "org", "net", "no", "nl", "de", "uk", "eu", "io", "dev", "edu", "gov", "se", "dk", "fi",
    "be", "int", "mil", "biz", "info", "local", "internal",
];

/// What the names of files end with.
const ENDINGS: [&str; 24] = [
    "json", "js", "md", "txt", "html", "htm", "css", "yml", "yaml", "toml", "xml", "png", "jpg",
    "zip", "py", "sh", "log", "csv", "plist", "db", "exe", "apk", "ipa", "pdf",
];

/// Parts that only names of other things have.
const OTHER: [&str; 9] = [
    "permission",
    "permissions",
    "feature",
    "features",
    "hardware",
    "software",
    "intent",
    "category",
    "entitlement",
];

/// Parts of keys whose lists hold no apps.
const KEYS: [&str; 11] = [
    "permission",
    "feature",
    "librar",
    "host",
    "domain",
    "url",
    "cert",
    "entitle",
    "class",
    "intent",
    "account",
];

/// Whether it has the form of an app's id: `com.example.app`.
pub(super) fn looks_like_id(text: &str) -> bool {
    let first = text.split('.').next().unwrap_or_default();
    let last = text.rsplit('.').next().unwrap_or_default();
    let is_letters = first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_constant = last.contains('_') && !last.bytes().any(|byte| byte.is_ascii_lowercase());
    text.len() <= LONGEST
        && (2..=4).contains(&first.len())
        && is_letters
        && text.split('.').count() > 2
        && text.split('.').all(is_part)
        && !is_constant
        && !ENDINGS.contains(&last)
        && (!DOMAINS.contains(&last) || DOMAINS.contains(&first))
}

fn is_part(part: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !part.is_empty()
        && !part.starts_with('-')
        && part.bytes().all(is_sign)
        && !OTHER.iter().any(|word| word.eq_ignore_ascii_case(part))
}

/// Whether a key says that its lists hold something other than apps.
pub(super) fn is_of_other_things(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    KEYS.iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_other_names_with_dots() {
        for id in [
            "com.example.app",
            "no.example.bank",
            "net.example.Messenger-iOS",
            "org.example.a_b.c2",
            "com.example.no",
        ] {
            assert!(looks_like_id(id), "{id}");
        }
        for other in [
            "",
            "a",
            "com.example",
            "android.permission.CAMERA",
            "android.hardware.camera",
            "com.example.android.c2dm.permission.RECEIVE",
            "com.example.feature.PEN",
            "com.example.app.BIND_SERVICE",
            "mail.example.com",
            "www.example.no",
            "vpn.corp.local",
            "lib.example.json",
            "1.2.3",
            "v.1.2",
            "com.example/.Service",
            "com..example",
            "com.example.",
            "Talk of com.example.app",
            "en-GB",
            "2026-11-20T08:14:02.000Z",
        ] {
            assert!(!looks_like_id(other), "{other}");
        }
    }

    #[test]
    fn some_keys_are_of_other_things() {
        for key in [
            "permissions",
            "grantedPermissions",
            "trusted_hosts",
            "shared_libraries",
        ] {
            assert!(is_of_other_things(key), "{key}");
        }
        for key in ["more_apps", "packages", "later", "others"] {
            assert!(!is_of_other_things(key), "{key}");
        }
    }
}
