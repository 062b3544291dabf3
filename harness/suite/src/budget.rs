//! How much a tier explores: counted in schedules and steps, never in seconds.

use kata_engine::Budget;
use kata_verdict::Tier;

/// Steps that one run of a behaviour check may take before it is called endless.
pub(crate) const STEPS_ONCE: u64 = 200_000;

/// Steps that one explored execution may take before it is called endless.
pub(crate) const STEPS_EXPLORED: u64 = 20_000;

/// How much a request wants one check explored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effort {
    pub(crate) tier: Tier,
    /// A twelfth of what the tier spends is enough: the request is about other checks.
    pub(crate) aside: bool,
}

impl Effort {
    /// All that a tier spends.
    pub(crate) fn whole(tier: Tier) -> Effort {
        Effort { tier, aside: false }
    }
}

/// What is spent on one check. The seed follows from the check's id, so that each check looks elsewhere and the
/// same check looks at the same places each time.
pub(crate) fn of(effort: Effort, id: &str, timeouts_race: bool) -> Budget {
    let (schedules, steps) = match effort.tier {
        Tier::Quick => (960, 24_000),
        Tier::Deep => (40_000, 400_000),
    };
    let share = if effort.aside { 12 } else { 1 };
    let (schedules, steps) = (schedules / share, steps / share);
    // Five parts in eight go to the systematic search: it finds what few preemptions break, and most races need one or two.
    // The rest goes to the randomised one, which reaches deeper.
    Budget {
        exhaustive_schedules: schedules / 8 * 5,
        exhaustive_steps: steps / 8 * 5,
        random_schedules: schedules / 8 * 3,
        random_steps: steps / 8 * 3,
        steps_per_execution: STEPS_EXPLORED,
        timeouts_race,
        seed: seed_of(id),
    }
}

/// FNV-1a, 64 bits: the same on every machine, as `std`'s hashers do not promise to be.
fn seed_of(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
