//! Splits the JSON of a result into its head and its devices, so that a fleet is
//! never held as a whole.
//!
//! Nothing is decided here. Only the list of devices is looked for, and where each of
//! them ends; what they and the head say is left to the ordinary reader. Whatever is
//! unusual becomes a part of the head, and the ordinary reader complains.

use std::io::{self, Read};

/// The longest result of one device, and the longest head, in bytes.
const LONGEST: usize = 64 << 20;

/// The longest result of one device that is looked for by its layout, in bytes.
const LAID_OUT: usize = 1 << 20;

/// How much is read at a time, in bytes.
const STEP: usize = 1 << 17;

/// Hands on each device as it stands in the text, and returns the head: the text
/// with an empty list of devices.
///
/// Where a text is laid out, the line that closes a device is known by its indent,
/// which is found much faster than the end of every string. So a device may be
/// handed on before it is certain that it is whole: with `false` beside it. Then
/// `device` returns whether it was, and gets it again if not.
///
/// # Errors
///
/// When the text cannot be read, a part of it is too long or is no UTF-8.
pub(in crate::report) fn split(
    input: impl Read,
    device: impl FnMut(&str, bool) -> bool,
) -> io::Result<String> {
    let mut parts = Parts {
        window: Window {
            input,
            bytes: Vec::new(),
            at: 0,
            indent: None,
            is_laid_out: true,
        },
        head: Vec::new(),
        device,
    };
    // What it could not make out is a part of the head.
    parts.object()?;
    parts.keep_rest()?;
    String::from_utf8(parts.head).map_err(no_text)
}

fn no_text<E>(_: E) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "it is no text in UTF-8 or UTF-16",
    )
}

/// The part of the text that is looked at.
struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    /// How much of it lies behind.
    at: usize,
    /// How far the line is indented that was begun last; none where the text is not
    /// laid out.
    indent: Option<usize>,
    /// Whether indents were right so far.
    is_laid_out: bool,
}

