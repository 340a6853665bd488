//! How far a run is: one line that changes on a terminal, or a line each few seconds in a log.

use super::counts::Counts;
use super::numbers::{clock, rate, thousands};
use crate::input::open::ReadBytes;
use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Time after which the line appears, and between its changes.
const DELAY: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(200);

/// Width of a terminal that does not tell it.
const DEFAULT_WIDTH: usize = 80;

/// The state of a run.
pub struct State {
    pub counts: Counts,
    pub read_bytes: ReadBytes,
    /// Bytes of all inputs; 0 while they are not known.
    pub total_bytes: AtomicU64,
    pub start: Instant,
}

impl State {
    pub fn new(counts: Counts) -> State {
        State { counts, read_bytes: ReadBytes::default(), total_bytes: AtomicU64::new(0), start: Instant::now() }
    }

    /// The parts of the line, the most important ones first.
    fn parts(&self) -> Vec<String> {
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        let (pages, read) = (self.counts.pages(), self.read_bytes.get());
        let failures = self.counts.failures();
        let mut parts = vec![format!("{} pages", thousands(pages)), format!("{}/s", rate(pages as f64 / seconds))];
        let total = self.total_bytes.load(Relaxed);
        if total > 0 && read > 0 {
            let left = total.saturating_sub(read) as f64 / read as f64 * seconds;
            parts.push(format!("{} left", clock(Duration::try_from_secs_f64(left).unwrap_or_default())));
        }
        parts.push(if failures == 1 { "1 error".to_owned() } else { format!("{} errors", thousands(failures)) });
        parts.push(format!("{} MB/s", rate(read as f64 / 1e6 / seconds)));
        parts
    }

    /// The line, with as many parts as fit.
    fn line(&self, width: usize) -> String {
        let mut line = String::new();
        for part in self.parts() {
            let gap = if line.is_empty() { "" } else { "  " };
            if line.len() + gap.len() + part.len() < width {
                line = line + gap + &part;
            }
        }
        line
    }
}

/// Shows the state until it is dropped.
pub struct Progress {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
    bar: ProgressBar,
}

impl Progress {
    /// The bar of a terminal; hidden if standard error is not one.
    pub fn bar() -> ProgressBar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg}") {
            bar.set_style(style);
        }
        bar
    }

    /// Begins to show the state.
    pub fn start(state: &Arc<State>, log_interval: Duration) -> Progress {
        let bar = state.counts.log.bar.clone();
        let (stop, stopped) = channel();
        let (state, shown) = (state.clone(), bar.clone());
        let is_terminal = std::io::stderr().is_terminal();
        let thread = thread::spawn(move || {
            let mut wait = if is_terminal { DELAY } else { log_interval };
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                if is_terminal {
                    if shown.is_hidden() {
                        shown.set_draw_target(ProgressDrawTarget::stderr());
                    }
                    let width = Term::stderr().size_checked().map_or(DEFAULT_WIDTH, |(_, columns)| columns.into());
                    shown.set_message(state.line(width));
                    shown.tick();
                    wait = TICK;
                } else {
                    let elapsed = clock(state.start.elapsed());
                    state.counts.log.error(&format_args!("{elapsed} {}", state.parts().join(", ")));
                }
            }
        });
        Progress { stop: Some(stop), thread: Some(thread), bar }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It only waits and prints.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
