//! Instants of the scheduler's clock, and the calendar.

use std::fmt;
use std::ops::Add;
use std::time::Duration;

const SECONDS_A_DAY: u64 = 24 * 60 * 60;
const DAYS_IN_400_YEARS: u64 = 146_097;

/// An instant, as the [`Clock`](crate::Clock) tells it: the time since 1970 began, in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(Duration);

impl Timestamp {
    /// The instant that is this long after 1970 began.
    pub const fn new(since_1970: Duration) -> Self {
        Timestamp(since_1970)
    }

    /// An instant by the calendar: `Timestamp::utc(2024, 2, 29, 12, 30)`. A day or hour that is too large counts on into the
    /// next month or day.
    pub const fn utc(year: u32, month: u32, day: u32, hour: u32, minute: u32) -> Self {
        let seconds = Date { year, month, day }.days() * SECONDS_A_DAY + hour as u64 * 3600 + minute as u64 * 60;
        Timestamp(Duration::from_secs(seconds))
    }

    /// How long after the beginning of 1970 it is.
    pub const fn since_1970(self) -> Duration {
        self.0
    }

    /// The time from `earlier` to this instant; zero where `earlier` is later.
    pub const fn since(self, earlier: Timestamp) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// The day on which it is.
    pub const fn date(self) -> Date {
        Date::from_days(self.0.as_secs() / SECONDS_A_DAY)
    }

    /// Its hour, 0 to 23.
    pub const fn hour(self) -> u32 {
        (self.0.as_secs() / 3600 % 24) as u32
    }

    /// Its minute, 0 to 59.
    pub const fn minute(self) -> u32 {
        (self.0.as_secs() / 60 % 60) as u32
    }
}

impl Add<Duration> for Timestamp {
    type Output = Timestamp;

    fn add(self, later: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(later))
    }
}

impl fmt::Display for Timestamp {
    /// `2024-02-29 12:30:00.250`; whole seconds without the fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (second, millis) = (self.0.as_secs() % 60, self.0.subsec_millis());
        let fraction = if millis == 0 { String::new() } else { format!(".{millis:03}") };
        f.pad(&format!("{} {:02}:{:02}:{second:02}{fraction}", self.date(), self.hour(), self.minute()))
    }
}

/// A day of the calendar. Ordered as the days follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year: 2024.
    pub year: u32,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

impl Date {
    /// The day after.
    #[must_use]
    pub const fn next(self) -> Date {
        Date::from_days(self.days() + 1)
    }

    /// The day of the week, 0 for Sunday to 6 for Saturday.
    pub const fn weekday(self) -> u32 {
        // 1970 began on a Thursday.
        ((self.days() + 4) % 7) as u32
    }

    /// This day at this time.
    pub const fn at(self, hour: u32, minute: u32) -> Timestamp {
        Timestamp::utc(self.year, self.month, self.day, hour, minute)
    }

    /// Days since 1970 began. Counts years from March, so that the leap day is the last one; days before 1970 are 0.
    const fn days(self) -> u64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year } as u64;
        let month_from_march = (self.month as u64 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + self.day as u64 - 1;
        let days = 365 * year + year / 4 - year / 100 + year / 400 + day_of_year;
        days.saturating_sub(719_468)
    }

    const fn from_days(days: u64) -> Date {
        let days = days + 719_468;
        let (era, day_of_era) = (days / DAYS_IN_400_YEARS, days % DAYS_IN_400_YEARS);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
        let month = (if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 }) as u32;
        let year = (era * 400 + year_of_era) as u32 + if month <= 2 { 1 } else { 0 };
        Date { year, month, day }
    }
}

impl fmt::Display for Date {
    /// `2024-02-29`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }
}

/// How many days a month has, 1 to 12, in that year.
pub const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let mut date = Date { year: 1970, month: 1, day: 1 };
        assert_eq!(date.days(), 0);
        for days in 1..=DAYS_IN_400_YEARS {
            let last = date.day == days_in_month(date.year, date.month);
            let expected = match date {
                Date { year, month: 12, .. } if last => Date { year: year + 1, month: 1, day: 1 },
                Date { year, month, .. } if last => Date { year, month: month + 1, day: 1 },
                Date { year, month, day } => Date { year, month, day: day + 1 },
            };
            date = date.next();
            assert_eq!((date, date.days()), (expected, days));
        }
    }

    #[test]
    fn known_days_have_their_weekday() {
        assert_eq!(Date { year: 1970, month: 1, day: 1 }.weekday(), 4);
        assert_eq!(Date { year: 2024, month: 2, day: 29 }.weekday(), 4);
        assert_eq!(Date { year: 2000, month: 1, day: 2 }.weekday(), 0);
    }

    #[test]
    fn an_instant_is_shown_by_the_calendar() {
        let instant = Timestamp::utc(2024, 2, 29, 12, 30) + Duration::from_millis(1250);
        assert_eq!(instant.to_string(), "2024-02-29 12:30:01.250");
        assert_eq!((instant.hour(), instant.minute()), (12, 30));
    }
}