impl<R: Read> Window<R> {
    /// Reads on. Whether there was anything.
    fn more(&mut self) -> io::Result<bool> {
        self.bytes.drain(..self.at);
        self.at = 0;
        if self.bytes.len() > LONGEST {
            let message = format!("a part of it is longer than {LONGEST} bytes");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        let mut step = self.input.by_ref().take(STEP as u64);
        Ok(step.read_to_end(&mut self.bytes)? > 0)
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(byte) = self.rest().first() {
                return Ok(Some(*byte));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// The next byte that is no space.
    fn sign(&mut self) -> io::Result<Option<u8>> {
        self.indent = None;
        while let Some(byte) = self.peek()? {
            self.indent = match byte {
                b'\n' => Some(0),
                b' ' => self.indent.map(|indent| indent + 1),
                b'\t' | b'\r' => None,
                _ => return Ok(Some(byte)),
            };
            self.at += 1;
        }
        Ok(None)
    }

    /// How long the object that begins here seems to be, by its layout. A layout that
    /// says nothing is not asked again.
    fn seeming_length(&mut self) -> io::Result<Option<usize>> {
        let Some(indent) = self.indent.filter(|_| self.is_laid_out) else {
            return Ok(None);
        };
        let end = format!("\n{}}}", " ".repeat(indent));
        let end = memchr::memmem::Finder::new(&end);
        let mut seen = 0;
        loop {
            let rest = self.rest();
            let unseen = rest.get(seen..).unwrap_or_default();
            if let Some(found) = end.find(unseen) {
                return Ok(Some(seen + found + end.needle().len()));
            }
            seen = rest.len().saturating_sub(end.needle().len());
            if seen > LAID_OUT || !self.more()? {
                return Ok(None);
            }
        }
    }

    /// How long the value is that begins here; nothing where the text ends in it.
    fn length(&mut self) -> io::Result<Option<usize>> {
        let mut scan = Scan::of(self.rest().first().copied());
        let mut seen = 0;
        loop {
            let rest = self.rest();
            if let Some(end) = scan.end(rest, &mut seen) {
                return Ok(Some(end));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }
}

/// Looks for the end of a value.
struct Scan {
    /// How many brackets are open, of the kind that the value begins with: others
    /// close before it does.
    depth: usize,
    brackets: Option<(u8, u8)>,
    in_string: bool,
}

impl Scan {
    fn of(first: Option<u8>) -> Self {
        Self {
            depth: 0,
            brackets: match first {
                Some(b'{') => Some((b'{', b'}')),
                Some(b'[') => Some((b'[', b']')),
                _ => None,
            },
            in_string: false,
        }
    }

    /// The end of the value that begins the text, of which so much was seen before.
    fn end(&mut self, text: &[u8], seen: &mut usize) -> Option<usize> {
        loop {
            let rest = text.get(*seen..).unwrap_or_default();
            if self.in_string {
                let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                    *seen = text.len();
                    return None;
                };
                if rest.get(found) == Some(&b'\\') {
                    if rest.len() < found + 2 {
                        *seen += found;
                        return None;
                    }
                    *seen += found + 2;
                    continue;
                }
                *seen += found + 1;
                self.in_string = false;
            } else {
                let Some(found) = self.mark(rest) else {
                    *seen = text.len();
                    return None;
                };
                match rest.get(found)? {
                    b'"' => self.in_string = true,
                    byte if self.opens(*byte) => self.depth += 1,
                    _ if self.depth > 0 => self.depth -= 1,
                    // The sign that ends a number or a word is not a part of it.
                    _ => return Some(*seen + found),
                }
                *seen += found + 1;
            }
            if self.depth == 0 && !self.in_string {
                return Some(*seen);
            }
        }
    }

    fn opens(&self, byte: u8) -> bool {
        self.brackets.is_some_and(|(opening, _)| byte == opening)
    }

    /// The next byte that decides where the value ends.
    fn mark(&self, rest: &[u8]) -> Option<usize> {
        match self.brackets {
            Some((opening, closing)) => memchr::memchr3(b'"', opening, closing, rest),
            None => rest.iter().position(|byte| b"\",]} \t\n\r".contains(byte)),
        }
    }
}

struct Parts<R, F> {
    window: Window<R>,
    head: Vec<u8>,
    device: F,
}

impl<R: Read, F: FnMut(&str, bool) -> bool> Parts<R, F> {
    /// Passes over the object that is the result. Stops where something is unusual.
    fn object(&mut self) -> io::Result<()> {
        if self.window.sign()? != Some(b'{') {
            return Ok(());
        }
        self.keep(1)?;
        loop {
            if self.window.sign()? != Some(b'"') {
                return Ok(());
            }
            let Some(length) = self.window.length()? else {
                return Ok(());
            };
            let is_list = self.window.rest().get(..length) == Some(b"\"devices\"");
            self.keep(length)?;
            if self.window.sign()? != Some(b':') {
                return Ok(());
            }
            self.keep(1)?;
            if is_list && self.window.sign()? == Some(b'[') {
                if !self.list()? {
                    return Ok(());
                }
            } else if self.window.sign()?.is_some() {
                let Some(length) = self.window.length()? else {
                    return Ok(());
                };
                self.keep(length)?;
            }
            if self.window.sign()? != Some(b',') {
                return Ok(());
            }
            self.keep(1)?;
        }
    }

    /// Hands on the devices of the list. Whether it ends as a list does.
    fn list(&mut self) -> io::Result<bool> {
        self.keep(1)?;
        if self.window.sign()? == Some(b']') {
            self.keep(1)?;
            return Ok(true);
        }
        if self.window.sign()? != Some(b'{') {
            return Ok(false);
        }
        loop {
            let Some(length) = self.element()? else {
                return Ok(self.damaged());
            };
            self.window.at += length;
            match self.window.sign()? {
                Some(b']') => {
                    self.keep(1)?;
                    return Ok(true);
                }
                Some(b',') => self.window.at += 1,
                _ => return Ok(self.damaged()),
            }
            if self.window.sign()? != Some(b'{') {
                return Ok(self.damaged());
            }
        }
    }

    /// Hands on the device that begins here. Its length; nothing where the text ends
    /// in it.
    fn element(&mut self) -> io::Result<Option<usize>> {
        let mut hand_on = |bytes: Option<&[u8]>, is_whole| {
            let text = std::str::from_utf8(bytes.unwrap_or_default());
            text.map(|text| (self.device)(text, is_whole))
        };
        if let Some(length) = self.window.seeming_length()?
            && matches!(hand_on(self.window.rest().get(..length), false), Ok(true))
        {
            return Ok(Some(length));
        }
        self.window.is_laid_out = false;
        let Some(length) = self.window.length()? else {
            return Ok(None);
        };
        hand_on(self.window.rest().get(..length), true).map_err(no_text)?;
        Ok(Some(length))
    }

    /// Lets no reader take what follows some devices for the whole list.
    fn damaged(&mut self) -> bool {
        self.head.push(b',');
        false
    }

    /// Makes the next bytes a part of the head.
    fn keep(&mut self, count: usize) -> io::Result<()> {
        let bytes = self.window.rest().get(..count).unwrap_or_default();
        if self.head.len() + count > LONGEST {
            let message = format!("it says more than {LONGEST} bytes beside the devices");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        self.head.extend_from_slice(bytes);
        self.window.at += count;
        Ok(())
    }

    fn keep_rest(&mut self) -> io::Result<()> {
        while self.window.peek()?.is_some() {
            self.keep(self.window.rest().len())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// Hands out its text in small pieces.
    struct Drops<'t>(&'t [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(buffer.get_mut(..most).unwrap())
        }
    }

    fn parts(text: &str, drops: usize) -> (String, Vec<String>) {
        let mut devices = Vec::new();
        let head = split(Drops(text.as_bytes(), drops), |device, is_whole| {
            let is_fine = is_whole || serde_json::from_str::<Value>(device).is_ok();
            devices.extend(is_fine.then(|| device.to_owned()));
            is_fine
        });
        (head.unwrap(), devices)
    }

    #[test]
    fn whatever_is_unusual_is_left_to_the_reader() {
        for text in [
            "",
            "{",
            "[1]",
            "{\"devices\":7}",
            "{\"devices\":[7]}",
            "{\"a\":1 \"devices\":[]}",
            "{\"devices\":[",
            "{\"a\":\"\\",
            "nonsense \"devices\":[{}]",
        ] {
            let (head, devices) = parts(text, 1);
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!((bare(&head), devices.len()), (bare(text), 0));
        }
        // What ends early is seen to end early.
        for text in [
            "{\"devices\":[{}",
            "{\"devices\":[{}]",
            "{\"devices\":[{},]}",
            "{\"devices\":[{} {}]}",
            "{\"devices\":[{},7]}",
        ] {
            let (head, _) = parts(text, 1);
            assert!(serde_json::from_str::<Value>(&head).is_err(), "{head}");
        }
        let (head, devices) = parts("{\"devices\":[{},{}],\"devices\":[{}]}", 3);
        assert_eq!(head, "{\"devices\":[],\"devices\":[]}");
        assert_eq!(devices.len(), 3);
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i32>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            "[a-z\\\\\"\\[\\]{}:, ü]{0,8}".prop_map(Value::from),
            Just(Value::Null),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            let key = "[a-z\\\\\"{}]{0,3}";
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(key, inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn nothing_is_lost(
            devices in prop::collection::vec(value(), 0..5),
            (before, after) in (value(), value()),
            pretty in any::<bool>(),
            drops in 1..40_usize,
        ) {
            let devices: Vec<Value> = devices.into_iter().map(|one| json!({"a": one})).collect();
            let mut whole = json!({"before": before, "devices": devices, "zz": after});
            let text = if pretty {
                serde_json::to_string_pretty(&whole).unwrap()
            } else {
                whole.to_string()
            };
            let (head, found) = parts(&text, drops);
            let found: Vec<Value> = found
                .iter()
                .map(|device| serde_json::from_str(device).unwrap())
                .collect();
            prop_assert_eq!(found, devices);
            whole["devices"] = json!([]);
            prop_assert_eq!(serde_json::from_str::<Value>(&head).unwrap(), whole);
        }

        #[test]
        fn any_text_is_accounted_for(text in "[ a\\\\\"\\[\\]{}:,devics]{0,40}", drops in 1..9_usize) {
            let (head, devices) = parts(&text, drops);
            if devices.is_empty() {
                prop_assert_eq!(head.replace(char::is_whitespace, ""), text.replace(char::is_whitespace, ""));
            }
        }
    }
}
