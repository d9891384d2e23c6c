//! One signature against the digest of one file.
//!
//! What is signed is not the file but a text about its digest
//! (`PROTOCOL.sshsig` of OpenSSH, section 3), so a file of any size is read
//! once and never held.

use super::NAMESPACE;
use super::allowed_signers::AllowedSigners;
use super::fault::SignatureFault;
use crate::inventory::Signer;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256, Sha512};
use signature::Verifier as _;
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, SshSig};
use std::io::{self, Read};
use std::sync::Arc;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 << 10;

/// The digests of a file. A signature names which one it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDigest {
    /// SHA-256.
    pub sha256: [u8; 32],
    sha512: [u8; 64],
    /// The first byte; none for an empty file.
    pub first: Option<u8>,
}

impl FileDigest {
    /// Reads to the end.
    ///
    /// # Errors
    ///
    /// Whatever `input` reports.
    pub fn read(input: &mut dyn Read) -> io::Result<Self> {
        let mut hasher = FileHasher::default();
        let mut piece = vec![0; PIECE];
        loop {
            let count = match input.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(piece.get(..count).unwrap_or_default());
        }
        Ok(hasher.finish())
    }

    /// The digests of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = FileHasher::default();
        hasher.update(bytes);
        hasher.finish()
    }

    /// The SHA-256 as 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        let digits: Vec<String> = self.sha256.iter().map(|b| format!("{b:02x}")).collect();
        digits.concat()
    }
}

/// Takes a file piece by piece.
#[derive(Debug, Clone, Default)]
pub struct FileHasher {
    short: Sha256,
    long: Sha512,
    first: Option<u8>,
}

impl FileHasher {
    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.first = self.first.or(bytes.first().copied());
        self.short.update(bytes);
        self.long.update(bytes);
    }

    /// The digests of all pieces.
    #[must_use]
    pub fn finish(self) -> FileDigest {
        FileDigest {
            sha256: self.short.finalize().into(),
            sha512: self.long.finalize().into(),
            first: self.first,
        }
    }
}

/// The bytes that a key signs for a file with this digest.
#[must_use]
pub fn to_be_signed(hash: HashAlg, digest: &FileDigest) -> Vec<u8> {
    let mut text = b"SSHSIG".to_vec();
    let mut add = |part: &[u8]| {
        // The longest is a digest of 64 bytes.
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        text.extend_from_slice(&length.to_be_bytes());
        text.extend_from_slice(part);
    };
    add(NAMESPACE.as_bytes());
    // Reserved.
    add(b"");
    add(hash.as_str().as_bytes());
    match hash {
        HashAlg::Sha256 => add(&digest.sha256),
        _ => add(&digest.sha512),
    }
    text
}

/// Whether signatures of a key can be checked: Ed25519, ECDSA with P-256, both
/// also on a token, and RSA.
fn is_supported(key: &KeyData) -> bool {
    match key {
        KeyData::Ed25519(_)
        | KeyData::SkEd25519(_)
        | KeyData::SkEcdsaSha2NistP256(_)
        | KeyData::Rsa(_) => true,
        KeyData::Ecdsa(key) => key.curve() == EcdsaCurve::NistP256,
        _ => false,
    }
}

/// Checks the text of a signature: whose it is, and that it is of a file with
/// this digest. `at` is the time at which the key has to be valid.
///
/// # Errors
///
/// Why it does not vouch for the file.
pub fn check(
    signature: &str,
    digest: &FileDigest,
    allowed: &AllowedSigners,
    at: Timestamp,
) -> Result<Arc<Signer>, SignatureFault> {
    let damaged = |error: ssh_key::Error| SignatureFault::Damaged(error.to_string());
    let found = SshSig::from_pem(signature.trim_ascii_start()).map_err(damaged)?;
    if found.namespace() != NAMESPACE {
        return Err(SignatureFault::OtherUse(found.namespace().to_owned()));
    }
    if found.algorithm() == (Algorithm::Rsa { hash: None }) {
        return Err(SignatureFault::Weak);
    }
    if !found.reserved().is_empty() {
        // They would be signed too, and nobody knows what they mean.
        return Err(SignatureFault::Damaged("it has reserved fields".to_owned()));
    }
    if !is_supported(found.public_key()) {
        let kind = found.public_key().algorithm();
        return Err(SignatureFault::Unsupported(kind.to_string()));
    }
    // Whose it claims to be comes first: for a stranger nothing else matters.
    let signer = allowed.find(found.public_key(), at)?;
    let text = to_be_signed(found.hash_alg(), digest);
    found
        .public_key()
        .verify(&text, found.signature())
        .map_err(|_| SignatureFault::Altered)?;
    Ok(signer)
}
