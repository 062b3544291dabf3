//! What happens next: the tasks that can run, the timers that pass, and the dead ends.

use crate::driver::{Choice, Decision, Made};
use crate::evidence;
use crate::task::{Next, TaskId, Wait};
use crate::world::{Idle, World};

/// So many rounds in which only spinners ran, and nothing moved, are a livelock.
const LIVELOCK_ROUNDS: u32 = 1_000;
/// So many rounds in which they only looked, and did not say that they wait, pass before time does.
const PATIENCE: u32 = 500;
/// So many deadlines that passed in vain count as quiet: someone polls with `sleep`.
const QUIET_TIMERS: u32 = 1_000;
/// After the scenario has returned, the others may still make so many steps.
const CLOSING_STEPS: u64 = 2_000;
const MILLISECOND: u64 = 1_000_000;
/// A deadline further away than a minute does not race: no thread that could run is held up for so long.
const RACING_REACH: u64 = 60_000 * MILLISECOND;

impl World {
    /// Picks what goes on. `yielding`: the current task would rather let another one go first.
    pub(crate) fn decide(&mut self, yielding: bool) -> Next {
        if self.found.is_some() {
            return Next::Stop;
        }
        loop {
            if let Some(task) = self.joined() {
                return self.run(task);
            }
            let spinners = self.collect(yielding);
            if self.options.is_empty() {
                if self.is_dead_end(spinners) {
                    return Next::Stop;
                }
                continue;
            }
            let free = self.free_options(yielding);
            self.add_interference();
            let choice = if self.closing { self.options[0] } else { self.choose(free, yielding) };
            if let Some(next) = self.apply(choice, yielding) {
                return next;
            }
        }
    }

    /// A task whose join has come to its end. What it does next conflicts with nothing before its next point, so that
    /// all orders in which it could go on come to the same: it goes on at once.
    fn joined(&self) -> Option<TaskId> {
        let joined = |&task: &TaskId| matches!(self.tasks[task].wait, Wait::Join(_)) && self.holds(task);
        (0..self.tasks.len()).find(joined)
    }

    /// Collects the tasks that can run, the current one first, or last where it yields. Returns how many spin.
    fn collect(&mut self, yielding: bool) -> usize {
        self.options.clear();
        let current = self.current;
        let mut spinners = 0;
        if !yielding {
            spinners += self.offer(current);
        }
        for task in 0..self.tasks.len() {
            if task != current {
                spinners += self.offer(task);
            }
        }
        if yielding {
            spinners += self.offer(current);
        }
        spinners
    }

    fn offer(&mut self, task: TaskId) -> usize {
        if !self.holds(task) {
            return 0;
        }
        if self.tasks[task].hidden == Some(self.progress) {
            return 1;
        }
        self.options.push(Choice::Run(task));
        0
    }

    /// How many of the options cost nothing: all, unless the current task could simply go on.
    fn free_options(&self, yielding: bool) -> usize {
        if !yielding && self.options[0] == Choice::Run(self.current) { 1 } else { self.options.len() }
    }

    /// Offers deadlines that pass early and wake-ups for no reason, as far as the limits go.
    fn add_interference(&mut self) {
        if self.closing {
            return;
        }
        if self.races_left > 0
            && let Some(deadline) = self.earliest_deadline()
            && deadline <= self.clock.saturating_add(RACING_REACH)
        {
            for task in 0..self.tasks.len() {
                if self.tasks[task].deadline == Some(deadline) && !self.holds(task) {
                    self.options.push(Choice::Expire(task));
                }
            }
        }
        if self.spurious_left > 0 {
            for task in 0..self.tasks.len() {
                let waits = matches!(self.tasks[task].wait, Wait::Signal { .. } | Wait::Token);
                if waits && !self.holds(task) {
                    self.options.push(Choice::Spurious(task));
                }
            }
        }
    }

    /// Lets the driver choose among the options, of which the first `free` cost nothing.
    pub(crate) fn choose(&mut self, free: usize, yielding: bool) -> Choice {
        if self.options.len() == 1 {
            return self.options[0];
        }
        let yielding = yielding.then_some(self.current);
        let taken = self.driver.choose(&Decision { options: &self.options, free, yielding });
        let taken = taken.min(self.options.len() - 1);
        let choice = self.options[taken];
        self.made.push(Made { options: self.options.len() as u16, free: free as u16, taken: taken as u16, choice });
        choice
    }

