//! Exhaustive means exhaustive: small random programs are explored, and must show exactly the outcomes that a plain
//! enumeration of all interleavings has.
//!
//! The enumeration knows nothing of the engine: it keeps the whole state of such a program and tries each thread at each step.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use kata_engine::{Budget, explore};
use kata_std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use kata_std::sync::mpsc::{TryRecvError, channel};
use kata_std::{sync, thread};

const PROGRAMS: u64 = 300;

/// One operation. What it sees is kept as part of the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Load(usize),
    Store(usize, u8),
    Add(usize),
    /// Exchanges 0 for this.
    Exchange(usize, u8),
    Lock,
    /// Goes past its `Unlock` where the lock is held.
    TryLock,
    Unlock,
    /// The read lock of a read-write lock, and its end.
    Read,
    EndRead,
    Write,
    EndWrite,
    Send,
    TryReceive,
}

type Program = Vec<Vec<Op>>;
/// What each thread saw, and the values at the end.
type Outcome = (Vec<Vec<u8>>, [u8; 2]);

#[test]
fn the_explored_outcomes_are_those_of_all_interleavings() {
    for seed in 0..PROGRAMS {
        let program = generate(seed);
        let (explored, exhaustive) = explored(&program);
        let all = enumerated(&program);
        assert!(exhaustive, "seed {seed}: too many schedules for {program:?}");
        let missing: Vec<_> = all.difference(&explored).collect();
        assert!(missing.is_empty(), "seed {seed}: {program:?} never showed {missing:?}");
        let impossible: Vec<_> = explored.difference(&all).collect();
        assert!(impossible.is_empty(), "seed {seed}: {program:?} cannot show {impossible:?}");
    }
}

#[test]
fn the_enumeration_finds_what_is_known_of_a_lost_update() {
    let update = vec![Op::Load(0), Op::Store(0, 1)];
    let all = enumerated(&vec![update.clone(), update]);
    let seen: Vec<_> = all.into_iter().map(|(seen, _)| seen).collect();
    assert_eq!(seen, [[[0], [0]], [[0], [1]], [[1], [0]]]);
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
    let mut rng = Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995);
    let threads = 2 + usize::from(rng.below(3) == 0);
    let length = if threads == 2 { 4 } else { 2 };
    (0..threads).map(|thread| body(&mut rng, thread, length)).collect()
}

/// Only thread 0 receives, since a receiver has one owner.
fn body(rng: &mut Rng, thread: usize, length: usize) -> Vec<Op> {
    let mut ops = Vec::new();
    while ops.len() < length {
        match rng.below(9) {
            0 | 1 if ops.len() + 3 <= length + 1 => {
                ops.push(if rng.below(2) == 0 { Op::Lock } else { Op::TryLock });
                ops.push(plain(rng, thread));
                ops.push(Op::Unlock);
            }
            2 if ops.is_empty() => match rng.below(2) {
                0 => ops.extend([Op::Read, Op::Load(0), Op::Load(1), Op::EndRead]),
                _ => ops.extend([Op::Write, Op::Store(0, 2), Op::Add(1), Op::EndWrite]),
            },
            _ => ops.push(plain(rng, thread)),
        }
    }
    ops
}

fn plain(rng: &mut Rng, thread: usize) -> Op {
    let (variable, value) = (rng.below(2) as usize, 1 + rng.below(2) as u8);
    match rng.below(7) {
        0 | 1 => Op::Load(variable),
        2 => Op::Store(variable, value),
        3 => Op::Add(variable),
        4 => Op::Exchange(variable, value),
        _ if thread == 0 => Op::TryReceive,
        _ => Op::Send,
    }
}

/// What the engine shows.
fn explored(program: &Program) -> (BTreeSet<Outcome>, bool) {
    let budget = Budget {
        exhaustive_schedules: 200_000,
        exhaustive_steps: u64::MAX,
        random_schedules: 0,
        random_steps: 0,
        steps_per_execution: 10_000,
        timeouts_race: false,
        seed: 1,
    };
    let outcomes = Arc::new(Mutex::new(BTreeSet::new()));
    let (program, found) = (program.clone(), Arc::clone(&outcomes));
    let exploration = explore(
        &budget,
        Arc::new(move || {
            let outcome = run(&program);
            found.lock().unwrap_or_else(PoisonError::into_inner).insert(outcome);
        }),
    );
    assert!(exploration.failure.is_none(), "{:?}", exploration.failure);
    let outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (outcomes, exploration.exhaustive)
}

/// Runs a program on the mirror of std.
fn run(program: &Program) -> Outcome {
    let variables = Arc::new([AtomicU8::new(0), AtomicU8::new(0)]);
    let lock = Arc::new((sync::Mutex::new(()), sync::RwLock::new(())));
    let (sender, receiver) = channel();
    let mut receiver = Some(receiver);
    let threads: Vec<_> = program
        .iter()
        .map(|ops| {
            let (ops, variables, lock) = (ops.clone(), Arc::clone(&variables), Arc::clone(&lock));
            let (sender, receiver) = (sender.clone(), receiver.take());
            thread::spawn(move || {
                let seen = perform(&ops, &variables, &lock, &sender, receiver.as_ref());
                // Kept until all is over: that a side goes away is not what this test is about.
                (seen, sender, receiver)
            })
        })
        .collect();
    let ended: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect();
    let seen = ended.iter().map(|(seen, ..)| seen.clone()).collect();
    (seen, [variables[0].load(SeqCst), variables[1].load(SeqCst)])
}

