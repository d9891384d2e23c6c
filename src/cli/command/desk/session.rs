//! One session at the desk: what happened since it was opened, and what is
//! still to be done.

use super::bus::{self, Event};
use super::phones::{Action, Bus, Phones, Seen};
use crate::audit::{DeviceResult, Judge};
use crate::cli::Exit;
use crate::cli::args::DeskArgs;
use crate::cli::run::inputs::RunInputs;
use crate::cli::run::records::Records;
use crate::cli::run::{policies, requests};
use crate::cli::ui::messages::{Messages, to_stdout};
use crate::inventory::{Gap, Reading, format};
use crate::policy::Policy;
use crate::report::document::Device;
use crate::report::escape::terminal;
use crate::report::layout::fill;
use crate::report::{self, Document, Panel};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long a phone may look as if it could not be read before that is said.
const SETTLING: Duration = Duration::from_millis(1500);

/// How long nothing may happen before the desk looks around.
const A_WHILE: Duration = Duration::from_hours(1);

/// Why serving ended.
pub(super) enum Next {
    /// The date changed, and everything is to be loaded anew.
    NewDay,
    /// The desk is closed.
    Done(Exit),
}

/// What the desk remembers.
pub(super) struct Session<'s> {
    args: &'s DeskArgs,
    records: Option<Records>,
    messages: Messages,
    sender: Sender<Event>,
    events: Receiver<Event>,
    phones: Phones,
    /// Read, and not judged yet.
    waiting: VecDeque<Reading>,
    /// The last result for each device.
    judged: Vec<DeviceResult>,
    /// Phones that cannot be read, and when that is to be said: a connection
    /// that is being made looks for a moment like one that failed.
    stuck: VecDeque<(Instant, Seen, Gap)>,
    /// Ids that iPhones are asked for besides.
    look_for: Vec<String>,
    /// What was said last of each bus that cannot be watched.
    troubles: Vec<(Bus, String)>,
    /// The day for which everything was loaded; none before.
    day: Option<Date>,
    /// With --once: whether the phone is being read.
    is_taken: bool,
    since: Instant,
}

impl<'s> Session<'s> {
    pub(super) fn new(args: &'s DeskArgs, records: Option<Records>, messages: Messages) -> Self {
        let (sender, events) = channel();
        Self {
            args,
            records,
            messages,
            sender,
            events,
            phones: Phones::default(),
            waiting: VecDeque::new(),
            judged: Vec::new(),
            stuck: VecDeque::new(),
            look_for: Vec::new(),
            troubles: Vec::new(),
            day: None,
            is_taken: false,
            since: Instant::now(),
        }
    }

    /// Begins a day; on the first one the buses are watched from now on.
    pub(super) fn open(&mut self, inputs: &RunInputs) -> anyhow::Result<()> {
        self.look_for = inputs.look_for();
        if self.day.is_none() {
            let policies = inputs.policies.iter().filter(|one| !one.rules.is_empty());
            let names: Vec<&str> = policies.map(|policy| policy.id.as_str()).collect();
            let text = format!(
                "Plug phones in, one or several; each is judged by {}. Ctrl-C closes the desk.",
                names.join(", ")
            );
            to_stdout(format!("{}\n", fill(&text, 79, "", "")).as_bytes())?;
            bus::watch(self.args.timeout, &self.sender);
        }
        self.day = Some(today());
        Ok(())
    }

    /// Serves until the day ends or, with --once, a phone was judged.
    pub(super) fn serve(&mut self, judge: &Judge<'_>, policies: &[Policy]) -> anyhow::Result<Next> {
        loop {
            while let Some(reading) = self.waiting.pop_front() {
                if self.args.inputs.as_of.is_none() && self.day != Some(today()) {
                    self.waiting.push_front(reading);
                    return Ok(Next::NewDay);
                }
                let exit = self.judge(reading, judge, policies)?;
                if self.args.once {
                    return Ok(Next::Done(exit));
                }
            }
            self.explain_stuck(Duration::ZERO)?;
            match self.next() {
                Ok(Event::Listing(bus, seen)) => {
                    self.troubles.retain(|(other, _)| *other != bus);
                    for action in self.phones.update(bus, seen) {
                        self.act(action)?;
                    }
                }
                Ok(Event::Trouble(bus, gap)) => {
                    self.phones.forget(bus);
                    self.say_trouble(bus, &gap);
                }
                Ok(Event::Readings(readings)) => self.waiting.extend(readings),
                Err(RecvTimeoutError::Timeout) if !self.is_over() => {}
                Err(RecvTimeoutError::Timeout) => {
                    self.explain_stuck(Duration::MAX)?;
                    self.messages.say("no phone", "none became ready in time");
                    return Ok(Next::Done(Exit::Indeterminate));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    anyhow::bail!("nothing watches for phones any more")
                }
            }
        }
    }

