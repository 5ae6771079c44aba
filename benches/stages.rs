//! One bench per stage, in bytes of article text per second; each asserts its results before it is timed.
//!
//! See `benches/README.md`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench that cannot go on has failed"
)]

mod common;

use std::borrow::Cow;
use std::hint::black_box;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};

use dedupe::align::{self, SeedIndex};
use dedupe::article::Corpus;
use dedupe::ingest::{Batch, FieldMap, parse_batch};
use dedupe::passage::{self, Match};
use dedupe::pipeline::{Settings, Silent};
use dedupe::quote::{self, Quote, variant};
use dedupe::sketch::{self, PARTITIONS, Posting, Postings, Sketch, band_groups, shingle_set};
use dedupe::story::{self, Edge, Similarity};
use dedupe::text::{stream, tokenize};

use common::{Planted, dump, json_lines};

const ARTICLES: usize = 1_000;
const SEED: u64 = 11;

/// A dump and what each stage hands to the next.
struct Input {
    lines: String,
    planted: Planted,
    corpus: Corpus,
    streams: Vec<Vec<u64>>,
    sketches: Vec<Sketch>,
    text_bytes: u64,
}

impl Input {
    fn new() -> Self {
        let (records, planted) = dump(ARTICLES, SEED);
        let lines = json_lines(&records);
        let parsed = parse_batch(
            &Batch::from_lines("dump.jsonl", lines.clone().into_bytes()),
            &FieldMap::default(),
        );
        assert_eq!((parsed.articles.len(), parsed.rejected.len()), (ARTICLES, 0));
        let corpus = Corpus::new(parsed.articles);
        let streams: Vec<Vec<u64>> = corpus.articles().iter().map(|a| stream(&a.text)).collect();
        let sketches = streams
            .iter()
            .map(|t| Sketch::new(t, &sketch::Params::default()))
            .collect();
        let text_bytes = corpus.articles().iter().map(|a| a.text.len() as u64).sum();
        Self {
            lines,
            planted,
            corpus,
            streams,
            sketches,
            text_bytes,
        }
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, &Sketch)> {
        self.sketches.iter().enumerate().map(|(ix, s)| (ix as u32, s))
    }

    fn pairs(&self) -> Vec<passage::Pair> {
        let postings = Postings::new(self.numbered().flat_map(|(ix, sketch)| Posting::of(ix, sketch)));
        let (params, mut packed) = (passage::Params::default(), Vec::new());
        passage::sharing_pairs(&postings, self.corpus.ranks(), &params, &mut packed);
        passage::candidate_pairs(packed, &params)
    }

    fn quotes(&self) -> Vec<Vec<Quote>> {
        self.corpus
            .articles()
            .iter()
            .map(|a| {
                let title = a.title.as_ref().and_then(|t| t.span);
                let params = quote::Params::default();
                quote::extract(&a.text, title, &a.furniture, a.language.as_deref(), &params)
            })
            .collect()
    }
}

/// Times `stage` after its count of results was found to be what the input holds.
fn bench(
    group: &mut BenchmarkGroup<'_, criterion::measurement::WallTime>,
    name: &str,
    bytes: u64,
    expected: usize,
    mut stage: impl FnMut() -> usize,
) {
    assert_eq!(stage(), expected, "{name}: another count of results");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function(name, |b| b.iter(|| black_box(stage())));
}

