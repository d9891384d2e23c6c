//! What each file of a folder turns out to be.
//!
//! A file is vouched for by its own signature, or by that of the folder's
//! `SHA256SUMS`, which names it. Only the list shows that a file was added or
//! taken away; without it that cannot be told, and the folder is never called
//! whole.

use crate::cli::run::manifest;
use crate::inventory::Signer;
use crate::source::container::bounded;
use crate::source::signature::{
    AllowedSigners, ENDING, FileDigest, FileFault, Manifest, SignatureFault, check_file,
};
use anyhow::Context as _;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is what somebody signed whose signature counts.
    Ok,
    /// It is not what was signed or noted.
    Changed,
    /// The list names it, and it is not there.
    Missing,
    /// It is there, and the list does not name it.
    Added,
    /// Somebody signed it whose signature does not count.
    Foreign,
    /// Nobody signed it.
    Unsigned,
    /// It could not be checked.
    Unread,
}

impl State {
    /// All of them, in the order in which they are counted.
    pub(super) const ALL: [Self; 7] = [
        Self::Ok,
        Self::Changed,
        Self::Missing,
        Self::Added,
        Self::Foreign,
        Self::Unsigned,
        Self::Unread,
    ];

    /// The word that is printed.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Added => "added",
            Self::Foreign => "foreign",
            Self::Unsigned => "unsigned",
            Self::Unread => "unread",
        }
    }

    /// Whether it speaks against the folder; the others leave it open.
    pub(super) fn is_wrong(self) -> bool {
        matches!(
            self,
            Self::Changed | Self::Missing | Self::Added | Self::Foreign
        )
    }
}

/// One file, and what it turned out to be.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) name: String,
    pub(super) state: State,
    pub(super) text: String,
}

/// Checks a file against the signature beside it.
pub(super) fn file(path: &Path, allowed: &AllowedSigners, at: Timestamp) -> Finding {
    let (state, text) = match manifest::digest(path) {
        Ok(digest) => own(path, &digest, allowed, at).unwrap_or_else(|| {
            (
                State::Unsigned,
                "there is no signature beside it".to_owned(),
            )
        }),
        Err(error) => (State::Unread, error.to_string()),
    };
    Finding {
        name: path.display().to_string(),
        state,
        text,
    }
}

/// Checks every file of a folder, sorted by name.
pub(super) fn folder(
    path: &Path,
    allowed: &AllowedSigners,
    at: Timestamp,
) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let names = names(path, &mut findings)
        .with_context(|| format!("cannot look into `{}`", path.display()))?;
    let list = list(path, allowed, at, &mut findings);
    let folder = Folder {
        path,
        allowed,
        at,
        list,
    };
    let noted = folder.list.manifest.files().map(|(name, _)| name);
    let all: BTreeSet<&str> = noted.chain(names.iter().map(String::as_str)).collect();
    for name in all {
        let found = folder.file(name, names.contains(name), &names);
        findings.extend(found.map(|(state, text)| Finding {
            name: name.to_owned(),
            state,
            text,
        }));
    }
    findings.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(findings)
}

/// The files of a folder. Whatever else there is cannot be checked.
fn names(path: &Path, findings: &mut Vec<Finding>) -> std::io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        let odd = if kind.is_dir() {
            "a folder, which is not looked into; verify it by itself"
        } else if !kind.is_file() {
            "a link or no ordinary file, which is not followed"
        } else if name.ends_with(".unfinished") {
            "left over from an interrupted run; delete it"
        } else {
            names.insert(name);
            continue;
        };
        findings.push(Finding {
            name,
            state: State::Unread,
            text: odd.to_owned(),
        });
    }
    Ok(names)
}

/// The list of digests of a folder.
struct List {
    manifest: Manifest,
    /// Whether there is one.
    is_there: bool,
    /// Who signed it, if that counts.
    signer: Option<Arc<Signer>>,
}

