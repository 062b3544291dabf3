//! When a trigger is due: instants in, instants out.

use std::time::Duration;

use task_scheduler_api::{Cron, Date, Misfire, SubmitError, Timestamp, Trigger};

use crate::seams::{MisfirePolicy, Overdue};

/// 29 February can be eight years away, across a year like 2100. What has not come by then never comes.
const DAYS_TO_LOOK: u32 = 8 * 366;

/// The first occurrence of a job that is submitted now.
pub(crate) fn first(trigger: &Trigger, now: Timestamp) -> Result<Timestamp, SubmitError> {
    match trigger {
        Trigger::FixedRate { every: interval, .. } | Trigger::FixedDelay { delay: interval, .. }
            if interval.is_zero() =>
        {
            Err(SubmitError::ZeroInterval)
        }
        Trigger::Once(first) | Trigger::FixedRate { first, .. } | Trigger::FixedDelay { first, .. } => Ok(*first),
        Trigger::Cron(cron) => next_time(cron, now).ok_or(SubmitError::NeverDue),
    }
}

/// The occurrence after the one that was planned for `planned` and has succeeded now. None: there is none.
pub(crate) fn next(
    trigger: &Trigger,
    mode: Misfire,
    policy: &dyn MisfirePolicy,
    planned: Timestamp,
    now: Timestamp,
) -> Option<Timestamp> {
    let overdue = match trigger {
        Trigger::Once(_) => return None,
        Trigger::FixedDelay { delay, .. } => return Some(now + *delay),
        Trigger::FixedRate { every, .. } => overdue_at_rate(*every, planned, now),
        Trigger::Cron(cron) => overdue_by_cron(cron, planned, now)?,
    };
    Some(match overdue {
        Ok(on_time) => on_time,
        Err(overdue) => policy.next(mode, &overdue),
    })
}

/// The next occurrence if it was not missed, else what was missed.
type OnTime = Result<Timestamp, Overdue>;

fn overdue_at_rate(every: Duration, planned: Timestamp, now: Timestamp) -> OnTime {
    let before_now = now.since(planned).as_nanos().saturating_sub(1);
    let missed = before_now / every.as_nanos();
    let after = |steps: u128| {
        let nanos = every.as_nanos() * steps;
        let seconds = Duration::from_secs((nanos / 1_000_000_000) as u64);
        planned + seconds + Duration::from_nanos((nanos % 1_000_000_000) as u64)
    };
    match missed {
        0 => Ok(after(1)),
        _ => Err(Overdue { oldest: after(1), latest: after(missed), upcoming: after(missed + 1) }),
    }
}

fn overdue_by_cron(cron: &Cron, planned: Timestamp, now: Timestamp) -> Option<OnTime> {
    let oldest = next_time(cron, planned)?;
    if oldest >= now {
        return Some(Ok(oldest));
    }
    let (mut latest, mut upcoming) = (oldest, next_time(cron, oldest)?);
    while upcoming < now {
        (latest, upcoming) = (upcoming, next_time(cron, upcoming)?);
    }
    Some(Err(Overdue { oldest, latest, upcoming }))
}

/// The first time of the expression strictly after this instant. None: it never comes.
pub(crate) fn next_time(cron: &Cron, after: Timestamp) -> Option<Timestamp> {
    let mut date = after.date();
    for _ in 0..DAYS_TO_LOOK {
        if allows(cron, date) {
            let hours = cron.hour.values();
            let mut times = hours.flat_map(|hour| cron.minute.values().map(move |minute| date.at(hour, minute)));
            if let Some(time) = times.find(|&time| time > after) {
                return Some(time);
            }
        }
        date = date.next();
    }
    None
}

fn allows(cron: &Cron, date: Date) -> bool {
    let by_month_day = cron.day_of_month.contains(date.day);
    let by_weekday = cron.day_of_week.contains(date.weekday());
    let either = !cron.day_of_month.is_any() && !cron.day_of_week.is_any();
    let day = if either { by_month_day || by_weekday } else { by_month_day && by_weekday };
    day && cron.month.contains(date.month)
}
