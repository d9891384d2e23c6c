//! The users of a device: `pm list users`, `cmd user list -v --all` and
//! `dumpsys user`.
//!
//! A user's name is a person's own text. It may hold colons and commas, and it
//! is never kept: the number stands before it, everything else behind it.

use super::lines::{Lines, number, split_last, split_once};
use crate::inventory::ProfileKind;
use std::collections::BTreeMap;

/// What is known of one user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct User {
    /// The flags of `UserInfo`, when they were printed.
    flags: Option<u32>,
    /// The kind its type states (`android.os.usertype.*`), since Android 11.
    stated: Option<ProfileKind>,
}

/// Bits of `android.content.pm.UserInfo`.
const GUEST: u32 = 0x4;
const DEMO: u32 = 0x200;
const RESTRICTED: u32 = 0x8;
const MANAGED_PROFILE: u32 = 0x20;
const FULL: u32 = 0x400;
const SYSTEM: u32 = 0x800;
const PROFILE: u32 = 0x1000;

/// Bits that makers added to `UserInfo`, which mean nothing on another
/// maker's build. The maker's name is part of the flag's grammar, so it stands
/// here and not with the facts on companies.
const MAKER_BITS: [(&str, u32, ProfileKind); 11] = [
    // One UI, UserInfo.java: FLAG_SECURE_FOLDER, FLAG_DUAL_APP and
    // FLAG_KNOX_WORKSPACE; a secure folder may have the last one too.
    ("samsung", 0x2_0000, ProfileKind::SecureFolder),
    ("samsung", 0x2000_0000, ProfileKind::Clone),
    ("samsung", 0x1000_0000, ProfileKind::Work),
    // One UI: FLAG_APP_SEPARATION, a container that a management makes for
    // apps it wants apart; the maintenance mode's user, which a repair shop
    // sees; FLAG_BMODE, the second person of "two phones in one".
    ("samsung", 0x4000_0000, ProfileKind::Work),
    ("samsung", 0x8_0000, ProfileKind::Maintenance),
    ("samsung", 0x1_0000, ProfileKind::Secondary),
    // MIUI and HyperOS: the second space for doubled apps.
    ("xiaomi", 0x80_0000, ProfileKind::Clone),
    // ColorOS, OxygenOS, realme UI, Funtouch: the space for doubled apps,
    // `4001010` now and `4000030` on older builds.
    ("oppo", 0x400_0000, ProfileKind::Clone),
    ("oneplus", 0x400_0000, ProfileKind::Clone),
    ("realme", 0x400_0000, ProfileKind::Clone),
    ("vivo", 0x400_0000, ProfileKind::Clone),
];

/// Numbers that One UI gives to its locked folders (`150:` and `151:` seen).
const SECURE_FOLDER_NUMBERS: std::ops::RangeInclusive<u32> = 150..=160;

/// Users by number.
pub(crate) type Users = BTreeMap<u32, User>;

/// How many lines of a text named a user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// Lines from which the user's number was read.
    pub(crate) read: usize,
    /// Lines that name a user in a way that makes no sense.
    pub(crate) unread: usize,
}

/// Adds the users that any of the three texts names.
pub(crate) fn read(bytes: &[u8], users: &mut Users) -> Named {
    let mut named = Named::default();
    let mut last = None;
    for line in Lines::new(bytes) {
        let line = line.trim_ascii();
        if let Some(info) = line.strip_prefix(b"UserInfo{") {
            let Some((id, flags)) = user_info(info) else {
                named.unread += 1;
                continue;
            };
            let user = users.entry(id).or_default();
            user.flags = flags.or(user.flags);
            last = Some(id);
            named.read += 1;
        } else if let Some((id, kind)) = verbose(line) {
            let user = users.entry(id).or_default();
            user.stated = kind.or(user.stated);
            named.read += 1;
        } else if let Some(type_name) = line.strip_prefix(b"Type: ")
            && let Some(user) = last.and_then(|id| users.get_mut(&id))
        {
            user.stated = kind_of_type(type_name).or(user.stated);
        }
    }
    named
}

