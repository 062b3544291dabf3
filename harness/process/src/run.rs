//! Runs one process to its end.
//!
//! It owns the deadline, the cancelling, and the bounded capture of what the process prints. What the end of a process
//! means is decided elsewhere. Nothing here polls: the calling thread sleeps until the process has ended, the deadline
//! has come, or someone cancels.

use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use crate::Cancel;
use crate::Lab;

/// How long the readers may go on after the process has ended: only a grandchild that holds the pipe needs it.
const LINGER: Duration = Duration::from_millis(500);

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with this code.
    Code(i32),
    /// By a signal that was not ours.
    Signal(i32),
    /// We killed it at its deadline.
    TimedOut,
    /// We killed it because the run was cancelled.
    Cancelled,
}

/// What is left of a process.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub exit: Exit,
    /// What was kept of its standard output; what is not UTF-8 is replaced.
    pub stdout: String,
    /// What was kept of its standard error.
    pub stderr: String,
    /// From its start to its end.
    pub elapsed: Duration,
}

impl Finished {
    /// Whether it ended by itself with code 0.
    pub fn succeeded(&self) -> bool {
        self.exit == Exit::Code(0)
    }
}

/// How far a process may go.
pub struct Limits<'a> {
    /// Killed after this long.
    pub deadline: Duration,
    /// How many bytes of each stream is kept; the rest is read and dropped.
    pub capture: usize,
    /// Killed as soon as this says so.
    pub cancel: &'a Cancel,
}

/// Runs a process without standard input to its end. `on_line` is told each line of its standard error as it comes.
///
/// # Errors
///
/// Where the process cannot be started, or not be waited for.
pub fn run(
    lab: &Lab,
    command: &mut Command,
    limits: &Limits<'_>,
    on_line: Option<&mut dyn FnMut(&str)>,
) -> io::Result<Finished> {
    let started = Instant::now();
    let mut child = lab.spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let (sender, news) = mpsc::channel();
    let stdout = Capture::start(child.stdout.take(), limits.capture, None);
    let stderr = Capture::start(child.stderr.take(), limits.capture, on_line.is_some().then(|| sender.clone()));
    let ended = sender.clone();
    // Nobody listens when the run was cancelled first.
    when_ended(&child, move || _ = ended.send(News::Ended));
    let _watch = limits.cancel.on_cancel(move || _ = sender.send(News::Cancelled));
    let killed = attend(&news, started + limits.deadline, on_line);
    if killed.is_some() {
        child.kill()?;
    }
    let status = child.wait()?;
    let exit = killed.unwrap_or_else(|| exit_of(status));
    Ok(Finished { exit, stdout: stdout.finish(), stderr: stderr.finish(), elapsed: started.elapsed() })
}

enum News {
    Ended,
    Cancelled,
    Line(String),
}

/// Sleeps until the process has ended by itself (None) or must be killed.
fn attend(news: &Receiver<News>, deadline: Instant, mut on_line: Option<&mut dyn FnMut(&str)>) -> Option<Exit> {
    loop {
        match news.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(News::Line(line)) => on_line.iter_mut().for_each(|tell| tell(&line)),
            Ok(News::Ended) => return None,
            Ok(News::Cancelled) => return Some(Exit::Cancelled),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Some(Exit::TimedOut),
        }
    }
}

/// Calls `tell`, on a thread of its own, once the process has ended. It is not reaped, so that its id stays its own until it was killed or waited for.
pub fn when_ended(child: &Child, tell: impl FnOnce() + Send + 'static) {
    let pid = Pid::from_child(child);
    thread::spawn(move || {
        let ended = || waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        while matches!(ended(), Err(Errno::INTR)) {}
        tell();
    });
}

fn exit_of(status: ExitStatus) -> Exit {
    match (status.code(), status.signal()) {
        (Some(code), _) => Exit::Code(code),
        (None, signal) => Exit::Signal(signal.unwrap_or_default()),
    }
}

/// A thread that reads a stream to its end and keeps a bounded part of it.
struct Capture {
    kept: Arc<Mutex<Kept>>,
    ended: Receiver<()>,
}

impl Capture {
    fn start<R: Read + Send + 'static>(stream: Option<R>, limit: usize, lines: Option<Sender<News>>) -> Capture {
        let kept = Arc::new(Mutex::new(Kept::new(limit)));
        let (sender, ended) = mpsc::channel::<()>();
        let into = Arc::clone(&kept);
        thread::spawn(move || {
            let _until_here = sender;
            if let Some(stream) = stream {
                drain(stream, &into, lines);
            }
        });
        Capture { kept, ended }
    }

    /// What was kept. The process has ended: waits for what is still in the pipe.
    fn finish(self) -> String {
        // Both a hang-up and a time-out mean that there is nothing more to wait for.
        _ = self.ended.recv_timeout(LINGER);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).text()
    }
}

fn drain(mut stream: impl Read, kept: &Mutex<Kept>, lines: Option<Sender<News>>) {
    let mut chunk = vec![0; 64 * 1024];
    let mut line = Vec::new();
    loop {
        let read = match stream.read(&mut chunk) {
            Ok(0) => return,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return,
        };
        kept.lock().unwrap_or_else(PoisonError::into_inner).push(&chunk[..read]);
        if let Some(lines) = &lines {
            tell_lines(&chunk[..read], &mut line, lines);
        }
    }
}