fn list(
    folder: &Path,
    allowed: &AllowedSigners,
    at: Timestamp,
    findings: &mut Vec<Finding>,
) -> List {
    let path = folder.join(Manifest::NAME);
    let mut say = |state, text: String| {
        findings.push(Finding {
            name: Manifest::NAME.to_owned(),
            state,
            text,
        });
    };
    let mut list = List {
        manifest: Manifest::default(),
        is_there: true,
        signer: None,
    };
    let bytes = match bounded::read(&path, Manifest::LARGEST) {
        Ok(bytes) => bytes,
        Err(error) => {
            list.is_there = !error.is_not_found();
            let text = if list.is_there {
                error.to_string()
            } else {
                "not there: whether files were added or removed cannot be told".to_owned()
            };
            say(State::Unread, text);
            return list;
        }
    };
    list.manifest = Manifest::parse(&String::from_utf8_lossy(&bytes));
    for number in list.manifest.unknown_lines() {
        say(
            State::Unread,
            format!("line {number} names no file of the folder"),
        );
    }
    match check_file(&path, &FileDigest::of(&bytes), allowed, at) {
        Ok(signer) => {
            say(State::Ok, signed_by(&signer));
            list.signer = Some(signer);
        }
        Err(fault) => {
            let (state, text) = fault_text(&fault);
            say(state, text);
        }
    }
    list
}

struct Folder<'f> {
    path: &'f Path,
    allowed: &'f AllowedSigners,
    at: Timestamp,
    list: List,
}

impl Folder<'_> {
    /// What a file is; `None` for the list, and for the signature of a file that
    /// is told of by itself.
    fn file(
        &self,
        name: &str,
        is_there: bool,
        names: &BTreeSet<String>,
    ) -> Option<(State, String)> {
        let noted = self.list.manifest.digest(name);
        if name == Manifest::NAME {
            return None;
        }
        if let Some(signed) = name.strip_suffix(ENDING)
            && noted.is_none()
        {
            let is_told = names.contains(signed) || self.list.manifest.digest(signed).is_some();
            let text = "a signature without its file".to_owned();
            return (!is_told).then_some((State::Missing, text));
        }
        if !is_there {
            return Some((State::Missing, format!("{} names it", Manifest::NAME)));
        }
        let path = self.path.join(name);
        let digest = match manifest::digest(&path) {
            Ok(digest) => digest,
            Err(error) => return Some((State::Unread, error.to_string())),
        };
        let own = own(&path, &digest, self.allowed, self.at);
        Some(match (noted, own) {
            (Some(noted), _) if noted != digest.hex() => (
                State::Changed,
                format!("{} has another digest of it", Manifest::NAME),
            ),
            (Some(_), Some(own)) => own,
            (Some(_), None) => match &self.list.signer {
                Some(signer) => (State::Ok, signed_by(signer)),
                None => unsigned(),
            },
            (None, own) if self.list.is_there => {
                let own = own.map(|(_, text)| format!("; {text}")).unwrap_or_default();
                let text = format!("{} does not name it{own}", Manifest::NAME);
                (State::Added, text)
            }
            (None, own) => own.unwrap_or_else(unsigned),
        })
    }
}

/// What the signature beside a file says; `None` when there is none.
fn own(
    path: &Path,
    digest: &FileDigest,
    allowed: &AllowedSigners,
    at: Timestamp,
) -> Option<(State, String)> {
    match check_file(path, digest, allowed, at) {
        Ok(signer) => Some((State::Ok, signed_by(&signer))),
        Err(FileFault::Unsigned) => None,
        Err(fault) => Some(fault_text(&fault)),
    }
}

fn unsigned() -> (State, String) {
    (State::Unsigned, FileFault::Unsigned.to_string())
}

fn fault_text(fault: &FileFault) -> (State, String) {
    let state = match fault {
        FileFault::Unsigned => State::Unsigned,
        FileFault::Signature(SignatureFault::Altered | SignatureFault::Damaged(_)) => {
            State::Changed
        }
        FileFault::Signature(SignatureFault::Unsupported(_)) | FileFault::Unreadable(_) => {
            State::Unread
        }
        FileFault::Signature(_) => State::Foreign,
    };
    (state, fault.to_string())
}

fn signed_by(signer: &Signer) -> String {
    format!("signed by {} ({})", signer.principal, signer.key)
}
