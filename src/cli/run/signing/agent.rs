//! The agent that holds private keys (draft-ietf-sshm-ssh-agent): asks which
//! keys it has, and lets it sign.
//!
//! A message is a length of four bytes, a number for its kind, and fields.
//! Nothing here trusts a length, and no answer is waited for without end.

use anyhow::Context as _;
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, Signature};
use std::io::{Read, Write};

/// The largest answer, in bytes. OpenSSH's agent has the same limit.
const LARGEST: usize = 256 << 10;

const FAILURE: u8 = 5;
const LIST: u8 = 11;
const LISTED: u8 = 12;
const SIGN: u8 = 13;
const SIGNED: u8 = 14;
/// With RSA, to sign with SHA-512.
const RSA_SHA2_512: u32 = 4;

trait Channel: Read + Write {}
impl<T: Read + Write> Channel for T {}

/// A connection to the agent.
pub(super) struct Agent(Box<dyn Channel>);

impl Agent {
    /// Connects to the agent that the environment names.
    #[cfg(unix)]
    pub(super) fn connect() -> anyhow::Result<Self> {
        use std::time::Duration;
        /// A person may have to touch a token, or answer a question.
        const PATIENCE: Duration = Duration::from_mins(1);
        let place = std::env::var_os("SSH_AUTH_SOCK").filter(|place| !place.is_empty());
        let place = place.context("SSH_AUTH_SOCK is not set")?;
        let stream = std::os::unix::net::UnixStream::connect(&place)
            .with_context(|| format!("`{}`", std::path::Path::new(&place).display()))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self(Box::new(stream)))
    }

    /// Connects to the agent of this system, or to the one that the environment
    /// names.
    #[cfg(not(unix))]
    pub(super) fn connect() -> anyhow::Result<Self> {
        let place = std::env::var_os("SSH_AUTH_SOCK").filter(|place| !place.is_empty());
        let place = place.unwrap_or_else(|| r"\\.\pipe\openssh-ssh-agent".into());
        let pipe = std::fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open(&place);
        let pipe = pipe.with_context(|| format!("`{}`", std::path::Path::new(&place).display()))?;
        Ok(Self(Box::new(pipe)))
    }

    /// Whether the agent has the private half of a key.
    pub(super) fn holds(&mut self, public: &KeyData) -> anyhow::Result<bool> {
        let answer = self.ask(LIST, &[])?;
        let mut fields = Fields(&answer);
        anyhow::ensure!(fields.byte()? == LISTED, "the agent did not list its keys");
        let count = fields.number()?;
        let wanted = blob(public)?;
        for _ in 0..count {
            let found = fields.text()? == wanted;
            fields.text()?;
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Lets the agent sign.
    pub(super) fn sign(&mut self, public: &KeyData, text: &[u8]) -> anyhow::Result<Signature> {
        let is_rsa = matches!(public.algorithm(), Algorithm::Rsa { .. });
        let flags = if is_rsa { RSA_SHA2_512 } else { 0 };
        let mut request = Vec::new();
        put(&mut request, &blob(public)?)?;
        put(&mut request, text)?;
        request.extend_from_slice(&flags.to_be_bytes());
        let answer = self.ask(SIGN, &request)?;
        let mut fields = Fields(&answer);
        match fields.byte()? {
            SIGNED => Ok(Signature::try_from(fields.text()?)?),
            FAILURE => anyhow::bail!(
                "the agent refused to sign; unlock it, and confirm where it asks for that"
            ),
            other => anyhow::bail!("the agent answered with an unknown message ({other})"),
        }
    }

    fn ask(&mut self, kind: u8, fields: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut request = vec![kind];
        request.extend_from_slice(fields);
        let mut message = Vec::new();
        put(&mut message, &request)?;
        self.0.write_all(&message).context("the agent went away")?;
        self.0.flush()?;
        let mut length = [0; 4];
        self.0
            .read_exact(&mut length)
            .context("the agent did not answer")?;
        let length = usize::try_from(u32::from_be_bytes(length))?;
        anyhow::ensure!(length <= LARGEST, "the answer of the agent is too long");
        let mut answer = vec![0; length];
        self.0
            .read_exact(&mut answer)
            .context("the agent broke off")?;
        Ok(answer)
    }
}

/// A key as the protocol spells it.
fn blob(public: &KeyData) -> anyhow::Result<Vec<u8>> {
    Ok(ssh_key::PublicKey::from(public.clone()).to_bytes()?)
}

fn put(message: &mut Vec<u8>, field: &[u8]) -> anyhow::Result<()> {
    message.extend_from_slice(&u32::try_from(field.len())?.to_be_bytes());
    message.extend_from_slice(field);
    Ok(())
}

/// What is left of an answer.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> anyhow::Result<&'a [u8]> {
        let (field, rest) = self
            .0
            .split_at_checked(count)
            .context("the answer of the agent is cut off")?;
        self.0 = rest;
        Ok(field)
    }

    fn byte(&mut self) -> anyhow::Result<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    fn number(&mut self) -> anyhow::Result<u32> {
        Ok(u32::from_be_bytes(self.take(4)?.try_into()?))
    }

    fn text(&mut self) -> anyhow::Result<&'a [u8]> {
        let length = usize::try_from(self.number()?)?;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const KEY: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";

    /// An agent that says what it was told to, whatever it is asked.
    struct Scripted(Cursor<Vec<u8>>);

    impl Read for Scripted {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(room)
        }
    }

    impl Write for Scripted {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_agent_that_lies_is_an_error() {
        let public = ssh_key::PublicKey::from_openssh(KEY).unwrap();
        for answer in [
            &b""[..],
            b"\0\0",
            b"\xff\xff\xff\xff",
            b"\0\0\0\x09\x0c\0\0\0\x01\xff\xff\xff\xff",
            b"\0\0\0\x01\x05",
            b"\0\0\0\x09\x0e\0\0\0\x04abcd",
        ] {
            let agent = || Agent(Box::new(Scripted(Cursor::new(answer.to_vec()))));
            assert!(agent().holds(public.key_data()).is_err(), "{answer:?}");
            assert!(agent().sign(public.key_data(), b"x").is_err(), "{answer:?}");
        }
    }
}