    /// Waits for what happens next, at most until something is to be said or the
    /// wait for a phone is over.
    fn next(&self) -> Result<Event, RecvTimeoutError> {
        let due = self.stuck.front().map(|(due, ..)| *due);
        let due = due.map(|due| due.saturating_duration_since(Instant::now()));
        let left = [due, self.left(), Some(A_WHILE)]
            .into_iter()
            .flatten()
            .min();
        self.events.recv_timeout(left.unwrap_or(A_WHILE))
    }

    /// How much is left of the wait for a phone. One that is being read has its
    /// own time limit.
    fn left(&self) -> Option<Duration> {
        let wait = self.args.wait.filter(|_| !self.is_taken)?;
        Some(wait.saturating_sub(self.since.elapsed()))
    }

    fn is_over(&self) -> bool {
        self.left() == Some(Duration::ZERO)
    }

    /// Says of phones why they cannot be read, if that is still so and is to be
    /// said by now, or so much later.
    fn explain_stuck(&mut self, later: Duration) -> anyhow::Result<()> {
        let is_due = |(due, ..): &(Instant, Seen, Gap)| {
            due.saturating_duration_since(Instant::now()) <= later
        };
        while self.stuck.front().is_some_and(is_due) {
            if let Some((_, phone, gap)) = self.stuck.pop_front()
                && self.phones.is_stuck(&phone)
            {
                self.show(&Panel::stuck(
                    &phone.id,
                    &gap,
                    self.args.language.language(),
                ))?;
            }
        }
        Ok(())
    }

    fn act(&mut self, action: Action) -> anyhow::Result<()> {
        match action {
            Action::Read(phone) => self.read(&phone),
            Action::Explain(phone, gap) => {
                self.stuck
                    .push_back((Instant::now() + SETTLING, phone, gap));
            }
            Action::Gone(phone) => {
                let text = format!("--- {} was unplugged\n", terminal(&phone.id));
                to_stdout(text.as_bytes())?;
            }
        }
        Ok(())
    }

    fn read(&mut self, phone: &Seen) {
        if self.args.once && self.is_taken {
            let text = format!("{}: with --once only the first phone is read", phone.id);
            return self.messages.say("not read", &text);
        }
        self.is_taken = true;
        self.messages.say("reading", &phone.id);
        bus::read(
            phone,
            self.args.timeout,
            self.look_for.clone(),
            &self.sender,
        );
    }

    fn judge(
        &mut self,
        reading: Reading,
        judge: &Judge<'_>,
        policies: &[Policy],
    ) -> anyhow::Result<Exit> {
        let reading = if self.args.minimal {
            judge.minimal_reading(reading)
        } else {
            reading
        };
        let inventory = reading.content.as_ref().ok().map(format::to_file_text);
        let inventory = inventory.transpose()?;
        let device = judge.device(reading);
        let result = judge.result(vec![device.clone()], Vec::new());
        let document = Document::new(&result, policies::rules(policies, result.as_of));
        let exit = Exit::of_document(&document);
        let mut panel = Panel::of(
            &Device::of(&device),
            document.fail_on,
            self.args.language.language(),
        );
        if let Some(records) = &self.records {
            let language = self.args.language.language();
            let now = requests::now();
            let inventory = inventory.as_deref();
            let stem = records.keep(document, &device.id, inventory, now, language)?;
            panel.kept(&stem);
        }
        self.judged.retain(|known| known.id != device.id);
        self.judged.push(device);
        if let Some(missing) = self.missing(judge) {
            panel.missing(&missing);
        }
        self.show(&panel)?;
        Ok(exit)
    }

    /// Which devices of the register have not come yet; `None` without one.
    fn missing(&self, judge: &Judge<'_>) -> Option<Vec<String>> {
        self.args.inputs.register.as_ref()?;
        let mut attendance = judge.attendance();
        for device in &self.judged {
            attendance.note(device);
        }
        Some(attendance.missing())
    }

    fn show(&self, panel: &Panel) -> anyhow::Result<()> {
        let time = requests::now().to_zoned(TimeZone::UTC);
        let time = time.strftime("%H:%M:%S UTC").to_string();
        let text = report::panel(panel, &time, self.messages.layout());
        to_stdout(text.as_bytes())?;
        self.messages.ring();
        Ok(())
    }

    /// Says once why phones cannot be seen.
    fn say_trouble(&mut self, bus: Bus, gap: &Gap) {
        let trouble = (bus, gap.message.clone());
        if !self.troubles.contains(&trouble) {
            self.messages.say(gap.code.as_str(), &gap.message);
            self.messages.say("  do", &gap.advice);
            self.troubles.retain(|(other, _)| *other != bus);
            self.troubles.push(trouble);
        }
    }
}

fn today() -> Date {
    requests::now().to_zoned(TimeZone::UTC).date()
}
