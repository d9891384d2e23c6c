//! From the domain to the file.

use super::{SCHEMA, schema, selection, web_pages};
use crate::inventory::visible;
use crate::inventory::{App, Coverage, DigestOf, Gap, IdKind, Inventory, InventoryDigest, Origin};

/// One line, for NDJSON, without the line feed.
///
/// # Errors
///
/// Only if serialisation fails, which these types do not.
pub fn to_json_line(inventory: &Inventory) -> Result<String, serde_json::Error> {
    Ok(visible::json(&serde_json::to_string(&to_file(inventory))?))
}

/// Indented, for a file a person opens, without the final line feed.
///
/// # Errors
///
/// Only if serialisation fails, which these types do not.
pub fn to_json_pretty(inventory: &Inventory) -> Result<String, serde_json::Error> {
    let text = serde_json::to_string_pretty(&to_file(inventory))?;
    Ok(visible::json(&text))
}

/// The whole text of the file that `dutyphone collect` writes for a device.
///
/// # Errors
///
/// Only if serialisation fails, which these types do not.
pub fn to_file_text(inventory: &Inventory) -> Result<String, serde_json::Error> {
    Ok(to_json_pretty(inventory)? + "\n")
}

/// The digest of the saved inventory that it was read from, otherwise of the
/// file that would be written for it.
#[must_use]
pub fn digest(inventory: &Inventory) -> Option<InventoryDigest> {
    inventory.digest.or_else(|| {
        let text = to_file_text(inventory).ok()?;
        Some(InventoryDigest::new(DigestOf::Collect, text.as_bytes()))
    })
}

fn to_file(inventory: &Inventory) -> schema::File {
    let device = &inventory.device;
    schema::File {
        schema: SCHEMA.to_owned(),
        taken_at: inventory.taken_at.map(|time| time.to_string()),
        host_clock: inventory.host_clock.map(|time| time.to_string()),
        tool: inventory.tool.clone(),
        source: inventory.source.clone(),
        device: schema::Device {
            platform: device.platform.as_str().to_owned(),
            id: device.id.clone(),
            id_kind: (device.id_kind != IdKind::of(device.platform, &device.id))
                .then(|| device.id_kind.as_str().to_owned()),
            maker: device.maker.clone(),
            model: device.model.clone(),
            fingerprint: device.fingerprint.clone(),
            os_version: device.os_version.clone(),
            security_patch: device.security_patch.clone(),
            management: device.management.map(|m| m.as_str().to_owned()),
        },
        coverage: Some(coverage(inventory.coverage())),
        web_pages: web_pages::to_file(&inventory.web_pages),
        selection: inventory.selection().map(selection::to_file),
        apps: inventory.apps().iter().map(app).collect(),
    }
}

fn coverage(coverage: &Coverage) -> schema::Coverage {
    let profiles = coverage.profiles().iter().map(|p| schema::Profile {
        id: p.id.0,
        kind: p.kind.as_str().to_owned(),
        status: p.status.as_str().to_owned(),
    });
    let notes = coverage.notes().iter().map(|n| schema::Note {
        code: n.code.clone(),
        message: n.message.clone(),
    });
    let unseen = coverage.unseen().iter().map(|u| schema::Unseen {
        state: u.state.as_str().to_owned(),
        message: u.message.clone(),
    });
    schema::Coverage {
        complete: coverage.complete().is_some(),
        profiles: profiles.collect(),
        gaps: coverage.gaps().iter().map(gap).collect(),
        notes: notes.collect(),
        unseen: unseen.collect(),
    }
}

fn gap(gap: &Gap) -> schema::Gap {
    schema::Gap {
        code: gap.code.as_str().to_owned(),
        profile: gap.profile.map(|p| p.0),
        message: gap.message.clone(),
        advice: gap.advice.clone(),
    }
}

fn app(app: &App) -> schema::App {
    schema::App {
        id: app.id.clone(),
        profile: app.profile.0,
        state: Some(app.state.as_str().to_owned()),
        origin: (app.origin != Origin::Unknown).then(|| app.origin.as_str().to_owned()),
        name: app.name.clone(),
        version: app.version.clone(),
        installer: app.installer.clone(),
        channel: app.channel.map(|c| c.as_str().to_owned()),
        first_installed: app.first_installed.map(|time| time.to_string()),
        last_updated: app.last_updated.map(|time| time.to_string()),
        developer: app.developer.clone(),
        store_id: app.store_id,
        signer: app.signer.clone(),
        evidence: app.evidence.iter().map(|e| e.as_str().to_owned()).collect(),
    }
}
