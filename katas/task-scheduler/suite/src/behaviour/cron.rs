//! When cron expressions come.

use kata_suite::{Check, Level, complain, expect_eq};
use task_scheduler_api::{Cron, SubmitError, Timestamp, Trigger};

use crate::Subject;
use crate::doubles::succeeds;
use crate::office::{Office, ms};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "cron-comes-strictly-after-now",
            "a cron job comes at the next time strictly after its submission",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Submit at 12:00:00 sharp for 12:00, and a millisecond before and after it.")
        .run(cron_comes_strictly_after_now),
        Check::behaviour("cron-crosses-the-ends-of-months", "a cron job crosses the ends of months and years")
            .level(Level::L5)
            .weight(2)
            .hint("Which months have a 31st, and what comes after the last of December?")
            .run(cron_crosses_the_ends_of_months),
        Check::behaviour("cron-knows-leap-years", "a cron job knows leap years")
            .level(Level::L5)
            .hint("How long can it be until the next 29 February? Mind 2100.")
            .run(cron_knows_leap_years),
        Check::behaviour(
            "cron-days-count-if-either-field-allows",
            "where both day fields of a cron expression are restricted, either is enough",
        )
        .level(Level::L5)
        .hint("`0 0 13 * 5` is no matter of bad luck: read what Cron says of the two day fields.")
        .run(cron_days_count_if_either_field_allows),
        Check::behaviour(
            "a-cron-time-that-never-comes-is-refused",
            "a cron expression whose time never comes is refused",
        )
        .level(Level::L5)
        .hint("How far ahead do you have to look until you know that nothing will come?")
        .run(a_cron_time_that_never_comes_is_refused),
        Check::behaviour("a-cron-job-runs-month-after-month", "a cron job runs month after month")
            .level(Level::L5)
            .hint("The next time is the first one strictly after the one before.")
            .run(a_cron_job_runs_month_after_month),
    ]
}

fn day(year: u32, month: u32, day: u32) -> Timestamp {
    Timestamp::utc(year, month, day, 0, 0)
}

fn trigger(expression: &str) -> Trigger {
    match expression.parse::<Cron>() {
        Ok(cron) => Trigger::Cron(cron),
        Err(error) => complain(format!("a fault of ours: {error}")),
    }
}

/// Complains unless a job that is submitted now comes next at the expected time.
fn expect_next(build: Subject, now: Timestamp, expression: &str, expected: Timestamp) {
    let office = Office::on(build, now);
    let job = office.submit("report", trigger(expression), succeeds());
    let due = office.due(job).map(|due| due.to_string());
    expect_eq!(due, Some(expected.to_string()), "`{expression}`, submitted at {now}, is due at");
}

fn cron_comes_strictly_after_now(build: Subject) {
    let noon = Timestamp::utc(2031, 5, 14, 12, 0);
    let before = |millis| Timestamp::new(noon.since_1970() - ms(millis));
    let tomorrow = Timestamp::utc(2031, 5, 15, 12, 0);
    for (now, expected) in [(before(1), noon), (noon, tomorrow), (noon + ms(1), tomorrow)] {
        expect_next(build, now, "0 12 * * *", expected);
    }
    expect_next(build, before(500), "*/15 * * * *", noon);
    expect_next(build, noon + ms(500), "*/15 * * * *", Timestamp::utc(2031, 5, 14, 12, 15));
    expect_next(build, noon + ms(59_999), "* * * * *", Timestamp::utc(2031, 5, 14, 12, 1));
    expect_next(build, noon, "30 8-10 * * *", Timestamp::utc(2031, 5, 15, 8, 30));
}

fn cron_crosses_the_ends_of_months(build: Subject) {
    expect_next(build, day(2031, 1, 31), "0 0 31 * *", day(2031, 3, 31));
    expect_next(build, day(2031, 4, 1), "0 0 31 * *", day(2031, 5, 31));
    expect_next(build, day(2031, 1, 30), "0 0 30 * *", day(2031, 3, 30));
    expect_next(build, day(2031, 4, 30), "0 0 * * *", day(2031, 5, 1));
    expect_next(build, Timestamp::utc(2031, 12, 1, 0, 0), "0 0 1 * *", day(2032, 1, 1));
    expect_next(build, Timestamp::utc(2031, 12, 31, 23, 59), "* * * * *", day(2032, 1, 1));
    expect_next(build, day(2031, 6, 15), "0 0 1 3 *", day(2032, 3, 1));
}

fn cron_knows_leap_years(build: Subject) {
    expect_next(build, day(2023, 3, 1), "0 0 29 2 *", day(2024, 2, 29));
    expect_next(build, day(2024, 2, 29), "0 0 29 2 *", day(2028, 2, 29));
    expect_next(build, day(2096, 3, 1), "0 0 29 2 *", day(2104, 2, 29));
    expect_next(build, Timestamp::utc(2024, 2, 28, 12, 0), "0 0 * * *", day(2024, 2, 29));
    expect_next(build, Timestamp::utc(2023, 2, 28, 12, 0), "0 0 * * *", day(2023, 3, 1));
}

fn cron_days_count_if_either_field_allows(build: Subject) {
    // 14 May 2031 is a Wednesday, so the Friday after it is the 16th.
    let now = day(2031, 5, 14);
    expect_next(build, now, "0 0 20 * 5", day(2031, 5, 16));
    expect_next(build, now, "0 0 15 * 5", day(2031, 5, 15));
    expect_next(build, now, "0 0 * * 5", day(2031, 5, 16));
    expect_next(build, now, "0 0 20 * *", day(2031, 5, 20));
    expect_next(build, now, "0 0 13 6 1", day(2031, 6, 2));
    expect_next(build, now, "0 0 * * 7", day(2031, 5, 18));
}

fn a_cron_time_that_never_comes_is_refused(build: Subject) {
    for expression in ["0 0 30 2 *", "15 3 31 4,6,9,11 *"] {
        let office = Office::on(build, day(2031, 5, 14));
        let refused = office.try_submit(office.job("report", trigger(expression), succeeds()));
        expect_eq!(refused, Err(SubmitError::NeverDue), "submitting a job for `{expression}`");
        // The key is free: an error changes nothing.
        office.submit("report", trigger("0 0 28 2 *"), succeeds());
        let refused = office.try_submit(office.job("report", trigger(expression), succeeds()));
        expect_eq!(
            refused,
            Err(SubmitError::NeverDue),
            "submitting a job for `{expression}` with a key that is taken (the first of the errors that apply)"
        );
    }
    expect_next(build, day(2031, 5, 14), "0 0 30 2 3", Timestamp::utc(2032, 2, 4, 0, 0));
}

fn a_cron_job_runs_month_after_month(build: Subject) {
    const DAY: u64 = 24 * 60 * 60 * 1000;
    let office = Office::on(build, day(2031, 1, 31));
    office.submit("bills", trigger("30 6 31 * *"), succeeds());
    office.start_workers(1);
    office.wait(125 * DAY);
    let planned: Vec<_> = office.begun.calls().iter().map(|run| run.planned.to_string()).collect();
    let expected = [1, 3, 5].map(|month| Timestamp::utc(2031, month, 31, 6, 30).to_string());
    expect_eq!(planned, expected, "`30 6 31 * *` ran in 125 days from 31 January");
    let began: Vec<_> = office.begun.entries().iter().map(|run| (office.clock.origin + run.at).to_string()).collect();
    expect_eq!(began, expected, "these runs began at");
}