/// `10:Work: profile:30} running`: the name may hold colons and braces, so
/// the flags are the hexadecimal digits between a colon and a brace that are
/// furthest to the right. A user without readable flags is a user all the same.
fn user_info(info: &[u8]) -> Option<(u32, Option<u32>)> {
    let (id, rest) = split_once(info, b':')?;
    let id = number(id)?;
    let mut rest = rest;
    while let Some((before, _)) = split_last(rest, b'}') {
        let flags = split_last(before, b':').map_or(before, |(_, flags)| flags);
        let flags = std::str::from_utf8(flags).ok();
        if let Some(flags) = flags.and_then(|flags| u32::from_str_radix(flags, 16).ok()) {
            return Some((id, Some(flags)));
        }
        rest = before;
    }
    Some((id, None))
}

/// `0: id=0, name=..., type=full.SYSTEM, flags=ADMIN|FULL (running)`.
fn verbose(line: &[u8]) -> Option<(u32, Option<ProfileKind>)> {
    let (_, rest) = split_once(line, b':')?;
    let (id, rest) = split_once(rest.strip_prefix(b" id=")?, b',')?;
    let id = number(id)?;
    let at = memchr::memmem::rfind(rest, b", type=");
    let kind = at.and_then(|at| {
        let value = rest.get(at + 7..)?;
        let (value, _) = split_once(value, b',')?;
        kind_of_type(value)
    });
    Some((id, kind))
}

/// The user types of AOSP `UserManager.java`, with or without the prefix that
/// `cmd user list` leaves out. A maker's own type has the maker's name in front
/// and can be a profile only (`UserTypeFactory.java`, `customizeBuilders`), so
/// it is one whatever it is called, and is named as such.
fn kind_of_type(name: &[u8]) -> Option<ProfileKind> {
    let name = name.trim_ascii();
    if name.contains(&b'.') && !is_of_platform(name) {
        return Some(ProfileKind::Other);
    }
    let name = name.strip_prefix(b"android.os.usertype.").unwrap_or(name);
    match name {
        b"full.SYSTEM" => Some(ProfileKind::Owner),
        b"full.SECONDARY" => Some(ProfileKind::Secondary),
        b"full.GUEST" => Some(ProfileKind::Guest),
        b"full.RESTRICTED" => Some(ProfileKind::Restricted),
        b"profile.MANAGED" => Some(ProfileKind::Work),
        // `DUAL` on Transsion's builds, for doubled apps.
        b"profile.CLONE" | b"profile.DUAL" => Some(ProfileKind::Clone),
        b"profile.PRIVATE" => Some(ProfileKind::PrivateSpace),
        b"system.HEADLESS" => Some(ProfileKind::System),
        b"full.DEMO" => Some(ProfileKind::Demo),
        b"profile.COMMUNAL" => Some(ProfileKind::Communal),
        b"profile.SUPERVISING" => Some(ProfileKind::Supervising),
        b"profile.TEST" => Some(ProfileKind::Test),
        _ => None,
    }
}

fn is_of_platform(name: &[u8]) -> bool {
    [&b"android."[..], b"full.", b"profile.", b"system."]
        .iter()
        .any(|start| name.starts_with(start))
}

impl User {
    /// What kind of user space this is. The maker's own bits win over the
    /// stated type, which calls a locked folder a managed profile.
    pub(crate) fn kind(self, id: u32, maker: Option<&str>) -> ProfileKind {
        let maker = maker.unwrap_or_default().to_ascii_lowercase();
        let flags = self.flags.unwrap_or(0);
        let by_maker = MAKER_BITS
            .iter()
            .find(|(name, bit, _)| *name == maker && flags & bit != 0);
        if let Some((_, _, kind)) = by_maker {
            return *kind;
        }
        if maker == "samsung"
            && SECURE_FOLDER_NUMBERS.contains(&id)
            && self.stated != Some(ProfileKind::Secondary)
        {
            return ProfileKind::SecureFolder;
        }
        self.stated.unwrap_or_else(|| by_flags(id, flags))
    }

    /// Whether the user is a profile beside another user, where system apps
    /// are left out from the start.
    pub(crate) fn is_profile(self) -> bool {
        self.flags
            .is_some_and(|f| f & (PROFILE | MANAGED_PROFILE) != 0)
    }
}

