//! Processes many inputs on many threads and returns the results in input order.

use rayon::prelude::*;
use std::num::NonZeroUsize;

/// Number of inputs per thread that are processed at a time: enough that the other threads have work during a slow
/// page. At most twice this number of results per thread are in memory.
const CHUNK_PER_THREAD: usize = 32;

/// Does `work` on each item and passes the results to `take` in the order of the items, until `take` fails. While it
/// takes the results of one chunk, the threads work on the next.
pub fn in_order<T: Sync, R: Send, E: Send>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> Result<(), E> + Send,
) -> Result<Result<(), E>, rayon::ThreadPoolBuildError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build()?;
    let work_on = |chunk: &[T]| chunk.par_iter().with_max_len(1).map(&work).collect::<Vec<R>>();
    let mut take_all = |chunk: &[T], results: Vec<R>| chunk.iter().zip(results).try_for_each(|(item, r)| take(item, r));
    Ok(pool.install(|| {
        let (mut done, mut results): (&[T], Vec<R>) = (&[], Vec::new());
        for chunk in items.chunks(threads.get() * CHUNK_PER_THREAD) {
            let (taken, next) = rayon::join(|| take_all(done, results), || work_on(chunk));
            taken?;
            (done, results) = (chunk, next);
        }
        take_all(done, results)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        let mut taken = Vec::new();
        let done = in_order(
            &items,
            NonZeroUsize::new(3).unwrap(),
            |n| n * 2,
            |&n, double| {
                taken.push((n, double));
                Ok::<(), ()>(())
            },
        );
        assert_eq!(done.unwrap(), Ok(()));
        assert_eq!(taken, items.iter().map(|&n| (n, n * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_taken_after_a_failure() {
        let items: Vec<usize> = (0..500).collect();
        let mut taken = 0;
        let done = in_order(
            &items,
            NonZeroUsize::MIN,
            |n| *n,
            |_, n| {
                taken += 1;
                if n == 10 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!((done.unwrap(), taken), (Err("full"), 11));
    }
}
