//! Collecting up to a number of things, and knowing whether there were more.
//!
//! A hostile file holds more of anything than there is memory for, so readers stop
//! somewhere. What lies behind that may be the one app that matters. So what was
//! collected is handed out only together with whether it is all, and a reader has
//! to say what becomes of the rest.

/// Up to so many things.
#[derive(Debug)]
pub(super) struct Capped<T> {
    items: Vec<T>,
    most: usize,
    is_cut: bool,
}

impl<T> Capped<T> {
    /// Room for so many.
    pub(super) const fn new(most: usize) -> Self {
        Self {
            items: Vec::new(),
            most,
            is_cut: false,
        }
    }

    /// The first of many.
    pub(super) fn of(items: impl IntoIterator<Item = T>, most: usize) -> Self {
        let mut capped = Self::new(most);
        for item in items {
            if !capped.push(item) {
                break;
            }
        }
        capped
    }

    /// Takes one. `false` where there was no room for it, which is known from then on.
    pub(super) fn push(&mut self, item: T) -> bool {
        let has_room = self.items.len() < self.most;
        if has_room {
            self.items.push(item);
        }
        self.is_cut |= !has_room;
        has_room
    }

    /// What was collected, and whether there was more.
    #[must_use]
    pub(super) fn into_parts(self) -> (Vec<T>, bool) {
        (self.items, self.is_cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// It is all, or it is known that it is not.
        #[test]
        fn nothing_is_lost_unseen(items in proptest::collection::vec(any::<u8>(), 0..20), most in 0_usize..20) {
            let (kept, is_cut) = Capped::of(items.iter().copied(), most).into_parts();
            prop_assert_eq!(&kept[..], &items[..kept.len()]);
            prop_assert!(kept.len() <= most);
            prop_assert_eq!(is_cut, kept.len() < items.len());
        }
    }
}
