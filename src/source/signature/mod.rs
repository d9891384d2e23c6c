//! Signatures of saved inventories and results: who signed a file, and whether
//! it is still what was signed.
//!
//! They are those of OpenSSH (SSHSIG, `PROTOCOL.sshsig` of OpenSSH), so that
//! `ssh-keygen -Y verify` checks ours and we check its own. A file is signed by
//! itself, in `FILE.sig` beside it, or by being named in a signed `SHA256SUMS`.
//!
//! ```text
//! allowed_signers  whose signatures count: `ssh-keygen`'s allowed signers file
//! sshsig           one signature against one digest
//! manifest         `SHA256SUMS`
//! demand           what becomes of inventories that are not signed
//! packed           lists of digests in archives, which are not checked
//! signed_files     the files of a run, each looked at once
//! ```

mod allowed_signers;
pub(super) mod demand;
mod fault;
mod manifest;
pub(super) mod packed;
mod signed_files;
mod sshsig;

pub use allowed_signers::AllowedSigners;
pub use fault::SignatureFault;
pub use manifest::Manifest;
pub use signed_files::{FileFault, SignedFiles, check_file, signature_path};
pub use sshsig::{FileDigest, FileHasher, check, to_be_signed};

/// What our signatures are for. A signature that was made for something else,
/// such as a commit, does not count.
pub const NAMESPACE: &str = "dutyphone";

/// What is added to the name of a file for that of its signature.
pub const ENDING: &str = ".sig";
