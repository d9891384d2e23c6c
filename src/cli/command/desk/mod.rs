//! `dutyphone desk`: stays, judges every phone that is plugged in, and says of
//! each whether it may be handed out.
//!
//! Nothing on the screen is drawn over: panels follow each other, so that it
//! works over any connection and in any terminal, and can be read back.

mod bus;
mod phones;
mod session;

use crate::audit::Digests;
use crate::cli::Exit;
use crate::cli::args::DeskArgs;
use crate::cli::run::atomic_file::AtomicFiles;
use crate::cli::run::inputs::{AskedTerms, RunInputs};
use crate::cli::run::records::Records;
use crate::cli::run::requests;
use crate::cli::run::signing::SigningKey;
use crate::cli::ui::messages::Messages;
use session::{Next, Session};

pub(crate) fn run(
    args: &DeskArgs,
    messages: Messages,
    pending: &AtomicFiles,
) -> anyhow::Result<Exit> {
    let key = SigningKey::open(args.sign.as_deref())?;
    let records = args.records.as_deref();
    let records = records.map(|folder| Records::open(folder, key, pending));
    let mut session = Session::new(args, records.transpose()?, messages);
    loop {
        // Anew each day: a measure may have begun or ended over night, and the
        // register may have been kept.
        let terms = AskedTerms::from_level(args.fail_on.into(), Digests::Named);
        let now = requests::now();
        let Some(inputs) = RunInputs::load(&args.inputs, terms, now, messages)? else {
            return Ok(Exit::CannotRun);
        };
        let judge = inputs.judge()?;
        session.open(&inputs)?;
        match session.serve(&judge, &inputs.policies)? {
            Next::NewDay => {}
            Next::Done(exit) => return Ok(exit),
        }
    }
}
