//! `dedupe unique` by step, each from the bytes of a dump as far as it goes, in bytes of the dump a second on one
//! thread: what each step adds is the difference to the one before.
//!
//! See `benches/README.md`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench that cannot go on has failed"
)]

mod common;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};

use dedupe::hash;
use dedupe::ingest::{self, FieldMap, brief};
use dedupe::pipeline::{Outputs, Silent, UniqueParams, UniqueSettings, unique};
use dedupe::sketch::{Sketcher, shingle_hashes, sort_by_high_half};
use dedupe::story::Leader;
use dedupe::text::{each_token, stream};

use common::{dump, json_lines};

const ARTICLES: usize = 8_000;
const SEED: u64 = 11;

type Group<'c> = BenchmarkGroup<'c, criterion::measurement::WallTime>;

/// Times `work`, which counts what it did; that count is checked first.
fn bench(group: &mut Group<'_>, name: &str, bytes: u64, expected: usize, mut work: impl FnMut() -> usize) {
    assert_eq!(work(), expected, "{name}");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function(name, |b| b.iter(|| black_box(work())));
}

fn steps(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.jsonl");
    let lines = json_lines(&dump(ARTICLES, SEED).0);
    std::fs::write(&path, &lines).unwrap();
    let bytes = lines.len() as u64;
    let how = ingest::Settings {
        inputs: vec![path.to_str().unwrap().to_owned()],
        batch_bytes: 1 << 20,
        ..ingest::Settings::default()
    };
    let map = FieldMap::default();
    let each = |work: &mut dyn FnMut(&str)| {
        let sources = ingest::discover(&how).unwrap().sources;
        ingest::read(&sources, &how, &mut |batch| {
            batch
                .raw()
                .for_each(|raw| work(&brief(&raw, &map, false).unwrap().text));
            ControlFlow::Continue(())
        });
    };
    let mut texts: Vec<String> = Vec::new();
    each(&mut |text| texts.push(text.to_owned()));
    let words: usize = texts.iter().map(|t| stream(t).len()).sum();

    let mut group = c.benchmark_group("unique");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    bench(&mut group, "read", bytes, ARTICLES, || {
        let sources = ingest::discover(&how).unwrap().sources;
        let mut records = 0;
        ingest::read(&sources, &how, &mut |batch| {
            records += batch.records();
            ControlFlow::Continue(())
        });
        records
    });
    bench(&mut group, "read_parse", bytes, ARTICLES, || {
        let mut records = 0;
        each(&mut |_| records += 1);
        records
    });
    bench(&mut group, "read_parse_tokenise", bytes, words, || {
        let mut words = 0;
        each(&mut |text| each_token(text, |_| words += 1));
        words
    });
    let params = UniqueParams::default().sketch();
    let mut sketcher = Sketcher::new(params);
    bench(
        &mut group,
        "read_parse_tokenise_sketch",
        bytes,
        ARTICLES * params.bands,
        || {
            let (mut count, mut keys) = (0, Vec::new());
            each(&mut |text| {
                keys.clear();
                sketcher.keys(text, &mut keys);
                count += keys.len();
            });
            count
        },
    );
    bench(&mut group, "whole", bytes, ARTICLES, || {
        let settings = UniqueSettings {
            inputs: how.inputs.clone(),
            threads: Some(1),
            map: map.clone(),
            params: UniqueParams::default(),
            max_memory_bytes: 1 << 30,
            tmpdir: folder.path().to_owned(),
        };
        let mut kept = Vec::with_capacity(lines.len());
        let mut outputs = Outputs {
            kept: &mut kept,
            dropped: None,
            rejected: None,
        };
        let summary = unique(&settings, &mut outputs, &Silent, &AtomicBool::new(false)).unwrap();
        assert!(summary.near > 0 && !kept.is_empty());
        usize::try_from(summary.articles).unwrap()
    });

    // Band records by themselves: eight bytes each.
    let records: Vec<u64> = (0..1_000_000_u64).map(|n| hash::mix(n % 900_000) << 32 | n).collect();
    bench(&mut group, "band_sort", 8 * records.len() as u64, records.len(), || {
        let mut sorted = records.clone();
        sort_by_high_half(&mut sorted);
        sorted.len()
    });

    // One text against the next, from their words; bytes are those of both.
    let shingles: Vec<Vec<u64>> = texts.iter().map(|t| shingle_hashes(&stream(t), 5)).collect();
    let mut leader = Leader::default();
    bench(&mut group, "verify", 2 * bytes, shingles.len() - 1, || {
        let compared = shingles.windows(2).map(|pair| {
            leader.set(&pair[0]);
            black_box(leader.compare(&pair[1]));
            1
        });
        compared.sum()
    });
}

criterion_group!(benches, steps);
criterion_main!(benches);
