//! What a kata still falls short of, as sentences for its author.

use kata_catalog::{Kata, audit_content, audit_files, audit_questions, nearest};
use kata_console::Failure;
use kata_interviewer::proof;
use kata_verdict::{Group, Outcome, Submission, Verdict};

use super::{FlawedReport, KataReport, Role, Verdicts, is_short};

const ACCEPTED: usize = 3;
const FLAWED: usize = 16;
/// How many accepted solutions must pass a check: with one alone, it may judge that one's design.
const PASSED_BY: usize = 2;
/// How many checks a group needs.
const CHECKS: [(Group, usize); 3] = [(Group::Behaviour, 12), (Group::Concurrency, 8), (Group::Contention, 1)];
/// How many checks a twist needs.
const OF_A_TWIST: usize = 3;

/// Everything that falls short, the gravest first. Of a draft, nothing that only numbers show.
pub(super) fn find(kata: &Kata, report: &KataReport, verdicts: &Verdicts) -> Result<Vec<String>, Failure> {
    let mut found = submissions(report, verdicts);
    found.extend(checks(report));
    found.extend(twists(kata, verdicts));
    if !report.draft {
        found.extend(too_few_pass(report, verdicts));
        found.extend(numbers(report));
    }
    let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| count(report, *group) > 0).collect();
    found.extend(audit_content(kata, &groups));
    found.extend(audit_questions(kata));
    found.extend(proof::audit(kata));
    for stray in audit_files(kata)? {
        found.push(format!("{} belongs to no part of a kata: remove it", stray.display()));
    }
    Ok(found)
}

fn submissions(report: &KataReport, verdicts: &Verdicts) -> Vec<String> {
    let mut found = Vec::new();
    for (role, verdict) in verdicts {
        found.extend(match role {
            Role::Starter(word) => starter(word, verdict),
            Role::Accepted(name) => accepted(name, verdict),
            Role::Flawed(name) => {
                let flaw = report.flawed.iter().find(|flaw| flaw.name == *name);
                flaw.map(|flaw| flawed(flaw, verdict, report)).unwrap_or_default()
            }
        });
    }
    found
}

fn starter(word: &str, verdict: &Verdict) -> Vec<String> {
    let name = format!("starter/{word}");
    let passes =
        verdict.submission == Submission::Graded && !verdict.checks.iter().any(|check| check.outcome.is_miss());
    let nothing_to_do = passes.then(|| format!("{name} fails no check: there would be nothing to do"));
    not_graded(&name, verdict).into_iter().chain(nothing_to_do).collect()
}

fn accepted(name: &str, verdict: &Verdict) -> Vec<String> {
    let name = format!("accepted/{name}");
    let misses = verdict.checks.iter().filter(|check| is_short(check)).map(|check| {
        let message = check.message.lines().next().unwrap_or_default();
        format!("{name}: {} {}: {message}", check.info.id, check.outcome.word())
    });
    not_graded(&name, verdict).into_iter().chain(misses).collect()
}

fn flawed(flaw: &FlawedReport, verdict: &Verdict, report: &KataReport) -> Vec<String> {
    let name = format!("flawed/{}", flaw.name);
    let mut found = not_graded(&name, verdict);
    if !found.is_empty() {
        return found;
    }
    let ids: Vec<&str> = verdict.checks.iter().map(|check| check.info.id.as_str()).collect();
    for expected in flaw.expected.iter().filter(|id| !flaw.failed.contains(id)) {
        found.push(match ids.contains(&expected.as_str()) {
            true => format!("{name} is not caught at {expected}; it fails {}", list(&flaw.failed)),
            false => format!("{name} names no check of the suite: {expected}{}", meant(expected, &ids)),
        });
    }
    if !is_small(flaw, report) {
        let (failed, checks) = (flaw.failed.len(), report.checks.len());
        found.push(format!("{name} fails {failed} of {checks} checks, more than a quarter: make the flaw smaller"));
    }
    found
}

fn meant(id: &str, ids: &[&str]) -> String {
    nearest(id, ids.iter().copied()).map(|near| format!(": did you mean {near}?")).unwrap_or_default()
}

