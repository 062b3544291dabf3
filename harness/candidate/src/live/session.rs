//! The state of a live view, and the one loop that changes it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use kata_catalog::Kata;
use kata_console::files::Change;
use kata_console::{Context, Failure, Heard, Place, Snapshot, WatchedFolder};
use kata_round::{Kind, Reason, Round, Seat};
use kata_workspace::Workspace;

use super::display::Display;
use super::events::LiveEvent;
use super::picture::{Hidden, Picture, Twist};
use super::remarks::Remarks;
use crate::errand::Errand;
use crate::examiner::Examiner;
use crate::glimpse::{self, Order};
use crate::knowledge::Knowledge;
use crate::tryout;
use crate::{begin, twisting};

/// How often the loop looks at the clock, the log and the folder.
const TICK: Duration = Duration::from_millis(100);
/// How often a round that is shown leaves a pulse.
const PULSE: Duration = Duration::from_secs(3);

/// A round with the right to show it.
pub(crate) struct Seated {
    /// The kata.
    pub(crate) kata: Kata,
    /// Where it is played.
    pub(crate) workspace: Workspace,
    /// The round.
    pub(crate) round: Round,
    /// The right to show it.
    pub(crate) seat: Seat,
}

/// How a live view ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The candidate left; the round goes on.
    Left,
    /// The round is over, and was ended here.
    Frozen,
    /// The round was ended from elsewhere, where it is judged too.
    FrozenElsewhere,
}

/// Shows a round until it is over, or is left. The terminal is as it was before when this returns.
pub(crate) fn run(
    context: &Context,
    seated: &mut Seated,
    examiner: Option<&Arc<dyn Examiner>>,
) -> Result<Ended, Failure> {
    let (sender, events) = channel();
    let on_signal = sender.clone();
    // Once the loop has ended nobody is left to be interrupted.
    kata_console::on_interrupt(move || drop(on_signal.send(LiveEvent::Interrupted)))?;
    let mut session = Session::new(context, seated, examiner, sender);
    let ended = session.receive(&events);
    session.tryout.cancel();
    session.glimpse.iter_mut().for_each(Errand::cancel);
    if !matches!(ended, Ok(Ended::Frozen | Ended::FrozenElsewhere)) {
        // A folder that is gone cannot note it, and the log tells of a crash in the same way.
        _ = session.round.left();
    }
    ended
}

/// A live view that goes on.
pub(super) struct Session<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) round: &'a mut Round,
    pub(super) knowledge: Knowledge,
    pub(super) picture: Picture,
    pub(super) display: Display,
    pub(super) remarks: Remarks,
    pub(super) dir: PathBuf,
    pub(super) tryout: Errand<()>,
    pub(super) trying: Trying,
    pub(super) glimpse: Option<Errand<Order>>,
    pub(super) folder: WatchedFolder,
    pulsed: Option<Instant>,
    /// Whether the round's log is away.
    is_lost: bool,
}

/// What is being tried: which snapshot, and what the folder held then.
pub(super) struct Trying {
    /// 0 for one that could not be kept.
    pub(super) snapshot: u32,
    pub(super) held: Option<Snapshot>,
}

/// Whether the loop goes on.
pub(super) enum Flow {
    On,
    End(Ended),
}

