//! Compressed files: gzip and Zstandard, told by their content.
//!
//! They are unpacked as a stream, so a small file that becomes a huge one costs
//! time and no memory; lines are capped as everywhere.

use super::ahead::ahead;
use super::broken::Broken;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Read};
use zstd::stream::read::Decoder;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstandard,
}

/// How far back a Zstandard frame may refer: 128 MB, as a power of two. `zstd` itself
/// allows as much unless it is told otherwise.
const WINDOW: u32 = 27;

impl Compression {
    /// How content that begins like this is compressed, if it is.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
                Some(Self::Zstandard)
            }
            _ => None,
        }
    }

    /// The content behind a compressed stream. Writers that work on several cores,
    /// and files that were put together with `cat`, hold more than one part.
    pub(crate) fn unpack(self, input: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        let input = BufReader::with_capacity(64 << 10, input);
        ahead(match self {
            Self::Gzip => Box::new(Damage(MultiGzDecoder::new(input))),
            Self::Zstandard => match zstandard(input) {
                Ok(content) => Box::new(Damage(content)),
                Err(error) => return Box::new(Broken::from(error)),
            },
        })
    }
}

/// Makes one kind of error of all that says that compressed data is damaged.
struct Damage<R>(R);

impl<R: Read> Read for Damage<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted | io::ErrorKind::PermissionDenied => error,
            _ => io::Error::new(io::ErrorKind::InvalidData, error),
        })
    }
}

/// All frames of a Zstandard stream. What a writer noted as a checksum has to agree.
fn zstandard<R: BufRead>(input: R) -> io::Result<Decoder<'static, R>> {
    let mut decoder = Decoder::with_buffer(input)?;
    decoder.window_log_max(WINDOW)?;
    Ok(decoder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// Two frames of raw blocks, as any writer may make them, with a frame
    /// between them that holds no content.
    const ZSTANDARD: &[u8] = b"\x28\xb5\x2f\xfd\x20\x02\x11\x00\x00a\n\
        \x50\x2a\x4d\x18\x03\x00\x00\x00xyz\
        \x28\xb5\x2f\xfd\x20\x02\x11\x00\x00b\n";

    fn unpack(bytes: &[u8]) -> io::Result<String> {
        let packing = Compression::of(bytes).unwrap();
        let mut text = String::new();
        let mut input = packing.unpack(Box::new(io::Cursor::new(bytes.to_vec())));
        input.read_to_string(&mut text).map(|_| text)
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn reads_every_part() {
        assert_eq!(unpack(ZSTANDARD).unwrap(), "a\nb\n");
        let two = [gzip("a\n"), gzip("b\n")].concat();
        assert_eq!(unpack(&two).unwrap(), "a\nb\n");
    }

    /// Wherever a stream is cut, but between two frames, that is noticed.
    #[test]
    fn no_cut_is_taken_for_the_end() {
        let between_frames = [11, 22];
        for cut in (4..ZSTANDARD.len()).filter(|cut| !between_frames.contains(cut)) {
            assert!(unpack(&ZSTANDARD[..cut]).is_err(), "{cut}");
        }
        let whole = [gzip("a\n"), gzip("b\n")].concat();
        let first = gzip("a\n").len();
        for cut in (3..whole.len()).filter(|cut| *cut != first) {
            assert!(unpack(&whole[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn damage_is_named() {
        let whole = gzip(&"abc".repeat(100));
        // A frame without content that is cut shows that more was to come.
        let no_content = &ZSTANDARD[..ZSTANDARD.len() - 11];
        assert_eq!(unpack(no_content).unwrap(), "a\n");
        for damaged in [
            &ZSTANDARD[..9],
            &no_content[..no_content.len() - 1],
            &whole[..whole.len() - 9],
            b"\x1f\x8b\x08x",
        ] {
            let error = unpack(damaged).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }
}
