//! What the clocks of a machine may do, and what it costs a candidate: nothing.

mod desk;

use desk::{DAY, Desk, MINUTE, WALL};
use kata_round::{Clock, ClockNote, Reading, RoundView, SimulatedClock, SystemClock, clock, verify_chain};

fn sentences(view: &RoundView) -> Vec<String> {
    view.clock_notes.iter().map(|note| note.what.to_string()).collect()
}

fn is_trusted(desk: &Desk) {
    let chain = verify_chain(&desk.log()).unwrap();
    assert!(chain.is_whole(), "{chain:?}");
}

#[test]
fn a_wall_clock_set_within_a_boot_gives_and_takes_nothing() {
    let day = DAY.cast_signed();
    for (by, way) in [(-day, "back"), (day, "forward")] {
        let desk = Desk::new();
        let mut round = desk.start();
        desk.clock.pass(10 * MINUTE);
        desk.clock.set_wall(by);
        assert_eq!(round.now().left_ms, 35 * MINUTE);
        assert_eq!(desk.open().now().left_ms, 35 * MINUTE);
        desk.clock.pass(MINUTE);
        round.pulse().unwrap();
        assert_eq!(round.now().left_ms, 34 * MINUTE);
        assert_eq!(
            sentences(round.view()),
            [format!("the wall clock was set {way} by 1 day: the round's time does not depend on it")]
        );
        is_trusted(&desk);
    }
}

#[test]
fn across_a_restart_the_wall_clock_counts_and_the_log_says_so() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(10 * MINUTE);
    round.seated("xtask").unwrap();
    drop(round);
    desk.clock.restart("second", 4 * MINUTE);
    let mut round = desk.open();
    assert_eq!(round.now().left_ms, 31 * MINUTE);
    round.seated("xtask").unwrap();
    desk.clock.pass(MINUTE);
    assert_eq!(round.now().left_ms, 30 * MINUTE);
    assert_eq!(sentences(round.view()), ["the machine restarted: 4 min were counted by the wall clock"]);
    is_trusted(&desk);
}

#[test]
fn a_wall_clock_that_goes_back_across_a_restart_gives_no_time_that_is_known_to_be_gone() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(10 * MINUTE);
    round.pulse().unwrap();
    desk.clock.set_wall(-DAY.cast_signed());
    desk.clock.restart("second", 4 * MINUTE);
    let mut round = desk.open();
    assert_eq!(round.now().left_ms, 35 * MINUTE);
    round.seated("xtask").unwrap();
    assert_eq!(
        sentences(round.view()),
        ["the machine restarted, and the wall clock went back by 23 h 56 min: no time was counted"]
    );
    is_trusted(&desk);
}

#[test]
fn a_pulse_counts_even_where_the_wall_clock_was_set_before_it() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.set_wall(-DAY.cast_signed());
    desk.clock.pass(10 * MINUTE);
    round.pulse().unwrap();
    desk.clock.restart("second", 4 * MINUTE);
    assert_eq!(desk.open().now().left_ms, 31 * MINUTE);
}

#[test]
fn an_uptime_that_falls_back_within_a_boot_is_noted_and_the_wall_clock_counts() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(10 * MINUTE);
    round.seated("xtask").unwrap();
    desk.clock.pass(2 * MINUTE);
    desk.clock.set_uptime(1000);
    assert_eq!(round.now().left_ms, 33 * MINUTE);
    round.seated("xtask").unwrap();
    assert!(matches!(round.view().clock_notes[0].what, ClockNote::FellBack { counted_ms: 120_000, .. }));
    desk.clock.pass(MINUTE);
    assert_eq!(round.now().left_ms, 32 * MINUTE);
    is_trusted(&desk);
}

#[test]
fn a_pause_lasts_through_a_restart() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(10 * MINUTE);
    round.pause().unwrap();
    desk.clock.restart("second", 3 * DAY);
    let mut round = desk.open();
    assert_eq!(round.now().left_ms, 35 * MINUTE);
    round.resume().unwrap();
    desk.clock.pass(MINUTE);
    assert_eq!(round.now().left_ms, 34 * MINUTE);
    assert_eq!(round.view().pauses[0].length_ms(), Some(3 * DAY));
    is_trusted(&desk);
}

