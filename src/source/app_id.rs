//! The form of an app's id, and of what only looks like one: names of files and
//! of computers. Both read from the same parts, in opposite order.

/// Top-level domains that ids of two parts begin with. Ids of more parts are
/// told by their form.
const COMMON: [&str; 12] = [
    "com", "org", "net", "io", "app", "me", "co", "tv", "de", "no", "nl", "uk",
];

/// What files end with whose names have the form of an id.
const ENDINGS: [&str; 28] = [
    "json", "js", "ts", "md", "txt", "html", "htm", "css", "yml", "yaml", "toml", "xml", "png",
    "jpg", "zip", "gz", "lock", "py", "rs", "go", "java", "kt", "sh", "log", "csv", "plist", "db",
    "exe",
];

/// What the first part of a computer's name says it is for. No id begins so.
const HOSTS: [&str; 16] = [
    "www", "web", "api", "docs", "mail", "wiki", "blog", "shop", "help", "cdn", "auth", "sso",
    "git", "ftp", "smtp", "imap",
];

/// Top-level domains that addresses of computers end with.
const DOMAINS: [&str; 16] = [
    "com", "org", "net", "no", "nl", "de", "uk", "eu", "io", "dev", "edu", "gov", "se", "dk", "fi",
    "be",
];

/// Whether a word in the form of an id is the address of a computer instead:
/// `www.example.org`.
fn is_host(text: &str) -> bool {
    let first = text.split('.').next().unwrap_or_default();
    first == "www" || (HOSTS.contains(&first) && is_below_domain(text))
}

/// Whether a word ends as the address of a computer does.
pub(super) fn is_below_domain(text: &str) -> bool {
    let last = text.rsplit('.').next();
    last.is_some_and(|last| DOMAINS.contains(&last))
}

/// Whether text has the form of an app's id, and not of a computer's address.
pub(super) fn is_id(text: &str) -> bool {
    is_app_id(text) && !is_host(text)
}

/// Whether text has the form of an app's id: `com.example.app`.
pub(super) fn is_app_id(text: &str) -> bool {
    // Most texts are told apart by what stands before their first dot.
    let domain = memchr::memchr(b'.', text.as_bytes()).unwrap_or(0);
    if !(2..=4).contains(&domain) || text.len() > 255 {
        return false;
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [first, .., last] = parts.as_slice() else {
        return false;
    };
    let is_domain = (2..=4).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    let is_name = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    is_domain
        && parts.iter().all(is_name)
        && !ENDINGS.contains(last)
        && (parts.len() > 2 || COMMON.contains(first))
}
