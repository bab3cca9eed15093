//! What happens when a signal ends the program: the terminal is put back as it was, a write in
//! progress is brought to its end, and the program dies by that same signal.
//!
//! rpassword alone leaves a terminal without echo when a signal comes during a prompt, so one
//! thread waits for signals from the first prompt or write on.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::thread;

use rustix::fd::OwnedFd;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, Termios, tcsetattr};
use signal_hook::consts::signal::{SIGALRM, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// Held while files take their names.
static SHIELD: Mutex<()> = Mutex::new(());
/// How the terminal was before a prompt changed it.
static CHANGED: Mutex<Option<Changed>> = Mutex::new(None);
/// The signals that end a program and that it may still answer.
const ENDING: [i32; 7] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM];
static WATCH: Once = Once::new();
/// A program that runs beside us and answers signals in our place; 0 for none.
static CHILD: AtomicI32 = AtomicI32::new(0);
/// Whether files have been, or are being, written.
static WRITES: AtomicBool = AtomicBool::new(false);

#[derive(Debug)]
struct Changed {
    terminal: OwnedFd,
    before: Termios,
    farewell: &'static [u8],
}

/// A write beyond `ulimit -f` is from now on an error that is told and cleaned up after, and no end.
pub fn outlive_the_file_limit() {
    drop(signal_hook::flag::register(SIGXFSZ, Arc::default()));
}

/// Until the guard is dropped, a signal waits.
pub fn shield() -> MutexGuard<'static, ()> {
    watch();
    WRITES.store(true, Ordering::SeqCst);
    SHIELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on signals are for that process. What the terminal's keys send, it gets from the terminal.
pub fn pass_on_to(process: u32) {
    watch();
    CHILD.store(i32::try_from(process).unwrap_or(0), Ordering::SeqCst);
}

/// Ends this program by a signal, as another one ended.
pub fn die_by(signal: i32) {
    drop(emulate_default_handler(signal));
}

fn child() -> Option<Pid> {
    Pid::from_raw(CHILD.load(Ordering::SeqCst))
}

/// Tells whether the signal is another process's business.
fn passed_on(signal: i32) -> bool {
    let Some(child) = child() else { return false };
    match Signal::from_named_raw(signal) {
        Some(Signal::INT | Signal::QUIT) | None => {}
        // Whoever stops it waits for the shell, and the shell waits for us to stop too.
        Some(Signal::TSTP) => drop(emulate_default_handler(signal)),
        Some(signal) => drop(kill_process(child, signal)),
    }
    true
}

/// Restores the terminal when dropped, or when a signal comes.
#[derive(Debug)]
pub struct TerminalGuard(());

/// Remembers how a terminal is, before it is changed. `farewell` is written to it when it is
/// restored, such as the sequence that leaves the alternate screen.
pub fn remember_terminal(terminal: OwnedFd, before: Termios, farewell: &'static [u8]) -> TerminalGuard {
    watch();
    *changed() = Some(Changed { terminal, before, farewell });
    TerminalGuard(())
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore();
    }
}

fn changed() -> MutexGuard<'static, Option<Changed>> {
    CHANGED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn restore() {
    if let Some(Changed { terminal, before, farewell }) = changed().take() {
        // There is nothing better to do when the terminal has gone away.
        let _ = rustix::io::write(&terminal, farewell);
        let _ = tcsetattr(&terminal, OptionalActions::Now, &before);
    }
}

/// Past the output room, which a signal may have interrupted.
fn tell() {
    let text = if WRITES.load(Ordering::SeqCst) { "interrupted" } else { "interrupted: nothing was written" };
    let _ = rustix::io::write(rustix::stdio::stderr(), format!("\nakvault: {text}\n").as_bytes());
}

fn watch() {
    WATCH.call_once(|| {
        let Ok(mut signals) = Signals::new(ENDING.into_iter().chain([SIGTSTP])) else { return };
        // Without a thread the signals keep a handler that does nothing: prompts then end by EOF.
        drop(thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in signals.forever() {
                // A stop from outside would leave a prompt half asked: it is taken note of, no more.
                if passed_on(signal) || signal == SIGTSTP {
                    continue;
                }
                let _unfinished = SHIELD.lock().unwrap_or_else(PoisonError::into_inner);
                // A program that began while the signal waited: whether a key sent it too is not known.
                if let Some((child, signal)) = child().zip(Signal::from_named_raw(signal)) {
                    kill_process(child, signal).ok();
                    continue;
                }
                restore();
                tell();
                drop(emulate_default_handler(signal));
            }
        }));
    });
}