#[test]
fn a_pulse_that_was_written_by_hand_gives_no_time() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(10 * MINUTE);
    round.pulse().unwrap();
    let pulse = std::fs::read_to_string(desk.round_file("pulse.json")).unwrap();
    desk.clock.pass(10 * MINUTE);
    // As if no time had passed until now.
    let now = desk.clock.read();
    let forged = pulse
        .replace(&format!("\"elapsed_ms\":{}", 10 * MINUTE), "\"elapsed_ms\":0")
        .replace(&(WALL + 10 * MINUTE).to_string(), &now.wall_ms.to_string())
        .replace("\"uptime_ms\":1100000", &format!("\"uptime_ms\":{}", now.uptime_ms));
    assert_ne!(forged, pulse);
    std::fs::write(desk.round_file("pulse.json"), forged).unwrap();
    assert_eq!(desk.open().now().left_ms, 25 * MINUTE);
    desk.clock.restart("second", MINUTE);
    assert_eq!(desk.open().now().left_ms, 24 * MINUTE);
}

#[test]
fn a_broken_pulse_is_as_good_as_none() {
    let desk = Desk::new();
    let mut round = desk.start();
    for pulse in ["", "{", "{\"format\":9}", "\0\0\0\0"] {
        std::fs::write(desk.round_file("pulse.json"), pulse).unwrap();
        desk.clock.pass(MINUTE);
        round.seated("xtask").unwrap();
    }
    round.pulse().unwrap();
    assert_eq!(round.now().elapsed_ms, 4 * MINUTE);
    is_trusted(&desk);
}

#[test]
fn times_that_do_not_add_up_are_a_doubt_though_the_chain_was_written_anew() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(10 * MINUTE);
    round.seated("xtask").unwrap();
    let log = String::from_utf8(desk.log()).unwrap();
    let forged = log.replace(&format!("\"elapsed_ms\":{}", 10 * MINUTE), "\"elapsed_ms\":60000");
    let forged = desk::chain_anew(&forged);
    let chain = verify_chain(forged.as_bytes()).unwrap();
    assert_eq!(chain.broken, None);
    assert_eq!(chain.doubts, ["entry 2: the clocks do not fit the time of the round"]);
}

#[test]
fn a_simulated_clock_stands_still_until_its_file_is_changed_and_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clock.json");
    let error = SimulatedClock::open(&file).unwrap_err().to_string();
    assert!(error.contains("clock.json: is no simulated clock") && error.contains("\"uptime_ms\""), "{error}");
    let mut reading = Reading { wall_ms: WALL, boot: "first".to_owned(), uptime_ms: 5 };
    SimulatedClock::set(&file, &reading).unwrap();
    let clock = SimulatedClock::open(&file).unwrap();
    assert_eq!(clock.read(), clock.read());
    reading.uptime_ms += 7;
    SimulatedClock::set(&file, &reading).unwrap();
    assert_eq!(clock.read(), Reading { boot: "simulated:first".to_owned(), ..reading });
    std::fs::write(&file, "{").unwrap();
    assert_eq!(clock.read().uptime_ms, 12);

    desk::scaffold(folder.path());
    let round = kata_round::Round::start(folder.path(), desk::plan(), std::sync::Arc::new(clock)).unwrap();
    assert!(round.view().is_simulated);
    assert!(!Desk::new().start().view().is_simulated);
}

#[test]
fn the_clock_of_the_machine_goes_forward_within_one_boot() {
    let (system, asked_for) = (SystemClock::new().unwrap(), clock().unwrap());
    let (first, second) = (system.read(), asked_for.read());
    assert_eq!(first.boot, second.boot);
    assert!(!first.boot.is_empty() && first.uptime_ms > 0);
    assert!(first.uptime_ms <= second.uptime_ms);
}