fn tell_lines(chunk: &[u8], line: &mut Vec<u8>, lines: &Sender<News>) {
    for byte in chunk {
        match byte {
            b'\n' | b'\r' if line.is_empty() => {}
            b'\n' | b'\r' => _ = lines.send(News::Line(String::from_utf8_lossy(&std::mem::take(line)).into_owned())),
            _ => line.push(*byte),
        }
    }
}

/// The beginning and the end of a stream: what matters is said first, or last.
struct Kept {
    head: Vec<u8>,
    tail: Vec<u8>,
    head_limit: usize,
    tail_limit: usize,
    dropped: bool,
}

impl Kept {
    fn new(limit: usize) -> Kept {
        let tail_limit = limit / 4;
        Kept { head: Vec::new(), tail: Vec::new(), head_limit: limit - tail_limit, tail_limit, dropped: false }
    }

    fn push(&mut self, bytes: &[u8]) {
        let fits = bytes.len().min(self.head_limit - self.head.len());
        self.head.extend_from_slice(&bytes[..fits]);
        self.tail.extend_from_slice(&bytes[fits..]);
        // Cutting only now and then keeps a flood cheap.
        if self.tail.len() > 2 * self.tail_limit + 64 * 1024 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.tail.len() > self.tail_limit {
            self.dropped = true;
            self.tail.drain(..self.tail.len() - self.tail_limit);
        }
    }

    fn text(&mut self) -> String {
        self.cut();
        let between = if self.dropped { "\n[…]\n" } else { "" };
        let head = String::from_utf8_lossy(&self.head);
        let tail = String::from_utf8_lossy(&self.tail);
        // A character that lies across the cut is whole again when nothing was dropped.
        if self.dropped {
            format!("{head}{between}{tail}")
        } else {
            String::from_utf8_lossy(&[&self.head[..], &self.tail[..]].concat()).into_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(lab: &Lab, script: &str, deadline: Duration, cancel: &Cancel) -> Finished {
        let limits = Limits { deadline, capture: 1024, cancel };
        run(lab, Command::new("/bin/sh").args(["-c", script]), &limits, None).unwrap()
    }

    const FAR: Duration = Duration::from_secs(600);

    #[test]
    fn the_ways_to_end_are_told_apart() {
        let lab = Lab::open().unwrap();
        let cancelled = Cancel::default();
        cancelled.cancel();
        let never = Cancel::default();
        for (script, deadline, cancel, exit) in [
            ("exit 0", FAR, &never, Exit::Code(0)),
            ("exit 87", FAR, &never, Exit::Code(87)),
            ("kill -ABRT $$", FAR, &never, Exit::Signal(6)),
            ("exec sleep 600", Duration::from_millis(1), &never, Exit::TimedOut),
            ("exec sleep 600", FAR, &cancelled, Exit::Cancelled),
        ] {
            assert_eq!(shell(&lab, script, deadline, cancel).exit, exit, "{script}");
        }
    }

    #[test]
    fn a_flood_is_drained_and_its_two_ends_are_kept() {
        let script = "echo first; i=0; while [ $i -lt 20000 ]; do echo filling; i=$((i+1)); done; echo last";
        let finished = shell(&Lab::open().unwrap(), script, FAR, &Cancel::default());
        assert_eq!(finished.exit, Exit::Code(0));
        assert!(finished.stdout.starts_with("first\n") && finished.stdout.ends_with("last\n"));
        assert!(finished.stdout.len() < 1100 && finished.stdout.contains("\n[…]\n"), "{}", finished.stdout.len());
    }

    #[test]
    fn what_fits_is_kept_whole() {
        let text = "é".repeat(500);
        let script = format!("printf %s '{text}' >&2");
        assert_eq!(shell(&Lab::open().unwrap(), &script, FAR, &Cancel::default()).stderr, text);
    }

    #[test]
    fn a_process_has_no_input_and_its_lines_are_told_as_they_come() {
        let mut lines = Vec::new();
        let limits = Limits { deadline: FAR, capture: 1024, cancel: &Cancel::default() };
        let script = "if read -r line; then exit 1; fi; printf 'one\\ntwo\\rthree\\n' >&2";
        let mut command = Command::new("/bin/sh");
        let mut note = |line: &str| lines.push(line.to_owned());
        let finished = run(&Lab::open().unwrap(), command.args(["-c", script]), &limits, Some(&mut note)).unwrap();
        assert!(finished.succeeded());
        assert_eq!(finished.stderr, "one\ntwo\rthree\n");
        // The last of them may still have been on their way when the process ended.
        assert!("one two three".starts_with(&lines.join(" ")), "{lines:?}");
    }

    #[test]
    fn a_grandchild_that_keeps_the_pipe_open_holds_nobody_up() {
        let finished = shell(&Lab::open().unwrap(), "sleep 600 & echo done", FAR, &Cancel::default());
        assert_eq!((finished.exit, finished.stdout.as_str()), (Exit::Code(0), "done\n"));
    }
}
