//! Splits the JSON of a result into its head and its devices, so that a fleet is
//! never held as a whole.
//!
//! Nothing is decided here. Only the list of devices is looked for, and where each of
//! them ends; what they and the head say is left to the ordinary reader. Whatever is
//! unusual becomes a part of the head, and the ordinary reader complains.

use super::window::{LONGEST, Window};
use std::io::{self, Read};

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
        window: Window::new(input),
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
            self.window.pass(length);
            match self.window.sign()? {
                Some(b']') => {
                    self.keep(1)?;
                    return Ok(true);
                }
                Some(b',') => self.window.pass(1),
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
        self.window.is_not_laid_out();
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
        self.window.pass(count);
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
