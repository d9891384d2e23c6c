//! A folder with what a phone prints for each command.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How a phone, or one of its commands, misbehaves. See README.md.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Behaviour {
    pub(crate) hang_after: Option<usize>,
    pub(crate) close_after: Option<usize>,
    pub(crate) garbage_after: Option<usize>,
    pub(crate) endless: bool,
    pub(crate) no_exit: bool,
    pub(crate) hold: bool,
    pub(crate) crlf: bool,
    pub(crate) refuse: bool,
    pub(crate) says: Option<String>,
    pub(crate) meet: bool,
    pub(crate) wait_ms: u64,
}

#[derive(Debug, Deserialize)]
struct Index {
    #[serde(default)]
    banner: Banner,
    #[serde(default)]
    commands: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct Banner {
    #[serde(default)]
    features: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Entry {
    File(String),
    Full {
        stdout: Option<String>,
        stderr: Option<String>,
        #[serde(default)]
        exit: i32,
        #[serde(default)]
        behaviour: Box<Behaviour>,
    },
}

/// What a command printed, stderr after stdout.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) code: i32,
    pub(crate) behaviour: Behaviour,
}

/// A phone's answers.
#[derive(Debug)]
pub(crate) struct Recording {
    folder: PathBuf,
    commands: BTreeMap<String, Entry>,
    pub(crate) features: Vec<String>,
    serial: String,
    index: usize,
}

impl Recording {
    /// Reads `recordings/NAME`, as the phone with this serial and number.
    pub(crate) fn load(name: &str, serial: &str, index: usize) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/it/fake_adb/recordings")
            .join(name);
        let path = folder.join("index.json");
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let parsed: Index = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self {
            folder,
            commands: parsed.commands,
            features: parsed.banner.features,
            serial: serial.to_owned(),
            index,
        }
    }

    /// Adds or replaces what one command does.
    pub(crate) fn set(&mut self, command: &str, entry: serde_json::Value) {
        let entry = serde_json::from_value(entry).expect("an entry of index.json");
        self.commands.insert(command.to_owned(), entry);
    }

    /// What the phone prints for a command line.
    pub(crate) fn answer(&self, command: &str) -> Answer {
        let exact = self.commands.get(command);
        let entry = exact.or_else(|| {
            let mut patterns = self
                .commands
                .iter()
                .filter(|(key, _)| key.contains(['*', '?']));
            patterns
                .find(|(key, _)| matches(key.as_bytes(), command.as_bytes()))
                .map(|(_, entry)| entry)
        });
        match entry {
            None => Answer {
                bytes: format!(
                    "/system/bin/sh: {}: inaccessible or not found\n",
                    command.split(' ').next().unwrap_or_default()
                )
                .into_bytes(),
                code: 127,
                behaviour: Behaviour::default(),
            },
            Some(Entry::File(file)) => Answer {
                bytes: self.read(file),
                code: 0,
                behaviour: Behaviour::default(),
            },
            Some(Entry::Full {
                stdout,
                stderr,
                exit,
                behaviour,
            }) => {
                let files = [stdout, stderr].into_iter().flatten();
                Answer {
                    bytes: files.flat_map(|file| self.read(file)).collect(),
                    code: *exit,
                    behaviour: (**behaviour).clone(),
                }
            }
        }
    }

    fn read(&self, file: &str) -> Vec<u8> {
        let path = self.folder.join(file);
        let bytes =
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let bytes = replace(&bytes, b"@SERIAL@", self.serial.as_bytes());
        replace(&bytes, b"@INDEX@", format!("{:02}", self.index).as_bytes())
    }
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// Whether a key with `*` and `?` matches a command.
fn matches(key: &[u8], command: &[u8]) -> bool {
    match (key, command) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => {
            matches(rest, command) || (!command.is_empty() && matches(key, &command[1..]))
        }
        ([b'?', rest @ ..], [_, tail @ ..]) => matches(rest, tail),
        ([a, rest @ ..], [b, tail @ ..]) => a == b && matches(rest, tail),
        _ => false,
    }
}
