//! Why a signature does not vouch for a file.

use super::NAMESPACE;

/// Why a signature does not vouch for a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// It is no signature of this format.
    #[error("its signature cannot be read: {0}")]
    Damaged(String),
    /// It was made for something else.
    #[error("its signature is for `{0}`, not for `{NAMESPACE}`")]
    OtherUse(String),
    /// The key is of a kind that cannot be checked here.
    #[error("it is signed with a key of the kind {0}, which is not supported")]
    Unsupported(String),
    /// It uses what is not safe any more.
    #[error("its signature uses SHA-1, which is not accepted")]
    Weak,
    /// The key is not among the allowed signers.
    #[error("it is signed with the key {0}, which is not among the allowed signers")]
    OtherKey(String),
    /// The key is there, and not for this use or this day.
    #[error("it is signed with the key {0}, which {1}")]
    NotAllowed(String, String),
    /// It is not of these bytes.
    #[error("it is not what was signed: it was changed, or the signature is of another file")]
    Altered,
}
