//! What is wrong with a command line, with the next step where the usage alone does
//! not tell it.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Required arguments that a newcomer does not know what to write for, and what to do.
const STEPS: [(&str, &str); 1] = [(
    "--signers",
    "write whose signatures count into a file, one signer a line, such as\n       \
     `it@example.org namespaces=\"dutyphone\" ssh-ed25519 AAAA...`\n       \
     with the public key, and name it with --signers FILE",
)];

/// Adds the next step to an error that asks for an argument.
pub(crate) fn with_next_step(mut error: Error) -> Error {
    if error.kind() != ErrorKind::MissingRequiredArgument {
        return error;
    }
    let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let is_missing = |name: &str| missing.iter().any(|one| one.starts_with(name));
    let steps = STEPS.iter().filter(|(name, _)| is_missing(name));
    let steps: Vec<_> = steps.map(|(_, step)| (*step).to_owned().into()).collect();
    if !steps.is_empty() {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(steps));
    }
    error
}
