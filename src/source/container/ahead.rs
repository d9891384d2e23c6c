//! Unpacks on a thread of its own, ahead of who reads: what unpacking looks back at
//! stays with one processor, while others look into what came out.
//!
//! Only a block that says so is the end. A thread that is gone without one is an
//! error, so that nobody takes what there is for all there was.

use super::broken::Broken;
use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::Builder;

/// Bytes that are handed on at a time.
const BLOCK: usize = 64 << 10;

/// Blocks that may wait to be read.
const WAITING: usize = 4;

/// What is handed on; with nothing in it, the end.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    filled: usize,
}

/// Content that another thread unpacks.
struct Ahead {
    blocks: Receiver<io::Result<Block>>,
    /// Blocks that were read, to be filled again.
    empty: SyncSender<Block>,
    block: Block,
    /// How much of the block was read.
    place: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    More,
    End,
    /// It failed, and does so again.
    Failed(io::ErrorKind),
}

/// The same content, unpacked ahead.
pub(super) fn ahead(content: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    let (filled, blocks) = mpsc::sync_channel(WAITING);
    let (empty, again) = mpsc::sync_channel(WAITING + 2);
    let thread = Builder::new().name("unpacking".to_owned());
    match thread.spawn(move || unpack(content, &filled, &again)) {
        Ok(_) => Box::new(Ahead {
            blocks,
            empty,
            block: Block::default(),
            place: 0,
            state: State::More,
        }),
        Err(error) => Box::new(Broken::from(error)),
    }
}

/// Hands on block by block what there is, and at the end an empty one, until nobody
/// wants more.
fn unpack(
    mut content: Box<dyn Read + Send>,
    filled: &SyncSender<io::Result<Block>>,
    again: &Receiver<Block>,
) {
    loop {
        let mut block = again.try_recv().unwrap_or_default();
        block.bytes.resize(BLOCK, 0);
        let result = loop {
            match content.read(&mut block.bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        let is_last = !matches!(result, Ok(1..));
        let result = result.map(|count| Block {
            filled: count,
            ..block
        });
        if filled.send(result).is_err() || is_last {
            return;
        }
    }
}

impl Ahead {
    /// Waits for the next block.
    fn next(&mut self) -> io::Result<()> {
        let next = self.blocks.recv();
        let next = next.unwrap_or_else(|_| Err(io::Error::other("unpacking broke off")));
        match next {
            Ok(block) => {
                if block.filled == 0 {
                    self.state = State::End;
                }
                let read = std::mem::replace(&mut self.block, block);
                self.place = 0;
                // Where there is no room, one is made anew.
                let _ = self.empty.try_send(read);
                Ok(())
            }
            Err(error) => {
                self.state = State::Failed(error.kind());
                Err(error)
            }
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        loop {
            let filled = self.place..self.block.filled;
            let mut rest = self.block.bytes.get(filled).unwrap_or_default();
            if !rest.is_empty() {
                let count = rest.read(bytes)?;
                self.place += count;
                return Ok(count);
            }
            match self.state {
                State::More => self.next()?,
                State::End => return Ok(0),
                State::Failed(kind) => return Err(kind.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Hands out so much at a time, and fails at the end where it is to.
    struct Drip(Vec<u8>, usize, bool);

    impl Read for Drip {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() && self.2 {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let count = bytes.len().min(self.1).min(self.0.len());
            bytes[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn nothing_is_lost(length in 0..300_000usize, step in 1..100_000usize, fails in any::<bool>()) {
            let content: Vec<u8> = (0..length).map(|place| place.to_le_bytes()[0]).collect();
            let step = step.max(length / 100);
            let mut read = Vec::new();
            let mut input = ahead(Box::new(Drip(content.clone(), step, fails)));
            let result = input.read_to_end(&mut read);
            prop_assert_eq!(result.is_err(), fails);
            prop_assert_eq!(read, content);
            prop_assert_eq!(input.read(&mut [0; 9]).is_err(), fails);
        }
    }

    /// A thread that panics ends nothing.
    #[test]
    fn a_thread_that_is_gone_is_no_end() {
        let (_, blocks) = mpsc::sync_channel(1);
        let (empty, _) = mpsc::sync_channel(1);
        let mut ahead = Ahead {
            blocks,
            empty,
            block: Block {
                bytes: b"abc".to_vec(),
                filled: 2,
            },
            place: 0,
            state: State::More,
        };
        let mut read = Vec::new();
        assert!(ahead.read_to_end(&mut read).is_err());
        assert_eq!(read, b"ab");
        assert!(ahead.read(&mut [0; 9]).is_err());
    }
}
