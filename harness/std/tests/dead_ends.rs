//! A dead end is found if and only if there is one: small random programs of locks, signals, tokens and a bounded channel,
//! against a plain enumeration of all their interleavings.

use std::collections::HashSet;
use std::sync::Arc;

use kata_engine::{Budget, FailureKind, explore};
use kata_std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use kata_std::sync::{Condvar, Mutex, MutexGuard};
use kata_std::thread::{self, Thread};

const PROGRAMS: u64 = 400;
/// How many messages the channel holds.
const CAPACITY: u8 = 1;

/// One operation. Thread 0 alone parks and receives; the others unpark it and send to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Lock(usize),
    Unlock(usize),
    /// Waits for a signal, while it holds lock 0.
    Wait,
    NotifyOne,
    NotifyAll,
    Park,
    Unpark,
    Send,
    Receive,
}

type Program = Vec<Vec<Op>>;

#[test]
fn a_dead_end_is_found_if_and_only_if_there_is_one() {
    let mut dead = 0;
    for seed in 0..PROGRAMS {
        let program = generate(seed);
        let expected = has_dead_end(&program);
        dead += u64::from(expected);
        let found = explored(&program);
        assert_eq!(found, expected, "seed {seed}: {program:?}");
    }
    assert!(dead > PROGRAMS / 10 && dead < PROGRAMS * 9 / 10, "{dead} of {PROGRAMS} say little");
}

/// A generator that is good enough here and the same everywhere.
struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn generate(seed: u64) -> Program {
    let mut rng = Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x0bad_cafe);
    let threads = 2 + rng.below(2) as usize;
    (0..threads).map(|thread| (0..2).flat_map(|_| pattern(&mut rng, thread)).collect()).collect()
}

fn pattern(rng: &mut Rng, thread: usize) -> Vec<Op> {
    let (one, other) = if rng.below(2) == 0 { (0, 1) } else { (1, 0) };
    match rng.below(8) {
        0 => vec![Op::Lock(one), Op::Unlock(one)],
        1 => vec![Op::Lock(one), Op::Lock(other), Op::Unlock(other), Op::Unlock(one)],
        2 => vec![Op::Lock(0), Op::Wait, Op::Unlock(0)],
        3 => vec![Op::Lock(0), Op::NotifyOne, Op::Unlock(0)],
        4 => vec![Op::NotifyAll],
        5 => vec![Op::NotifyOne],
        6 => vec![if thread == 0 { Op::Park } else { Op::Unpark }],
        _ => vec![if thread == 0 { Op::Receive } else { Op::Send }],
    }
}

/// Whether the engine finds a dead end. It must also have looked everywhere, if it finds none.
fn explored(program: &Program) -> bool {
    let budget = Budget {
        exhaustive_schedules: 200_000,
        exhaustive_steps: u64::MAX,
        random_schedules: 0,
        random_steps: 0,
        steps_per_execution: 10_000,
        timeouts_race: false,
        seed: 1,
    };
    let program = program.clone();
    let exploration = explore(&budget, Arc::new(move || run(&program)));
    match exploration.failure {
        Some(failure) => {
            assert_eq!(failure.kind, FailureKind::Deadlocked, "{}", failure.message);
            true
        }
        None => {
            assert!(exploration.exhaustive, "too many schedules");
            false
        }
    }
}

/// What the threads share.
#[derive(Default)]
struct Shared {
    locks: [Mutex<()>; 2],
    signal: Condvar,
}

/// Runs a program on the mirror of std.
fn run(program: &Program) {
    let shared = Arc::new(Shared::default());
    let (sender, receiver) = sync_channel(CAPACITY.into());
    let mut receiver = Some(receiver);
    let mut parked: Option<Thread> = None;
    let mut threads = Vec::new();
    for ops in program {
        let (ops, shared, first) = (ops.clone(), Arc::clone(&shared), parked.clone());
        let (sender, receiver) = (sender.clone(), receiver.take());
        let thread = thread::spawn(move || {
            perform(&ops, &shared, first.as_ref(), &sender, receiver.as_ref());
            // Kept until all is over: that a side goes away is not what this test is about.
            (sender, receiver)
        });
        parked.get_or_insert_with(|| thread.thread().clone());
        threads.push(thread);
    }
    let _kept: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect();
}

