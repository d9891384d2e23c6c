//! Prose, told from the lines of lists, logs and tables.

/// How many plain words make a sentence of a line.
const SENTENCE: usize = 4;

/// Whether a line is a sentence: most of its words are plain ones, none of them in
/// capitals, and it does not begin as the lines of logs and tables do.
pub(super) fn is_sentence(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line);
    let text = text.trim().trim_start_matches(['-', '*', '>', '#', ' ']);
    let is_plain = |word: &&str| {
        let word = word.trim_matches(|c: char| ".,;:!?()\"'*_".contains(c));
        let is_shouted = word.len() > 1 && !word.chars().any(char::is_lowercase);
        !word.is_empty() && !is_shouted && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let plain = text.split_whitespace().filter(is_plain).count();
    let all = text.split_whitespace().count();
    let begins = text.starts_with(|c: char| c.is_alphabetic() || "\"'(`".contains(c));
    begins && plain >= SENTENCE && plain * 2 > all
}
