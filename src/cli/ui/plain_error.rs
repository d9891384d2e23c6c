//! Errors of the system in the words of a person: without the number that its library
//! adds to them.

/// What an error says with all its causes, one behind the other.
pub(crate) fn with_causes(error: &anyhow::Error) -> String {
    let causes: Vec<String> = error
        .chain()
        .map(|cause| plain(&cause.to_string()))
        .collect();
    causes.join(": ")
}

/// A message without ` (os error 2)` at its end. What names a file may say so elsewhere.
pub(crate) fn plain(message: &str) -> String {
    let number = message.strip_suffix(')').and_then(|head| {
        let (head, number) = head.rsplit_once(" (os error ")?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(head)
    });
    number.unwrap_or(message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;
    use std::io;

    #[test]
    fn numbers_of_the_system_are_taken_off_the_end() {
        for (message, expected) in [
            (
                "No such file or directory (os error 2)",
                "No such file or directory",
            ),
            ("Access is denied. (os error 5)", "Access is denied."),
            ("no `a (os error 2)` here", "no `a (os error 2)` here"),
            ("a (os error )", "a (os error )"),
            ("a (os error 2x)", "a (os error 2x)"),
            ("(os error 2)", "(os error 2)"),
            ("", ""),
        ] {
            assert_eq!(plain(message), expected);
        }
    }

    #[test]
    fn in_every_cause() {
        let missing = io::Error::from_raw_os_error(2);
        let expected = plain(&missing.to_string());
        let error = Err::<(), _>(missing)
            .context("cannot read `a`")
            .unwrap_err();
        assert_eq!(with_causes(&error), format!("cannot read `a`: {expected}"));
        assert!(!expected.contains("os error"), "{expected}");
    }
}
