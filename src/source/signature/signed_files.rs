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
use std::collections::HashMap;
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
type FoundManifest = Arc<OnceLock<Option<(Manifest, Arc<Signer>)>>>;

/// Who signed which file, by the signers that count. For `--require-signed`.
#[derive(Debug)]
pub struct SignedFiles {
    allowed: AllowedSigners,
    at: Timestamp,
    files: Mutex<HashMap<PathBuf, Found>>,
    manifests: Mutex<HashMap<PathBuf, FoundManifest>>,
}

impl SignedFiles {
    /// The signers that count, at a time.
    #[must_use]
    pub fn new(allowed: AllowedSigners, at: Timestamp) -> Self {
        Self {
            allowed,
            at,
            files: Mutex::default(),
            manifests: Mutex::default(),
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

    /// Who signed the folder's list of digests, if it is signed and names the
    /// file.
    fn by_manifest(&self, path: &Path, digest: &FileDigest) -> Result<Option<Arc<Signer>>, Gap> {
        let name = path.file_name().and_then(|name| name.to_str());
        let list = path.with_file_name(Manifest::NAME);
        let found = lock(&self.manifests, &list);
        let found = found.get_or_init(|| self.manifest(&list)).as_ref();
        let Some((manifest, signer)) = found else {
            return Ok(None);
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

    /// Files that are not there and that a signed list of digests names, of the
    /// lists in or below these folders that were looked at: inventories that
    /// somebody took away.
    #[must_use]
    pub fn taken_away(&self, folders: &[&Path]) -> Vec<Reading> {
        let lists = self.manifests.lock();
        let lists = lists.unwrap_or_else(PoisonError::into_inner);
        let is_in = |list: &Path, folder: &Path| {
            list.starts_with(folder) || (folder == Path::new(".") && list.is_relative())
        };
        let asked = lists
            .iter()
            .filter(|(list, _)| folders.iter().any(|folder| is_in(list, folder)));
        let mut missing: Vec<PathBuf> = Vec::new();
        for (list, found) in asked {
            if let Some(Some((manifest, _))) = found.get() {
                let files = manifest.files().map(|(name, _)| list.with_file_name(name));
                missing.extend(files.filter(|file| file.symlink_metadata().is_err()));
            }
        }
        missing.sort();
        let readings = missing.into_iter().map(|file| {
            let gap = Gap::new(
                GapCode::InventoryAltered,
                format!(
                    "{}: the signed {} names it, and it is not there",
                    file.display(),
                    Manifest::NAME
                ),
                "find out who took it away, and put it back",
            );
            Reading::unread(Locator::new(file.display().to_string()), None, gap)
        });
        readings.collect()
    }

    fn manifest(&self, list: &Path) -> Option<(Manifest, Arc<Signer>)> {
        let bytes = bounded::read(list, Manifest::LARGEST).ok()?;
        let digest = FileDigest::of(&bytes);
        let signer = check_file(list, &digest, &self.allowed, self.at).ok()?;
        Some((Manifest::parse(std::str::from_utf8(&bytes).ok()?), signer))
    }
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
