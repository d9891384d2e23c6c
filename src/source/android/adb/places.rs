//! Where the program `adb` lies when it is not on the `PATH`: the folders that the
//! installers of the Android SDK choose, and those that its variables name. Pure:
//! whether anything is there is for the caller to see.
//!
//! The variables: <https://developer.android.com/tools/variables>. The folders are the
//! defaults of Android Studio on each system, of Visual Studio on Windows, and of
//! Homebrew on macOS.

use std::path::{Path, PathBuf};

/// A system whose habits are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    Windows,
    MacOs,
    Other,
}

impl System {
    /// The one that this program was built for.
    pub(super) const fn here() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Other
        }
    }

    const fn program(self) -> &'static str {
        match self {
            Self::Windows => "adb.exe",
            Self::MacOs | Self::Other => "adb",
        }
    }
}

/// The places, best first. `variable` reads the environment; an empty value counts as
/// none, so that no place is relative to the folder the program was started in.
pub(super) fn usual(system: System, variable: impl Fn(&str) -> Option<String>) -> Vec<PathBuf> {
    let below = |name: &str, folders: &[&str]| {
        let root = variable(name).filter(|root| !root.is_empty())?;
        let mut place = PathBuf::from(root);
        place.extend(folders);
        Some(place)
    };
    let tools = "platform-tools";
    let named = ["ANDROID_HOME", "ANDROID_SDK_ROOT"];
    let mut places: Vec<PathBuf> = named
        .into_iter()
        .filter_map(|name| below(name, &[tools]))
        .collect();
    match system {
        System::Windows => {
            places.extend(below("LOCALAPPDATA", &["Android", "Sdk", tools]));
            for programs in ["ProgramFiles(x86)", "ProgramFiles"] {
                places.extend(below(programs, &["Android", "android-sdk", tools]));
            }
            places.extend(below("SystemDrive", &["\\", tools]));
            places.extend(below("USERPROFILE", &[tools]));
        }
        System::MacOs => {
            places.extend(below("HOME", &["Library", "Android", "sdk", tools]));
            places.push(Path::new("/opt/homebrew/bin").to_owned());
            places.push(Path::new("/usr/local/bin").to_owned());
        }
        System::Other => {
            places.extend(below("HOME", &["Android", "Sdk", tools]));
        }
    }
    for place in &mut places {
        place.push(system.program());
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(system: System, variables: &[(&str, &str)]) -> Vec<String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let places = usual(system, variable).into_iter();
        // The same on every system that runs the test.
        let spelt = places.map(|place| place.to_string_lossy().replace('\\', "/"));
        spelt.collect()
    }

    #[test]
    fn the_sdk_is_looked_for_where_its_installers_put_it() {
        let windows = [
            ("ANDROID_HOME", "D:/sdk"),
            ("LOCALAPPDATA", "C:/Users/me/AppData/Local"),
            ("ProgramFiles(x86)", "C:/Program Files (x86)"),
        ];
        assert_eq!(
            places(System::Windows, &windows),
            [
                "D:/sdk/platform-tools/adb.exe",
                "C:/Users/me/AppData/Local/Android/Sdk/platform-tools/adb.exe",
                "C:/Program Files (x86)/Android/android-sdk/platform-tools/adb.exe",
            ]
        );
        let home = [("HOME", "/Users/me"), ("ANDROID_HOME", "")];
        assert_eq!(
            places(System::MacOs, &home),
            [
                "/Users/me/Library/Android/sdk/platform-tools/adb",
                "/opt/homebrew/bin/adb",
                "/usr/local/bin/adb",
            ]
        );
        let home = [("HOME", "/home/me")];
        let place = "/home/me/Android/Sdk/platform-tools/adb";
        assert_eq!(places(System::Other, &home), [place]);
        assert_eq!(places(System::Other, &[]), [""; 0]);
    }
}
