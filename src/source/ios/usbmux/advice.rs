//! The next steps that several kinds of trouble share.

pub(super) const AGAIN: &str = "unplug the iPhone, unlock it, plug it in again and run again; if \
    it stays so, try another cable or port";

pub(super) const TRUST: &str = "unlock the iPhone, plug it in, open Finder, the Apple Devices app \
    or iTunes (on Linux run `idevicepair pair`), tap Trust on the iPhone and enter its passcode; \
    then run again. If it does not ask, whoever manages the iPhone may forbid it";

pub(super) const TRUST_AGAIN: &str = "unplug the iPhone, unlock it, plug it in again, tap Trust \
    and enter its passcode; then run again. If it does not ask, check that date and time of both \
    are right";

pub(super) const UNLOCK: &str = "unlock the iPhone (after a restart by entering its passcode), \
    keep its screen on and run again";

pub(super) const OTHERWISE: &str = "audit a backup of the iPhone, or a list of its apps";
/// Two computers or programs at one phone.
pub(super) const ELSEWHERE: &str = "two cannot talk to an iPhone at once: close other programs and \
     virtual machines that use it, unplug it from other computers and docks, plug it in here and \
     run again";
