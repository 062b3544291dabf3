//! What is done with each save: it is kept, compiled, tried, and looked at where the round is one that tells.

use kata_console::{Failure, Snapshot};
use kata_round::Save;

use super::picture::Hidden;
use super::session::{Session, Trying};
use crate::errand::Errand;
use crate::examiner::Glance;
use crate::glimpse::Order;
use crate::tryout::News;
use crate::words;

impl Session<'_> {
    /// Keeps the source as it is, and finds out what it is worth.
    pub(super) fn keep_and_try(&mut self) -> Result<(), Failure> {
        let held = Snapshot::of(&self.dir);
        match self.round.save() {
            Ok(save) => {
                if let Save::Kept(number) = save {
                    self.tell(&format!("snapshot {number} is kept"))?;
                }
                self.clear_trouble();
                self.trying = Trying { snapshot: save.snapshot(), held: Some(held) };
            }
            // It is tried all the same, and kept with the next save.
            Err(error) => {
                self.trying = Trying { snapshot: 0, held: Some(held) };
                self.complain(&error.to_string())?;
            }
        }
        self.glimpse.iter_mut().for_each(Errand::cancel);
        self.tryout.order(());
        self.picture.busy = Some("compiling");
        Ok(())
    }

    pub(super) fn on_tried(&mut self, news: News) -> Result<(), Failure> {
        match news {
            News::Compiled(compiled) => {
                self.tell(&format!("{}\n{}", words::compiled(&compiled), compiled.text))?;
                self.picture.busy = compiled.compiles.then_some("testing");
                self.picture.tests = None;
                self.note_compiled(compiled.compiles)?;
                self.picture.compiled = Some(compiled);
                self.picture.scroll = 0;
            }
            News::Tested(tests) => {
                self.picture.busy = None;
                self.tell(&format!("tests: {}\n{}", words::tested(&tests), tests.text))?;
                self.picture.tests = Some(tests);
            }
            News::Trouble(reason) => {
                // What is known of an earlier save says nothing of this one.
                if self.picture.busy == Some("compiling") {
                    self.picture.compiled = None;
                }
                self.picture.busy = None;
                self.picture.tests = None;
                self.complain(&reason)?;
            }
        }
        Ok(())
    }

    /// Notes it of the snapshot, unless something was saved between that and the compiler's reading.
    fn note_compiled(&mut self, compiles: bool) -> Result<(), Failure> {
        let is_same = self.trying.held == Some(Snapshot::of(&self.dir));
        if self.trying.snapshot == 0 || !is_same {
            return Ok(());
        }
        if let Err(error) = self.round.compiled(self.trying.snapshot, compiles) {
            return self.complain(&error.to_string());
        }
        if compiles
            && let Some(glimpse) = &mut self.glimpse
            && let Ok(source) = self.round.source_of(self.trying.snapshot)
        {
            let twist = self.round.view().twist.as_ref().map(|shown| shown.twist.clone());
            glimpse.order(Order { source, twist });
            // What was told of an earlier save stays until there is news.
            if matches!(self.picture.hidden, Hidden::Waiting | Hidden::Mute(_)) {
                self.picture.hidden = Hidden::Judging;
            }
        }
        Ok(())
    }

    pub(super) fn on_glanced(&mut self, glance: Result<Glance, Option<String>>) -> Result<(), Failure> {
        match glance {
            Ok(glance) => {
                self.tell(&format!("hidden suite: {}\n{}", glance.line(), glance.full))?;
                self.picture.hidden = Hidden::Told(glance);
            }
            Err(Some(reason)) => {
                self.tell(&format!("hidden suite: {reason}"))?;
                self.picture.hidden = Hidden::Mute(reason);
            }
            Err(None) => {}
        }
        Ok(())
    }
}
