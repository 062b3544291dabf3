//! A moment of an assignment: when it opens, when it is due.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};

/// A moment, to the second, with the offset from UTC that its author wrote or lives in.
///
/// Its [`Display`](fmt::Display) is for people, `2026-12-01 18:00 +01:00`; [`Moment::rfc3339`] is for files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

/// Which end of a day a date without a time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfDay {
    /// 00:00:00, for an opening.
    First,
    /// 23:59:59, for a deadline.
    Last,
}

impl Moment {
    /// The beginning of 1970, in UTC.
    pub const UTC: Moment = Moment { at: Timestamp::UNIX_EPOCH, offset: Offset::UTC };

    /// Reads RFC 3339 with an offset: `2026-12-01T18:00:00+01:00`, `2026-12-01 17:00:00Z`.
    ///
    /// # Errors
    ///
    /// In words that follow "it".
    pub fn exact(text: &str) -> Result<Moment, String> {
        let pieces = Pieces::parse(text).map_err(|_| format!("is no time: write it as in {EXAMPLE}"))?;
        let offset = pieces.to_numeric_offset().ok_or_else(|| {
            format!("says no offset from UTC, so it is another moment on each machine: write it as in {EXAMPLE}, or with Z for UTC")
        })?;
        let time = pieces.time().ok_or_else(|| format!("says no time of day: write it as in {EXAMPLE}"))?;
        Moment::at_offset(pieces.date().to_datetime(time), offset)
    }

    /// Reads what a person types: RFC 3339, `2026-12-01 18:00` in the time `zone`, or `2026-12-01`, which is one end of that day there.
    ///
    /// # Errors
    ///
    /// In words that follow "it": it is no time, or a time that the zone has twice or never on that day.
    pub fn typed(text: &str, day: EndOfDay, zone: &TimeZone) -> Result<Moment, String> {
        let text = text.trim();
        let pieces = Pieces::parse(text)
            .map_err(|_| format!("is no time: write 2026-12-01, \"2026-12-01 18:00\" or {EXAMPLE}"))?;
        if pieces.to_numeric_offset().is_some() {
            return Moment::exact(text);
        }
        let whole = match day {
            EndOfDay::First => Time::MIN,
            EndOfDay::Last => Time::constant(23, 59, 59, 0),
        };
        let at = pieces.date().to_datetime(pieces.time().unwrap_or(whole));
        let at = zone.to_ambiguous_timestamp(at).unambiguous().map_err(|_| {
            format!(
                "is a time that the clocks show twice, or skip, on that day: write it with its offset, as in {EXAMPLE}"
            )
        })?;
        Moment::since_1970(at, zone.to_offset(at))
    }

    /// Milliseconds since 1970.
    pub fn ms(self) -> u64 {
        u64::try_from(self.at.as_millisecond()).unwrap_or(0)
    }

    /// Another moment, in milliseconds since 1970, at the offset of this one.
    pub fn beside(self, ms: u64) -> Option<Moment> {
        let at = Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()?;
        Some(Moment { at, offset: self.offset })
    }

    /// As a file of ours has it: `2026-12-01T18:00:00+01:00`.
    pub fn rfc3339(self) -> String {
        self.at.display_with_offset(self.offset).to_string()
    }

    fn at_offset(at: DateTime, offset: Offset) -> Result<Moment, String> {
        let at = offset.to_timestamp(at).map_err(|_| "is out of all bounds".to_owned())?;
        Moment::since_1970(at, offset)
    }

    fn since_1970(at: Timestamp, offset: Offset) -> Result<Moment, String> {
        let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
        if whole < Timestamp::UNIX_EPOCH {
            Err("lies before 1970".to_owned())
        } else {
            Ok(Moment { at: whole, offset })
        }
    }
}

const EXAMPLE: &str = "2026-12-01T18:00:00+01:00";

