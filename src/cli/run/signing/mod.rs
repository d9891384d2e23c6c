//! Signing what a run writes: `FILE.sig` beside each file, in the format of
//! OpenSSH (SSHSIG), so that `ssh-keygen -Y verify` checks it anywhere.
//!
//! The key is opened before anything is read, so that an hour of reading phones
//! is not lost to a key that cannot sign. A key with a passphrase, on a token or
//! in another program is used through the agent, as `ssh-keygen -Y sign` does.

mod agent;
mod key;

use super::atomic_file::{AtomicFile, AtomicFiles};
use crate::source::signature::{FileDigest, FileHasher, NAMESPACE, signature_path, to_be_signed};
use anyhow::Context as _;
use key::Key;
use signature::Verifier as _;
use ssh_key::{HashAlg, LineEnding, SshSig};
use std::io::{self, Write as _};
use std::path::Path;

/// What `ssh-keygen` uses, too.
const HASH: HashAlg = HashAlg::Sha512;

/// A key that can sign.
#[derive(Debug)]
pub(crate) struct SigningKey {
    key: Key,
    /// As the user named it.
    shown: String,
}

impl SigningKey {
    /// Opens the key of `--sign`, if there is one.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Option<Self>> {
        let Some(path) = path else {
            return Ok(None);
        };
        let shown = path.display().to_string();
        let key = Key::open(path).with_context(|| format!("cannot sign with `{shown}`"))?;
        Ok(Some(Self { key, shown }))
    }

    /// The fingerprint of the key, as `ssh-keygen -l` prints it.
    pub(crate) fn fingerprint(&self) -> String {
        let public = self.key.public();
        public.fingerprint(HashAlg::Sha256).to_string()
    }

    /// The text of the signature of a file with this digest.
    pub(crate) fn sign(&self, digest: &FileDigest) -> anyhow::Result<String> {
        self.signature(digest)
            .with_context(|| format!("cannot sign with `{}`", self.shown))
    }

    fn signature(&self, digest: &FileDigest) -> anyhow::Result<String> {
        let text = to_be_signed(HASH, digest);
        let signature = self.key.sign(&text)?;
        let public = self.key.public().key_data();
        // What an agent gives is believed as little as any other answer.
        let fits = public.verify(&text, &signature).is_ok();
        anyhow::ensure!(fits, "the signature does not fit the key");
        let signature = SshSig::new(public.clone(), NAMESPACE, HASH, signature)?;
        Ok(signature.to_pem(LineEnding::LF)?)
    }

    /// A pending file with the signature of what will be at a path.
    pub(crate) fn pending(
        &self,
        path: &Path,
        digest: &FileDigest,
        files: &AtomicFiles,
    ) -> anyhow::Result<AtomicFile> {
        let text = self.sign(digest)?;
        let path = signature_path(path);
        let mut file = files.open(&path)?;
        file.write_all(text.as_bytes())
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(file)
    }
}

/// Passes on what is written, and takes its digest.
pub(crate) struct Digesting<W> {
    inner: W,
    hasher: FileHasher,
}

impl<W> Digesting<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self {
            inner,
            hasher: FileHasher::default(),
        }
    }

    /// The digest of everything that was written.
    pub(crate) fn digest(&self) -> FileDigest {
        self.hasher.clone().finish()
    }

    /// What was written to.
    pub(crate) fn into_inner(self) -> W {
        self.inner
    }
}

impl<W: io::Write> io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Writes one whole file and, with a key, its signature.
pub(crate) fn write(
    path: &Path,
    bytes: &[u8],
    key: Option<&SigningKey>,
    files: &AtomicFiles,
) -> anyhow::Result<()> {
    let mut file = files.open(path)?;
    file.write_all(bytes)
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    let mut finished = vec![file];
    if let Some(key) = key {
        finished.push(key.pending(path, &FileDigest::of(bytes), files)?);
    }
    files.finish(finished)
}
