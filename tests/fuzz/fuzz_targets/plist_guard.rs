//! Any bytes come to an end, and what passes the sieve and the parser tells
//! what the file tells.

#![no_main]

use dutyphone::source::ios::plist::{Fault, Pull, Token, read_sieved};
use libfuzzer_sys::fuzz_target;

/// Every value but data, up to the end of the outermost one.
fn values(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut pull = Pull::new(bytes)?;
    let mut values = Vec::new();
    let mut depth = 0;
    loop {
        match pull.token()? {
            Token::Data(data) => drop(data.decode(1 << 16)),
            token => {
                match token {
                    Token::Dict | Token::Array => depth += 1,
                    Token::End => depth -= 1,
                    _ => {}
                }
                values.push(format!("{token:?}"));
            }
        }
        if depth == 0 {
            return pull.finish().map(|()| values);
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    // What is left out is not looked at, so a fault in it goes unseen; but
    // where both can be read, both must tell the same.
    let whole = values(bytes);
    let kept = read_sieved(bytes, "iTunesMetadata").map(|kept| values(&kept));
    if let (Ok(whole), Ok(Ok(told))) = (whole, kept) {
        assert_eq!(whole, told);
    }
});
