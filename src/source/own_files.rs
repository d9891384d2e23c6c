//! The program's own files that hold no inventory: policies, registers,
//! waivers, results and reports. They lie beside inventories, and name apps.

use memchr::memmem;

const POLICY: &str = "a policy, register or waivers of this program";
const SIGNATURE: &str = "a signature of a file";
const RESULT: &str = "a result or report of this program";

/// How far into a file its own words are looked for, in bytes.
const HEAD: usize = 4 << 10;

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..HEAD).unwrap_or(bytes)
}

fn has(bytes: &[u8], words: &[&str]) -> bool {
    words
        .iter()
        .all(|word| memmem::find(bytes, word.as_bytes()).is_some())
}

/// What JSON, XML or HTML is that this program wrote.
pub(super) fn json_or_markup(bytes: &[u8]) -> Option<&'static str> {
    let head = head(bytes);
    let is_result = has(head, &["\"dutyphone/audit/"])
        || has(head, &["\"dutyphone/diff/"])
        // A line of a stream of results.
        || has(head, &["{\"id\":", "\"verdict\":", "\"coverage\":"]);
    let is_report = has(head, &["sarif", "\"dutyphone\""])
        || has(head, &["<testsuites", "dutyphone"])
        || has(head, &["<html", "dutyphone"]);
    (is_result || is_report).then_some(RESULT)
}

/// What a text is that this program wrote, or is given.
pub(super) fn text(bytes: &[u8]) -> Option<&'static str> {
    let head = head(bytes);
    if head.starts_with(b"\"device\",\"source\",\"platform\",")
        || head.starts_with(b"# App audit: ")
    {
        return Some(RESULT);
    }
    if is_signature(bytes) {
        return Some(SIGNATURE);
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let is_table = |line: &[u8]| {
        line.starts_with(b"[[")
            && line.ends_with(b"]]")
            && line.get(2..3).is_some_and(|c| c != b"[")
    };
    let has_schema = lines.clone().any(|line| {
        line.strip_prefix(b"schema")
            .is_some_and(|rest| rest.trim_ascii() == b"= 1")
    });
    (has_schema && lines.any(is_table)).then_some(POLICY)
}

/// A signature of OpenSSH, and nothing behind it.
fn is_signature(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii();
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let mut inside = lines.skip(1).skip_while(|line| line.iter().all(is_base64));
    text.starts_with(b"-----BEGIN SSH SIGNATURE-----\n")
        && inside.next() == Some(b"-----END SSH SIGNATURE-----")
        && inside.next().is_none()
}
