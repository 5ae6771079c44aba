//! Writes the quotations of every article of a JSON Lines file in the shape of `quotes.jsonl`, one line a
//! quotation, for scoring against labelled data:
//! `cargo run --release --no-default-features --example quotes_dump -- articles.jsonl > quotes.jsonl`.
//! With `--time` it writes nothing but the speed of extraction and the CPU time of grouping, both on one thread, to
//! standard error; grouping sees the articles as undated ones, each a story of its own.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::{Duration, Instant};

use dedupe::article::{Article, Corpus};
use dedupe::quote::{Params, Quote, extract, variant};
use dedupe::text::{CodePoints, Span};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let timing = arguments.iter().any(|a| a == "--time");
    arguments.retain(|a| a != "--time");
    let path = arguments
        .first()
        .ok_or("usage: quotes_dump [--time] ARTICLES.jsonl > quotes.jsonl")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let params = Params::default();
    let mut records = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
        let (text, title) = (field("text"), field("title"));
        if timing {
            records.push((text, title));
            continue;
        }
        let found = extract(&text, title_span(&text, &title), &[], None, &params);
        write(&mut out, &field("id"), &text, &found)?;
    }
    if timing {
        time(&records, &params);
        time_groups(records, &params)?;
    }
    Ok(())
}

/// The best of five passes: other work on the machine only ever makes a pass slower.
fn time(records: &[(String, String)], params: &Params) {
    let bytes: usize = records.iter().map(|(text, _)| text.len()).sum();
    let mut best = Duration::MAX;
    let mut quotes = 0;
    for _ in 0..5 {
        let start = Instant::now();
        quotes = records
            .iter()
            .map(|(t, title)| extract(t, title_span(t, title), &[], None, params).len())
            .sum();
        best = best.min(start.elapsed());
    }
    let megabytes = bytes as f64 / 1e6;
    eprintln!(
        "{quotes} quotations in {megabytes:.1} MB, {best:.2?}, {:.0} MB/s",
        megabytes / best.as_secs_f64()
    );
}

/// Grouping alone.
fn time_groups(records: Vec<(String, String)>, params: &Params) -> Result<(), Box<dyn std::error::Error>> {
    let article = |(number, (text, _)): (usize, (String, String))| Article {
        id: format!("{number:09}"),
        text,
        ..Article::default()
    };
    let corpus = Corpus::new(records.into_iter().enumerate().map(article).collect());
    let articles = corpus.articles();
    let quotes: Vec<Vec<Quote>> = articles
        .iter()
        .map(|a| extract(&a.text, None, &[], None, params))
        .collect();
    let items = |ix: usize| {
        let text = &articles[ix].text;
        let quotes = quotes[ix].iter();
        quotes
            .map(|quote| variant::Item::new(&corpus, ix as u32, text, ix as u32, quote))
            .collect::<Vec<_>>()
    };
    let items: Vec<variant::Item<'_>> = (0..articles.len()).flat_map(items).collect();
    let text = |ix: u32| Cow::Borrowed(corpus.get(ix).text.as_str());
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let (start, used) = (Instant::now(), cpu_seconds());
    let families = alone.install(|| variant::group(&items, &text, &variant::Params::default()).len());
    let (wall, cpu) = (start.elapsed(), used.zip(cpu_seconds()).map(|(a, b)| b - a));
    let cpu = cpu.map_or_else(|| "unknown".to_owned(), |cpu| format!("{cpu:.2} s"));
    eprintln!(
        "{families} families of {} quotations, {wall:.2?}, CPU {cpu}",
        items.len()
    );
    Ok(())
}

/// CPU time of this process, where the system tells.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<f64> = stat
        .rsplit(')')
        .next()?
        .split_whitespace()
        .map(|f| f.parse().unwrap_or(0.0))
        .collect();
    // User and system time, in hundredths of a second.
    Some((fields.get(11)? + fields.get(12)?) / 100.0)
}

/// The headline's place where the text begins with it.
fn title_span(text: &str, title: &str) -> Option<Span> {
    let at = text.find(title).filter(|&at| !title.is_empty() && at < 200)?;
    Some(Span::new(at, at + title.len()))
}

fn write(out: &mut impl Write, id: &str, text: &str, quotes: &[Quote]) -> std::io::Result<()> {
    let points = CodePoints::new(text);
    for quote in quotes {
        let (start, end) = points.span(quote.span);
        let said = &quote.attribution;
        let mention = said.mention.map(|m| {
            let (start, end) = points.span(m);
            json!({"start": start, "end": end, "text": m.of(text)})
        });
        let speaker = said.speaker.as_ref().map(|s| s.name.as_str());
        let carrier = json!({
            "article": id, "start": start, "end": end, "text": quote.span.of(text), "kind": quote.kind.name(),
            "speaker": speaker, "role": said.speaker.as_ref().and_then(|s| s.role.as_deref()),
            "class": said.speaker.as_ref().map(|s| s.class.name()), "speaker_mention": mention,
            "cue": said.cue.map(|c| c.of(text)), "rule": said.rule, "confidence": said.confidence,
            "nested": quote.nested, "continues": quote.continues,
        });
        writeln!(
            out,
            "{}",
            json!({"quote": "", "text": quote.span.of(text), "carriers": [carrier]})
        )?;
    }
    Ok(())
}
