//! The program's own files that hold no inventory: policies, registers, waivers,
//! results, reports and exports. They lie beside inventories, and name apps.
//!
//! Each counts only as a whole: what stands behind it in the same file, or between
//! its lines, may be a list, and words alone say nothing. Documents of JSON, XML and
//! HTML are in [`super::own_documents`].

use super::app_id::is_id;
use super::line_grammar::{is_foreign, names_app};
use super::own_documents::{EXPORT, RESULT};
use super::own_inventory;
use super::own_reports::is_report;
use memchr::memmem;

const POLICY: &str = "a policy, register or waivers of this program";
const SIGNATURE: &str = "a signature of a file";
const DIGESTS: &str = "digests of files";

/// The largest policy or table that is looked at, in bytes. Logs of a hundred
/// megabytes come here, too.
const LARGEST: usize = 16 << 20;

/// The first columns of a result as CSV, and of a table of what is denied.
const RESULT_COLUMNS: [&str; 8] = [
    "device",
    "source",
    "platform",
    "maker",
    "model",
    "os_version",
    "taken_at",
    "verdict",
];
const EXPORT_COLUMNS: [&str; 4] = ["platform", "app_id", "match", "name"];

/// What a text is that this program wrote, or is given.
pub(super) fn text(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n');
    if bytes.len() > LARGEST || lines.any(own_inventory::stands_in) {
        return None;
    }
    if is_signature(bytes) {
        Some(SIGNATURE)
    } else if are_digests(bytes) {
        Some(DIGESTS)
    } else if is_table(bytes, &RESULT_COLUMNS) || is_report(bytes) {
        Some(RESULT)
    } else if is_table(bytes, &EXPORT_COLUMNS) || is_script(bytes) {
        Some(EXPORT)
    } else {
        is_policy(bytes).then_some(POLICY)
    }
}

/// TOML with our version and a table of several entries.
fn is_policy(bytes: &[u8]) -> bool {
    if memmem::find(bytes, b"schema").is_none() || memmem::find(bytes, b"[[").is_none() {
        return false;
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let Ok(table) = text.parse::<toml::Table>() else {
        return false;
    };
    let is_list = |value: &toml::Value| {
        let entries = value.as_array();
        entries.is_some_and(|all| !all.is_empty() && all.iter().all(toml::Value::is_table))
    };
    table.get("schema").and_then(toml::Value::as_integer) == Some(1) && table.values().any(is_list)
}

/// CSV that begins with these columns and has as many cells in each row.
fn is_table(bytes: &[u8], columns: &[&str]) -> bool {
    let first = columns.first().copied().unwrap_or_default().as_bytes();
    let start = bytes.strip_prefix(b"\"").unwrap_or(bytes);
    let Some(mark) = start.strip_prefix(first) else {
        return false;
    };
    let mark = mark.strip_prefix(b"\"").unwrap_or(mark).first();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark.copied().unwrap_or(b','))
        .from_reader(bytes);
    let begins = reader.headers().is_ok_and(|headers| {
        headers.len() > columns.len()
            && columns.iter().eq(headers
                .iter()
                .take(columns.len())
                .collect::<Vec<_>>()
                .iter())
    });
    let is_row = |row: Result<csv::StringRecord, csv::Error>| {
        // A cell that runs over lines may have swallowed rows.
        row.is_ok_and(|row| !row.iter().any(|cell| cell.contains('\n')))
    };
    begins && reader.records().all(is_row)
}

/// A query for Kusto or SQL: its comments and rows name apps, and no other line.
fn is_script(bytes: &[u8]) -> bool {
    let for_kusto = bytes.starts_with(b"// What policies deny, joined with installed apps.\n");
    let in_sql = bytes.starts_with(b"-- What policies deny, and the join with installed apps.\n");
    let is_row = |line: &[u8]| {
        let (opens, quote) = if for_kusto {
            (&b"  \""[..], b'"')
        } else {
            (&b"('"[..], b'\'')
        };
        let cells = memchr::memchr_iter(quote, line).count();
        line.starts_with(opens) && cells >= 10
    };
    let is_ours = |line: &[u8]| {
        let is_comment = line.starts_with(if for_kusto { b"// " } else { b"-- " });
        let is_column = [
            &b"    ON "[..],
            b"    AND ",
            b"  SELECT ",
            b"SELECT ",
            b"FROM ",
        ]
        .iter()
        .any(|word| line.starts_with(word));
        let names = is_foreign(line) || names_app(line);
        is_comment || is_row(line) || (in_sql && is_column && !is_foreign(line)) || !names
    };
    (for_kusto || in_sql) && bytes.split(|byte| *byte == b'\n').all(is_ours)
}

/// Lines of a digest in SHA-256 and the name of an inventory, as `SHA256SUMS` has them;
/// none of the names is an app's.
fn are_digests(bytes: &[u8]) -> bool {
    let mut lines = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii_end);
    let is_digest = |line: &[u8]| {
        let Some((digest, name)) = line.split_at_checked(64) else {
            return line.is_empty();
        };
        let name = name.strip_prefix(b"  ").or(name.strip_prefix(b" *"));
        let name = name.and_then(|name| std::str::from_utf8(name).ok());
        let stem = name.and_then(|name| {
            name.strip_suffix(".json")
                .or_else(|| name.strip_suffix(".ndjson"))
        });
        digest.iter().all(u8::is_ascii_hexdigit)
            && stem.is_some_and(|stem| !is_id(stem) && !names_app(stem.as_bytes()))
    };
    lines.clone().any(|line| !line.is_empty()) && lines.all(is_digest)
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
