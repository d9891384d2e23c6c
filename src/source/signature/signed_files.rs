//! The files of a run, each looked at once: who signed it, if anybody did.

use super::ENDING;
use super::allowed_signers::AllowedSigners;
use super::fault::SignatureFault;
use super::manifest::Manifest;
use super::sshsig::{FileDigest, check};
use crate::inventory::{
    DigestOf, Gap, GapCode, InventoryDigest, Locator, Reading, Signature, Signer,
};
use crate::source::container::bounded::{self, ReadError};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The largest signature that is read, in bytes. One of RSA with 16384 bits
/// takes 6 kB.
const LARGEST: u64 = 64 << 10;

/// The place of the signature of a file.
#[must_use]
pub fn signature_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ENDING);
    PathBuf::from(name)
}

/// Why nobody vouches for a file.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// There is no signature beside it.
    #[error("it is not signed")]
    Unsigned,
    /// There is one, and it does not vouch for the file.
    #[error(transparent)]
    Signature(#[from] SignatureFault),
    /// The file, or its signature, could not be read.
    #[error("it cannot be read: {0}")]
    Unreadable(ReadError),
}

/// Checks a file against the signature that lies beside it.
///
/// # Errors
///
/// Why nobody vouches for the file.
pub fn check_file(
    file: &Path,
    digest: &FileDigest,
    allowed: &AllowedSigners,
    at: Timestamp,
) -> Result<Arc<Signer>, FileFault> {
    let text = match bounded::read_text(&signature_path(file), LARGEST) {
        Ok(text) => text,
        Err(error) if error.is_not_found() => return Err(FileFault::Unsigned),
        Err(error) => return Err(FileFault::Unreadable(error)),
    };
    Ok(check(&text, digest, allowed, at)?)
}

/// What was found of one file.
#[derive(Debug)]
struct Proof {
    signer: Arc<Signer>,
    digest: FileDigest,
}

type Found = Arc<OnceLock<Result<Proof, Gap>>>;
type FoundList = Arc<OnceLock<List>>;

/// What the list of digests of a folder is worth.
#[derive(Debug)]
enum List {
    /// There is none, and no sign of one.
    Absent,
    /// Somebody vouches for it whose signature counts.
    Signed(Manifest, Arc<Signer>),
    /// There is one, or was, and nobody vouches for it.
    Untrusted(Gap),
}

/// Who signed which file, by the signers that count. For `--require-signed`.
#[derive(Debug)]
pub struct SignedFiles {
    allowed: AllowedSigners,
    at: Timestamp,
    files: Mutex<HashMap<PathBuf, Found>>,
    /// The lists of digests that were met.
    lists: Mutex<HashMap<PathBuf, FoundList>>,
    /// Files that are gone, and whose signature is still there.
    gone: Mutex<BTreeMap<PathBuf, Gap>>,
}

impl SignedFiles {
    /// The signers that count, at a time.
    #[must_use]
    pub fn new(allowed: AllowedSigners, at: Timestamp) -> Self {
        Self {
            allowed,
            at,
            files: Mutex::default(),
            lists: Mutex::default(),
            gone: Mutex::default(),
        }
    }

    /// Who signed the file that was read at a place, which may be inside of an
    /// archive. `judged` is the digest of what was read of it.
    pub(super) fn of(&self, locator: &Locator, judged: Option<&InventoryDigest>) -> Signature {
        let Some(path) = file_of(&locator.place) else {
            return Signature::Missing(Box::new(no_file(locator)));
        };
        let found = lock(&self.files, &path);
        match found.get_or_init(|| self.look(&path)) {
            Ok(proof) if is_what_was_read(proof, judged) => {
                Signature::Of(Arc::clone(&proof.signer))
            }
            Ok(_) => {
                Signature::Missing(Box::new(altered(&path, "it was changed while it was read")))
            }
            Err(gap) => Signature::Missing(Box::new(gap.clone())),
        }
    }

    /// What was read from more than one file is signed by nobody.
    pub(super) fn of_several(locator: &Locator) -> Signature {
        Signature::Missing(Box::new(no_file(locator)))
    }

