//! Who manages the device: `cmd device_policy list-owners` (since Android 12)
//! or `dumpsys device_policy`.
//!
//! Only the kind of owner is kept and the user it owns. Device administrators
//! are not owners: every phone has some.

use super::lines::{Lines, number, split_once};

/// What owns a user of the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnerKind {
    /// The whole device.
    Device,
    /// One user, which is a managed profile.
    ManagedProfile,
    /// One user; the text does not tell what kind of user it is.
    Profile,
}

/// An owner and the user it owns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) user: u32,
    pub(crate) kind: OwnerKind,
}

/// Reads either form. `None` when the text is neither, so that nothing is
/// known.
pub(crate) fn parse(bytes: &[u8]) -> Option<Vec<Owner>> {
    let mut owners = Vec::new();
    let mut recognised = false;
    for line in Lines::new(bytes) {
        let line = line.trim_ascii();
        if line == b"no owners" || is_count(line) || line.starts_with(b"Current Device Policy") {
            recognised = true;
        } else if let Some(owner) = listed(line).or_else(|| dumped(line)) {
            recognised = true;
            owners.push(owner);
        }
    }
    recognised.then_some(owners)
}

/// `1 owner:`, `2 owners:`.
fn is_count(line: &[u8]) -> bool {
    split_once(line, b' ').is_some_and(|(count, word)| {
        number(count).is_some() && matches!(word, b"owner:" | b"owners:")
    })
}

/// `User  0: admin=pkg/.Receiver,DeviceOwner,Affiliated` (AOSP
/// `DevicePolicyManagerServiceShellCommand.java`, `printAndGetOwners`).
fn listed(line: &[u8]) -> Option<Owner> {
    let (user, rest) = split_once(line.strip_prefix(b"User ")?, b':')?;
    let user = number(user.trim_ascii())?;
    let rest = rest.trim_ascii_start().strip_prefix(b"admin=")?;
    let words = || rest.split(|byte| *byte == b',').skip(1);
    let kind = if words().any(|word| word == b"DeviceOwner") {
        OwnerKind::Device
    } else if words().any(|word| word.starts_with(b"ManagedProfileOwner")) {
        OwnerKind::ManagedProfile
    } else if words().any(|word| word == b"ProfileOwner") {
        OwnerKind::Profile
    } else {
        return None;
    };
    Some(Owner { user, kind })
}

/// `Device Owner:` and `Profile Owner (User 10):` (AOSP `Owners.java`, dump).
fn dumped(line: &[u8]) -> Option<Owner> {
    if line == b"Device Owner:" {
        return Some(Owner {
            user: 0,
            kind: OwnerKind::Device,
        });
    }
    let rest = line.strip_prefix(b"Profile Owner (User ")?;
    let user = number(rest.strip_suffix(b"):")?)?;
    Some(Owner {
        user,
        kind: OwnerKind::Profile,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        let listed = b"2 owners:\nUser  0: admin=com.example.dpc/.Admin,DeviceOwner,Affiliated\n\
            User 10: admin=com.example.dpc/.Admin,ManagedProfileOwner(parentUserId=0)\n";
        let owners = parse(listed).unwrap();
        assert_eq!((owners[0].user, owners[0].kind), (0, OwnerKind::Device));
        assert_eq!(owners[1].kind, OwnerKind::ManagedProfile);
        let dumped =
            b"Current Device Policy Manager state:\n  Profile Owner (User 150): \n    package=x\n";
        assert_eq!(
            parse(dumped),
            Some(vec![Owner {
                user: 150,
                kind: OwnerKind::Profile
            }])
        );
    }

    #[test]
    fn none_is_not_unknown() {
        assert_eq!(parse(b"no owners\n"), Some(Vec::new()));
        assert_eq!(parse(b"cmd: Can't find service: device_policy\n"), None);
        assert_eq!(parse(b""), None);
    }
}
