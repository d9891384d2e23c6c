//! Texts that hide a list of apps from the grammar of its lines: ids in another
//! character set, in the encodings of mail and of addresses, or as digits.
//!
//! Such a text is not decoded to be read: somebody made it so, and what else it is
//! nobody knows. It is only not taken for prose.

mod base85;
mod bytes;
mod charset;
mod document;
mod letters;
mod mail;
mod packed;

use super::known_apps::KnownApps;
use super::line_grammar::{any_listed, mentions_app};
use super::mentions::names_apps;
use super::recognise::{self, DATABASE, ENCRYPTED, Kind, PACKED};
use bytes::encodes_apps;
use charset::is_ebcdic_list;
use letters::is_escaped_list;
use packed::Packed;

/// How often one encoding may lie in another.
const DEEPEST: usize = 3;

/// Whether a text names apps in a form that its lines do not show.
pub(super) fn hides_apps(text: &[u8], known: &dyn KnownApps) -> bool {
    hides(text, DEEPEST, known)
}

fn hides(text: &[u8], depth: usize, known: &dyn KnownApps) -> bool {
    let holds = |decoded: &[u8]| is_content(decoded, depth, known);
    is_ebcdic_list(text)
        || is_mail_encoded(text)
        || text.split(|byte| *byte == b'\n').any(is_escaped_list)
        || mail::shown(text).is_some_and(|shown| any_listed(&shown) || names_apps(&shown, known))
        || (depth > 0 && (encodes_apps(text, &holds) || base85::encodes_apps(text, &holds)))
}

/// Whether what came out of an encoding is a list, or what lists lie in.
fn is_content(decoded: &[u8], depth: usize, known: &dyn KnownApps) -> bool {
    if packed::begins(decoded) {
        return match packed::open(decoded) {
            Some(Packed::Unknown) => true,
            Some(Packed::Content(content)) => hides_or_lists(&content, depth, known),
            Some(Packed::Other) | None => false,
        };
    }
    // UTF-16 and UTF-32 of plain letters are these letters and zeros.
    let plain: Vec<u8> = decoded.iter().copied().filter(|byte| *byte != 0).collect();
    let is_container = match recognise::content(decoded) {
        Kind::Archive(_) | Kind::Closed(_) => true,
        Kind::Unknown(ENCRYPTED | PACKED | DATABASE) => !is_chance(decoded),
        // These begin with little more than a bracket, as many a digest does.
        Kind::Saved | Kind::AndroidDump | Kind::AndroidText => std::str::from_utf8(&plain).is_ok(),
        Kind::Json | Kind::Markup => is_text(&plain) && mentions_app(&plain),
        _ => false,
    };
    is_container || hides_or_lists(&plain, depth, known)
}

/// Whether a text is a list of ids or, where it is a text and nothing by chance, names
/// apps.
fn hides_or_lists(plain: &[u8], depth: usize, known: &dyn KnownApps) -> bool {
    any_listed(plain)
        || (is_text(plain) && names_apps(plain, known))
        || hides(plain, depth - 1, known)
}

/// Whether every letter shows, or parts words and lines.
fn is_text(plain: &[u8]) -> bool {
    let text = std::str::from_utf8(plain);
    text.is_ok_and(|text| !text.contains(|c: char| c.is_control() && !c.is_whitespace()))
}

/// Whether bytes begin as bzip2 does and are none: three letters, which lines of a
/// picture begin with by chance. Its first block follows a digit.
fn is_chance(decoded: &[u8]) -> bool {
    let block = decoded.get(4..10).unwrap_or_default();
    decoded.starts_with(b"BZh") && block != b"1AY&SY"
}

/// The coding of attachments before mail had Base64 names itself in its first line.
fn is_mail_encoded(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n');
    lines.any(|line| {
        let mode = line.strip_prefix(b"begin ").unwrap_or_default();
        let is_uu = matches!(mode.get(..4), Some([a, b, c, b' ']) if [a, b, c].iter().all(|d| d.is_ascii_digit()));
        is_uu || line.starts_with(b"=ybegin ")
    })
}

#[cfg(test)]
mod tests {
    use super::charset::from_ebcdic;
    use super::*;
    use crate::source::known_apps::NoApps;
    use crate::source::line_grammar::is_listed;
    use base64::Engine as _;
    use proptest::prelude::*;
    use std::fmt::Write as _;

    const BASE64: base64::engine::GeneralPurpose = base64::engine::general_purpose::STANDARD;

    /// Folders are full of digests, and each is something in every encoding.
    #[test]
    fn digests_hide_nothing() {
        use sha2::{Digest as _, Sha256};
        for number in 0..4000_u32 {
            let digest = Sha256::digest(number.to_le_bytes());
            let line = format!("{}  phone-{number}.json\n", hex(&digest, ""));
            assert!(!hides_apps(line.as_bytes(), &NoApps), "{line}");
        }
    }

