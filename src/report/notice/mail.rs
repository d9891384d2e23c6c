//! A notice as an unsent mail (`.eml`), which mail programs open as a draft: nothing
//! is sent by this program. RFC 5322, 2045 and 2047.

use super::page::{Item, Notice, Section};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// One notice as a draft without a recipient.
#[must_use]
pub fn mail(notice: &Notice) -> String {
    let mut text = format!("{}\n\n{}\n", notice.hello, notice.opening);
    for part in &notice.sections {
        section(part, &mut text);
    }
    let body = STANDARD.encode(text.replace('\n', "\r\n"));
    let mut mail = format!(
        "Subject: {}\r\nX-Unsent: 1\r\nContent-Language: {}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        encoded_words(&notice.subject),
        notice.language
    );
    for line in body.as_bytes().chunks(76) {
        mail.push_str(&String::from_utf8_lossy(line));
        mail.push_str("\r\n");
    }
    mail
}

/// A header's text as encoded words of at most 75 characters each, cut between
/// characters.
fn encoded_words(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut words: Vec<String> = vec![String::new()];
    for sign in text.chars() {
        // 45 bytes are 60 characters of Base64.
        if words
            .last()
            .is_some_and(|word| word.len() + sign.len_utf8() > 45)
        {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(sign);
        }
    }
    let encoded = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

fn section(part: &Section, text: &mut String) {
    text.push_str(&format!("\n{}\n", part.title.to_uppercase()));
    for paragraph in &part.paragraphs {
        text.push_str(&format!("{paragraph}\n"));
    }
    for Item { text: item, steps } in &part.items {
        text.push_str(&format!("- {item}\n"));
        for (number, step) in steps.iter().enumerate() {
            text.push_str(&format!("  {}. {step}\n", number + 1));
        }
    }
    for paragraph in &part.after {
        text.push_str(&format!("{paragraph}\n"));
    }
}
