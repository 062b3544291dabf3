//! One execution: coroutines that hand control to each other until the scenario has ended.

use std::panic::{AssertUnwindSafe, Location};
use std::sync::Arc;

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};
use kata_verdict::Step;

use crate::driver::{Driver, Made, Straight};
use crate::explore::Scenario;
use crate::panics;
use crate::point::{Op, point};
use crate::sys::locals;
use crate::task::{Next, TaskId, Wait};
use crate::trace;
use crate::world::{self, Body, Found, Limits, World};

/// As much as a thread of std has by default on the main thread. Mapped lazily, with a guard page below.
const STACK: usize = 8 << 20;

type Routine = Coroutine<(), Next, Next, DefaultStack>;

/// What became of an execution.
pub(crate) struct Ran {
    pub(crate) found: Option<Found>,
    pub(crate) steps: u64,
    pub(crate) made: Vec<Made>,
    pub(crate) preemptions: u32,
    pub(crate) timeline: Vec<Step>,
    pub(crate) notes: Vec<String>,
    pub(crate) output: String,
    pub(crate) try_locks: bool,
}

/// Runs executions one after the other, and keeps the stacks of those that are over.
#[derive(Default)]
pub(crate) struct Executor {
    stacks: Vec<DefaultStack>,
}

impl Executor {
    /// Runs the scenario once, with the driver making its choices.
    pub(crate) fn run(&mut self, limits: Limits, driver: Box<dyn Driver>, scenario: &Scenario) -> Ran {
        panics::install();
        let scenario = Arc::clone(scenario);
        world::with(|world| {
            world.begin(limits, driver);
            world.spawn(Some("main".to_owned()), Box::new(move || run_main(&scenario)));
        });
        let active = Active::enter();
        self.resume_until_stopped();
        drop(active);
        world::with(collect)
    }

    fn resume_until_stopped(&mut self) {
        let mut routines: Vec<Option<Routine>> = Vec::with_capacity(8);
        let mut task = 0;
        loop {
            if routines.len() <= task {
                routines.resize_with(task + 1, || None);
            }
            let routine = routines[task].get_or_insert_with(|| self.start(task));
            let next = match routine.resume(()) {
                CoroutineResult::Yield(next) => next,
                CoroutineResult::Return(next) => {
                    self.stacks.extend(routines[task].take().map(Coroutine::into_stack));
                    next
                }
            };
            let Next::Run(other) = next else { break };
            task = other;
        }
        routines.into_iter().flatten().for_each(|routine| self.abandon(routine));
        // Those that never started: what they captured is not dropped either, since no learner's destructor may run.
        world::with(|world| world.bodies.drain(..).for_each(std::mem::forget));
    }

    fn start(&mut self, task: TaskId) -> Routine {
        let body = world::with(|world| world.bodies[task].take()).expect("a task starts once");
        let stack = self.stacks.pop().unwrap_or_else(|| DefaultStack::new(STACK).expect("8 MiB of address space"));
        Coroutine::with_stack(stack, move |yielder, ()| enter(yielder, task, body))
    }

    /// Stops a task for good. Nothing on its stack is dropped; what it owns is leaked.
    #[expect(unsafe_code, reason = "a stopped task is not unwound, for a learner's destructor could block or panic")]
    fn abandon(&mut self, mut routine: Routine) {
        if routine.started() && !routine.done() {
            // SAFETY: nothing can refer to what lives on this stack any more: only tasks of the same execution could
            // (scoped threads borrow from their parent), and none of them is ever resumed again. All else that a task
            // can reach from outside is 'static, so it cannot borrow from the stack.
            unsafe { routine.force_reset() };
        }
        self.stacks.push(routine.into_stack());
    }
}

fn run_main(scenario: &Scenario) {
    if let Err(payload) = std::panic::catch_unwind(AssertUnwindSafe(|| scenario())) {
        panics::main_panicked(payload);
    }
}

/// Runs a task from its start to its end, on its own stack.
fn enter(yielder: &Yielder<(), Next>, task: TaskId, body: Body) -> Next {
    world::with(|world| world.tasks[task].yielder = yielder);
    let ended = std::panic::catch_unwind(AssertUnwindSafe(|| {
        body();
        locals::drop_all();
    }));
    if ended.is_err() {
        panics::abort_at_end();
    }
    let seen = world::with(|world| world.limits.unlock_points && task != 0 && !world.closing);
    if seen {
        point(Op::new("end", None, Location::caller(), Wait::Ready));
    }
    world::with(|world| world.end(task))
}

impl World {
    /// The current task has ended. Says who goes on.
    fn end(&mut self, task: TaskId) -> Next {
        self.moved();
        self.tasks[task].wait = Wait::Done;
        self.tasks[task].op = "end";
        self.turned = self.steps;
        if task == 0 {
            self.close();
        }
        self.decide(false)
    }
}

/// Takes what is worth keeping out of the world.
fn collect(world: &mut World) -> Ran {
    let timeline = if world.limits.trace { trace::timeline(world) } else { Vec::new() };
    world.driver = Box::new(Straight);
    Ran {
        found: world.found.take(),
        // Who floods the output pays for it out of the budget of the search, as for steps; else formatting would make it last
        // as long as it likes.
        steps: world.steps + world.dropped_prints,
        made: std::mem::take(&mut world.made),
        preemptions: world.preemptions,
        timeline,
        notes: std::mem::take(&mut world.notes),
        output: std::mem::take(&mut world.output),
        try_locks: world.try_locks,
    }
}

/// While it lives, this thread runs an execution.
struct Active;

impl Active {
    fn enter() -> Active {
        assert!(!world::active(), "an execution cannot start inside another one");
        world::set_active(true);
        Active
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        world::set_active(false);
    }
}
