//! When a cron expression comes: year by year, month by month, only through days that it allows.

use task_scheduler_api::{Cron, Date, Timestamp, days_in_month};

/// 29 February can be eight years away, across a year like 2100. What has not come by then never comes.
const YEARS_TO_LOOK: u32 = 8;

/// The first time of the expression strictly after this instant. None: it never comes.
pub(crate) fn next_time(cron: &Cron, after: Timestamp) -> Option<Timestamp> {
    let this_year = after.date().year;
    (this_year..=this_year + YEARS_TO_LOOK).find_map(|year| {
        let mut days = cron.month.values().flat_map(|month| days(cron, year, month));
        days.find_map(|date| first_in(cron, date, after))
    })
}

fn days(cron: &Cron, year: u32, month: u32) -> impl Iterator<Item = Date> {
    let dates = (1..=days_in_month(year, month)).map(move |day| Date { year, month, day });
    dates.filter(|&date| allows(cron, date))
}

/// Whichever day field is not restricted leaves the word to the other; if both are, one is enough.
fn allows(cron: &Cron, date: Date) -> bool {
    let (by_month, by_week) = (cron.day_of_month, cron.day_of_week);
    let (month_day, weekday) = (by_month.contains(date.day), by_week.contains(date.weekday()));
    match (by_month.is_any(), by_week.is_any()) {
        (true, _) => weekday,
        (false, true) => month_day,
        (false, false) => month_day || weekday,
    }
}

fn first_in(cron: &Cron, date: Date, after: Timestamp) -> Option<Timestamp> {
    if date < after.date() {
        return None;
    }
    let mut times = cron.hour.values().flat_map(|hour| cron.minute.values().map(move |minute| date.at(hour, minute)));
    times.find(|&time| time > after)
}
