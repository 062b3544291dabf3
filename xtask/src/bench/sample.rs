//! Times of the same thing, measured again and again.

use std::time::Duration;

/// Times of the same thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(Vec<Duration>);

impl Sample {
    /// Takes in one more.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The one in the middle, in milliseconds; of an even number, the mean of the two in the middle.
    pub(crate) fn median_ms(&self) -> f64 {
        let mut sorted: Vec<f64> = self.0.iter().map(|time| time.as_secs_f64() * 1e3).collect();
        sorted.sort_by(f64::total_cmp);
        match (sorted.len(), sorted.len() / 2) {
            (0, _) => 0.0,
            (length, half) if length % 2 == 0 => f64::midpoint(sorted[half - 1], sorted[half]),
            (_, half) => sorted[half],
        }
    }

    /// The least, in milliseconds.
    pub(crate) fn least_ms(&self) -> f64 {
        self.0.iter().min().map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    /// The most, in milliseconds.
    pub(crate) fn most_ms(&self) -> f64 {
        self.0.iter().max().map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Sample;

    #[test]
    fn the_median_is_the_one_in_the_middle_whatever_the_order() {
        let of = |millis: &[u64]| Sample(millis.iter().map(|millis| Duration::from_millis(*millis)).collect());
        assert_eq!(
            [of(&[30, 10, 20]), of(&[40, 10, 20, 30]), of(&[])].map(|sample| sample.median_ms()),
            [20.0, 25.0, 0.0]
        );
        assert_eq!((of(&[30, 10, 20]).least_ms(), of(&[30, 10, 20]).most_ms()), (10.0, 30.0));
    }
}
