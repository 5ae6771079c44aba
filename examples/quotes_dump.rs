//! Writes the quotations of every article of a JSON Lines file in the shape of `quotes.jsonl`, one line a
//! quotation, for scoring against labelled data:
//! `cargo run --release --no-default-features --example quotes_dump -- articles.jsonl > quotes.jsonl`.
//! With `--time` it writes nothing but the speed of extraction to standard error.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::{Duration, Instant};

use dedupe::quote::{Params, Quote, extract};
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
