//! Text as words and sentences. It knows nothing of what they mean.

/// The words of a text, in lower case, as they stand there. `InProgress` and `wait_timeout` are two words each; a contraction is its first one.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)) {
        let word = chunk.split(is_apostrophe).find(|part| !part.is_empty()).unwrap_or_default();
        words.extend(humps(word).into_iter().map(|hump| hump.to_lowercase()).filter(|word| !word.is_empty()));
    }
    words
}

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
    fn what_is_told_before_a_question_is_no_question() {
        assert_eq!(super::questions("The gateway is slow. May I wait? Or not?"), ["May I wait?", "Or not?"]);
        assert_eq!(super::questions("motorcycle on a car spot"), ["motorcycle on a car spot"]);
    }
}