fn stages(c: &mut Criterion) {
    let input = Input::new();
    let (corpus, bytes) = (&input.corpus, input.text_bytes);
    let mut group = c.benchmark_group("stages");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));

    let batch = Batch::from_lines("dump.jsonl", input.lines.clone().into_bytes());
    let map = FieldMap::default();
    bench(&mut group, "ingest", input.lines.len() as u64, ARTICLES, || {
        parse_batch(&batch, &map).articles.len()
    });

    let all_words = input.streams.iter().map(Vec::len).sum();
    bench(&mut group, "tokenize", bytes, all_words, || {
        corpus.articles().iter().map(|a| tokenize(&a.text).len()).sum()
    });

    let params = sketch::Params::default();
    let fingerprints = input.sketches.iter().map(|s| s.fingerprints.len()).sum();
    bench(&mut group, "sketch", bytes, fingerprints, || {
        let sketches = input.streams.iter().map(|t| Sketch::new(t, &params));
        sketches.map(|s| s.fingerprints.len()).sum()
    });

    // Bands, candidates, exact similarity of each, grouping.
    let ranks = corpus.ranks();
    let hashes: Vec<(u32, u64)> = input.sketches.iter().map(|s| (s.words, s.words_hash)).collect();
    let same = story::same_words(&hashes, ranks);
    let words: Vec<u32> = input.sketches.iter().map(|s| s.words).collect();
    let story_params = story::Params::default();
    bench(&mut group, "stories", bytes, input.planted.stories, || {
        let mut partitions = vec![Vec::new(); PARTITIONS];
        for (ix, sketch) in input.numbered() {
            for key in sketch.signature.iter().flat_map(|s| s.band_keys(&params)) {
                let (partition, record) = sketch::pack(key, ix);
                partitions[partition].push(record);
            }
        }
        let mut candidates: Vec<(u32, u32)> = partitions
            .iter_mut()
            .flat_map(band_groups)
            .flat_map(|g| sketch::group_pairs(&g, story_params.all_pairs_limit).collect::<Vec<_>>())
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let edge = |a: u32, b: u32| {
            let set = |ix: u32| shingle_set(&input.streams[ix as usize], params.shingle_words);
            let similarity = Similarity::of(&set(a), &set(b));
            let relation = similarity.relation(&story_params)?;
            Some(Edge {
                a,
                b,
                similarity,
                relation,
            })
        };
        let edges: Vec<Edge> = candidates.iter().filter_map(|&(a, b)| edge(a, b)).collect();
        story::stories(&same, &edges, &words, ranks, edge).len()
    });

    // Every candidate pair in full; bytes are those of both sides.
    let pairs = input.pairs();
    let streams = &input.streams;
    let align_params = align::Params::default();
    let align_all = || -> Vec<Match> {
        let mut found = Vec::new();
        for group in pairs.chunk_by(|x, y| x.a == y.a) {
            let a = &streams[group[0].a as usize];
            let index = SeedIndex::new(a, &align_params);
            for pair in group {
                let matches = align::align(a, &index, &streams[pair.b as usize], &align_params);
                found.extend(matches.into_iter().map(|alignment| Match {
                    a: pair.a,
                    b: pair.b,
                    alignment,
                    set_aside: false,
                }));
            }
        }
        found
    };
    let matches = align_all();
    assert!(matches.len() >= 3 * input.planted.stories, "{} matches", matches.len());
    let size = |ix: u32| corpus.get(ix).text.len() as u64;
    let both_sides = pairs.iter().map(|p| size(p.a) + size(p.b)).sum();
    bench(&mut group, "align", both_sides, matches.len(), || align_all().len());

    // Each article by itself as its story: the grouping has the most to do.
    let alone: Vec<u32> = (0..corpus.len() as u32).collect();
    let copies = vec![Vec::new(); corpus.len()];
    let families = passage::families(&matches, ranks, &alone, &copies).len();
    assert!(families >= input.planted.stories, "{families} families");
    bench(&mut group, "passage_families", bytes, families, || {
        passage::families(&matches, ranks, &alone, &copies).len()
    });

    let quotes = input.quotes();
    let carriers: usize = quotes.iter().map(Vec::len).sum();
    // Two in each story, whole, cut or re-led, and one in the article that quotes it.
    assert_eq!(carriers, input.planted.stories * 8 + input.planted.quotes);
    bench(&mut group, "quote_extract", bytes, carriers, || {
        input.quotes().iter().map(Vec::len).sum()
    });

    let text = |ix: u32| Cow::Borrowed(corpus.get(ix).text.as_str());
    let items: Vec<variant::Item<'_>> = quotes
        .iter()
        .enumerate()
        .flat_map(|(ix, all)| {
            all.iter()
                .map(move |q| variant::Item::new(corpus, ix as u32, &corpus.get(ix as u32).text, ix as u32, q))
        })
        .collect();
    let quoted_bytes = items.iter().map(|i| i.quote.span.len() as u64).sum();
    let variant_params = variant::Params::default();
    bench(
        &mut group,
        "quote_variants",
        quoted_bytes,
        input.planted.quotes * 2,
        || variant::group(&items, &text, &variant_params).len(),
    );

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.jsonl");
    std::fs::write(&path, &input.lines).unwrap();
    let settings = Settings {
        inputs: vec![path.to_str().unwrap().to_owned()],
        ..Settings::default()
    };
    bench(
        &mut group,
        "scan",
        input.lines.len() as u64,
        input.planted.stories,
        || {
            let out = tempfile::tempdir().unwrap();
            let run = dedupe::pipeline::scan(&settings, out.path(), &Silent, &AtomicBool::new(false)).unwrap();
            run.run.counts.stories as usize
        },
    );
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