fn by_flags(id: u32, flags: u32) -> ProfileKind {
    if id == 0 {
        let headless = flags & SYSTEM != 0 && flags & FULL == 0;
        return if headless {
            ProfileKind::System
        } else {
            ProfileKind::Owner
        };
    }
    if flags & GUEST != 0 {
        ProfileKind::Guest
    } else if flags & DEMO != 0 {
        ProfileKind::Demo
    } else if flags & RESTRICTED != 0 {
        ProfileKind::Restricted
    } else if flags & MANAGED_PROFILE != 0 {
        ProfileKind::Work
    } else if flags == 0 || flags & PROFILE != 0 {
        // A clone and a private space have the same flags.
        ProfileKind::Other
    } else {
        ProfileKind::Secondary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, maker: &str) -> Vec<(u32, ProfileKind)> {
        let mut users = Users::new();
        read(text.as_bytes(), &mut users);
        users
            .into_iter()
            .map(|(id, user)| (id, user.kind(id, Some(maker))))
            .collect()
    }

    #[test]
    fn names_may_hold_colons_and_braces() {
        let text = "Users:\n\tUserInfo{0:A:c13} running\n\tUserInfo{10:W: p} x:1030} running\n";
        assert_eq!(
            kinds(text, "Google"),
            [(0, ProfileKind::Owner), (10, ProfileKind::Work)]
        );
        let text = "UserInfo{10:W:1030} serialNo=1 {x}\nUserInfo{11:cut off\n";
        assert_eq!(
            kinds(text, "Google"),
            [(10, ProfileKind::Work), (11, ProfileKind::Other)]
        );
    }

    #[test]
    fn a_type_of_a_maker_is_a_profile_of_its_own() {
        let text = "Users:\n  UserInfo{0:N:c13} serialNo=0\n    Type: android.os.usertype.full.SYSTEM\n  \
            UserInfo{12:N:1410} serialNo=12\n    Type: com.example.os.usertype.profile.SPACE\n";
        let expected = [(0, ProfileKind::Owner), (12, ProfileKind::Other)];
        assert_eq!(kinds(text, "Example"), expected);
        let text = "0: id=0, name=N, type=full.SYSTEM, flags=FULL (running)\n\
            1: id=12, name=N, type=com.example.SPACE, flags=PROFILE (running)\n";
        assert_eq!(kinds(text, "Example"), expected);
    }

    #[test]
    fn a_user_that_cannot_be_read_is_counted() {
        let named = read(b"UserInfo{ten:W:30}\nUserInfo{0:N:13}", &mut Users::new());
        assert_eq!((named.read, named.unread), (1, 1));
    }

    #[test]
    fn maker_bits_count_only_with_the_maker() {
        let text = "UserInfo{0:N:4c13}\nUserInfo{95:D:20001010}\nUserInfo{150:S:61010}\nUserInfo{151:S:10061030}\n";
        assert_eq!(
            kinds(text, "samsung"),
            [
                (0, ProfileKind::Owner),
                (95, ProfileKind::Clone),
                (150, ProfileKind::SecureFolder),
                (151, ProfileKind::SecureFolder)
            ]
        );
        let other: Vec<ProfileKind> = kinds(text, "Google").into_iter().map(|k| k.1).collect();
        assert_eq!(
            other[1..],
            [ProfileKind::Other, ProfileKind::Other, ProfileKind::Work]
        );
        assert_eq!(
            kinds("UserInfo{999:X:801010}", "Xiaomi")[0].1,
            ProfileKind::Clone
        );
        assert_eq!(
            kinds("UserInfo{999:M:4000030}", "OPPO")[0].1,
            ProfileKind::Clone
        );
    }

    #[test]
    fn the_stated_type_tells_a_private_space_from_a_clone() {
        let text = "UserInfo{0:N:4c13}\nUserInfo{11:P:1010}\nUserInfo{12:C:1010}\n\
            3 users:\n\n0: id=0, name=type=profile.CLONE, x, type=full.SYSTEM, flags=ADMIN|FULL (running)\n\
            1: id=11, name=P, type=profile.PRIVATE, flags=INITIALIZED|PROFILE (parentId=0)\n\
            2: id=12, name=C, type=profile.CLONE, flags=INITIALIZED|PROFILE (parentId=0)\n";
        assert_eq!(
            kinds(text, "Google"),
            [
                (0, ProfileKind::Owner),
                (11, ProfileKind::PrivateSpace),
                (12, ProfileKind::Clone)
            ]
        );
    }

    #[test]
    fn dumpsys_user_states_types_below() {
        let text = "  UserInfo{0:null:4c13} serialNo=0 isPrimary=true\n    Type: android.os.usertype.full.SYSTEM\n\
            \x20 UserInfo{10:xxx:1030} serialNo=10\n    Type: android.os.usertype.profile.MANAGED\n";
        assert_eq!(
            kinds(text, "Google"),
            [(0, ProfileKind::Owner), (10, ProfileKind::Work)]
        );
    }
}