    /// Does what was chosen. None: it did not yet say who runs.
    fn apply(&mut self, choice: Choice, yielding: bool) -> Option<Next> {
        let task = choice.task();
        match choice {
            Choice::Expire(_) => {
                self.races_left -= 1;
                self.clock = self.clock.max(self.tasks[task].deadline.unwrap_or(0));
                self.tasks[task].release(true);
            }
            Choice::Spurious(_) => {
                self.spurious_left -= 1;
                self.tasks[task].release(false);
            }
            Choice::Run(_) | Choice::Notify(_) => {
                let could_go_on = !yielding && self.options[0] == Choice::Run(self.current);
                self.preemptions += u32::from(could_go_on && task != self.current);
            }
        }
        self.holds(task).then(|| self.run(task))
    }

    fn run(&mut self, task: TaskId) -> Next {
        let same = task == self.current;
        self.current = task;
        if same { Next::Same } else { Next::Run(task) }
    }

    fn earliest_deadline(&self) -> Option<u64> {
        self.tasks.iter().filter_map(|task| task.deadline).min()
    }

    /// No task can run but those that spin: they spin on, or quiet is over, or a deadline passes. Or it is a dead end.
    fn is_dead_end(&mut self, spinners: usize) -> bool {
        if self.closing {
            return true;
        }
        if self.idle.progress != self.progress {
            self.idle = Idle { progress: self.progress, ..Idle::default() };
        }
        if spinners > 0 && self.only_looks() {
            self.idle.rounds += 1;
            self.show_spinners();
        } else if self.wake_settled(false) {
            // It has been quiet for now.
        } else if let Some(deadline) = self.earliest_deadline().filter(|_| !self.polls_in_vain()) {
            self.pass_deadline(deadline);
        } else if !self.wake_settled(true) {
            if spinners > 0 {
                return self.spin_in_vain();
            }
            evidence::deadlock(self);
            return true;
        }
        false
    }

    /// The spinners have not said that they wait, and have not looked for long. A loop over a few hundred spots looks like
    /// that, and for it time must stand still.
    fn only_looks(&self) -> bool {
        self.idle.rounds < PATIENCE && !self.someone_waits_for_time()
    }

    /// A spinner has said itself that it waits: it yields, or reads the clock over and over.
    fn someone_waits_for_time(&self) -> bool {
        self.tasks.iter().any(|task| task.hidden == Some(self.progress) && task.looks.waits && task.wait != Wait::Done)
    }

    /// Only pollers are left, and a task waits for quiet.
    fn polls_in_vain(&self) -> bool {
        self.idle.timers > QUIET_TIMERS && self.tasks.iter().any(|task| task.wait == Wait::Settle { timers: true })
    }

    fn wake_settled(&mut self, timers: bool) -> bool {
        let settled = self.tasks.iter_mut().find(|task| task.wait == Wait::Settle { timers });
        settled.map(|task| task.wait = Wait::Ready).is_some()
    }

    fn pass_deadline(&mut self, deadline: u64) {
        self.clock = self.clock.max(deadline);
        self.turned = self.steps;
        self.idle.timers += 1;
        for task in &mut self.tasks {
            if task.deadline == Some(deadline) {
                task.release(true);
            }
        }
        self.show_spinners();
    }

    /// Lets those that spin look again, once.
    fn show_spinners(&mut self) {
        for task in &mut self.tasks {
            task.hidden = None;
        }
    }

    /// Only spinners are left. For those that say that they wait, time passes, in growing strides, so that whoever waits
    /// for the clock gets there. Returns whether they have done so for too long.
    fn spin_in_vain(&mut self) -> bool {
        self.idle.rounds += 1;
        if self.someone_waits_for_time() {
            self.idle.waits += 1;
            if self.idle.waits > LIVELOCK_ROUNDS {
                evidence::livelock(self);
                return true;
            }
            let stride = 1_u64 << (self.idle.waits.saturating_sub(100) / 32);
            self.clock = self.clock.saturating_add(MILLISECOND.saturating_mul(stride));
        }
        self.show_spinners();
        false
    }

    /// Whether nothing has moved for so long that it counts as a livelock.
    pub(crate) fn is_stuck(&self) -> bool {
        self.idle.progress == self.progress && self.idle.rounds > LIVELOCK_ROUNDS
    }

    /// Whether the execution has made more steps than it may.
    pub(crate) fn out_of_steps(&mut self) -> bool {
        self.steps += 1;
        if self.steps <= self.limits.steps {
            return false;
        }
        if !self.closing {
            evidence::endless(self);
        }
        true
    }

    /// The scenario has returned: what the others may still do is bounded.
    pub(crate) fn close(&mut self) {
        self.closing = true;
        self.limits.steps = self.limits.steps.min(self.steps + CLOSING_STEPS);
    }
}
