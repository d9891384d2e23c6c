//! The tools whose lists are read.

/// Where a list comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    InstallationProxy,
    Management,
    Configurator,
}

impl Tool {
    /// What the inventory names as its source.
    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::InstallationProxy => "ios/installation-proxy",
            Self::Management => "ios/mdm-list",
            Self::Configurator => "ios/cfgutil",
        }
    }
}