impl<'a> Session<'a> {
    fn new(
        context: &Context,
        seated: &'a mut Seated,
        examiner: Option<&Arc<dyn Examiner>>,
        sender: Sender<LiveEvent>,
    ) -> Session<'a> {
        let Seated { kata, workspace, round, .. } = seated;
        let dir = workspace.dir().to_owned();
        let knowledge = Knowledge::of(kata);
        let display = Display::begin(&sender);
        let told = sender.clone();
        let tell = move |run, news| drop(told.send(LiveEvent::Tried(run, news)));
        let tryout = tryout::begin(dir.clone(), display.is_full(), tell);
        let told = sender.clone();
        let glimpse = glimpse::begin(context, kata, round.view(), examiner, move |run, glance| {
            drop(told.send(LiveEvent::Glanced(run, glance)));
        });
        // Once the loop has ended there is nobody left to tell.
        let folder = WatchedFolder::new(&dir, move |change| drop(sender.send(LiveEvent::Files(change))));
        let twist = twisting::known(round, workspace, &knowledge);
        let mut picture = Picture::of(kata, round, twist, context.shown(&dir));
        if glimpse.is_some() {
            picture.hidden = Hidden::Waiting;
        }
        Session {
            knowledge,
            remarks: Remarks::at(round),
            workspace,
            round,
            picture,
            display,
            dir,
            tryout,
            trying: Trying { snapshot: 0, held: None },
            glimpse,
            folder,
            pulsed: None,
            is_lost: false,
        }
    }

    fn receive(&mut self, events: &Receiver<LiveEvent>) -> Result<Ended, Failure> {
        self.round.seated(&begin::program()).map_err(Failure::setup)?;
        self.greet()?;
        loop {
            self.look_after_folder()?;
            if let Flow::End(ended) = self.look_at_clock()? {
                return Ok(ended);
            }
            self.display.show(&self.picture)?;
            if let Flow::End(ended) = self.hear(events)? {
                return Ok(ended);
            }
        }
    }

    /// Waits for an event, and takes with it all that came meanwhile.
    fn hear(&mut self, events: &Receiver<LiveEvent>) -> Result<Flow, Failure> {
        let mut next = match events.recv_timeout(TICK) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Failure::Fault("the live view heard no more".to_owned()));
            }
        };
        while let Some(event) = next {
            if let Flow::End(ended) = self.handle(event)? {
                return Ok(Flow::End(ended));
            }
            next = events.try_recv().ok();
        }
        // A view that goes on for nobody would only hold the seat.
        if kata_console::is_heard() { Ok(Flow::On) } else { Err(Failure::Interrupted) }
    }

    fn handle(&mut self, event: LiveEvent) -> Result<Flow, Failure> {
        match event {
            LiveEvent::Files(Change::Touched) => self.on_touched()?,
            LiveEvent::Files(Change::Failed(reason)) => self.fall_back(&reason)?,
            LiveEvent::Terminal(Heard::Gone) | LiveEvent::Interrupted => return Err(Failure::Interrupted),
            LiveEvent::Terminal(heard) => return self.on_key(heard),
            LiveEvent::Typed(line) => return self.on_line(&line),
            LiveEvent::Tried(run, news) if run == self.tryout.newest() => self.on_tried(news)?,
            LiveEvent::Glanced(run, glance) if self.glimpse.as_ref().is_some_and(|errand| errand.newest() == run) => {
                self.on_glanced(glance)?;
            }
            // What an overtaken run says is of no interest any more.
            LiveEvent::Tried(..) | LiveEvent::Glanced(..) => {}
        }
        Ok(Flow::On)
    }

    /// Tells something: in a line, or where the screen has room for it.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.picture.notice = Some(text.to_owned());
        self.picture.scroll = 0;
        self.tell(text)
    }

    /// Tells in a line what a screen shows in its place anyway.
    pub(super) fn tell(&self, text: &str) -> Result<(), Failure> {
        self.display.say(self.picture.time.left_ms, text)
    }

    /// What other processes wrote, where the clock is, and what follows from both.
    fn look_at_clock(&mut self) -> Result<Flow, Failure> {
        if let Err(error) = self.round.refresh() {
            match error.kind {
                Kind::Gone => return self.without_round(&error.to_string()),
                _ => return Err(Failure::setup(error)),
            }
        }
        if std::mem::take(&mut self.is_lost) && self.folder.is_there() {
            self.clear_trouble();
            self.keep_and_try()?;
        }
        let now = self.round.now();
        self.picture.take(self.round.view(), &now);
        self.remark(&now)?;
        if self.round.view().frozen.is_some() {
            return Ok(Flow::End(Ended::FrozenElsewhere));
        }
        if now.is_time_up {
            return self.freeze(Reason::TimeUp);
        }
        // One that came by a command from elsewhere is told here too.
        let is_news = matches!(self.picture.twist, Twist::Ahead(_)) && self.round.view().twist.is_some();
        if (is_news || now.is_twist_due && !now.is_paused) && self.folder.is_there() {
            self.reveal()?;
        }
        self.pulse()
    }

    /// The clock runs all the same; nothing can be written until the round is back.
    fn without_round(&mut self, trouble: &str) -> Result<Flow, Failure> {
        self.is_lost = true;
        self.picture.take(self.round.view(), &self.round.now());
        // What is missing with the whole folder is told where that is seen.
        if Place::of(&self.dir).is_some() {
            self.complain(trouble)?;
        }
        Ok(Flow::On)
    }

    fn pulse(&mut self) -> Result<Flow, Failure> {
        if self.pulsed.is_none_or(|pulsed| pulsed.elapsed() >= PULSE) {
            self.pulsed = Some(Instant::now());
            // A pulse that is missed costs nothing unless the machine restarts; what is wrong shows with the next save.
            _ = self.round.pulse();
        }
        Ok(Flow::On)
    }

    /// Ends the round. Where that cannot be written, the view stays and tries again.
    pub(super) fn freeze(&mut self, reason: Reason) -> Result<Flow, Failure> {
        match self.round.freeze(reason) {
            Ok(_) => Ok(Flow::End(Ended::Frozen)),
            Err(error) => {
                self.complain(&format!("the source is not frozen yet: {error}"))?;
                Ok(Flow::On)
            }
        }
    }

    /// Says what is wrong, once.
    pub(super) fn complain(&mut self, trouble: &str) -> Result<(), Failure> {
        if self.picture.trouble.as_deref() == Some(trouble) {
            return Ok(());
        }
        self.picture.trouble = Some(trouble.to_owned());
        self.tell(&format!("! {trouble}"))
    }

    pub(super) fn clear_trouble(&mut self) {
        self.picture.trouble = None;
    }
}
