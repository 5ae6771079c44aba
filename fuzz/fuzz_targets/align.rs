//! `align` and `align_self` on words of a small alphabet, so that everything repeats everywhere.
#![no_main]

use dedupe::align::{Alignment, Params, SeedIndex, align, align_self};
use dedupe::hash::mix;
use libfuzzer_sys::fuzz_target;

/// Equal words in order, from the first word to the last, and the counts of them.
fn check(m: &Alignment, a: &[u64], b: &[u64], params: &Params) {
    let (mut at, mut words, mut columns, mut longest) = ((m.a_start, m.b_start), 0, 0, 0);
    for k in &m.blocks {
        assert!(k.a >= at.0 && k.b >= at.1 && k.len > 0, "{m:?}");
        let (in_a, in_b) = (
            &a[k.a as usize..][..k.len as usize],
            &b[k.b as usize..][..k.len as usize],
        );
        assert_eq!(in_a, in_b, "{m:?}");
        columns += (k.a - at.0).max(k.b - at.1) + k.len;
        words += k.len;
        longest = longest.max(k.len as usize);
        at = (k.a + k.len, k.b + k.len);
    }
    assert_eq!(at, (m.a_end, m.b_end), "{m:?}");
    assert_eq!(m.blocks.first().map(|k| (k.a, k.b)), Some((m.a_start, m.b_start)));
    assert_eq!((words, columns), (m.words, m.columns), "{m:?}");
    assert!(
        words as usize >= params.min_words && longest >= params.min_run_words && m.identity() >= params.min_identity
    );
    // No two neighbours that touch on both sides.
    assert!(
        m.blocks
            .windows(2)
            .all(|k| (k[0].a + k[0].len, k[0].b + k[0].len) != (k[1].a, k[1].b))
    );
}

fuzz_target!(|data: &[u8]| {
    let [alphabet, seed, words, identity, cut, rest @ ..] = data else {
        return;
    };
    let alphabet = u64::from(*alphabet).max(1);
    let stream = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|&x| mix(u64::from(x) % alphabet))
            .collect::<Vec<u64>>()
    };
    let (a, b) = rest.split_at(rest.len() * usize::from(*cut) / 255);
    let (a, b) = (stream(a), stream(b));
    let min_words = usize::from(words % 24);
    let params = Params {
        seed_words: usize::from(seed % 8),
        min_words: min_words.max(1),
        min_run_words: (min_words / 2).max(1),
        min_identity: f64::from(*identity) / 255.0,
        ..Params::default()
    };
    for m in align(&a, &SeedIndex::new(&a, &params), &b, &params) {
        check(&m, &a, &b, &params);
    }
    for (words, repeated) in [(&a, align_self(&a, &params)), (&b, align_self(&b, &params))] {
        for m in repeated {
            check(&m, words, words, &params);
            assert!(m.a_end <= m.b_start, "{m:?}");
        }
    }
});
