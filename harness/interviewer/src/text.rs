//! Text as words and sentences. It knows nothing of what they mean.

/// The words of a text, in lower case, as they stand there. `InProgress` and `wait_timeout` are two words each; a contraction is its first one.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)) {
        let word = chunk.split(is_apostrophe).find(|part| !part.is_empty()).unwrap_or_default();
        let spelled = humps(word).into_iter().map(str::to_lowercase).flat_map(|hump| measured(&hump));
        words.extend(spelled.filter(|word| !word.is_empty()));
    }
    words
}

/// A number with its unit: `90min` is 90 minutes, `1h05m` is an hour and 5 minutes. Anything else is the word that it is.
fn measured(word: &str) -> Vec<String> {
    let spelled: Option<Vec<String>> = numbers_with_units(word).into_iter().map(spell).collect();
    match spelled {
        Some(parts) if word.starts_with(|first: char| first.is_ascii_digit()) => parts,
        _ => vec![word.to_owned()],
    }
}

/// Its digits, its letters, its digits, and so on.
fn numbers_with_units(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let is_other = |c: char| c.is_ascii_digit() != first.is_ascii_digit();
        let (part, more) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
        parts.push(part);
        rest = more;
    }
    parts
}

/// A number as it is, a unit in full. None for what is neither.
fn spell(part: &str) -> Option<String> {
    let unit = UNITS.iter().find(|(short, _)| *short == part).map(|(_, unit)| (*unit).to_owned());
    if is_number(part) { Some(part.to_owned()) } else { unit }
}

/// Whether a word is a number.
pub(crate) fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

const UNITS: &[(&str, &str)] = &[
    ("d", "days"),
    ("h", "hours"),
    ("hr", "hours"),
    ("hrs", "hours"),
    ("m", "minutes"),
    ("min", "minutes"),
    ("mins", "minutes"),
    ("s", "seconds"),
    ("sec", "seconds"),
    ("secs", "seconds"),
    ("ms", "milliseconds"),
];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// Splits before each capital that follows a small letter.
fn humps(word: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let pairs = word.char_indices().zip(word.char_indices().skip(1));
    starts.extend(pairs.filter(|((_, a), (_, b))| a.is_lowercase() && b.is_uppercase()).map(|(_, (at, _))| at));
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    starts.iter().zip(ends).map(|(start, end)| &word[*start..end]).collect()
}

/// The questions in a text: its sentences with a question mark, or all of them where none has one.
pub(crate) fn questions(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '?' | '!' | '.' | ';' | '\n');
    let sentences =
        || text.split_inclusive(ends).map(str::trim).filter(|sentence| sentence.contains(char::is_alphanumeric));
    let asked: Vec<&str> = sentences().filter(|sentence| sentence.ends_with('?')).collect();
    if asked.is_empty() { sentences().collect() } else { asked }
}

/// Whether a sentence wants to know how much of something there is.
pub(crate) fn asks_an_amount(text: &str) -> bool {
    let words = words(text);
    words.windows(2).any(|pair| match [pair[0].as_str(), pair[1].as_str()] {
        ["how", measure] => MEASURES.contains(&measure),
        pair => pair == ["number", "of"],
    })
}

const MEASURES: &[&str] =
    &["many", "much", "long", "often", "large", "big", "small", "high", "far", "deep", "fast", "slow"];

/// The two sides of each place where a sentence may go on with another question.
pub(crate) fn halves(text: &str) -> Vec<(&str, &str)> {
    let joints = [" and ", " or ", ", "];
    let found = joints.iter().flat_map(|joint| text.match_indices(joint));
    found.map(|(at, joint)| (&text[..at], &text[at + joint.len()..])).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_in_code_is_the_words_it_is_made_of() {
        assert_eq!(
            super::words("`InProgress`, wait_timeout or GET?"),
            ["in", "progress", "wait", "timeout", "or", "get"]
        );
    }

    #[test]
    fn a_contraction_is_its_first_word() {
        assert_eq!(super::words("what's the driver’s 'plate'"), ["what", "the", "driver", "plate"]);
    }

    #[test]
    fn a_number_with_a_unit_is_two_words_and_a_name_with_a_number_is_one() {
        assert_eq!(
            super::words("1h05m, 90min, 250ms"),
            ["1", "hours", "05", "minutes", "90", "minutes", "250", "milliseconds"]
        );
        assert_eq!(super::words("L1 u64 2nd 1x"), ["l1", "u64", "2nd", "1x"]);
    }

    #[test]
    fn how_many_and_how_long_want_an_amount_and_how_alone_does_not() {
        for asked in ["How many are there?", "and for how long", "What is the number of spots?"] {
            assert!(super::asks_an_amount(asked), "{asked}");
        }
        for other in ["How do I wait?", "Are there many?", "number the spots"] {
            assert!(!super::asks_an_amount(other), "{other}");
        }
    }

    #[test]
    fn what_is_told_before_a_question_is_no_question() {
        assert_eq!(super::questions("The gateway is slow. May I wait? Or not?"), ["May I wait?", "Or not?"]);
        assert_eq!(super::questions("motorcycle on a car spot"), ["motorcycle on a car spot"]);
    }
}
