//! Bounds what is between the reader and the caller.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Counts tasks and their bytes.
pub struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
    max_tasks: usize,
    max_bytes: usize,
}

#[derive(Default)]
struct Inside {
    tasks: usize,
    bytes: usize,
    is_closed: bool,
}

impl Gate {
    pub fn new(max_tasks: usize, max_bytes: usize) -> Gate {
        Gate { inside: Mutex::default(), changed: Condvar::new(), max_tasks, max_bytes }
    }

    /// Waits until a task of this size fits; a task that is alone always does. `false` if the gate is closed.
    pub fn enter(&self, bytes: usize) -> bool {
        let is_full = |inside: &mut Inside| {
            let is_over = inside.tasks >= self.max_tasks || inside.bytes.saturating_add(bytes) > self.max_bytes;
            !inside.is_closed && inside.tasks > 0 && is_over
        };
        let mut inside = self.changed.wait_while(self.lock(), is_full).unwrap_or_else(PoisonError::into_inner);
        inside.tasks += 1;
        inside.bytes = inside.bytes.saturating_add(bytes);
        !inside.is_closed
    }

    pub fn leave(&self, bytes: usize) {
        let mut inside = self.lock();
        inside.tasks = inside.tasks.saturating_sub(1);
        inside.bytes = inside.bytes.saturating_sub(bytes);
        self.changed.notify_one();
    }

    pub fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
