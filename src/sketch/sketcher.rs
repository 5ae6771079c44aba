//! Texts to band keys without holding a word of them.
//!
//! Input: one text after another; output: an [`Outline`] and, appended to a list, its band keys. The
//! stream of words goes by in pieces that stay in the first-level cache; from each come its
//! shingles, from these the lanes of the signature. The same signature, hash and keys as
//! [`Sketch`](super::Sketch) has. Cost: one pass, memory of one piece, whatever the text's length.

use super::{Params, Signature, finish_words_hash, shingle, winnow, words_hash};
use crate::text::each_token;

/// Words that are held before they become shingles.
const PIECE_WORDS: usize = 1024;

/// Makes outlines and band keys, keeping its room from text to text.
#[derive(Debug)]
pub struct Sketcher {
    params: Params,
    stream: Vec<u64>,
    shingles: Vec<u64>,
}

/// What is known of a text beside its band keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// Number of words.
    pub words: u32,
    /// Hash of all words in order.
    pub words_hash: u64,
}

impl Sketcher {
    /// A sketcher for one kind of sketch.
    #[must_use]
    pub fn new(params: Params) -> Self {
        Self {
            params,
            stream: Vec::with_capacity(PIECE_WORDS),
            shingles: Vec::with_capacity(PIECE_WORDS),
        }
    }

    /// Sketches a text and appends its band keys: one a band, none for a text without a word.
    ///
    /// ```
    /// use dedupe::sketch::{Params, Sketcher};
    /// let mut sketcher = Sketcher::new(Params::default());
    /// let mut keys = Vec::new();
    /// assert_eq!(sketcher.keys("Ships wait off the port.", &mut keys).words, 5);
    /// assert_eq!(keys.len(), Params::default().bands);
    /// ```
    pub fn keys(&mut self, text: &str, keys: &mut Vec<u64>) -> Outline {
        let (outline, signature) = self.signature(text);
        if outline.words > 0 {
            keys.extend(signature.band_keys(&self.params));
        }
        outline
    }

    /// Sketches a text and appends its winnowed fingerprints instead, for articles that are cut from others;
    /// a text shorter than a fingerprint has one for all its words. The whole stream of words is held.
    pub fn fingerprints(&mut self, text: &str, keys: &mut Vec<u64>) -> Outline {
        let stream = &mut self.stream;
        stream.clear();
        each_token(text, |token| stream.push(token.hash));
        let size = self.params.fingerprint_words.clamp(1, stream.len().max(1));
        let params = Params {
            fingerprint_words: size,
            ..self.params
        };
        keys.extend(winnow(stream, &params).iter().map(|f| f.hash));
        Outline {
            words: stream.len() as u32,
            words_hash: finish_words_hash(words_hash(0, stream), stream.len() as u64),
        }
    }

    /// The outline and signature of a text; that of a text without a word is of the empty set.
    pub fn signature(&mut self, text: &str) -> (Outline, Signature) {
        let size = self.params.shingle_words.max(1);
        let mut signature = Signature::empty(&self.params);
        let (mut words, mut hash) = (0_u64, 0);
        let (stream, shingles) = (&mut self.stream, &mut self.shingles);
        stream.clear();
        // Words at the front of the stream that were counted with the piece before.
        let mut seen = 0;
        each_token(text, |token| {
            stream.push(token.hash);
            if stream.len() == PIECE_WORDS.max(2 * size) {
                words += (stream.len() - seen) as u64;
                hash = words_hash(hash, &stream[seen..]);
                shingles.clear();
                shingle::extend(shingles, stream, size);
                signature.absorb(shingles);
                seen = size - 1;
                stream.drain(..stream.len() - seen);
            }
        });
        words += (stream.len() - seen) as u64;
        hash = words_hash(hash, &stream[seen..]);
        if words > 0 {
            shingles.clear();
            // A text shorter than a shingle is one.
            shingle::extend(shingles, stream, size.min(words as usize));
            signature.absorb(shingles);
        }
        let outline = Outline {
            words: u32::try_from(words).unwrap_or(u32::MAX),
            words_hash: finish_words_hash(hash, words),
        };
        (outline, signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::Sketch;
    use crate::text::stream;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_as_a_sketch(words in 0_usize..3_000, vocabulary in 1_usize..500, size in 1_usize..9) {
            let text: Vec<String> = (0..words).map(|i| format!("w{}", i * i % vocabulary)).collect();
            let text = text.join(" ");
            let params = Params { shingle_words: size, ..Params::default() };
            let mut sketcher = Sketcher::new(params);
            for _ in 0..2 {
                let (outline, signature) = sketcher.signature(&text);
                let sketch = Sketch::new(&stream(&text), &params);
                prop_assert_eq!((outline.words, outline.words_hash), (sketch.words, sketch.words_hash));
                if let Some(expected) = sketch.signature {
                    prop_assert_eq!(signature, expected);
                }
            }
        }
    }
}
