//! What is wrong with a command line, with the next step where the usage alone does
//! not tell it.

use super::messages::Messages;
use crate::report::escape::prose;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Required arguments that a newcomer does not know what to write for, and what to do.
const STEPS: [(&str, &str); 1] = [(
    "--signers",
    "write whose signatures count into a file, one signer a line, such as\n       \
     `it@example.org namespaces=\"dutyphone\" ssh-ed25519 AAAA...`\n       \
     with the public key, and name it with --signers FILE",
)];

/// Prints what is wrong, or the help that was asked for. An argument may be the name of
/// a file that a shell put there, and is quoted in either case.
pub(crate) fn print(error: &Error) {
    match harmless(&error.render().to_string()) {
        Some(text) if error.use_stderr() => Messages::raw(&text),
        // clap knows what belongs on stdout (help) and what on stderr, and its colours.
        _ => {
            let _ = error.print();
        }
    }
}

/// The text without what acts on a terminal or a build service, if there is such.
fn harmless(text: &str) -> Option<String> {
    let lines = text.lines().map(|line| prose(line) + "\n");
    let clean: String = lines.collect();
    (clean.trim_end() != text.trim_end()).then_some(clean)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_gives_no_command() {
        assert_eq!(
            harmless("error: unexpected 'a:b' found\n\nUsage: x\n"),
            None
        );
        for typed in [
            "##[error]x",
            "\n::error::x",
            "\n  ::error::x",
            "\u{9b}31m",
            "\u{202e}x",
        ] {
            let text = harmless(&format!("error: unexpected '{typed}' found\n")).unwrap();
            assert!(!text.contains(typed), "{text:?}");
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")));
        }
    }
}
