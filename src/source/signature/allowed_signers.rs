//! Whose signatures count: the allowed signers file of `ssh-keygen`.
//!
//! One signer a line: `PRINCIPALS [OPTIONS] KEYTYPE KEY [COMMENT]`
//! (`ssh-keygen(1)`, ALLOWED SIGNERS). Options are `namespaces`, `valid-after`
//! and `valid-before`. A certificate authority is not followed: such a line is
//! refused, so that nobody takes it for one that counts. Times without `Z` are
//! read as UTC, because an answer must not depend on the computer.

use super::NAMESPACE;
use super::fault::SignatureFault;
use crate::inventory::Signer;
use jiff::Timestamp;
use jiff::civil::DateTime;
use ssh_key::public::KeyData;
use ssh_key::{HashAlg, PublicKey};
use std::sync::Arc;

/// The signers of one file.
#[derive(Debug, Clone, Default)]
pub struct AllowedSigners(Vec<Entry>);

#[derive(Debug, Clone)]
struct Entry {
    signer: Arc<Signer>,
    key: KeyData,
    /// Patterns of what the key may sign; everything without them.
    namespaces: Option<String>,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
}

impl AllowedSigners {
    /// Reads the text of the file.
    ///
    /// # Errors
    ///
    /// The first line that cannot be understood, by number and reason. A line
    /// that is passed over could be the one that was meant to count.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut entries = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = Entry::parse(line);
            entries.push(entry.map_err(|reason| format!("line {number}: {reason}"))?);
        }
        if entries.is_empty() {
            return Err("it names no signer".to_owned());
        }
        Ok(Self(entries))
    }

    /// The signer with this key who may sign for us at this time.
    pub(super) fn find(&self, key: &KeyData, at: Timestamp) -> Result<Arc<Signer>, SignatureFault> {
        let fingerprint = || key.fingerprint(HashAlg::Sha256).to_string();
        let mut refused = None;
        for entry in self.0.iter().filter(|entry| entry.key == *key) {
            match entry.refusal(at) {
                None => return Ok(Arc::clone(&entry.signer)),
                Some(reason) => refused = Some(reason),
            }
        }
        Err(match refused {
            Some(reason) => SignatureFault::NotAllowed(fingerprint(), reason),
            None => SignatureFault::OtherKey(fingerprint()),
        })
    }
}

impl Entry {
    fn parse(line: &str) -> Result<Self, String> {
        let words = words(line)?;
        let mut words = words.iter().map(String::as_str);
        let principals = words.next().unwrap_or_default();
        if is_key_type(principals) {
            return Err(
                "the signer is missing: write whose key it is before it, for example \
                        `it@example.org ssh-ed25519 AAAA...`"
                    .to_owned(),
            );
        }
        let principals = principals.replace('"', "");
        name_somebody(&principals)?;
        let mut next = words.next().ok_or("the key is missing")?;
        let mut options = "";
        if !is_key_type(next) {
            options = next;
            next = words.next().ok_or("the key is missing")?;
        }
        let base64 = words.next().ok_or("the key is missing")?;
        let key = PublicKey::from_openssh(&format!("{next} {base64}"))
            .map_err(|error| format!("the key cannot be read: {error}"))?;
        let mut entry = Self {
            signer: Arc::new(Signer {
                principal: principals,
                key: key.fingerprint(HashAlg::Sha256).to_string(),
            }),
            key: key.key_data().clone(),
            namespaces: None,
            after: None,
            before: None,
        };
        for option in split(options, ',').filter(|option| !option.is_empty()) {
            entry.option(option)?;
        }
        Ok(entry)
    }

    fn option(&mut self, option: &str) -> Result<(), String> {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let quoted = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        if !value.is_empty() && quoted.is_none() {
            return Err(format!("the value of `{name}` must stand in double quotes"));
        }
        let value = quoted.unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "namespaces" if !value.is_empty() => self.namespaces = Some(value.to_owned()),
            "valid-after" => self.after = Some(time(value)?),
            "valid-before" => self.before = Some(time(value)?),
            "cert-authority" => {
                return Err(
                    "certificate authorities (`cert-authority`) are not supported; list the \
                     keys of the signers themselves"
                        .to_owned(),
                );
            }
            _ => return Err(format!("the option `{option}` is not known")),
        }
        Ok(())
    }

    /// Why the key may not sign for us at this time, if it may not.
    fn refusal(&self, at: Timestamp) -> Option<String> {
        if let Some(patterns) = &self.namespaces
            && !is_listed(patterns, NAMESPACE)
        {
            return Some(format!("may sign `{patterns}` only, not `{NAMESPACE}`"));
        }
        if let Some(after) = self.after.filter(|after| at < *after) {
            return Some(format!("counts only from {after} on"));
        }
        let before = self.before.filter(|before| at >= *before)?;
        Some(format!("counted only until {before}"))
    }
}