fn perform(
    ops: &[Op],
    shared: &Shared,
    first: Option<&Thread>,
    sender: &SyncSender<()>,
    receiver: Option<&Receiver<()>>,
) {
    let mut guards: [Option<MutexGuard<'_, ()>>; 2] = [None, None];
    for op in ops {
        match *op {
            Op::Lock(lock) => guards[lock] = Some(shared.locks[lock].lock().expect("no thread panics")),
            Op::Unlock(lock) => guards[lock] = None,
            Op::Wait => {
                let held = guards[0].take().expect("it is held");
                guards[0] = Some(shared.signal.wait(held).expect("no thread panics"));
            }
            Op::NotifyOne => shared.signal.notify_one(),
            Op::NotifyAll => shared.signal.notify_all(),
            Op::Park => thread::park(),
            Op::Unpark => first.expect("a later thread").unpark(),
            Op::Send => sender.send(()).expect("the receiver is there"),
            Op::Receive => receiver.expect("the first thread").recv().expect("senders are there"),
        }
    }
}

/// What a thread does in the enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Doing {
    Running,
    /// For a signal.
    Waiting,
    /// It has its signal, and wants its lock back.
    Woken,
}

/// The state of a program in the enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    at: Vec<usize>,
    doing: Vec<Doing>,
    owners: [Option<usize>; 2],
    token: bool,
    queued: u8,
}

fn has_dead_end(program: &Program) -> bool {
    let threads = program.len();
    let start = State {
        at: vec![0; threads],
        doing: vec![Doing::Running; threads],
        owners: [None; 2],
        token: false,
        queued: 0,
    };
    let (mut known, mut open) = (HashSet::from([start.clone()]), vec![start]);
    while let Some(state) = open.pop() {
        let next: Vec<State> = (0..threads).flat_map(|thread| steps(&state, program, thread)).collect();
        let ended = (0..threads).all(|thread| state.at[thread] == program[thread].len());
        if next.is_empty() && !ended {
            return true;
        }
        open.extend(next.into_iter().filter(|state| known.insert(state.clone())));
    }
    false
}

/// The states that the next operation of a thread can lead to; none where it has ended, or must wait.
fn steps(state: &State, program: &Program, thread: usize) -> Vec<State> {
    let Some(&op) = program[thread].get(state.at[thread]) else { return Vec::new() };
    let mut next = state.clone();
    match state.doing[thread] {
        Doing::Waiting => return Vec::new(),
        Doing::Woken if state.owners[0].is_some() => return Vec::new(),
        Doing::Woken => {
            next.owners[0] = Some(thread);
            next.doing[thread] = Doing::Running;
            next.at[thread] += 1;
            return vec![next];
        }
        Doing::Running => {}
    }
    if op == Op::Wait {
        next.owners[0] = None;
        next.doing[thread] = Doing::Waiting;
        return vec![next];
    }
    next.at[thread] += 1;
    let waiting: Vec<usize> = (0..program.len()).filter(|&other| state.doing[other] == Doing::Waiting).collect();
    match op {
        Op::Lock(lock) if state.owners[lock].is_some() => return Vec::new(),
        Op::Park if !state.token => return Vec::new(),
        Op::Send if state.queued == CAPACITY => return Vec::new(),
        Op::Receive if state.queued == 0 => return Vec::new(),
        Op::NotifyOne if !waiting.is_empty() => return waiting.iter().map(|&other| woken(&next, other)).collect(),
        Op::NotifyAll => next = waiting.iter().fold(next, |next, &other| woken(&next, other)),
        Op::Lock(lock) => next.owners[lock] = Some(thread),
        Op::Unlock(lock) => next.owners[lock] = None,
        Op::Park => next.token = false,
        Op::Unpark => next.token = true,
        Op::Send => next.queued += 1,
        Op::Receive => next.queued -= 1,
        Op::NotifyOne | Op::Wait => {}
    }
    vec![next]
}

fn woken(state: &State, thread: usize) -> State {
    let mut next = state.clone();
    next.doing[thread] = Doing::Woken;
    next
}
