//! Whether the lines of a record are about the package of its header.
//!
//! The package's name stands in several of them. One that names another
//! package belongs to another record.

use crate::source::android::parse::lines::split_last;

/// The names of one package.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    /// The name of the header.
    pub(super) own: &'a str,
    /// The name before the package was renamed.
    pub(super) former: Option<&'a [u8]>,
}

impl Names<'_> {
    /// `Package{hash name}`, or `null`. Other shapes say nothing.
    pub(super) fn by_pkg(self, value: &[u8]) -> bool {
        let inside = value
            .strip_prefix(b"Package{")
            .and_then(|rest| rest.trim_ascii_end().strip_suffix(b"}"));
        match inside.and_then(|inside| split_last(inside, b' ')) {
            Some((_, name)) => self.has(name),
            None => !value.starts_with(b"Package{"),
        }
    }

    /// `/data/app/~~random==/name-random==`: since Android 8 a folder in
    /// which an app was installed begins with its name and ends in `==`.
    pub(super) fn by_code_path(self, value: &[u8]) -> bool {
        let Some((_, last)) = split_last(value, b'/') else {
            return true;
        };
        if !value.starts_with(b"/data/app/") || !last.ends_with(b"==") || !last.contains(&b'-') {
            return true;
        }
        let mut ends = last
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'-')
            .filter_map(|(at, _)| last.get(..at));
        ends.any(|name| self.has(name))
    }

    /// `/data/user/0/name`. The platform's own folder has another shape.
    pub(super) fn by_data_folder(self, value: &[u8]) -> bool {
        let is_usual = value.starts_with(b"/data/user/") || value.starts_with(b"/data/user_de/");
        match split_last(value, b'/') {
            Some((_, name)) if is_usual => self.has(name),
            _ => true,
        }
    }

    /// Whether this is the package's name, its former name, or the name that
    /// a library had before its version was added.
    fn has(self, name: &[u8]) -> bool {
        let own = self.own.as_bytes();
        let without_version = || split_last(own, b'_').map(|(stem, _)| stem);
        name == own || self.former == Some(name) || without_version() == Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_further_down_must_be_that_of_the_header() {
        let record = Names {
            own: "com.example.a",
            former: None,
        };
        assert!(record.by_pkg(b"Package{1f com.example.a}"));
        assert!(!record.by_pkg(b"Package{1f com.example.b}"));
        assert!(!record.by_pkg(b"Package{1f com.exam"));
        assert!(record.by_pkg(b"null"));
        for (path, right) in [
            (&b"/data/app/~~x==/com.example.a-y-z==/base.apk"[..], true),
            (b"/data/app/~~x==/com.example.a-y-z==", true),
            (b"/data/app/~~x==/com.example.b-y-z==", false),
            (b"/data/app/com.example.b-1", true),
            (b"/system/app/Anything", true),
            (b"/data/app/~~x==/com.exa", true),
        ] {
            assert_eq!(record.by_code_path(path), right);
        }
        assert!(record.by_data_folder(b"/data/user/0/com.example.a"));
        assert!(!record.by_data_folder(b"/data/user/0/com.example.b"));
        assert!(record.by_data_folder(b"/data/system"));
        let library = Names {
            own: "com.example.lib_12",
            former: None,
        };
        assert!(library.by_code_path(b"/data/app/~~x==/com.example.lib_12-y=="));
        assert!(library.by_data_folder(b"/data/user/0/com.example.lib"));
    }
}