    fn look(&self, path: &Path) -> Result<Proof, Gap> {
        let read = bounded::open(path).and_then(|mut file| Ok(FileDigest::read(&mut file)?));
        let digest =
            read.map_err(|error| altered(path, &FileFault::Unreadable(error).to_string()))?;
        // A signed list binds, whatever else vouches for the file: a signed copy
        // of another one is not the file that the list names.
        let by_list = self.by_manifest(path, &digest)?;
        let signer = match check_file(path, &digest, &self.allowed, self.at) {
            Ok(signer) => signer,
            Err(FileFault::Unsigned) => {
                by_list.ok_or_else(|| gap_of(path, &FileFault::Unsigned))?
            }
            Err(fault) => return Err(gap_of(path, &fault)),
        };
        Ok(Proof { signer, digest })
    }

    /// Who signed the folder's list of digests, if it names the file. A list that
    /// nobody vouches for was the organisation's once, or is somebody's bait: what
    /// lies beside it is not vouched for either.
    fn by_manifest(&self, path: &Path, digest: &FileDigest) -> Result<Option<Arc<Signer>>, Gap> {
        let name = path.file_name().and_then(|name| name.to_str());
        let list = path.with_file_name(Manifest::NAME);
        let found = lock(&self.lists, &list);
        let (manifest, signer) = match found.get_or_init(|| self.list(&list)) {
            List::Absent => return Ok(None),
            List::Untrusted(gap) => return Err(gap.clone()),
            List::Signed(manifest, signer) => (manifest, signer),
        };
        match name.and_then(|name| manifest.digest(name)) {
            Some(noted) if noted == digest.hex() => Ok(Some(Arc::clone(signer))),
            Some(_) => Err(altered(
                path,
                &format!(
                    "it is not the file that the signed {} names",
                    Manifest::NAME
                ),
            )),
            None => Ok(None),
        }
    }

    /// Takes notice of a folder that is searched for inventories, by the names in
    /// it: of its list of digests, and of signatures whose file is gone.
    pub(in crate::source) fn see_folder<'n>(
        &self,
        folder: &Path,
        names: impl Iterator<Item = &'n OsStr>,
    ) {
        for name in names.filter_map(OsStr::to_str) {
            let signed = name.strip_suffix(ENDING);
            let list = signed.unwrap_or(name);
            if list.eq_ignore_ascii_case(Manifest::NAME) {
                let list = folder.join(list);
                let found = lock(&self.lists, &list);
                found.get_or_init(|| self.list(&list));
            } else if let Some(file) = signed.map(|file| folder.join(file))
                && !file.is_file()
                && is_signature(&folder.join(name))
            {
                let gap = altered(&file, "its signature is there, and it is not");
                let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
                gone.insert(file, gap);
            }
        }
    }

    /// Files that are not there and that a signature or a signed list of digests
    /// names, of these folders and those below them: inventories that somebody took
    /// away. A list that nobody vouches for may have named others, so it is told
    /// like one.
    #[must_use]
    pub fn taken_away(&self, folders: &[&Path]) -> Vec<Reading> {
        let is_in = |path: &Path| {
            folders.iter().any(|folder| {
                path.starts_with(folder) || (*folder == Path::new(".") && path.is_relative())
            })
        };
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        let gone = gone.iter().filter(|(file, _)| is_in(file));
        let mut missing: BTreeMap<PathBuf, Gap> = gone
            .map(|(file, gap)| (file.clone(), gap.clone()))
            .collect();
        let lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        for (list, found) in lists.iter().filter(|(list, _)| is_in(list)) {
            match found.get() {
                Some(List::Signed(manifest, _)) => {
                    let files = manifest.files().map(|(name, _)| list.with_file_name(name));
                    missing.extend(files.filter(|file| !file.is_file()).map(|file| {
                        let reason = format!(
                            "the signed {} names it, and it is not there",
                            Manifest::NAME
                        );
                        let mut gap = altered(&file, &reason);
                        "find out who took it away, and put it back".clone_into(&mut gap.advice);
                        (file, gap)
                    }));
                }
                Some(List::Untrusted(gap)) => {
                    missing.insert(list.clone(), gap.clone());
                }
                Some(List::Absent) | None => {}
            }
        }
        let reading = |(file, gap): (PathBuf, Gap)| {
            Reading::unread(Locator::new(file.display().to_string()), None, gap)
        };
        missing.into_iter().map(reading).collect()
    }

    fn list(&self, path: &Path) -> List {
        let untrusted = |fault: &FileFault| {
            let mut gap = gap_of(path, fault);
            gap.message
                .push_str(", so nobody vouches for what is in its folder");
            SIGN_THE_LIST.clone_into(&mut gap.advice);
            List::Untrusted(gap)
        };
        let bytes = match bounded::read(path, Manifest::LARGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.is_not_found() && !signature_path(path).exists() => {
                return List::Absent;
            }
            Err(error) => return untrusted(&FileFault::Unreadable(error)),
        };
        match check_file(path, &FileDigest::of(&bytes), &self.allowed, self.at) {
            // A file name need not be in UTF-8; the digests are.
            Ok(signer) => List::Signed(Manifest::parse(&String::from_utf8_lossy(&bytes)), signer),
            Err(fault) => untrusted(&fault),
        }
    }
}

