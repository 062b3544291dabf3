//! What an interviewer knows of English: words that carry no question, words that mean the same whatever the kata is about,
//! and words that are no typo of another.

/// Whether a word says nothing of what a question is about.
pub(crate) fn is_stop_word(word: &str) -> bool {
    // A letter alone is a slip or a name; a digit alone is a number.
    let is_letter = word.chars().count() == 1 && !word.chars().all(|c| c.is_ascii_digit());
    is_letter || has(STOP, word)
}

/// Whether it is an everyday word, which is no typo of a technical one that looks like it.
pub(crate) fn is_ordinary(word: &str) -> bool {
    has(ORDINARY, word)
}

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

const STOP: &str = "
a about actually ain also although am an and any anything are aren as assume assuming at be because been being but by ca can cannot cant
clarify consider considered could couldn couldnt curious did didn didnt do does doesn doesnt doing don done dont either else etc exactly
expect expected expecting for from get gets getting go goes going got had has have having he hello help hey hi hm hmm how however i id if ill
im imagine in instead into is isn isnt it its itself ive just kind know let lets like maybe me mean means might mind my need needed needs neither no
nor not now of off ok okay on only onto or otherwise our out over own per perhaps please possible possibly pretty quick quickly really regarding
regards right say says scenario shall she should shouldn shouldnt situation so some somehow someone something sorry sort such suppose supposed sure tell
than thanks that thats the their them then there theres these they thing things think this those though through thus to too try trying up us use
used using very wanna want wanted was wasn way we well were what whats when where whether which who whom whose why will with within
without won wonder wondering wont would wouldn wouldnt yeah yes yet you your yours happen happens happened happening case cases behave behaves behaviour behavior
question ask asking require required requires requirement requirements support supported supports handle handled handles handling specify specified
deal dealing dealt care allowed allow allows permitted permit permissible ok fine legal must may able make makes making
";

/// Each line: words that mean the same. Irregular forms, which no stemmer knows, and the words of every concurrent program.
pub(crate) const SAME: &[&str] = &[
    "begin begun began start",
    "break broken broke",
    "bring brought",
    "buy bought purchase",
    "choose chosen chose choice",
    "fall fallen fell",
    "find found",
    "forget forgot forgotten",
    "give gives gave given",
    "hold held keep kept",
    "leave left leaves leaving",
    "lose lost loses losing",
    "pay paid payment pays paying",
    "run ran",
    "sell sold",
    "send sent",
    "stand stood",
    "take taken took takes taking",
    "tell-me",
    "throw thrown threw",
    "wake woken woke",
    "write written wrote",
    "lock mutex rwlock mutexes critical-section",
    "concurrent simultaneous simultaneously concurrently concurrency parallel at-the-same-time at-the-same-moment same-time at-once at-same-time race races racing",
    "restart reboot durable durability persist persistent persistence database db disk survive process-restart",
    "timeout time-out timed-out times-out",
    "synchronous sync synchronously asynchronous async asynchronously asynchronously",
    "thread threads",
    "panic panics panicked unwind",
    "callback call-back reentrant reentrancy re-entrant re-entrancy",
    "max maximum most upper-limit at-most",
    "min minimum at-least lower-limit",
];

/// Everyday words that are a letter or two away from one that a kata may use, or that turn up in questions about anything.
const ORDINARY: &str = "
above account across add added adding after again against ago almost alone along already always another answer around away back bad become before behind
below best better between big both brown business came card care cause caused certain change changed changes changing check choose city clean clear close
code come comes coming common company complete correct course cover create created current daily data date day days design detail details different
difficult done down during each early easy eight empty end ends enough entire even event ever every everybody everyone everything example exist exists extra
fact fail fails family far fast feel few final find finish finished first five follow following for found four free full further future game general good
great group grow half hand happy hard head hear heavy here high hour hours house huge idea important inside interview interviewer issue job keep
kept key know known language large last late later latter layer leash least less letter level life light line list little live local logic long look looks lot
main many matter maybe meet member method middle minute minutes moment money month more most move much multiple name near never new next nice
night nobody none nothing number object often old one open opposite order other others outside paper part particular past people person pick piece
place plan plane play point practice present previous price pride problem program project proper public put quite rather read real reason rest
return returned returns rule rules same scale score second section see seem sense separate set seven several shape shared shore short show side simple
simply since single six size slate slow small soon space spare special specific stack stage stare state step stick still stone stop
story strange strategy strict strike strong style system table taken ten term test tests three time times today together top total touch toward track train
trial tropic true turn twice two type unit unite until upon usual usually value version wait week weeks while whole wide word work works world worse
worst wrong year years young implement implementation solution class classes struct trait function rust candidate
";

#[cfg(test)]
mod tests {
    #[test]
    fn what_every_question_begins_with_says_nothing() {
        assert!(["what", "can", "should", "x"].into_iter().all(super::is_stop_word));
        assert!(!super::is_stop_word("7") && !super::is_stop_word("lock"));
    }
}
