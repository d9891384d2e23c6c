//! `getprop`: `[key]: [value]`, one property after the other.
//!
//! A value may span lines; the next line that begins like a property ends it.

use super::lines::{Lines, split_once, text};

/// The few properties that are of use, out of about a thousand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Properties {
    pub(crate) serial: Option<String>,
    pub(crate) maker: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) release: Option<String>,
    pub(crate) security_patch: Option<String>,
    pub(crate) time_zone: Option<String>,
    pub(crate) fingerprint: Option<String>,
}

pub(crate) fn parse(bytes: &[u8]) -> Properties {
    let mut found = Properties::default();
    let mut boot_serial = None;
    for line in Lines::new(bytes) {
        let Some((key, value)) = property(line) else {
            continue;
        };
        let slot = match key {
            b"ro.serialno" => &mut found.serial,
            b"ro.boot.serialno" => &mut boot_serial,
            b"ro.product.manufacturer" => &mut found.maker,
            b"ro.product.model" => &mut found.model,
            b"ro.build.version.release" => &mut found.release,
            b"ro.build.version.security_patch" => &mut found.security_patch,
            b"persist.sys.timezone" => &mut found.time_zone,
            b"ro.build.fingerprint" => &mut found.fingerprint,
            _ => continue,
        };
        if slot.is_none() {
            *slot = text(value).filter(|value| value != "unknown");
        }
    }
    found.serial = found.serial.or(boot_serial);
    found
}

/// The first line of a property. None of the values that are of use spans
/// lines, so a value without its bracket is taken as it stands.
fn property(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (key, rest) = split_once(line.strip_prefix(b"[")?, b']')?;
    let value = rest.strip_prefix(b": [")?;
    Some((key, value.strip_suffix(b"]").unwrap_or(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_may_span_lines_and_be_empty() {
        let found = parse(
            b"[persist.x]: [one\ntwo\n[three]]\n[ro.serialno]: []\r\n[ro.boot.serialno]: [AB12]\r\n\
              [ro.product.model]: [Model [5]]\n[ro.product.manufacturer]: [unknown]\n",
        );
        assert_eq!(found.serial.as_deref(), Some("AB12"));
        assert_eq!(found.model.as_deref(), Some("Model [5]"));
        assert_eq!(found.maker, None);
    }
}
