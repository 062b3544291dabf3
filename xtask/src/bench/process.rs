//! Running what a verdict is compared with.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kata_console::Failure;

/// Runs a command to its end, in silence, and answers how long it took. It must succeed.
pub(crate) fn time(command: &mut Command) -> Result<Duration, Failure> {
    let began = Instant::now();
    let output = command.stdin(Stdio::null()).output();
    let took = began.elapsed();
    let program = command.get_program().to_string_lossy().into_owned();
    let output = output.map_err(|error| Failure::Fault(format!("cannot run {program}: {error}")))?;
    if output.status.success() {
        return Ok(took);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    Err(Failure::Fault(format!("{program} failed ({}):\n{said}", output.status)))
}

/// Whether a program is there and answers.
pub(crate) fn is_installed(program: &str) -> bool {
    let probe = Command::new(program).arg("--version").stdin(Stdio::null()).output();
    probe.is_ok_and(|output| output.status.success())
}
