//! How long ago something was, in words.

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;

/// How long before `now` something was, both in seconds since 1970: `12 days ago`. What lies ahead, after a clock was set back, is
/// `just now`.
pub fn ago(then: u64, now: u64) -> String {
    let passed = now.saturating_sub(then);
    let (unit, noun) = match passed {
        ..MINUTE => return "just now".to_owned(),
        MINUTE..HOUR => (MINUTE, "minute"),
        HOUR..DAY => (HOUR, "hour"),
        _ if passed < 60 * DAY => (DAY, "day"),
        _ if passed < 730 * DAY => (30 * DAY, "month"),
        _ => (365 * DAY, "year"),
    };
    let count = passed / unit;
    format!("{count} {noun}{} ago", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_that_says_something_is_used() {
        let then = |seconds: u64| ago(1_000_000_000, 1_000_000_000 + seconds);
        assert_eq!([0, 59, 60, 3_599].map(then), ["just now", "just now", "1 minute ago", "59 minutes ago"]);
        assert_eq!(
            [HOUR, DAY - 1, DAY, 12 * DAY].map(then),
            ["1 hour ago", "23 hours ago", "1 day ago", "12 days ago"]
        );
        assert_eq!([60 * DAY, 800 * DAY].map(then), ["2 months ago", "2 years ago"]);
    }

    #[test]
    fn what_lies_ahead_is_just_now() {
        assert_eq!(ago(2_000, 1_000), "just now");
    }
}
