//! Time in figures that can be read from across the room.

/// How many lines they take.
pub(crate) const ROWS: usize = 3;

/// A figure of three by five points, a row a number.
const FIGURES: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b001, 0b001, 0b001],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// `12:40` in three lines of half blocks: two points stand in one letter, one above the other.
pub(crate) fn big(text: &str) -> [String; ROWS] {
    let mut lines: [String; ROWS] = Default::default();
    for letter in text.chars() {
        let (points, width) = figure(letter);
        for (row, line) in lines.iter_mut().enumerate() {
            let upper = points.get(2 * row).copied().unwrap_or(0);
            let lower = points.get(2 * row + 1).copied().unwrap_or(0);
            line.extend((0..width).rev().map(|column| half_blocks(upper >> column & 1 == 1, lower >> column & 1 == 1)));
            line.push(' ');
        }
    }
    lines
}

fn figure(letter: char) -> ([u8; 5], u32) {
    match letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
        Some(digit) => (FIGURES[digit], 3),
        None => ([0, 1, 0, 1, 0], 1),
    }
}

fn half_blocks(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::big;

    #[test]
    fn figures_are_three_lines_high() {
        assert_eq!(big("12:40"), ["▄█  ▀▀█ ▄ █ █ █▀█ ", " █  █▀▀ ▄ ▀▀█ █ █ ", "▀▀▀ ▀▀▀     ▀ ▀▀▀ "]);
    }
}
