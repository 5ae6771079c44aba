//! Work on packed records, partition by partition.

use std::io;

use rayon::prelude::*;

use crate::spill::{Record, Runs};

/// Loads partitions, a few at a time, works on each in parallel and hands the results over in order.
pub(super) fn for_each<R: Record, T: Send>(
    runs: Runs<R>,
    work: impl Fn(Vec<R>) -> io::Result<Vec<T>> + Sync,
    mut each: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()> {
    let mut partitions = runs.into_partitions().into_iter();
    loop {
        let batch: Vec<_> = partitions.by_ref().take(2 * rayon::current_num_threads()).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let done = batch.into_par_iter().map(|partition| work(partition.load()?));
        let results: Vec<Vec<T>> = done.collect::<io::Result<_>>()?;
        for record in results.into_iter().flatten() {
            each(record)?;
        }
    }
}

/// The same, in a pool.
pub(super) fn for_each_in<R: Record, T: Send>(
    pool: &rayon::ThreadPool,
    runs: Runs<R>,
    work: impl Fn(Vec<R>) -> io::Result<Vec<T>> + Sync + Send,
    each: impl FnMut(T) -> io::Result<()> + Send,
) -> io::Result<()> {
    pool.install(|| for_each(runs, work, each))
}
