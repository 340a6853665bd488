//! One thread reads, many work, and the caller takes the results.
//!
//! Memory is bounded by the number of threads: the [`gate`] lets the reader go on only while few tasks are between it and the
//! caller. [`order`] restores the order of the tasks.

mod gate;
mod order;

use crossbeam_channel::{Receiver, Sender, bounded};
use gate::Gate;
use order::Order;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// Tasks per thread that may be between the reader and the caller: enough that the threads have work while a slow page keeps
/// the results of later ones back.
const TASKS_PER_THREAD: usize = 16;

/// Bytes of pages per thread that may be between the reader and the caller. At least one page may.
const BYTES_PER_THREAD: usize = 2 << 20;

/// How tasks are passed on.
pub struct Pipeline<'a> {
    pub threads: NonZeroUsize,
    pub is_ordered: bool,
    /// Stops the reader. Tasks that were read are finished.
    pub stop: &'a AtomicBool,
}

struct Numbered<T> {
    number: u64,
    bytes: usize,
    value: T,
}

impl Pipeline<'_> {
    /// `read` passes on tasks until its argument returns `false`. `work` is done on each of them by some thread, and `take`
    /// gets the results on the thread of the caller, until it fails.
    pub fn run<T: Send, R: Send, E>(
        &self,
        read: impl FnOnce(&mut dyn FnMut(T, usize) -> bool) + Send,
        work: impl Fn(T) -> R + Sync,
        mut take: impl FnMut(R) -> Result<(), E>,
    ) -> Result<(), E> {
        let threads = self.threads.get();
        let gate = Gate::new(threads * TASKS_PER_THREAD, threads * BYTES_PER_THREAD);
        let (tasks, to_do) = bounded::<Numbered<T>>(threads * TASKS_PER_THREAD);
        let (results, done) = bounded::<Numbered<R>>(threads * TASKS_PER_THREAD);
        thread::scope(|scope| {
            let (gate, work) = (&gate, &work);
            scope.spawn(move || self.read(tasks, gate, read));
            for _ in 0..threads {
                let (to_do, results) = (to_do.clone(), results.clone());
                scope.spawn(move || work_on(&to_do, &results, work));
            }
            drop((to_do, results));
            let mut order = Order::new(self.is_ordered);
            while let Ok(Numbered { number, bytes, value }) = done.recv() {
                order.add(number, (bytes, value));
                while let Some((bytes, value)) = order.next() {
                    let taken = take(value);
                    gate.leave(bytes);
                    if taken.is_err() {
                        // The threads end when the channel of results is closed, the reader when the gate is.
                        gate.close();
                        drop(done);
                        return taken;
                    }
                }
            }
            Ok(())
        })
    }

    fn read<T>(&self, tasks: Sender<Numbered<T>>, gate: &Gate, read: impl FnOnce(&mut dyn FnMut(T, usize) -> bool)) {
        let mut number = 0;
        read(&mut |value, bytes| {
            let goes_on =
                !self.stop.load(Relaxed) && gate.enter(bytes) && tasks.send(Numbered { number, bytes, value }).is_ok();
            number += 1;
            goes_on
        });
    }
}

fn work_on<T, R>(to_do: &Receiver<Numbered<T>>, results: &Sender<Numbered<R>>, work: &impl Fn(T) -> R) {
    for Numbered { number, bytes, value } in to_do {
        if results.send(Numbered { number, bytes, value: work(value) }).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    fn run(threads: usize, is_ordered: bool, fails_at: Option<u64>) -> (Vec<u64>, Result<(), &'static str>, usize) {
        let stop = AtomicBool::new(false);
        let pipeline = Pipeline { threads: NonZeroUsize::new(threads).unwrap(), is_ordered, stop: &stop };
        let (mut taken, read) = (Vec::new(), AtomicUsize::new(0));
        let result = pipeline.run(
            |send| {
                let _ = (0..500u64).all(|n| {
                    read.fetch_add(1, Relaxed);
                    send(n, 1000)
                });
            },
            |n| {
                if n % 50 == 0 {
                    thread::sleep(Duration::from_millis(5));
                }
                n * 2
            },
            |n| {
                taken.push(n);
                if fails_at == Some(n) { Err("full") } else { Ok(()) }
            },
        );
        (taken, result, read.into_inner())
    }

    #[test]
    fn results_keep_the_order_of_the_tasks() {
        let (taken, result, _) = run(3, true, None);
        assert_eq!((taken, result), ((0..500).map(|n| n * 2).collect(), Ok(())));
    }

    #[test]
    fn unordered_results_are_complete() {
        let (mut taken, result, _) = run(3, false, None);
        taken.sort_unstable();
        assert_eq!((taken, result), ((0..500).map(|n| n * 2).collect(), Ok(())));
    }

    #[test]
    fn nothing_is_taken_after_a_failure_and_the_reader_stops() {
        let (taken, result, read) = run(2, true, Some(20));
        assert_eq!((taken.len(), result), (11, Err("full")));
        assert!(read < 200, "{read}");
    }
}
