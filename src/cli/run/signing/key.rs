//! The key of `--sign`: a private key in a file, or a public one whose private
//! half the agent holds.

use super::agent::Agent;
use crate::cli::ui::plain_error::with_causes;
use crate::source::container::bounded;
use signature::Signer as _;
use ssh_key::{PrivateKey, PublicKey, Signature};
use std::path::Path;

/// The largest key file, in bytes. One of RSA with 16384 bits takes 13 kB.
const LARGEST: u64 = 64 << 10;

/// A key, wherever its private half is.
pub(super) enum Key {
    File(Box<PrivateKey>),
    Agent(Box<PublicKey>),
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A private key is not for logs.
        f.write_str("Key")
    }
}

impl Key {
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let text = bounded::read_text(path, LARGEST)?;
        if let Ok(public) = PublicKey::from_openssh(text.trim()) {
            return Self::in_agent(public, path, "it is a public key");
        }
        anyhow::ensure!(
            text.contains("PRIVATE KEY"),
            "it is no OpenSSH key: give a private key, or a public key (.pub) whose private half \
             the agent holds"
        );
        anyhow::ensure!(
            text.contains("OPENSSH PRIVATE KEY"),
            "it is a private key in an older format: turn it into OpenSSH's own with \
             `ssh-keygen -p -f KEY`"
        );
        let private = PrivateKey::from_openssh(text)?;
        let public = private.public_key();
        if private.is_encrypted() {
            return Self::in_agent(public.clone(), path, "it has a passphrase");
        }
        let is_token = matches!(
            public.key_data(),
            ssh_key::public::KeyData::SkEd25519(_)
                | ssh_key::public::KeyData::SkEcdsaSha2NistP256(_)
        );
        if is_token {
            return Self::in_agent(public.clone(), path, "it is on a token");
        }
        // Better now than after an hour of reading phones.
        if private.try_sign(b"").is_err() {
            let why = "keys of this kind sign through the agent only";
            return Self::in_agent(public.clone(), path, why);
        }
        Ok(Self::File(Box::new(private)))
    }

    fn in_agent(public: PublicKey, path: &Path, why: &str) -> anyhow::Result<Self> {
        let is_public = path.extension().is_some_and(|ending| ending == "pub");
        let private = if is_public {
            path.with_extension("")
        } else {
            path.to_owned()
        };
        let load = format!("load it with `ssh-add {}` and run again", private.display());
        let mut agent = Agent::connect().map_err(|error| {
            let error = with_causes(&error);
            anyhow::anyhow!("{why}, and no agent can be asked ({error}): start one, {load}")
        })?;
        anyhow::ensure!(
            agent.holds(public.key_data())?,
            "{why}, and the agent does not hold its private half: {load}"
        );
        Ok(Self::Agent(Box::new(public)))
    }

    pub(super) fn public(&self) -> &PublicKey {
        match self {
            Self::File(private) => private.public_key(),
            Self::Agent(public) => public,
        }
    }

    pub(super) fn sign(&self, text: &[u8]) -> anyhow::Result<Signature> {
        match self {
            Self::File(private) => private
                .try_sign(text)
                .map_err(|error| anyhow::anyhow!("keys of this kind cannot sign here: {error}")),
            Self::Agent(public) => Agent::connect()?.sign(public.key_data(), text),
        }
    }
}