fn perform(
    ops: &[Op],
    variables: &[AtomicU8; 2],
    (lock, shared): &(sync::Mutex<()>, sync::RwLock<()>),
    sender: &sync::mpsc::Sender<u8>,
    receiver: Option<&sync::mpsc::Receiver<u8>>,
) -> Vec<u8> {
    let mut seen = Vec::new();
    let (mut guard, mut reading, mut writing) = (None, None, None);
    let mut at = 0;
    while let Some(op) = ops.get(at) {
        match *op {
            Op::Load(variable) => seen.push(variables[variable].load(SeqCst)),
            Op::Store(variable, value) => variables[variable].store(value, SeqCst),
            Op::Add(variable) => seen.push(variables[variable].fetch_add(1, SeqCst)),
            Op::Exchange(variable, value) => {
                let exchanged = variables[variable].compare_exchange(0, value, SeqCst, SeqCst);
                seen.push(exchanged.unwrap_or_else(|other| other));
            }
            Op::Lock => guard = Some(lock.lock().expect("no thread panics")),
            Op::TryLock => {
                guard = lock.try_lock().ok();
                seen.push(u8::from(guard.is_some()));
                if guard.is_none() {
                    at += 2;
                }
            }
            Op::Unlock => guard = None,
            Op::Read => reading = Some(shared.read().expect("no thread panics")),
            Op::EndRead => reading = None,
            Op::Write => writing = Some(shared.write().expect("no thread panics")),
            Op::EndWrite => writing = None,
            Op::Send => sender.send(7).expect("the receiver is there"),
            Op::TryReceive => seen.push(match receiver.map(|receiver| receiver.try_recv()) {
                Some(Ok(message)) => message,
                Some(Err(TryRecvError::Empty)) => 0,
                other => panic!("{other:?}"),
            }),
        }
        at += 1;
    }
    drop((guard, reading, writing));
    seen
}

/// The state of a program in the enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    at: Vec<usize>,
    seen: Vec<Vec<u8>>,
    values: [u8; 2],
    owner: Option<usize>,
    readers: u8,
    writer: bool,
    queued: u8,
}

fn enumerated(program: &Program) -> BTreeSet<Outcome> {
    let (threads, values) = (program.len(), [0, 0]);
    let (at, seen) = (vec![0; threads], vec![Vec::new(); threads]);
    let start = State { at, seen, values, owner: None, readers: 0, writer: false, queued: 0 };
    let (mut known, mut open, mut outcomes) = (HashSet::from([start.clone()]), vec![start], BTreeSet::new());
    while let Some(state) = open.pop() {
        let next: Vec<State> = (0..threads).filter_map(|thread| step(&state, program, thread)).collect();
        if next.is_empty() {
            outcomes.insert((state.seen.clone(), state.values));
        }
        open.extend(next.into_iter().filter(|state| known.insert(state.clone())));
    }
    outcomes
}

/// The state after the next operation of a thread; None where it has none, or must wait.
fn step(state: &State, program: &Program, thread: usize) -> Option<State> {
    let op = *program[thread].get(state.at[thread])?;
    let mut next = state.clone();
    next.at[thread] += 1;
    let seen = match op {
        Op::Load(variable) => Some(state.values[variable]),
        Op::Store(variable, value) => {
            next.values[variable] = value;
            None
        }
        Op::Add(variable) => {
            next.values[variable] += 1;
            Some(state.values[variable])
        }
        Op::Exchange(variable, value) => {
            if state.values[variable] == 0 {
                next.values[variable] = value;
            }
            Some(state.values[variable])
        }
        Op::Lock if state.owner.is_some() => return None,
        Op::Lock => {
            next.owner = Some(thread);
            None
        }
        Op::TryLock if state.owner.is_some() => {
            next.at[thread] += 2;
            Some(0)
        }
        Op::TryLock => {
            next.owner = Some(thread);
            Some(1)
        }
        Op::Unlock => {
            next.owner = None;
            None
        }
        Op::Read if state.writer => return None,
        Op::Write if state.writer || state.readers > 0 => return None,
        Op::Read => {
            next.readers += 1;
            None
        }
        Op::EndRead => {
            next.readers -= 1;
            None
        }
        Op::Write | Op::EndWrite => {
            next.writer = op == Op::Write;
            None
        }
        Op::Send => {
            next.queued += 1;
            None
        }
        Op::TryReceive => {
            next.queued = state.queued.saturating_sub(1);
            Some(if state.queued > 0 { 7 } else { 0 })
        }
    };
    next.seen[thread].extend(seen);
    Some(next)
}