/// The time zone of this machine, as TZ or the system has it, and what it is called. UTC where neither says.
pub fn local_zone() -> (TimeZone, String) {
    match TimeZone::try_system() {
        Ok(zone) => {
            let name = zone.iana_name().unwrap_or("as TZ has it").to_owned();
            (zone, name)
        }
        Err(_) => (TimeZone::UTC, "UTC, as this machine does not say".to_owned()),
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.at.cmp(&other.at))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.offset.to_datetime(self.at);
        let (date, time) = (local.date(), local.time());
        write!(f, "{date} {:02}:{:02}", time.hour(), time.minute())?;
        if time.second() != 0 {
            write!(f, ":{:02}", time.second())?;
        }
        if self.offset == Offset::UTC { f.write_str(" UTC") } else { write!(f, " {}", offset(self.offset)) }
    }
}

/// `+01:00`.
fn offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{EndOfDay, Moment};

    fn central_europe() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule of POSIX")
    }

    fn typed(text: &str, day: EndOfDay) -> String {
        Moment::typed(text, day, &central_europe()).map_or_else(|error| error, Moment::rfc3339)
    }

    #[test]
    fn a_date_is_the_first_or_the_last_second_of_the_day() {
        assert_eq!(typed("2026-12-01", EndOfDay::First), "2026-12-01T00:00:00+01:00");
        assert_eq!(typed("2026-12-01", EndOfDay::Last), "2026-12-01T23:59:59+01:00");
    }

    #[test]
    fn a_time_without_an_offset_has_the_one_of_the_zone_on_that_day() {
        assert_eq!(typed("2026-12-01 18:00", EndOfDay::Last), "2026-12-01T18:00:00+01:00");
        assert_eq!(typed(" 2026-07-01T18:00:30 ", EndOfDay::Last), "2026-07-01T18:00:30+02:00");
    }

    #[test]
    fn a_time_with_an_offset_keeps_it() {
        assert_eq!(typed("2026-12-01T18:00:00-08:00", EndOfDay::Last), "2026-12-01T18:00:00-08:00");
        assert_eq!(typed("2026-12-01 18:00Z", EndOfDay::Last), "2026-12-01T18:00:00+00:00");
    }

    #[test]
    fn a_time_that_the_clocks_skip_or_show_twice_has_to_be_written_with_its_offset() {
        for text in ["2026-03-29 02:30", "2026-10-25 02:30"] {
            assert!(typed(text, EndOfDay::Last).starts_with("is a time that the clocks show twice, or skip"), "{text}");
        }
        assert_eq!(typed("2026-10-25T02:30:00+02:00", EndOfDay::Last), "2026-10-25T02:30:00+02:00");
    }

    #[test]
    fn what_is_no_time_is_answered_with_what_is_one() {
        for text in ["tomorrow", "18:00", "2026-13-01", "2026-02-30", "01.12.2026", ""] {
            assert!(typed(text, EndOfDay::Last).starts_with("is no time: write 2026-12-01"), "{text}");
        }
        assert_eq!(typed("1969-12-31", EndOfDay::Last), "lies before 1970");
    }

    #[test]
    fn a_file_has_to_say_the_offset() {
        let error = Moment::exact("2026-12-01T18:00:00").expect_err("it is local");
        assert!(error.starts_with("says no offset from UTC"), "{error}");
        let error = Moment::exact("2026-12-01").expect_err("it is a date");
        assert!(error.starts_with("says no offset from UTC"), "{error}");
    }

    #[test]
    fn people_are_shown_the_time_where_the_author_is() {
        let shown = |text: &str| Moment::exact(text).expect("a time").to_string();
        assert_eq!(shown("2026-12-01T18:00:00+01:00"), "2026-12-01 18:00 +01:00");
        assert_eq!(shown("2026-12-01T23:59:59-03:30"), "2026-12-01 23:59:59 -03:30");
        assert_eq!(shown("2026-12-01T18:00:00Z"), "2026-12-01 18:00 UTC");
        let due = Moment::exact("2026-12-01T18:00:00+01:00").expect("a time");
        assert_eq!(due.beside(due.ms() + 61_000).expect("in bounds").to_string(), "2026-12-01 18:01:01 +01:00");
    }
}