fn list(ids: &[String]) -> String {
    if ids.is_empty() { "nothing".to_owned() } else { ids.join(", ") }
}

fn not_graded(name: &str, verdict: &Verdict) -> Vec<String> {
    let what = match verdict.submission {
        Submission::Graded => return Vec::new(),
        Submission::DoesNotCompile => format!("does not compile\n{}", verdict.diagnostics.trim_end()),
        Submission::Refused => {
            let refusals = verdict.refusals.iter().map(|refusal| format!("{}: {}", refusal.file, refusal.message));
            format!("is refused: {}", refusals.collect::<Vec<_>>().join("; "))
        }
        Submission::Fault => format!("could not be judged: {}", verdict.fault.as_deref().unwrap_or("no more is known")),
    };
    vec![format!("{name} {what}")]
}

/// A check counts as bitten only by a flaw that is small: one that fails half the suite proves nothing about a check.
fn checks(report: &KataReport) -> Vec<String> {
    let small = || report.flawed.iter().filter(|flaw| is_small(flaw, report));
    let bites = |id: &str| small().any(|flaw| flaw.failed.iter().any(|failed| failed == id));
    let idle = report.checks.iter().filter(|check| !bites(&check.id));
    idle.map(|check| format!("no flaw fails {}: add one, or the check proves nothing", check.id)).collect()
}

/// A draft has so few checks that a quarter of them says nothing.
fn is_small(flaw: &FlawedReport, report: &KataReport) -> bool {
    report.draft || flaw.failed.len() * 4 <= report.checks.len()
}

/// A twist is for some of the accepted solutions only, so its checks are looked at one by one. All others must be passed by each of them.
fn too_few_pass(report: &KataReport, verdicts: &Verdicts) -> Vec<String> {
    let accepted = || verdicts.iter().filter(|(role, _)| matches!(role, Role::Accepted(_)));
    let passes = |id: &str, verdict: &Verdict| {
        verdict.checks.iter().any(|check| check.info.id == id && check.outcome == Outcome::Passed)
    };
    let passed_by = |id: &str| accepted().filter(|(_, verdict)| passes(id, verdict)).count();
    let twists = report.checks.iter().filter(|check| check.group == Group::Twist);
    let few = twists.map(|check| (&check.id, passed_by(&check.id))).filter(|(_, found)| *found < PASSED_BY);
    few.map(|(id, found)| format!("{found} accepted solutions pass {id}: at least {PASSED_BY} must")).collect()
}

fn numbers(report: &KataReport) -> Vec<String> {
    let checks = CHECKS.map(|(group, needed)| (format!("{} checks", group.word()), count(report, group), needed));
    let solutions = [
        ("accepted solutions".to_owned(), report.accepted.len(), ACCEPTED),
        ("flawed solutions".to_owned(), report.flawed.len(), FLAWED),
    ];
    checks.into_iter().chain(solutions).filter_map(|(what, found, needed)| too_few(&what, found, needed)).collect()
}

fn twists(kata: &Kata, verdicts: &Verdicts) -> Vec<String> {
    let longest = verdicts.values().max_by_key(|verdict| verdict.checks.len());
    let checks = || longest.into_iter().flat_map(|verdict| &verdict.checks);
    let known = &kata.manifest().twists;
    let needed = if kata.manifest().draft { 1 } else { OF_A_TWIST };
    let of = |id: &str| checks().filter(|check| check.info.twist.as_deref() == Some(id)).count();
    let mut found: Vec<String> =
        known.iter().filter_map(|twist| too_few(&format!("checks of {}", twist.id), of(&twist.id), needed)).collect();
    let stray = checks().filter_map(|check| Some((&check.info.id, check.info.twist.as_ref()?)));
    let stray = stray.filter(|(_, twist)| known.iter().all(|known| known.id != **twist));
    found.extend(stray.map(|(id, twist)| format!("kata.toml names no twist `{twist}`, which {id} is about")));
    found
}

fn too_few(what: &str, found: usize, needed: usize) -> Option<String> {
    (found < needed).then(|| format!("{found} {what}: at least {needed} are needed"))
}

fn count(report: &KataReport, group: Group) -> usize {
    report.checks.iter().filter(|check| check.group == group).count()
}
