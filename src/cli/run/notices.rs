//! Pages for the people who hold the phones, a file for each device.

use super::atomic_file::AtomicFiles;
use super::file_names::FileNames;
use crate::cli::args::{NoticeArgs, NoticeFormat, Notices};
use crate::cli::ui::messages::Messages;
use crate::report::Document;
use crate::report::Language;
use crate::report::document::Device;
use crate::report::notice::{self, Notice, Sender};
use crate::source::container::bounded;
use anyhow::Context as _;
use std::io;
use std::path::{Path, PathBuf};

/// The largest template that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Notices that were asked for, with all that they need read.
#[derive(Debug)]
pub(crate) struct NoticeFolder {
    to: Notices,
    language: Language,
    sender: Sender,
    template: String,
}

impl NoticeFolder {
    /// Reads the template and looks for the folder, before anything else is done.
    pub(crate) fn open(args: &NoticeArgs, language: Language) -> anyhow::Result<Option<Self>> {
        let Some(to) = args.notices.clone() else {
            return Ok(None);
        };
        anyhow::ensure!(
            to.folder.is_dir(),
            "cannot write notices to `{}`: there is no such folder; create it",
            to.folder.display()
        );
        anyhow::ensure!(
            args.notice_template.is_none() || to.format == NoticeFormat::Html,
            "--notice-template is for html: write --notices html=DIR"
        );
        let template = match &args.notice_template {
            Some(path) => bounded::read_text(path, LARGEST)
                .with_context(|| format!("cannot read `{}`", path.display()))?,
            None => notice::DEFAULT_TEMPLATE.to_owned(),
        };
        Ok(Some(Self {
            to,
            language,
            sender: Sender {
                contact: args.contact.clone(),
                deadline: args.deadline,
            },
            template,
        }))
    }

    /// Writes a notice for each device whose holder has something to do.
    pub(crate) fn write(
        &self,
        document: &Document<'_>,
        messages: Messages,
        pending: &AtomicFiles,
        outputs: &[PathBuf],
    ) -> anyhow::Result<()> {
        let folder = &self.to.folder;
        let is_output = |path: &Path| {
            let mut outputs = outputs.iter();
            outputs.any(|output| same_file::is_same_file(output, path).unwrap_or(false))
        };
        let mut names = FileNames::default();
        let mut written = 0_usize;
        let mut write = |device: &Device<'_>| -> anyhow::Result<()> {
            let notice = notice::notice(document, device, self.language, &self.sender);
            if let Some(notice) = notice {
                let (text, ending) = self.render(&notice)?;
                let name = names.free(&notice.device, ending, |name| {
                    !is_output(&folder.join(name))
                });
                pending.write(&self.to.folder.join(name), text.as_bytes())?;
                written += 1;
            }
            Ok(())
        };
        let devices = &document.devices;
        devices.each(|device| write(device).map_err(io::Error::other))?;
        let folder = self.to.folder.display();
        let devices = document.devices.len();
        let mut text = format!("{written} notices for {devices} devices");
        if !messages.is_redacted() {
            text.push_str(&format!(" in `{folder}`"));
        }
        messages.say("wrote", &text);
        Ok(())
    }

    fn render(&self, notice: &Notice) -> anyhow::Result<(String, &'static str)> {
        Ok(match self.to.format {
            NoticeFormat::Markdown => (notice::markdown(notice), "md"),
            NoticeFormat::Mail => (notice::mail(notice), "eml"),
            NoticeFormat::Html => (notice::html(notice, &self.template)?, "html"),
        })
    }
}
