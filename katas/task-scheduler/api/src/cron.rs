//! Cron expressions, parsed. When the next time comes is for you to find out.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// A cron expression of five fields: minute, hour, day of the month, month, day of the week.
///
/// It comes at second 0 of each minute that all five fields allow, with the exception that cron is known for: *where both day fields
/// are restricted* (neither [allows everything](Field::is_any)), a day counts if *either* of them allows it. `0 0 13 * 5` is
/// midnight of every 13th and of every Friday.
///
/// ```
/// use task_scheduler_api::Cron;
///
/// let cron: Cron = "*/15 8-17 * * 1-5".parse().unwrap();
/// assert!(cron.minute.contains(45) && !cron.hour.contains(18) && cron.day_of_month.is_any());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cron {
    /// 0 to 59.
    pub minute: Field,
    /// 0 to 23.
    pub hour: Field,
    /// 1 to 31.
    pub day_of_month: Field,
    /// 1 to 12.
    pub month: Field,
    /// 0 for Sunday to 6 for Saturday, as in [`Date::weekday`](crate::Date::weekday). In text, 7 is Sunday as well.
    pub day_of_week: Field,
}

/// The values that one field of a cron expression allows. Never none.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    bits: u64,
    first: u32,
    last: u32,
}

impl Field {
    /// Whether it allows this value.
    pub const fn contains(&self, value: u32) -> bool {
        value < 64 && self.bits >> value & 1 == 1
    }

    /// Whether it allows every value that there is.
    pub fn is_any(&self) -> bool {
        (self.first..=self.last).all(|value| self.contains(value))
    }

    /// The values that it allows, smallest first.
    pub fn values(&self) -> impl Iterator<Item = u32> + use<> {
        let field = *self;
        (field.first..=field.last).filter(move |&value| field.contains(value))
    }

    /// `*`, `5`, `1-5`, `*/15`, `10-40/10`, and lists of these.
    fn parse(text: &str, name: &'static str, first: u32, last: u32) -> Result<Field, CronError> {
        let mut bits = 0;
        for part in text.split(',') {
            let (range, step) = part.split_once('/').unwrap_or((part, "1"));
            let number = |text: &str| text.parse::<u32>().map_err(|_| CronError::BadField(name, text.to_owned()));
            let (from, to) = match range.split_once('-') {
                _ if range == "*" => (first, last),
                Some((from, to)) => (number(from)?, number(to)?),
                None if part.contains('/') => (number(range)?, last),
                None => (number(range)?, number(range)?),
            };
            let step = number(step)?;
            if from < first || to > last || from > to || step == 0 {
                return Err(CronError::BadField(name, part.to_owned()));
            }
            bits = (from..=to).step_by(step as usize).fold(bits, |bits, value| bits | 1 << value);
        }
        Ok(Field { bits, first, last })
    }

    /// Sunday is 0, though it may be written as 7.
    fn with_one_sunday(self) -> Field {
        Field { bits: (self.bits | self.bits >> 7) & 0x7f, first: 0, last: 6 }
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_any() { f.write_str("*") } else { f.debug_set().entries(self.values()).finish() }
    }
}

/// Why a text is no cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CronError {
    /// There are not five fields, but so many.
    Fields(usize),
    /// This part of the field with this name is none.
    BadField(&'static str, String),
}

impl fmt::Display for CronError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CronError::Fields(count) => write!(f, "a cron expression has five fields, not {count}"),
            CronError::BadField(name, part) => write!(f, "`{part}` is no {name}"),
        }
    }
}

impl Error for CronError {}

impl FromStr for Cron {
    type Err = CronError;

    fn from_str(text: &str) -> Result<Self, CronError> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let &[minute, hour, day_of_month, month, day_of_week] = fields.as_slice() else {
            return Err(CronError::Fields(fields.len()));
        };
        Ok(Cron {
            minute: Field::parse(minute, "minute", 0, 59)?,
            hour: Field::parse(hour, "hour", 0, 23)?,
            day_of_month: Field::parse(day_of_month, "day of the month", 1, 31)?,
            month: Field::parse(month, "month", 1, 12)?,
            day_of_week: Field::parse(day_of_week, "day of the week", 0, 7)?.with_one_sunday(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str) -> Vec<u32> {
        let cron: Cron = format!("{text} * * * *").parse().unwrap();
        cron.minute.values().collect()
    }

    #[test]
    fn a_field_takes_values_ranges_steps_and_lists() {
        assert_eq!(minutes("5"), [5]);
        assert_eq!(minutes("10-40/10"), [10, 20, 30, 40]);
        assert_eq!(minutes("*/20,59"), [0, 20, 40, 59]);
        assert_eq!(minutes("50/5"), [50, 55]);
        assert_eq!(minutes("*").len(), 60);
    }

    #[test]
    fn sunday_is_both_0_and_7() {
        let days = |text: &str| text.parse::<Cron>().unwrap().day_of_week;
        assert_eq!(days("0 0 * * 7"), days("0 0 * * 0"));
        assert!(days("0 0 * * 1-7").is_any() && days("0 0 * * 0-6").is_any());
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for text in ["* * * *", "60 * * * *", "* * 0 * *", "* * * 13 *", "5-1 * * * *", "*/0 * * * *", "x * * * *"] {
            assert!(text.parse::<Cron>().is_err(), "{text} was taken");
        }
    }
}
