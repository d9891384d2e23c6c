//! What the words for the state of an app mean.

use crate::inventory::State;

/// One sentence on a state.
pub(super) const fn text(state: State) -> &'static str {
    match state {
        State::Installed => "it can be opened",
        State::Disabled => {
            "it is installed and switched off. One tap switches it on, so it counts as installed"
        }
        State::Suspended => {
            "it is installed and paused, for example in a paused work profile. It counts as installed"
        }
        State::Hidden => {
            "it is installed and an administrator hides it from the launcher. It counts as installed"
        }
        State::Instant => {
            "it was run as an instant app, without being installed, and its code is on the phone for a while. It is never more than a warning"
        }
        State::Archived => {
            "its code was removed to save space and its data kept; one tap brings it back. It is never more than a warning"
        }
        State::Residue => "it was removed and data of it is left. It is never more than a warning",
        State::Unclear => {
            "what was read does not tell whether it is installed, or tells it in a word that is not known here, so it may be. It is never more than a warning"
        }
        State::Removed => {
            "it came with the phone and was removed for this profile; it is still in the system image. It is a note"
        }
    }
}
