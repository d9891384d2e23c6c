//! How a pretend iPhone behaves, as a scenario describes it.

use serde::Deserialize;

/// One pretend iPhone.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Phone {
    pub(crate) udid: String,
    /// The state it is in; see `lockdown.rs`.
    pub(crate) mode: String,
    /// What goes wrong; see `apps.rs` and `lockdown.rs`.
    pub(crate) faults: Vec<String>,
    /// `USB`, `Network` or both.
    pub(crate) connections: Vec<String>,
    pub(crate) ios: String,
    /// Apps beside those of the system, by id.
    pub(crate) apps: Vec<String>,
    /// How many apps of the system it has.
    pub(crate) system_apps: usize,
    /// Supervised, and how many profiles it holds.
    pub(crate) supervised: bool,
    pub(crate) profiles: usize,
    /// The phone's clock.
    pub(crate) clock: f64,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            udid: "00008120-0011223344550001".to_owned(),
            mode: "ok".to_owned(),
            faults: Vec::new(),
            connections: vec!["USB".to_owned()],
            ios: "18.6.2".to_owned(),
            apps: vec![
                "com.example.mail".to_owned(),
                "com.example.notes".to_owned(),
            ],
            system_apps: 120,
            supervised: false,
            profiles: 0,
            clock: 1_795_252_364.5,
        }
    }
}

impl Phone {
    pub(crate) fn named(udid: &str) -> Self {
        Self {
            udid: udid.to_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn has(&self, fault: &str) -> bool {
        self.faults.iter().any(|own| own == fault)
    }
}
