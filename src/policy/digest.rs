//! The digest by which a file is known in reports.

use sha2::{Digest as _, Sha256};

/// `sha256:` and the digest of a text.
pub(super) fn digest(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{}", hex.concat())
}
