//! The digest by which a file is known in reports.

use crate::catalogue::sha256;

/// `sha256:` and the digest of a text.
pub(super) fn digest(text: &str) -> String {
    format!("sha256:{}", sha256(text.as_bytes()))
}