/// Whether each of the signers of a line is one that can be named: a signature is told
/// by whose it is, as `ssh-keygen -Y verify -I` asks for one name. A pattern is nobody.
fn name_somebody(principals: &str) -> Result<(), String> {
    let is_pattern = |name: &str| name.is_empty() || name.contains(['*', '?', '!']);
    match principals.split(',').find(|name| is_pattern(name)) {
        None => Ok(()),
        Some("") => Err(format!("a name is missing in the signers `{principals}`")),
        Some(pattern) => Err(format!(
            "`{pattern}` is a pattern and names no signer: write whose key it is, for example \
             `it@example.org`"
        )),
    }
}

fn is_key_type(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// The words of a line. White space inside double quotes parts nothing.
fn words(line: &str) -> Result<Vec<String>, String> {
    if !line.matches('"').count().is_multiple_of(2) {
        return Err("a double quote has no end".to_owned());
    }
    let line = line.replace('\t', " ");
    let words = split(&line, ' ').filter(|word| !word.is_empty());
    Ok(words.map(str::to_owned).collect())
}

/// Splits where a character stands outside of double quotes.
fn split(text: &str, at: char) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.split(move |c| {
        inside ^= c == '"';
        c == at && !inside
    })
}

/// `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, with or without `Z`.
fn time(text: &str) -> Result<Timestamp, String> {
    let digits = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let whole = match digits.len() {
        8 => format!("{digits}000000"),
        12 => format!("{digits}00"),
        _ => digits.to_owned(),
    };
    let is_number = whole.len() == 14 && whole.bytes().all(|byte| byte.is_ascii_digit());
    let parsed = DateTime::strptime("%Y%m%d%H%M%S", &whole).ok();
    parsed
        .filter(|_| is_number)
        .and_then(|time| time.to_zoned(jiff::tz::TimeZone::UTC).ok())
        .map(|time| time.timestamp())
        .ok_or_else(|| format!("`{text}` is no time such as 20261121 or 20261121093000Z"))
}

/// Whether a list of patterns, of which `!` takes out, holds a word.
fn is_listed(patterns: &str, word: &str) -> bool {
    let mut listed = false;
    for pattern in patterns.split(',') {
        match pattern.strip_prefix('!') {
            Some(pattern) if fits(pattern.as_bytes(), word.as_bytes()) => return false,
            Some(_) => {}
            None => listed |= fits(pattern.as_bytes(), word.as_bytes()),
        }
    }
    listed
}

/// Patterns of OpenSSH: `*` is any text, `?` any character.
fn fits(pattern: &[u8], word: &[u8]) -> bool {
    match pattern.split_first() {
        None => word.is_empty(),
        Some((b'*', rest)) => {
            (0..=word.len()).any(|skip| word.get(skip..).is_some_and(|word| fits(rest, word)))
        }
        Some((first, rest)) => word
            .split_first()
            .is_some_and(|(c, word)| (*first == b'?' || first == c) && fits(rest, word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn options_narrow_what_a_key_may_sign() {
        let key = PublicKey::from_openssh(KEY).unwrap();
        for (options, allowed) in [
            ("", true),
            ("namespaces=\"file,dutyphone\"", true),
            ("namespaces=\"duty*\"", true),
            ("namespaces=\"*,!dutyphone\"", false),
            ("namespaces=\"git\"", false),
            ("valid-after=\"20260101\"", true),
            (
                "valid-after=\"20270101Z\",valid-before=\"20280101Z\"",
                false,
            ),
            ("valid-before=\"202606010000\"", false),
            ("valid-before=\"20261121120001Z\"", true),
        ] {
            let text = format!("# ours\n\nit@example.org,desk {options} {KEY} a comment\n");
            let signers = AllowedSigners::parse(&text).unwrap();
            let found = signers.find(key.key_data(), at("2026-11-21T12:00:00Z"));
            assert_eq!(found.is_ok(), allowed, "{options}: {found:?}");
            if let Ok(signer) = found {
                assert_eq!(signer.principal, "it@example.org,desk");
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_not_passed_over() {
        for (text, says) in [
            ("", "no signer"),
            ("a", "line 1: the key is missing"),
            ("a ssh-ed25519 AAAA", "line 1: the key cannot be read"),
            (
                &format!("# x\na cert-authority {KEY}"),
                "line 2: certificate authorities",
            ),
            (
                &format!("a verify-required {KEY}"),
                "`verify-required` is not known",
            ),
            (
                &format!("a valid-after=\"soon\" {KEY}"),
                "`soon` is no time",
            ),
            (&format!("a valid-after=20260101 {KEY}"), "double quotes"),
            (KEY, "the signer is missing"),
            (
                &format!("!it@example.org,* {KEY}"),
                "`!it@example.org` is a pattern",
            ),
            (
                &format!("it@example.org,desk-? {KEY}"),
                "`desk-?` is a pattern",
            ),
            (&format!("\"*\" {KEY}"), "`*` is a pattern"),
            (&format!("it@example.org, {KEY}"), "a name is missing"),
            (&format!("\"\" {KEY}"), "a name is missing"),
            (&format!("a namespaces=\"x {KEY}"), "no end"),
        ] {
            let reason = AllowedSigners::parse(text).unwrap_err();
            assert!(reason.contains(says), "{text}: {reason}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_signers_or_a_reason(text in "(?s).{0,200}") {
            let _ = AllowedSigners::parse(&text);
        }
    }
}
