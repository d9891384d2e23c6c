//! Messages: property lists behind a length.
//!
//! Requests are written as XML, which every version reads. Answers come as XML
//! or binary and are read by the guarded reader, never as a tree.

use std::io::{self, ErrorKind, Read};

/// The value of a key in a request.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(u32),
    Yes,
    Texts(Vec<&'a str>),
    Keys(Vec<(&'a str, Value<'a>)>),
}

/// A request as an XML property list.
pub(super) fn request(keys: Vec<(&str, Value<'_>)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = tree(Value::Keys(keys)).to_writer_xml(&mut bytes);
    bytes
}

fn tree(value: Value<'_>) -> plist::Value {
    match value {
        Value::Text(text) => text.into(),
        Value::Number(number) => plist::Value::Integer(number.into()),
        Value::Yes => true.into(),
        Value::Texts(texts) => plist::Value::Array(texts.into_iter().map(Into::into).collect()),
        Value::Keys(keys) => {
            let mut dictionary = plist::Dictionary::new();
            for (key, value) in keys {
                dictionary.insert(key.to_owned(), tree(value));
            }
            dictionary.into()
        }
    }
}

/// Reads so many bytes. Room is made for what comes, not for what was
/// announced.
pub(super) fn body(source: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let most = u64::try_from(length).unwrap_or(u64::MAX);
    source.take(most).read_to_end(&mut body)?;
    if body.len() < length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Room is made for what comes: a stream that announces gigabytes and ends is
        /// an error that cost nothing.
        #[test]
        fn a_cut_stream_is_never_whole(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            announced in prop_oneof![0_usize..400, (1_usize << 40)..(1 << 41)],
        ) {
            let mut source = bytes.as_slice();
            match body(&mut source, announced) {
                Ok(body) => prop_assert_eq!(body, &bytes[..announced]),
                Err(error) => {
                    prop_assert!(announced > bytes.len());
                    prop_assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
                }
            }
        }
    }
}
