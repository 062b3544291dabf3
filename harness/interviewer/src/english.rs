//! What an interviewer knows of English: words that carry no question, words that mean the same whatever the kata is about,
//! and words that are no typo of another.

/// Words that say nothing of what a question is about.
pub(crate) fn stop_words() -> impl Iterator<Item = &'static str> {
    STOP.split_whitespace()
}

/// Everyday words, which are no typos of technical ones that look like them.
pub(crate) fn ordinary() -> impl Iterator<Item = &'static str> {
    ORDINARY.split_whitespace()
}

/// Words that narrow nothing: a question stays the same with another one of them.
pub(crate) fn light() -> impl Iterator<Item = &'static str> {
    LIGHT.split_whitespace()
}

const STOP: &str = "
a about actually ain also went although am an and any anything are aren as assume assuming at be because been being but by ca can cannot cant
clarify consider considered could couldn couldnt curious did didn didnt do does doesn doesnt doing don  dont either else etc exactly
expect expected expecting for from get gets getting go goes going got had has have having he hello help hey hi hm hmm how however i if ill
im imagine in instead into is isn isnt it its  ive just kind  let lets her his myself acceptable roughly like maybe me mean means might mind my need needed needs  
  now of off ok okay on only onto or otherwise our out over  per perhaps please possible possibly pretty quick quickly really regarding
regards right say says scenario shall she should shouldn shouldnt situation so some somehow someone something sorry sort such suppose supposed sure tell
than thanks that thats the their them then there theres these they thing things think this those though through thus to too try trying up us use
used using very wanna want wanted was wasn way we well were what whats when  whether which     will with within
 won wonder wondering wont would wouldn wouldnt yeah yes yet you your yours happen happens happened happening case cases behave behaves behaviour behavior
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
    "throw thrown threw",
    "wake woken woke",
    "calculate compute",
    "continue go-on carry-on keep-going keep-working keep-on",
    "write written wrote",
    "lock mutex rwlock mutexes critical-section",
    "concurrent simultaneous simultaneously concurrently concurrency parallel at-the-same-time at-the-same-moment same-time at-once at-same-time race races racing",
    "restart reboot durable durability persist persisted persistent persistence database db disk process-restart survive-a-crash survive-a-restart survive-a-reboot",
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
no itself not nor neither both same whole gone until across zero without above account across add added adding after again against ago almost alone along already always another answer around away back bad become before behind
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
trial tropic true turn twice two type unit unite until upon usual usually value version wait week weeks while whole wide word work works working worked world worse
depend depends depending give gives given stand stands standing save saves saved catch catches caught condition conditions thrown throwing belong fully whenever
instantly definite suddenly accept accepts accepted accident apply applies applied answer answers appear arrive arrives attention avoid based basically become becomes begin begins believe
bit both bring brings build building built call-it carry cover covers decide decides decision deliberate determine determined differ differs difference differently directly do-it effect-of enter
ensure ensures especially exact explain fact factor figure finally fine forget forgets form forward forever fully generally giving guess half happen hence hit idea imply implies include included includes
including indeed individual instead keep keeps kind lead leads least likely limited main manage manages mention mentioned middle missing move moves multiple necessary none normal normally note notice noticed
obviously occasionally occur occurs often once operate original others otherwise overall own particular perform picked plus pre prevent prevents previously probably produce purpose quickly range rather reach reaches
realise recover relevant relate related remain remains remember reply report respond response result results safe seems shown situation soon specific start starts starting started stop stops strictly stuff sudden
suggest suppose switch task-at-hand thanks treat treated treats trouble understand usable useful user users various via view wants watch wish worry worth yourself usable correctly proper properly truly simply safely thing
end-user people person somebody nobody client clients currently meanwhile temporarily temporary permanent permanently eventually lets able unable actual ahead aside certainly clearly common dedicated
worst wrong year years young implement implementation solution class classes struct trait function rust candidate
";

/// Words of time, place, number and order, and verbs that any noun can have. All others tell which question it is.
const LIGHT: &str = "
above across actual actually after again ago all almost alone along already also always among another any anyway appear apply around arrive
as back basically become before began begin begins behind below between beyond bit both briefly by case cases code come current currently
day decide decides determine directly do done down during each early eight either else end ending enough entire error even ever every
everybody everyone everything exact exactly exist few final finally find first five following forever former forward found fully further
general generally get give given gives gone half hand happen hence here immediate immediately in-progress inside instant instantly just kind last
late later latter least less likely likewise little long longer look looks lot main mainly make many maybe meanwhile middle moment more
moreover most much multiple near never new next no nobody none nor normal normally not nothing now number obvious obviously occur often old
once one onto originally other others outside over overall own part particular particularly per place plus point present previous previously
problem proper properly quite rather reach really rest result return rule same scope second see seem separate seven several short side
simple simply simultaneous since single six somebody soon sort special specific stand standing stands start stay still strictly sudden
suddenly swiftly take taken ten them then there though three through throughout time times today together too total treat turn twice two
under until up upon use used useful usual usually various via way whenever where whether while whole whose within without working works
worry yet zero
";
