//! Many phones at once: each has its own thread, and what comes of them is
//! handed out in the order of the list.
//!
//! A phone that hangs delays nobody but those after it in the order, and those
//! only until its own deadline.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

/// Works on every item, at most `most` of them at one time, and hands each
/// result on as soon as those before it are there.
pub(crate) fn side_by_side<T: Sync, R: Send>(
    items: &[T],
    most: usize,
    work: impl Fn(usize, &T) -> R + Sync,
    mut done: impl FnMut(&T, R),
) {
    let next = AtomicUsize::new(0);
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for _ in 0..items.len().min(most) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else {
                        break;
                    };
                    if sender.send((index, work(index, item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = items.iter().enumerate().peekable();
        for (index, result) in receiver {
            if let Some(slot) = results.get_mut(index) {
                *slot = Some(result);
            }
            while let Some((index, item)) = waiting.peek()
                && let Some(result) = results.get_mut(*index).and_then(Option::take)
            {
                done(item, result);
                waiting.next();
            }
        }
    });
}
