//! Distributes the work on a fleet over the cores, and puts the results back into
//! the order of the input.
//!
//! Each thread takes the next chunk of the input, works on it, and hands in its
//! results in turn. No thread runs far ahead of the slowest, so memory does not
//! depend on the length of the input.

use crate::cli::ui::fleet_progress::{Dispatched, FleetProgress};
use crate::source::{Chunk, Chunks, Item, Options};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many chunks may be finished before their turn, for each thread.
const AHEAD: u64 = 4;

/// How many results of one chunk are held before they are handed in.
const HELD: usize = 256;

/// As many threads as there are cores for us.
pub(crate) fn cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// More threads than this cost memory and bring nothing.
const MOST: NonZeroUsize = NonZeroUsize::MIN.saturating_add(63);

/// As many threads as were asked for, within reason.
pub(crate) fn capped(asked: NonZeroUsize) -> NonZeroUsize {
    asked.min(MOST)
}

/// Works on every device of the input and hands the results to `take`, some at
/// a time, in the order of the input.
///
/// Others wait while `take` is busy. What it leaves in its list is dropped
/// while nobody waits. `worker` is called once on each thread and makes what works there.
pub(crate) fn each<T: Send, W: FnMut(Item<'_>) -> T>(
    chunks: Chunks,
    options: &Options,
    threads: NonZeroUsize,
    watch: FleetProgress,
    worker: impl Fn() -> W + Sync,
    take: impl FnMut(&mut Vec<T>) + Send,
) {
    let handed_out = Dispatched::new();
    let feed = Mutex::new(Numbered {
        feed: chunks,
        next: 0,
        handed_out: &handed_out,
    });
    let order = Order {
        state: Mutex::new(State {
            next: 0,
            waiting: BTreeMap::new(),
            broken: false,
            watch,
            take,
        }),
        turn: Condvar::new(),
        handed_out: &handed_out,
        ahead: AHEAD * threads.get() as u64,
    };
    let work = || {
        let _alarm = Alarm(&order);
        // Made for the first chunk: a thread that gets none costs nothing more.
        let mut work = None;
        let mut piece = Chunk::default();
        loop {
            // On a line of its own, so that the lock is given back at its end.
            let next = lock(&feed).next(&mut piece);
            let Some(number) = next else {
                break;
            };
            let work = work.get_or_insert_with(&worker);
            let mut done = Vec::new();
            piece.items(options, &mut |item| {
                done.push(work(item));
                if done.len() >= HELD {
                    order.part(number, std::mem::take(&mut done));
                }
            });
            order.last(number, done);
        }
    };
    loop {
        std::thread::scope(|scope| {
            for _ in 1..threads.get() {
                scope.spawn(work);
            }
            work();
        });
        // Some chunks are known only when all others were worked on.
        if !lock(&feed).resume() {
            break;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked ends the whole run; until then nobody is served
    // by a second panic.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The input, with its chunks numbered as they are taken.
struct Numbered<'n> {
    feed: Chunks,
    next: u64,
    handed_out: &'n Dispatched,
}

impl Numbered<'_> {
    fn next(&mut self, piece: &mut Chunk) -> Option<u64> {
        let more = self.feed.next(piece);
        self.handed_out.note(self.feed.fraction());
        let number = self.next;
        self.next += u64::from(more);
        more.then_some(number)
    }

    /// Whether there is more to take, now that all else was worked on.
    fn resume(&mut self) -> bool {
        self.feed.resume()
    }
}

/// Puts results into the order of the chunks they are from.
struct Order<'o, T, F> {
    state: Mutex<State<T, F>>,
    turn: Condvar,
    handed_out: &'o Dispatched,
    ahead: u64,
}

struct State<T, F> {
    /// The chunk whose turn it is.
    next: u64,
    /// Answers of chunks that were finished before their turn.
    waiting: BTreeMap<u64, Vec<T>>,
    /// Whether a thread panicked, so that some chunk never has its turn.
    broken: bool,
    watch: FleetProgress,
    take: F,
}

impl<T, F: FnMut(&mut Vec<T>)> Order<'_, T, F> {
    /// Hands in the first results of a chunk that is large.
    fn part(&self, number: u64, mut done: Vec<T>) {
        let mut state = self.wait(number, 0);
        state.watch.add(done.len(), self.handed_out);
        (state.take)(&mut done);
    }

    /// Hands in the last results of a chunk.
    fn last(&self, number: u64, done: Vec<T>) {
        let mut spent = Vec::new();
        let mut state = self.wait(number, self.ahead);
        state.waiting.insert(number, done);
        let before = state.next;
        loop {
            let next = state.next;
            let Some(mut done) = state.waiting.remove(&next) else {
                break;
            };
            state.watch.add(done.len(), self.handed_out);
            (state.take)(&mut done);
            spent.push(done);
            state.next += 1;
        }
        if state.next != before {
            self.turn.notify_all();
        }
    }

    /// Waits until a chunk is no further than `ahead` from having its turn.
    fn wait(&self, number: u64, ahead: u64) -> MutexGuard<'_, State<T, F>> {
        let too_early = |state: &mut State<T, F>| number > state.next + ahead && !state.broken;
        self.turn
            .wait_while(lock(&self.state), too_early)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets nobody wait for a thread that panicked.
struct Alarm<'a, 'o, T, F: FnMut(&mut Vec<T>)>(&'a Order<'o, T, F>);

impl<T, F: FnMut(&mut Vec<T>)> Drop for Alarm<'_, '_, T, F> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(&self.0.state).broken = true;
            self.0.turn.notify_all();
        }
    }
}
