//! Quotations made to be slow: grouping takes no more than a little longer for each of them.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use super::{Family, Item, Params, group, words_of};
use crate::quote::{Attribution, Kind, Quote};
use crate::text::Span;

/// Groups quotations of one article each, all of one day, or a day each.
fn grouped(texts: &[String], one_day: bool) -> Vec<Family> {
    let quotes: Vec<Quote> = texts
        .iter()
        .map(|text| Quote {
            span: Span::new(0, text.len()),
            kind: Kind::Direct,
            nested: false,
            continues: false,
            attribution: Attribution::unknown(),
        })
        .collect();
    let items: Vec<Item<'_>> = quotes
        .iter()
        .zip(texts)
        .zip(0..)
        .map(|((quote, text), number)| Item {
            article: number,
            story: number,
            rank: number,
            day: Some(if one_day { 20_000 } else { i64::from(number) }),
            quote,
            words: words_of(text).iter().map(|t| t.hash).collect(),
            bracketed: Box::default(),
            breaks: Box::default(),
            ellipsis: false,
            around: 0,
            context: Box::default(),
        })
        .collect();
    group(
        &items,
        &|ix| Cow::Borrowed(texts[ix as usize].as_str()),
        &Params::default(),
    )
}

fn time(texts: &[String], one_day: bool) -> Duration {
    let start = Instant::now();
    let families = grouped(texts, one_day);
    let took = start.elapsed();
    let carriers: usize = families.iter().map(|f| f.carriers.len()).sum();
    assert_eq!(carriers, texts.len());
    took
}

/// Four times as much takes less than nine times as long, where quadratic time would take sixteen: the best of three tries,
/// since other work may run beside.
#[track_caller]
fn check(name: &str, size: usize, make: impl Fn(usize) -> Vec<String>) {
    for one_day in [true, false] {
        let (part, whole) = (make(size / 4), make(size));
        let least = Duration::from_millis(20);
        let ratio = || time(&whole, one_day).as_secs_f64() / time(&part, one_day).max(least).as_secs_f64();
        let mut ratios = Vec::new();
        while ratios.len() < 3 && ratios.iter().all(|&r| r >= 9.0) {
            ratios.push(ratio());
        }
        let best = ratios.iter().copied().fold(f64::MAX, f64::min);
        assert!(
            best < 9.0,
            "{name}, one day {one_day}: {ratios:.1?} times as long for four times as much"
        );
    }
}

#[test]
fn identical_quotations() {
    check("eight words", 20_000, |n| {
        vec!["the ferry leaves the quay at noon tomorrow".to_owned(); n]
    });
    check("three words", 20_000, |n| vec!["ferry leaves tomorrow".to_owned(); n]);
    check("one word", 20_000, |n| vec!["ferry".to_owned(); n]);
}

#[test]
fn quotations_that_share_one_rare_word() {
    check("lantern", 20_000, |n| {
        (0..n)
            .map(|i| format!("the lantern of number w{i} burned x{}", i / 2))
            .collect()
    });
    check("lantern, short", 20_000, |n| {
        (0..n).map(|i| format!("lantern w{i}")).collect()
    });
    check("lantern, pairs", 20_000, |n| {
        (0..n).map(|i| format!("old lantern w{i}")).collect()
    });
}

#[test]
fn quotations_that_differ_in_a_number() {
    check("a number each", 8_000, |n| {
        (0..n)
            .map(|i| format!("we counted {i} boats in the harbour before the storm came over the hill"))
            .collect()
    });
    check("a number each, short", 8_000, |n| {
        (0..n).map(|i| format!("counted {i} boats")).collect()
    });
    check("cut at every word", 800, |n| {
        let words: Vec<String> = (0..n + 40).map(|i| format!("w{i}")).collect();
        (0..n).map(|i| words[i..i + 40].join(" ")).collect()
    });
}

/// A quotation of more than a million bytes, twice: as it is, with one word changed, and of two words only.
#[test]
fn a_quotation_of_megabytes() {
    let whole = (0..600_000)
        .map(|i| format!("w{}", i % 50_000))
        .collect::<Vec<String>>()
        .join(" ");
    let changed = whole.replacen(" w777 ", " other ", 1);
    let same = "ha ".repeat(400_000);
    let cut = "ha ".repeat(190_000) + "ho";
    for (texts, families) in [
        (vec![whole.clone(), whole.clone()], 1),
        (vec![whole, changed], 1),
        (vec![same, cut], 2),
    ] {
        let start = Instant::now();
        assert_eq!(grouped(&texts, true).len(), families, "{}", &texts[0][..20]);
        // Quadratic time would take hours.
        assert!(start.elapsed().as_secs() < 60);
    }
}
