//! The key of `--redact`: the organisation's own, or a new one for each run.

use crate::cli::ui::messages::Messages;
use crate::report::redact::Redactor;
use anyhow::Context as _;
use sha2::{Digest as _, Sha256};

/// The environment variable that holds the key. Not a flag: flags are seen by
/// every process of the machine.
const VARIABLE: &str = "DUTYPHONE_REDACT_KEY";

/// Serial numbers can be guessed, so the key must not be guessable too.
const SHORTEST: usize = 16;

/// What redacts, when it was asked for.
pub(crate) fn redactor(asked: bool, messages: Messages) -> anyhow::Result<Option<Redactor>> {
    if !asked {
        return Ok(None);
    }
    let Some(words) = std::env::var_os(VARIABLE) else {
        let mut key = [0; 32];
        getrandom::fill(&mut key).context("cannot make a random key")?;
        messages.say(
            "redacted",
            &format!("with a key for this run only; set {VARIABLE} to compare runs"),
        );
        return Ok(Some(Redactor::new(&key)));
    };
    let words = words.as_encoded_bytes();
    anyhow::ensure!(
        words.len() >= SHORTEST,
        "the key in {VARIABLE} is shorter than {SHORTEST} characters; make a new one, for example \
         with `openssl rand -hex 32`, and keep it"
    );
    let key = <[u8; 32]>::from(Sha256::digest(words));
    Ok(Some(Redactor::new(&key)))
}
