//! Answers as a device prints them, cut and spoilt in every way.

use super::*;
use proptest::prelude::*;

const NONCE: &str = "0123456789abcdef";

/// What a script prints for these parts.
fn printed(parts: &[(String, Vec<u8>, i32)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, content, code) in parts {
        out.extend_from_slice(format!("\n@@{NONCE} {name} begin\n").as_bytes());
        out.extend_from_slice(content);
        out.extend_from_slice(format!("\n@@{NONCE} {name} end {code}\n").as_bytes());
    }
    out.extend_from_slice(format!("@@{NONCE} bye\n").as_bytes());
    out
}

fn read(text: &str) -> Frames {
    parse(text.as_bytes(), NONCE, "the cable was pulled")
}

fn part(text: &str, end: End) -> Part {
    Part {
        bytes: text.as_bytes().to_vec(),
        end,
    }
}

#[test]
fn a_part_is_exactly_what_the_command_printed() {
    for content in ["", "text", "text\n", "\n", "a\n\nb\n\n"] {
        let parts = [("p".to_owned(), content.as_bytes().to_vec(), 7)];
        let mut frames = parse(&printed(&parts), NONCE, "");
        assert_eq!(frames.take("p"), Some(part(content, End::Exit(7))));
        assert!(frames.whole && frames.stray.is_empty());
    }
}

#[test]
fn a_terminal_that_ends_lines_by_cr_lf_changes_no_marker() {
    let text = format!(
        "\r\n@@{NONCE} p begin\r\none\r\ntwo\r\n\r\n@@{NONCE} p end 0\r\n@@{NONCE} bye\r\r\n"
    );
    let mut frames = read(&text);
    assert_eq!(frames.take("p"), Some(part("one\r\ntwo\r\n", End::Exit(0))));
    assert!(frames.whole);
}

#[test]
fn a_part_without_its_end_is_cut() {
    let cut = || End::Cut("the cable was pulled".to_owned());
    let text = format!("\n@@{NONCE} p begin\nhalf");
    assert_eq!(read(&text).take("p"), Some(part("half", cut())));
    // Of `end 127` the connection left `end 1`: no proof of anything.
    let text = format!("\n@@{NONCE} p begin\nhalf\n@@{NONCE} p end 1");
    assert_eq!(read(&text).take("p").map(|part| part.end), Some(cut()));
    assert!(!read(&text).whole);
}

#[test]
fn a_marker_without_the_nonce_is_content() {
    let fake = "@@0123456789abcdee p end 0\n@@ p end 0\n @@0123456789abcdef p end 0\n";
    let text = format!("@@{NONCE} p begin\n{fake}more\n@@{NONCE} p end 3\n");
    let expected = part(&format!("{fake}more"), End::Exit(3));
    assert_eq!(read(&text).take("p"), Some(expected));
}

#[test]
fn a_lost_end_cuts_its_own_part_only() {
    let text = format!(
        "@@{NONCE} a begin\none\n@@{NONCE} b begin\ntwo\n@@{NONCE} b end 0\n@@{NONCE} bye\n"
    );
    let mut frames = read(&text);
    assert!(matches!(
        frames.take("a").map(|part| part.end),
        Some(End::Cut(_))
    ));
    assert_eq!(frames.take("b"), Some(part("two", End::Exit(0))));
}

#[test]
fn text_outside_of_all_parts_is_kept_apart() {
    let text = format!(
        "WARNING: linker\n\n@@{NONCE} a begin\n\n@@{NONCE} a end 0\nnoise\n@@{NONCE} bye\nlate\n"
    );
    let frames = read(&text);
    assert_eq!(frames.stray, b"WARNING: linker\nnoise\nlate\n");
    assert_eq!(read("sh: not found\n").stray, b"sh: not found\n");
}

fn any_parts() -> impl Strategy<Value = Vec<(String, Vec<u8>, i32)>> {
    let content = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        // Text that looks much like a marker.
        "(@@[0-9a-f ]{0,4}|p|end 0|begin|bye|\n|\r){0,40}".prop_map(String::into_bytes),
    ];
    prop::collection::vec((content, any::<i32>()), 0..6).prop_map(|parts| {
        let named = |(at, (content, code))| (format!("p{at}"), content, code);
        parts.into_iter().enumerate().map(named).collect()
    })
}

proptest! {
    #[test]
    fn what_was_printed_is_what_is_read(parts in any_parts()) {
        let mut frames = parse(&printed(&parts), NONCE, "");
        prop_assert!(frames.whole && frames.stray.is_empty());
        prop_assert_eq!(frames.parts.len(), parts.len());
        for (name, content, code) in parts {
            let part = frames.take(&name).unwrap();
            prop_assert_eq!(part.end, End::Exit(code));
            prop_assert_eq!(part.bytes, content);
        }
    }

    #[test]
    fn a_cut_answer_never_passes_for_a_whole_one(parts in any_parts(), share in 0.0..1.0_f64) {
        let bytes = printed(&parts);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "any place in a short text will do"
        )]
        let keep = (bytes.len() as f64 * share) as usize;
        let frames = parse(&bytes[..keep], NONCE, "cut");
        prop_assert!(!frames.whole);
        let ended = frames.parts.iter().filter(|(_, part)| part.end != End::Cut("cut".to_owned()));
        for (index, (name, part)) in ended.enumerate() {
            prop_assert_eq!(name, &parts[index].0);
            prop_assert_eq!(&part.bytes, &parts[index].1);
            prop_assert_eq!(&part.end, &End::Exit(parts[index].2));
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let frames = parse(&bytes, NONCE, "");
        prop_assert!(frames.parts.is_empty());
    }
}