const SIGN_THE_LIST: &str = "find out who changed it, and take the inventories again with \
    `dutyphone collect -o DIR --sign KEY`; if it is as it was left, sign it: `ssh-keygen -Y \
    sign -n dutyphone -f KEY SHA256SUMS`";

/// Whether a file begins as a signature of OpenSSH does; other programs end the
/// names of theirs so, too.
fn is_signature(path: &Path) -> bool {
    let begins = |text: String| {
        text.trim_start()
            .starts_with("-----BEGIN SSH SIGNATURE-----")
    };
    bounded::read_text(path, LARGEST).is_ok_and(begins)
}

/// A plain file with one inventory is judged from the very bytes that were
/// signed. What is packed, or holds one a line, has other digests.
fn is_what_was_read(proof: &Proof, judged: Option<&InventoryDigest>) -> bool {
    let whole = judged.filter(|digest| digest.of == DigestOf::File);
    let is_plain = proof.digest.first == Some(b'{');
    whole.is_none_or(|judged| !is_plain || *judged.bytes() == proof.digest.sha256)
}

fn lock<T: Default>(known: &Mutex<HashMap<PathBuf, Arc<T>>>, path: &Path) -> Arc<T> {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(path.to_owned()).or_default())
}

/// The file on disk that holds a place: the place itself, or the archive that it
/// is in.
fn file_of(place: &str) -> Option<PathBuf> {
    let ends = place.match_indices('!').map(|(end, _)| end);
    let outer = ends.filter_map(|end| place.get(..end));
    let mut paths = std::iter::once(place).chain(outer).map(PathBuf::from);
    paths.find(|path| path.is_file())
}

fn no_file(locator: &Locator) -> Gap {
    Gap::new(
        GapCode::InventoryUnsigned,
        format!("{locator} is not signed, and signed inventories were asked for"),
        "only files can carry a signature: take the inventory with `dutyphone collect -o DIR \
         --sign KEY`, and audit that",
    )
}

fn gap_of(path: &Path, fault: &FileFault) -> Gap {
    let (code, advice) = match fault {
        FileFault::Unsigned => (
            GapCode::InventoryUnsigned,
            "take the inventory with `dutyphone collect -o DIR --sign KEY`, or sign it with \
             `ssh-keygen -Y sign -n dutyphone -f KEY FILE`",
        ),
        FileFault::Signature(
            SignatureFault::OtherKey(_)
            | SignatureFault::NotAllowed(..)
            | SignatureFault::OtherUse(_)
            | SignatureFault::Unsupported(_)
            | SignatureFault::Weak,
        ) => (
            GapCode::InventoryUnsigned,
            "find out who signed it; if the key may count, add it to the allowed signers",
        ),
        _ => return altered(path, &fault.to_string()),
    };
    Gap::new(code, format!("{}: {fault}", path.display()), advice)
}

fn altered(path: &Path, reason: &str) -> Gap {
    Gap::new(
        GapCode::InventoryAltered,
        format!("{}: {reason}", path.display()),
        "find out who changed it, and take the inventory again",
    )
}
