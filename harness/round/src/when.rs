//! Times and lengths of time as people read them.

/// A moment in milliseconds since 1970, as `2026-11-24 08:42:01 UTC`.
pub fn utc(wall_ms: u64) -> String {
    let ((year, month, day), second) = civil(wall_ms);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// The same for the name of a folder: `2026-11-24T08-42-01Z`.
pub(crate) fn folder_name(wall_ms: u64) -> String {
    utc(wall_ms).trim_end_matches(" UTC").replace(' ', "T").replace(':', "-") + "Z"
}

/// A length of time, in its two greatest units: `3 s`, `12 min 4 s`, `1 h 5 min`, `2 days 3 h`.
pub fn span(ms: u64) -> String {
    let seconds = ms / 1000;
    let units = [(86_400, "day"), (3600, "h"), (60, "min"), (1, "s")];
    let first = units.iter().position(|(size, _)| seconds >= *size).unwrap_or(3);
    let mut parts = Vec::new();
    let mut rest = seconds;
    for (size, unit) in &units[first..(first + 2).min(units.len())] {
        let count = rest / size;
        rest %= size;
        if count > 0 || parts.is_empty() {
            let plural = if *unit == "day" && count > 1 { "s" } else { "" };
            parts.push(format!("{count} {unit}{plural}"));
        }
    }
    parts.join(" ")
}

/// Year, month and day, and the second of that day. The algorithm is Howard Hinnant's `civil_from_days`: years begin in March, so that
/// the leap day is the last of its year.
fn civil(wall_ms: u64) -> ((u64, u64, u64), u64) {
    let seconds = wall_ms / 1000;
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    ((year, month, day), seconds % 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_in_utc() {
        assert_eq!(utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(utc(951_827_696_789), "2000-02-29 12:34:56 UTC");
        assert_eq!(utc(1_900_000_000_000), "2030-03-17 17:46:40 UTC");
        assert_eq!(utc(4_107_542_399_000), "2100-02-28 23:59:59 UTC");
        assert_eq!(folder_name(951_827_696_789), "2000-02-29T12-34-56Z");
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        let spans = [0, 999, 3_000, 60_000, 724_000, 3_900_000, 86_400_000, 183_600_000].map(span);
        assert_eq!(spans, ["0 s", "0 s", "3 s", "1 min", "12 min 4 s", "1 h 5 min", "1 day", "2 days 3 h"]);
    }
}
