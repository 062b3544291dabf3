//! A class that is divided among machines gives the same table as one that is not.

use super::desk::Class;
use crate::toy::Ran;

#[test]
fn four_shards_merged_are_one_run_byte_for_byte() {
    let class = Class::of(10);
    class.grade("whole", &[]).code(0);
    let shards = ["shard-1", "shard-2", "shard-3", "shard-4"];
    class.grade(shards[0], &["--shard", "1/4"]).code(0);
    let mut slurm = class.grading(shards[1], &[]);
    for (name, value) in [("ID", "11"), ("COUNT", "4"), ("MIN", "10"), ("MAX", "13"), ("STEP", "1")] {
        slurm.env(format!("SLURM_ARRAY_TASK_{name}"), value);
    }
    Ran::of(slurm).code(0);
    for (index, shard) in [("2", shards[2]), ("3", shards[3])] {
        let mut pod = class.grading(shard, &[]);
        pod.env("JOB_COMPLETION_INDEX", index).env("KATA_SHARD_COUNT", "4");
        Ran::of(pod).code(0);
    }
    let counts = shards.map(|shard| class.records(shard).len());
    assert_eq!(counts.iter().sum::<usize>(), 10);
    assert!(counts.iter().all(|count| *count < 10), "{counts:?}");
    assert_eq!(class.results(&shards, &[]), class.results(&["whole"], &[]));
    for format in ["table", "csv"] {
        let show = |folders: &[&str]| {
            let arguments = [&["results"], folders, &["--format", format]].concat();
            Ran::of(class.command(&arguments)).code(0).out
        };
        assert_eq!(show(&shards), show(&["whole"]), "{format}");
    }
    let some = Ran::of(class.command(&["results", shards[0], shards[2]])).code(0);
    some.says("of 4 shards, these are not here: 2, 4");
}

#[test]
fn a_shard_that_is_none_is_a_mistake() {
    let class = Class::of(1);
    class.grade("results", &["--shard", "0/4"]).code(2).complains("shards are counted from 1");
    let mut pod = class.grading("results", &[]);
    pod.env("JOB_COMPLETION_INDEX", "0");
    Ran::of(pod).code(2).complains("KATA_SHARD_COUNT is not set");
    assert!(!class.toy.own().join("results").exists());
}

#[test]
fn a_shard_without_a_submission_is_done_at_once() {
    let class = Class::of(1);
    let shards: Vec<String> = (1..=3).map(|number| format!("{number}/3")).collect();
    for (number, shard) in shards.iter().enumerate() {
        class.grade(&format!("shard-{number}"), &["--shard", shard]).code(0);
    }
    assert_eq!(class.rows(&["shard-0", "shard-1", "shard-2"]).len(), 1);
}
