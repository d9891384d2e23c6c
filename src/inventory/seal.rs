//! What stands for the bytes of an inventory: their digest, and who signed them.
//!
//! A result names both, so that whoever holds the inventory later can show that
//! it is the one that was judged.

use super::coverage::Gap;
use super::words::words;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::Arc;

words! {
    /// Which bytes a digest is of.
    pub enum DigestOf {
        /// The whole file or stream, which holds one inventory over several lines.
        File = "file",
        /// One line of a file or stream, without its line end.
        Line = "line",
        /// The file that `dutyphone collect` writes for the device into a
        /// folder. For everything that is no saved inventory.
        Collect = "collect",
    }
}

/// The SHA-256 of an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InventoryDigest {
    /// Which bytes it is of.
    pub of: DigestOf,
    sha256: [u8; 32],
}

impl InventoryDigest {
    /// The digest of these bytes.
    #[must_use]
    pub fn new(of: DigestOf, bytes: &[u8]) -> Self {
        Self {
            of,
            sha256: Sha256::digest(bytes).into(),
        }
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.sha256
    }
}

/// `sha256:` and 64 hexadecimal digits.
impl fmt::Display for InventoryDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.sha256
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Who signed a file, as the list of allowed signers knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The principals of the key, as the list spells them.
    pub principal: String,
    /// The fingerprint of the key, as `ssh-keygen -l` prints it.
    pub key: String,
}

/// Whether an inventory is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Signature {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// By a signer who is allowed to.
    Of(Arc<Signer>),
    /// Not, or not any more, or by somebody else.
    Missing(Box<Gap>),
}

/// What is known of the bytes an inventory was read from. They are hashed only where
/// somebody asks: hashing a fleet takes as long as judging it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Which bytes they are.
    of: DigestOf,
    /// Whether they are signed.
    pub signature: Signature,
}

impl Seal {
    /// Of bytes that nobody asked a signature of.
    #[must_use]
    pub fn new(of: DigestOf) -> Self {
        Self {
            of,
            signature: Signature::NotAsked,
        }
    }

    /// The digest of an inventory with this text.
    #[must_use]
    pub fn digest(&self, text: &str) -> InventoryDigest {
        InventoryDigest::new(self.of, text.as_bytes())
    }
}
