//! When a trigger is due: instants in, instants out.

use std::iter;

use task_scheduler_api::{Cron, Date, Misfire, SubmitError, Timestamp, Trigger};

use crate::seams::Late;

/// 29 February can be eight years away, across a year like 2100. What has not come by then never comes.
const DAYS_TO_LOOK: usize = 8 * 366;

/// The first occurrence of a job that is submitted now.
pub(crate) fn first(trigger: &Trigger, now: Timestamp) -> Result<Timestamp, SubmitError> {
    match trigger {
        Trigger::Once(at) => Ok(*at),
        Trigger::FixedRate { every: interval, .. } | Trigger::FixedDelay { delay: interval, .. }
            if interval.is_zero() =>
        {
            Err(SubmitError::ZeroInterval)
        }
        Trigger::FixedRate { first, .. } | Trigger::FixedDelay { first, .. } => Ok(*first),
        Trigger::Cron(cron) => next_time(cron, now).ok_or(SubmitError::NeverDue),
    }
}

/// The occurrence after the one that was planned for `planned` and has succeeded now. None: there is none.
pub(crate) fn next(
    trigger: &Trigger,
    mode: Misfire,
    late: &dyn Late,
    planned: Timestamp,
    now: Timestamp,
) -> Option<Timestamp> {
    let mut to_come = after(trigger, planned, now).peekable();
    let mut missed = iter::from_fn(|| to_come.next_if(|instant| *instant < now));
    let made_up = missed.next().and_then(|first| late.make_up(mode, first, missed.last().unwrap_or(first)));
    made_up.or_else(|| to_come.next())
}

/// The occurrences after this one, without an end. Those with a fixed delay are counted from now.
fn after(trigger: &Trigger, planned: Timestamp, now: Timestamp) -> impl Iterator<Item = Timestamp> {
    let step = move |instant: &Timestamp| match trigger {
        Trigger::Once(_) => None,
        Trigger::FixedRate { every, .. } => Some(*instant + *every),
        Trigger::FixedDelay { delay, .. } => Some((*instant).max(now) + *delay),
        Trigger::Cron(cron) => next_time(cron, *instant),
    };
    iter::successors(Some(planned), step).skip(1)
}

/// The first time of the expression strictly after this instant. None: it never comes.
fn next_time(cron: &Cron, instant: Timestamp) -> Option<Timestamp> {
    let days = iter::successors(Some(instant.date()), |date| Some(date.next())).take(DAYS_TO_LOOK);
    let days = days.filter(|&date| allows(cron, date));
    let times = days.flat_map(|date| {
        let hours = cron.hour.values();
        hours.flat_map(move |hour| cron.minute.values().map(move |minute| date.at(hour, minute)))
    });
    times.into_iter().find(|&time| time > instant)
}

fn allows(cron: &Cron, date: Date) -> bool {
    let by_date = cron.day_of_month.contains(date.day);
    let by_weekday = cron.day_of_week.contains(date.weekday());
    let is_either = !cron.day_of_month.is_any() && !cron.day_of_week.is_any();
    let is_day = if is_either { by_date || by_weekday } else { by_date && by_weekday };
    is_day && cron.month.contains(date.month)
}
