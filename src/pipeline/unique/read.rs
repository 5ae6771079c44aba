//! First pass: bytes to outlines and keys.
//!
//! One thread reads and cuts records out; the pool parses and sketches whole batches, each by itself; who
//! finishes a batch puts it, and those waiting behind it, into the catalog in the order of input.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

use super::catalog::{Catalog, Entry};
use super::{By, Keep, UniqueError, UniqueParams, UniqueSettings};
use crate::ingest::{self, Batch, FieldMap, Place, Rejected, Shelf, Source, brief};
use crate::pipeline::Progress;
use crate::report::{json_line, records};
use crate::sketch::Sketcher;

/// Rejected records that are named one by one before they are only counted.
const NAMED: usize = 20;
/// Batches read ahead of sketching.
const AHEAD: usize = 2;

/// What a batch comes to.
#[derive(Default)]
struct Sketched {
    entries: Vec<Entry>,
    keys: Vec<u64>,
    /// Bytes of records that cannot be read again where they stand.
    kept: Vec<u8>,
    rejected: Vec<Rejected>,
    bytes: u64,
    /// Bytes taken from files, packed or not.
    read: u64,
}

/// Puts batches into the catalog in their order.
struct Collector<'o> {
    catalog: Catalog,
    next: u64,
    waiting: BTreeMap<u64, Sketched>,
    read_bytes: u64,
    total_bytes: u64,
    /// Where rejected records are listed.
    rejected: Option<&'o mut (dyn Write + Send)>,
    failed: Option<UniqueError>,
}

#[allow(clippy::too_many_arguments, reason = "the one caller has them all")]
pub(super) fn read(
    pool: &rayon::ThreadPool,
    sources: &[Source],
    how: &ingest::Settings,
    settings: &UniqueSettings,
    outside: Vec<Rejected>,
    listed: Option<&mut (dyn Write + Send)>,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Catalog, UniqueError> {
    let shelf = Shelf::new(sources.to_vec(), &settings.tmpdir);
    let (keep, budget) = (settings.params.keep, settings.max_memory_bytes);
    let collector = Mutex::new(Collector {
        catalog: Catalog::new(shelf, keep, budget, pool.current_num_threads(), &settings.tmpdir),
        next: 0,
        waiting: BTreeMap::new(),
        read_bytes: 0,
        total_bytes: sources.iter().map(|s| s.bytes).sum(),
        rejected: listed,
        failed: None,
    });
    let moved = Condvar::new();
    let ahead = 4 * pool.current_num_threads() as u64;
    for rejected in outside {
        collector
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .reject(rejected)?;
    }
    let stopped = AtomicBool::new(false);
    let (send, receive) = mpsc::sync_channel::<(u64, Batch)>(AHEAD);
    let receive = Mutex::new(receive);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let send = send;
            let mut number = 0;
            ingest::read(sources, how, &mut |batch| {
                progress.advance(batch.bytes_read);
                let on = !cancel.load(Ordering::Relaxed) && !stopped.load(Ordering::Relaxed);
                if !on || send.send((number, batch)).is_err() {
                    return ControlFlow::Break(());
                }
                number += 1;
                ControlFlow::Continue(())
            });
        });
        pool.broadcast(|_| {
            let mut worker = Worker::new(&settings.params, &settings.map);
            loop {
                let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((number, batch)) = next else { break };
                let sketched = worker.batch(&batch);
                drop(batch);
                let mut collector = collector.lock().unwrap_or_else(PoisonError::into_inner);
                // One slow batch must not let all others pile up behind it.
                while number > collector.next + ahead && collector.failed.is_none() {
                    collector = moved.wait(collector).unwrap_or_else(PoisonError::into_inner);
                }
                if let Err(error) = collector.take(number, sketched, settings) {
                    collector.failed.get_or_insert(error);
                    stopped.store(true, Ordering::Relaxed);
                }
                moved.notify_all();
            }
        });
    });
    let collector = collector.into_inner().unwrap_or_else(PoisonError::into_inner);
    match collector.failed {
        Some(error) => Err(error),
        None => Ok(collector.catalog),
    }
}

impl Collector<'_> {
    fn take(&mut self, number: u64, sketched: Sketched, settings: &UniqueSettings) -> Result<(), UniqueError> {
        self.waiting.insert(number, sketched);
        while let Some(mut batch) = self.waiting.remove(&self.next) {
            self.next += 1;
            if self.catalog.len() + batch.entries.len() >= u32::MAX as usize {
                return Err(UniqueError::TooMany);
            }
            let added = self.catalog.add(&batch.entries, &batch.keys, &batch.kept);
            added.map_err(|source: io::Error| UniqueError::Spill {
                folder: settings.tmpdir.clone(),
                source,
            })?;
            for rejected in batch.rejected.drain(..) {
                self.reject(rejected)?;
            }
            self.catalog.bytes += batch.bytes;
            self.read_bytes += batch.read;
            self.catalog.expect(self.read_bytes, self.total_bytes);
        }
        Ok(())
    }

    fn reject(&mut self, rejected: Rejected) -> Result<(), UniqueError> {
        self.catalog.rejected += 1;
        if let Some(out) = &mut self.rejected {
            let record = records::Rejected {
                path: rejected.path.clone(),
                record: rejected.record.unwrap_or(0),
                reason: rejected.reason.clone(),
            };
            let written = json_line(&record).and_then(|line| out.write_all(&line));
            written.map_err(|source| UniqueError::Write {
                what: "the list of rejected records",
                source,
            })?;
        }
        if self.catalog.first_rejected.len() < NAMED {
            self.catalog.first_rejected.push(rejected);
        }
        Ok(())
    }
}

/// Sketches batches.
struct Worker<'s> {
    sketcher: Sketcher,
    map: &'s FieldMap,
    dated: bool,
    by: By,
}

impl<'s> Worker<'s> {
    fn new(params: &UniqueParams, map: &'s FieldMap) -> Self {
        Self {
            sketcher: Sketcher::new(params.sketch()),
            map,
            dated: params.keep == Keep::Earliest,
            by: params.by,
        }
    }

    fn batch(&mut self, batch: &Batch) -> Sketched {
        let mut sketched = Sketched {
            rejected: batch.rejected().to_vec(),
            bytes: batch.bytes() as u64,
            read: batch.bytes_read,
            ..Sketched::default()
        };
        for raw in batch.raw() {
            let brief = match brief(&raw, self.map, self.dated) {
                Ok(brief) => brief,
                Err(reason) => {
                    sketched.rejected.push(Rejected {
                        path: raw.origin.path.clone(),
                        record: (!raw.origin.is_text).then_some(raw.number),
                        reason,
                    });
                    continue;
                }
            };
            let before = sketched.keys.len();
            let outline = match self.by {
                By::Jaccard => self.sketcher.keys(&brief.text, &mut sketched.keys),
                By::Containment => self.sketcher.fingerprints(&brief.text, &mut sketched.keys),
            };
            let kept = sketched.kept.len();
            if raw.start.is_none() {
                ingest::keep_line(&raw, &brief, &mut sketched.kept);
            }
            let length = match raw.start {
                Some(_) => raw.bytes.len(),
                None => sketched.kept.len() - kept,
            };
            sketched.entries.push(Entry {
                place: Place {
                    source: raw.origin.source,
                    number: raw.number,
                    start: raw.start,
                    length,
                },
                words: outline.words,
                words_hash: outline.words_hash,
                published: brief.published,
                keys: sketched.keys.len() - before,
            });
        }
        sketched
    }
}
