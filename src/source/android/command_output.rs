//! What a phone printed, before anybody has understood it.
//!
//! This is the seam between transport and parsing. The transport fills a
//! [`Recording`] and knows nothing of its content; `assemble` turns it into an
//! inventory and knows nothing of adb. A file with the output of `dumpsys` is
//! a recording in which only the dump was asked for.

/// How the output of one command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The end marker came, with this exit code.
    Exit(i32),
    /// The output stopped before its end marker; the reason, in plain words.
    Cut(String),
    /// There is no way to tell: a file that somebody saved.
    Unmarked,
    /// A file that somebody saved, and that shows that it does not hold all of
    /// it; the reason, in plain words.
    Short(String),
}

impl End {
    /// Whether it was read from a file, rather than asked of a phone.
    #[must_use]
    pub const fn is_saved(&self) -> bool {
        matches!(self, Self::Unmarked | Self::Short(_))
    }

    /// Why not all of it is there, where that is known.
    #[must_use]
    pub fn cut(&self) -> Option<&str> {
        match self {
            Self::Cut(reason) | Self::Short(reason) => Some(reason),
            Self::Exit(_) | Self::Unmarked => None,
        }
    }
}

/// The output of one command, stdout and stderr together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The bytes as they came. Not all of it need be UTF-8.
    pub bytes: Vec<u8>,
    /// How it ended.
    pub end: End,
}

/// The two listings of `pm list packages` for one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The Android user number that was asked for.
    pub user: u32,
    /// `pm list packages -f -i -U --show-versioncode --user N`, or a weaker
    /// form where the device refused that one.
    pub installed: Part,
    /// `pm list packages -u --user N`: also what was removed and left data.
    pub known: Option<Part>,
}

/// Everything one phone printed. `None` means that it was not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// `getprop`.
    pub properties: Option<Part>,
    /// `date +%s; date +%z`: two lines.
    pub clock: Option<Part>,
    /// `pm list users`.
    pub users: Option<Part>,
    /// `cmd user list -v --all`, or `dumpsys user` where that is unknown.
    pub users_verbose: Option<Part>,
    /// `am get-current-user`.
    pub current_user: Option<Part>,
    /// `cmd device_policy list-owners`, or `dumpsys device_policy`.
    pub owners: Option<Part>,
    /// `dumpsys -t 60 package packages`, or a longer dump that holds it.
    pub dump: Option<Part>,
    /// `pm list packages`, once a user.
    pub listings: Vec<Listing>,
    /// `dumpsys package keysets`: the names of all packages, once more.
    pub key_sets: Option<Part>,
    /// `pm list packages --apex-only`: modules of the system, which are in
    /// that list and not in the main one (since Android 14).
    pub modules: Option<Part>,
    /// `dumpsys -t 60 package NAME`, once a web app: which links it opens.
    pub web_apps: Vec<Part>,
    /// `dumpsys package --checkin`, in bug reports.
    pub checkin: Option<Part>,
}