    fn ebcdic(text: &str) -> Vec<u8> {
        let letter = |wanted: u8| (0..=u8::MAX).find(|byte| from_ebcdic(*byte) == wanted);
        text.bytes().map(|byte| letter(byte).unwrap()).collect()
    }

    /// Pairs of digits with something behind each.
    fn hex(text: &[u8], behind: &str) -> String {
        let pair = |mut all: String, byte: &u8| {
            let _ = write!(all, "{byte:02x}{behind}");
            all
        };
        text.iter().fold(String::new(), pair)
    }

    const LIST: &str = "com.example.app\nno.example.other\n";

    #[test]
    fn lists_in_other_forms_are_noticed() {
        let utf16: Vec<u8> = LIST.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide: String = LIST.replace('.', "\u{ff0e}");
        let once = BASE64.encode(LIST);
        let dump = hex(LIST.as_bytes(), " ");
        let forms: Vec<Vec<u8>> = vec![
            ebcdic(LIST),
            ebcdic("com.example.app,no.example.other"),
            once.clone().into_bytes(),
            once.as_bytes().chunks(20).collect::<Vec<_>>().join(&b'\n'),
            format!("Content-Transfer-Encoding: base64\r\n\r\n{once}\r\n").into_bytes(),
            format!("{{\"data\": \"{once}\"}}").into_bytes(),
            once.trim_end_matches('=').replace('/', "_").into_bytes(),
            BASE64.encode(&once).into_bytes(),
            BASE64.encode(utf16).into_bytes(),
            BASE64.encode(b"PK\x03\x04 and the rest").into_bytes(),
            hex(LIST.as_bytes(), "").into_bytes(),
            dump.clone().into_bytes(),
            format!("00000000: {dump} com.ex\n").into_bytes(),
            b"com%2Eexample%2Eapp\n".to_vec(),
            b"com=2Eexample=2Eapp\n".to_vec(),
            b"com&#46;example&#x2e;app\n".to_vec(),
            b"com\\u002eexample\\x2eapp\n".to_vec(),
            wide.into_bytes(),
            LIST.replace('.', ".\u{200b}").into_bytes(),
            LIST.replace('o', "\u{43e}").into_bytes(),
            LIST.to_uppercase().into_bytes(),
            b"com [.] example [.] app\n".to_vec(),
            b"c o m . e x a m p l e . a p p\n".to_vec(),
            b"99 111 109 46 101 120 97 109 112 108 101 46 97 112 112 10".to_vec(),
            b"0000000 067543 027155 074145 066541 066160 027145 070141 000160\n".to_vec(),
            b"MNXW2LTFPBQW24DMMUXGC4DQBI======\n".to_vec(),
            b"{\"d\": \"[\\\"com.example.app\\\"]\"}".to_vec(),
            b"android%0Acom.example.app%0A".to_vec(),
            b"begin 644 list.txt\nM8V]M\n".to_vec(),
            b"@;]UrDeW_h@rH3:@;]UrDeW`7F(KH8Bl7R)$=e!k/nK99D/a<&/n&^<$3".to_vec(),
            b"<~@;]UrDeW_h@rH3:@;]UrDeW`7F(KH8Bl7R)$=e!k/nK99D/a<&/n&^<$3~>\n".to_vec(),
            b"VQyq{Z)s!-V{dIPVQyq{Z)s#Mb7gdNX>Mn83S)0=E@gOOZE$R5E@5zR3I\n".to_vec(),
            b"vqYQ@z!S.?v@DipvqYQ@z!S-mB7GDnx(mN83s!0>e[Gooze:r5e[5Zr3i".to_vec(),
        ];
        for form in forms {
            assert!(hides_apps(&form, &NoApps), "{}", form.escape_ascii());
        }
    }

    #[test]
    fn prose_keys_and_digests_hide_nothing() {
        for text in [
            "See https://www.example.com/a%20b and write to us.",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  phone.json",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx5qk0example someone",
            "Prosa p\u{e5} norsk, med \u{e6} og \u{f8}.",
            "\u{41f}\u{440}\u{43e}\u{437}\u{430} \u{43d}\u{430} \u{440}\u{443}\u{441}\u{441}\u{43a}\u{43e}\u{43c}.",
            "",
        ] {
            assert!(!hides_apps(text.as_bytes(), &NoApps), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(text in prop::collection::vec(any::<u8>(), 0..400)) {
            hides_apps(&text, &NoApps);
        }

        #[test]
        fn whatever_a_list_holds_its_encoding_is_noticed(
            before in "([a-z ]{0,9}\n){0,3}", id in "(com|org|no)\\.[a-z]{2,8}\\.[a-z0-9]{2,9}",
        ) {
            let text = format!("{before}{id}\n");
            prop_assume!(is_listed(id.as_bytes()));
            prop_assert!(hides_apps(BASE64.encode(&text).as_bytes(), &NoApps));
            prop_assert!(hides_apps(hex(text.as_bytes(), "").as_bytes(), &NoApps));
        }
    }
}
