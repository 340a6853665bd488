//! Ctrl-C: the first time, the run finishes what is begun; the second time, the program ends at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The exit status of a program that SIGINT ended: 128 and the number of the signal.
pub const INTERRUPTED: u8 = 130;

/// Returns a flag that is set when the user interrupts the run.
pub fn interrupted() -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // The order matters: the second signal finds the flag that the first one has set.
        signal_hook::flag::register_conditional_shutdown(signal, INTERRUPTED.into(), flag.clone())?;
        signal_hook::flag::register(signal, flag.clone())?;
    }
    Ok(flag)
}
