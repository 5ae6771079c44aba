//! `diff` on two arbitrary texts, with repeats, and the page that shows it.
#![no_main]

use dedupe::article::Article;
use dedupe::pipeline::{Op, Params, diff};
use dedupe::report::{Layout, side_by_side};
use dedupe::text::tokenize;
use libfuzzer_sys::fuzz_target;

fn article(text: String) -> Article {
    Article {
        text,
        ..Article::default()
    }
}

fuzz_target!(|input: (u8, u8, &str, &str, &str)| {
    let (repeats, width, shared, own_a, own_b) = input;
    let shared = format!("{shared} ").repeat(usize::from(repeats % 8));
    let (a, b) = (
        article(format!("{own_a}{shared}{own_b}")),
        article(format!("{own_b}{shared}{own_a}")),
    );
    let params = Params::default();
    let found = diff(&a, &b, &params);
    for passage in &found.passages {
        let (mut at_a, mut at_b) = (passage.a.start, passage.b.start);
        let (mut in_a, mut in_b) = (Vec::new(), Vec::new());
        for edit in &passage.edits {
            assert!(a.text.get(edit.a.lo()..edit.a.hi()).is_some() && b.text.get(edit.b.lo()..edit.b.hi()).is_some());
            assert!(edit.a.start >= at_a && edit.b.start >= at_b);
            (at_a, at_b) = (edit.a.end, edit.b.end);
            assert_eq!(edit.a.is_empty(), edit.op == Op::Insert);
            assert_eq!(edit.b.is_empty(), edit.op == Op::Delete);
            if edit.op == Op::Equal {
                let words = |text: &str| tokenize(text).iter().map(|t| t.hash).collect::<Vec<u64>>();
                let (x, y) = (&a.text[edit.a.lo()..edit.a.hi()], &b.text[edit.b.lo()..edit.b.hi()]);
                assert_eq!(words(x).len(), words(y).len());
            }
            in_a.push(edit.a);
            in_b.push(edit.b);
        }
        assert_eq!((at_a, at_b), (passage.a.end, passage.b.end));
        for (text, span, edits) in [(&a.text, passage.a, &in_a), (&b.text, passage.b, &in_b)] {
            for token in tokenize(text).iter().map(|t| t.span()).filter(|t| span.contains(*t)) {
                assert_eq!(edits.iter().filter(|e| e.contains(token)).count(), 1);
            }
        }
    }
    assert!(found.a_shared <= found.a_words && found.b_shared <= found.b_words);
    let record = found.record(&a, &b, &params);
    for (colour, all) in [(false, true), (true, false)] {
        let width = usize::from(width);
        let page = side_by_side(&record, (&a.text, &b.text), &Layout { width, colour, all });
        let allowed = |c: char| c == '\n' || colour && c == '\u{1B}';
        assert!(!page.contains(|c: char| c.is_control() && !allowed(c)));
    }
});
