//! Where does this token stand in the original?
//!
//! Input: one article's text as read; output: [`Span`]s, [`Token`]s, paragraphs and sentences, all
//! of them **byte** ranges of that same text, plus [`CodePoints`], the exact map from bytes to the
//! Unicode code points that every output file uses. Nothing here copies or rewrites the text:
//! normalising happens inside a token's hash, so an offset can never drift.
//!
//! Invariants: spans lie on `char` boundaries and inside the text; tokens are in order and do not
//! overlap; the same text gives the same tokens on every machine. Cost: one linear pass each.

mod block;
mod boundary;
mod common;
mod debris;
mod fold;
mod paragraph;
mod points;
mod sentence;
mod span;
mod stem;
mod token;

pub use common::is_common;
pub use fold::{fold, fold_span, word_hash};
pub use paragraph::paragraphs;
pub use points::CodePoints;
pub use sentence::sentences;
pub use span::Span;
pub use stem::{stem, stems};
pub use token::{Token, each_token, stream, tokenize};
