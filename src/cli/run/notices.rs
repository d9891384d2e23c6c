//! Pages for the people who hold the phones: how they are written, and a file for
//! each device.

use super::atomic_file::AtomicFiles;
use super::file_names::FileNames;
use crate::cli::args::{NoticeArgs, NoticeFormat, Notices};
use crate::cli::ui::messages::Messages;
use crate::report::Document;
use crate::report::Language;
use crate::report::notice::{self, Form, Notice, Sender, Told};
use crate::source::container::bounded;
use anyhow::Context as _;
use std::io;
use std::path::{Path, PathBuf};

/// The largest template that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Reads how notices are written, before anything else is done. None where none are.
/// `is_format` where they are a format of the whole result, too.
pub(crate) fn form(args: &NoticeArgs, is_format: bool) -> anyhow::Result<Option<Form>> {
    if args.notices.is_none() && !is_format {
        anyhow::ensure!(
            !args.has_form(),
            "--contact, --deadline and --notice-template are about notices, and none is \
             written; add -f notice or --notices html=DIR"
        );
        return Ok(None);
    }
    let takes_template = |to: &Notices| to.format == NoticeFormat::Html;
    anyhow::ensure!(
        args.notice_template.is_none()
            || is_format
            || args.notices.as_ref().is_some_and(takes_template),
        "--notice-template is for html: write --notices html=DIR"
    );
    let template = args.notice_template.as_deref().map(template).transpose()?;
    Ok(Some(Form {
        sender: Sender {
            contact: args.contact.clone(),
            deadline: args.deadline,
        },
        template,
    }))
}

fn template(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let text =
        bounded::read_text(path, LARGEST).with_context(|| format!("cannot read `{shown}`"))?;
    notice::check(&text).with_context(|| format!("cannot use `{shown}`"))?;
    Ok(text)
}

/// A folder for notices that were asked for.
#[derive(Debug)]
pub(crate) struct NoticeFolder {
    to: Notices,
    language: Language,
}

impl NoticeFolder {
    /// Looks for the folder, before anything else is done.
    pub(crate) fn open(args: &NoticeArgs, language: Language) -> anyhow::Result<Option<Self>> {
        let Some(to) = args.notices.clone() else {
            return Ok(None);
        };
        anyhow::ensure!(
            to.folder.is_dir(),
            "cannot write notices to `{}`: there is no such folder; create it",
            to.folder.display()
        );
        Ok(Some(Self { to, language }))
    }

    /// Writes a notice for each device whose holder has something to do.
    pub(crate) fn write(
        &self,
        document: &Document<'_>,
        form: &Form,
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
        let mut write = |notice: &Notice| -> anyhow::Result<()> {
            let (text, ending) = self.render(notice, form)?;
            let name = names.free(&notice.device, ending, |name| {
                !is_output(&folder.join(name))
            });
            pending.write(&folder.join(name), text.as_bytes())
        };
        let written = notice::each(document, self.language, &form.sender, |notice| {
            write(notice).map_err(io::Error::other)
        })?;
        let mut text = told(written, document);
        if !messages.is_redacted() {
            text.push_str(&format!(" in `{}`", folder.display()));
        }
        messages.say("wrote", &text);
        Ok(())
    }

    fn render(&self, notice: &Notice, form: &Form) -> anyhow::Result<(String, &'static str)> {
        let template = form.template.as_deref();
        let template = template.unwrap_or(notice::DEFAULT_TEMPLATE);
        Ok(match self.to.format {
            NoticeFormat::Markdown => (notice::markdown(notice), "md"),
            NoticeFormat::Mail => (notice::mail(notice), "eml"),
            NoticeFormat::Html => (notice::html(notice, template)?, "html"),
        })
    }
}

/// Says for how many devices there are notices: where nobody has anything to do,
/// nothing is printed, and that has to be told.
pub(crate) fn say(document: &Document<'_>, form: &Form, messages: Messages) -> anyhow::Result<()> {
    let written = notice::each(document, Language::En, &form.sender, |_| Ok(()))?;
    messages.say("wrote", &told(written, document));
    Ok(())
}

fn told(written: Told, document: &Document<'_>) -> String {
    let counted = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    let devices = document.devices.len() - written.no_phones;
    let mut text = format!(
        "{} for {}",
        counted(written.notices, "notice"),
        counted(devices, "device")
    );
    if written.no_phones > 0 {
        let inputs = counted(written.no_phones, "input");
        text.push_str(&format!(
            "; none for {inputs} that could not be read as a phone"
        ));
    }
    text
}
